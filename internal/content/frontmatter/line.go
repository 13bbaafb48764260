package frontmatter

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// entry is a line of YAML, taken apart: "  - key: value # comment".
type entry struct {
	lead    string // indentation and hyphens
	key     string // with its colon and the space after it; "" where there is none
	value   string
	comment string // with the space before it
}

var (
	entryLine = regexp.MustCompile(`^((?:[ \t]*(?:-[ \t]+)?)*)((?:"[^"]*"|'[^']*'|“[^”]*”|[^\s"':#\[\]{},&*!|>%@` + "`" + `][^:#]*?)[ \t]*:(?:[ \t]+|$))?(.*)$`)
	comment   = regexp.MustCompile(`[ \t]+#(?:[ \t].*)?$`)
)

// entryOf takes a line apart. A comment is what a person meant as one: # with a space
// after it.
func entryOf(line string) entry {
	m := entryLine.FindStringSubmatch(line)
	e := entry{lead: m[1], key: m[2], value: strings.TrimRight(m[3], " \t")}
	if at := comment.FindStringIndex(" " + e.value); at != nil {
		e.value, e.comment = e.value[:max(at[0]-1, 0)], e.value[max(at[0]-1, 0):]
	}
	return e
}

// column of the value, from 1.
func (e entry) column() int {
	return 1 + utf8.RuneCountInString(e.lead+e.key)
}

// with is the line with another value.
func (e entry) with(value string) string {
	return e.lead + e.key + value + e.comment
}

// indentOf is the number of blanks that a line begins with.
func indentOf(line string) int {
	return len(line) - len(strings.TrimLeft(line, " \t"))
}

// indented is the line with another indentation, in spaces.
func indented(line string, n int) string {
	return strings.Repeat(" ", n) + strings.TrimLeft(line, " \t")
}

// quoted writes text as a YAML scalar in quotes, with as few escapes as can be.
func quoted(text string) string {
	if strings.ContainsAny(text, `"\`) && !strings.Contains(text, "'") {
		return "'" + text + "'"
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

// Quotes that keyboards and word processors write, and that are letters to YAML.
const (
	smartOpening = "“”„«‘’‚‟″"
	smartClosing = "“”»‘’″"
	smartDouble  = "“”„«»‟″"
)

// unquotedSmart returns the text between smart quotes that enclose it as a whole, or
// that were meant to: the other end may have a straight quote.
func unquotedSmart(text string) (string, bool) {
	first, n := utf8.DecodeRuneInString(text)
	last, m := utf8.DecodeLastRuneInString(text)
	if len(text) < n+m || n == 0 {
		return text, false
	}
	inner := text[n : len(text)-m]
	opens := strings.ContainsRune(smartOpening, first)
	closes := strings.ContainsRune(smartClosing, last)
	matched := opens && (closes || last == '"' || last == '\'') || closes && (first == '"' || first == '\'')
	if !matched || strings.ContainsAny(inner, smartDouble) {
		return text, false
	}
	return inner, true
}

// around divides a line before a column.
func around(line string, column int) (before, after string) {
	r := []rune(line)
	at := max(0, min(column-1, len(r)))
	return string(r[:at]), string(r[at:])
}

// clipped is the beginning of a text, for a message.
func clipped(text string) string { return cut(text, 60) }

// shown is a line as a hint shows it: whole, unless no person could have written it.
func shown(line string) string { return cut(line, 300) }

func cut(text string, most int) string {
	if r := []rune(text); len(r) > most {
		return string(r[:most]) + "…"
	}
	return text
}
