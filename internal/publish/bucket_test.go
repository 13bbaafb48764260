package publish

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
)

// store3 is a store that speaks S3, with a bucket in it, and a way to it on which requests
// can meet with misfortune.
type store3 struct {
	place
	files func() (map[string]string, error) // what the bucket holds below its prefix

	mu     sync.Mutex
	number int                                                                 // of the request, from 1
	fault  func(n int, w http.ResponseWriter, r *http.Request, s http.Handler) // what happens to a request
}

const bucketName = "status"

// stores are the stores that the tests know: a quick one in this process, and a real one.
var stores = map[string]func(testing.TB) *store3{"in memory": bucketPlace, "versitygw": gatewayPlace}

// bucketPlace gives an empty bucket of a store in this process.
func bucketPlace(tb testing.TB) *store3 {
	tb.Helper()
	backend := s3mem.New()
	if err := backend.CreateBucket(bucketName); err != nil {
		tb.Fatal(err)
	}
	return newStore(tb, gofakes3.New(backend).Server(), func() (map[string]string, error) { return filesOf(backend) })
}

// newStore puts a way to a store before it. A request that fails is not sent again.
func newStore(tb testing.TB, behind http.Handler, files func() (map[string]string, error)) *store3 {
	tb.Helper()
	s := &store3{files: files}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.number++
		n, fault := s.number, s.fault
		s.mu.Unlock()
		if fault == nil {
			behind.ServeHTTP(w, r)
			return
		}
		fault(n, w, r, behind)
	}))
	tb.Cleanup(server.Close)
	target := mustParse(tb, fmt.Sprintf("s3://%s/page?endpoint=%s&region=us-east-1", bucketName, server.URL)).(bucket)
	target.tries = 1
	s.place = place{target, func(tb testing.TB) map[string]string {
		tb.Helper()
		files, err := s.files()
		if err != nil {
			tb.Fatal(err)
		}
		delete(files, lockName)
		return files
	}}
	return s
}

// befall says what happens to the requests from now on, and how many there were before.
func (s *store3) befall(fault func(int, http.ResponseWriter, *http.Request, http.Handler)) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fault = fault
	return s.number
}

// filesOf gives what the bucket of a store in this process holds.
func filesOf(backend gofakes3.Backend) (map[string]string, error) {
	list, err := backend.ListBucket(bucketName, nil, gofakes3.ListBucketPage{})
	if err != nil {
		return nil, err
	}
	files := map[string]string{}
	for _, c := range list.Contents {
		object, err := backend.GetObject(bucketName, c.Key, nil)
		if err != nil {
			return nil, err
		}
		text, err := io.ReadAll(object.Contents)
		object.Contents.Close()
		if err != nil {
			return nil, err
		}
		files[strings.TrimPrefix(c.Key, "page/")] = string(text)
	}
	return files, nil
}
