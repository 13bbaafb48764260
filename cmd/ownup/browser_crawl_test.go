package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// bare is the least project that there can be.
func bare(t *testing.T) string {
	t.Helper()
	return project(t, map[string]string{"site.yaml": `title: Bare
url: https://bare.example
timezone: America/Denver
since: 2026-01-01
components: [{id: web}]
`})
}

func TestChromiumOpensEveryPageWithoutComplaint(t *testing.T) {
	chromium := newBrowser(t)
	for _, c := range []struct {
		name, project, now, under string
		width                     int64
	}{
		{"in an outage, at a root", meridian, inOutage, "/", 320},
		{"on a calm day, under a path", meridian, onCalm, "/status/", 1280},
		{"a bare site", bare(t), onCalm, "/a/b/", 320},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			site := publish(t, c.project, c.now, c.under)
			v := chromium.tab(t, site)
			v.dress(c.width, "light")
			for _, path := range site.pages(t) {
				if leadsOn(site.read(t, path)) {
					continue
				}
				for _, fault := range v.open(path) {
					t.Errorf("/%s: %s", path, fault)
				}
				if over := evaluate[int](v, "document.documentElement.scrollWidth - innerWidth"); over > 0 {
					t.Errorf("/%s is %d pixels wider than a window of %d", path, over, c.width)
				}
			}
		})
	}
}

func TestChromiumShowsThePageForWhatDoesNotExist(t *testing.T) {
	v := newBrowser(t).tab(t, publish(t, meridian, inOutage, "/status/"))
	const lost = "no/such/page"
	for _, fault := range v.open(lost) {
		if !strings.Contains(fault, v.home+lost) {
			t.Error(fault)
		}
	}
	if got := evaluate[string](v, "document.querySelector('main a').href"); got != v.home {
		t.Errorf("the way home leads to %s", got)
	}
}

func TestChromiumFollowsAnOldAddress(t *testing.T) {
	v := newBrowser(t).tab(t, publish(t, meridian, onCalm, "/status/"))
	v.do(chromedp.Navigate(v.home+"incidents/gateway-sign-in/"), chromedp.WaitVisible("main", chromedp.ByQuery))
	for _, fault := range v.faultsSoFar() {
		t.Error(fault)
	}
	if got := evaluate[string](v, "location.href"); got != v.home+"incidents/2026-01-27-gateway-sign-in/" {
		t.Errorf("it leads to %s", got)
	}
}

// leadsOn reports whether a page is only a pointer to another.
func leadsOn(text []byte) bool { return strings.Contains(string(text), `http-equiv="refresh"`) }

// project writes a project with these files in its content/.
func project(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		file := filepath.Join(dir, "content", filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
