package publish

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
)

// webStore is a store that is reached over HTTP.
type webStore struct {
	place
	*way
	files func() (map[string]string, error) // what it holds below its prefix
}

const bucketName = "status"

// buckets are the stores that speak S3 which the tests know: a quick one in this process,
// and a real one.
var buckets = map[string]func(testing.TB) *webStore{"in memory": bucketPlace, "versitygw": gatewayPlace}

// bucketPlace gives an empty bucket of a store in this process.
func bucketPlace(tb testing.TB) *webStore {
	tb.Helper()
	backend := s3mem.New()
	if err := backend.CreateBucket(bucketName); err != nil {
		tb.Fatal(err)
	}
	return newStore(tb, gofakes3.New(backend).Server(), func() (map[string]string, error) { return filesOf(backend) })
}

// newStore puts a way to a store before it. A request that fails is not sent again.
func newStore(tb testing.TB, behind http.Handler, files func() (map[string]string, error)) *webStore {
	tb.Helper()
	way, url := newWay(tb, behind)
	target := mustParse(tb, fmt.Sprintf("s3://%s/page?endpoint=%s&region=us-east-1", bucketName, url)).(bucket)
	target.tries = 1
	return &webStore{storePlace(target, files), way, files}
}

// storePlace is a store, which serves all but its lock.
func storePlace(target Target, files func() (map[string]string, error)) place {
	return place{target, func(tb testing.TB) map[string]string {
		tb.Helper()
		files, err := files()
		if err != nil {
			tb.Fatal(err)
		}
		delete(files, lockName)
		return files
	}}
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
