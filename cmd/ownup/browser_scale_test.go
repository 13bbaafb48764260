package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// bound is what a page of a large site may take at most.
type bound struct {
	path   string
	bytes  int // compressed, without what it loads
	nodes  int // elements of the page
	height int // of a window 1280 pixels wide, in thousands of pixels
}

// The bounds are for four thousand incidents in two years, and 178 components. They leave
// a fifth more than the pages take.
func bounds() []bound {
	return []bound{
		{"", 24 << 10, 3600, 11},
		{"history/", 9 << 10, 800, 4},
		{"history/2025-10/", 16 << 10, 2800, 26},
		{"uptime/", 12 << 10, 8600, 5},
		{"subscribe/", 6 << 10, 700, 4},
		{"components/sms-latin-america/", 18 << 10, 2800, 13},
		{"incidents/2025-10-20-elevated-errors-affecting-multiple-products/", 7 << 10, 550, 10},
		{"commitments/", 2 << 10, 100, 1},
		{"maintenance/", 2 << 10, 100, 1},
	}
}

func TestCorpusOfFourThousandIncidentsMakesPagesThatOneCanUse(t *testing.T) {
	root := os.Getenv("OWNUP_CORPUS")
	if root == "" {
		t.Skip("OWNUP_CORPUS names no folder of real histories")
	}
	if !filepath.IsAbs(root) {
		root = filepath.Join("..", "..", root)
	}
	dir := t.TempDir()
	run(t, "import", "stactus", filepath.Join(root, "stactus", "twilio"), "--out", dir)
	site := publish(t, dir, "2026-08-22T12:00Z", "/")
	v := newBrowser(t).tab(t, site)
	v.before(wound(instant(t, "2026-08-22T12:00Z")))
	for _, b := range bounds() {
		for _, fault := range v.open(b.path) {
			t.Errorf("/%s: %s", b.path, fault)
		}
		bytes := squeezed(t, site.read(t, b.path))
		nodes := evaluate[int](v, "document.querySelectorAll('*').length")
		height := evaluate[int](v, "Math.floor(document.documentElement.scrollHeight / 1000)")
		t.Logf("/%-30s %6d bytes, %5d elements, %3d thousand pixels", b.path, bytes, nodes, height)
		if bytes > b.bytes || nodes > b.nodes || height > b.height {
			t.Errorf("/%s has %d bytes, %d elements, %d thousand pixels, want at most %d, %d and %d", b.path, bytes, nodes, height, b.bytes, b.nodes, b.height)
		}
	}
	checkIndexOf(t, site)
	searchTwilio(t, v)
}

// checkIndexOf holds what someone loads who searches.
func checkIndexOf(t *testing.T, site *host) {
	t.Helper()
	const most = 120 << 10
	total := 0
	for _, name := range site.files(t, ".json") {
		if filepath.Dir(name) == "history" {
			total += squeezed(t, site.read(t, name))
		}
	}
	t.Logf("the search loads %d bytes", total)
	if total == 0 || total > most {
		t.Errorf("the search loads %d bytes, want at most %d", total, most)
	}
}

func searchTwilio(t *testing.T, v *tab) {
	t.Helper()
	for _, c := range []struct{ query, first string }{
		{"?q=claro+brazil", "SMS Delivery Delays and Failures from Twilio Phone Numbers to Claro Brazil"},
		{"?q=63021", "Whatsapp Messages Are Not Delivered With Error 63021"},
		{"?component=go-rooms&q=2025-10&impact=minor", "Video Rooms, Video Recordings and Media Compositions are down"},
	} {
		v.open("history/" + c.query)
		said := strings.Split(evaluate[string](v, searched), "\n")
		if len(said) < 2 || said[1] != c.first {
			t.Errorf("%s: %q, want %q first", c.query, said, c.first)
		}
	}
	v.open("history/?q=claro+brazil")
	evaluate[string](v, searched)
	v.do(chromedp.Click("#results a", chromedp.ByQuery), chromedp.WaitVisible("article.incident", chromedp.ByQuery))
	if got := evaluate[string](v, "document.querySelector('h1').textContent"); !strings.HasSuffix(got, "to Claro Brazil") {
		t.Errorf("the result leads to %q", got)
	}
	for _, fault := range v.faultsSoFar() {
		t.Error(fault)
	}
}

