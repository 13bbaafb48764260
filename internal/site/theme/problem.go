package theme

import (
	"errors"
	"html/template"
	"regexp"
	"strconv"
	"strings"

	"ownup/internal/diag"
)

// complaint is how the template packages begin a message: template, line and, mostly,
// the byte of the line.
var complaint = regexp.MustCompile(`^(?:html/)?template: ?([^:]+):(\d+)(?::(\d+))?: (?s:(.*))$`)

// problem tells an error of a template package as a problem of the file.
func (t *Theme) problem(err error) diag.Problem {
	message := err.Error()
	var unsafe *template.Error
	if errors.As(err, &unsafe) {
		p := diag.Problem{Pos: diag.Pos{File: t.files[unsafe.Name].place, Line: unsafe.Line}, Message: unsafe.Description}
		if unsafe.ErrorCode == template.ErrEndContext {
			p.Message, p.Hint = "the template ends inside of a tag", "close the attribute, tag or comment that is open"
		}
		return p
	}
	m := complaint.FindStringSubmatch(message)
	if m == nil {
		return diag.Problem{Pos: diag.Pos{File: Overrides}, Message: message}
	}
	f := t.files[m[1]]
	pos := diag.Pos{File: f.place}
	pos.Line, _ = strconv.Atoi(m[2]) // digits, by the pattern
	if m[3] != "" {
		bytes, _ := strconv.Atoi(m[3])
		pos.Column = f.column(pos.Line, bytes)
	}
	p := diag.Problem{Pos: pos, Message: strings.TrimSpace(m[4])}
	if _, field, ok := strings.Cut(p.Message, "can't evaluate field "); ok {
		name, _, _ := strings.Cut(field, " ")
		p.Hint = "the page has nothing of the name " + name + "; the built-in template of this name shows what it has"
	}
	return p
}
