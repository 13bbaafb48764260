// Package frontmatter reads keys that know their place: the YAML between the two lines
// --- at the beginning of a Markdown file, or a whole YAML file. It is the only user of
// adrg/frontmatter and of YAML.
//
//	---
//	title: Mail is slow
//	started: 2013-09-03 07:00 -04:00
//	---
//	The Markdown, which is the body.
//
// Values are what the person wrote: text, lists and maps, each with its line and column
// in the file. Nothing is resolved: 0123, yes and 2013-09-03 stay the text that they
// are, so whoever knows what a key means decides how to read it.
//
// A mistake is told with a hint that shows the line as it ought to be. The reading then
// goes on with that very line, so that all mistakes of a file are told in one run, and
// each hint is known to be YAML.
package frontmatter

import (
	"strings"

	"github.com/adrg/frontmatter"

	"ownup/internal/diag"
)

// delimiter is the line that opens and closes front matter.
const delimiter = "---"

// Limits keep a file that was made by mistake, or by malice, from taking all memory.
const (
	maxBytes    = 1 << 20 // of a file
	maxDepth    = 100     // of lists and maps in one another
	maxExpanded = 10_000  // values that come from aliases, each counted where it is used
	maxProblems = 100     // that are reported
)

// Body is the Markdown below the front matter.
type Body struct {
	Text string // UTF-8 with LF line ends
	Line int    // the number of the text's first line in the file, from 1
}

// Parse reads a Markdown file that begins with front matter. The file's name is only
// for the places. The front matter is a Map, or Null where there is none or nothing of
// it could be understood. The problems are in no order; where they hold an error, the
// values are a best guess that serves to find more problems.
func Parse(file string, src []byte) (Value, Body, diag.List) {
	r := reader{file: file}
	return r.parse(src)
}

// ParseForeign reads a Markdown file that was written for another program as that program
// does: what is YAML means what YAML says, whatever a person may have meant. Otherwise the
// same holds as for [Parse].
func ParseForeign(file string, src []byte) (Value, Body, diag.List) {
	r := reader{file: file, literal: true}
	return r.parse(src)
}

func (r *reader) parse(src []byte) (Value, Body, diag.List) {
	text, ok := r.text(src)
	if !ok {
		return r.nothing(), Body{Line: 1}, r.problems
	}
	part, ok := r.fences(strings.Split(text, "\n"))
	if !ok {
		return r.nothing(), Body{Text: strings.Join(part.body, "\n"), Line: 1}, r.problems
	}

	front := r.nothing()
	format := frontmatter.NewFormat(delimiter, delimiter, func(data []byte, v any) error {
		*v.(*Value) = r.yaml(string(data), part.frontLine)
		return nil
	})
	rest, err := frontmatter.MustParse(strings.NewReader(part.source()), &front, format)
	if err != nil {
		panic(err) // the source has both delimiters, and a string can be read
	}
	if front.Kind == Null && len(r.problems) == 0 {
		r.report(r.place(part.frontLine-1, 1), "write a key and its value between the two lines ---, such as\n  title: Mail is slow",
			"the front matter has no keys")
	}
	return front, Body{Text: string(rest), Line: part.bodyLine}, r.problems
}

// ParseYAML reads a file that is YAML as a whole, such as site.yaml. The same holds for
// the result as for that of [Parse].
func ParseYAML(file string, src []byte) (Value, diag.List) {
	r := reader{file: file}
	return r.parseYAML(src)
}

// ParseForeignYAML reads a file that is YAML as a whole and was written for another
// program, as [ParseForeign] does.
func ParseForeignYAML(file string, src []byte) (Value, diag.List) {
	r := reader{file: file, literal: true}
	return r.parseYAML(src)
}

func (r *reader) parseYAML(src []byte) (Value, diag.List) {
	text, ok := r.text(src)
	if !ok {
		return r.nothing(), r.problems
	}
	v := r.yaml(text, 1)
	if v.Kind == Null && len(r.problems) == 0 {
		r.report(diag.Pos{File: r.file}, "write a key and its value, such as\n  title: Example Status", "the file has no keys")
	}
	return v, r.problems
}

// reader collects the problems of one file.
type reader struct {
	file     string
	literal  bool // written for another program: nothing is read as anybody meant it
	last     int  // number of the file's last line
	problems diag.List
}

// place is a line and a column of the file. What stands below its end, such as the first
// line of an empty front matter, is put on its last line.
func (r *reader) place(line, column int) diag.Pos {
	if r.last > 0 && line > r.last {
		line, column = r.last, 1
	}
	return diag.Pos{File: r.file, Line: line, Column: column}
}

// nothing is the value of a file without keys.
func (r *reader) nothing() Value {
	return Value{Pos: r.place(1, 1)}
}

// report adds a problem, unless there are too many to be of any use.
func (r *reader) report(at diag.Pos, hint, format string, args ...any) {
	switch {
	case len(r.problems) < maxProblems:
		r.problems.Add(at, hint, format, args...)
	case len(r.problems) == maxProblems:
		r.problems.Add(at, "mend these first", "more than %d problems in this file", maxProblems)
	}
}
