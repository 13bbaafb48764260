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

// openStore gives the requests to a bucket.
func openStore(t *testing.T, s *webStore) openBucket {
	t.Helper()
	opened, err := s.target.(bucket).open(t.Context(), testOptions())
	if err != nil {
		t.Fatal(err)
	}
	return opened
}

func TestLockOfAPublisherThatDiedIsTakenOverAfterALease(t *testing.T) {
	s := bucketPlace(t)
	clock := testClock()
	dead, die := context.WithCancel(t.Context())
	if _, err := lock(dead, openStore(t, s), clock); err != nil {
		t.Fatal(err)
	}
	die()
	start := clock.Now()
	second, err := lock(t.Context(), openStore(t, s), clock)
	if err != nil {
		t.Fatal(err)
	}
	defer second.unlock()
	if waited := clock.Now().Sub(start); waited < bucketLease || waited > bucketLease+5*time.Second {
		t.Errorf("it was taken over after %s", waited)
	}
}

func TestUnlockedBucketIsFreeAtOnce(t *testing.T) {
	s := bucketPlace(t)
	clock := testClock()
	for range 3 {
		l, err := lock(t.Context(), openStore(t, s), clock)
		if err != nil || !l.exclusive {
			t.Fatal(l, err)
		}
		l.unlock()
	}
	if !clock.Now().Equal(monday) {
		t.Errorf("somebody waited until %s", clock.Now())
	}
}

func TestPublisherThatLosesItsLockStops(t *testing.T) {
	s := bucketPlace(t)
	clock := testClock()
	renew := make(chan struct{})
	patient := clock.Wait
	clock.Wait = func(ctx context.Context, d time.Duration) error {
		if d < bucketLease/3 {
			return patient(ctx, d)
		}
		select {
		case <-renew:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	first, err := lock(t.Context(), openStore(t, s), clock)
	if err != nil {
		t.Fatal(err)
	}
	defer first.unlock()
	thief, err := lock(t.Context(), openStore(t, s), testClock()) // it sees no renewal for a lease
	if err != nil {
		t.Fatal(err)
	}
	defer thief.unlock()
	close(renew)
	<-first.ctx.Done()
	if cause := context.Cause(first.ctx); !errors.Is(cause, errLost) {
		t.Errorf("the first publisher was stopped by %v", cause)
	}
	if thief.ctx.Err() != nil {
		t.Error("so was the second")
	}
}

func TestStoreWithoutConditionalWritesIsPublishedToWithAWarning(t *testing.T) {
	for name, meet := range map[string]func(w http.ResponseWriter, r *http.Request, store http.Handler){
		"it says so": func(w http.ResponseWriter, _ *http.Request, _ http.Handler) { w.WriteHeader(http.StatusNotImplemented) },
		"it does not say so": func(w http.ResponseWriter, r *http.Request, store http.Handler) {
			r.Header.Del("If-None-Match")
			r.Header.Del("If-Match")
			store.ServeHTTP(w, r)
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := bucketPlace(t)
			s.befall(func(_ int, w http.ResponseWriter, r *http.Request, store http.Handler) {
				if r.Header.Get("If-None-Match") != "" || r.Header.Get("If-Match") != "" {
					meet(w, r, store)
					return
				}
				store.ServeHTTP(w, r)
			})
			for _, site := range []*Site{firstSite(t), secondSite(t)} {
				o := testOptions()
				outcome := Send(t.Context(), site, []Target{s.target}, o)[0]
				if advice := strings.Join(outcome.Result.Advice, " "); outcome.Err != nil || !strings.Contains(advice, "nothing keeps two publishers apart") {
					t.Errorf("%q, %v", advice, outcome.Err)
				}
				if waited := o.Clock.Now().Sub(monday); waited > 0 {
					t.Errorf("it waited for %s", waited)
				}
			}
			s.mustCarry(t, secondSite(t))
		})
	}
}

func TestObjectsHaveTheHeadersThatTheyAreServedWith(t *testing.T) {
	s := bucketPlace(t)
	var mu sync.Mutex
	sent := map[string]http.Header{}
	s.befall(func(_ int, w http.ResponseWriter, r *http.Request, store http.Handler) {
		mu.Lock()
		sent[strings.TrimPrefix(r.URL.Path, "/"+bucketName+"/page/")] = r.Header
		mu.Unlock()
		store.ServeHTTP(w, r)
	})
	mustPublish(t, s.target, firstSite(t))
	for path, want := range map[string][2]string{
		"index.html":         {"text/html; charset=utf-8", "public, max-age=30, stale-if-error=86400"},
		"assets/style.1.css": {"text/css; charset=utf-8", "public, max-age=31536000, immutable"},
		"history.atom":       {"application/atom+xml", "public, max-age=30, stale-if-error=86400"},
	} {
		if got := [2]string{sent[path].Get("Content-Type"), sent[path].Get("Cache-Control")}; got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}
