package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
)

// Public gives a text without its comments, for those who are to have the Markdown
// itself: what an author hides from a page stays hidden. Nothing else is changed, but
// for the white space around the text.
func Public(markdown string) string {
	if !strings.Contains(markdown, "<!--") {
		return markdown
	}
	d := Parse(markdown)
	var b strings.Builder
	done := 0
	for n := range nodes(d.root) {
		start, stop, shown := d.commented(n)
		if start < done || start == stop {
			continue
		}
		b.Write(d.source[done:start])
		b.WriteString(shown)
		done = stop
	}
	b.Write(d.source[done:])
	return strings.TrimSpace(b.String())
}

// commented gives the range of some raw HTML in the source, and what of it is no
// comment; an empty range for any other node.
func (d *Document) commented(n ast.Node) (start, stop int, shown string) {
	switch n := n.(type) {
	case *ast.HTMLBlock:
		lines := n.Lines()
		start, stop = lines.At(0).Start, lines.At(lines.Len()-1).Stop
		if n.HasClosure() {
			stop = max(stop, n.ClosureLine.Stop)
		}
		return start, stop, uncommented(string(d.source[start:stop]))
	case *ast.RawHTML:
		start, stop = n.Segments.At(0).Start, n.Segments.At(n.Segments.Len()-1).Stop
		return start, stop, uncommented(string(d.source[start:stop]))
	}
	return 0, 0, ""
}
