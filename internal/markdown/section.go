package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
)

// Section is a level-2 heading and what stands below it.
type Section struct {
	Heading      string // its source, without the signs and spaces around it; "" before the first
	HeadingLine  string // the whole line of the source; "" before the first
	Line, Column int    // of the first character of Heading; 0 before the first
	Text         string // the Markdown below, without the blank lines around it
	TextLine     int    // line of Text's first line; 0 where Text is empty
}

// Sections divides the document at its level-2 ATX headings. The first section is what
// stands before any of them; it is always there, and mostly empty.
//
// Each text renders alone: where it uses a link that another section defines, the
// definition stands, as a last paragraph, at its end. Nothing is taken from a section that
// is headed "Internal" (in any case): what is defined there stays there. A section's own
// definition counts before another's, else the first in the document does.
//
// A text that is written anew from its sections has the same sections, unless it has
// [Document.Unclosed] places: then all that follows them is a guess.
func (d *Document) Sections() []Section {
	sections := []Section{{}}
	start := 0
	for n := d.root.FirstChild(); n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); ok && d.divides(h) {
			d.fill(&sections[len(sections)-1], start, d.lineStart(h.Pos()))
			sections = append(sections, d.section(h))
			start = min(d.lineEnd(h.Pos())+1, len(d.source))
		}
	}
	d.fill(&sections[len(sections)-1], start, len(d.source))
	d.lend(sections)
	return sections
}

// divides reports whether a heading, which stands directly in the document, begins a section.
func (d *Document) divides(h *ast.Heading) bool { return h.Level == 2 && d.isATX(h) }

// isATX reports whether a heading is written with number signs rather than underlined. The
// first line of an underlined one never begins with as many signs and a space: it would
// be a heading itself.
func (d *Document) isATX(h *ast.Heading) bool {
	line := string(d.source[h.Pos():d.lineEnd(h.Pos())])
	words := strings.TrimLeft(line, "#")
	return len(line)-len(words) == h.Level && (words == "" || words[0] == ' ' || words[0] == '\t')
}

// section gives a section with its heading, and without its text.
func (d *Document) section(h *ast.Heading) Section {
	start, stop := h.Pos(), h.Pos()
	if h.Lines().Len() > 0 {
		line := h.Lines().At(0)
		start, stop = line.Start, line.Stop
	}
	s := Section{
		Heading:     string(d.source[start:stop]),
		HeadingLine: string(d.source[d.lineStart(start):d.lineEnd(start)]),
	}
	s.Line, s.Column = d.place(start)
	return s
}

// fill gives a section its text: the source from start to stop, which are bounds of lines.
func (d *Document) fill(s *Section, start, stop int) {
	first, last := d.trimmed(start, stop)
	if first == last {
		return
	}
	s.Text = string(d.source[max(start, d.lineStart(first)):min(stop, d.lineEnd(last))])
	s.TextLine, _ = d.place(first)
}
