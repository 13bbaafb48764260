package theme_test

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	_ "time/tzdata"

	"ownup/internal/site/locale"
	"ownup/internal/site/theme"
	"ownup/internal/status"
	"ownup/themes"
)

// plain is a theme of one page.
func plain() fstest.MapFS {
	return files(map[string]string{
		"plain/templates/home.html":       "{{template \"parts/top.html\" .}}\n<p>{{.Name}}</p>\n",
		"plain/templates/parts/top.html":  "<title>{{t \"nav.history\"}}</title>",
		"plain/assets/site.css":           "body { color: red }",
		"plain/assets/favicon.svg":        "<svg/>",
		"plain/assets/.hidden":            "",
		"other/templates/parts/notes.txt": "",
	})
}

func files(contents map[string]string) fstest.MapFS {
	all := fstest.MapFS{}
	for path, content := range contents {
		all[path] = &fstest.MapFile{Data: []byte(content)}
	}
	return all
}

func load(t *testing.T, overrides map[string]string) (*theme.Theme, error) {
	t.Helper()
	return theme.Load("plain", plain(), files(overrides))
}

func place(t *testing.T, root string) theme.Place {
	t.Helper()
	words, err := locale.For("en")
	if err != nil {
		t.Fatal(err)
	}
	zone, err := time.LoadLocation("America/Denver")
	if err != nil {
		t.Fatal(err)
	}
	return theme.Place{Words: words, Zone: zone, Root: root}
}

type content struct {
	Name string
	At   time.Time
}

// printed gives the home page of the theme under overrides.
func printed(t *testing.T, root string, overrides map[string]string) (string, error) {
	t.Helper()
	look, err := load(t, overrides)
	if err != nil {
		return "", err
	}
	page, err := look.Page("home.html", place(t, root), content{"<me>", time.Date(2026, 11, 14, 17, 0, 0, 0, time.UTC)})
	return string(page), err
}

func TestASitesOwnFileTakesThePlaceOfTheBuiltInOne(t *testing.T) {
	tests := []struct {
		name      string
		overrides map[string]string
		want      string
	}{
		{"none", nil, "<title>History</title>\n<p>&lt;me&gt;</p>\n"},
		{"a part", map[string]string{"content/theme/templates/parts/top.html": "<b>{{.Name}}</b>"}, "<b>&lt;me&gt;</b>\n<p>&lt;me&gt;</p>\n"},
		{"a page", map[string]string{"content/theme/templates/home.html": "{{template \"parts/new.html\"}}", "content/theme/templates/parts/new.html": "new"}, "new"},
	}
	for _, test := range tests {
		got, err := printed(t, "", test.overrides)
		if err != nil || got != test.want {
			t.Errorf("%s: %q, %v, want %q", test.name, got, err, test.want)
		}
	}
}

func TestABrokenOverrideIsToldWithItsPlace(t *testing.T) {
	const home, css = "content/theme/templates/home.html", "content/theme/assets/site.css"
	tests := []struct{ name, file, content, want string }{
		{"an unknown function", home, "<p>\n{{nope}}</p>", home + `:2: function "nope" not defined`},
		{"an action that is not closed", home, "<p>\n\n{{if .Name}}", home + ":3: unexpected EOF"},
		{
			"a field that the page does not have", home, "<p>\nüü{{.Titel}}</p>",
			home + `:2:5: executing "home.html" at <.Titel>: can't evaluate field Titel in type theme_test.content` + "\n\tthe page has nothing of the name Titel; the built-in template of this name shows what it has",
		},
		{"an unknown word", home, `{{t "nav.histroy"}}`, home + `:1:3: executing "home.html" at <t "nav.histroy">: error calling t: locale: no word "nav.histroy" in language en`},
		{"an unknown asset", home, `{{asset "logo.svg"}}`, home + `:1:3: executing "home.html" at <asset "logo.svg">: error calling asset: there is no asset "logo.svg"`},
		{"an attribute that is not closed", home, "<p class=\"{{.Name}}></p>", home + ": the template ends inside of a tag\n\tclose the attribute, tag or comment that is open"},
		{"an unknown part", home, "\n{{template \"parts/nope.html\"}}", home + `:2: no such template "parts/nope.html"`},
		{"a page that does not exist", "content/theme/templates/hmoe.html", "", "content/theme/templates/hmoe.html: no page is made from a template of this name\n\tdid you mean \"home.html\"?"},
		{
			"an asset that does not exist", css, "a {}\nb { background: url(https://example.com/x.png) }",
			css + `:2:21: there is no asset "https://example.com/x.png"` + "\n\ta page asks nothing of other hosts: put the file beside the stylesheet, in content/theme/assets",
		},
		{"a word that does not exist", "content/theme/words/en.json", `{"nav.histroy": "Past"}`, "content/theme/words/en.json: unknown word \"nav.histroy\"\n\tdid you mean \"nav.history\"?"},
	}
	for _, test := range tests {
		_, err := printed(t, "", map[string]string{test.file: test.content})
		if err == nil || err.Error() != test.want {
			t.Errorf("%s:\n%v\nwant\n%s", test.name, err, test.want)
		}
	}
}

