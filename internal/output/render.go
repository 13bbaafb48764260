package output

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
)

// Sum is what is known of a rendered file without its bytes.
type Sum struct {
	Path   string
	SHA256 [sha256.Size]byte
	Size   int64 // in bytes
}

// String gives the line that sha256sum prints for the file.
func (s Sum) String() string { return hex.EncodeToString(s.SHA256[:]) + "  " + s.Path }

// Digest is one sum over many files, which are sorted by path: the SHA-256, in
// hexadecimal, of the lines that sha256sum prints for them. Equal digests mean equal
// sites.
func Digest(sums []Sum) string {
	h := sha256.New()
	for _, s := range sums {
		io.WriteString(h, s.String()+"\n") // a hash takes all that it is given
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Rendered is a file with its bytes.
type Rendered struct {
	Sum
	Content []byte
}

// Each renders every file once, on all cores, and hands each to visit as soon as it is
// there: the sealed one after all others, these in no order and several at a time. No
// more than one file a core is in memory. After a failure no more files are begun; of
// several failures the first by path is returned, so that the same tree fails with the
// same words. A panic in a Render or in visit goes on in the caller.
func (t Tree) Each(ctx context.Context, visit func(Rendered) error) error {
	files := t.files
	if t.seal != nil {
		files = make([]File, 0, len(t.files)-1)
		for _, f := range t.files {
			if f.Path != t.seal.path {
				files = append(files, f)
			}
		}
	}
	sums := make([]Sum, len(files))
	err := inParallel(ctx, len(files), func(i int) (err error) {
		sums[i], err = render(files[i].Path, files[i].Render, visit)
		return err
	})
	if err != nil || t.seal == nil {
		return err
	}
	_, err = render(t.seal.path, func() ([]byte, error) { return t.seal.render(sums) }, visit)
	return err
}

// sums renders the tree for its sums alone.
func (t Tree) sums(ctx context.Context) ([]Sum, error) {
	sums := make([]Sum, len(t.files))
	err := inParallel(ctx, len(t.files), func(i int) (err error) {
		sums[i], err = render(t.files[i].Path, t.files[i].Render, func(Rendered) error { return nil })
		return err
	})
	return sums, err
}

func render(path string, render func() ([]byte, error), visit func(Rendered) error) (Sum, error) {
	content, err := render()
	if err != nil {
		return Sum{}, fmt.Errorf("render %s: %w", path, err)
	}
	sum := Sum{Path: path, SHA256: sha256.Sum256(content), Size: int64(len(content))}
	return sum, visit(Rendered{sum, content})
}

// inParallel calls do(0) to do(n-1), in this order but several at a time. After a failure
// it begins no more, and returns the failure of the lowest number: since all below it
// have been begun, that is always the same one.
func inParallel(ctx context.Context, n int, do func(int) error) error {
	var (
		next    atomic.Int64
		stopped atomic.Bool
		mu      sync.Mutex
		lowest  = n
		failure error
		workers sync.WaitGroup
	)
	for range min(n, runtime.GOMAXPROCS(0)) {
		workers.Go(func() {
			for !stopped.Load() && ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				err := guarded(do, i)
				if err == nil {
					continue
				}
				stopped.Store(true)
				mu.Lock()
				if i < lowest {
					lowest, failure = i, err
				}
				mu.Unlock()
			}
		})
	}
	workers.Wait()
	if p, ok := errors.AsType[*panicked](failure); ok {
		panic(p)
	}
	if failure != nil {
		return failure
	}
	return ctx.Err()
}

// panicked carries a panic from a worker to the caller, with the worker's stack.
type panicked struct {
	value any
	stack []byte
}

func (p *panicked) Error() string { return fmt.Sprintf("%v\n\n%s", p.value, p.stack) }

// guarded calls do(i) and returns a panic in it, or its leaving by runtime.Goexit, as an
// error.
func guarded(do func(int) error, i int) (err error) {
	returned := false
	defer func() {
		if returned {
			return
		}
		value := recover()
		if value == nil {
			value = "a render left its goroutine"
		}
		err = &panicked{value, debug.Stack()}
	}()
	err = do(i)
	returned = true
	return err
}
