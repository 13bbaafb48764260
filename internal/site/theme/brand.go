package theme

import (
	"fmt"
	"math"
	"path"
	"slices"
	"strings"

	"ownup/internal/diag"
	"ownup/internal/status"
)

// Branded gives the theme as a site has made it its own: its colours and its font stand
// at the end of site.css, so that a page asks for no further stylesheet; its favicon takes
// the place of the theme's; its logo is what the function logo gives to templates. A file
// that is not there, and a colour that is read badly on what it stands on, is returned as
// a [diag.List].
func (t *Theme) Branded(s *status.Site) (*Theme, error) {
	if s.Brand == (status.Brand{}) {
		return t, nil
	}
	b := brander{
		Theme: &Theme{templates: t.templates, files: t.files, words: t.words, urls: map[string]string{}},
		brand: s.Brand, sources: slices.Clone(t.sources), static: s.Static,
	}
	b.logo()
	b.favicon()
	b.style()
	if err := b.problems.Err(); err != nil {
		return nil, err
	}
	b.hash(b.sources, &b.problems)
	if b.icon != "" {
		b.urls[favicon] = b.icon
	}
	return b.Theme, b.problems.Err()
}

// favicon is the name under which templates ask for the site's mark, of whatever kind it
// is.
const favicon = "favicon.svg"

// schemes are the kinds of pages, as stylesheets and site.yaml call them.
var schemes = [2]string{"light", "dark"}

// brander makes a theme a site's own.
type brander struct {
	*Theme
	brand    status.Brand
	sources  []file
	static   []string
	grounds  [2][]colour // what texts stand on, on light and on dark pages
	icon     string      // where the favicon stands, if the brand has one
	problems diag.List
}

// source finds an asset.
func (b *brander) source(name string) (*file, bool) {
	n := slices.IndexFunc(b.sources, func(f file) bool { return f.name == name })
	if n < 0 {
		return nil, false
	}
	return &b.sources[n], true
}

// find finds a file of the brand, and complains where it is not there.
func (b *brander) find(asked status.Written) (*file, bool) {
	if asked.Text == "" {
		return nil, false
	}
	f, ok := b.source(asked.Text)
	if !ok {
		folder := Overrides + "/assets"
		b.problems.Add(asked.Pos, b.meant(asked.Text, folder), "there is no file %q in %s", asked.Text, folder)
	}
	return f, ok
}

// meant gives the hint for a file that is not there: one that is named almost so, or that
// lies with the files that are copied, or where to put it.
func (b *brander) meant(name, folder string) string {
	var near []string
	for _, f := range b.sources {
		if strings.EqualFold(path.Ext(f.name), path.Ext(name)) {
			near = append(near, f.name)
		}
	}
	if n := diag.Nearest(name, near); n != "" {
		return fmt.Sprintf("did you mean %q? Case counts", n)
	}
	for _, s := range b.static {
		if s == strings.TrimPrefix(name, "content/static/") || path.Base(s) == path.Base(name) {
			return fmt.Sprintf("move it: git mv content/static/%s %s/%s", s, folder, path.Base(name))
		}
	}
	return "put it there: " + path.Join(folder, name)
}

// logo measures the logos. One that is given for one kind of page alone stands on both.
func (b *brander) logo() {
	light, dark := b.brand.Logo.Light, b.brand.Logo.Dark
	if light.Text == "" {
		light = dark
	}
	if dark.Text == "" {
		dark = light
	}
	for n, asked := range []status.Written{light, dark} {
		f, ok := b.find(asked)
		if !ok {
			continue
		}
		r, err := ratio(f.name, f.content)
		if err != nil {
			b.problems.Add(asked.Pos, "save it anew; an SVG needs a viewBox, such as <svg viewBox=\"0 0 120 32\">", "the logo %q has no size: %v", asked.Text, err)
		}
		b.logos[n] = picture{name: f.name, width: int(math.Round(r * logoHeight))}
	}
}

