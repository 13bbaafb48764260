package publish

import (
	"bytes"
	"context"
	"crypto/md5"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// container is a part of a container of Azure's Blob Storage, which has no door for S3.
// Five kinds of requests over net/http do; Azure's own library would add nine modules and
// 6.8 MB to the program.
// Source: learn.microsoft.com/rest/api/storageservices/blob-service-rest-api.
type container struct {
	text                  string
	account, name, prefix string // the prefix is empty, or ends in a slash
	endpoint              string // where the account's blobs are, without a slash at the end
	compress              bool
	lease                 time.Duration
	tries                 int // how often a request is sent
}

func parseContainer(text string, u *url.URL) (Target, error) {
	given, err := options(u, "endpoint", "lease", "compress")
	if err != nil {
		return nil, err
	}
	name, prefix, _ := strings.Cut(strings.Trim(u.Path, "/"), "/")
	if prefix != "" {
		prefix += "/"
	}
	c := container{text: text, account: u.Host, name: name, prefix: prefix, tries: bucketTries}
	if u.Host == "" || name == "" || u.User != nil || u.Fragment != "" {
		return nil, fmt.Errorf("the target %q names no container of an account\n\twrite one such as %s", text, examples["azblob"])
	}
	c.endpoint = "https://" + c.account + ".blob.core.windows.net"
	if own := given["endpoint"]; own != "" {
		e, err := url.Parse(own)
		if err != nil || e.Scheme != "https" && e.Scheme != "http" || e.Host == "" || e.User != nil || e.RawQuery != "" {
			return nil, fmt.Errorf("the endpoint of the target %q is no address\n\twrite one such as endpoint=https://blobs.example.com", text)
		}
		c.endpoint = strings.TrimRight(own, "/")
	}
	if c.compress, err = compressOf(text, given["compress"]); err != nil {
		return nil, err
	}
	c.lease, err = leaseOf(text, given["lease"], bucketLease)
	return c, err
}

// String is the target as it was written.
func (c container) String() string { return c.text }

func (c container) publish(ctx context.Context, site *Site, o Options) (Result, error) {
	sign, err := c.signer(o)
	if err != nil {
		return Result{}, err
	}
	return sendTo(ctx, c.open(sign, o.Clock), site, o)
}

// open prepares the requests. A service that says nothing for a minute is given up.
func (c container) open(sign func(*http.Request), clock Clock) openContainer {
	lines := http.DefaultTransport.(*http.Transport).Clone()
	lines.MaxIdleConnsPerHost, lines.ResponseHeaderTimeout = containerAbreast, time.Minute
	return openContainer{c, sign, clock, &http.Client{Transport: lines}}
}

// containerAbreast is how many requests are under way at a time.
const containerAbreast = 8

// openContainer is a container that requests can be sent to.
type openContainer struct {
	container
	sign   func(*http.Request)
	clock  Clock
	client *http.Client
}

func (c openContainer) nature() nature {
	return nature{abreast: containerAbreast, lease: c.lease, compress: c.compress}
}

// list gives the sizes of all blobs below the prefix.
func (c openContainer) list(ctx context.Context, _ map[string]bool) (map[string]int64, error) {
	var page struct {
		Blobs []struct {
			Name string
			Size int64 `xml:"Properties>Content-Length"`
		} `xml:"Blobs>Blob"`
		NextMarker string
	}
	sizes := map[string]int64{}
	query := url.Values{"restype": {"container"}, "comp": {"list"}, "prefix": {c.prefix}}
	for {
		content, _, err := c.ask(ctx, http.MethodGet, "", query, nil, nil)
		if err == nil {
			page.Blobs, page.NextMarker = nil, ""
			err = xml.Unmarshal(content, &page)
		}
		if err != nil {
			return nil, fmt.Errorf("list the blobs: %w", err)
		}
		for _, b := range page.Blobs {
			sizes[strings.TrimPrefix(b.Name, c.prefix)] = b.Size
		}
		if page.NextMarker == "" {
			return sizes, nil
		}
		query.Set("marker", page.NextMarker)
	}
}

func (c openContainer) get(ctx context.Context, path string) ([]byte, error) {
	content, _, err := c.ask(ctx, http.MethodGet, c.prefix+path, nil, nil, nil)
	if err != nil {
		return nil, fmt.Errorf("get %s: %w", path, err)
	}
	return content, nil
}

// put puts a blob, with the headers that it is to be served with.
func (c openContainer) put(ctx context.Context, path string, content []byte) error {
	header := http.Header{"X-Ms-Blob-Cache-Control": {cacheControl(path)}, "X-Ms-Blob-Content-Type": {contentType(path)}}
	var err error
	if c.compress && compressible(path, int64(len(content))) {
		header.Set("X-Ms-Blob-Content-Encoding", "gzip")
		content, err = compressed(content)
	}
	if err == nil {
		_, _, err = c.ask(ctx, http.MethodPut, c.prefix+path, nil, header, content)
	}
	if err != nil {
		return fmt.Errorf("put %s: %w", path, err)
	}
	return nil
}

func (c openContainer) remove(ctx context.Context, path string) error {
	_, _, err := c.ask(ctx, http.MethodDelete, c.prefix+path, nil, nil, nil)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove %s: %w", path, err)
	}
	return nil
}

