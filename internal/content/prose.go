package content

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"ownup/internal/markdown"
)

// PlainText makes text of what another program has written: UTF-8 with LF line ends,
// without the characters that no file of a site may hold.
func PlainText(text string) string {
	text = strings.ToValidUTF8(text, "\ufffd")
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n\n", "\ufeff", "").Replace(text)
	return strings.Map(func(c rune) rune {
		switch {
		case c == '\n' || c == '\t':
			return c
		case unicode.IsControl(c) || c == 0xfffe || c == 0xffff:
			return -1
		}
		return c
	}, text)
}

// Prose makes the Markdown of an update of what was written elsewhere: no space around it, none
// at the ends of its lines but that of a hard break, no heading that would divide a file,
// and nothing left open that would swallow what comes below.
func Prose(text string) string {
	lines := strings.Split(PlainText(text), "\n")
	for n, l := range lines {
		bare := strings.TrimRight(l, " \t")
		if strings.HasSuffix(l, "  ") && bare != "" {
			bare += "\\"
		}
		lines[n] = bare
	}
	for len(lines) > 0 && lines[0] == "" {
		lines = lines[1:]
	}
	text = strings.TrimRight(strings.Join(lines, "\n"), "\\\n ")
	return demoted(closed(text))
}

// mended is how often a text is mended at one place. More is the work of no person.
const mended = 100

// closed closes a fence, and escapes HTML, that would swallow what follows the text.
func closed(text string) string {
	for range mended {
		open := markdown.Parse(text).Unclosed()
		if len(open) == 0 {
			return text
		}
		lines := strings.Split(text, "\n")
		at := open[0]
		if strings.HasPrefix(at.What, "<") {
			row := []rune(lines[at.Line-1])
			lines[at.Line-1] = string(row[:at.Column-1]) + "\\" + string(row[at.Column-1:])
			text = strings.Join(lines, "\n")
			continue
		}
		text += "\n" + fenceOf(at.What)
	}
	return Escaped(text)
}

// fenceOf gives the marks that a fence's opening begins with.
func fenceOf(opening string) string {
	mark := opening[:1]
	return opening[:len(opening)-len(strings.TrimLeft(opening, mark))]
}

// topLevel is the highest level of a heading within an update: above it are the heading
// of the update and the title.
const topLevel = 3

// demoted lets the headings of a text begin at level 3, as far as level 6 allows, so that
// none of them divides the file.
func demoted(text string) string {
	doc := markdown.Parse(text)
	var at []int
	for n, s := range doc.Sections() {
		if n > 0 {
			at = append(at, s.Line-1)
		}
	}
	for _, l := range doc.Lines() {
		if l.Kind == markdown.Heading && strings.HasPrefix(l.Text, "#") {
			at = append(at, l.Line-1)
		}
	}
	lines := strings.Split(text, "\n")
	level := func(n int) int {
		l := strings.TrimLeft(lines[n], " ")
		return len(l) - len(strings.TrimLeft(l, "#"))
	}
	highest := 6
	for _, n := range at {
		highest = min(highest, level(n))
	}
	if highest >= topLevel {
		return text
	}
	slices.Sort(at)
	for _, n := range slices.Compact(at) {
		down := min(topLevel-highest, 6-level(n))
		lines[n] = strings.Repeat("#", down) + strings.TrimLeft(lines[n], " ")
	}
	return strings.Join(lines, "\n")
}

var (
	datedLine      = regexp.MustCompile(`(?m)^([^\pL\pN\n]*\d{4})-(\d)`)
	openingKey     = regexp.MustCompile(`^([a-z_]+):`)
	definitionLine = regexp.MustCompile(`(?m)^( {0,3})\[([^\]\n]*)\]:`)
	sectionLine    = regexp.MustCompile(`(?im)^([^\pL\pN\n]*)([ip])(nternal|ost-?mortem)([^\pL\pN\n]*)$`)
	openingTag     = regexp.MustCompile(`(\\*)<`)
)

// Escaped escapes everything in a text that a file could take for a part of its own: its
// words stay as they are on the page. It is for texts that a file refuses even so.
func Escaped(text string) string {
	text = datedLine.ReplaceAllString(text, `$1\-$2`)
	text = openingKey.ReplaceAllString(text, `$1\:`)
	text = sectionLine.ReplaceAllStringFunc(text, func(found string) string {
		m := sectionLine.FindStringSubmatch(found)
		return fmt.Sprintf("%s&#%d;%s%s", m[1], m[2][0], m[3], m[4])
	})
	text = definitionLine.ReplaceAllString(text, `$1\[$2]:`)
	text = openingTag.ReplaceAllStringFunc(text, func(found string) string {
		if len(found)%2 == 0 { // an odd number of backslashes escapes it already
			return found
		}
		return found[:len(found)-1] + `\<`
	})
	lines := strings.Split(text, "\n")
	for n, l := range lines {
		if t := strings.TrimLeft(l, " \t>"); strings.HasPrefix(t, "```") || strings.HasPrefix(t, "~~~") {
			lines[n] = l[:len(l)-len(t)] + "\\" + t
		}
	}
	return strings.Join(lines, "\n")
}

// LineBreaks keeps the line ends of a plain text, which Markdown would run together, as hard
// breaks. Code, lines of lists, quotes and tables, and those beside them, are left alone.
func LineBreaks(text string) string {
	lines := strings.Split(text, "\n")
	words := plainLines(text, lines)
	for n := range len(lines) - 1 {
		if words[n] && words[n+1] && !strings.HasSuffix(strings.TrimRight(lines[n], " \t"), "\\") {
			lines[n] = strings.TrimRight(lines[n], " \t") + "\\"
		}
	}
	return strings.Join(lines, "\n")
}

// Unbroken gives Markdown as a plain text of which [LineBreaks] makes the same page: its
// hard breaks become line ends, and lines that Markdown runs together become one.
func Unbroken(text string) string {
	lines := strings.Split(text, "\n")
	words := plainLines(text, lines)
	for n := len(lines) - 2; n >= 0; n-- {
		if !words[n] || !words[n+1] {
			continue
		}
		bare, hard := strings.CutSuffix(lines[n], "\\")
		if hard || strings.HasSuffix(bare, "  ") {
			lines[n] = strings.TrimRight(bare, " \t")
			continue
		}
		lines[n] = strings.TrimRight(bare, " \t") + " " + strings.TrimLeft(lines[n+1], " \t")
		lines, words = slices.Delete(lines, n+1, n+2), slices.Delete(words, n+1, n+2)
	}
	return strings.Join(lines, "\n")
}

// plainLines tells which lines of a text are words of paragraphs and nothing else.
func plainLines(text string, lines []string) []bool {
	words := make([]bool, len(lines))
	for _, l := range markdown.Parse(text).Lines() {
		words[l.Line-1] = l.Kind == markdown.Paragraph && isPlainLine(lines[l.Line-1])
	}
	return words
}

// markedLine is a line that is no text alone: of a list, a quote, a heading, a fence, a
// table, a rule, HTML, or indented.
var markedLine = regexp.MustCompile("^(?:[-*+>#|<=~`]|\\d+[.)]|\\s)")

func isPlainLine(l string) bool {
	return strings.TrimSpace(l) != "" && !markedLine.MatchString(l)
}
