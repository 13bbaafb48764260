package preview

import (
	"context"
	"errors"
	"io/fs"
	"log"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// watch tells, on the channel that it returns, that something in a folder has changed,
// until ctx ends; then it closes the channel. The channel holds at most one word: who
// takes it reads the files after all changes that it stands for.
//
// Events say only that something has happened. What there is to watch is read from the
// folder itself, after each burst of them: so it does not matter in which order, and
// under which names, events about new, renamed and replaced folders arrive.
func watch(ctx context.Context, folder string, logger *log.Logger) (<-chan struct{}, error) {
	changes := make(chan struct{}, 1)
	notify, err := fsnotify.NewWatcher()
	if err == nil {
		folder, err = absolute(folder)
	}
	w := &watcher{folder: folder, notify: notify, log: logger, changes: changes}
	if err == nil {
		err = w.watchAll()
	}
	if err != nil {
		if notify != nil {
			notify.Close()
		}
		close(changes)
		return changes, err
	}
	go w.run(ctx)
	return changes, nil
}

// absolute gives a folder's own name, behind all links.
func absolute(folder string) (string, error) {
	if folder == "" {
		return "", errors.New("no folder is named")
	}
	folder, err := filepath.EvalSymlinks(folder)
	if err != nil {
		return "", err
	}
	return filepath.Abs(folder)
}

type watcher struct {
	folder  string
	notify  *fsnotify.Watcher
	log     *log.Logger
	changes chan<- struct{}
}

// watchAll watches the folder and those in it, and the one above, in which it may be
// replaced. Hidden folders hold nothing of the site.
func (w *watcher) watchAll() error {
	if err := w.notify.Add(filepath.Dir(w.folder)); err != nil {
		return err
	}
	return filepath.WalkDir(w.folder, func(path string, d fs.DirEntry, err error) error {
		hidden := path != w.folder && strings.HasPrefix(filepath.Base(path), ".")
		switch {
		case hidden && err == nil && d.IsDir():
			return filepath.SkipDir
		case err == nil && d.IsDir():
			err = w.notify.Add(path)
		}
		if errors.Is(err, fs.ErrNotExist) {
			return nil // gone again, as another event tells
		}
		return err
	})
}

// run gathers events into bursts: a burst ends when it has been quiet for a while, or has
// lasted long.
func (w *watcher) run(ctx context.Context) {
	defer close(w.changes)
	defer w.notify.Close()
	var (
		burst <-chan time.Time // nil: nothing has happened
		end   time.Time        // of the burst, at the latest
	)
	for {
		select {
		case <-ctx.Done():
			return
		case event := <-w.notify.Events:
			if !w.matters(event) {
				continue
			}
			if burst == nil {
				end = time.Now().Add(longest)
			}
			burst = time.After(min(quiet, time.Until(end)))
		case err := <-w.notify.Errors: // events may be lost: all may have changed
			w.log.Printf("watching for changes: %v", err)
			burst = time.After(quiet)
		case <-burst:
			burst = nil
			if err := w.watchAll(); err != nil {
				w.log.Printf("some changes may not be seen: %v", err)
			}
			select {
			case w.changes <- struct{}{}:
			default: // the last word has not been taken yet, and stands for this one too
			}
		}
	}
}

// matters tells whether an event may be about the site: not one about permissions and
// times alone, about an editor's own files, or about something beside the folder.
func (w *watcher) matters(event fsnotify.Event) bool {
	name := filepath.Base(event.Name)
	switch {
	case event.Op == 0 || event.Op == fsnotify.Chmod:
		return false
	case strings.HasPrefix(name, "."), strings.HasPrefix(name, "#"), strings.HasSuffix(name, "~"):
		return event.Name == w.folder
	}
	return event.Name == w.folder || strings.HasPrefix(event.Name, w.folder+string(filepath.Separator))
}
