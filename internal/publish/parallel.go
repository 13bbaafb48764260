package publish

import (
	"context"
	"sync"
)

// inParallel calls do for every item, so many at a time. After a failure it begins no
// more, lets those under way come to their end, and returns the first failure.
func inParallel[T any](ctx context.Context, abreast int, items []T, do func(context.Context, T) error) error {
	going, fail := context.WithCancelCause(ctx)
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
		case <-going.Done():
			break feed
		}
	}
	close(next)
	workers.Wait()
	return context.Cause(going)
}
