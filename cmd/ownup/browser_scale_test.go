package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
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
