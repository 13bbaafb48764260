package publish

import (
	"context"
	"sync"
)

// requestsAtOnce is how many requests are under way at a time: enough to fill a line on
// which each takes a tenth of a second, and few enough for any store.
const requestsAtOnce = 8

// inParallel calls do for every item, several at a time. After a failure it begins no
// more, waits for those under way, and returns the failure.
func inParallel[T any](ctx context.Context, items []T, do func(context.Context, T) error) error {
	ctx, fail := context.WithCancelCause(ctx)
	defer fail(nil)
	next := make(chan T)
	var workers sync.WaitGroup
	for range min(requestsAtOnce, len(items)) {
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
