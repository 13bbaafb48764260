package main

import (
	"bytes"
	"flag"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

var screenshots = flag.String("screenshots", "", "the folder into which the documentation's pictures are written")

// pictures are those of the documentation: what the example site shows at a moment.
var pictures = []struct {
	name, now, path string
	colours         string
	width, height   int64
}{
	{"outage", inOutage, "", "light", 1280, 1280},
	{"calm", onCalm, "", "light", 1280, 960},
	{"phone", inOutage, "", "light", 390, 844},
	{"dark", inOutage, "", "dark", 1280, 1280},
	{"incident", onCalm, "incidents/2026-09-03-core-routing/", "light", 1280, 960},
	{"component", onCalm, "components/core/", "light", 1280, 960},
}

// sharp is how many pixels of a picture are a pixel of the page, along each edge.
const sharp = 2

func TestEveryPictureOfTheDocumentationCanBeTaken(t *testing.T) {
	folder := *screenshots
	if folder == "" {
		folder = t.TempDir()
	}
	fonts, err := filepath.Abs(filepath.Join("testdata", "fonts.conf"))
	if err != nil {
		t.Fatal(err)
	}
	chromium := newBrowser(t, "FONTCONFIG_FILE="+fonts)
	sites := map[string]*host{}
	for _, p := range pictures {
		if sites[p.now] == nil {
			sites[p.now] = publish(t, meridian, p.now, "/")
		}
		v := chromium.tab(t, sites[p.now])
		v.before(wound(instant(t, p.now)))
		v.dress(p.width, p.colours)
		v.do(chromedp.EmulateViewport(p.width, p.height, chromedp.EmulateScale(sharp)))
		v.open(p.path)
		var picture []byte
		v.do(chromedp.CaptureScreenshot(&picture))
		size, err := png.DecodeConfig(bytes.NewReader(picture))
		if err != nil || int64(size.Width) != sharp*p.width || int64(size.Height) != sharp*p.height {
			t.Errorf("%s is %d by %d pixels: %v", p.name, size.Width, size.Height, err)
		}
		if err := os.WriteFile(filepath.Join(folder, p.name+".png"), picture, 0o666); err != nil {
			t.Error(err)
		}
	}
}
