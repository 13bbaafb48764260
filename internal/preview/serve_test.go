package preview_test

import (
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"ownup/internal/output"
	"ownup/internal/preview"
)

// example serves a small site under a base path.
func example(t *testing.T, base string) *browser {
	t.Helper()
	folder := t.TempDir()
	put(t, folder, "index.txt", "home", "incidents/a/index.txt", "an incident")
	return serve(t, preview.Preview{Watch: folder, Base: base, Policy: "default-src 'self'"})
}

func TestPreviewServesAsAHostOfFilesDoes(t *testing.T) {
	for name, c := range map[string]struct {
		base, path   string
		status       int
		kind, target string
		says         string
	}{
		"home":                    {"", "/", 200, "text/html; charset=utf-8", "", "<p>home"},
		"home by name":            {"", "/index.html", 200, "text/html; charset=utf-8", "", "<p>home"},
		"a folder":                {"", "/incidents/a/", 200, "text/html; charset=utf-8", "", "an incident"},
		"a folder, no slash":      {"", "/incidents/a?x=1", 302, "text/html; charset=utf-8", "/incidents/a/?x=1", ""},
		"a folder without a page": {"", "/incidents/", 404, "text/html; charset=utf-8", "", "nothing here"},
		"a style":                 {"", "/style.css", 200, "text/css; charset=utf-8", "", "body {}"},
		"a feed":                  {"", "/history.atom", 200, "application/atom+xml", "", "2013-09-03T13:00:00Z"},
		"nothing":                 {"", "/x/y.png", 404, "text/html; charset=utf-8", "", "nothing here"},
		"a way out":               {"", "/../../etc/passwd", 404, "text/html; charset=utf-8", "", "nothing here"},
		"a way to elsewhere":      {"", "//example.com/?now=", 302, "text/html; charset=utf-8", "/example.com/", ""},
		"nothing of its own":      {"", "/-/preview/x", 404, "text/plain; charset=utf-8", "", ""},
		"the base":                {"/status/", "/status/", 200, "text/html; charset=utf-8", "", "<p>home"},
		"the base, no slash":      {"status", "/status", 302, "text/html; charset=utf-8", "/status/", ""},
		"above the base":          {"status", "/", 302, "text/html; charset=utf-8", "/status/", ""},
		"beside the base":         {"status", "/style.css", 404, "text/html; charset=utf-8", "", "nothing here"},
		"like the base":           {"status", "/statusstyle.css", 404, "text/html; charset=utf-8", "", "nothing here"},
		"a file under the base":   {"status", "/status/style.css", 200, "text/css; charset=utf-8", "", "body {}"},
	} {
		t.Run(name, func(t *testing.T) {
			got := example(t, c.base).ask("GET", c.path)
			if got.status != c.status || got.header.Get("Content-Type") != c.kind || got.header.Get("Location") != c.target {
				t.Errorf("got %d %q to %q", got.status, got.header.Get("Content-Type"), got.header.Get("Location"))
			}
			if !strings.Contains(got.body, c.says) {
				t.Errorf("got %s, want %q in it", got.body, c.says)
			}
			if got := got.header.Get("Cache-Control"); got != "no-store" {
				t.Errorf("it may be kept: %q", got)
			}
			if got := got.header.Get("Content-Security-Policy"); got != "default-src 'self'" {
				t.Errorf("the policy is %q", got)
			}
		})
	}
}

func TestPageHasTheBarAtItsEndAndNothingInline(t *testing.T) {
	page := example(t, "").read("/")
	for _, want := range []string{
		"<p>home, at 13:00</p><ownup-preview ", "</ownup-preview>\n</body></html>",
		`<link rel="stylesheet" href="/-/preview/preview.css">`, `<script src="/-/preview/preview.js" defer></script>`,
		`<html><head lang="en"><script src="/-/preview/clock.js" data-now="2013-09-03T13:00:00Z"></script><title>`,
		"Preview of", `value="2013-09-03T09:00"`, "EDT", `href="?now=2013-09-03T12%3a00%3a00Z"`, `href="?now=2013-09-03T14%3a00%3a00Z"`, `data-problems="0"`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page is %s, want %q in it", page, want)
		}
	}
	if strings.Contains(page, "style=") || strings.Count(page, "<script") != strings.Count(page, "<script src=") {
		t.Errorf("the policy forbids a part of %s", page)
	}
}

func TestPreviewServesItsOwnFiles(t *testing.T) {
	b := example(t, "")
	const script = "text/javascript; charset=utf-8"
	for path, kind := range map[string]string{"preview.css": "text/css; charset=utf-8", "preview.js": script, "clock.js": script} {
		got := b.ask("GET", "/-/preview/"+path)
		if got.status != http.StatusOK || got.header.Get("Content-Type") != kind || got.body == "" {
			t.Errorf("%s: %d %s", path, got.status, got.header.Get("Content-Type"))
		}
	}
}

