package output

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Result is what a build did to its folder.
type Result struct {
	Files     int      // in the tree: Changed + Unchanged
	Changed   int      // written, because they were missing or had other bytes
	Unchanged int      // left alone
	Removed   int      // written by an earlier build, and no longer in the tree
	Bytes     int64    // the size of all files of the tree
	Written   int64    // the size of those that changed, in bytes
	Paths     []string // of those that changed; sorted
	Kept      []string // no longer in the tree, but changed by someone since ownup wrote them; sorted
}

// ErrBusy says that another build is writing into the same folder.
var ErrBusy = errors.New("another build is writing into it")

// ForeignError says that files which ownup did not write stand where a site was to be
// written. None of them has been touched.
type ForeignError struct {
	Paths []string // slash-separated, from the output folder, sorted, never empty
	Hint  string   // what to do
}

// Error names the files, and gives the hint on a line of its own.
func (e *ForeignError) Error() string {
	const most = 5
	quoted := make([]string, 0, most)
	for _, p := range e.Paths[:min(most, len(e.Paths))] {
		quoted = append(quoted, strconv.Quote(p))
	}
	names := strings.Join(quoted, ", ")
	if more := len(e.Paths) - len(quoted); more > 0 {
		names += fmt.Sprintf(" and %d more", more)
	}
	return fmt.Sprintf("it holds what ownup did not write: %s\n\t%s", names, e.Hint)
}

// Write brings a folder to what the tree says, and creates it if need be. The package's
// comment tells what the folder may rely on. A folder that holds files but no manifest,
// and a file in the way of the site's that no earlier build wrote, are a [*ForeignError];
// dotfiles beside the site are nobody's business. Two builds into one folder do not
// mix: the second is told [ErrBusy].
func Write(ctx context.Context, tree Tree, dir string) (Result, error) {
	result, err := write(ctx, tree, dir, func() {})
	if err != nil {
		return Result{}, fmt.Errorf("write into %s: %w", dir, err)
	}
	return result, nil
}

// write is Write; it calls step before each change that it makes to the site itself.
func write(ctx context.Context, tree Tree, dir string, step func()) (result Result, err error) {
	root, made, err := openFolder(dir)
	if err != nil {
		removeEmpty(made)
		return Result{}, err
	}
	defer root.Close()
	unlock, err := lock(root)
	if err != nil {
		return Result{}, err // before it is locked, the folder may be another build's
	}
	abandoned := made
	defer func() {
		root.Close()
		unlock(abandoned)
	}()
	if !stands(root, dir) {
		return Result{}, ErrBusy // whoever had it locked has removed it
	}
	w, err := openWriter(root, tree)
	if err != nil {
		return Result{}, err
	}
	defer w.sweep()
	if err := w.stageAll(ctx); err != nil {
		return Result{}, err
	}
	abandoned = nil
	err = w.install(step)
	slices.Sort(w.result.Paths)
	return w.result, err
}

// writer is one build that goes into one folder.
type writer struct {
	root *os.Root
	tree Tree
	old  Manifest // of the builds before; empty if there were none
	was  []byte   // the manifest as it stands in the folder; nil if there is none

	folders sync.Map // paths that are known to be real folders, not links to some

	mu      sync.Mutex // over what follows, while files are staged
	staged  bool       // the staging folder exists
	changes []change
	foreign []string
	sums    Manifest // of the tree
	result  Result
}

// change is a file that lies in the staging folder and is to be put into its place.
type change struct {
	path   string
	staged string
	fresh  bool // nothing stands at path yet
}

// openWriter reads what earlier builds left, and sweeps up after one that died.
func openWriter(root *os.Root, tree Tree) (*writer, error) {
	old, err := readManifest(root)
	if err != nil {
		return nil, err
	}
	w := &writer{root: root, tree: tree, old: old, sums: Manifest{}}
	if old != nil {
		w.was = old.Bytes()
	} else if err := refuseForeign(root); err != nil {
		return nil, err
	}
	if _, err := root.Lstat(stagingName); err == nil {
		w.staged = true
		w.sweep()
	}
	return w, nil
}

// refuseForeign reports a folder without a manifest that is not empty.
func refuseForeign(root *os.Root) error {
	folder, err := root.Open(".")
	if err != nil {
		return err
	}
	defer folder.Close()
	names, err := folder.Readdirnames(-1)
	if err != nil {
		return err
	}
	names = slices.DeleteFunc(names, func(name string) bool { return strings.HasPrefix(name, ".") })
	if len(names) == 0 {
		return nil
	}
	slices.Sort(names)
	return &ForeignError{names, "choose a folder that is empty or does not exist yet"}
}

// sweep removes the staging folder.
func (w *writer) sweep() {
	if w.staged {
		_ = w.root.RemoveAll(stagingName) // what is left of it, the next build sweeps
		w.staged = false
	}
}

// stageAll renders the tree and writes each file whose bytes are not in place yet into
// the staging folder. It reports all that is in the way.
func (w *writer) stageAll(ctx context.Context) error {
	if err := w.tree.Each(ctx, w.stage); err != nil {
		return err
	}
	if len(w.foreign) == 0 {
		return nil
	}
	slices.Sort(w.foreign)
	return &ForeignError{slices.Compact(w.foreign), "move it out of the way; what is in content/static/ becomes a part of the site"}
}

// stage takes one rendered file; it is called from several goroutines.
func (w *writer) stage(f Rendered) error {
	info, at, err := w.look(f.Path)
	if err != nil {
		return err
	}
	regular := info != nil && at == f.Path && info.Mode().IsRegular()
	if regular {
		same, err := w.holds(f, info)
		if err != nil {
			return err
		}
		if same {
			w.count(f, Result{Unchanged: 1})
			return nil
		}
	}
	if info != nil {
		foreign, err := w.inTheWay(f.Path, at, info)
		if err != nil {
			return err
		}
		if foreign != "" {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.foreign = append(w.foreign, foreign)
			return nil
		}
	}
	name, err := w.reserve(change{path: f.Path, fresh: !regular})
	if err != nil {
		return err
	}
	w.count(f, Result{Changed: 1, Written: f.Size, Paths: []string{f.Path}})
	return w.root.WriteFile(name, f.Content, 0o644)
}

// count adds a file to the result and to the manifest to come.
func (w *writer) count(f Rendered, more Result) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.sums.add(f.Path, f.SHA256)
	w.result.Files++
	w.result.Changed += more.Changed
	w.result.Unchanged += more.Unchanged
	w.result.Written += more.Written
	w.result.Paths = append(w.result.Paths, more.Paths...)
	w.result.Bytes += f.Size
}

// reserve notes a change and gives it a name in the staging folder.
func (w *writer) reserve(c change) (string, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.openStaging(); err != nil {
		return "", err
	}
	c.staged = stagingName + "/" + strconv.Itoa(len(w.changes))
	w.changes = append(w.changes, c)
	return c.staged, nil
}

// openStaging makes the staging folder when it is first needed: a build that changes
// nothing does not even touch the output folder.
func (w *writer) openStaging() error {
	if w.staged {
		return nil
	}
	err := w.root.Mkdir(stagingName, 0o755)
	w.staged = err == nil
	return err
}

// holds tells whether the file that stands in place has the rendered bytes already.
func (w *writer) holds(f Rendered, info fs.FileInfo) (bool, error) {
	if info.Size() != f.Size {
		return false, nil
	}
	there, err := w.root.ReadFile(f.Path)
	if err != nil {
		return false, err
	}
	return bytes.Equal(there, f.Content), nil
}
