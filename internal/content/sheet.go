package content

import (
	"reflect"
	"slices"
	"strings"
	"time"

	"ownup/internal/content/frontmatter"
	"ownup/internal/diag"
	"ownup/internal/markdown"
	"ownup/internal/status"
)

// sheet is the text of an incident's file by lines, so that something can be written into
// it while every other byte stays.
type sheet struct {
	file     string
	zone     *time.Location
	lines    []string // of the source, each with its line end; the last one may have none
	sections []part   // in the order of the file; the first is what stands above all headings
	before   parsed
}

// part is a section of a sheet.
type part struct {
	markdown.Section
	start int // index of its first line: of the heading, but for the first section
}

// newSheet reads a file. It fails where the file has problems already: then nobody can
// know where in it anything belongs.
func newSheet(file string, src []byte, zone *time.Location) (*sheet, error) {
	s := layOut(file, src, zone)
	return s, s.before.problems.Err()
}

// layOut reads a file, whatever is wrong with it.
func layOut(file string, src []byte, zone *time.Location) *sheet {
	s := &sheet{file: file, zone: zone, lines: strings.SplitAfter(string(src), "\n")}
	if last := len(s.lines) - 1; s.lines[last] == "" {
		s.lines = s.lines[:last]
	}
	s.before = parseIncident(file, "", src, zone)
	_, body, _ := frontmatter.Parse(file, src)
	for n, section := range markdown.Parse(body.Text).Sections() {
		start := body.Line - 1
		if n > 0 {
			start += section.Line - 1
		}
		s.sections = append(s.sections, part{section, min(start, len(s.lines))})
	}
	return s
}

// said gives the update that a section is; false where it is none.
func (s *sheet) said(section int) (status.Update, bool) {
	for _, u := range s.before.incident.Updates {
		if section > 0 && u.Pos.Line == s.sections[section].start+1 {
			return u, true
		}
	}
	return status.Update{}, false
}

// end gives the index of the line below the last one of a section that is not blank. A
// section that has no text ends below its heading, or below the front matter.
func (s *sheet) end(section int) int {
	line := len(s.lines)
	if section+1 < len(s.sections) {
		line = s.sections[section+1].start
	}
	for line > 0 && strings.TrimSpace(s.lines[line-1]) == "" {
		line--
	}
	return line
}

// insert gives the source with a block of lines, which have LF line ends, written before
// the line of the given index. A blank line stands above the block, and below it too
// where the file goes on. The line ends are those of the file.
func (s *sheet) insert(at int, block string) []byte {
	above := strings.Join(s.lines[:at], "")
	below := strings.Join(s.lines[at:], "")
	block = "\n" + block
	if !strings.HasSuffix(above, "\n") {
		block = "\n" + block
	}
	if at < len(s.lines) && strings.TrimSpace(s.lines[at]) != "" {
		block += "\n"
	}
	return []byte(above + s.ended(block) + below)
}

// insertLine gives the source with one line, which has its line end, written before the
// line of the given index.
func (s *sheet) insertLine(at int, line string) []byte {
	above := strings.Join(s.lines[:at], "")
	if !strings.HasSuffix(above, "\n") {
		above += s.ended("\n")
	}
	return []byte(above + line + strings.Join(s.lines[at:], ""))
}

// ended gives a block the line ends of the file.
func (s *sheet) ended(block string) string {
	if len(s.lines) > 0 && strings.HasSuffix(s.lines[0], "\r\n") {
		return strings.ReplaceAll(block, "\n", "\r\n")
	}
	return block
}

// confirm reads what the file would hold, and makes sure that nothing changed of what it
// said but what change does to it: no text that is written into a file may swallow, undo
// or publish what stands below it.
func (s *sheet) confirm(text []byte, change func(i *status.Incident)) error {
	after := parseIncident(s.file, "", text, s.zone)
	if err := after.problems.Err(); err != nil {
		return err
	}
	want := placeless(s.before.incident)
	change(&want)
	if !reflect.DeepEqual(want, placeless(after.incident)) {
		var wrong diag.List
		wrong.Add(diag.Pos{File: s.file}, "write it into the file by hand, and run \"ownup check\"",
			"what was to be added would change other parts of the file as well")
		return wrong
	}
	return nil
}

// placeless gives what an incident says, wherever in the file that stands.
func placeless(i status.Incident) status.Incident {
	bare := func(claims []status.Claim) []status.Claim {
		var some []status.Claim
		for _, c := range claims {
			c.Pos = diag.Pos{}
			some = append(some, c)
		}
		return some
	}
	i.Components, i.Updates = bare(i.Components), slices.Clone(i.Updates)
	for n := range i.Updates {
		u := &i.Updates[n]
		u.Claims, u.Pos = bare(u.Claims), diag.Pos{}
	}
	return i
}

// tidy gives a text as it is written into a file: LF line ends, no blank lines and no
// spaces around it.
func tidy(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	lines := strings.Split(text, "\n")
	for len(lines) > 0 && strings.TrimSpace(lines[0]) == "" {
		lines = lines[1:]
	}
	return strings.TrimRight(strings.Join(lines, "\n"), " \t\n")
}
