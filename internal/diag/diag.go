// Package diag holds what is wrong with a file that a person wrote: a problem, its
// place, and a hint from which the file can be mended without a manual.
//
//	content/incidents/a.md:5:3: unknown component "emial"
//		did you mean "email"?
//
// Problems are collected, never returned one at a time: whoever reads files adds to a
// [List] and asks it for an error at the end.
package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Pos is a place in a file.
type Pos struct {
	File   string // slash-separated, from the project's folder
	Line   int    // from 1; 0 where the whole file is meant
	Column int    // in characters, from 1; 0 where the whole line is meant
}

// String gives the place as compilers do: file, file:line or file:line:column.
func (p Pos) String() string {
	s := p.File
	if p.Line > 0 {
		s += ":" + strconv.Itoa(p.Line)
		if p.Column > 0 {
			s += ":" + strconv.Itoa(p.Column)
		}
	}
	return s
}

// Compare orders places by file, line and column.
func (p Pos) Compare(q Pos) int {
	return cmp.Or(
		cmp.Compare(p.File, q.File),
		cmp.Compare(p.Line, q.Line),
		cmp.Compare(p.Column, q.Column),
	)
}

// Severity says whether a problem stops a build.
type Severity int

// The severities.
const (
	Error  Severity = iota // the file cannot be published as it is
	Advice                 // the file can be published; it might be better
)

// String gives "error" or "advice".
func (s Severity) String() string {
	if s == Advice {
		return "advice"
	}
	return "error"
}

// Problem is one thing that is wrong at one place.
type Problem struct {
	Pos      Pos
	Severity Severity
	Message  string // lower case, the offending value quoted, what was expected
	Hint     string // what to write instead; may have several lines; may be empty
}

// String gives the place and the message on one line, and each line of the hint,
// indented, on a line of its own.
func (p Problem) String() string {
	s := p.Pos.String() + ": "
	if p.Severity == Advice {
		s += "advice: "
	}
	s += p.Message
	if p.Hint != "" {
		s += "\n\t" + strings.ReplaceAll(p.Hint, "\n", "\n\t")
	}
	return s
}

// List is a collection of problems. The zero List is ready to use.
type List []Problem

// Add appends an error.
func (l *List) Add(pos Pos, hint, format string, args ...any) {
	*l = append(*l, Problem{Pos: pos, Message: fmt.Sprintf(format, args...), Hint: hint})
}

// Advise appends advice.
func (l *List) Advise(pos Pos, hint, format string, args ...any) {
	*l = append(*l, Problem{Pos: pos, Severity: Advice, Message: fmt.Sprintf(format, args...), Hint: hint})
}

// Sort orders the problems by place, errors before advice, and drops repetitions.
func (l *List) Sort() {
	slices.SortStableFunc(*l, func(a, b Problem) int {
		return cmp.Or(a.Pos.Compare(b.Pos), cmp.Compare(a.Severity, b.Severity), cmp.Compare(a.Message, b.Message))
	})
	*l = slices.Compact(*l)
}

// Errors gives those problems that stop a build, in order.
func (l List) Errors() List { return l.only(Error) }

// Advice gives those problems that do not stop a build, in order.
func (l List) Advice() List { return l.only(Advice) }

func (l List) only(s Severity) List {
	var some List
	for _, p := range l {
		if p.Severity == s {
			some = append(some, p)
		}
	}
	return some
}

// Err returns the list, sorted, as an error if any of its problems stops a build, and
// nil otherwise.
func (l List) Err() error {
	if len(l.Errors()) == 0 {
		return nil
	}
	sorted := slices.Clone(l)
	sorted.Sort()
	return sorted
}

// Error gives all problems, each on its own lines.
func (l List) Error() string {
	lines := make([]string, len(l))
	for i, p := range l {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}
