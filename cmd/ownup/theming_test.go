package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"ownup/internal/cli"
)

// named is a file that a document shows: its path on a line of its own, then its text.
var named = regexp.MustCompile("(?ms)^`(content/[^`\n]+)`\n\n```[a-z]+\n(.*?)^```$")

// themedExample gives the text of docs/theming.md and the files that it shows.
func themedExample(t *testing.T) (text string, files map[string]string) {
	t.Helper()
	b, err := os.ReadFile("../../docs/theming.md")
	if err != nil {
		t.Fatal(err)
	}
	files = map[string]string{}
	for _, m := range named.FindAllStringSubmatch(string(b), -1) {
		files[m[1]] = m[2]
	}
	if len(files) != 5 {
		t.Fatalf("the document shows %d files", len(files))
	}
	return string(b), files
}

// composed builds a project in a folder, and gives the complaints.
func composed(t *testing.T, dir string, files map[string]string) string {
	t.Helper()
	for name, text := range files {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var out, errs bytes.Buffer
	cli.Run(context.Background(), []string{"-C", dir, "build", "--now", onCalm}, cli.Environment{
		Stdin: strings.NewReader(""), Stdout: &out, Stderr: &errs, Lookup: func(string) (string, bool) { return "", false },
	})
	return errs.String()
}

func TestTheExampleOfThemingBuildsAsItStandsInTheDocument(t *testing.T) {
	_, files := themedExample(t)
	dir := t.TempDir()
	if complaints := composed(t, dir, files); complaints != "" {
		t.Fatal(complaints)
	}
	page := func(name string) string {
		b, err := os.ReadFile(filepath.Join(dir, "public", filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	home, subscribe := page("index.html"), page("subscribe/index.html")
	logo := regexp.MustCompile(`<img src="(assets/logo\.[0-9a-f]{10}\.svg)" width="132" height="32" alt="Meridian Status">`).FindStringSubmatch(home)
	sheet := regexp.MustCompile(`<link rel="stylesheet" href="(assets/site\.[0-9a-f]{10}\.css)">`).FindStringSubmatch(home)
	if logo == nil || sheet == nil {
		t.Fatalf("the logo is %q, the stylesheet %q, in\n%s", logo, sheet, home)
	}
	css := page(sheet[1])
	for what, is := range map[string]bool{
		"the logo is that of the brand":         page(logo[1]) == files["content/theme/assets/logo.svg"],
		"the favicon is the site's own":         page("favicon.svg") == files["content/theme/assets/favicon.svg"],
		"light pages have their accent":         strings.Contains(css, "(prefers-color-scheme:light){:root{--focus:#0b57c2}"),
		"dark pages have theirs":                strings.Contains(css, "(prefers-color-scheme:dark){:root{--focus:#8ab4ff}"),
		"the header has its colour":             strings.Contains(css, ".top{background:#10243e}"),
		"a word is the site's own":              strings.Contains(home, "Everything at Meridian works") && strings.Contains(home, ">Past incidents</a>"),
		"the footer leads to the imprint":       strings.Contains(home, `<a href="https://example.com/imprint">Imprint</a>`),
		"the footer has lost a link":            strings.Count(home, `href="subscribe/"`) == 1,
		"a way to subscribe is a link":          strings.Contains(subscribe, `<a href="https://lists.example.com/status">By e-mail</a>`),
		"another way to subscribe is a command": strings.Contains(subscribe, "<code>/feed subscribe https://status.example.com/updates.atom</code>"),
	} {
		if !is {
			t.Errorf("it is not so that %s", what)
		}
	}
}

func TestTheMistakesInTheExampleOfThemingAreToldAsTheDocumentSays(t *testing.T) {
	text, _ := themedExample(t)
	for _, mistake := range []struct{ file, right, wrong string }{
		{"content/site.yaml", `{light: "#0b57c2", dark: "#8ab4ff"}`, `"#0b57c2"`},
		{"content/theme/templates/parts/links.html", ".Site.Contact", ".Site.Phone"},
	} {
		_, files := themedExample(t)
		files[mistake.file] = strings.Replace(files[mistake.file], mistake.right, mistake.wrong, 1)
		complaint, _, _ := strings.Cut(composed(t, t.TempDir(), files), "1 problem")
		if complaint == "" || !strings.Contains(text, complaint) {
			t.Errorf("the document does not say that\n%s", complaint)
		}
	}
}
