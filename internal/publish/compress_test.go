package publish

import (
	"bytes"
	"compress/gzip"
	"io"
	"strings"
	"testing"

	"github.com/minio/minio-go/v7"
)

// longSite has pages and feeds that are worth compressing.
func longSite(tb testing.TB) *Site {
	var links []string
	for range 40 {
		links = append(links, "history/index.html", "history.atom", "tiny.html", "assets/style.1.css")
	}
	return siteOf(tb, "long", monday, map[string][]string{
		"index.html": links, "history/index.html": links, "history.atom": links, "assets/style.1.css": links, "tiny.html": nil,
	})
}

func TestStoreKeepsWhatBrowsersLoadCompressedWhereThatIsAskedFor(t *testing.T) {
	for name, open := range buckets {
		t.Run(name, func(t *testing.T) {
			s := open(t)
			plain := s.target.(bucket)
			compressing := plain
			compressing.compress = true
			site := longSite(t)
			mustPublish(t, plain, site)
			if r := mustPublish(t, compressing, site); strings.Join(r.Paths, " ") != "assets/style.1.css history/index.html index.html" {
				t.Errorf("compressing changed %q", r.Paths)
			}
			if r := mustPublish(t, compressing, site); r.Changed > 0 {
				t.Errorf("a second time it changed %q", r.Paths)
			}
			opened := openStore(t, s)
			want := site.content(t)
			for path, encoding := range map[string]string{
				"index.html": "gzip", "assets/style.1.css": "gzip", "history.atom": "", "tiny.html": "", "api/build.json": "",
			} {
				body, about, header, err := minio.Core{Client: opened.client}.GetObject(t.Context(), opened.name, opened.prefix+path, minio.GetObjectOptions{})
				if err != nil {
					t.Fatal(err)
				}
				stored, err := io.ReadAll(body)
				body.Close()
				if err != nil || header.Get("Content-Encoding") != encoding {
					t.Errorf("%s has the encoding %q: %v", path, header.Get("Content-Encoding"), err)
				}
				if got := plainly(t, stored, encoding); got != want[path] || about.ContentType != contentType(path) {
					t.Errorf("%s is %q: %.60q", path, about.ContentType, got)
				}
			}
			if r := mustPublish(t, plain, site); r.Changed != 3 {
				t.Errorf("no longer compressing changed %q", r.Paths)
			}
			s.mustCarry(t, site)
		})
	}
}

// plainly undoes an encoding.
func plainly(t *testing.T, stored []byte, encoding string) string {
	t.Helper()
	if encoding == "" {
		return string(stored)
	}
	r, err := gzip.NewReader(bytes.NewReader(stored))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
