package frontmatter

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

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

// strayItem finds a list's item among keys, and a key among a list's items.
func (f fault) strayItem() (mend, bool) {
	line := f.lines[f.at.line]
	switch {
	case f.at.column != 1+indentOf(line):
		return mend{}, false
	case f.saysAny("parsing a block mapping") && strings.HasPrefix(strings.TrimLeft(line, " "), "- "):
		return replace(f.at, withoutHyphen(line), "write it without the hyphen:", "a list item where a key is expected")
	case !f.saysAny("expected '-' indicator"):
		return mend{}, false
	case f.context.column == 1:
		opener := f.lines[f.context.line]
		return replace(f.context, withoutHyphen(opener), "write it without the hyphen:", "a list item where a key is expected")
	}
	return f.keyAmongItems(line)
}

// keyAmongItems finds a key that belongs to the list's item above, or to none.
func (f fault) keyAmongItems(line string) (mend, bool) {
	depth, hint := 0, "begin it where the key of the list begins:"
	for i := f.at.line - 1; i >= 0; i-- {
		l := f.lines[i]
		e := entryOf(l)
		if i >= f.context.line && e.key != "" && strings.Contains(e.lead, "-") {
			depth, hint = len(e.lead), "if it belongs to the item above, begin it where that item's first key begins:"
			break
		}
		if i < f.context.line && hasContent(l) && indentOf(l) < f.context.column-1 {
			depth = indentOf(l)
			break
		}
	}
	if depth == indentOf(line) {
		return mend{}, false
	}
	return replace(f.at, indented(line, depth), hint, "a key among the items of a list")
}

// missingColon finds a line without a colon that separates its key from its value.
func (f fault) missingColon() (mend, bool) {
	switch {
	case f.saysAny("could not find expected ':'"):
		return withColon(f.lines, f.context.line)
	case f.saysAny("mapping values are not allowed"):
		above := f.lastBefore(f.at.line).line
		if above < f.at.line && entryOf(f.lines[above]).key == "" {
			return withColon(f.lines, above)
		}
		return withColon(f.lines, f.at.line)
	}
	return mend{}, false
}

var (
	noSpace    = regexp.MustCompile(`^(\s*(?:- )?["']?[\pL_][\pL\pN_-]*["']?):([^\s/].*)$`)
	otherColon = regexp.MustCompile(`^(\s*(?:- )?[\pL_][\pL\pN_-]*)\s*(?:=|：|﹕|:=|=>|->)\s*(.*)$`)
	bullet     = regexp.MustCompile(`^(\s*)[•·–—*]\s+(.*)$`)
	oneWord    = regexp.MustCompile(`^(\s*(?:- )?[\pL_][\pL\pN_-]*)[;,.]?\s*$`)
	twoWords   = regexp.MustCompile(`^(\s*(?:- )?[\pL_][\pL\pN_-]*)[ \t]+(\S.*)$`)
)

// withColon mends a line that has no colon, or one without a space.
func withColon(lines []string, i int) (mend, bool) {
	line := lines[i]
	at := spot{i, 1 + indentOf(line)}
	text := clipped(strings.TrimSpace(line))
	if m := noSpace.FindStringSubmatch(line); m != nil {
		at.column = 2 + utf8.RuneCountInString(m[1])
		value := strings.TrimLeft(m[2], invisible+" ")
		return replace(at, m[1]+": "+value, "write a space after the colon:", "no space after the colon: %q", text)
	}
	if m := otherColon.FindStringSubmatch(line); m != nil {
		at.column = 1 + utf8.RuneCountInString(m[1])
		return replace(at, m[1]+": "+m[2], "write a colon and a space:", "no colon after the key: %q", text)
	}
	if m := bullet.FindStringSubmatch(line); m != nil {
		return replace(at, m[1]+"- "+m[2], "write a hyphen and a space:", "a list item that does not begin with a hyphen: %q", text)
	}
	if m := twoWords.FindStringSubmatch(line); m != nil {
		at.column = 1 + utf8.RuneCountInString(m[1])
		return replace(at, m[1]+": "+m[2], "write a colon after the key:", "no colon after the key: %q", text)
	}
	if m := oneWord.FindStringSubmatch(line); m != nil {
		return replace(at, m[1]+":", "write a colon after it, and a value:", "no colon after the key: %q", text)
	}
	return mend{}, false
}

// indentation finds a line whose indentation fits nothing above it.
func (f fault) indentation() (mend, bool) {
	line := f.lines[f.at.line]
	above := f.lastBefore(f.at.line).line
	if !hasContent(line) || above == f.at.line || !f.saysAny("expected key", "mapping values are not allowed", "expected '-'", "expected <document start>") {
		return mend{}, false
	}
	want := indentOf(f.lines[above])
	if e := entryOf(f.lines[above]); e.key != "" && strings.Contains(e.lead, "-") {
		want = len(e.lead)
	}
	if want == indentOf(line) {
		return mend{}, false
	}
	if indentOf(line) == 0 {
		return f.firstKeyIndented()
	}
	at := spot{f.at.line, 1 + indentOf(line)}
	message := "indented deeper than the line above, which has a value of its own"
	if indentOf(line) < want {
		message = "indented less than the line above, and like no line before it"
	}
	return replace(at, indented(line, want), "begin it in the column of the line above:", "%s", message)
}

// firstKeyIndented finds that all keys above the one at fault are indented.
func (f fault) firstKeyIndented() (mend, bool) {
	depth := -1
	return f.everywhere("the first key is indented", "begin it at the beginning of the line:", func(i int, l string) (string, int) {
		if i >= f.at.line {
			return l, 1
		}
		if depth < 0 && hasContent(l) {
			depth = indentOf(l)
		}
		return l[min(max(depth, 0), indentOf(l)):], 1
	})
}
