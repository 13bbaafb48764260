package publish

import (
	"context"
	"sync"
)

// inParallel calls do for every item, so many at a time. After a failure it begins no
// more, waits for those under way, and returns the failure.
func inParallel[T any](ctx context.Context, abreast int, items []T, do func(context.Context, T) error) error {
	ctx, fail := context.WithCancelCause(ctx)
	defer fail(nil)
	next := make(chan T)
	var workers sync.WaitGroup
	for range min(abreast, len(items)) {
		workers.Go(func() {
			for item := range next {
				if err := do(ctx, item); err != nil {
					fail(err)
				}
			}
		})
	}
feed:
	for _, item := range items {
		select {
		case next <- item:
		case <-ctx.Done():
			break feed
		}
	}
	close(next)
	workers.Wait()
	return context.Cause(ctx)
}
