package frontmatter

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// invisible are blanks that are letters to YAML.
const invisible = "\u00a0\u2007\u202f\u3000\u200b\u200c\u200d\u2060\ufeff"

// reading is a document that is YAML, while it is searched for what YAML reads otherwise
// than a person does.
type reading struct {
	lines   []string
	aliased map[*yaml.Node]bool // nodes that aliases stand for
	found   []mend
	lastOn  int // index of the line of the last mend, -1 before the first
}

// misreadings finds what was meant otherwise, at most one thing on each line.
func misreadings(root *yaml.Node, lines []string) []mend {
	r := reading{lines: lines, aliased: map[*yaml.Node]bool{}, lastOn: -1}
	if root == nil || root.Line < 1 || root.Line > len(lines) {
		return nil
	}
	r.aliases(root)
	if first := lines[root.Line-1]; root.Kind == yaml.SequenceNode && strings.HasPrefix(strings.TrimLeft(first, " "), "- ") {
		m, _ := replace(spot{root.Line - 1, root.Column}, asKey(first), "write it without the hyphen:", "a list item where a key is expected")
		return []mend{m}
	}
	if root.Kind == yaml.ScalarNode && !isQuoted(root) {
		if m, ok := withColon(lines, root.Line-1); ok {
			return []mend{m}
		}
	}
	r.search(root)
	return r.found
}

// aliases notes which nodes are used again.
func (r *reading) aliases(n *yaml.Node) {
	if n.Alias != nil {
		r.aliased[n.Alias] = true
	}
	for _, c := range n.Content {
		r.aliases(c)
	}
}

// search looks at a node and at all within it, in the order of the file.
func (r *reading) search(n *yaml.Node) {
	if n.Line-1 > r.lastOn && n.Line <= len(r.lines) && len(r.found) <= maxProblems { // what is empty may stand below the end
		if m, ok := r.misread(n); ok {
			r.found, r.lastOn = append(r.found, m), n.Line-1
		}
	}
	for _, c := range n.Content {
		r.search(c)
	}
}

// misread finds what is wrong with one node.
func (r *reading) misread(n *yaml.Node) (mend, bool) {
	line := r.lines[n.Line-1]
	at := spot{n.Line - 1, n.Column}
	before, written := around(line, n.Column)
	switch {
	case strings.HasPrefix(written, "!"):
		return tag(n, at, line)
	case n.Anchor != "" && n.Kind == yaml.ScalarNode && !r.aliased[n]:
		return reserved(at, line, "&")
	case n.Kind == yaml.MappingNode && strings.HasPrefix(written, "{{"):
		e := entryOf(line)
		return quote(at, e, "a value that begins with {{ must be in quotes")
	case n.Kind != yaml.ScalarNode || isQuoted(n):
		return mend{}, false
	}
	return r.misreadText(n, at, before, written)
}

var (
	// lumped is text that a colon without a space after it makes of a key and its value.
	lumped = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_-]*:[^\s/]`)

	// hash is the rest of a line that YAML takes for a comment although it reads on: #3.
	hash = regexp.MustCompile(`^[ \t]*(#[^\s#].*?)[ \t]*$`)
)

// misreadText finds what is wrong with text that has no quotes.
func (r *reading) misreadText(n *yaml.Node, at spot, before, written string) (mend, bool) {
	if strings.ContainsRune(invisible, firstRune(n.Value)) {
		return visible(at, before, written)
	}
	if inner, smart := unquotedSmart(n.Value); smart {
		return straight(at, before, written, inner)
	}
	own := strings.Trim(before, " \t-") == ""
	if own && lumped.MatchString(n.Value) {
		return withColon(r.lines, at.line)
	}
	if m, ok := r.deeperItem(n, at.line, written); ok {
		return m, true
	}
	after, whole := strings.CutPrefix(written, n.Value)
	if m := hash.FindStringSubmatchIndex(after); whole && m != nil {
		value := n.Value + after[:m[3]]
		if n.Value == "" {
			before, value = before+after[:m[2]], after[m[2]:m[3]]
		}
		at.column += utf8.RuneCountInString(n.Value + after[:m[2]])
		text := after[m[2]:m[3]]
		mended, _ := replace(at, before+quoted(value), "put the value in quotes:", "%q is taken for a comment, not for the value", clipped(text))
		mended.hint += "\nor, if it is a comment, write a space after the #"
		return mended, true
	}
	return mend{}, false
}