// crowded is a project of so many components and incidents that pages fold, group and
// count: 45 components in nine groups; three incidents a day for sixty days, of which 18
// are still open; and one that strikes half of all at once.
func crowded(t *testing.T) string {
	t.Helper()
	var site strings.Builder
	site.WriteString("title: Crowded Status\nurl: https://status.example.com\ntimezone: Europe/Berlin\nsince: 2025-01-01\ncomponents:\n")
	for c := range 45 {
		if c%5 == 0 {
			fmt.Fprintf(&site, "  - group: Region %d\n    components:\n", c/5)
		}
		fmt.Fprintf(&site, "      - {id: c%d, name: Service %d}\n", c, c)
	}
	files := map[string]string{"site.yaml": site.String()}
	healths := []string{"partial_outage", "major_outage", "degraded_performance"}
	for n := range 180 {
		start := instant(t, onCalm).Add(-time.Duration(n)*8*time.Hour - 90*time.Minute)
		at := func(minutes int) string {
			return start.Add(time.Duration(minutes) * time.Minute).UTC().Format("2006-01-02 15:04Z")
		}
		var text strings.Builder
		fmt.Fprintf(&text, "---\ntitle: Requests to service %d fail\ncomponents:\n", n%4)
		for c := range 45 {
			if n == 3 && c%2 == 0 || c == n%4 {
				fmt.Fprintf(&text, "  c%d: %s\n", c, healths[n%3])
			}
		}
		fmt.Fprintf(&text, "started: %s\n---\n\n## %s investigating\n\nWe look for the cause.\n", at(0), at(10))
		if n%10 != 0 {
			fmt.Fprintf(&text, "\n## %s resolved\n\nAll requests are answered again.\n", at(60))
		}
		files[fmt.Sprintf("incidents/incident-%03d.md", n)] = text.String()
	}
	return project(t, files)
}

func TestPagesThatFoldAndGroupAreGoodOnAPhone(t *testing.T) {
	site := publish(t, crowded(t), onCalm, "/")
	v := newBrowser(t).tab(t, site)
	v.dress(360, "dark")
	args := []string{
		filepath.Join(tools(), "html-validate", "bin", "html-validate.mjs"),
		"--config", filepath.Join("testdata", "htmlvalidate.json"), "--formatter", "text",
	}
	for _, path := range []string{"", "history/", "history/2026-10/", "uptime/", "subscribe/", "components/c0/", "incidents/incident-003/"} {
		args = append(args, filepath.Join(site.folder, filepath.FromSlash(path), "index.html"))
		for _, fault := range v.open(path) {
			t.Errorf("/%s: %s", path, fault)
		}
		folded := evaluate[int](v, "(all => (all.forEach(d => d.open = true), all.length))(document.querySelectorAll('details'))")
		if folded == 0 && path != "history/" && path != "history/2026-10/" {
			t.Errorf("/%s folds nothing", path)
		}
		for _, barrier := range v.barriers() {
			t.Errorf("/%s: %s", path, barrier)
		}
		if wide := evaluate[int](v, "document.documentElement.scrollWidth"); wide > 360 {
			t.Errorf("/%s is %d pixels wide on a phone of 360", path, wide)
		}
	}
	if out, err := exec.Command("node", args...).CombinedOutput(); err != nil {
		t.Errorf("html-validate: %v\n%s", err, out)
	}
}

func TestALinkToWhatIsFoldedUnfoldsIt(t *testing.T) {
	v := newBrowser(t).tab(t, publish(t, crowded(t), onCalm, "/"))
	const open = "[...document.querySelectorAll('details[open] > summary')].map(e => e.innerText).join()"
	for _, c := range []struct{ path, want string }{
		{"uptime/#group-region-3", "Region 3 5 components"},
		{"components/c0/#d2026-09-20", "Earlier days"},
	} {
		v.open(c.path)
		if got := evaluate[string](v, open); got != c.want {
			t.Errorf("/%s: %q stands open, want %q", c.path, got, c.want)
		}
	}
}

func TestADayOfMuchLeadsToItsRowOnTheComponentsPage(t *testing.T) {
	v := newBrowser(t).tab(t, publish(t, crowded(t), onCalm, "/"))
	v.open("")
	v.do(chromedp.Focus(`.components li > a[href="components/c0/"]`, chromedp.ByQuery), chromedp.KeyEvent(kb.ArrowLeft), chromedp.KeyEvent(kb.ArrowLeft))
	const panel = `document.querySelector(".panel").innerText.replaceAll("\u00a0", " ")`
	want := "Friday, 13 November 2026 · down 1 day, 10 incidents\n\nWhat happened"
	if got := evaluate[string](v, panel); got != want {
		t.Errorf("the panel says %q, want %q", got, want)
	}
	v.do(chromedp.Click(".panel a", chromedp.ByQuery), chromedp.WaitVisible("#d2026-11-13", chromedp.ByQuery))
}