func TestBarSaysWhetherThePageIsOfTheRealTime(t *testing.T) {
	folder := t.TempDir()
	put(t, folder, "index.txt", "home")
	b := serve(t, preview.Preview{Watch: folder, Now: time.Now})
	b.mustRead("/", "Preview, now")
	b.mustRead("/?now=2013-09-03T09:00Z", "Preview of")
}

func TestTheBarLinksToTheWebEditorWhereThePageTellsOfNow(t *testing.T) {
	folder := t.TempDir()
	put(t, folder, "index.txt", "home")
	links := func() []preview.Link {
		return []preview.Link{{Name: "new <incident>", Address: "https://github.com/acme/status/new/main?filename=a&value=%22b"}, {Name: "no", Address: "javascript:alert(1)"}}
	}
	b := serve(t, preview.Preview{Watch: folder, Links: links})
	b.mustRead("/", `<a href="https://github.com/acme/status/new/main?filename=a&amp;value=%22b">new &lt;incident&gt;</a>`)
	b.mustRead("/", `<a href="#ZgotmplZ">no</a>`)
	for path, body := range map[string]string{
		"another moment": b.ask("GET", "/?now=2013-09-01T09:00Z").body,
		"no links":       example(t, "").ask("GET", "/").body,
	} {
		if strings.Contains(body, "github.com") || strings.Contains(body, "<a href=\"\"") {
			t.Errorf("%s: %s", path, body)
		}
	}
}

func TestPageWithoutAHeadStaysAPageOfTheSameKind(t *testing.T) {
	page := example(t, "").ask("GET", "/nothing").body
	if !strings.HasPrefix(page, "<!doctype html><body>nothing here<script src=\"/-/preview/clock.js\"") {
		t.Errorf("got %s", page)
	}
}

func TestHeadHasTheHeadersOfGetAndNoBody(t *testing.T) {
	b := example(t, "")
	for _, path := range []string{"/", "/style.css", "/nothing"} {
		get, head := b.ask("GET", path), b.ask("HEAD", path)
		if head.status != get.status || head.length != int64(len(get.body)) || head.body != "" {
			t.Errorf("%s: %d with %d bytes, want %d with %d", path, head.status, head.length, get.status, len(get.body))
		}
	}
}

func TestPageIsAlwaysWhole(t *testing.T) {
	b := example(t, "")
	page := b.ask("GET", "/", "Range", "bytes=0-3", "If-None-Match", "*", "If-Modified-Since", "Tue, 03 Sep 2030 11:00:00 GMT")
	if page.status != http.StatusOK || !strings.Contains(page.body, "</html>") {
		t.Errorf("got %d %q", page.status, page.body)
	}
	if got := b.ask("GET", "/style.css", "If-None-Match", "*"); got.status != http.StatusOK {
		t.Errorf("got %d for a file that may have changed", got.status)
	}
	if got := b.ask("GET", "/style.css", "Range", "bytes=0-3"); got.status != http.StatusPartialContent || got.body != "body" {
		t.Errorf("got %d %q: a film is asked for in parts", got.status, got.body)
	}
}

func TestPreviewIsOnlyRead(t *testing.T) {
	got := example(t, "").ask("POST", "/")
	if got.status != http.StatusMethodNotAllowed || got.header.Get("Allow") != "GET, HEAD" {
		t.Errorf("got %d, allowed %q", got.status, got.header.Get("Allow"))
	}
}

func TestOnlyThePageThatIsAskedForIsRenderedAndOnce(t *testing.T) {
	var home, other atomic.Int32
	count := func(n *atomic.Int32) func() ([]byte, error) {
		return func() ([]byte, error) { n.Add(1); return []byte("<body></body>"), nil }
	}
	b := serve(t, preview.Preview{Build: func(time.Time) (output.Tree, error) {
		return output.New([]output.File{{Path: "index.html", Render: count(&home)}, {Path: "other.html", Render: count(&other)}})
	}, Watch: t.TempDir()})
	b.read("/")
	b.read("/")
	if home.Load() != 1 || other.Load() != 0 {
		t.Errorf("rendered home %d times and another page %d times", home.Load(), other.Load())
	}
}

func TestPageThatCannotBeRenderedSaysWhy(t *testing.T) {
	got := example(t, "").ask("GET", "/broken/")
	if got.status != http.StatusInternalServerError || !strings.Contains(got.body, "<strong>the template is broken</strong>") ||
		!strings.Contains(got.body, "preview.js") {
		t.Errorf("got %d %s", got.status, got.body)
	}
}
