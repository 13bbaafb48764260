package output

import (
	"bytes"
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"
)

// install puts the staged files into their places and removes what is no longer in the
// tree. Until its first step, nothing in the folder has changed. Whatever the step after
// which the process dies, the manifest lists all that ownup wrote.
func (w *writer) install(step func()) error {
	in := installer{writer: w, step: step, made: map[string]bool{".": true}}
	if err := in.writeManifest(w.old.With(w.sums)); err != nil {
		return err
	}
	inTheWay, gone := w.tree.Leftovers(w.old, w.sums)
	if err := in.removeAll(inTheWay); err != nil {
		return err
	}
	for _, c := range w.inOrder() {
		if err := in.put(c.staged, c.path); err != nil {
			return err
		}
	}
	if err := in.removeAll(gone); err != nil {
		return err
	}
	slices.Sort(w.result.Kept)
	return in.writeManifest(w.sums)
}

// inOrder gives the changes, sorted. Within a turn, what is new comes first: what links to
// it is new as well, and not yet linked to itself, or comes later.
func (w *writer) inOrder() []change {
	age := func(c change) int {
		if c.fresh {
			return 0
		}
		return 1
	}
	return slices.SortedFunc(slices.Values(w.changes), func(a, b change) int {
		return cmp.Or(
			cmp.Compare(w.tree.Turn(a.path), w.tree.Turn(b.path)),
			cmp.Compare(age(a), age(b)),
			strings.Compare(a.path, b.path),
		)
	})
}

// installer is a writer whose staged files are complete.
type installer struct {
	*writer
	step func()
	made map[string]bool // folders that are there
}

// put renames a staged file into its place.
func (in installer) put(staged, p string) error {
	if folder := path.Dir(p); !in.made[folder] {
		in.step()
		if err := in.root.MkdirAll(folder, 0o755); err != nil {
			return err
		}
		in.made[folder] = true
	}
	in.step()
	return in.root.Rename(staged, p)
}

// removeAll removes files that earlier builds wrote, and the folders that are empty then.
func (in installer) removeAll(paths []string) error {
	current := in.currentByFold(paths)
	folders := map[string]bool{}
	for _, p := range paths {
		gone, err := in.remove(p, current[fold(p)])
		if err != nil {
			return err
		}
		if !gone {
			continue
		}
		for folder := range Ancestors(p) {
			folders[folder] = true
		}
	}
	inner := slices.Sorted(maps.Keys(folders))
	for _, folder := range slices.Backward(inner) {
		in.step()
		if in.root.Remove(folder) == nil { // it stays if it still holds something
			in.folders.Delete(folder)
			delete(in.made, folder)
		}
	}
	return nil
}

// remove removes one file that an earlier build wrote, and tells whether its place is
// empty now. What someone changed since is not ours any more: it is kept, and told. The
// path current is that of the tree's file, if any, which a file system that ignores case
// takes for the same.
func (in installer) remove(p, current string) (gone bool, err error) {
	info, at, err := in.look(p)
	switch {
	case err != nil:
		return false, err
	case info == nil:
		return true, nil // removed by someone, or by a build that died then
	case at != p:
		return false, nil // out of reach: there is a link or a file for a folder
	case current != "" && in.same(current, info):
		return false, nil
	}
	ours, err := in.ours(p)
	if err != nil {
		return false, err
	}
	if !ours {
		in.result.Kept = append(in.result.Kept, p)
		return false, nil
	}
	in.step()
	in.result.Removed++
	return true, in.root.Remove(p)
}

// currentByFold gives the paths of the tree under their folded names, if there is
// something to compare with them.
func (in installer) currentByFold(paths []string) map[string]string {
	if len(paths) == 0 {
		return nil
	}
	byFold := make(map[string]string, len(in.sums))
	for p := range in.sums {
		byFold[fold(p)] = p
	}
	return byFold
}

// writeManifest replaces the manifest, if it has changed, as the site's files are
// replaced.
func (in installer) writeManifest(m Manifest) error {
	text := m.Bytes()
	if bytes.Equal(text, in.was) {
		return nil
	}
	if err := in.openStaging(); err != nil {
		return err
	}
	staged := stagingName + "/manifest"
	if err := in.root.WriteFile(staged, text, 0o644); err != nil {
		return err
	}
	in.was = text
	return in.put(staged, ManifestName)
}
