package publish

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
)

// store3 is a store that speaks S3, in this process, with a bucket in it.
type store3 struct {
	place
	backend gofakes3.Backend

	mu     sync.Mutex
	number int                                                                 // of the request, from 1
	fault  func(n int, w http.ResponseWriter, r *http.Request, s http.Handler) // what happens to a request
}

const bucketName = "status"

// bucketPlace gives an empty bucket. A request that fails is not sent again.
func bucketPlace(tb testing.TB) *store3 {
	tb.Helper()
	s := &store3{backend: s3mem.New()}
	if err := s.backend.CreateBucket(bucketName); err != nil {
		tb.Fatal(err)
	}
	handler := gofakes3.New(s.backend).Server()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.number++
		n, fault := s.number, s.fault
		s.mu.Unlock()
		if fault == nil {
			handler.ServeHTTP(w, r)
			return
		}
		fault(n, w, r, handler)
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

// files gives what the bucket holds below its prefix.
func (s *store3) files() (map[string]string, error) {
	list, err := s.backend.ListBucket(bucketName, nil, gofakes3.ListBucketPage{})
	if err != nil {
		return nil, err
	}
	files := map[string]string{}
	for _, c := range list.Contents {
		object, err := s.backend.GetObject(bucketName, c.Key, nil)
		if err != nil {
			return nil, err
		}
		var b strings.Builder
		buffer := make([]byte, 1<<16)
		for {
			n, err := object.Contents.Read(buffer)
			b.Write(buffer[:n])
			if err != nil {
				break
			}
		}
		object.Contents.Close()
		files[strings.TrimPrefix(c.Key, "page/")] = b.String()
	}
	return files, nil
}
