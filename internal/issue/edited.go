package issue

import (
	"bytes"
	"errors"
	"slices"

	"ownup/internal/content"
	"ownup/internal/status"
)

// errWordless says that the first update, which the body of the issue was, is gone.
var errWordless = errors.New("its first update was changed by hand\n\tchange it there")

// edited lets the file say what the issue's title and body say now.
func (f *follower) edited() (Change, error) {
	done := Change{Text: f.src}
	for _, part := range []struct {
		edited bool
		write  func() (Change, error)
	}{{f.event.Was.Title != nil, f.retitled}, {f.event.Was.Body != nil, f.reworded}} {
		if !part.edited {
			continue
		}
		c, err := part.write()
		if err != nil {
			return Change{}, err
		}
		if c.What != "" {
			done = c
			if f.incident, err = content.Parse(f.file, c.Text, f.site.Zone); err != nil {
				return Change{}, err
			}
			f.src = c.Text
		}
	}
	return done, nil
}

// retitled gives the incident the issue's title.
func (f *follower) retitled() (Change, error) {
	title, err := titled(f.event.Issue.Title)
	if err != nil {
		return Change{}, err
	}
	if title == f.incident.Title {
		return f.nothing()
	}
	text, err := content.ChangeFront(f.file, f.src, func(i *status.Incident) { i.Title = title }, f.site.Zone)
	return Change{Text: text, What: "title changed"}, err
}

// reworded lets the first update, and what the front matter says of the beginning, follow
// the issue's body: only what an edit has changed, for the rest may have been mended by
// hand.
func (f *follower) reworded() (Change, error) {
	first, err := f.first()
	if err != nil {
		return Change{}, err
	}
	is, err := draft(f.event, first.At, f.site)
	if err != nil {
		return Change{}, err
	}
	before := f.event
	before.Issue.Body = *f.event.Was.Body
	was, err := draft(before, first.At, f.site)
	if err != nil {
		was = status.Incident{Updates: []status.Update{{}}} // it was never told
	}
	text, what := f.src, ""
	if !sameClaims(was.Components, is.Components) || !was.Started.Equal(is.Started) {
		text, err = content.ChangeFront(f.file, f.src, func(i *status.Incident) { i.Components, i.Started = is.Components, is.Started }, f.site.Zone)
		if err != nil {
			return Change{}, err
		}
		if !bytes.Equal(text, f.src) {
			what = "beginning changed"
		}
	}
	f.src = text
	c, err := f.replace(first, altered(first, was.Updates[0], is.Updates[0]), "words changed")
	if c.What == "" {
		c.What = what
	}
	return c, err
}

// altered gives an update with what is different between two others.
func altered(u, was, is status.Update) status.Update {
	if was.Phase != is.Phase {
		u.Phase = is.Phase
	}
	if !was.Next.Equal(is.Next) {
		u.Next = is.Next
	}
	if was.Text != is.Text {
		u.Text = is.Text
	}
	return u
}

// first gives the update that the issue's body was: the one with its words, else the first.
func (f *follower) first() (status.Update, error) {
	dated := slices.DeleteFunc(slices.Clone(f.incident.Updates), func(u status.Update) bool { return u.At.IsZero() })
	if len(dated) == 0 {
		return status.Update{}, errWordless
	}
	before := f.event
	before.Issue.Body = *f.event.Was.Body
	for _, u := range dated {
		was, err := draft(before, u.At, f.site)
		if err != nil || was.Updates[0].Text == "" {
			break
		}
		if says(u, was.Updates[0].Text) {
			return u, nil
		}
	}
	return dated[0], nil
}

// sameClaims compares what two lists say of components.
func sameClaims(a, b []status.Claim) bool {
	return slices.EqualFunc(a, b, func(a, b status.Claim) bool {
		return a.Component == b.Component && a.Health == b.Health && a.Since.Equal(b.Since)
	})
}
