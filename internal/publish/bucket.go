package publish

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"ownup/internal/output"
	"ownup/internal/publish/served"
)

// bucket is a part of a bucket in a store that speaks Amazon's S3.
type bucket struct {
	text         string
	name, prefix string        // the prefix is empty, or ends in a slash
	endpoint     string        // with its scheme; empty: as the environment says, else Amazon's
	region       string        // empty: as the environment says
	lease        time.Duration // how long a lock outlives a publisher that died
	tries        int           // how often a request is sent
}

// The defaults of a bucket.
const (
	bucketLease = time.Minute
	bucketTries = 6
)

func parseBucket(text string, u *url.URL) (Target, error) {
	given, err := options(u, "endpoint", "region", "lease")
	if err != nil {
		return nil, err
	}
	prefix := strings.Trim(u.Path, "/")
	if prefix != "" {
		prefix += "/"
	}
	b := bucket{
		text: text, name: u.Host, prefix: prefix,
		endpoint: given["endpoint"], region: given["region"], lease: bucketLease, tries: bucketTries,
	}
	if u.Host == "" || u.User != nil || u.Fragment != "" {
		return nil, fmt.Errorf("the target %q names no bucket\n\twrite one such as %s", text, examples["s3"])
	}
	if _, _, err := endpointOf(b.endpoint); err != nil {
		return nil, fmt.Errorf("the target %q: %w", text, err)
	}
	if lease := given["lease"]; lease != "" {
		if b.lease, err = time.ParseDuration(lease); err != nil || b.lease < time.Second {
			return nil, fmt.Errorf("lease=%s of the target %q is no duration of a second or more", lease, text)
		}
	}
	return b, nil
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

// store is a bucket that requests can be sent to.
type store struct {
	bucket
	client *minio.Client
}

// open prepares the requests. Secrets come from where Amazon's own programs look for
// them: the environment, ~/.aws/credentials, and the machine's or the job's own role.
func (b bucket) open(_ context.Context, o Options) (store, error) {
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
		return store{}, err
	}
	secrets := credentials.NewChainCredentials([]credentials.Provider{
		&credentials.EnvAWS{}, &credentials.FileAWSCredentials{}, &credentials.IAM{Client: &http.Client{Timeout: 10 * time.Second}},
	})
	value, err := secrets.GetWithContext(&credentials.CredContext{Client: http.DefaultClient})
	if err != nil || value.AccessKeyID == "" {
		return store{}, errors.New("there are no credentials for it\n\tset AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or whatever else Amazon's programs take them from")
	}
	client, err := minio.New(host, &minio.Options{
		Creds: secrets, Secure: secure, Region: first(b.region, "AWS_REGION", "AWS_DEFAULT_REGION"), MaxRetries: b.tries,
	})
	return store{b, client}, err
}

func (b bucket) publish(ctx context.Context, site *Site, o Options) (Result, error) {
	s, err := b.open(ctx, o)
	if err != nil {
		return Result{}, err
	}
	if o.DryRun {
		p, _, err := s.compare(ctx, site, o)
		return p.result(), err
	}
	l, err := s.lock(ctx, o.Clock)
	if err != nil {
		return Result{}, err
	}
	defer l.unlock()
	result, err := s.update(l.ctx, site, o)
	if cause := context.Cause(l.ctx); err != nil && cause != nil {
		err = cause
	}
	if !l.exclusive {
		result.Advice = append(result.Advice, "this store knows no conditional writes: nothing keeps two publishers apart")
	}
	return result, err
}

// update brings the bucket to the site, in the order of a [plan]. Whatever the request
// after which it ends, the manifest lists all that is ours.
func (s store) update(ctx context.Context, site *Site, o Options) (Result, error) {
	p, before, err := s.compare(ctx, site, o)
	if err != nil {
		return Result{}, err
	}
	after := site.manifest.Bytes()
	if p.empty() && bytes.Equal(before.Bytes(), after) {
		return p.result(), nil
	}
	if err := s.put(ctx, output.ManifestName, before.With(site.manifest).Bytes()); err != nil {
		return Result{}, err
	}
	if err := inParallel(ctx, p.inTheWay, s.remove); err != nil {
		return Result{}, err
	}
	var done atomic.Int64
	for _, stage := range p.stages {
		err := inParallel(ctx, stage, func(ctx context.Context, sum output.Sum) error {
			content, err := site.read(sum)
			if err == nil {
				err = s.put(ctx, sum.Path, content)
			}
			if n := done.Add(1); err == nil && o.Progress != nil {
				o.Progress(Progress{s.text, int(n), p.changed})
			}
			return err
		})
		if err != nil {
			return Result{}, err
		}
	}
	if err := inParallel(ctx, p.remove, s.remove); err != nil {
		return Result{}, err
	}
	return p.result(), s.put(ctx, output.ManifestName, after)
}

