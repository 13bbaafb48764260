package theme_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"ownup/internal/diag"
	"ownup/internal/site/theme"
	"ownup/internal/status"
	"ownup/themes"
)

// asked gives a text as line n of site.yaml has it.
func asked(text string, line int) status.Written {
	return status.Written{Text: text, Pos: diag.Pos{File: "content/site.yaml", Line: line, Column: 11}}
}

func both(w status.Written) status.Choice { return status.Choice{Light: w, Dark: w} }

const tokens = ":root { --paper: #fff; --wash: #f5f6f8 }\n@media (prefers-color-scheme: dark) { :root { --paper: #111418; --wash: #1a1e24 } }\n"

// branded gives the theme of one page, with the files of a brand, as a site wears it.
func branded(t *testing.T, brand status.Brand, static ...string) (*theme.Theme, error) {
	t.Helper()
	look, err := load(t, map[string]string{
		"content/theme/templates/home.html":   `{{logo .Name}} {{asset "favicon.svg"}}`,
		"content/theme/assets/site.css":       tokens,
		"content/theme/assets/logo.svg":       `<?xml version="1.0"?><svg viewBox="0 0 120 30"/>`,
		"content/theme/assets/night.svg":      `<svg width="64px" height="32px"/>`,
		"content/theme/assets/square.svg":     `<svg/>`,
		"content/theme/assets/mark.ICO":       "icon",
		"content/theme/assets/f/text.woff2":   "font",
		"content/theme/assets/f/strong.woff2": "bold",
	})
	if err != nil {
		t.Fatal(err)
	}
	return look.Branded(&status.Site{Brand: brand, Static: static})
}

// sheet gives what the brand adds to the stylesheet.
func sheet(t *testing.T, look *theme.Theme) string {
	t.Helper()
	for _, a := range look.Assets() {
		if added, ok := strings.CutPrefix(string(a.Content), tokens); ok {
			return strings.TrimSpace(added)
		}
	}
	t.Fatal("there is no stylesheet")
	return ""
}

func TestABrandStandsAtTheEndOfTheStylesheet(t *testing.T) {
	regular, bold := "assets/f/text."+sum("font")+".woff2", "assets/f/strong."+sum("bold")+".woff2"
	face := func(file, weight string) string {
		return `@font-face{font-family:brand;font-weight:` + weight + `;font-display:optional;src:url("../` + file + `")}`
	}
	const family = "html{font-family:brand,system-ui,sans-serif}"
	text, strong := asked("f/text.woff2", 9), asked("f/strong.woff2", 10)
	tests := []struct {
		name  string
		brand status.Brand
		want  string
	}{
		{
			"an accent for each kind of page",
			status.Brand{Accent: status.Choice{Light: asked("#0b57c2", 7), Dark: asked("#8ab4ff", 8)}},
			"@media screen and (prefers-color-scheme:light){:root{--focus:#0b57c2}.brand,.prose a{color:#0b57c2}}" +
				"@media screen and (prefers-color-scheme:dark){:root{--focus:#8ab4ff}.brand,.prose a{color:#8ab4ff}}",
		},
		{
			"a dark header has white words",
			status.Brand{Header: status.Choice{Light: asked("#10243e", 7)}},
			"@media screen and (prefers-color-scheme:light){.top{background:#10243e}.top,.top .brand{color:#ffffff}.top :focus-visible{outline-color:currentColor}}",
		},
		{
			"a bright one has black words",
			status.Brand{Header: status.Choice{Dark: asked("#ffcc00", 7)}},
			"@media screen and (prefers-color-scheme:dark){.top{background:#ffcc00}.top,.top .brand{color:#000000}.top :focus-visible{outline-color:currentColor}}",
		},
		{"a variable font has all weights", status.Brand{Font: status.Font{Regular: text, Bold: text}}, face(regular, "100 900") + family},
		{"a font of two weights", status.Brand{Font: status.Font{Regular: text, Bold: strong}}, face(regular, "400") + face(bold, "700") + family},
		{"a font of one weight", status.Brand{Font: status.Font{Regular: text}}, face(regular, "400") + family},
		{"a logo", status.Brand{Logo: both(asked("logo.svg", 7))}, ".brand img{display:block;min-width:min(128px,9rem);max-width:100%;height:auto}"},
		{
			"the name stands on paper for a logo on a header",
			status.Brand{Logo: both(asked("logo.svg", 7)), Header: status.Choice{Light: asked("#10243e", 8)}},
			".brand img{display:block;min-width:min(128px,9rem);max-width:100%;height:auto}@media print{.brand img{display:none}.brand::after{content:attr(data-name)}}" +
				"@media screen and (prefers-color-scheme:light){.top{background:#10243e}.top,.top .brand{color:#ffffff}.top :focus-visible{outline-color:currentColor}}",
		},
	}
	for _, test := range tests {
		look, err := branded(t, test.brand)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if got := sheet(t, look); got != test.want {
			t.Errorf("%s:\n%s\nwant\n%s", test.name, got, test.want)
		}
	}
}

