package markdown

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// Unclosed gives the opening of each code fence and of each piece of HTML that is not
// closed where it should be: before the document ends, or the list or the quote in which
// it stands. At the top of the document such an opening swallows all that follows. A
// comment that begins within a line of text and does not end in its paragraph swallows
// nothing, and hides nothing either: it is here because its author believes that it does.
func (d *Document) Unclosed() []Place {
	var places []Place
	for n := range nodes(d.root) {
		switch n := n.(type) {
		case *ast.FencedCodeBlock:
			if _, closed := n.AttributeString(closedFence); !closed {
				places = append(places, d.fence(n.Pos()))
			}
		case *ast.HTMLBlock:
			if !d.closed(n) {
				first := n.Lines().At(0)
				places = append(places, d.at(d.trimmed(first.Start, first.Stop)))
			}
		case *ast.Text:
			for _, i := range d.openComments(n) {
				places = append(places, d.at(i, i+len("<!--")))
			}
		}
	}
	return places
}

// fence gives the signs that open a fence, at their place.
func (d *Document) fence(pos int) Place {
	stop := pos
	for stop < len(d.source) && d.source[stop] == d.source[pos] {
		stop++
	}
	return d.at(pos, stop)
}

// closed reports whether a block of HTML ends as CommonMark 0.31 §4.6 wants its kind to:
// kinds 6 and 7 (an element such as <details>) at any blank line, the others by a sign.
func (d *Document) closed(n *ast.HTMLBlock) bool {
	closers, ok := map[ast.HTMLBlockType][]string{
		ast.HTMLBlockType1: {"</script>", "</pre>", "</style>", "</textarea>"},
		ast.HTMLBlockType2: {"-->"},
		ast.HTMLBlockType3: {"?>"},
		ast.HTMLBlockType4: {">"},
		ast.HTMLBlockType5: {"]]>"},
	}[n.HTMLBlockType]
	if !ok || n.HasClosure() {
		return true
	}
	first := n.Lines().At(0)
	line := strings.ToLower(string(first.Value(d.source)))
	return slices.ContainsFunc(closers, func(c string) bool { return strings.Contains(line, c) })
}

// openComments gives the offsets at which a text holds the sign that opens a comment, and
// neither code nor a backslash makes it mere words.
func (d *Document) openComments(n *ast.Text) []int {
	if n.IsRaw() { // in code
		return nil
	}
	var found []int
	for i := n.Segment.Start; i < n.Segment.Stop; i++ {
		if bytes.HasPrefix(d.source[i:], []byte("<!--")) && !d.escaped(i) {
			found = append(found, i)
		}
	}
	return found
}

// escaped reports whether an odd number of backslashes stands before an offset.
func (d *Document) escaped(offset int) bool {
	before := d.source[:offset]
	return (len(before)-len(bytes.TrimRight(before, `\`)))%2 == 1
}

// HTMLPlaces gives the raw HTML of a document, blocks and tags, without its comments. It
// is never published as HTML, but as text.
func (d *Document) HTMLPlaces() []Place {
	var places []Place
	for n := range nodes(d.root) {
		switch n := n.(type) {
		case *ast.HTMLBlock:
			if strings.TrimSpace(uncommented(htmlText(n, d.source))) != "" {
				first := n.Lines().At(0)
				places = append(places, d.at(d.trimmed(first.Start, first.Stop)))
			}
		case *ast.RawHTML:
			first, last := n.Segments.At(0), n.Segments.At(n.Segments.Len()-1)
			if uncommented(string(n.Segments.Value(d.source))) != "" {
				places = append(places, d.at(first.Start, last.Stop))
			}
		}
	}
	return places
}

// uncommented takes the comments out of some HTML, and with one that is never closed all
// that follows it.
func uncommented(html string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(html, "<!--")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		switch { // <!--> and <!---> are comments too
		case strings.HasPrefix(rest, ">"):
			html = rest[1:]
		case strings.HasPrefix(rest, "->"):
			html = rest[2:]
		default:
			_, html, _ = strings.Cut(rest, "-->")
		}
	}
}
