// Package theme holds the look of a site: templates and assets, a built-in theme under a
// site's own overrides.
//
// A theme is a folder of templates and assets. A file of the same name in the project's
// content/theme replaces the built-in one; there is no other way to change it, and none
// is needed:
//
//	themes/default/templates/home.html       a page
//	themes/default/templates/parts/top.html  what pages share: {{template "parts/top.html" .}}
//	themes/default/assets/site.css           served as assets/site.0123456789.css
//	content/theme/templates/home.html        a site's own home page
//	content/theme/assets/logo.svg            a further asset: {{asset "logo.svg"}}
//	content/theme/words/en.json              a site's own words, see package locale
//
// Assets are named by their bytes, so that browsers keep them for good; a favicon keeps
// its address, so that a new one changes no page. Templates are those of html/template,
// and get the functions that [Place] describes.
package theme

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"ownup/internal/diag"
	"ownup/internal/site/locale"
)

// Overrides is the folder of a site's own templates, assets and words, from the
// project's folder.
const Overrides = "content/theme"

// parts is the folder, among the templates, of those that are no pages.
const parts = "parts/"

// Theme is a loaded theme. It may be used by several goroutines.
type Theme struct {
	templates *template.Template // bound to no place, only ever cloned
	files     map[string]file    // the templates, by name
	sources   []file             // of the assets
	assets    []Asset            // by path
	logos     [2]picture         // of light and of dark pages; without a name, there is none
	urls      map[string]string  // path in the site of each asset, by its name
	words     map[string][]byte  // the site's own words, by language

	bound  sync.Map  // Place → func() (*template.Template, error)
	drafts sync.Pool // of *bytes.Buffer, in which pages are printed before they are tidied
}

// standard is the theme of a site that names none.
const standard = "default"

// Load loads a built-in theme, by the name of its folder in themes, under the overrides
// of a project. Without a name it is "default". What is wrong with a file is returned as
// a [diag.List].
func Load(name string, themes, project fs.FS) (*Theme, error) {
	if name == "" {
		name = standard
	}
	if _, err := fs.Stat(themes, name); err != nil || !fs.ValidPath(name) || name == "." {
		return nil, unknown(name, themes)
	}
	t := &Theme{files: map[string]file{}, urls: map[string]string{}, words: map[string][]byte{}}
	var problems diag.List
	layers := []layer{{themes, name, "themes/" + name}, {project, Overrides, Overrides}}
	templates, err := overlay(layers, "templates")
	if err != nil {
		return nil, err
	}
	t.parse(templates, &problems)
	assets, err := overlay(layers, "assets")
	if err != nil {
		return nil, err
	}
	t.sources = assets
	t.hash(assets, &problems)
	words, err := overlay(layers[1:], "words")
	if err != nil {
		return nil, err
	}
	t.lay(words, &problems)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return t, nil
}

func unknown(name string, themes fs.FS) error {
	var names []string
	entries, err := fs.ReadDir(themes, ".")
	if err != nil {
		return fmt.Errorf("list the built-in themes: %w", err)
	}
	for _, e := range entries {
		if e.IsDir() {
			names = append(names, e.Name())
		}
	}
	var l diag.List
	l.Add(diag.Pos{File: "content/site.yaml"}, diag.DidYouMean(name, names), "unknown theme %q", name)
	return l
}

// parse reads the templates.
func (t *Theme) parse(files []file, problems *diag.List) {
	var pages []string
	for _, f := range files {
		if f.builtIn && !strings.HasPrefix(f.name, parts) {
			pages = append(pages, f.name)
		}
	}
	t.templates = template.New("").Option("missingkey=error").Funcs(Place{}.funcs(t))
	for _, f := range files {
		if !strings.HasPrefix(f.name, parts) && !slices.Contains(pages, f.name) {
			problems.Add(diag.Pos{File: f.place}, diag.DidYouMean(f.name, pages), "no page is made from a template of this name")
			continue
		}
		t.files[f.name] = f
		if _, err := t.templates.New(f.name).Parse(string(f.content)); err != nil {
			*problems = append(*problems, t.problem(err))
		}
	}
	if problems.Err() == nil {
		t.escape(problems)
	}
}

// escape makes html/template read all pages in their contexts, which it otherwise does
// when a page is first printed, so that what it complains of is known at once.
func (t *Theme) escape(problems *diag.List) {
	trial, err := t.templates.Clone()
	if err != nil {
		panic(err) // nothing was printed from it
	}
	for name := range t.files {
		if strings.HasPrefix(name, parts) {
			continue
		}
		var unsafe *template.Error
		if err := trial.ExecuteTemplate(io.Discard, name, nil); errors.As(err, &unsafe) {
			*problems = append(*problems, t.problem(err))
		}
	}
	problems.Sort()
}

// lay keeps the site's own words, and complains of those that do not fit.
func (t *Theme) lay(files []file, problems *diag.List) {
	for _, f := range files {
		tag := strings.TrimSuffix(f.name, ".json")
		t.words[tag] = f.content
		if _, err := t.Words(tag); err != nil {
			message, hint, _ := strings.Cut(err.Error(), "\n")
			problems.Add(diag.Pos{File: f.place}, strings.TrimSpace(hint), "%s", message)
		}
	}
}

// Words gives the words of a language, with the site's own laid over them. A language
// that ownup does not speak is all the site's own: what it leaves out is English. The
// error says on a line of its own what to do about a language without words.
func (t *Theme) Words(tag string) (*locale.Words, error) {
	w, err := locale.For(tag)
	own, ok := t.words[tag]
	if !ok {
		if err != nil {
			err = fmt.Errorf("%w\n\tput its words into content/theme/words/%s.json, or leave the language out", err, tag)
		}
		return w, err
	}
	if err != nil {
		if w, err = locale.As(tag); err != nil {
			return nil, err
		}
	}
	return w.With(own)
}

// Page prints a page from the template of that name, as it reads at a place. What is
// wrong with the template is returned as a [diag.List].
func (t *Theme) Page(name string, at Place, content any) ([]byte, error) {
	bind, _ := t.bound.LoadOrStore(at, sync.OnceValues(func() (*template.Template, error) {
		clone, err := t.templates.Clone()
		if err != nil {
			return nil, err
		}
		return clone.Funcs(at.funcs(t)), nil
	}))
	templates, err := bind.(func() (*template.Template, error))()
	if err != nil {
		return nil, err
	}
	b, ok := t.drafts.Get().(*bytes.Buffer)
	if !ok {
		b = new(bytes.Buffer)
	}
	defer t.drafts.Put(b)
	b.Reset()
	if err := templates.ExecuteTemplate(b, name, content); err != nil {
		return nil, diag.List{t.problem(err)}
	}
	return tidy(b.Bytes()), nil
}

// tidy drops the indentation and the blank lines that the templates' logic leaves: a
// third of a page's weight. Preformatted text is left alone.
func tidy(page []byte) []byte {
	out := make([]byte, 0, len(page))
	pre := 0
	for line := range bytes.Lines(page) {
		if pre == 0 {
			line = bytes.TrimLeft(line, " \t\n")
		}
		pre += bytes.Count(line, []byte("<pre")) - bytes.Count(line, []byte("</pre"))
		out = append(out, line...)
	}
	return out
}
