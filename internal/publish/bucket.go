package publish

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// bucket is a part of a bucket in a store that speaks Amazon's S3.
type bucket struct {
	text         string
	name, prefix string        // the prefix is empty, or ends in a slash
	endpoint     string        // with its scheme; empty: as the environment says, else Amazon's
	region       string        // empty: as the environment says
	compress     bool          // what is compressible is stored so
	lease        time.Duration // how long a lock outlives a publisher that died
	tries        int           // how often a request is sent
}

// The defaults of a bucket.
const (
	bucketLease = time.Minute
	bucketTries = 6
)

func parseBucket(text string, u *url.URL) (Target, error) {
	given, err := options(u, "endpoint", "region", "lease", "compress")
	if err != nil {
		return nil, err
	}
	prefix := strings.Trim(u.Path, "/")
	if prefix != "" {
		prefix += "/"
	}
	b := bucket{
		text: text, name: u.Host, prefix: prefix,
		endpoint: given["endpoint"], region: given["region"], tries: bucketTries,
	}
	if u.Host == "" || u.User != nil || u.Fragment != "" {
		return nil, fmt.Errorf("the target %q names no bucket\n\twrite one such as %s", text, examples["s3"])
	}
	if _, _, err := endpointOf(b.endpoint); err != nil {
		return nil, fmt.Errorf("the target %q: %w", text, err)
	}
	if b.compress, err = compressOf(text, given["compress"]); err != nil {
		return nil, err
	}
	b.lease, err = leaseOf(text, given["lease"], bucketLease)
	return b, err
}

