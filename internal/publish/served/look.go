package served

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"ownup/internal/output"
)

// Found is what was found at an address.
type Found struct {
	Address string    // with a slash at its end
	Build   Build     // zero where there is none
	Expires time.Time // the end of the certificate; zero: it has none
	Wrong   []string  // why readers may be misled; in the order of finding
	Advice  []string  // what might be better
	Sampled int       // files whose bytes were compared with the manifest

	names []string // hosts that the certificate is for
}

// Limits of what is asked and told.
const (
	sampleSize    = 12
	longestFile   = 64 << 20
	soon          = 14 * 24 * time.Hour // a certificate that ends within this is told of
	longestCached = 5 * time.Minute     // of the home page
)

// Look asks an address for the record of its build, for the manifest where it serves that,
// and for a sample of its files, and compares them with each other.
func Look(ctx context.Context, client *http.Client, address string, now time.Time) Found {
	f := Found{Address: strings.TrimRight(address, "/") + "/"}
	l := looker{ctx: ctx, client: client, found: &f}
	record, header, err := l.get(BuildPath)
	if err != nil {
		f.wrong("%v", err)
		return f
	}
	if f.Build, err = ParseBuild(record); err != nil {
		f.wrong("%v", err)
		return f
	}
	if header.Get("Access-Control-Allow-Origin") == "" {
		f.advise("%s is not offered to other sites: set Access-Control-Allow-Origin: * for what programs read", BuildPath)
	}
	l.age(now)
	l.home()
	l.sample()
	if !f.Expires.IsZero() && f.Expires.Sub(now) < soon {
		f.wrong("the certificate ends on %s", f.Expires.UTC().Format(time.DateOnly))
	}
	return f
}

func (f *Found) wrong(format string, args ...any) {
	f.Wrong = append(f.Wrong, fmt.Sprintf(format, args...))
}

func (f *Found) advise(format string, args ...any) {
	f.Advice = append(f.Advice, fmt.Sprintf(format, args...))
}

// looker asks one address.
type looker struct {
	ctx    context.Context
	client *http.Client
	found  *Found
}

// get gives what is served at a path.
func (l looker) get(path string) ([]byte, http.Header, error) {
	request, err := http.NewRequestWithContext(l.ctx, http.MethodGet, l.found.Address+path, nil)
	if err != nil {
		return nil, nil, fmt.Errorf("%q is no address", l.found.Address)
	}
	request.Header.Set("User-Agent", "ownup")
	answer, err := l.client.Do(request)
	if err != nil {
		return nil, nil, fmt.Errorf("cannot be reached: %w", err)
	}
	defer answer.Body.Close()
	if answer.TLS != nil && len(answer.TLS.PeerCertificates) > 0 {
		leaf := answer.TLS.PeerCertificates[0]
		l.found.Expires, l.found.names = leaf.NotAfter, leaf.DNSNames
	}
	if answer.StatusCode != http.StatusOK {
		return nil, nil, &statusError{path, answer.StatusCode}
	}
	content, err := io.ReadAll(io.LimitReader(answer.Body, longestFile))
	return content, answer.Header, err
}

// statusError says that a path is not served.
type statusError struct {
	path string
	code int
}

// Error names the path and the status.
func (e *statusError) Error() string {
	return fmt.Sprintf("/%s has the status %d", e.path, e.code)
}

// age says whether the build is older than it may be.
func (l looker) age(now time.Time) {
	b := l.found.Build
	age := now.Sub(b.Generated)
	if b.StaleAfter > 0 && age > time.Duration(b.StaleAfter)*time.Second {
		l.found.wrong("the build is %s old, and says itself that it is stale after %s", age.Round(time.Minute), time.Duration(b.StaleAfter)*time.Second)
	}
	if !b.Next.IsZero() && b.Next.Before(now) {
		l.found.wrong("facts changed by the clock at %s, and it was not built since", b.Next.UTC().Format(time.RFC3339))
	}
}

// home looks at what people see first, and how long it is kept on the way.
func (l looker) home() {
	content, header, err := l.get("")
	switch {
	case err != nil:
		l.found.wrong("the home page: %v", err)
		return
	case !strings.HasPrefix(header.Get("Content-Type"), "text/html"):
		l.found.wrong("the home page is served as %q, where text/html was expected", header.Get("Content-Type"))
	case !strings.Contains(string(content), "</html>"):
		l.found.wrong("the home page is not whole")
	}
	if kept := maxAge(header.Get("Cache-Control")); kept > longestCached {
		l.found.advise("the home page may be kept for %s: an outage would be seen that much later", kept)
	}
	if header.Get("X-Content-Type-Options") != "nosniff" {
		l.found.advise("pages are served without X-Content-Type-Options: nosniff")
	}
}

// maxAge gives how long caches may keep an answer.
// Source: RFC 9111, 5.2.2.
func maxAge(cacheControl string) time.Duration {
	longest := 0
	for directive := range strings.SplitSeq(cacheControl, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(strings.ToLower(directive)), "=")
		if name == "max-age" || name == "s-maxage" {
			seconds, err := strconv.Atoi(strings.Trim(value, `"`))
			if err == nil && seconds > longest {
				longest = seconds
			}
		}
	}
	return time.Duration(longest) * time.Second
}

// sample compares some files with the manifest, where that is served.
func (l looker) sample() {
	text, _, err := l.get(output.ManifestName)
	if err != nil {
		return // many hosts hide files whose names begin with a dot
	}
	manifest, err := output.ParseManifest(string(text))
	if err != nil {
		l.found.wrong("%s: %v", output.ManifestName, err)
		return
	}
	paths := make([]string, 0, len(manifest))
	for path, sums := range manifest {
		if len(sums) != 1 {
			l.found.wrong("a publish is under way, or has failed halfway")
			return
		}
		if !strings.HasPrefix(path, ".") && !strings.HasPrefix(path, "_") && path != "CNAME" {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	for n := range min(sampleSize, len(paths)) {
		l.compare(paths[n*len(paths)/min(sampleSize, len(paths))], manifest)
	}
}

// compare says whether a file has the bytes that the manifest says.
func (l looker) compare(path string, manifest output.Manifest) {
	content, _, err := l.get(path)
	switch {
	case err != nil:
		l.found.wrong("%v", err)
	case sha256.Sum256(content) != manifest[path][0]:
		l.found.wrong("/%s has other bytes than the build", path)
	default:
		l.found.Sampled++
	}
}