func TestAssetsAreNamedByTheirBytesAndAFaviconIsNot(t *testing.T) {
	look, err := load(t, map[string]string{
		"content/theme/assets/site.css":       "@font-face { src: url(fonts/a.woff2) } i { mask: url(#m) }",
		"content/theme/assets/fonts/a.woff2":  "font",
		"content/theme/assets/fonts/more.css": "@font-face { src: url('a.woff2') }",
	})
	if err != nil {
		t.Fatal(err)
	}
	font := "assets/fonts/a." + sum("font") + ".woff2"
	site := `@font-face { src: url("../` + font + `") } i { mask: url(#m) }`
	more := `@font-face { src: url("../../` + font + `") }`
	want := map[string]string{
		font: "font", "favicon.svg": "<svg/>",
		"assets/site." + sum(site) + ".css":       site,
		"assets/fonts/more." + sum(more) + ".css": more,
	}
	for _, a := range look.Assets() {
		if want[a.Path] != string(a.Content) {
			t.Errorf("%s is %q, want %q", a.Path, a.Content, want[a.Path])
		}
		delete(want, a.Path)
	}
	for path := range want {
		t.Errorf("there is no %s", path)
	}
}

func sum(content string) string {
	s := sha256.Sum256([]byte(content))
	return hex.EncodeToString(s[:])[:10]
}

func TestFunctionsFollowThePlaceOfThePage(t *testing.T) {
	tests := []struct{ name, root, template, want string }{
		{"home", "", `{{url ""}} {{url "history/"}}`, "./ history/"},
		{"deeper", "../../", `{{url ""}} {{url "history/"}}`, "../../ ../../history/"},
		{"under a path", "/status/", `{{url ""}} {{url "history/"}}`, "/status/ /status/history/"},
		{"asset", "../", `{{asset "site.css"}}`, "../assets/site." + sum("body { color: red }") + ".css"},
		{"time", "", `{{when .At "zoned"}}`, `<time datetime="2026-11-14T10:00:00-07:00" data-form="zoned">10:00 MST</time>`},
		{"span", "", `{{between .At .At "zoned"}}`, `<time datetime="2026-11-14T10:00:00-07:00" data-form="zoned" data-end="2026-11-14T17:00:00Z">10:00 – 10:00 MST</time>`},
		{"instant", "", `{{iso .At}}`, "2026-11-14T17:00:00Z"},
		{"words", "", `{{words.Percent "98.71"}}`, "98.71\u00a0%"},
		{"message", "", `{{t "state.since" .Name}}`, "since &lt;me&gt;"},
		{"message with HTML", "", `{{t "state.lasting" (linked (url "a&b") .Name) .Name}}`, `since <a href="a&amp;b">&lt;me&gt;</a> (&lt;me&gt;)`},
	}
	for _, test := range tests {
		got, err := printed(t, test.root, map[string]string{"content/theme/templates/home.html": test.template})
		if err != nil || got != test.want {
			t.Errorf("%s: %q, %v, want %q", test.name, got, err, test.want)
		}
	}
}

func TestADayIsNotAnInstant(t *testing.T) {
	look, err := load(t, map[string]string{"content/theme/templates/home.html": `{{day .}}`})
	if err != nil {
		t.Fatal(err)
	}
	got, err := look.Page("home.html", place(t, ""), status.Date{Year: 2026, Month: 11, Day: 14})
	if want := `<time datetime="2026-11-14">14 November 2026</time>`; err != nil || string(got) != want {
		t.Errorf("%q, %v, want %q", got, err, want)
	}
}

func TestASitesOwnWordsAreLaidOverTheLanguage(t *testing.T) {
	look, err := load(t, map[string]string{"content/theme/words/en.json": `{"nav.history": "What was"}`})
	if err != nil {
		t.Fatal(err)
	}
	words, err := look.Words("en")
	if err != nil {
		t.Fatal(err)
	}
	if got := words.T("nav.history") + ", " + words.T("nav.uptime"); got != "What was, Uptime" {
		t.Errorf("the words are %q", got)
	}
}

func TestAnUnknownThemeIsAProblemOfTheSite(t *testing.T) {
	_, err := theme.Load("plian", plain(), fstest.MapFS{})
	want := "content/site.yaml: unknown theme \"plian\"\n\tdid you mean \"plain\"?"
	if err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}

func TestTheBuiltInThemeLoadsAndUsesAllOfItsParts(t *testing.T) {
	if _, err := theme.Load("", themes.FS, fstest.MapFS{}); err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	var parts []string
	err := fs.WalkDir(themes.FS, "default/templates", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := fs.ReadFile(themes.FS, p)
		all.Write(content)
		if name := strings.TrimPrefix(p, "default/templates/"); strings.HasPrefix(name, "parts/") {
			parts = append(parts, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range parts {
		if !strings.Contains(all.String(), `template "`+part+`"`) {
			t.Errorf("no template uses %s", part)
		}
	}
}

func TestPreformattedTextKeepsItsIndentation(t *testing.T) {
	got, err := printed(t, "", map[string]string{"content/theme/templates/home.html": "\n  <p>a\n\n    <pre><code>  b\n\n    c\n</code></pre>\n  d"})
	if want := "<p>a\n<pre><code>  b\n\n    c\n</code></pre>\nd"; err != nil || got != want {
		t.Errorf("%q, %v, want %q", got, err, want)
	}
}
