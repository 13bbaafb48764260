// Package output holds a site as a tree of files, and writes it into a folder.
//
// A [Tree] is lazy: a sorted list of paths, each with a function that renders it. Whoever
// holds a tree decides what of it is rendered: the preview one page, [Write] all.
//
//	tree, err := output.New([]output.File{
//		{Path: "index.html", Render: home},
//		{Path: "incidents/2013-09-03-core-routing/index.html", Render: incident},
//	})
//	tree, err = tree.Sealed("api/build.json", build) // rendered from the sums of all others
//	result, err := output.Write(ctx, tree, "public")
//
// # What a folder may rely on
//
// Write renders everything beside the site first and only then renames it into place, so
// that a build that fails changes nothing. What is new comes before what links to it, the
// home page after all other pages, the seal after that, and removals at the end: whenever
// the process dies, each file is whole, each link from the home page leads somewhere, and
// the next build finishes the work. Files whose bytes are right are left alone, with their
// times.
//
// Only what is ours is replaced or removed. Ours is what the manifest lists, a file named
// .ownup-manifest in the folder, in the format of sha256sum:
//
//	# ownup manifest 1
//	e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  .nojekyll
//	9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08  index.html
//
// It holds nothing that the files do not, so it may be published with them.
package output

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
)

// File is one file of a site: where it stands, and how to make it.
type File struct {
	// Path is slash-separated, from the root of the site: "incidents/x/index.html".
	Path string
	// Render gives the file's bytes. It is called from several goroutines, with other
	// files' Render at the same time, and gives the same bytes each time.
	Render func() ([]byte, error)
}

// Tree is the files of a site, sorted by path. It is a value that never changes; the zero
// Tree has no files.
type Tree struct {
	files []File // sorted by path, the sealed file among them
	seal  *seal  // nil if the tree is not sealed
}

// seal is the file that is rendered last, from what is known of all others.
type seal struct {
	path   string
	render func([]Sum) ([]byte, error)
}

// New sorts files into a tree. It reports, all at once, each path that could not be
// written on every file system: one that is not a clean relative slash path, that is
// there twice, that differs from another by case alone, or that is a folder of another.
func New(files []File) (Tree, error) {
	files = slices.Clone(files)
	slices.SortStableFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	if err := check(files); err != nil {
		return Tree{}, err
	}
	return Tree{files: files}, nil
}

// Sealed returns the tree with one file more, whose bytes follow from the sums of all
// others, which are sorted by path. [Write] puts it into place as the last. Rendered by
// itself, it renders the whole tree, once. A tree has at most one seal.
func (t Tree) Sealed(path string, render func([]Sum) ([]byte, error)) (Tree, error) {
	if t.seal != nil {
		return Tree{}, fmt.Errorf("seal with %q: the tree is sealed with %q already", path, t.seal.path)
	}
	sums := sync.OnceValues(func() ([]Sum, error) { return t.sums(context.Background()) })
	sealed, err := New(append(slices.Clip(t.files), File{Path: path, Render: func() ([]byte, error) {
		all, err := sums()
		if err != nil {
			return nil, err
		}
		return render(all)
	}}))
	if err != nil {
		return Tree{}, err
	}
	sealed.seal = &seal{path, render}
	return sealed, nil
}

// Len is the number of files.
func (t Tree) Len() int { return len(t.files) }

// All gives the files in the order of their paths, the sealed one among them.
func (t Tree) All() iter.Seq[File] { return slices.Values(t.files) }

// Lookup finds the file at a path.
func (t Tree) Lookup(path string) (File, bool) {
	i, found := slices.BinarySearchFunc(t.files, path, func(f File, path string) int {
		return strings.Compare(f.Path, path)
	})
	if !found {
		return File{}, false
	}
	return t.files[i], true
}

// check reports what is wrong with the paths of files, which are sorted.
func check(files []File) error {
	var errs []error
	first := make(map[string]string, len(files)) // by folded path
	for _, f := range files {
		if err := checkPath(f.Path); err != nil {
			errs = append(errs, err)
			continue
		}
		key := fold(f.Path)
		switch other, taken := first[key]; {
		case !taken:
			first[key] = f.Path
		case other == f.Path:
			errs = append(errs, fmt.Errorf("%q is there twice", f.Path))
		default:
			errs = append(errs, fmt.Errorf("%q and %q differ by case alone", other, f.Path))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(first)) {
		for folder := range Ancestors(key) {
			if file, taken := first[folder]; taken {
				errs = append(errs, fmt.Errorf("%q is a file and also the folder of %q", file, first[key]))
			}
		}
	}
	return errors.Join(errs...)
}

// checkPath reports a path that is not a clean relative slash path, that a file system or
// the manifest could not hold, or that Write uses itself.
func checkPath(p string) error {
	switch {
	case !fs.ValidPath(p) || p == ".":
		return fmt.Errorf("%q is not a clean relative path with slashes", p)
	case strings.ContainsFunc(p, func(r rune) bool { return r < ' ' || r == '\\' || r == 0x7f }):
		return fmt.Errorf("%q holds a backslash or a control character", p)
	case strings.HasPrefix(fold(p), reserved):
		return fmt.Errorf("%q begins with %q, which is kept for ownup's own files", p, reserved)
	}
	return nil
}

// fold gives equal strings for paths that a file system which ignores case takes for the
// same.
func fold(path string) string { return strings.ToLower(strings.ToUpper(path)) }

// Ancestors gives the folders that a clean relative path lies in, the innermost first, without the root.
func Ancestors(p string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for d := path.Dir(p); d != "."; d = path.Dir(d) {
			if !yield(d) {
				return
			}
		}
	}
}
