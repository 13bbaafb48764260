package markdown_test

import (
	"fmt"
	"strings"
	"testing"

	"ownup/internal/markdown"
)

// Lines are drawn as "line:column kind text", then come the unclosed places and those of
// HTML.
func TestEveryLineOfTextIsFoundWhereItStands(t *testing.T) {
	kinds := map[markdown.LineKind]string{
		markdown.Paragraph:     "text",
		markdown.Heading:       "heading",
		markdown.NestedHeading: "nested",
		markdown.HTMLBlock:     "html",
	}
	try(t, "lines.txtar", func(text string) string {
		d := markdown.Parse(text)
		var b strings.Builder
		for _, l := range d.Lines() {
			fmt.Fprintf(&b, "%d:%d %s %s\n", l.Line, l.Column, kinds[l.Kind], l.Text)
		}
		for _, p := range d.Unclosed() {
			fmt.Fprintf(&b, "%d:%d unclosed %s\n", p.Line, p.Column, p.What)
		}
		for _, p := range d.HTMLPlaces() {
			fmt.Fprintf(&b, "%d:%d raw %s\n", p.Line, p.Column, p.What)
		}
		return b.String()
	})
}

func FuzzPlacesHoldWhatTheySay(f *testing.F) {
	for _, text := range texts(f) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ReplaceAll(text, "\r", "")
		lines := strings.Split(text, "\n")
		check := func(line, column int, words string) {
			t.Helper()
			if rest := []rune(lines[line-1])[column-1:]; !strings.HasPrefix(string(rest), string([]rune(words))) {
				t.Errorf("%d:%d holds %q, not %q", line, column, string(rest), words)
			}
		}
		d := markdown.Parse(text)
		for _, l := range d.Lines() {
			check(l.Line, l.Column, l.Text)
		}
		for _, s := range d.Sections()[1:] {
			check(s.Line, s.Column, s.Heading)
		}
		for _, p := range append(d.Unclosed(), d.HTMLPlaces()...) {
			first, _, _ := strings.Cut(p.What, " ")
			check(p.Line, p.Column, first)
		}
		for _, k := range markdown.Tasks(text) {
			first, _, _ := strings.Cut(k.Text, " ")
			check(k.Line, k.Column, strings.TrimRight(first, `\`))
		}
	})
}
