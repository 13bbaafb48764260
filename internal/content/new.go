package content

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"ownup/internal/diag"
	"ownup/internal/status"
)

// New gives the text of the file of a new incident, which is what [Format] writes. The
// error is a [diag.List] where a text of the incident would divide the file, or where the
// file would have problems of its own; those that it has with other files [Try] tells.
func New(file string, i status.Incident, zone *time.Location) ([]byte, error) {
	i.Updates = slices.Clone(i.Updates)
	for n := range i.Updates {
		i.Updates[n].Text = tidy(i.Updates[n].Text)
	}
	text := Format(i, zone)
	p := parseIncident(file, "", text, zone)
	if err := p.problems.Err(); err != nil {
		return nil, err
	}
	got := p.incident
	same := func(a, b status.Update) bool { return a.Text == b.Text }
	if got.Intro != i.Intro || got.Internal != i.Internal || !slices.EqualFunc(got.Updates, i.Updates, same) {
		var wrong diag.List
		wrong.Add(diag.Pos{File: file}, "leave out headings of level 2", "the text would divide the file")
		return nil, wrong
	}
	return text, nil
}

// Draft gives what a new incident begins with that is first told of at the given time: a
// file of content/templates, by its name without .md. In its headings the word TIME stands
// for that time, and in scheduled: {from: TIME, until: TIME} for the window; one without
// an update gets the first that its kind has. The last of its updates is that of the given
// time. The error is a [diag.List] where the template has problems, or is not there.
func Draft(project fs.FS, template string, at time.Time, window status.Window, zone *time.Location) (status.Incident, error) {
	file := path.Join(Folder, "templates", template+".md")
	src, err := fs.ReadFile(project, file)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) {
		var wrong diag.List
		wrong.Add(diag.Pos{File: file}, diag.DidYouMean(template, templates(project)), "there is no template %q", template)
		return status.Incident{}, wrong
	}
	if err != nil {
		return status.Incident{}, fmt.Errorf("read the template: %w", err)
	}
	src = fill(src, at, window, clock{zone})
	p := parseIncident(file, "", src, zone)
	if len(p.incident.Updates) == 0 {
		first := "## " + Heading(status.Update{At: at, Phase: opening(p.incident.Kind)}, zone) + "\n"
		s := layOut(file, src, zone)
		p = parseIncident(file, "", s.insert(s.end(0), first), zone)
	}
	return p.incident, p.problems.Err()
}

// placeholders are where a template leaves a time open.
var placeholders = regexp.MustCompile(`(?m)^(##[ \t]+|scheduled:.*\bfrom:[ \t]*|[ \t]+from:[ \t]*)TIME\b|\b(until:[ \t]*)TIME\b`)

// fill writes times in place of a template's placeholders.
func fill(src []byte, at time.Time, window status.Window, c clock) []byte {
	return placeholders.ReplaceAllFunc(src, func(found []byte) []byte {
		before := strings.TrimSuffix(string(found), "TIME")
		switch key := strings.TrimSpace(before); {
		case strings.HasPrefix(key, "##"):
			return []byte(before + c.format(at))
		case strings.HasSuffix(key, "until:"):
			return []byte(before + c.format(window.Until))
		default:
			return []byte(before + c.format(window.From))
		}
	})
}

// templates gives the names of all templates, sorted.
func templates(project fs.FS) []string {
	var problems diag.List
	return find(project, &problems).templates
}

// opening gives the phase of the first update of something of a kind.
func opening(k status.Kind) status.Phase { return k.Phases()[0] }
