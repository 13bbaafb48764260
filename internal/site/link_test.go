package site_test

import (
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// elements gives every element of a page, in order.
func elements(t *testing.T, page string) []*html.Node {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var all []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			all = append(all, n)
		}
	}
	return all
}

func attribute(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

// pages gives the HTML files of a site, sorted by path.
func pages(files map[string]string) []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(files)), func(p string) bool { return path.Ext(p) != ".html" })
}

// crawler follows the links of a site that is served below a base URL.
type crawler struct {
	base  *url.URL
	files map[string]string
	ids   map[string][]string // of each page
}

// follow reports what is wrong with a link of a page; "" if nothing is.
func (c crawler) follow(from, link string) string {
	at := c.base.JoinPath(strings.TrimSuffix(from, "index.html"))
	if strings.HasSuffix(from, "index.html") && !strings.HasSuffix(at.Path, "/") {
		at.Path += "/"
	}
	to, err := at.Parse(link)
	if err != nil {
		return err.Error()
	}
	if to.Host != c.base.Host || to.Scheme != c.base.Scheme {
		return ""
	}
	file, ok := strings.CutPrefix(to.Path, c.base.Path)
	if !ok {
		return "leads out of the site"
	}
	if file == "" || strings.HasSuffix(file, "/") {
		file += "index.html"
	}
	if _, ok := c.files[file]; !ok {
		return "leads nowhere"
	}
	if to.Fragment != "" && !slices.Contains(c.ids[file], to.Fragment) {
		return "leads to no place of its page"
	}
	return ""
}

func TestEveryLinkLeadsSomewhereAtARootAndUnderAPath(t *testing.T) {
	for _, site := range []string{"https://status.example.com", "https://x.github.io/status"} {
		base, err := url.Parse(site + "/")
		if err != nil {
			t.Fatal(err)
		}
		c := crawler{base: base, files: render(t, small(t, site, during())), ids: map[string][]string{}}
		for _, page := range pages(c.files) {
			for _, n := range elements(t, c.files[page]) {
				if id, ok := attribute(n, "id"); ok {
					c.ids[page] = append(c.ids[page], id)
				}
			}
		}
		for _, page := range pages(c.files) {
			for _, n := range elements(t, c.files[page]) {
				for _, key := range []string{"href", "src"} {
					link, ok := attribute(n, key)
					if !ok {
						continue
					}
					if wrong := c.follow(page, link); wrong != "" {
						t.Errorf("%s: %s: the link %q %s", site, page, link, wrong)
					}
					if strings.HasPrefix(link, "/") && page != "404.html" {
						t.Errorf("%s: the link %q is not relative", page, link)
					}
				}
			}
		}
	}
}

func TestEveryPageIsReachedFromTheHomePage(t *testing.T) {
	base, err := url.Parse("https://status.example.com/")
	if err != nil {
		t.Fatal(err)
	}
	files := render(t, small(t, "", during()))
	seen := map[string]bool{"index.html": true}
	for queue := []string{"index.html"}; len(queue) > 0; queue = queue[1:] {
		at := base.JoinPath(strings.TrimSuffix(queue[0], "index.html"))
		for _, n := range elements(t, files[queue[0]]) {
			link, ok := attribute(n, "href")
			to, err := at.Parse(link)
			if !ok || err != nil || to.Host != base.Host {
				continue
			}
			file := strings.TrimPrefix(to.Path, "/")
			if file == "" || strings.HasSuffix(file, "/") {
				file += "index.html"
			}
			if path.Ext(file) == ".html" && !seen[file] {
				seen[file] = true
				queue = append(queue, file)
			}
		}
	}
	for _, page := range pages(files) {
		if alone := []string{"404.html", "old.html", "issues/7/index.html"}; !seen[page] && !slices.Contains(alone, page) {
			t.Errorf("no link leads to %s", page)
		}
	}
}
