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

// axe runs axe-core in a page by some of its rules, and gives what it finds wrong.
const axe = `(...rules) => axe.run({runOnly: rules, resultTypes: ["violations"]})
	.then(r => r.violations.map(v => [v.id, v.help, ...v.nodes.map(n => n.html)].join("\n")))`

// barriers gives what keeps people out of the page as it stands, by the rules of WCAG 2.2
// AA and what axe-core's authors hold to be good besides.
func (v *tab) barriers() []string {
	v.t.Helper()
	source, err := os.ReadFile(filepath.Join(tools(), "axe-core", "axe.min.js"))
	if err != nil {
		v.t.Fatal(err)
	}
	if evaluate[bool](v, "typeof axe == 'undefined'") {
		v.do(chromedp.Evaluate(string(source), nil))
	}
	return evaluate[[]string](v, axe, "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
}
