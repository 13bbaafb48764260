package publish

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// slowStore takes so long to put the home page that the lock is renewed five times
// meanwhile, which is longer than a lease.
type slowStore struct {
	begun    chan struct{} // closed when the home page is being put
	renewals chan struct{} // one for each time that the lock is written
	over     chan struct{} // closed when the home page goes on
}

func (s slowStore) serve(_ int, w http.ResponseWriter, r *http.Request, store http.Handler) {
	switch {
	case r.Method == http.MethodPut && strings.HasSuffix(r.URL.Path, "/index.html") && strings.Count(r.URL.Path, "/") == 3:
		close(s.begun)
		for range 5 {
			<-s.renewals
		}
		close(s.over)
	case r.Method == http.MethodPut && strings.HasSuffix(r.URL.Path, lockName):
		defer func() {
			select {
			case s.renewals <- struct{}{}:
			default: // nobody waits for it
			}
		}()
	}
	store.ServeHTTP(w, r)
}

func TestRequestThatTakesLongerThanALeaseLosesNoLock(t *testing.T) {
	s := bucketPlace(t)
	mustPublish(t, s.target, firstSite(t))
	var mu sync.Mutex
	now := monday
	slow := slowStore{make(chan struct{}), make(chan struct{}, 10), make(chan struct{})}
	holder := testOptions()
	holder.Clock.Now = func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		return now
	}
	holder.Clock.Wait = func(ctx context.Context, d time.Duration) error {
		select {
		case <-slow.begun:
		case <-ctx.Done():
			return ctx.Err()
		}
		select {
		case <-slow.over:
			<-ctx.Done()
			return ctx.Err()
		default:
		}
		mu.Lock()
		defer mu.Unlock()
		now = now.Add(d)
		return ctx.Err()
	}
	s.befall(slow.serve)
	var publishers sync.WaitGroup
	publishers.Go(func() {
		if err := Send(t.Context(), secondSite(t), []Target{s.target}, holder)[0].Err; err != nil {
			t.Error(err)
		}
	})
	<-slow.begun
	rival := testOptions()
	rival.Clock.Now = holder.Clock.Now
	rival.Clock.Wait = func(ctx context.Context, _ time.Duration) error { return pause(ctx, time.Second) }
	err := Send(t.Context(), firstSite(t), []Target{s.target}, rival)[0].Err
	publishers.Wait()
	if _, newer := errors.AsType[*NewerError](err); !newer {
		t.Errorf("the rival: %v", err)
	}
	s.mustCarry(t, secondSite(t))
	if passed := now.Sub(monday); passed < bucketLease {
		t.Errorf("only %s passed", passed)
	}
}
