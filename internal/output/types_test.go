package output_test

import (
	"testing"

	"ownup/internal/output"
)

func TestContentTypeIsTheSameOnEveryMachine(t *testing.T) {
	for path, want := range map[string]string{
		"index.html":               "text/html; charset=utf-8",
		"assets/site.1f2e.css":     "text/css; charset=utf-8",
		"embed.js":                 "text/javascript; charset=utf-8",
		"api/v2/summary.json":      "application/json",
		"history.rss":              "application/rss+xml",
		"history.atom":             "application/atom+xml",
		"sitemap.xml":              "application/xml",
		"maintenance.ics":          "text/calendar; charset=utf-8",
		"badges/email.svg":         "image/svg+xml",
		"incidents/a/Photo.JPG":    "image/jpeg",
		"assets/a.woff2":           "font/woff2",
		"metrics":                  "text/plain; charset=utf-8",
		"CNAME":                    "text/plain; charset=utf-8",
		"robots.txt":               "text/plain; charset=utf-8",
		"a.something-nobody-knows": "application/octet-stream",
	} {
		if got := output.ContentType(path); got != want {
			t.Errorf("%s is %s, want %s", path, got, want)
		}
	}
}
