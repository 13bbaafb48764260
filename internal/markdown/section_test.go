package markdown_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"ownup/internal/markdown"
)

// Each section is drawn as "line:column heading | line of the text", and its text below,
// behind a bar.
func TestSectionsBeginAtLevelTwoHeadingsOfTheDocument(t *testing.T) {
	try(t, "sections.txtar", func(text string) string {
		var b strings.Builder
		for _, s := range markdown.Parse(text).Sections() {
			fmt.Fprintf(&b, "%d:%d %q", s.Line, s.Column, s.Heading)
			if s.Text != "" {
				fmt.Fprintf(&b, " text at %d\n| %s", s.TextLine, strings.ReplaceAll(s.Text, "\n", "\n| "))
			}
			b.WriteByte('\n')
		}
		return b.String()
	})
}

func TestSectionsKeepTheirWholeHeadingLine(t *testing.T) {
	s := markdown.Parse("a\n\n ##\t2026-09-03 08:00  *identified*  ##  \n\nb").Sections()
	if got, want := s[1].HeadingLine, " ##\t2026-09-03 08:00  *identified*  ##  "; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := s[1].Heading, "2026-09-03 08:00  *identified*"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestColumnsCountCharacters(t *testing.T) {
	s := markdown.Parse("> ä\n\n ## Ünïcode").Sections()
	if s[1].Line != 3 || s[1].Column != 5 {
		t.Errorf("got %d:%d, want 3:5", s[1].Line, s[1].Column)
	}
	tasks := markdown.Tasks("ü\n- [ ] ä ö\n  > - [x] ü b")
	if tasks[1].Line != 3 || tasks[1].Column != 11 {
		t.Errorf("got %d:%d, want 3:11", tasks[1].Line, tasks[1].Column)
	}
}

func FuzzSectionsLoseNothing(f *testing.F) {
	for _, text := range texts(f) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ReplaceAll(text, "\r", "")
		lines := strings.Split(text, "\n")
		sections := markdown.Parse(text).Sections()
		for i, s := range sections {
			end := len(lines)
			if i+1 < len(sections) {
				end = sections[i+1].Line - 1
			}
			if s.Line > 0 && lines[s.Line-1] != s.HeadingLine {
				t.Errorf("line %d is %q, not the heading line %q", s.Line, lines[s.Line-1], s.HeadingLine)
			}
			own := lines[s.Line:end]
			if written := trimBlank(own); !strings.HasPrefix(s.Text, strings.Join(written, "\n")) {
				t.Errorf("section %d has the text %q, the source has %q", i, s.Text, written)
			} else if len(written) > 0 && lines[s.TextLine-1] != written[0] {
				t.Errorf("section %d begins on line %d %q, not with %q", i, s.TextLine, lines[s.TextLine-1], written[0])
			}
		}
	})
}

func FuzzSectionsWrittenAnewAreTheSame(f *testing.F) {
	for _, text := range texts(f) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d := markdown.Parse(strings.ReplaceAll(text, "\r", ""))
		if len(d.Unclosed()) > 0 {
			return
		}
		anew := markdown.Parse(written(d.Sections()))
		noPlaces := cmpopts.IgnoreFields(markdown.Section{}, "Line", "Column", "TextLine")
		if diff := cmp.Diff(d.Sections(), anew.Sections(), noPlaces); diff != "" {
			t.Errorf("(-first +second)\n%s", diff)
		}
	})
}

func FuzzSectionsReadAloneAsTogether(f *testing.F) {
	for _, text := range texts(f) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ReplaceAll(text, "\r", "")
		d := markdown.Parse(text)
		if len(d.Unclosed()) > 0 {
			return
		}
		var alone []string
		for _, s := range d.Sections() {
			if strings.EqualFold(s.Heading, "internal") || strings.Contains(s.Heading, "[") {
				return // its definitions are not lent, or headings are not lent any
			}
			for _, part := range []string{s.HeadingLine, s.Text} {
				if words := markdown.Plain(part, 0); words != "" {
					alone = append(alone, words)
				}
			}
		}
		if got, want := strings.Join(alone, " "), markdown.Plain(text, 0); got != want {
			t.Errorf("alone   %q\ntogether %q", got, want)
		}
	})
}

// written gives the text of a file that has these sections.
func written(sections []markdown.Section) string {
	var b strings.Builder
	for i, s := range sections {
		if i > 0 {
			b.WriteString("\n\n" + s.HeadingLine + "\n\n")
		}
		b.WriteString(s.Text)
	}
	return b.String() + "\n"
}

// trimBlank drops the blank lines at both ends.
func trimBlank(lines []string) []string {
	blank := func(line string) bool { return strings.Trim(line, " \t\v\f") == "" }
	for len(lines) > 0 && blank(lines[0]) {
		lines = lines[1:]
	}
	for len(lines) > 0 && blank(lines[len(lines)-1]) {
		lines = lines[:len(lines)-1]
	}
	return slices.Clip(lines)
}
