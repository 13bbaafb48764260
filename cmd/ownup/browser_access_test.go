package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// tools is where npm put the programs that the tests run over a site.
func tools() string { return filepath.Join("..", "..", "tools", "node_modules") }

func TestEveryPageIsValidHTML(t *testing.T) {
	args := []string{
		filepath.Join(tools(), "html-validate", "bin", "html-validate.mjs"),
		"--config", filepath.Join("testdata", "htmlvalidate.json"), "--formatter", "text", "--ext", "html",
	}
	for _, now := range []string{inOutage, onCalm} {
		args = append(args, publish(t, example(), now, "/").folder)
	}
	args = append(args, publish(t, bare(t), onCalm, "/").folder)
	if out, err := exec.Command("node", args...).CombinedOutput(); err != nil {
		t.Errorf("html-validate: %v\n%s", err, out)
	}
}

// kinds gives a page of each kind, and of each state that looks different, by moment.
var kinds = map[string][]string{
	inOutage: {
		"",
		"incidents/2026-09-03-core-routing/",  // open
		"incidents/2026-09-09-archive-disks/", // a maintenance to come
		"incidents/2026-08-24-transport-changes-on-hold/", // a notice
		"commitments/",
		"maintenance/",
	},
	onCalm: {
		"",
		"incidents/2026-08-22-transport-cascade/", // with a postmortem
		"incidents/2026-06-20-transport-upgrade/", // a maintenance that overran
		"incidents/2025-06-11-mail-queue/",        // with a picture
		"history/",
		"history/2026-08/",
		"components/core/",
		"components/fax/", // retired
		"uptime/",
		"subscribe/",
		"404.html",
	},
}

// violation is what axe-core finds wrong with a page.
type violation struct {
	ID, Help string
	Nodes    []struct{ HTML, FailureSummary string }
}

// axe runs axe-core in a page: the rules of WCAG 2.2 AA, and what its authors hold to be
// good besides.
const axe = `axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"]})
	.then(r => r.violations)`

func TestEveryKindOfPageIsOpenToAll(t *testing.T) {
	source, err := os.ReadFile(filepath.Join(tools(), "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	chromium := newBrowser(t)
	for now, paths := range kinds {
		t.Run(now, func(t *testing.T) {
			t.Parallel()
			v := chromium.tab(t, publish(t, example(), now, "/"))
			for _, path := range paths {
				v.open(path)
				v.do(chromedp.Evaluate(string(source), nil))
				for _, look := range looks {
					v.dress(look.width, look.colours)
					for _, bad := range evaluate[[]violation](v, axe) {
						t.Errorf("/%s, %s, %d pixels wide: %s: %s\n%+v", path, look.colours, look.width, bad.ID, bad.Help, bad.Nodes)
					}
				}
			}
		})
	}
}

// look is a way in which a page may be seen.
type look struct {
	width   int64
	colours string
}

var looks = []look{{360, "light"}, {360, "dark"}, {1280, "light"}, {1280, "dark"}}
