package main

import (
	"bytes"
	"io"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Every address that a site gives leads somewhere, whoever gives it: a page, a feed, the
// map for search engines.

// elsewhere is where the example's own files lead to.
var elsewhere = []string{"https://meridian.example/", "https://github.com/meridian-example/status"}

func TestNoLinkOfASiteIsDead(t *testing.T) {
	for _, under := range []string{"/", "/status/"} {
		for name, now := range map[string]string{"in an outage": inOutage, "on a calm day": onCalm} {
			t.Run(name+" under "+under, func(t *testing.T) {
				site := publish(t, meridian, now, under)
				w := walk{site.url, map[string]found{}}
				w.from(t, "")
				for _, path := range site.pages(t) {
					if _, ok := w.seen[path]; !ok && path != "404.html" && !leadsOn(site.read(t, path)) {
						t.Errorf("no link leads to /%s", path)
					}
				}
				for _, name := range site.files(t, "") {
					w.from(t, strings.TrimSuffix(name, "index.html"))
				}
				w.from(t, "no/such/page")
				w.faults(t)
			})
		}
	}
}

// walk follows the links of a site.
type walk struct {
	home string
	seen map[string]found // by address from the site's root
}

// found is what lies at an address of a site.
type found struct {
	status int
	ids    map[string]bool
	links  []string // absolute
}

// written matches the links in the HTML that feeds hold, quoted as each of them does.
var written = regexp.MustCompile(`(?:href|src)=(?:&#34;|&quot;|\\")(.*?)(?:&#34;|&quot;|\\")`)

// from visits an address and all that it leads to.
func (w walk) from(t *testing.T, path string) {
	t.Helper()
	if _, ok := w.seen[path]; ok {
		return
	}
	response, body := get(t, w.home+path)
	f := found{status: response.StatusCode, ids: map[string]bool{}}
	if strings.HasPrefix(response.Header.Get("Content-Type"), "text/html") {
		f.read(t, response.Request.URL, body)
	} else {
		text := strings.ReplaceAll(string(body), "\r\n ", "") // a calendar folds its lines
		f.links = regexp.MustCompile(regexp.QuoteMeta(w.home)+`[^"'<>()\s\\&;]*`).FindAllString(text, -1)
		for _, m := range written.FindAllStringSubmatch(text, -1) {
			f.links = append(f.links, m[1])
		}
	}
	w.seen[path] = f
	for _, link := range f.links {
		if to, ok := strings.CutPrefix(link, w.home); ok && !strings.Contains(to, "{") { // an address for programs to fill in
			to, _, _ = strings.Cut(to, "#")
			w.from(t, to)
		}
	}
}

// get asks for an address, and for no other where that leads on.
func get(t *testing.T, address string) (*http.Response, []byte) {
	t.Helper()
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := client.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, body
}

// read takes the ids and the links of a page.
func (f *found) read(t *testing.T, at *url.URL, text []byte) {
	t.Helper()
	document, err := html.Parse(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	for n := range document.Descendants() {
		for _, a := range n.Attr {
			switch a.Key {
			case "id":
				f.ids[a.Val] = true
			case "href", "src", "action", "poster", "data":
				to, err := at.Parse(a.Val)
				if err != nil {
					t.Fatalf("%s: %v", at, err)
				}
				f.links = append(f.links, to.String())
			case "content":
				if _, to, ok := strings.Cut(a.Val, "; url="); ok {
					f.links = append(f.links, at.JoinPath(to).String())
				}
			}
		}
	}
}

// faults tells what is wrong with the links that were seen.
func (w walk) faults(t *testing.T) {
	t.Helper()
	for _, path := range slices.Sorted(maps.Keys(w.seen)) {
		for _, link := range w.seen[path].links {
			inside, ok := strings.CutPrefix(link, w.home)
			if !ok {
				if !slices.ContainsFunc(elsewhere, func(p string) bool { return strings.HasPrefix(link, p) }) {
					t.Errorf("/%s links to another site: %s", path, link)
				}
				continue
			}
			to, fragment, _ := strings.Cut(inside, "#")
			switch f, followed := w.seen[to]; {
			case !followed:
			case f.status != http.StatusOK && to != path:
				t.Errorf("/%s links to /%s: status %d", path, to, f.status)
			case fragment != "" && !f.ids[fragment]:
				t.Errorf("/%s links to /%s, which has nothing called %q", path, to, fragment)
			}
		}
	}
}
