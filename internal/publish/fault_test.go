package publish

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

// way leads to a server over HTTP. On it, requests can meet with misfortune.
type way struct {
	served sync.RWMutex // is read while a request is served, even when its answer has been given up

	mu     sync.Mutex
	number int                                                                 // of the request, from 1
	fault  func(n int, w http.ResponseWriter, r *http.Request, s http.Handler) // what happens to a request; nil: nothing
}

// newWay opens a way, and gives its address.
func newWay(tb testing.TB, to http.Handler) (*way, string) {
	tb.Helper()
	way := &way{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		way.served.RLock()
		defer way.served.RUnlock()
		way.mu.Lock()
		way.number++
		n, fault := way.number, way.fault
		way.mu.Unlock()
		if fault == nil {
			to.ServeHTTP(w, r)
			return
		}
		fault(n, w, r, to)
	}))
	tb.Cleanup(server.Close)
	return way, server.URL
}

// befall says what happens to the requests from now on, and how many there were before,
// which have all been served.
func (way *way) befall(fault func(int, http.ResponseWriter, *http.Request, http.Handler)) int {
	way.served.Lock()
	defer way.served.Unlock()
	way.mu.Lock()
	defer way.mu.Unlock()
	way.fault = fault
	return way.number
}

// misfortunes are what a store, or the way to it, does to a request.
var misfortunes = map[string]func(w http.ResponseWriter, r *http.Request, s http.Handler){
	"fails": func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
		w.WriteHeader(http.StatusInternalServerError)
	},
	"drops the connection":       func(w http.ResponseWriter, _ *http.Request, _ http.Handler) { hangUp(w) },
	"drops the answer":           dropAnswer,
	"cuts the request in half":   cutInHalf,
	"cuts the answer in half":    cutAnswer,
	"says that there is no room": noRoom,
	"lies about its ETags":       lie,
	"is slow":                    dawdle,
}

// hangUp closes the connection.
func hangUp(w http.ResponseWriter) {
	if c, _, err := w.(http.Hijacker).Hijack(); err == nil {
		c.Close()
	}
}

// dropAnswer does what is asked, and does not say so.
func dropAnswer(w http.ResponseWriter, r *http.Request, s http.Handler) {
	s.ServeHTTP(httptest.NewRecorder(), r)
	hangUp(w)
}

// cutInHalf lets only half of a request's body through.
func cutInHalf(w http.ResponseWriter, r *http.Request, s http.Handler) {
	r.Body = io.NopCloser(io.MultiReader(io.LimitReader(r.Body, r.ContentLength/2), broken{}))
	s.ServeHTTP(httptest.NewRecorder(), r)
	hangUp(w)
}

// cutAnswer does what is asked, and lets only half of the answer through.
func cutAnswer(w http.ResponseWriter, r *http.Request, s http.Handler) {
	recorder := httptest.NewRecorder()
	s.ServeHTTP(recorder, r)
	answer := recorder.Result()
	answer.ContentLength = int64(recorder.Body.Len())
	answer.Body = io.NopCloser(io.LimitReader(answer.Body, answer.ContentLength/2))
	if c, _, err := w.(http.Hijacker).Hijack(); err == nil {
		_ = answer.Write(c)
		c.Close()
	}
}

// broken is a line that broke.
type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func noRoom(w http.ResponseWriter, r *http.Request, s http.Handler) {
	if r.Method != http.MethodPut && !strings.HasSuffix(r.URL.Path, "/git-receive-pack") {
		s.ServeHTTP(w, r)
		return
	}
	w.WriteHeader(http.StatusInsufficientStorage)
	fmt.Fprint(w, "<Error><Code>XMinioStorageFull</Code><Message>no room</Message></Error>")
}

// dawdle does what is asked, in its own time.
func dawdle(w http.ResponseWriter, r *http.Request, s http.Handler) {
	_ = pause(r.Context(), time.Second)
	s.ServeHTTP(w, r)
}

// lie answers as the store does, but for the sums of what it holds.
func lie(w http.ResponseWriter, r *http.Request, s http.Handler) {
	answer := httptest.NewRecorder()
	s.ServeHTTP(answer, r)
	tag := answer.Header().Get("ETag")
	maps.Copy(w.Header(), answer.Header())
	body := answer.Body.Bytes()
	if tag != "" {
		w.Header().Set("ETag", `"00000000000000000000000000000000"`)
		body = bytes.ReplaceAll(body, []byte(strings.Trim(tag, `"`)), []byte("00000000000000000000000000000000"))
	}
	w.WriteHeader(answer.Code)
	_, _ = w.Write(body)
}