// favicon puts the site's mark in the place of the theme's.
func (b *brander) favicon() {
	f, ok := b.find(b.brand.Favicon)
	if !ok {
		return
	}
	mark := *f
	mark.name = "favicon" + strings.ToLower(path.Ext(f.name))
	b.icon = mark.name
	b.sources = slices.DeleteFunc(b.sources, func(f file) bool { return strings.HasPrefix(f.name, "favicon.") })
	b.sources = append(b.sources, mark)
}

// style writes colours and fonts to the end of the stylesheet. Colours are for screens: on
// paper, a header whose ground is not printed would leave white words on white.
func (b *brander) style() {
	sheet, ok := b.source("site.css")
	if !ok {
		return // a theme of other stylesheets, which has no place for them
	}
	b.grounds[0], b.grounds[1] = grounds(string(sheet.content))
	css := b.fonts()
	if b.brand.Logo != (status.Choice{}) {
		css += fmt.Sprintf(".brand img{display:block;min-width:min(%dpx,9rem);max-width:100%%;height:auto}", min(b.logos[0].width, b.logos[1].width))
		if b.brand.Header.Light.Text != "" {
			css += onPaper
		}
	}
	css += query(schemes[0], b.colours(b.brand.Accent.Light, b.brand.Header.Light, b.grounds[0]))
	css += query(schemes[1], b.colours(b.brand.Accent.Dark, b.brand.Header.Dark, b.grounds[1]))
	sheet.content = []byte(string(sheet.content) + css + "\n")
}

// onPaper writes the site's name where a logo is made for a header whose ground is not
// printed.
const onPaper = "@media print{.brand img{display:none}.brand::after{content:attr(data-name)}}"

func query(scheme, rules string) string {
	if rules == "" {
		return ""
	}
	return "@media screen and (prefers-color-scheme:" + scheme + "){" + rules + "}"
}

// colours writes the rules for one kind of page.
func (b *brander) colours(accent, header status.Written, on []colour) string {
	rules := ""
	if accent.Text != "" {
		b.judge(accent, on)
		rules += fmt.Sprintf(":root{--focus:%[1]s}.brand,.prose a{color:%[1]s}", accent.Text)
	}
	if header.Text != "" {
		rules += fmt.Sprintf(".top{background:%s}.top,.top .brand{color:%s}.top :focus-visible{outline-color:currentColor}", header.Text, parseColour(header.Text).ink())
	}
	return rules
}

// judge complains of an accent that is read badly, and proposes the nearest ones that
// are not.
func (b *brander) judge(accent status.Written, on []colour) {
	ground, ratio := parseColour(accent.Text).worst(on)
	if ratio >= legible {
		return
	}
	var proposed []string
	for n, asked := range []status.Written{b.brand.Accent.Light, b.brand.Accent.Dark} {
		if asked.Text != "" {
			better := parseColour(asked.Text).made(b.grounds[n])
			proposed = append(proposed, fmt.Sprintf("%s: %q", schemes[n], better))
		}
	}
	b.problems.Add(accent.Pos, "write accent: {"+strings.Join(proposed, ", ")+"}",
		"the accent %s has a contrast of %.1f:1 with the %s that it stands on, and needs %.1f:1 (WCAG AA)",
		accent.Text, math.Floor(ratio*10)/10, ground, legible)
}

// fonts writes the rules for the typeface. It is used where it arrives at once: on a slow
// network the system's own stays, and nothing moves.
func (b *brander) fonts() string {
	regular, ok := b.find(b.brand.Font.Regular)
	if !ok {
		return ""
	}
	bold, both := b.find(b.brand.Font.Bold)
	switch {
	case both && bold.name == regular.name:
		return face(regular.name, "100 900") + family
	case both:
		return face(regular.name, "400") + face(bold.name, "700") + family
	}
	return face(regular.name, "400") + family
}

const family = "html{font-family:brand,system-ui,sans-serif}"

func face(name, weight string) string {
	return fmt.Sprintf(`@font-face{font-family:brand;font-weight:%s;font-display:optional;src:url("%s")}`, weight, name)
}
