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
		args = append(args, publish(t, meridian, now, "/").folder)
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
		"ar/", // from right to left
		"ar/incidents/2026-09-03-core-routing/",
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
		"ar/components/core/",
		"uptime/",
		"subscribe/",
		"404.html",
	},
}

// axe runs axe-core in a page by some of its rules, and gives what it finds wrong.
const axe = `(...rules) => axe.run({runOnly: rules, resultTypes: ["violations"]})
	.then(r => r.violations.map(v => [v.id, v.help, ...v.nodes.map(n => n.html)].join("\n")))`

// barriers gives what keeps people out of the page as it stands: by the rules named, or
// else by those of WCAG 2.2 AA and what axe-core's authors hold to be good besides.
func (v *tab) barriers(rules ...any) []string {
	v.t.Helper()
	source, err := os.ReadFile(filepath.Join(tools(), "axe-core", "axe.min.js"))
	if err != nil {
		v.t.Fatal(err)
	}
	if evaluate[bool](v, "typeof axe == 'undefined'") {
		v.do(chromedp.Evaluate(string(source), nil))
	}
	if len(rules) == 0 {
		rules = []any{"wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"}
	}
	return evaluate[[]string](v, axe, rules...)
}

func TestEveryKindOfPageIsOpenToAll(t *testing.T) {
	chromium := newBrowser(t)
	for now, paths := range kinds {
		t.Run(now, func(t *testing.T) {
			t.Parallel()
			v := chromium.tab(t, publish(t, meridian, now, "/"))
			for _, path := range paths {
				v.open(path)
				evaluate[int](v, "document.querySelectorAll('details').forEach(d => d.open = true), 0")
				for _, look := range looks {
					v.dress(look.width, look.colours)
					for _, barrier := range v.barriers(look.rules...) {
						t.Errorf("/%s, %s, %d pixels wide: %s", path, look.colours, look.width, barrier)
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
	rules   []any // of axe-core, those that it matters to; none: all
}

var looks = []look{
	{width: 360, colours: "light"},
	{width: 1280, colours: "light"},
	{360, "dark", []any{"color-contrast", "link-in-text-block"}},
	{1280, "dark", []any{"color-contrast", "link-in-text-block"}},
}
