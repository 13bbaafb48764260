package markdown

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// Document is a parsed text. It does not change; all its methods may be called by several
// goroutines at a time.
type Document struct {
	source   []byte
	newlines []int // offsets of the line feeds
	root     ast.Node
}

// Parse reads a text, which has LF line ends.
func Parse(markdown string) *Document {
	d := &Document{source: []byte(markdown)}
	for i, c := range d.source {
		if c == '\n' {
			d.newlines = append(d.newlines, i)
		}
	}
	d.root = dialect().Parse(text.NewReader(d.source))
	return d
}

// place gives the line and the column of the byte at an offset.
func (d *Document) place(offset int) (line, column int) {
	offset = min(max(offset, 0), len(d.source))
	line, _ = slices.BinarySearch(d.newlines, offset)
	return line + 1, 1 + utf8.RuneCount(d.source[d.lineStart(offset):offset])
}

// lineStart gives the offset of the first byte of the line that holds the offset.
func (d *Document) lineStart(offset int) int {
	if n, _ := slices.BinarySearch(d.newlines, offset); n > 0 {
		return d.newlines[n-1] + 1
	}
	return 0
}

// lineEnd gives the offset at which the line that holds the offset ends: that of its line
// feed, or of the end of the text.
func (d *Document) lineEnd(offset int) int {
	if n, _ := slices.BinarySearch(d.newlines, offset); n < len(d.newlines) {
		return d.newlines[n]
	}
	return len(d.source)
}

// trimmed narrows a range of the source until it neither begins nor ends with white space.
func (d *Document) trimmed(start, stop int) (int, int) {
	const space = " \t\n\v\f\r"
	for start < stop && strings.IndexByte(space, d.source[start]) >= 0 {
		start++
	}
	for start < stop && strings.IndexByte(space, d.source[stop-1]) >= 0 {
		stop--
	}
	return start, stop
}

// Place is a place in a text, and what stands there.
type Place struct {
	Line, Column int    // from 1, columns in characters
	What         string // as the source has it, on one line
}

// at gives the place of a range of the source.
func (d *Document) at(start, stop int) Place {
	line, column := d.place(start)
	return Place{Line: line, Column: column, What: oneLine(string(d.source[start:stop]))}
}

// oneLine replaces each run of white space by a single space.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// nodes yields every node below n, and n itself, in the order of the source.
func nodes(n ast.Node) func(yield func(ast.Node) bool) {
	return func(yield func(ast.Node) bool) {
		_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			if entering && !yield(n) {
				return ast.WalkStop, nil
			}
			return ast.WalkContinue, nil
		})
	}
}

// within reports whether a node stands below one of a kind.
func within(n ast.Node, kind ast.NodeKind) bool {
	for p := n.Parent(); p != nil; p = p.Parent() {
		if p.Kind() == kind {
			return true
		}
	}
	return false
}
