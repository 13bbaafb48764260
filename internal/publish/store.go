package publish

import (
	"bytes"
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"ownup/internal/output"
)

// store is a place whose files are put one by one, over a line that may break at any
// time. Its methods may be called by several goroutines.
type store interface {
	fmt.Stringer
	nature() nature

	// list gives the sizes of what stands there, by path: of all files, or of those in the
	// given folders, where other folders, links and the like have a negative size.
	list(ctx context.Context, folders map[string]bool) (map[string]int64, error)
	// get gives the bytes of a file, or fails with [fs.ErrNotExist].
	get(ctx context.Context, path string) ([]byte, error)
	// put puts a file in place: whoever reads meanwhile sees the old one or the new one.
	put(ctx context.Context, path string, content []byte) error
	// remove removes a file. One that is gone already is as good.
	remove(ctx context.Context, path string) error

	// note gives the note by which publishers take turns, and a tag that changes with it,
	// or fails with [fs.ErrNotExist].
	note(ctx context.Context) (text []byte, tag string, err error)
	// leave replaces the note if its tag is the given one, or if there is none and that is
	// empty, and gives the new tag. It fails with errOvertaken where somebody else was
	// faster, and with errUnconditional where that cannot be told.
	leave(ctx context.Context, text []byte, tag string) (string, error)
}

// nature is what kind of place a store is.
type nature struct {
	abreast  int           // how many calls may be under way at a time
	lease    time.Duration // how long the lock of a publisher that died is respected
	folders  bool          // no path is a file and a folder at once
	compress bool          // what is compressible is stored so
	silent   bool          // a condition that it does not know it may ignore without a word
}

// fits reports whether what is stored of a file can have that size.
func (n nature) fits(sum output.Sum, size int64) bool {
	if n.compress && compressible(sum.Path, sum.Size) {
		return size > 0 && size < sum.Size
	}
	return size == sum.Size
}

// sendTo publishes a site to a store, under its lock.
func sendTo(ctx context.Context, s store, site *Site, o Options) (Result, error) {
	if o.DryRun {
		p, _, err := compare(ctx, s, site, o)
		return p.result(), err
	}
	l, err := lock(ctx, s, o.Clock)
	if err != nil {
		return Result{}, err
	}
	defer l.unlock()
	result, err := update(l.ctx, s, site, o)
	if cause := context.Cause(l.ctx); err != nil && cause != nil {
		err = cause
	}
	if !l.exclusive {
		result.Advice = append(result.Advice, "this store knows no conditional writes: nothing keeps two publishers apart")
	}
	return result, err
}

// update brings a store to a site, in the order of a [plan]. Whatever the request after
// which it ends, the manifest lists all that is ours.
func update(ctx context.Context, s store, site *Site, o Options) (Result, error) {
	p, before, err := compare(ctx, s, site, o)
	if err != nil {
		return Result{}, err
	}
	after := site.manifest.Bytes()
	if p.empty() && bytes.Equal(before.Bytes(), after) {
		return p.result(), nil
	}
	if err := s.put(ctx, output.ManifestName, before.With(site.manifest).Bytes()); err != nil {
		return Result{}, err
	}
	abreast := s.nature().abreast
	if err := inParallel(ctx, abreast, p.inTheWay, s.remove); err != nil {
		return Result{}, err
	}
	var done atomic.Int64
	for _, stage := range p.stages {
		err := inParallel(ctx, abreast, stage, func(ctx context.Context, sum output.Sum) error {
			content, err := site.read(sum)
			if err == nil {
				err = s.put(ctx, sum.Path, content)
			}
			if n := done.Add(1); err == nil && o.Progress != nil {
				o.Progress(Progress{s.String(), int(n), p.changed})
			}
			return err
		})
		if err != nil {
			return Result{}, err
		}
	}
	if err := inParallel(ctx, abreast, p.remove, s.remove); err != nil {
		return Result{}, err
	}
	return p.result(), s.put(ctx, output.ManifestName, after)
}

// compare plans what has to change, by the manifest and by what is listed there. Of what
// stands there only the size is asked: no store tells a sum of the bytes that all do.
func compare(ctx context.Context, s store, site *Site, o Options) (plan, output.Manifest, error) {
	before, err := survey(site, o, func(path string) ([]byte, error) { return s.get(ctx, path) })
	if err != nil {
		return plan{}, nil, err
	}
	folders := map[string]bool{}
	for path := range before.With(site.manifest) {
		for folder := range output.Ancestors(path) {
			folders[folder] = true
		}
	}
	sizes, err := s.list(ctx, folders)
	if err != nil {
		return plan{}, nil, err
	}
	stands := make(map[string]bool, len(sizes))
	for path := range sizes {
		stands[path] = true
	}
	p, err := newPlan(site, ground{before, stands, func(sum output.Sum) bool {
		sums := before[sum.Path]
		return len(sums) == 1 && sums[0] == sum.SHA256 && s.nature().fits(sum, sizes[sum.Path])
	}, s.nature().folders})
	return p, before, err
}
