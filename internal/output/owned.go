package output

import (
	"crypto/sha256"
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
)

// look finds what stands at a path: nil if nothing does. Where one of the path's folders
// is no folder but a file or a link, look returns that one, and in at where it is: what
// is written never goes through a link.
func (w *writer) look(p string) (info fs.FileInfo, at string, err error) {
	folder := path.Dir(p)
	if _, known := w.folders.Load(folder); !known && folder != "." {
		info, at, err := w.look(folder)
		if err != nil || info == nil || !info.IsDir() {
			return info, at, err
		}
		w.folders.Store(folder, true)
	}
	info, err = w.root.Lstat(p)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, p, nil
	}
	return info, p, err
}

// inTheWay tells what, if anything, forbids to put a file at p, where info says what
// stands at the path at, which is p or one of its folders. A file at p itself may be
// replaced if an earlier build wrote it, whatever became of it; all else has to be exactly
// as an earlier build left it.
func (w *writer) inTheWay(p, at string, info fs.FileInfo) (foreign string, err error) {
	switch {
	case info.IsDir():
		return w.foreignIn(at)
	case !info.Mode().IsRegular():
		return at, nil
	case at == p && w.listed(p, info):
		return "", nil
	}
	if ours, err := w.ours(at); err != nil || ours {
		return "", err
	}
	return at, nil
}

// foreignIn finds something in a folder that no earlier build wrote.
func (w *writer) foreignIn(folder string) (foreign string, err error) {
	folders := w.old.folders()
	err = fs.WalkDir(w.root.FS(), folder, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		ours := folders[p]
		if !d.IsDir() {
			ours, err = w.ours(p)
		}
		if err != nil {
			return err
		}
		if !ours {
			foreign = p
			return fs.SkipAll
		}
		return nil
	})
	return foreign, err
}

// listed tells whether an earlier build wrote the file at a path. A file system that
// ignores case may know it by another name.
func (w *writer) listed(p string, info fs.FileInfo) bool {
	if _, listed := w.old[p]; listed {
		return true
	}
	for other := range w.old {
		if fold(other) == fold(p) && w.same(other, info) {
			return true
		}
	}
	return false
}

// same tells whether a path leads to the file that info tells of.
func (w *writer) same(p string, info fs.FileInfo) bool {
	other, at, err := w.look(p)
	return err == nil && other != nil && at == p && os.SameFile(other, info)
}

// ours tells whether an earlier build wrote the file at a path, and nobody changed it
// since.
func (w *writer) ours(p string) (bool, error) {
	sums, listed := w.old[p]
	if !listed {
		return false, nil
	}
	info, at, err := w.look(p)
	if err != nil || info == nil || at != p || !info.Mode().IsRegular() {
		return false, err
	}
	content, err := w.root.ReadFile(p)
	if err != nil {
		return false, err
	}
	return slices.Contains(sums, sha256.Sum256(content)), nil
}
