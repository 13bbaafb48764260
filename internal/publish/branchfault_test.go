package publish

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

func TestBranchIsNeverBrokenWhateverBefallsTheNthRequestAndTheNextPublishHealsIt(t *testing.T) {
	for name, befall := range misfortunes {
		if name == "lies about its ETags" {
			continue // which git knows nothing of
		}
		for _, lasting := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, lasting %v", name, lasting), func(t *testing.T) {
				t.Parallel()
				step := 6
				if thorough() {
					step = 1
				}
				nth := 1
				for ; befallsNthOfBranch(t, nth, lasting, befall); nth += step {
					if t.Failed() {
						t.Fatalf("at request %d", nth)
					}
				}
				if nth < 5 {
					t.Errorf("a publish took %d requests only", nth)
				}
			})
		}
	}
}

// befallsNthOfBranch lets a misfortune befall the nth request of a publish, or that one
// and all after it, publishes once more, and tells whether there were that many requests.
func befallsNthOfBranch(t *testing.T, nth int, lasting bool, befall func(http.ResponseWriter, *http.Request, http.Handler)) bool {
	t.Helper()
	dir, address, way := httpRepository(t, "")
	target := mustParse(t, address).(branch)
	target.tries = 1
	p := place{target, func(tb testing.TB) map[string]string { return filesOfBranch(tb, dir, "live") }}
	mustPublish(t, target, firstSite(t))
	first := way.befall(nil)
	way.befall(func(n int, w http.ResponseWriter, r *http.Request, server http.Handler) {
		if n -= first; n == nth || lasting && n > nth {
			befall(w, r, server)
			return
		}
		server.ServeHTTP(w, r)
	})
	Send(t.Context(), secondSite(t), []Target{target}, testOptions())
	reached := way.befall(nil) >= first+nth
	for _, f := range faults(p.serves(t)) {
		t.Error(f)
	}
	mustPublish(t, target, secondSite(t))
	p.mustCarry(t, secondSite(t))
	return reached
}

func TestPushThatFailsOnceIsTriedAgain(t *testing.T) {
	for name, befall := range misfortunes {
		if name == "lies about its ETags" {
			continue // which git knows nothing of
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, address, way := httpRepository(t, "")
			befallen := false
			way.befall(func(_ int, w http.ResponseWriter, r *http.Request, server http.Handler) {
				if !befallen && strings.HasSuffix(r.URL.Path, "/git-receive-pack") {
					befallen = true
					befall(w, r, server)
					return
				}
				server.ServeHTTP(w, r)
			})
			mustPublish(t, mustParse(t, address), firstSite(t))
			if !befallen {
				t.Error("nothing befell it")
			}
		})
	}
}
