package content

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"ownup/internal/content/frontmatter"
	"ownup/internal/status"
)

// brandFolder is where the files of a brand lie, from the project's folder: among the
// assets of the site's own theme, which are served under names that follow their bytes.
var brandFolder = path.Join(Folder, "theme", "assets")

// The endings of the files of a brand: those that every browser of today can show, and
// whose size is known before they are loaded.
var (
	logoEndings    = []string{".svg", ".png"}
	faviconEndings = []string{".svg", ".png", ".ico"}
	fontEndings    = []string{".woff2", ".woff"}
)

// brand reads what makes the look the site's own. Whether the files are there and the
// colours can be read is found out by the theme, which has what they stand on.
func (r *siteReader) brand() status.Brand {
	v, ok := r.take("brand")
	if !ok {
		return status.Brand{}
	}
	f := r.below("brand", v, "brand:\n    logo: logo.svg")
	if f == nil {
		return status.Brand{}
	}
	b := status.Brand{
		Accent:  f.choice("accent", (*fields).colour),
		Header:  f.choice("header", (*fields).colour),
		Logo:    f.choice("logo", fileEnding(logoEndings)),
		Favicon: fileEnding(faviconEndings)(f, "favicon"),
		Font:    f.font(),
	}
	f.done()
	return b
}

// below gives the fields of a map that is the value of a key; nil, with a complaint, where
// it is something else.
func (f *fields) below(key string, v frontmatter.Value, example string) *fields {
	if v.Kind != frontmatter.Map {
		f.problems.Add(v.Pos, "write its keys below it, indented by two spaces:\n  "+example, "%s is %s, where keys were expected", key, describe(v))
		return nil
	}
	return &fields{Value: v, clock: f.clock, problems: f.problems}
}

// reader reads the value of one key.
type reader func(f *fields, key string) status.Written

// choice reads what holds on light and on dark pages: one value for both, or a map.
func (f *fields) choice(key string, read reader) status.Choice {
	if v, _ := f.Key(key); v.Kind != frontmatter.Map {
		one := read(f, key)
		return status.Choice{Light: one, Dark: one}
	}
	v, _ := f.take(key)
	inner := &fields{Value: v, clock: f.clock, problems: f.problems}
	c := status.Choice{Light: read(inner, "light"), Dark: read(inner, "dark")}
	inner.done()
	return c
}

// font reads the files of a typeface: one that is variable, or one for each weight.
func (f *fields) font() status.Font {
	read := fileEnding(fontEndings)
	if v, _ := f.Key("font"); v.Kind != frontmatter.Map {
		one := read(f, "font")
		return status.Font{Regular: one, Bold: one}
	}
	v, _ := f.take("font")
	inner := &fields{Value: v, clock: f.clock, problems: f.problems}
	font := status.Font{Regular: read(inner, "regular"), Bold: read(inner, "bold")}
	if font.Regular.Text == "" && !inner.misspelt("regular") {
		f.problems.Add(v.Pos, "name the file of the regular weight: font: {regular: text.woff2, bold: bold.woff2}", "font has no regular weight")
	}
	inner.done()
	return font
}

var (
	colourForm  = regexp.MustCompile(`^#(?:[0-9a-f]{3}|[0-9a-f]{6})$`)
	hexadecimal = regexp.MustCompile(`^(?:[0-9a-f]{3}|[0-9a-f]{6})$`)
)

// colour reads a colour, and writes it out to six digits.
func (f *fields) colour(key string) status.Written {
	v, ok := f.take(key)
	if !ok {
		return status.Written{}
	}
	text := strings.ToLower(strings.TrimSpace(v.Text))
	if v.Kind != frontmatter.Scalar || !colourForm.MatchString(text) {
		example := "#0b57c2"
		if hexadecimal.MatchString(text) {
			example = "#" + text
		}
		f.problems.Add(v.Pos, fmt.Sprintf("write its red, green and blue as hexadecimal digits: %s: %q", key, example), "%s is %s, where a colour was expected", key, describe(v))
		return status.Written{}
	}
	if len(text) == len("#rgb") {
		text = fmt.Sprintf("#%[1]c%[1]c%[2]c%[2]c%[3]c%[3]c", text[1], text[2], text[3])
	}
	return status.Written{Text: text, Pos: v.Pos}
}

// fileEnding gives a reader of the name of a file below brandFolder that has one of some
// endings.
func fileEnding(endings []string) reader {
	return func(f *fields, key string) status.Written {
		v, ok := f.take(key)
		if !ok {
			return status.Written{}
		}
		name := strings.TrimPrefix(f.scalar(key, v), brandFolder+"/")
		ending := path.Ext(name)
		switch {
		case name == "":
			return status.Written{}
		case strings.Contains(name, ":"):
			f.problems.Add(v.Pos, fmt.Sprintf("put the file into %s, and name it: %s: %s", brandFolder, key, path.Base(name)), "%s is %q, but a page asks nothing of other hosts", key, name)
		case !slices.Contains(endings, strings.ToLower(ending)):
			f.problems.Add(v.Pos, fmt.Sprintf("name a file such as %s: %s%s", key, firstOf(strings.TrimSuffix(path.Base(name), ending), key), endings[0]),
				"%s is %q, where a file was expected that ends in %s", key, name, orList(endings))
		default:
			return status.Written{Text: path.Clean(name), Pos: v.Pos}
		}
		return status.Written{}
	}
}

// orList gives ".svg, .png or .ico".
func orList(words []string) string {
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// subscribe reads the site's own ways to hear of incidents.
func (r *siteReader) subscribe() []status.Way {
	const example = "subscribe:\n    - {name: By e-mail, url: https://lists.example.com/status}"
	v, ok := r.take("subscribe")
	if !ok {
		return nil
	}
	if v.Kind != frontmatter.List {
		r.problems.Add(v.Pos, "write each on a line of its own:\n  "+example, "subscribe is %s, where a list was expected", describe(v))
		return nil
	}
	var ways []status.Way
	for _, item := range v.Items {
		f := r.below("this way to subscribe", item, example)
		if f == nil {
			continue
		}
		w := status.Way{Name: f.text("name"), Description: f.text("description"), URL: f.link("url", "https", "http", "mailto"), Command: f.text("command")}
		f.wayward(w)
		f.done()
		ways = append(ways, w)
	}
	return ways
}

// wayward complains of a way that has no name, or leads nowhere.
func (f *fields) wayward(w status.Way) {
	if w.Name == "" && !f.misspelt("name") {
		f.problems.Add(f.Pos, "name it: - {name: By e-mail, …}", "this way to subscribe has no name")
	}
	_, linked := f.Key("url")
	if !linked && w.Command == "" && !f.misspelt("url") && !f.misspelt("command") {
		f.problems.Add(f.Pos, "give it a url: (of a form, a list, or mailto:) or a command: to type", "the way to subscribe %q leads nowhere", w.Name)
	}
}
