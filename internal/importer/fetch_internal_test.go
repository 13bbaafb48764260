package importer

import (
	"compress/gzip"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"
)

// tight are limits that a test can reach.
func tight() limits {
	return limits{document: 1 << 10, all: 1 << 11, documents: 5, each: time.Minute, whole: time.Minute, pause: time.Second}
}

// got fetches one document of a host that answers so.
func got(t *testing.T, l limits, answer http.HandlerFunc) (string, error) {
	t.Helper()
	s := httptest.NewServer(answer)
	defer s.Close()
	base, err := url.Parse(s.URL + "/incidents.json")
	if err != nil {
		t.Fatal(err)
	}
	d, err := fetch(t.Context(), "googlecloud", base, l)
	return string(d["document.json"]), err
}

func TestAHostThatNeverEndsIsLeft(t *testing.T) {
	spaces := []byte(strings.Repeat(" ", 512))
	for name, test := range map[string]struct {
		limits func(*limits)
		answer http.HandlerFunc
		want   string
	}{
		"an endless document": {func(*limits) {}, func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				if _, err := w.Write(spaces); err != nil {
					return
				}
			}
		}, "more than 1024 bytes"},
		"a document that is small only while it is compressed": {func(*limits) {}, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			for range 1 << 12 {
				_, _ = z.Write(spaces)
			}
			_ = z.Close()
		}, "more than 1024 bytes"},
		"a document that drips": {func(l *limits) { l.each = 100 * time.Millisecond }, func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				if _, err := w.Write(spaces[:1]); err != nil {
					return
				}
				_ = http.NewResponseController(w).Flush()
				select {
				case <-r.Context().Done():
				case <-time.After(10 * time.Millisecond):
				}
			}
		}, "deadline exceeded"},
		"a host that says nothing": {func(l *limits) { l.whole = 100 * time.Millisecond }, func(_ http.ResponseWriter, r *http.Request) {
			<-r.Context().Done()
		}, "deadline exceeded"},
		"a host that always asks to wait": {func(*limits) {}, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "0")
			w.WriteHeader(http.StatusTooManyRequests)
		}, "429 Too Many Requests"},
		"a host that asks to wait for long": {func(*limits) {}, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "3600")
			w.WriteHeader(http.StatusServiceUnavailable)
		}, "503 Service Unavailable"},
	} {
		t.Run(name, func(t *testing.T) {
			l := tight()
			test.limits(&l)
			if _, err := got(t, l, test.answer); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("the error is %v, want %q", err, test.want)
			}
		})
	}
}

func TestAHostThatAsksToWaitIsAskedAgain(t *testing.T) {
	asked := 0
	text, err := got(t, tight(), func(w http.ResponseWriter, _ *http.Request) {
		if asked++; asked < 3 {
			w.Header().Set("Retry-After", "0")
			w.WriteHeader(http.StatusTooManyRequests)
			return
		}
		_, _ = w.Write([]byte("[]"))
	})
	if text != "[]" || err != nil || asked != 3 {
		t.Errorf("it is %q after %d questions: %v", text, asked, err)
	}
}

func TestAHistoryIsNoLongerThanItsLimits(t *testing.T) {
	answer := func(size int) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			text := `{"months": [{"incidents": [{"code": "` + r.URL.Query().Get("page") + `x"}]}]}`
			_, _ = w.Write([]byte(text + strings.Repeat(" ", size)))
		}
	}
	for want, handler := range map[string]http.HandlerFunc{
		"more than 5 documents": answer(0), "all documents have more than 2048 bytes": answer(900),
	} {
		s := httptest.NewServer(handler)
		defer s.Close()
		base, err := url.Parse(s.URL)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := fetch(t.Context(), "statuspage", base, tight()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the error is %v, want %q", err, want)
		}
	}
}

func TestAHostThatWasPublicIsNeverPrivateAfterwards(t *testing.T) {
	addresses := func(texts ...string) []netip.Addr {
		var all []netip.Addr
		for _, text := range texts {
			all = append(all, netip.MustParseAddr(text))
		}
		return all
	}
	var inside guard
	if some, err := inside.allow(addresses("10.0.0.7")); len(some) != 1 || err != nil {
		t.Errorf("a page of one's own network is not asked: %v", err)
	}
	var g guard
	if some, err := g.allow(addresses("127.0.0.1", "203.0.113.7")); len(some) != 1 || some[0].String() != "203.0.113.7" || err != nil {
		t.Errorf("of a public and a private address it dials %v: %v", some, err)
	}
	for _, private := range []string{
		"127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.0.1", "169.254.169.254", "0.0.0.0", "0.1.2.3", "100.64.0.1", "198.18.0.1", "255.255.255.255",
		"::1", "::", "fe80::1", "fd00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001::1", "ff02::1",
	} {
		if some, err := g.allow(addresses(private)); !errors.Is(err, errPrivate) {
			t.Errorf("%s is dialed: %v", private, some)
		}
	}
	if some, err := g.allow(addresses("2606:4700::1", "::1")); len(some) != 1 || err != nil {
		t.Errorf("a public address is not dialed: %v", err)
	}
}