// compare plans what has to change, by the manifest and by what is listed there. Of what
// stands there only the size is asked: an ETag is a sum of the bytes in some stores alone.
func (s store) compare(ctx context.Context, site *Site, o Options) (plan, output.Manifest, error) {
	sizes, err := s.list(ctx)
	if err != nil {
		return plan{}, nil, err
	}
	before := output.Manifest{}
	if _, listed := sizes[output.ManifestName]; listed {
		text, err := s.get(ctx, output.ManifestName)
		if err != nil {
			return plan{}, nil, err
		}
		if before, err = output.ParseManifest(string(text)); err != nil {
			return plan{}, nil, fmt.Errorf("%s: %w", output.ManifestName, err)
		}
	}
	if _, listed := sizes[served.BuildPath]; listed {
		record, err := s.get(ctx, served.BuildPath)
		if err != nil {
			return plan{}, nil, err
		}
		if err := refuseOlder(site, record, o); err != nil {
			return plan{}, nil, err
		}
	}
	p, err := newPlan(site, before, func(sum output.Sum) (there, bool) {
		size, exists := sizes[sum.Path]
		sums, ours := before[sum.Path]
		current := len(sums) == 1 && sums[0] == sum.SHA256 && size == sum.Size
		return there{current: current, ours: ours}, exists
	})
	return p, before, err
}

// list gives the sizes of all objects below the prefix, by path.
func (s store) list(ctx context.Context) (map[string]int64, error) {
	sizes := map[string]int64{}
	for object := range s.client.ListObjectsIter(ctx, s.name, minio.ListObjectsOptions{Prefix: s.prefix, Recursive: true}) {
		if object.Err != nil {
			return nil, fmt.Errorf("list the objects: %w", object.Err)
		}
		sizes[strings.TrimPrefix(object.Key, s.prefix)] = object.Size
	}
	return sizes, ctx.Err()
}

// get gives the bytes of an object.
func (s store) get(ctx context.Context, path string) ([]byte, error) {
	content, _, err := s.read(ctx, path)
	if err != nil {
		return nil, fmt.Errorf("get %s: %w", path, err)
	}
	return content, nil
}

// read gives the bytes of an object and its tag, in one request: they belong together. An
// answer that breaks off is asked for again.
func (s store) read(ctx context.Context, path string) (content []byte, tag string, err error) {
	for range s.tries {
		var body io.ReadCloser
		var about minio.ObjectInfo
		body, about, _, err = minio.Core{Client: s.client}.GetObject(ctx, s.name, s.prefix+path, minio.GetObjectOptions{})
		if err != nil {
			return nil, "", err
		}
		content, err = io.ReadAll(body)
		body.Close()
		if err == nil {
			return content, about.ETag, nil
		}
	}
	return nil, "", err
}

// put puts an object, with the headers that it is to be served with. What is signed is the
// MD5 of its bytes: a signature over chunks of them, the library's default, leaves an
// empty object without the length that some stores insist on.
func (s store) put(ctx context.Context, path string, content []byte) error {
	_, err := s.client.PutObject(ctx, s.name, s.prefix+path, bytes.NewReader(content), int64(len(content)), minio.PutObjectOptions{
		ContentType: contentType(path), CacheControl: cacheControl(path), SendContentMd5: true, DisableContentSha256: true,
	})
	if err != nil {
		return fmt.Errorf("put %s: %w", path, err)
	}
	return nil
}

// remove removes an object; one that is gone already is as good.
func (s store) remove(ctx context.Context, path string) error {
	if err := s.client.RemoveObject(ctx, s.name, s.prefix+path, minio.RemoveObjectOptions{}); err != nil {
		return fmt.Errorf("remove %s: %w", path, err)
	}
	return nil
}