func TestALogoStandsInPlaceOfTheTitleAndKeepsItsPlaceWhileItLoads(t *testing.T) {
	light, dark := "../assets/logo."+sum(`<?xml version="1.0"?><svg viewBox="0 0 120 30"/>`)+".svg", "../assets/night."+sum(`<svg width="64px" height="32px"/>`)+".svg"
	img := `<img src="` + light + `" width="128" height="32" alt="&lt;me&gt;">`
	tests := []struct {
		name string
		logo status.Choice
		want string
	}{
		{"none", status.Choice{}, "&lt;me&gt;"},
		{"one for all pages", both(asked("logo.svg", 7)), img},
		{"one for light pages stands on dark ones too", status.Choice{Light: asked("logo.svg", 7)}, img},
		{
			"one for each",
			status.Choice{Light: asked("logo.svg", 7), Dark: asked("night.svg", 8)},
			`<picture><source srcset="` + dark + `" width="64" height="32" media="screen and (prefers-color-scheme:dark)">` + img + `</picture>`,
		},
	}
	for _, test := range tests {
		look, err := branded(t, status.Brand{Logo: test.logo, Favicon: asked("mark.ICO", 9)})
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		got, err := look.Page("home.html", place(t, "../"), content{Name: "<me>"})
		if want := test.want + " ../favicon.ico"; err != nil || string(got) != want {
			t.Errorf("%s:\n%s, %v\nwant\n%s", test.name, got, err, want)
		}
	}
}

func TestAFaviconTakesThePlaceOfTheThemes(t *testing.T) {
	look, err := branded(t, status.Brand{Favicon: asked("mark.ICO", 7)})
	if err != nil {
		t.Fatal(err)
	}
	var marks []string
	for _, a := range look.Assets() {
		if strings.HasPrefix(a.Path, "favicon.") {
			marks = append(marks, a.Path+" "+string(a.Content))
		}
	}
	if len(marks) != 1 || marks[0] != "favicon.ico icon" {
		t.Errorf("the favicons are %q", marks)
	}
}

func TestABrandThatCannotBeReadIsToldWithItsPlace(t *testing.T) {
	const at = "content/site.yaml:7:11: "
	tests := []struct {
		name  string
		brand status.Brand
		want  string
	}{
		{
			"an accent that is too dark for dark pages",
			status.Brand{Accent: both(asked("#0b57c2", 7))},
			at + "the accent #0b57c2 has a contrast of 2.5:1 with the #1a1e24 that it stands on, and needs 4.5:1 (WCAG AA)\n\twrite accent: {light: \"#0b57c2\", dark: \"#4f86d3\"}",
		},
		{
			"an accent that is too bright for light pages",
			status.Brand{Accent: status.Choice{Light: asked("#8ab4ff", 7)}},
			at + "the accent #8ab4ff has a contrast of 1.9:1 with the #f5f6f8 that it stands on, and needs 4.5:1 (WCAG AA)\n\twrite accent: {light: \"#5671a0\"}",
		},
		{"a file of another case", status.Brand{Favicon: asked("mark.ico", 7)}, at + "there is no file \"mark.ico\" in content/theme/assets\n\tdid you mean \"mark.ICO\"? Case counts"},
		{"a file that is not there", status.Brand{Font: status.Font{Regular: asked("inter.woff2", 7)}}, at + "there is no file \"inter.woff2\" in content/theme/assets\n\tput it there: content/theme/assets/inter.woff2"},
		{"a file that lies elsewhere", status.Brand{Logo: both(asked("acme.png", 7))}, at + "there is no file \"acme.png\" in content/theme/assets\n\tmove it: git mv content/static/img/acme.png content/theme/assets/acme.png"},
		{
			"a logo without a size",
			status.Brand{Logo: both(asked("square.svg", 7))},
			at + "the logo \"square.svg\" has no size: its element svg has no viewBox, and so no size\n\tsave it anew; an SVG needs a viewBox, such as <svg viewBox=\"0 0 120 32\">",
		},
	}
	for _, test := range tests {
		_, err := branded(t, test.brand, "img/acme.png")
		if err == nil || err.Error() != test.want {
			t.Errorf("%s:\n%v\nwant\n%s", test.name, err, test.want)
		}
	}
}

func TestTheColoursOfTheBuiltInThemeAreFound(t *testing.T) {
	look, err := theme.Load("", themes.FS, fstest.MapFS{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := look.Branded(&status.Site{Brand: status.Brand{Accent: both(asked("#777777", 7))}}); err == nil || strings.Count(err.Error(), "WCAG AA") != 2 {
		t.Errorf("a grey that is read badly on light and on dark pages: %v", err)
	}
}
