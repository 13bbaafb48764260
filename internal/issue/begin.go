package issue

import (
	"errors"
	"time"

	"ownup/internal/content"
	"ownup/internal/diag"
	"ownup/internal/status"
)

// Change is what an event makes of an incident's file.
type Change struct {
	Text []byte // what the file is to hold
	What string // what was done, in a few words: "identified", "title changed"; empty: nothing
}

// Title gives the title of the incident that an event begins.
func Title(e Event) (string, error) { return titled(e.Issue.Title) }

// Told gives when an incident that an event begins is first told of: when the issue was
// opened where it was one from the beginning, else when it became one. A comment on what
// was not begun, since an event was lost or refused, comes a second later.
func Told(e Event) time.Time {
	switch {
	case e.Action == Opened:
		return e.Issue.Opened
	case e.Action.aboutComment():
		return e.Comment.At.Add(-time.Second)
	}
	return e.At
}

// Begin gives the file of a new incident, which an event begins that counts. The error
// says what of the issue cannot be read, or is a [diag.List] as that of [content.New].
func Begin(e Event, file string, s *status.Site) (Change, error) {
	i, err := draft(e, Told(e), s)
	if err != nil {
		return Change{}, err
	}
	u := &i.Updates[0]
	text, err := write(u.Text, func(words string) ([]byte, error) {
		u.Text = words
		return content.New(file, i, s.Zone)
	})
	begun := Change{Text: text, What: u.Phase.String()}
	if err != nil || !e.Action.aboutComment() {
		return begun, err
	}
	c, err := Continue(e, file, text, s)
	if c.What == "" {
		c.What = begun.What
	}
	return c, err
}

// draft gives the incident that an issue tells of, first at the given time.
func draft(e Event, at time.Time, s *status.Site) (status.Incident, error) {
	i := status.Incident{Issue: e.Issue.URL, Updates: []status.Update{{At: at}}}
	var err error
	if i.Title, err = titled(e.Issue.Title); err != nil {
		return i, err
	}
	body, err := tidied(e.Issue.Body)
	if err != nil {
		return i, err
	}
	if values, ok := filledIn(body); ok {
		return i, fill(&i, values, at, s)
	}
	m, err := hear(body, i.Kind, at, s.Zone)
	if err != nil {
		return i, err
	}
	if !m.phased {
		m.update.Phase = status.Investigating
	}
	i.Started, m.update.Since = m.update.Since, time.Time{}
	i.Components, m.update.Claims = placeless(m.update.Claims), nil
	i.Updates[0] = m.update
	return i, nil
}

// placeless gives claims without the places at which they were read.
func placeless(claims []status.Claim) []status.Claim {
	for n := range claims {
		claims[n].Pos = diag.Pos{}
	}
	return claims
}

// write writes a text into a file by some function; if need be, with everything escaped
// that could be taken for a part of the file.
func write(text string, into func(text string) ([]byte, error)) ([]byte, error) {
	file, err := into(text)
	if err == nil {
		return file, nil
	}
	if escaped := content.Escaped(text); escaped != text && errors.As(err, new(diag.List)) {
		if file, err := into(escaped); err == nil {
			return file, nil
		}
	}
	return nil, err
}
