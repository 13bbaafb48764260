package frontmatter

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// spot is a place in a document.
type spot struct {
	line   int // index of the line, from 0
	column int // in characters, from 1
}

// fault is what the YAML library says of a document that is no YAML.
type fault struct {
	says    string
	at      spot
	context spot // where that begins which could not be read
	lines   []string
	depth   bool // too deep
}

// mend is a mistake of syntax with the line, or lines, as they ought to be.
type mend struct {
	at      spot
	message string
	hint    string
	lines   map[int]string // the mended lines by their index
	every   bool           // the mistake is on each of these lines, not only at the spot
}

// faultOf reads the library's error.
func faultOf(err error, lines []string) fault {
	f := fault{says: err.Error(), lines: lines, depth: errors.Is(err, errTooDeep) || strings.Contains(err.Error(), errTooDeep.Error())}
	var e *yaml.LoadError
	if errors.As(err, &e) {
		f.says = e.Message
		f.at = f.spot(e.Mark)
		f.context = f.at
		if e.ContextMark.Line > 0 {
			f.context = f.spot(e.ContextMark)
			f.says = e.ContextMsg + ": " + e.Message
		}
	}
	return f
}

// spot is the library's mark, on a line that there is.
func (f fault) spot(m yaml.Mark) spot {
	if m.Line > len(f.lines) {
		return f.lastBefore(len(f.lines))
	}
	return spot{max(m.Line-1, 0), max(m.Column, 1)}
}

// lastBefore is the end of the last line with content above a line.
func (f fault) lastBefore(line int) spot {
	for i := min(line, len(f.lines)) - 1; i >= 0; i-- {
		if hasContent(f.lines[i]) {
			return spot{i, 1 + utf8.RuneCountInString(f.lines[i])}
		}
	}
	return spot{0, 1}
}

// hasContent reports whether a line is neither blank nor a comment.
func hasContent(line string) bool {
	t := strings.TrimSpace(line)
	return t != "" && t[0] != '#'
}

// mend finds the mistake that a person made. Where it is none of the known ones, it
// returns false with a message as good as the library's.
func (f fault) mend() (mend, bool) {
	if f.depth {
		return mend{at: f.at, message: errTooDeep.Error(), hint: "write it flatter; put a text with many brackets in quotes"}, false
	}
	for _, rule := range []func() (mend, bool){
		f.tabs, f.invisible, f.openQuote, f.openBracket, f.escape, f.textAfterQuote, f.itemAfterKey,
		f.beginning, f.colonInValue, f.strayItem, f.missingColon, f.indentation,
	} {
		if m, ok := rule(); ok {
			return m, true
		}
	}
	if f.saysAny("could not find expected ':'") {
		return mend{at: f.context, message: fmt.Sprintf("neither a key nor a list item: %q", clipped(strings.TrimSpace(f.lines[f.context.line]))), hint: rulesInShort}, false
	}
	return mend{
		at:      f.at,
		message: fmt.Sprintf("this is no YAML (%s): %q", f.says, clipped(strings.TrimSpace(f.lines[f.at.line]))),
		hint:    rulesInShort,
	}, false
}

// rulesInShort is the hint where no better one is known.
const rulesInShort = "a line is key: value, with a space after the colon, or - item;\n" +
	"what belongs to a key is indented by two spaces; text with signs goes in quotes"

// saysAny reports whether the library's message holds one of the phrases.
func (f fault) saysAny(phrases ...string) bool {
	for _, p := range phrases {
		if strings.Contains(f.says, p) {
			return true
		}
	}
	return false
}

// replace is a mend of one line, which the hint shows.
func replace(at spot, line, hint, format string, args ...any) (mend, bool) {
	return mend{at: at, message: fmt.Sprintf(format, args...), hint: hint + "\n  " + shown(line), lines: map[int]string{at.line: line}}, true
}

// quote is a mend that puts a line's value in quotes.
func quote(at spot, e entry, format string, args ...any) (mend, bool) {
	return replace(at, e.with(quoted(e.value)), "put the value in quotes:", format, args...)
}

var tabbed = regexp.MustCompile(`^ *\t[ \t]*`)

// tabs finds lines that are indented by tabs, all at once.
func (f fault) tabs() (mend, bool) {
	if !tabbed.MatchString(f.lines[f.at.line]) || !f.saysAny("tab", "cannot start any token") {
		return mend{}, false
	}
	return f.everywhere("a tab in the indentation, where YAML wants spaces", "write two spaces for each tab:", func(_ int, l string) (string, int) {
		blanks := tabbed.FindString(l)
		return strings.ReplaceAll(blanks, "\t", "  ") + l[len(blanks):], 1 + strings.IndexByte(l, '\t')
	})
}

// invisible finds lines that are indented by blanks which only look like spaces.
func (f fault) invisible() (mend, bool) {
	return f.everywhere("an invisible character in the indentation, where YAML wants spaces", "write spaces:", func(_ int, l string) (string, int) {
		rest := strings.TrimLeft(l, invisible+" \t")
		blanks := strings.TrimSuffix(l, rest)
		return spaces(blanks) + rest, 1 + utf8.RuneCountInString(blanks[:max(0, strings.IndexAny(blanks, invisible))])
	})
}

// everywhere mends the same mistake on all lines. The function gives a line as it ought
// to be, and the column of the mistake.
func (f fault) everywhere(message, hint string, mended func(i int, line string) (string, int)) (mend, bool) {
	m := mend{message: message, lines: map[int]string{}, every: true}
	for i, l := range f.lines {
		better, column := mended(i, l)
		if better == l || !hasContent(l) {
			continue
		}
		if len(m.lines) == 0 {
			m.at, m.hint = spot{i, column}, hint+"\n  "+shown(better)
		}
		m.lines[i] = better
	}
	return m, len(m.lines) > 0
}

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
