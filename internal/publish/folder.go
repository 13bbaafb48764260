package publish

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"ownup/internal/output"
	"ownup/internal/publish/served"
)

// folder is a folder of this machine.
type folder struct{ text, dir string }

func parseFolder(text string, u *url.URL) (Target, error) {
	if u.Host != "" && u.Host != "localhost" || !strings.HasPrefix(u.Path, "/") || path.Clean(u.Path) == "/" || u.RawQuery != "" || u.Fragment != "" {
		return nil, fmt.Errorf("the target %q is no folder\n\twrite its whole path, such as %s", text, examples["file"])
	}
	dir := u.Path
	if runtime.GOOS == "windows" {
		dir = strings.TrimPrefix(dir, "/") // file:///C:/www
	}
	return folder{text, filepath.FromSlash(dir)}, nil
}

// String is the target as it was written.
func (f folder) String() string { return f.text }

// busyWait is how long, in all, a publish waits for another into the same folder.
const busyWait = time.Minute

func (f folder) publish(ctx context.Context, site *Site, o Options) (Result, error) {
	if o.DryRun {
		return f.try(site, o)
	}
	// A folder is rendered for while it is locked, so nobody can bring a newer build in
	// between.
	refused := sync.OnceValue(func() error { return refuseOlder(site, f.record(), o) })
	tree, err := site.rendered(refused)
	if err != nil {
		return Result{}, err
	}
	start := o.Clock.Now()
	for {
		result, err := output.Write(ctx, tree, f.dir)
		if errors.Is(err, output.ErrBusy) && o.Clock.Now().Sub(start) < busyWait {
			if err := o.Clock.Wait(ctx, time.Second); err != nil {
				return Result{}, err
			}
			continue
		}
		if newer, ok := errors.AsType[*NewerError](err); ok {
			return Result{}, newer
		}
		r := Result{Changed: result.Changed, Removed: result.Removed, Bytes: result.Written, Paths: result.Paths}
		for _, kept := range result.Kept {
			r.Advice = append(r.Advice, fmt.Sprintf("%s is no longer part of the site, but changed by hand since, and left alone", kept))
		}
		return r, err
	}
}

// record gives the record of the build that the folder carries, if any.
func (f folder) record() []byte {
	text, err := os.ReadFile(filepath.Join(f.dir, filepath.FromSlash(served.BuildPath)))
	if err != nil {
		return nil
	}
	return text
}

// try tells what publishing would do.
func (f folder) try(site *Site, o Options) (Result, error) {
	read := func(path string) ([]byte, error) { return os.ReadFile(filepath.Join(f.dir, filepath.FromSlash(path))) }
	before, err := survey(site, o, read)
	if err != nil {
		return Result{}, err
	}
	stands := map[string]bool{}
	err = filepath.WalkDir(f.dir, func(name string, d fs.DirEntry, err error) error {
		path, outside := filepath.Rel(f.dir, name)
		if err == nil && outside == nil && !d.IsDir() {
			stands[filepath.ToSlash(path)] = true
		}
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return Result{}, err
	}
	p, err := newPlan(site, ground{before, stands, func(sum output.Sum) bool {
		content, err := read(sum.Path)
		return err == nil && sha256.Sum256(content) == sum.SHA256
	}, true})
	return p.result(), err
}
