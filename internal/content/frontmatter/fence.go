package frontmatter

import (
	"regexp"
	"strings"
	"unicode"
)

// parts are the two parts of a file, whatever its delimiters look like.
type parts struct {
	front     []string
	frontLine int // number of the front matter's first line in the file
	body      []string
	bodyLine  int // number of the body's first line in the file
}

// source is the file with the delimiters that it ought to have.
func (p parts) source() string {
	lines := append([]string{delimiter}, p.front...)
	lines = append(append(lines, delimiter), p.body...)
	return strings.Join(lines, "\n")
}

var (
	// dashes is a line that looks like a delimiter: hyphens and dashes of all kinds.
	dashes = regexp.MustCompile(`^(?:[-‐‑‒–—―−﹘﹣－]\s*){1,8}$`)

	// keyed is a line that begins with a key, with or without the space after the colon.
	keyed = regexp.MustCompile(`^["'“]?[A-Za-z_][A-Za-z0-9_-]*["'”]?[ \t]*:(?:[^/]|$)`)

	// dated is the heading of an update, so a line of the body. To YAML it is a comment.
	dated = regexp.MustCompile(`^#{2,6}[ \t]*\d{4}-\d\d-\d\d`)
)

// fences finds the front matter and reports delimiters that are missing or that are not
// as they ought to be. It returns false where there is no front matter that
// can be read; then the body is what may be Markdown.
func (r *reader) fences(lines []string) (parts, bool) {
	from, ok := r.opening(lines)
	if !ok {
		return parts{body: lines[from:]}, false
	}
	to, body := r.closing(lines, from)
	return parts{front: lines[from:to:to], frontLine: from + 1, body: lines[body:], bodyLine: min(body+1, len(lines))}, true
}

// opening returns the index of the first line of the front matter.
func (r *reader) opening(lines []string) (int, bool) {
	first := 0
	for strings.TrimSpace(lines[first]) == "" {
		first++ // a text has a line that is not blank
	}
	line := strings.TrimRight(lines[first], " \t")
	switch {
	case line == delimiter:
		return first + 1, true
	case r.foreign(line, first+1):
		return len(lines), false
	case isDelimiterLike(line):
		r.notDelimiter(first+1, line, "opening")
		return first + 1, true
	case keyed.MatchString(line):
		r.report(r.place(first+1, 1), "write a line of three hyphens above it:\n  ---\n  "+line,
			"the opening --- of the front matter is missing")
		return first, true
	}
	if at, found := laterOpening(lines, first); found {
		r.report(r.place(first+1, 1), "move it below the front matter's closing ---",
			"there is text before the front matter, which begins on line %d", at+1)
		return at + 1, true
	}
	r.report(r.place(first+1, 1), "begin the file with\n  ---\n  title: Mail is slow\n  ---", "the front matter is missing")
	return 0, false
}

// laterOpening finds a delimiter that a key follows.
func laterOpening(lines []string, first int) (int, bool) {
	for i := first; i < len(lines)-1; i++ {
		if isDelimiterLike(strings.TrimRight(lines[i], " \t")) && keyed.MatchString(lines[i+1]) {
			return i, true
		}
	}
	return 0, false
}

// foreign reports front matter in a format that is not read.
func (r *reader) foreign(line string, number int) bool {
	format := ""
	switch {
	case strings.HasPrefix(line, "{") && !strings.HasPrefix(line, "{{") && !strings.HasPrefix(line, "{%"),
		line == ";;;", strings.EqualFold(line, "---json"):
		format = "JSON"
	case strings.HasPrefix(line, "+++"), strings.EqualFold(line, "---toml"):
		format = "TOML"
	default:
		return false
	}
	r.report(r.place(number, 1), "write it as YAML:\n  ---\n  title: Mail is slow\n  ---",
		"front matter in %s is not supported", format)
	return true
}

