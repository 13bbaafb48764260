package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	extended "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// Line is a line of visible text that does not begin a section.
type Line struct {
	Kind         LineKind
	Text         string // without the marks of its list or quote, and the spaces around; "# a" keeps its sign
	Line, Column int    // of the first character of Text; from 1, columns in characters
}

// LineKind says what a line belongs to.
type LineKind int

// The kinds of lines.
const (
	Paragraph     LineKind = iota // text, wherever it stands; also a row of a table
	Heading                       // a heading of the document that is not of level 2, or is underlined
	NestedHeading                 // a heading inside a list or a quote, of any level
	HTMLBlock                     // HTML that stands on lines of its own, comments included
)

// Lines gives every line that is visible text and begins no section, in the order of the
// source, so that whoever expects a heading can find one that is not seen as such. Code is
// left out: a closed fence is text.
func (d *Document) Lines() []Line {
	var lines []Line
	add := func(kind LineKind, start, stop int) {
		if start, stop = d.trimmed(start, stop); start < stop {
			line, column := d.place(start)
			lines = append(lines, Line{kind, string(d.source[start:stop]), line, column})
		}
	}
	for n := range nodes(d.root) {
		kind, ok := d.kind(n)
		if !ok {
			continue
		}
		for _, l := range d.linesOf(n) {
			add(kind, l.Start, l.Stop)
		}
	}
	return lines
}

// kind says which kind of lines a block has, if it has any.
func (d *Document) kind(n ast.Node) (LineKind, bool) {
	switch n := n.(type) {
	case *ast.Heading:
		if n.Parent() != d.root {
			return NestedHeading, true
		}
		return Heading, !d.divides(n)
	case *ast.Paragraph, *ast.TextBlock, *extended.TableHeader, *extended.TableRow:
		return Paragraph, true
	case *ast.HTMLBlock:
		return HTMLBlock, true
	}
	return 0, false
}

// linesOf gives the parts of the source lines that are a block's own.
func (d *Document) linesOf(n ast.Node) []text.Segment {
	switch n := n.(type) {
	case *extended.TableHeader, *extended.TableRow:
		return []text.Segment{text.NewSegment(n.Pos(), d.lineEnd(n.Pos()))}
	case *ast.HTMLBlock:
		return htmlLines(n)
	case *ast.Heading:
		if d.isATX(n) {
			return []text.Segment{text.NewSegment(n.Pos(), d.lineEnd(n.Pos()))}
		}
	}
	return n.Lines().Sliced(0, n.Lines().Len())
}

// htmlLines gives the lines of a block of HTML, the closing one included.
func htmlLines(n *ast.HTMLBlock) []text.Segment {
	lines := n.Lines().Sliced(0, n.Lines().Len())
	if n.HasClosure() {
		lines = append(lines[:len(lines):len(lines)], n.ClosureLine)
	}
	return lines
}

// htmlText gives the source of a block of HTML.
func htmlText(n *ast.HTMLBlock, source []byte) string {
	var b strings.Builder
	for _, s := range htmlLines(n) {
		b.Write(s.Value(source))
	}
	return b.String()
}