// thorough reports whether tests try all that there is, however long it takes.
func thorough() bool { return os.Getenv("OWNUP_TEST_ALL") != "" }

func TestStoreIsNeverBrokenWhateverBefallsTheNthRequestAndTheNextPublishHealsIt(t *testing.T) {
	for kind, open := range map[string]func(testing.TB) *webStore{
		"bucket": bucketPlace, "bucket of versitygw": gatewayPlace, "container": func(tb testing.TB) *webStore { return &azurePlace(tb).webStore },
	} {
		step := 1
		if kind != "bucket" && !thorough() {
			step = 6 // real servers take their time
		}
		for name, befall := range misfortunes {
			for _, lasting := range []bool{false, true} {
				if lasting && step > 1 {
					continue
				}
				t.Run(fmt.Sprintf("%s, %s, lasting %v", kind, name, lasting), func(t *testing.T) {
					t.Parallel()
					s, nth := open(t), 1
					for ; befallsNth(t, s, nth, lasting, befall); nth += step {
						if t.Failed() {
							t.Fatalf("at request %d", nth)
						}
					}
					if nth < 12 {
						t.Errorf("a publish took %d requests only", nth)
					}
				})
			}
		}
	}
}

// befallsNth lets a misfortune befall the nth request of a publish, or that one and all
// after it, publishes once more, and tells whether there were that many requests.
func befallsNth(t *testing.T, s *webStore, nth int, lasting bool, befall func(http.ResponseWriter, *http.Request, http.Handler)) bool {
	t.Helper()
	mustReturnTo(t, s.place, firstSite(t))
	first := s.befall(nil)
	s.befall(s.watched(t, func(n int, w http.ResponseWriter, r *http.Request, store http.Handler) {
		if n -= first; n == nth || lasting && n > nth {
			befall(w, r, store)
			return
		}
		store.ServeHTTP(w, r)
	}))
	Send(t.Context(), secondSite(t), []Target{s.target}, testOptions())
	reached := s.befall(nil) >= first+nth
	mustPublish(t, s.target, secondSite(t))
	s.mustCarry(t, secondSite(t))
	return reached
}

// watched lets one request through at a time, and crawls the site after each.
func (s *webStore) watched(t *testing.T, fault func(int, http.ResponseWriter, *http.Request, http.Handler)) func(int, http.ResponseWriter, *http.Request, http.Handler) {
	var mu sync.Mutex
	return func(n int, w http.ResponseWriter, r *http.Request, store http.Handler) {
		mu.Lock()
		defer mu.Unlock()
		fault(n, w, r, store)
		if r.Method != http.MethodPut && r.Method != http.MethodDelete {
			return
		}
		files, err := s.files()
		if err != nil {
			t.Error(err)
		}
		for _, f := range faults(files) {
			t.Errorf("after request %d, %s %s: %s", n, r.Method, r.URL.Path, f)
		}
	}
}

func TestRequestThatFailsOnceIsSentAgain(t *testing.T) {
	for name, befall := range misfortunes {
		if name == "says that there is no room" {
			continue // which nobody expects to pass
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, reached := bucketPlace(t), true
			patient := s.target.(bucket)
			patient.tries = 4
			for nth := 1; reached && !t.Failed(); nth++ {
				mustReturnTo(t, s.place, firstSite(t))
				first := s.befall(nil)
				s.befall(s.watched(t, func(n int, w http.ResponseWriter, r *http.Request, store http.Handler) {
					if n -= first; n == nth {
						befall(w, r, store)
						return
					}
					store.ServeHTTP(w, r)
				}))
				mustPublish(t, patient, secondSite(t))
				reached = s.befall(nil) >= first+nth
				s.mustCarry(t, secondSite(t))
			}
		})
	}
}

// dieIn names the target to which the test binary, instead of testing, publishes the
// second site.
const dieIn = "OWNUP_TEST_PUBLISH_TO"

func TestMain(m *testing.M) {
	if text := os.Getenv(dieIn); text != "" {
		publishToBeKilled(text)
		return
	}
	os.Setenv("AWS_ACCESS_KEY_ID", "key")
	os.Setenv("AWS_SECRET_ACCESS_KEY", "hunter2")
	os.Setenv(azureKey, azuriteKey)
	os.Exit(m.Run())
}

// publishToBeKilled publishes as the program does.
func publishToBeKilled(text string) {
	var tb mortal
	o := Options{Clock: Clock{Now: time.Now, Wait: pause}, Lookup: os.LookupEnv}
	outcome := Send(tb.Context(), secondSite(&tb), []Target{mustParse(&tb, text)}, o)[0]
	fmt.Println(outcome.Err)
	tb.sweep()
}
