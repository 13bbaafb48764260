package frontmatter

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// The rules in this file know mistakes with signs: quotes, brackets, colons and what else
// has a meaning in YAML.

// openQuote finds a value that begins with a quote and has none at its end.
func (f fault) openQuote() (mend, bool) {
	line := f.at.line
	if f.saysAny("scanning a quoted scalar: found unexpected") {
		line = f.context.line
	} else {
		for line--; line >= 0 && !opensQuote(entryOf(f.lines[line]).value); line-- {
			if l := strings.TrimSpace(f.lines[line]); strings.HasSuffix(l, `"`) || strings.HasSuffix(l, "'") {
				return mend{}, false // a quote of several lines ends here
			}
		}
	}
	if line < 0 {
		return mend{}, false
	}
	e := entryOf(f.lines[line])
	if !opensQuote(e.value) {
		return mend{}, false
	}
	if inner, smart := unquotedSmart(e.value); smart {
		return curly(spot{line, e.column()}, e, inner)
	}
	sign := e.value[:1]
	return replace(spot{line, e.column()}, e.with(e.value+sign), "close it:", "the quote %s is not closed", sign)
}

// opensQuote reports whether a value begins with a quote that does not end on its line.
func opensQuote(value string) bool {
	if value == "" || value[0] != '"' && value[0] != '\'' {
		return false
	}
	rest := value[1:]
	if value[0] == '"' {
		rest = strings.NewReplacer(`\\`, "", `\"`, "").Replace(rest)
	}
	return !strings.Contains(rest, value[:1])
}

// openBracket finds a list or map in brackets that is not closed.
func (f fault) openBracket() (mend, bool) {
	if !f.saysAny("expected ',' or ']'", "expected ',' or '}'") && !(f.saysAny("flow") && f.saysAny("expected node content")) {
		return mend{}, false
	}
	start, end := f.context.line, f.at.line
	if end > start {
		end = f.lastBefore(end).line
	}
	closers := openBrackets(f.lines[start : end+1])
	e := entryOf(f.lines[start])
	if closers == "" || start > end {
		if e.value == "" || start != f.at.line {
			return mend{}, false
		}
		m, _ := quote(f.at, e, "a comma or a bracket is missing: %q", clipped(e.value))
		m.hint = strings.Replace(m.hint, "put the value", "separate items by commas: [a, b]; if it is text, put it", 1)
		return m, true
	}
	last := entryOf(f.lines[end])
	mended := last.with(last.value + closers)
	return mend{
		at: f.context, message: fmt.Sprintf("the bracket %s is not closed", charAt(f.lines, f.context)),
		hint: "close it:\n  " + shown(mended), lines: map[int]string{end: mended},
	}, true
}

// openBrackets gives the brackets that close what some lines leave open.
func openBrackets(lines []string) string {
	var open []byte
	in := byte(0)
	for _, l := range lines {
		for i := range len(l) {
			switch c := l[i]; {
			case in != 0:
				if c == in {
					in = 0
				}
			case c == '"' || c == '\'':
				in = c
			case c == '[':
				open = append(open, ']')
			case c == '{':
				open = append(open, '}')
			case len(open) > 0 && c == open[len(open)-1]:
				open = open[:len(open)-1]
			}
		}
	}
	for i, j := 0, len(open)-1; i < j; i, j = i+1, j-1 {
		open[i], open[j] = open[j], open[i]
	}
	return string(open)
}

// charAt is the character at a spot, or "" at the end of a line.
func charAt(lines []string, at spot) string {
	_, after := around(lines[at.line], at.column)
	c, n := utf8.DecodeRuneInString(after)
	if n == 0 {
		return ""
	}
	return string(c)
}