// endpointOf splits the address of a store into its host and whether it is asked in
// secret. That of Amazon is the default.
func endpointOf(address string) (host string, secure bool, err error) {
	if address == "" {
		return "s3.amazonaws.com", true, nil
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || strings.Trim(u.Path, "/") != "" || u.User != nil {
		return "", false, errors.New("the endpoint is no address of a host\n\twrite one such as endpoint=https://s3.example.com")
	}
	return u.Host, u.Scheme == "https", nil
}

// String is the target as it was written.
func (b bucket) String() string { return b.text }

// openBucket is a bucket that requests can be sent to.
type openBucket struct {
	bucket
	client *minio.Client
}

// open prepares the requests. Secrets come from where Amazon's own programs look for
// them: the environment, ~/.aws/credentials, and the machine's or the job's own role.
func (b bucket) open(_ context.Context, o Options) (openBucket, error) {
	first := func(given string, names ...string) string {
		for _, name := range names {
			if value, ok := o.Lookup(name); ok && given == "" {
				given = value
			}
		}
		return given
	}
	host, secure, err := endpointOf(first(b.endpoint, "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"))
	if err != nil {
		return openBucket{}, err
	}
	secrets := credentials.NewChainCredentials([]credentials.Provider{
		&credentials.EnvAWS{}, &credentials.FileAWSCredentials{}, &credentials.IAM{Client: &http.Client{Timeout: 10 * time.Second}},
	})
	value, err := secrets.GetWithContext(&credentials.CredContext{Client: http.DefaultClient})
	if err != nil || value.AccessKeyID == "" {
		return openBucket{}, errors.New("there are no credentials for it\n\tset AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or whatever else Amazon's programs take them from")
	}
	client, err := minio.New(host, &minio.Options{
		Creds: secrets, Secure: secure, Region: first(b.region, "AWS_REGION", "AWS_DEFAULT_REGION"), MaxRetries: b.tries,
	})
	return openBucket{b, client}, err
}

func (b bucket) publish(ctx context.Context, site *Site, o Options) (Result, error) {
	s, err := b.open(ctx, o)
	if err != nil {
		return Result{}, err
	}
	return sendTo(ctx, s, site, o)
}

// nature tells that paths are names without folders. Eight requests at a time fill a line
// on which each takes a tenth of a second, and are few enough for any store.
func (s openBucket) nature() nature {
	return nature{abreast: 8, lease: s.lease, compress: s.compress, silent: true}
}

// list gives the sizes of all objects below the prefix. An answer that breaks off is asked
// for again.
func (s openBucket) list(ctx context.Context, _ map[string]bool) (sizes map[string]int64, err error) {
	for range s.tries {
		if sizes, err = s.listOnce(ctx); !brokenOff(err) {
			return sizes, err
		}
	}
	return nil, err
}

func (s openBucket) listOnce(ctx context.Context) (map[string]int64, error) {
	sizes := map[string]int64{}
	for object := range s.client.ListObjectsIter(ctx, s.name, minio.ListObjectsOptions{Prefix: s.prefix, Recursive: true}) {
		if object.Err != nil {
			return nil, fmt.Errorf("list the objects: %w", object.Err)
		}
		sizes[strings.TrimPrefix(object.Key, s.prefix)] = object.Size
	}
	return sizes, ctx.Err()
}

// brokenOff reports whether an answer came in part.
func brokenOff(err error) bool {
	_, half := errors.AsType[*xml.SyntaxError](err)
	return half || errors.Is(err, io.ErrUnexpectedEOF)
}

// get gives the bytes of an object.
func (s openBucket) get(ctx context.Context, path string) ([]byte, error) {
	content, _, err := s.read(ctx, path)
	if err != nil {
		return nil, fmt.Errorf("get %s: %w", path, err)
	}
	return content, nil
}

// read gives the bytes of an object and its tag, in one request: they belong together. An
// answer that breaks off is asked for again.
func (s openBucket) read(ctx context.Context, path string) (content []byte, tag string, err error) {
	for range s.tries {
		if content, tag, err = s.readOnce(ctx, path); !brokenOff(err) {
			return content, tag, err
		}
	}
	return nil, "", err
}

func (s openBucket) readOnce(ctx context.Context, path string) (content []byte, tag string, err error) {
	body, about, _, err := minio.Core{Client: s.client}.GetObject(ctx, s.name, s.prefix+path, minio.GetObjectOptions{})
	if minio.ToErrorResponse(err).Code == minio.NoSuchKey {
		return nil, "", fs.ErrNotExist
	}
	if err != nil {
		return nil, "", err
	}
	defer body.Close()
	content, err = io.ReadAll(body)
	return content, about.ETag, err
}

// put puts an object, with the headers that it is to be served with. What is signed is the
// MD5 of its bytes: a signature over chunks of them, the library's default, leaves an
// empty object without the length that some stores insist on.
func (s openBucket) put(ctx context.Context, path string, content []byte) error {
	o := minio.PutObjectOptions{
		ContentType: contentType(path), CacheControl: cacheControl(path), SendContentMd5: true, DisableContentSha256: true,
	}
	var err error
	if s.compress && compressible(path, int64(len(content))) {
		o.ContentEncoding = "gzip"
		content, err = compressed(content)
	}
	if err == nil {
		_, err = s.client.PutObject(ctx, s.name, s.prefix+path, bytes.NewReader(content), int64(len(content)), o)
	}
	if err != nil {
		return fmt.Errorf("put %s: %w", path, err)
	}
	return nil
}

// remove removes an object.
func (s openBucket) remove(ctx context.Context, path string) error {
	if err := s.client.RemoveObject(ctx, s.name, s.prefix+path, minio.RemoveObjectOptions{}); err != nil {
		return fmt.Errorf("remove %s: %w", path, err)
	}
	return nil
}

// note reads the lock, which is an object.
func (s openBucket) note(ctx context.Context) (text []byte, tag string, err error) {
	return s.read(ctx, lockName)
}

// leave writes the lock on a condition. It stays when nobody publishes: no store can
// remove an object on one.
func (s openBucket) leave(ctx context.Context, text []byte, tag string) (string, error) {
	o := minio.PutObjectOptions{ContentType: "application/json", CacheControl: "no-store", SendContentMd5: true}
	if tag == "" {
		o.SetMatchETagExcept("*")
	} else {
		o.SetMatchETag(tag)
	}
	about, err := s.client.PutObject(ctx, s.name, s.prefix+lockName, bytes.NewReader(text), int64(len(text)), o)
	switch r := minio.ToErrorResponse(err); {
	case err == nil:
		return about.ETag, nil
	case r.StatusCode == http.StatusPreconditionFailed || r.StatusCode == http.StatusConflict:
		return "", errOvertaken
	case r.StatusCode == http.StatusNotImplemented || r.Code == "NotImplemented":
		return "", errUnconditional
	}
	return "", err
}
