// Package locale holds the words of the pages, language by language, with their plurals,
// numbers, dates and durations.
//
// A language is one file, named by its tag, and nothing else: en.json. It is a flat JSON
// object, sorted by key, whose values are messages:
//
//	"health.major_outage": "down",
//	"history.count": {"one": "{0} incident", "other": "{0} incidents"},
//	"state.since": "since {0} ({1})",
//
// {0}, {1}, … stand for the arguments. A message may be an object of the plural forms
// that the language has (zero, one, two, few, many, other, as CLDR names them); the first
// integer argument chooses. Names of months, patterns of dates, digits and the direction
// of the script are messages as well, so a further language needs no code.
package locale

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"ownup/internal/diag"
	"ownup/internal/status"
)

//go:embed *.json
var catalogues embed.FS

// Words are the words of one language. They never change and may be shared.
type Words struct {
	tag      language.Tag // as it was asked for
	messages map[string]message
}

// Languages gives the tags of the languages that there are, sorted.
func Languages() []string {
	files, err := fs.Glob(catalogues, "*.json")
	if err != nil {
		panic(err) // the pattern is ours
	}
	for n, f := range files {
		files[n] = strings.TrimSuffix(f, ".json")
	}
	return files
}

// For gives the words for a tag such as "en". A tag with a region or a script that has no
// words of its own, such as "en-NZ", gets those of its language. An error lists the
// languages that there are.
func For(tag string) (*Words, error) {
	asked, err := language.Parse(tag)
	if err != nil {
		return nil, fmt.Errorf("language %q is no tag such as \"en\"", tag)
	}
	for t := asked; t != language.Und; t = t.Parent() {
		file, err := catalogues.ReadFile(t.String() + ".json")
		if err != nil {
			continue
		}
		messages, err := parse(file)
		if err != nil {
			panic(fmt.Sprintf("locale: %s.json: %v", t, err)) // the file is ours, and tested
		}
		return &Words{tag: asked, messages: messages}, nil
	}
	return nil, fmt.Errorf("there are no words in language %q, only in: %s", tag, strings.Join(Languages(), ", "))
}

// As gives the English words under another tag, for a language whose words are laid over
// them.
func As(tag string) (*Words, error) {
	asked, err := language.Parse(tag)
	if err != nil {
		return nil, fmt.Errorf("language %q is no tag such as \"en\"", tag)
	}
	english, err := For("en")
	if err != nil {
		return nil, err
	}
	return &Words{tag: asked, messages: english.messages}, nil
}

// With gives the words with some messages of a site's own laid over them, read from a
// file of the same format. A key that the language does not have is an error that
// proposes the nearest, and so is a placeholder that the message it replaces lacks; all
// of them are returned together.
func (w *Words) With(catalogue []byte) (*Words, error) {
	own, err := parse(catalogue)
	if err != nil {
		return nil, err
	}
	var errs []error
	messages := maps.Clone(w.messages)
	for _, key := range slices.Sorted(maps.Keys(own)) {
		errs = append(errs, w.replaceable(key, own[key]))
		messages[key] = own[key]
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return &Words{tag: w.tag, messages: messages}, nil
}

// replaceable reports why a message cannot take the place of that of a key.
func (w *Words) replaceable(key string, own message) error {
	ours, ok := w.messages[key]
	if !ok {
		return fmt.Errorf("unknown word %q\n\t%s", key, diag.DidYouMean(key, slices.Sorted(maps.Keys(w.messages))))
	}
	switch n := ours.arguments(); {
	case own.arguments() <= n:
		return nil
	case n == 0:
		return fmt.Errorf("word %q takes no placeholders", key)
	default:
		return fmt.Errorf("word %q has only the placeholders up to {%d}", key, n-1)
	}
}

// Tag gives the language's tag, for the attribute lang.
func (w *Words) Tag() string { return w.tag.String() }

// Dir gives the direction of the script, "ltr" or "rtl", for the attribute dir.
func (w *Words) Dir() string { return w.T("language.direction") }

// Has reports whether there is a message of this key.
func (w *Words) Has(key string) bool {
	_, ok := w.messages[key]
	return ok
}

// T gives the message of a key, its placeholders replaced: whole numbers are grouped,
// everything else stands as fmt prints it. A key that does not exist and an argument that
// is missing are mistakes of ours, and panic; in a template they become an error with the
// template's file and line.
func (w *Words) T(key string, args ...any) string {
	m, ok := w.messages[key]
	if !ok {
		panic(fmt.Sprintf("locale: no word %q in language %s", key, w.tag))
	}
	return w.fill(key, m.form(w.tag, args), args)
}

// Health gives the word for a component's health, such as "down".
func (w *Words) Health(h status.Health) string { return w.T("health." + h.String()) }

// Phase gives the word for a phase, such as "Investigating".
func (w *Words) Phase(p status.Phase) string { return w.T("phase." + p.String()) }

// Impact gives the word for an impact, such as "major".
func (w *Words) Impact(i status.Impact) string { return w.T("impact." + i.String()) }

// Kind gives the word for a kind, such as "Maintenance".
func (w *Words) Kind(k status.Kind) string { return w.T("kind." + k.String()) }
