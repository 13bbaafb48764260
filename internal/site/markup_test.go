package site_test

import (
	"bytes"
	"compress/gzip"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

func TestPagesHoldNoScriptsOrStylesOfTheirOwnAndAskNothingOfOtherHosts(t *testing.T) {
	files := render(t, small(t, "", during()))
	for _, page := range pages(files) {
		for _, n := range elements(t, files[page]) {
			if n.Data == "style" || n.Data == "script" && n.FirstChild != nil {
				t.Errorf("%s holds a %s of its own", page, n.Data)
			}
			for _, a := range n.Attr {
				switch {
				case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
					t.Errorf("%s: <%s %s=%q>", page, n.Data, a.Key, a.Val)
				case a.Key == "src" && strings.Contains(a.Val, ":"):
					t.Errorf("%s asks for %s", page, a.Val)
				}
			}
		}
	}
}

func TestPagesHaveOneMainHeadingNoGapInTheLevelsAndUniqueIDs(t *testing.T) {
	files := render(t, small(t, "", during()))
	for _, page := range pages(files) {
		ids, level, mains := map[string]bool{}, 0, 0
		for _, n := range elements(t, files[page]) {
			if id, ok := attribute(n, "id"); ok {
				if ids[id] {
					t.Errorf("%s has the id %q twice", page, id)
				}
				ids[id] = true
			}
			if n.Data == "main" {
				mains++
			}
			if len(n.Data) != 2 || n.Data[0] != 'h' || n.Data[1] < '1' || n.Data[1] > '6' {
				continue
			}
			this := int(n.Data[1] - '0')
			if this > level+1 || this == 1 && level > 0 {
				t.Errorf("%s: a heading of level %d (%q) follows one of level %d", page, this, words(n), level)
			}
			level = this
		}
		if redirect := strings.Contains(files[page], `http-equiv="refresh"`); !redirect && mains != 1 {
			t.Errorf("%s has %d main parts", page, mains)
		}
		for _, n := range elements(t, files[page]) {
			if label, ok := attribute(n, "aria-labelledby"); ok && !ids[label] {
				t.Errorf("%s: nothing has the id %q that labels a %s", page, label, n.Data)
			}
		}
	}
}

// Browsers of text alone show what others hide.
func TestPagesHideNoWordsThatAreNotSo(t *testing.T) {
	for _, now := range []time.Time{during(), after()} {
		files := render(t, small(t, "", now))
		for _, page := range pages(files) {
			for _, n := range elements(t, files[page]) {
				if _, hidden := attribute(n, "hidden"); hidden && n.Data != "button" && words(n) != "" {
					t.Errorf("%s hides %q", page, words(n))
				}
			}
		}
	}
}

// words gives the text of an element.
func words(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.TrimSpace(b.String())
}

// firstRoundTrip is what a server sends before it waits for an answer: ten segments.
const firstRoundTrip = 14 << 10

func TestTheHomePageOfTwentyComponentsFitsTheFirstRoundTrip(t *testing.T) {
	s, files := wide(t)
	total := 0
	for path, content := range render(t, tree(t, s, files, during())) {
		if path != "index.html" && !strings.HasPrefix(path, "assets/site.") && !strings.HasPrefix(path, "favicon") {
			continue
		}
		var b bytes.Buffer
		z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := z.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %d bytes, compressed %d", path, len(content), b.Len())
		total += b.Len()
	}
	if total > firstRoundTrip {
		t.Errorf("home and what it loads have %d bytes, want at most %d", total, firstRoundTrip)
	}
}