// escape finds a backslash in double quotes that was meant as one.
func (f fault) escape() (mend, bool) {
	e := entryOf(f.lines[f.at.line])
	if !f.saysAny("escape") || len(e.value) < 2 || e.value[0] != '"' {
		return mend{}, false
	}
	value := `"` + strings.ReplaceAll(strings.Trim(e.value, `"`), `\`, `\\`) + `"`
	if inner := strings.Trim(e.value, `"`); !strings.Contains(inner, "'") {
		value = "'" + inner + "'"
	}
	return replace(f.at, e.with(value), `write it in single quotes, in which \ is a letter, or write \\:`,
		`\ in double quotes begins an escape that there is not`)
}

// textAfterQuote finds text after what looked like a whole value: "Mail" is slow.
func (f fault) textAfterQuote() (mend, bool) {
	e := entryOf(f.lines[f.at.line])
	if e.value == "" || f.at.column <= e.column() || !strings.Contains(`"'[{`, e.value[:1]) ||
		!f.saysAny("expected key", "expected '-'", "mapping values", "expected <document start>") {
		return mend{}, false
	}
	sign := map[string]string{"[": "]", "{": "}"}[e.value[:1]]
	if sign == "" {
		sign = e.value[:1]
	}
	if sign == "'" && f.saysAny("expected key") {
		e.value = strings.TrimSuffix(strings.TrimPrefix(e.value, "'"), "'")
	}
	_, after := around(f.lines[f.at.line], f.at.column)
	return quote(f.at, e, "text after the closing %s: %q", sign, clipped(strings.TrimRight(after, " \t")))
}

// beginning finds a value that begins with a sign that YAML keeps for itself.
func (f fault) beginning() (mend, bool) {
	for _, at := range []spot{f.at, f.context} {
		e := entryOf(f.lines[at.line])
		near := e.column()-2 <= at.column && at.column <= e.column()+1
		if e.value == "" || !near || e.key == "" && !strings.Contains(e.lead, "-") {
			continue
		}
		if sign := e.value[:1]; strings.Contains("@`%*|>-?,]}&!", sign) {
			at.column = e.column()
			return quote(at, e, "a value that begins with %s must be in quotes", sign)
		}
	}
	return mend{}, false
}

// itemLine is a list's item on the line of its key.
var itemLine = regexp.MustCompile(`^([ \t]*[^\s:#"'-][^:#]*:[ \t]+)(-(?:[ \t].*)?)$`)

// itemAfterKey finds "key: - value", which is either text or a list.
func (f fault) itemAfterKey() (mend, bool) {
	line := f.lines[f.at.line]
	m := itemLine.FindStringSubmatch(line)
	if m == nil || !f.saysAny("block sequence entries") {
		return mend{}, false
	}
	value := strings.TrimRight(m[2], " \t")
	hint := fmt.Sprintf("if it is a list, begin it on a line of its own:\n  %s\n  %s%s\nif it is text, put it in quotes:",
		strings.TrimRight(m[1], " \t"), strings.Repeat(" ", indentOf(line)+2), value)
	at := spot{f.at.line, 1 + utf8.RuneCountInString(m[1])}
	return replace(at, m[1]+quoted(value), hint, "a list cannot begin on the line of its key")
}

// colonInValue finds a second colon with a space after it.
func (f fault) colonInValue() (mend, bool) {
	e := entryOf(f.lines[f.at.line])
	if !f.saysAny("mapping values are not allowed") || e.key == "" || f.at.column <= e.column() {
		return mend{}, false
	}
	if inner, smart := unquotedSmart(e.value); smart {
		return curly(spot{f.at.line, e.column()}, e, inner)
	}
	m, ok := quote(f.at, e, "a colon in a value without quotes: %q", clipped(e.value))
	if !pair.MatchString(e.value) {
		return m, ok
	}
	hint := fmt.Sprintf("begin it on a line of its own:\n  %s\n  %s%s", strings.TrimRight(e.lead+e.key, " \t"), strings.Repeat(" ", len(e.lead)+2), e.value)
	if below := f.below(f.at.line); len(below) > 0 {
		m.hint = hint
		for _, i := range below {
			m.lines[i] = "" // more keys of that map, which the text in quotes cannot have
		}
		return m, ok
	}
	m.hint = "if it is a key with its value, " + hint + "\nif it is text, put it in quotes:\n  " + shown(m.lines[f.at.line])
	return m, ok
}

// below gives the indices of the lines that are indented deeper than the one above them.
func (f fault) below(line int) []int {
	var deeper []int
	for i := line + 1; i < len(f.lines) && (!hasContent(f.lines[i]) || indentOf(f.lines[i]) > indentOf(f.lines[line])); i++ {
		if hasContent(f.lines[i]) {
			deeper = append(deeper, i)
		}
	}
	return deeper
}

// curly is a mend of typographic quotes around a value.
func curly(at spot, e entry, inner string) (mend, bool) {
	return replace(at, e.with(quoted(inner)), "write straight quotes:", "typographic quotes around %q", clipped(inner))
}

// pair is a value that looks like a key and its value: the key is in small letters.
var pair = regexp.MustCompile(`^[a-z][a-z0-9_-]*: [^\s:]+$`)
