package frontmatter

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	byteOrderMark = "\ufeff"
	replacement   = string(utf8.RuneError)
)

// text decodes a file into UTF-8 with LF line ends, and reports what is no text. It
// returns false where nothing of it can be read.
//
// What cannot stand in a text is replaced, one character by one, so that places hold.
func (r *reader) text(src []byte) (string, bool) {
	switch {
	case len(src) > maxBytes:
		r.report(r.place(0, 0), "move pictures and logs into files of their own, and link to them",
			"the file has %d bytes; at most %d (1 MiB) are read", len(src), maxBytes)
		return "", false
	case bytes.HasPrefix(src, []byte{0xff, 0xfe}), bytes.HasPrefix(src, []byte{0xfe, 0xff}):
		r.report(r.place(1, 1), "save the file as UTF-8", "the file is in UTF-16; only UTF-8 can be read")
		return "", false
	}
	text := strings.TrimPrefix(string(src), byteOrderMark)
	text = strings.ReplaceAll(text, "\r\n", "\n")
	text = r.lineEnds(text)
	r.last = 1 + strings.Count(text, "\n")
	text = r.encoding(text)
	text = r.controls(text)
	if strings.TrimSpace(text) == "" {
		r.report(r.place(0, 0), emptyHint(r.file), "the file is empty")
		return "", false
	}
	return text, true
}

// emptyHint shows the least that a file holds.
func emptyHint(file string) string {
	if strings.HasSuffix(file, ".yaml") || strings.HasSuffix(file, ".yml") {
		return "write a key and its value, such as\n  title: Example Status"
	}
	return "write at least\n  ---\n  title: Mail is slow\n  ---"
}

// lineEnds makes line ends of carriage returns without a line feed, as most editors do.
func (r *reader) lineEnds(text string) string {
	found := strings.IndexByte(text, '\r')
	if found < 0 {
		return text
	}
	line, column := spotOf(text, found)
	message := "a carriage return (CR) without a line feed (LF)"
	if count := strings.Count(text, "\r"); count > 1 {
		message = fmt.Sprintf("%d carriage returns (CR) without a line feed (LF)", count)
	}
	r.report(r.place(line, column), "save the file with the line ends LF (Unix) or CRLF (Windows)", "%s", message)
	return strings.ReplaceAll(text, "\r", "\n")
}

// encoding replaces each byte that is not UTF-8.
func (r *reader) encoding(text string) string {
	if utf8.ValidString(text) {
		return text
	}
	first, count := -1, 0
	var b strings.Builder
	for i, c := range text {
		if c == utf8.RuneError && !strings.HasPrefix(text[i:], replacement) {
			if first < 0 {
				first = i
			}
			count++
		}
		b.WriteRune(c)
	}
	line, column := spotOf(text, first)
	hint := "save the file as UTF-8"
	if c := text[first]; c >= 0xa0 {
		hint = fmt.Sprintf("the file seems to be in Windows-1252 or Latin-1, in which 0x%02x is %q: save it as UTF-8", c, string(rune(c)))
	}
	message := fmt.Sprintf("the byte 0x%02x is not UTF-8", text[first])
	if count > 1 {
		message = fmt.Sprintf("%d bytes are not UTF-8; the first is 0x%02x", count, text[first])
	}
	r.report(r.place(line, column), hint, "%s", message)
	return b.String()
}

// controls replaces control characters, which neither YAML nor a feed may hold, by
// spaces.
func (r *reader) controls(text string) string {
	isControl := func(c rune) bool {
		return c < ' ' && c != '\t' && c != '\n' || 0x7f <= c && c <= 0x9f || c == 0xfffe || c == 0xffff
	}
	found := strings.IndexFunc(text, isControl)
	if found < 0 {
		return text
	}
	count := 0
	clean := strings.Map(func(c rune) rune {
		if isControl(c) {
			count++
			return ' '
		}
		return c
	}, text)
	line, column := spotOf(text, found)
	c, _ := utf8.DecodeRuneInString(text[found:])
	name := fmt.Sprintf("U+%04X", c)
	if c == 0 {
		name = "NUL"
	}
	message := "the control character " + name
	if count > 1 {
		message = fmt.Sprintf("%d control characters; the first is %s", count, name)
	}
	r.report(r.place(line, column), "delete what no keyboard writes; a file with much of it is no text file", "%s", message)
	return clean
}

// separators makes spaces of the line separators that YAML takes for line ends and
// editors do not, which would put all places below them wrong.
func (r *reader) separators(lines []string, first int) {
	for i, l := range lines {
		found := strings.IndexAny(l, "\u2028\u2029")
		if found < 0 {
			continue
		}
		_, column := spotOf(l, found)
		r.report(r.place(first+i, column), "delete it, and write a space or a new line",
			"an invisible line separator (U+2028 or U+2029)")
		lines[i] = strings.NewReplacer("\u2028", " ", "\u2029", " ").Replace(l)
	}
}

// spotOf gives the line and the column, each from 1, of the character at an offset.
func spotOf(text string, offset int) (line, column int) {
	before := text[:offset]
	line = 1 + strings.Count(before, "\n")
	return line, 1 + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:])
}

// enumerate joins numbers as a sentence does: 2, 3 and 7.
func enumerate(numbers []int) string {
	slices.Sort(numbers)
	words := make([]string, len(numbers))
	for i, n := range numbers {
		words[i] = fmt.Sprint(n)
	}
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}
