package served_test

import (
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/json"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"ownup/internal/output"
	"ownup/internal/publish/served"
)

var noon = time.Date(2026, 9, 7, 12, 0, 0, 0, time.UTC)

// host serves a site as a good host does.
type host struct {
	files  map[string]string
	header map[string]string // of every answer
}

// goodHost serves a whole site, generated half an hour before noon.
func goodHost() host {
	files := map[string]string{
		"index.html": "<html>home</html>", "history/index.html": "<html>history</html>", "assets/style.1.css": "a{}",
	}
	var sums []output.Sum
	for path, content := range files {
		sums = append(sums, output.Sum{Path: path, SHA256: sha256.Sum256([]byte(content)), Size: int64(len(content))})
	}
	record, _ := json.Marshal(served.Build{Generated: noon.Add(-30 * time.Minute), StaleAfter: 3600, Files: 3, Digest: "3cc3c0c08c16"})
	files[served.BuildPath] = string(record)
	files[output.ManifestName] = string(output.ManifestOf(sums).Bytes())
	return host{files, map[string]string{
		"Cache-Control": "public, max-age=30", "X-Content-Type-Options": "nosniff", "Access-Control-Allow-Origin": "*",
	}}
}

func (h host) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	path := strings.TrimPrefix(r.URL.Path, "/status/")
	if path == "" {
		path = "index.html"
	}
	content, ok := h.files[path]
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", output.ContentType(path))
	for name, value := range h.header {
		w.Header().Set(name, value)
	}
	_, _ = w.Write([]byte(content))
}

func look(t *testing.T, h host, now time.Time) served.Found {
	t.Helper()
	server := httptest.NewServer(h)
	defer server.Close()
	return served.Look(t.Context(), server.Client(), server.URL+"/status", now)
}

func TestWholeSiteOnAGoodHostIsFoundWithoutComplaint(t *testing.T) {
	f := look(t, goodHost(), noon)
	if len(f.Wrong)+len(f.Advice) > 0 || f.Sampled != 3 || f.Build.Short() != "3cc3c0c08c" {
		t.Errorf("%+v", f)
	}
}

func TestWhatIsWrongWithAHostIsFound(t *testing.T) {
	for want, spoil := range map[string]func(host){
		"/api/build.json has the status 404":          func(h host) { delete(h.files, served.BuildPath) },
		"api/build.json is no record of a build":      func(h host) { h.files[served.BuildPath] = "<html>" },
		"the home page: / has the status 404":         func(h host) { delete(h.files, "index.html") },
		"the home page is not whole":                  func(h host) { h.files["index.html"] = "<html>ho" },
		"the home page is served as \"text/plain\"":   func(h host) { h.header["Content-Type"] = "text/plain" },
		"/history/index.html has other bytes":         func(h host) { h.files["history/index.html"] = "old" },
		"/assets/style.1.css has the status 404":      func(h host) { delete(h.files, "assets/style.1.css") },
		"a publish is under way":                      func(h host) { h.files[output.ManifestName] += strings.Repeat("0", 64) + "  index.html\n" },
		"the home page may be kept for 1h0m0s":        func(h host) { h.header["Cache-Control"] = "public, max-age=3600" },
		"without X-Content-Type-Options: nosniff":     func(h host) { delete(h.header, "X-Content-Type-Options") },
		"set Access-Control-Allow-Origin: *":          func(h host) { delete(h.header, "Access-Control-Allow-Origin") },
		"is 30m0s old, and says itself that":          func(h host) { setRecord(h, func(b *served.Build) { b.StaleAfter = 60 }) },
		"facts changed by the clock at 2026-09-07T11": func(h host) { setRecord(h, func(b *served.Build) { b.Next = noon.Add(-time.Minute) }) },
	} {
		h := goodHost()
		spoil(h)
		f := look(t, h, noon)
		if !slices.ContainsFunc(append(f.Wrong, f.Advice...), func(s string) bool { return strings.Contains(s, want) }) {
			t.Errorf("want %q, got %q and %q", want, f.Wrong, f.Advice)
		}
	}
}

