package content

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"ownup/internal/content/frontmatter"
	"ownup/internal/diag"
	"ownup/internal/status"
)

// fields reads the keys of a map. Each method takes one key, complains where its value
// is of another kind, and gives the zero value where it is missing; what was never taken
// is unknown.
type fields struct {
	frontmatter.Value
	clock
	problems *diag.List
	known    []string
}

// take gives the value of a key, if it is there and not empty.
func (f *fields) take(key string) (frontmatter.Value, bool) {
	f.known = append(f.known, key)
	v, ok := f.Key(key)
	return v, ok && v.Kind != frontmatter.Null
}

// done complains of every key that was not taken.
func (f *fields) done() {
	opener := ""
	for _, p := range f.Pairs {
		key := p.Key.Text
		if slices.Contains(f.known, key) {
			opener = ""
			if p.Value.Kind == frontmatter.Null {
				opener = key
			}
			continue
		}
		hint := firstOf(derived[strings.ToLower(key)], meant(key, f.known))
		if opener != "" && diag.Nearest(key, f.known) == "" {
			hint = fmt.Sprintf("if it belongs to %s, indent it by two spaces:\n  %s:\n    %s: %s", opener, opener, key, p.Value.Text)
		}
		f.problems.Add(p.Key.Pos, hint, "unknown key %q", key)
	}
}

// misspelt reports whether a key is missing that another one, which done complains of, is
// meant to be.
func (f *fields) misspelt(key string) bool {
	if _, given := f.Key(key); given {
		return false
	}
	return slices.ContainsFunc(f.Keys(), func(k string) bool {
		return synonyms[strings.ToLower(k)] == key || diag.Nearest(k, []string{key}) != ""
	})
}

// text reads one line of text.
func (f *fields) text(key string) string {
	v, ok := f.take(key)
	if !ok {
		return ""
	}
	return f.scalar(key, v)
}

func (f *fields) scalar(key string, v frontmatter.Value) string {
	if v.Kind != frontmatter.Scalar {
		f.problems.Add(v.Pos, fmt.Sprintf("write one value: %s: …", key), "%s is %s, where a text was expected", key, describe(v))
		return ""
	}
	return strings.TrimSpace(v.Text)
}

// texts reads a list of texts; a single text is a list of one.
func (f *fields) texts(key string) []frontmatter.Value {
	v, ok := f.take(key)
	switch {
	case !ok:
		return nil
	case v.Kind == frontmatter.Scalar:
		return []frontmatter.Value{v}
	case v.Kind == frontmatter.Map:
		f.problems.Add(v.Pos, fmt.Sprintf("write %s: [a, b]", key), "%s is a map, where a list was expected", key)
		return nil
	}
	var items []frontmatter.Value
	for _, item := range v.Items {
		if f.scalar(key, item) != "" {
			items = append(items, item)
		}
	}
	return items
}

// flag reads true or false, in the words that YAML 1.1 had for them.
func (f *fields) flag(key string) bool {
	v, ok := f.take(key)
	if !ok {
		return false
	}
	switch strings.ToLower(v.Text) {
	case "true", "yes", "on":
		return true
	case "false", "no", "off":
		return false
	}
	f.problems.Add(v.Pos, fmt.Sprintf("write %s: true or %s: false", key, key), "%s is %s, where true or false was expected", key, describe(v))
	return false
}

// instant reads a TIME.
func (f *fields) instant(key string) time.Time {
	v, ok := f.take(key)
	if !ok {
		return time.Time{}
	}
	return f.instantOf(key, v)
}

func (f *fields) instantOf(key string, v frontmatter.Value) time.Time {
	if v.Kind != frontmatter.Scalar {
		f.problems.Add(v.Pos, timeExample, "%s is %s, where a time was expected", key, describe(v))
		return time.Time{}
	}
	c := f.cursor(v)
	c.space()
	w, ok := c.time(nil)
	c.space()
	if ok && c.rest() != "" {
		c.fail(timeExample, "unexpected %q after the time", c.rest())
	}
	return w.Time
}

// cursor gives a cursor at the beginning of a value's text.
func (f *fields) cursor(v frontmatter.Value) *cursor {
	pos := v.Pos
	if v.Quoted {
		pos.Column++
	}
	return &cursor{clock: f.clock, text: v.Text, pos: pos, problems: f.problems}
}

// date reads a day.
func (f *fields) date(key string) status.Date {
	v, ok := f.take(key)
	if !ok {
		return status.Date{}
	}
	d, err := status.ParseDate(strings.TrimSpace(v.Text))
	if err != nil || v.Kind != frontmatter.Scalar {
		f.problems.Add(v.Pos, fmt.Sprintf("write a day: %s: 2024-01-31", key), "%s is %s, where a day was expected", key, describe(v))
	}
	return d
}

// link reads a URL with one of the given schemes.
func (f *fields) link(key string, schemes ...string) string {
	v, ok := f.take(key)
	if !ok {
		return ""
	}
	text := f.scalar(key, v)
	u, err := url.Parse(text)
	complete := err == nil && slices.Contains(schemes, u.Scheme) && (u.Host != "" || u.Opaque != "")
	if text != "" && !complete {
		f.problems.Add(v.Pos, "write it in full, such as "+key+": "+inFull(text, schemes), "%s %q is no address with %s", key, text, either(schemes))
		return ""
	}
	return strings.TrimRight(text, "/")
}

// either gives "https: or http:".
func either(schemes []string) string {
	last := len(schemes) - 1
	all := strings.Join(schemes[:last], ":, ")
	if last > 0 {
		all += ": or "
	}
	return all + schemes[last] + ":"
}

var (
	sshForm  = regexp.MustCompile(`^(?:ssh://)?git@([^:/]+)[:/](.+?)(?:\.git)?$`)
	mailForm = regexp.MustCompile(`^[^@\s/:]+@[^@\s/:]+\.[^@\s/:]+$`)
	hostForm = regexp.MustCompile(`^[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?::\d+)?(?:/\S*)?$`)
)

// inFull gives the whole address that is meant by half a one.
func inFull(text string, schemes []string) string {
	if m := sshForm.FindStringSubmatch(text); m != nil {
		return "https://" + m[1] + "/" + m[2]
	}
	switch {
	case mailForm.MatchString(text) && slices.Contains(schemes, "mailto"):
		return "mailto:" + text
	case hostForm.MatchString(text):
		return schemes[0] + "://" + text
	}
	return schemes[0] + "://status.example.com"
}

// describe says of what kind a value is, and shows it where it is short.
func describe(v frontmatter.Value) string {
	switch v.Kind {
	case frontmatter.Map:
		return "a map"
	case frontmatter.List:
		return "a list"
	case frontmatter.Null:
		return "empty"
	}
	return fmt.Sprintf("%q", v.Text)
}

// term reads one of the words of a vocabulary; the zero value where none is given.
func term[T any](f *fields, key string, parse func(string) (T, bool), known []string) T {
	var none T
	text := f.text(key)
	if text == "" {
		return none
	}
	value, ok := parse(text)
	if !ok {
		v, _ := f.Key(key)
		f.problems.Add(v.Pos, meant(text, known), "unknown %s %q", key, text)
		return none
	}
	return value
}