// closing returns the index after the last line of the front matter, and that of the
// first line of the body.
func (r *reader) closing(lines []string, from int) (to, body int) {
	end, block := len(lines), -1 // the indentation of the key that a block scalar belongs to
	for i := from; i < len(lines); i++ {
		line := strings.TrimRight(lines[i], " \t")
		inBlock := block >= 0 && (line == "" || indentOf(line) > block)
		switch {
		case !inBlock && blockHeader.MatchString(line):
			block = indentOf(line)
			continue
		case !inBlock:
			block = -1
		}
		switch {
		case line == delimiter:
			return i, i + 1
		case dated.MatchString(line), i > from && lines[i-1] == "" && isProse(line):
			end = i
		case !isDelimiterLike(line):
			continue
		case inBlock:
			r.dashesInBlock(lines, i)
			continue
		default:
			r.notDelimiter(i+1, line, "closing")
			return i, i + 1
		}
		break
	}
	return r.unclosed(lines, from, end)
}

// isProse reports whether a line is a sentence, which is no YAML.
func isProse(line string) bool {
	return unicode.IsLetter(firstRune(line)) && !keyed.MatchString(line) && len(strings.Fields(line)) > 3 && !strings.Contains(line, ": ")
}

// unclosed guesses where the front matter ends: before the first line that is no YAML.
func (r *reader) unclosed(lines []string, from, end int) (to, body int) {
	for i := from; i < end; i++ {
		if first := firstRune(lines[i] + " "); !strings.ContainsRune(" \t-#\"'“}]", first) && !keyed.MatchString(lines[i]) {
			end = i
		}
	}
	hint, at := "write a line of three hyphens below the last key:\n  ---", max(from, 1)
	if end < len(lines) {
		hint, at = "write a line of three hyphens above this line:\n  ---\n  "+lines[end], end+1
	}
	r.report(r.place(at, 1), hint, "the closing --- of the front matter is missing")
	return end, end
}

// notDelimiter reports a line that was meant to be a delimiter.
func (r *reader) notDelimiter(number int, line, which string) {
	text := strings.TrimSpace(line)
	column := 1 + len(line) - len(strings.TrimLeft(line, " \t"))
	hint := "write three hyphens and nothing else:\n  ---"
	switch {
	case text == delimiter && which == "opening":
		r.report(r.place(number, column), "write it at the beginning of the line:\n  ---", "the opening --- of the front matter is indented")
		return
	case text == delimiter:
		r.report(r.place(number, column), "write it at the beginning of the line:\n  ---\nor, if it belongs to a text, write *** instead",
			"the closing --- of the front matter is indented")
		return
	case strings.ContainsAny(text, "‒–—―−"):
		hint += "\n(many keyboards make a dash of two hyphens)"
	}
	r.report(r.place(number, column), hint, "%q where the %s --- of the front matter is expected", text, which)
}

// dashesInBlock reports three hyphens that are a line of a block scalar, and takes them
// out: adrg/frontmatter would end the front matter at them.
func (r *reader) dashesInBlock(lines []string, i int) {
	indent := strings.Index(lines[i], "-")
	if strings.TrimSpace(lines[i]) == delimiter {
		r.report(r.place(i+1, indent+1), "write another ruler instead:\n"+"  "+lines[i][:indent]+"***",
			"--- in a text of the front matter would end the front matter")
		lines[i] = lines[i][:indent] + "***"
	}
}

// blockHeader is the end of a line below which a block scalar stands.
var blockHeader = regexp.MustCompile(`(?:^|[:\s-]\s)[|>][-+0-9]{0,2}(?:\s+#.*)?$`)

// isDelimiterLike reports whether a line was meant to be a delimiter: it begins with
// three hyphens, or consists of dashes, or is YAML's own end of a document.
func isDelimiterLike(line string) bool {
	text := strings.TrimSpace(line)
	switch {
	case text == "...":
		return line == text
	case strings.HasPrefix(line, delimiter):
		return true
	case !dashes.MatchString(text) || text == "-" || text == "- -":
		return false
	}
	return true
}
