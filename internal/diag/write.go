package diag

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// Format is a way to print a list of problems.
type Format string

// The formats.
const (
	Text   Format = "text"   // for people
	GitHub Format = "github" // workflow commands, which GitHub shows beside the line
	JSON   Format = "json"   // an array of objects, for other programs
)

// Write prints the problems in the given format, in their order. JSON prints an array
// even where there is nothing to say.
func (l List) Write(w io.Writer, f Format) error {
	switch f {
	case JSON:
		return l.writeJSON(w)
	case GitHub:
		return l.writeGitHub(w)
	default:
		for _, p := range l {
			if _, err := fmt.Fprintln(w, p); err != nil {
				return err
			}
		}
		return nil
	}
}

// jsonProblem is the shape that programs read.
type jsonProblem struct {
	File     string `json:"file"`
	Line     int    `json:"line"`
	Column   int    `json:"column"`
	Severity string `json:"severity"`
	Message  string `json:"message"`
	Hint     string `json:"hint"`
}

func (l List) writeJSON(w io.Writer) error {
	all := make([]jsonProblem, len(l))
	for i, p := range l {
		all[i] = jsonProblem{p.Pos.File, p.Pos.Line, p.Pos.Column, p.Severity.String(), p.Message, p.Hint}
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(all)
}

// GitHub's workflow commands percent-encode what would end a property or a line.
// Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
var (
	gitHubText     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	gitHubProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

func (l List) writeGitHub(w io.Writer) error {
	for _, p := range l {
		command := "error"
		if p.Severity == Advice {
			command = "warning"
		}
		properties := "file=" + gitHubProperty.Replace(p.Pos.File)
		if p.Pos.Line > 0 {
			properties += fmt.Sprintf(",line=%d", p.Pos.Line)
		}
		if p.Pos.Column > 0 {
			properties += fmt.Sprintf(",col=%d", p.Pos.Column)
		}
		text := p.Message
		if p.Hint != "" {
			text += "\n" + p.Hint
		}
		if _, err := fmt.Fprintf(w, "::%s %s::%s\n", command, properties, gitHubText.Replace(text)); err != nil {
			return err
		}
	}
	return nil
}