func setRecord(h host, change func(*served.Build)) {
	b, _ := served.ParseBuild([]byte(h.files[served.BuildPath]))
	change(&b)
	text, _ := json.Marshal(b)
	h.files[served.BuildPath] = string(text)
}

func TestHostThatKeepsPagesCompressedIsFoundWithoutComplaint(t *testing.T) {
	h := goodHost()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		plain := httptest.NewRecorder()
		h.ServeHTTP(plain, r)
		maps.Copy(w.Header(), plain.Header())
		w.Header().Set("Content-Encoding", "gzip")
		w.WriteHeader(plain.Code)
		to := gzip.NewWriter(w)
		_, _ = to.Write(plain.Body.Bytes())
		to.Close()
	}))
	defer server.Close()
	f := served.Look(t.Context(), server.Client(), server.URL+"/status", noon)
	if len(f.Wrong)+len(f.Advice) > 0 || f.Sampled != 3 {
		t.Errorf("%+v", f)
	}
}

func TestHostThatHidesTheManifestIsNotSampled(t *testing.T) {
	h := goodHost()
	delete(h.files, output.ManifestName)
	if f := look(t, h, noon); len(f.Wrong)+len(f.Advice) > 0 || f.Sampled != 0 {
		t.Errorf("%+v", f)
	}
}

func TestEndOfTheCertificateIsTold(t *testing.T) {
	server := httptest.NewTLSServer(goodHost())
	defer server.Close()
	end := server.Certificate().NotAfter
	if f := served.Look(t.Context(), server.Client(), server.URL+"/status/", end.Add(-48*time.Hour)); !f.Expires.Equal(end) ||
		!slices.Contains(f.Wrong, "the certificate ends on "+end.UTC().Format(time.DateOnly)) {
		t.Errorf("%+v", f)
	}
}

func TestCertificateThatIsForTheSiteThatIsReportedOnIsTold(t *testing.T) {
	server := httptest.NewTLSServer(goodHost()) // whose certificate is for example.com
	defer server.Close()
	nothing := served.Names{
		Addresses: func(context.Context, string) ([]string, error) { return nil, nil },
		Servers:   func(context.Context, string) ([]*net.NS, error) { return nil, nil },
	}
	f := served.Look(t.Context(), server.Client(), server.URL+"/status/", noon)
	for other, want := range map[string]string{
		"https://example.com/":     "the status site's certificate is for example.com as well",
		"https://www.example.com/": "the status site's certificate is for www.example.com as well",
		"https://acme.example/":    "",
	} {
		if got := strings.Join(f.Shared(t.Context(), nothing, other), "; "); got != want {
			t.Errorf("%s: %q, want %q", other, got, want)
		}
	}
}

func TestWhatAStatusSiteSharesWithTheSiteThatItReportsOnIsTold(t *testing.T) {
	hosts := map[string][]string{
		"status.acme.example": {"192.0.2.1", "192.0.2.2"}, "acme.example": {"192.0.2.2"},
		"acme.pages.example": {"198.51.100.7"},
	}
	domains := map[string][]*net.NS{
		"acme.example": {{Host: "ns1.dns.example."}, {Host: "NS2.dns.example."}}, "pages.example": {{Host: "ns.other.example."}},
	}
	names := served.Names{
		Addresses: func(_ context.Context, host string) ([]string, error) { return hosts[host], nil },
		Servers:   func(_ context.Context, domain string) ([]*net.NS, error) { return domains[domain], nil },
	}
	for address, want := range map[string]string{
		"https://status.acme.example": "the status site and acme.example share the address 192.0.2.2; the status site and acme.example share the name servers ns1.dns.example, ns2.dns.example",
		"https://acme.example/status": "the status site is on the host that it reports on, acme.example",
		"https://acme.pages.example":  "",
	} {
		f := served.Found{Address: address}
		if got := strings.Join(f.Shared(t.Context(), names, "https://acme.example/"), "; "); got != want {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
}