// tag finds an exclamation mark before a value. Tags are of no use here, since all
// values are text.
func tag(n *yaml.Node, at spot, line string) (mend, bool) {
	if e := entryOf(line); n.Kind != yaml.ScalarNode && e.value != "" && !strings.ContainsAny(e.value, " \t") {
		without := strings.TrimRight(e.with(""), " \t")
		m, _ := replace(at, without, "leave it out:", "the tag %s is not supported", e.value)
		if without == "" {
			m.hint = "remove the line"
		}
		return m, true
	}
	return reserved(at, line, "!")
}

// reserved finds a value that begins with a sign that YAML keeps for itself.
func reserved(at spot, line, sign string) (mend, bool) {
	if e := entryOf(line); strings.HasPrefix(e.value, sign) && e.lead+e.key != "" {
		return quote(at, e, "a value that begins with %s must be in quotes", sign)
	}
	return mend{at: at, message: fmt.Sprintf("a value that begins with %s must be in quotes", sign), hint: "put the value in quotes"}, true
}

// deeperItem finds a list's item that is indented deeper than the one above it, which
// makes both one text. A text that ends on its line holds no item.
func (r *reading) deeperItem(n *yaml.Node, line int, written string) (mend, bool) {
	if line+1 >= len(r.lines) || !strings.Contains(n.Value, " - ") || strings.HasPrefix(written, n.Value) {
		return mend{}, false
	}
	above, item := r.lines[line], r.lines[line+1]
	at := spot{line + 1, 1 + indentOf(item)}
	switch {
	case !strings.HasPrefix(strings.TrimLeft(item, " "), "- "):
		return mend{}, false
	case !strings.HasPrefix(strings.TrimLeft(above, " "), "- "):
		return mend{
			at: at, message: "a list item below a key that has a value already",
			hint: "give the list a key of its own; if it is text, put all of it in quotes",
		}, true
	}
	return replace(at, indented(item, indentOf(above)), "begin it where the item above begins:",
		"a list item that is indented deeper than the one above")
}

// straight finds typographic quotes around text, which YAML takes for letters.
func straight(at spot, before, written, inner string) (mend, bool) {
	const advice = "write straight quotes:"
	message := fmt.Sprintf("typographic quotes around %q", clipped(inner))
	i := strings.Index(written, inner)
	if i < 0 { // the text goes over several lines
		return mend{at: at, message: message, hint: advice + ` "`}, true
	}
	_, size := utf8.DecodeRuneInString(written[i+len(inner):])
	return replace(at, before+quoted(inner)+written[i+len(inner)+size:], advice, "%s", message)
}

// visible finds blanks that only look like spaces, before a text.
func visible(at spot, before, written string) (mend, bool) {
	text := strings.TrimLeft(written, invisible+" ")
	return replace(at, before+spaces(strings.TrimSuffix(written, text))+text, "write spaces:",
		"the invisible character %U, which YAML takes for a letter", firstRune(written))
}

// spaces makes spaces of other blanks, and nothing of those without a width.
func spaces(blanks string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c == '\t':
			return c
		case '\u200b' <= c && c <= '\u200d', c == '\u2060', c == '\ufeff':
			return -1
		}
		return ' '
	}, blanks)
}

// firstRune is the first character of a text, or 0.
func firstRune(text string) rune {
	for _, c := range text {
		return c
	}
	return 0
}