// note reads the lock, which is a blob.
func (c openContainer) note(ctx context.Context) (text []byte, tag string, err error) {
	text, header, err := c.ask(ctx, http.MethodGet, c.prefix+lockName, nil, nil, nil)
	return text, header.Get("ETag"), err
}

// leave writes the lock on a condition.
func (c openContainer) leave(ctx context.Context, text []byte, tag string) (string, error) {
	header := http.Header{"If-Match": {tag}, "X-Ms-Blob-Content-Type": {"application/json"}}
	if tag == "" {
		header = http.Header{"If-None-Match": {"*"}, "X-Ms-Blob-Content-Type": {"application/json"}}
	}
	_, answer, err := c.ask(ctx, http.MethodPut, c.prefix+lockName, nil, header, text)
	refused, ok := errors.AsType[*blobError](err)
	if ok && (refused.status == http.StatusPreconditionFailed || refused.status == http.StatusConflict) {
		return "", errOvertaken
	}
	return answer.Get("ETag"), err
}

// blobError is what the service says of a request that it does not fulfil.
type blobError struct {
	status int
	code   string // such as "AuthenticationFailed"
}

// Error gives the service's own word, and the status.
func (e *blobError) Error() string {
	return strings.TrimSpace(fmt.Sprintf("%s (status %d)", e.code, e.status))
}

// Is tells that what is not found does not exist.
func (e *blobError) Is(target error) bool {
	return target == fs.ErrNotExist && e.code == "BlobNotFound"
}

// passes reports whether the same request may be fulfilled later.
func (e *blobError) passes() bool {
	return e.status >= http.StatusInternalServerError && e.status != http.StatusInsufficientStorage && e.status != http.StatusNotImplemented ||
		e.status == http.StatusTooManyRequests || e.status == http.StatusRequestTimeout
}

// ask sends a request, again with growing pauses where it may be fulfilled later.
func (c openContainer) ask(ctx context.Context, method, path string, query url.Values, header http.Header, body []byte) ([]byte, http.Header, error) {
	pause := hostPause
	for try := 1; ; try++ {
		content, answer, err := c.askOnce(ctx, method, path, query, header, body)
		refused, answered := errors.AsType[*blobError](err)
		if err == nil || try >= c.tries || ctx.Err() != nil || answered && !refused.passes() {
			return content, answer, err
		}
		if err := c.clock.Wait(ctx, pause); err != nil {
			return nil, nil, err
		}
		pause *= 2
	}
}

func (c openContainer) askOnce(ctx context.Context, method, path string, query url.Values, header http.Header, body []byte) ([]byte, http.Header, error) {
	address := c.endpoint + (&url.URL{Path: "/" + c.name}).EscapedPath()
	if path != "" {
		address += (&url.URL{Path: "/" + path}).EscapedPath()
	}
	r, err := http.NewRequestWithContext(ctx, method, address, bytes.NewReader(body))
	if err != nil {
		return nil, nil, err
	}
	if header != nil {
		r.Header = header.Clone()
	}
	r.URL.RawQuery = query.Encode()
	r.Header.Set("X-Ms-Version", "2021-12-02")
	r.Header.Set("X-Ms-Date", c.clock.Now().UTC().Format(http.TimeFormat))
	if method == http.MethodPut {
		sum := md5.Sum(body)
		r.Header.Set("Content-MD5", base64.StdEncoding.EncodeToString(sum[:])) // which the service compares
		r.Header.Set("X-Ms-Blob-Type", "BlockBlob")
	}
	c.sign(r)
	answer, err := c.client.Do(r)
	if err != nil {
		return nil, nil, withoutQuery(err)
	}
	defer answer.Body.Close()
	content, err := io.ReadAll(answer.Body)
	if answer.StatusCode >= http.StatusMultipleChoices {
		return nil, nil, &blobError{answer.StatusCode, answer.Header.Get("X-Ms-Error-Code")}
	}
	return content, answer.Header, err
}

// withoutQuery takes the query, which may hold a signature, out of what net/http says.
func withoutQuery(err error) error {
	if failed, ok := errors.AsType[*url.Error](err); ok {
		return failed.Err
	}
	return err
}
