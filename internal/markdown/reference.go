package markdown

import (
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// definition is a link reference definition: [label]: destination "title".
type definition struct {
	parser.Reference
	source string // on one line
	order  int    // from 0, in the order of the text
}

// internal is the heading of the section whose definitions are not lent.
const internal = "internal"

// definitions gives the definitions of a document by their folded labels, the first of a
// label only, without those of sections that are internal.
func (d *Document) definitions() map[string]definition {
	known := map[string]definition{}
	private := false
	for top := d.root.FirstChild(); top != nil; top = top.NextSibling() {
		if h, ok := top.(*ast.Heading); ok && d.divides(h) {
			private = strings.EqualFold(d.section(h).Heading, internal)
		}
		if private {
			continue
		}
		for n := range nodes(top) {
			if l, ok := n.(*ast.LinkReferenceDefinition); ok {
				d.define(known, l)
			}
		}
	}
	return known
}

// define adds a definition unless its label is known already.
func (d *Document) define(known map[string]definition, l *ast.LinkReferenceDefinition) {
	label := util.ToLinkReference(l.Label)
	if _, ok := known[label]; ok {
		return
	}
	known[label] = definition{
		Reference: parser.NewReference(l.Label, l.Destination, l.Title),
		source:    oneLine(string(l.Lines().Value(d.source))),
		order:     len(known),
	}
}

// lend appends to each section's text the definitions that it uses and does not hold.
func (d *Document) lend(sections []Section) {
	known := d.definitions()
	if len(known) == 0 {
		return
	}
	for i, s := range sections {
		if taken := borrowed(s.Text, known); taken != "" {
			sections[i].Text += "\n\n" + taken
		}
	}
}

// borrowed gives the known definitions, a line each in the order of the document, that a
// text uses and does not define itself.
func borrowed(markdown string, known map[string]definition) string {
	if !strings.Contains(markdown, "]") {
		return ""
	}
	pc := &borrower{Context: parser.NewContext(), known: known, taken: map[string]bool{}}
	dialect().Parse(text.NewReader([]byte(markdown)), parser.WithContext(pc))
	var some []definition
	for label := range pc.taken {
		some = append(some, known[label])
	}
	slices.SortFunc(some, func(a, b definition) int { return a.order - b.order })
	lines := make([]string, len(some))
	for i, def := range some {
		lines[i] = def.source
	}
	return strings.Join(lines, "\n")
}

// borrower is the context of a text whose links may be defined elsewhere. It notes which
// are.
type borrower struct {
	parser.Context
	known map[string]definition
	taken map[string]bool
}

// Reference gives the text's own definition, else a known one.
func (b *borrower) Reference(label string) (parser.Reference, bool) {
	if own, ok := b.Context.Reference(label); ok {
		return own, true
	}
	def, ok := b.known[label]
	if !ok {
		return nil, false
	}
	b.taken[label] = true
	return def, true
}
