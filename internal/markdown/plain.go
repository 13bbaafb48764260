package markdown

import (
	"html"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extended "github.com/yuin/goldmark/extension/ast"
	writer "github.com/yuin/goldmark/renderer/html"
)

// Plain gives the words of a text on one line, for descriptions and logs: no marks, no
// addresses. If they have more characters than limit, they are cut after a word, and "…"
// takes the place of the rest; with it they have limit characters at most. A limit of 0
// or less cuts nothing.
func Plain(markdown string, limit int) string {
	d := Parse(markdown)
	var b strings.Builder
	for n := range nodes(d.root) {
		if words := d.own(n); words != "" {
			b.WriteString(words)
			b.WriteByte(' ')
		}
	}
	return cut(oneLine(b.String()), limit)
}

// cut shortens one line of words to a number of characters.
func cut(line string, limit int) string {
	if limit <= 0 || utf8.RuneCountInString(line) <= limit {
		return line
	}
	runes := []rune(line)
	kept := string(runes[:limit-1])
	if runes[limit-1] != ' ' {
		if i := strings.LastIndexByte(kept, ' '); i > 0 {
			kept = kept[:i]
		}
	}
	return strings.TrimRight(kept, " .,;:–—-") + "…"
}

// own gives the words that are a block's own, not those of the blocks in it.
func (d *Document) own(n ast.Node) string {
	switch n := n.(type) {
	case *ast.Heading, *ast.Paragraph, *ast.TextBlock, *extended.TableCell:
		return d.inline(n)
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		return strings.TrimRight(string(n.Lines().Value(d.source)), "\n")
	case *ast.HTMLBlock:
		return strings.TrimSpace(uncommented(htmlText(n, d.source)))
	}
	return ""
}

// Text gives a text without marks for where there is no HTML: paragraphs stand apart by a
// blank line, lists keep their bullets and numbers, rows of tables stand on a line each,
// and an address follows its words in parentheses if it leads to another host.
func Text(markdown string) string {
	d := Parse(markdown)
	return d.plain(d.root)
}

// plain gives a block as lines of text.
func (d *Document) plain(n ast.Node) string {
	switch n := n.(type) {
	case *ast.List:
		return d.plainList(n)
	case *ast.Blockquote:
		return indent(d.plainBlocks(n, "\n\n"), "> ", "> ")
	case *extended.Table:
		return d.plainBlocks(n, "\n")
	case *extended.TableHeader, *extended.TableRow:
		return d.plainBlocks(n, " | ")
	case *ast.ThematicBreak:
		return "---"
	case *ast.Heading, *ast.Paragraph, *ast.TextBlock, *extended.TableCell:
		return d.addressed(n)
	case *ast.Document, *ast.ListItem:
		return d.plainBlocks(n, "\n\n")
	}
	return d.own(n)
}

// plainBlocks joins the blocks in a block. Cells are kept where they are empty, other
// blocks are not.
func (d *Document) plainBlocks(n ast.Node, separator string) string {
	var parts []string
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if s := d.plain(c); s != "" || c.Kind() == extended.KindTableCell {
			parts = append(parts, s)
		}
		if c.Kind() == ast.KindTextBlock {
			separator = "\n"
		}
	}
	return strings.Join(parts, separator)
}

// plainList gives the items of a list, a line or more each.
func (d *Document) plainList(l *ast.List) string {
	var items []string
	number := l.Start
	for item := l.FirstChild(); item != nil; item = item.NextSibling() {
		mark := "- "
		if l.IsOrdered() {
			mark = strconv.Itoa(number) + ". "
			number++
		}
		items = append(items, indent(d.plainBlocks(item, "\n\n"), mark, strings.Repeat(" ", len(mark))))
	}
	if l.IsTight {
		return strings.Join(items, "\n")
	}
	return strings.Join(items, "\n\n")
}

// indent puts one string before the first line, and another before those that follow.
func indent(s, first, rest string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		before := rest
		if i == 0 {
			before = first
		}
		lines[i] = strings.TrimRight(before+line, " ")
	}
	return strings.Join(lines, "\n")
}

// inline gives the words of a block or a link. Only a hard break in the text makes a new
// line.
func (d *Document) inline(n ast.Node) string {
	var b strings.Builder
	d.runs(&b, n, false)
	return strings.TrimSpace(b.String())
}

// addressed gives the words of a block with the boxes of its tasks, and with the addresses
// of its links where they lead to another host or a person.
func (d *Document) addressed(n ast.Node) string {
	var b strings.Builder
	d.runs(&b, n, true)
	return strings.TrimSpace(b.String())
}

// runs writes the runs of text below a node.
func (d *Document) runs(b *strings.Builder, n ast.Node, addressed bool) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		start := b.Len()
		switch c := c.(type) {
		case *ast.Text:
			b.WriteString(d.words(c))
		case *ast.RawHTML:
			b.WriteString(uncommented(string(c.Segments.Value(d.source))))
		case *ast.AutoLink:
			b.Write(c.Label(d.source))
		case *extended.TaskCheckBox:
			if addressed {
				b.WriteString(mark(c))
			}
		default:
			d.runs(b, c, addressed)
			if a, ok := d.address(c); ok && addressed && (a.reach == outside || a.reach == person) {
				if words := b.String()[start:]; words != a.url && "mailto:"+words != a.url {
					b.WriteString(" (" + a.url + ")")
				}
			}
		}
	}
}

// mark gives the source of a box.
func mark(box *extended.TaskCheckBox) string {
	if box.IsChecked {
		return "[x] "
	}
	return "[ ] "
}

// words gives a run of text with its escapes and entities resolved as on a page, and the
// break at its end.
func (d *Document) words(t *ast.Text) string {
	source := t.Segment.Value(d.source)
	if t.IsRaw() { // in code
		return strings.ReplaceAll(string(source), "\n", " ")
	}
	var b sheet
	writer.DefaultWriter.Write(&b, source)
	s := html.UnescapeString(b.String())
	switch {
	case t.HardLineBreak():
		s += "\n"
	case t.SoftLineBreak():
		s += " "
	}
	return s
}
