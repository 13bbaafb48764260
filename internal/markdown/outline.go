package markdown

import "github.com/yuin/goldmark/ast"

// Topic is a heading of a text, as [HTML] writes it.
type Topic struct {
	ID    string // unique in the text; begins with the prefix
	Level int    // from 1 to 6
	Words string // without markup
}

// Outline gives the headings that [HTML] writes with the same options, in their order: a
// table of contents for it.
func Outline(markdown string, o Options) []Topic {
	p := newPage(markdown, o)
	var all []Topic
	for n := range nodes(p.root) {
		if h, ok := n.(*ast.Heading); ok {
			id, _ := h.AttributeString("id")
			all = append(all, Topic{ID: id.(string), Level: h.Level, Words: p.inline(h)})
		}
	}
	return all
}
