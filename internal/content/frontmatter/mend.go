package frontmatter

import (
	"errors"
	"fmt"
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
	return f.unknown(), false
}

// unknown is a mistake that no rule knows.
func (f fault) unknown() mend {
	if f.saysAny("could not find expected ':'") {
		line := strings.TrimSpace(f.lines[f.context.line])
		return mend{at: f.context, message: fmt.Sprintf("neither a key nor a list item: %q", clipped(line)), hint: rulesInShort}
	}
	line := strings.TrimSpace(f.lines[f.at.line])
	return mend{at: f.at, message: fmt.Sprintf("this is no YAML (%s): %q", f.says, clipped(line)), hint: rulesInShort}
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
