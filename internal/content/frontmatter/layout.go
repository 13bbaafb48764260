package frontmatter

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// The rules in this file know mistakes in the layout of lines: their indentation, hyphens
// and the colons after keys.

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

// strayItem finds a list's item among keys, and a key among a list's items.
func (f fault) strayItem() (mend, bool) {
	line := f.lines[f.at.line]
	switch {
	case f.at.column != 1+indentOf(line):
		return mend{}, false
	case f.saysAny("parsing a block mapping") && strings.HasPrefix(strings.TrimLeft(line, " "), "- "):
		return replace(f.at, asKey(line), "write it without the hyphen:", "a list item where a key is expected")
	case !f.saysAny("expected '-' indicator"):
		return mend{}, false
	case f.context.column == 1:
		opener := f.lines[f.context.line]
		return replace(f.context, asKey(opener), "write it without the hyphen:", "a list item where a key is expected")
	}
	return f.keyAmongItems(line)
}

// asKey is the line of a list's item as a key, with a colon.
func asKey(line string) string {
	item := strings.TrimLeft(strings.TrimPrefix(strings.TrimLeft(line, " \t"), "-"), " \t")
	key := line[:indentOf(line)] + item
	if m, ok := withColon([]string{key}, 0); ok && entryOf(key).key == "" {
		return m.lines[0]
	}
	return key
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
