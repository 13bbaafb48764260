package content

import (
	"errors"
	"slices"
	"strings"
	"time"

	"ownup/internal/diag"
	"ownup/internal/status"
)

// Parse reads the file of one incident by itself. The error is a [diag.List] of what is
// wrong with it; what other files make of it [Try] tells.
func Parse(file string, src []byte, zone *time.Location) (status.Incident, error) {
	p := parseIncident(file, idOf(file), src, zone)
	return p.incident, p.problems.Err()
}

// ReplaceUpdate gives the source of an incident's file in which another update stands in
// place of the one with the given id. Every other byte stays, and the errors are those of
// [AppendUpdate]. Of the update, all but ID, Commitments and Pos count.
func ReplaceUpdate(file string, src []byte, id string, u status.Update, zone *time.Location) ([]byte, error) {
	s, n, err := sectionOf(file, src, id, zone)
	if err != nil {
		return nil, err
	}
	u.Text = tidy(u.Text)
	block := "## " + Heading(u, zone) + "\n"
	if u.Text != "" {
		block += "\n" + u.Text + "\n"
	}
	end := s.end(n)
	if end < len(s.lines) && strings.TrimSpace(s.lines[end]) != "" {
		block += "\n"
	}
	text := []byte(strings.Join(s.lines[:s.sections[n].start], "") + s.ended(block) + strings.Join(s.lines[end:], ""))
	after := placeless(parseIncident(file, "", text, zone).incident)
	err = s.confirm(text, func(i *status.Incident) {
		i.Updates = without(i.Updates, id)
		at := slices.IndexFunc(after.Updates, func(got status.Update) bool {
			return got.At.Equal(u.At) && got.Phase == u.Phase && strings.HasPrefix(got.Text, u.Text)
		})
		if at >= 0 && at <= len(i.Updates) {
			i.Updates = slices.Insert(i.Updates, at, after.Updates[at])
		}
	})
	if err != nil {
		return nil, err
	}
	return text, nil
}

// RemoveUpdate gives the source of an incident's file without the update of the given id.
// Every other byte stays, and the errors are those of [AppendUpdate].
func RemoveUpdate(file string, src []byte, id string, zone *time.Location) ([]byte, error) {
	s, n, err := sectionOf(file, src, id, zone)
	if err != nil {
		return nil, err
	}
	start := s.sections[n].start
	for start > 0 && strings.TrimSpace(s.lines[start-1]) == "" {
		start--
	}
	text := []byte(strings.Join(s.lines[:start], "") + strings.Join(s.lines[s.end(n):], ""))
	if err := s.confirm(text, func(i *status.Incident) { i.Updates = without(i.Updates, id) }); err != nil {
		return nil, err
	}
	return text, nil
}

// without gives the updates but for one.
func without(all []status.Update, id string) []status.Update {
	return slices.DeleteFunc(slices.Clone(all), func(u status.Update) bool { return u.ID == id })
}

// sectionOf reads a file and finds the section that is an update of it.
func sectionOf(file string, src []byte, id string, zone *time.Location) (*sheet, int, error) {
	s, err := newSheet(file, src, zone)
	if err != nil {
		return nil, 0, err
	}
	for n := range s.sections {
		if u, ok := s.said(n); ok && u.ID == id {
			return s, n, nil
		}
	}
	var wrong diag.List
	wrong.Add(diag.Pos{File: file}, "", "there is no update %q", id)
	return nil, 0, wrong
}

var (
	// errByHand says that a front matter is not as [Format] writes it.
	errByHand = errors.New("its front matter was written by hand\n\tchange it there")

	// errMisread says that a value cannot stand in a front matter as it is.
	errMisread = errors.New("the front matter would say something else\n\tchange it by hand")
)

// ChangeFront gives the source of an incident's file with other keys: change changes what
// the front matter says, and no text. A front matter that is not as [Format] writes it is
// left alone, with an error, for nobody can know what a person meant by its form. The
// other errors are those of [AppendUpdate].
func ChangeFront(file string, src []byte, change func(*status.Incident), zone *time.Location) ([]byte, error) {
	s, err := newSheet(file, src, zone)
	if err != nil {
		return nil, err
	}
	changed := s.before.incident
	change(&changed)
	rest, ok := strings.CutPrefix(string(src), s.ended(head(s.before.incident, zone)))
	if !ok {
		return nil, errByHand
	}
	text := []byte(s.ended(head(changed, zone)) + rest)
	after := placeless(parseIncident(file, "", text, zone).incident)
	err = s.confirm(text, func(i *status.Incident) {
		intro, updates, internal := i.Intro, i.Updates, i.Internal
		*i = after
		i.Intro, i.Updates, i.Internal = intro, updates, internal
	})
	if err == nil && head(after, zone) != head(changed, zone) {
		err = errMisread
	}
	if err != nil {
		return nil, err
	}
	return text, nil
}

// head gives the front matter between its two lines, as Format writes it.
func head(i status.Incident, zone *time.Location) string {
	w := formatter{clock: clock{zone}}
	w.head(i)
	return w.String()
}
