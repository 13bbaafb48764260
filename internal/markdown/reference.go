package markdown

import (
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// internal is the heading of the section whose definitions are not lent.
const internal = "internal"

// definition is a link reference definition: [label]: destination "title".
type definition struct {
	label  string // folded, as links find it
	source string // on one line
}

// scope is what a section knows of link references.
type scope struct {
	private bool // what it defines stays there
	defines []definition
	uses    map[string]bool // by label
}

// has reports whether the section defines a label itself.
func (s scope) has(label string) bool {
	return slices.ContainsFunc(s.defines, func(d definition) bool { return d.label == label })
}

// scopes gives the scope of each section.
func (d *Document) scopes() []scope {
	scopes := []scope{{uses: map[string]bool{}}}
	for top := d.root.FirstChild(); top != nil; top = top.NextSibling() {
		if h, ok := top.(*ast.Heading); ok && d.divides(h) {
			private := strings.EqualFold(d.section(h).Heading, internal)
			scopes = append(scopes, scope{private: private, uses: map[string]bool{}})
			continue
		}
		s := &scopes[len(scopes)-1]
		for n := range nodes(top) {
			switch n := n.(type) {
			case *ast.LinkReferenceDefinition:
				s.defines = append(s.defines, definition{util.ToLinkReference(n.Label), definitionSource(n)})
			case *ast.Link:
				s.use(n.Reference)
			case *ast.Image:
				s.use(n.Reference)
			}
		}
	}
	return scopes
}

// use notes the reference by which a link found its address, if it did so by one.
func (s *scope) use(r *ast.ReferenceLink) {
	if r != nil {
		s.uses[util.ToLinkReference(r.Value)] = true
	}
}

// lend appends to each section's text the definitions that it uses and does not hold, in
// the order of the document.
func (d *Document) lend(sections []Section) {
	scopes := d.scopes()
	var public scope
	for _, s := range scopes {
		for _, def := range s.defines {
			if !s.private && !public.has(def.label) {
				public.defines = append(public.defines, def)
			}
		}
	}
	for i, s := range scopes {
		before := "\n\n"
		for _, def := range public.defines {
			if s.uses[def.label] && !s.has(def.label) {
				sections[i].Text += before + def.source
				before = "\n"
			}
		}
	}
}

// definitionSource writes a definition on one line. It writes it anew, since the lines of
// the source may belong to a quote or a list as well.
func definitionSource(n *ast.LinkReferenceDefinition) string {
	flat := func(lines []byte) string { return strings.ReplaceAll(string(lines), "\n", " ") }
	source := "[" + flat(n.Label) + "]: "
	destination := string(n.Destination)
	if !bare(destination) {
		destination = "<" + destination + ">"
	}
	source += destination
	title := flat(n.Title)
	switch {
	case title == "":
	case !holds(title, '"'):
		source += ` "` + title + `"`
	case !holds(title, '\''):
		source += " '" + title + "'"
	default:
		source += " (" + title + ")"
	}
	return source
}

// bare reports whether a destination was written without angle brackets, or might have
// been.
func bare(destination string) bool {
	depth := 0
	for i := 0; i < len(destination); i++ {
		switch destination[i] {
		case '\\':
			i++
		case '(':
			depth++
		case ')':
			depth--
		}
		if depth < 0 {
			return false
		}
	}
	return destination != "" && destination[0] != '<' && !strings.ContainsAny(destination, " \t\v\f\r")
}

// holds reports whether a character stands in some Markdown without a backslash.
func holds(markdown string, c byte) bool {
	for i := 0; i < len(markdown); i++ {
		switch markdown[i] {
		case '\\':
			i++
		case c:
			return true
		}
	}
	return false
}
