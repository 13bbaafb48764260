package issue

import (
	"errors"
	"slices"
	"strings"
	"time"

	"ownup/internal/content"
	"ownup/internal/status"
)

// Continue gives what the file of an incident is to hold after an event that counts. The
// same event changes nothing when it comes again. The error says what cannot be read, or is
// a [diag.List] as those of [content.AppendUpdate] and [content.ReplaceUpdate].
func Continue(e Event, file string, src []byte, s *status.Site) (Change, error) {
	i, err := content.Parse(file, src, s.Zone)
	if err != nil {
		return Change{}, err
	}
	f := follower{event: e, site: s, file: file, src: src, incident: i}
	switch e.Action {
	case Edited:
		return f.edited()
	case Closed:
		return f.closed()
	case Reopened:
		return f.reopened()
	case Commented:
		return f.commented()
	case CommentEdited:
		return f.commentEdited()
	case CommentDeleted:
		return f.commentDeleted()
	}
	return f.nothing()
}

// follower writes what follows from an event into a file.
type follower struct {
	event    Event
	site     *status.Site
	file     string
	src      []byte
	incident status.Incident // as src tells it
}

func (f *follower) nothing() (Change, error) { return Change{Text: f.src}, nil }

// together is how long a comment and the closing of an issue may lie apart that were one:
// forges let people close with a comment, and send two events.
const together = 10 * time.Second

// closed ends the incident, unless it had ended by then. A comment with which the issue
// was closed says so itself.
func (f *follower) closed() (Change, error) {
	at, end := f.event.At, ending(f.incident.Kind)
	if f.ended(at) {
		return f.nothing()
	}
	if n := len(f.incident.Updates); n > 0 {
		last := f.incident.Updates[n-1]
		if apart := at.Sub(last.At); last.Phase == status.NoChange && apart >= 0 && apart <= together {
			said := last
			said.Phase = end
			return f.replace(last, said, end.String())
		}
	}
	return f.add(status.Update{At: at, Phase: end})
}

// ending gives the phase that ends something of a kind.
func ending(k status.Kind) status.Phase {
	if k == status.KindMaintenance {
		return status.Completed
	}
	return status.Resolved
}

// ended reports whether words that were said by an instant had ended the incident.
func (f *follower) ended(at time.Time) bool {
	ended := false
	for _, u := range f.incident.Updates {
		if !u.At.IsZero() && !u.At.After(at) && !u.Phase.Keeps() {
			ended = u.Phase.Ends()
		}
	}
	return ended
}

// errNotAgain says that only an incident is opened again.
var errNotAgain = errors.New("only an incident can be opened again\n\twrite something new in an issue of its own")

// reopened opens the incident again.
func (f *follower) reopened() (Change, error) {
	at := f.event.At
	switch {
	case !f.ended(at):
		return f.nothing()
	case f.incident.Kind != status.KindIncident:
		return Change{}, errNotAgain
	}
	return f.add(status.Update{At: at, Phase: status.Investigating, Claims: f.affectedBefore(at)})
}

// affectedBefore gives what is affected again where an incident is opened again and
// nothing is said of it: what the end had mended; if that was nothing, everything that had
// ever been affected, at its worst.
func (f *follower) affectedBefore(at time.Time) []status.Claim {
	course, _ := f.incident.Course(at)
	var mended, worst, named []status.Claim
	for _, t := range course.Touched {
		named = append(named, status.Claim{Component: t.Component})
		if t.Worst > status.Operational {
			worst = append(worst, status.Claim{Component: t.Component, Health: t.Worst})
		}
		for _, e := range course.Effects {
			if e.Component == t.Component && e.Until.Equal(course.End) {
				mended = append(mended, status.Claim{Component: t.Component, Health: e.Health})
			}
		}
	}
	for _, claims := range [][]status.Claim{mended, worst} {
		if len(claims) > 0 {
			return claims
		}
	}
	return named
}

// commented adds what a comment says. What was written in the same second is the comment
// itself, which came before.
func (f *follower) commented() (Change, error) {
	m, err := f.hear(f.event.Comment.Body)
	if err != nil || m.silent {
		return Change{Text: f.src}, err
	}
	for _, u := range f.incident.Updates {
		apart := u.At.Sub(m.update.At)
		if !m.phased && u.Phase.Ends() && u.Text == "" && apart >= 0 && apart <= together {
			said := u
			said.At, said.Text = m.update.At, m.update.Text
			return f.replace(u, said, u.Phase.String())
		}
		if apart == 0 {
			return f.nothing()
		}
	}
	return f.add(f.named(m.update))
}

// hear reads a message as the comment of the event.
func (f *follower) hear(text string) (message, error) {
	return hear(text, f.incident.Kind, f.event.Comment.At, f.site.Zone)
}

// named gives an update that says what is affected, if it opens the incident again.
func (f *follower) named(u status.Update) status.Update {
	if !u.Phase.Keeps() && !u.Phase.Ends() && len(u.Claims) == 0 && f.incident.Kind == status.KindIncident && f.ended(u.At.Add(-time.Second)) {
		u.Claims = f.affectedBefore(u.At.Add(-time.Second))
	}
	return u
}

// commentEdited lets the update of a comment say what the comment says now. Where it said
// nothing before, for it stayed in the issue or could not be read, it is told now.
func (f *follower) commentEdited() (Change, error) {
	m, err := f.hear(f.event.Comment.Body)
	if err != nil {
		return Change{}, err
	}
	var was message
	if body := f.event.Was.Body; body != nil {
		was, _ = f.hear(*body) // what could not be read was never told
	}
	u, there := f.update(was)
	switch {
	case !there:
		return f.commented()
	case m.silent:
		return f.withdraw(u)
	case m.phased:
		return f.replace(u, f.named(m.update), m.update.Phase.String()+" (changed)")
	}
	said := u
	said.Text = m.update.Text
	if was.phased {
		said = m.update
	}
	return f.replace(u, said, "words changed")
}

// commentDeleted takes the words of a comment away.
func (f *follower) commentDeleted() (Change, error) {
	was, _ := f.hear(f.event.Comment.Body) // what cannot be read was never told
	u, there := f.update(was)
	if !there {
		return f.nothing()
	}
	return f.withdraw(u)
}

// update gives the update of the event's comment, which said this before. Of several that
// were said in its second it is the one with these words.
func (f *follower) update(was message) (status.Update, bool) {
	same := slices.DeleteFunc(slices.Clone(f.incident.Updates), func(u status.Update) bool { return !u.At.Equal(f.event.Comment.At) })
	if len(same) == 0 {
		return status.Update{}, false
	}
	if n := slices.IndexFunc(same, func(u status.Update) bool { return says(u, was.update.Text) }); n >= 0 {
		return same[n], true
	}
	return same[0], true
}

// says reports whether an update has these words. Definitions of links may follow them,
// which other parts of the file lend it.
func says(u status.Update, text string) bool {
	return slices.ContainsFunc([]string{text, content.Escaped(text)}, func(words string) bool {
		rest, ok := strings.CutPrefix(u.Text, words)
		return ok && (rest == "" || words != "" && strings.HasPrefix(rest, "\n\n["))
	})
}

// withdraw takes the words of an update away. What it says of phase and health stays, for
// it was so, and people were told.
func (f *follower) withdraw(u status.Update) (Change, error) {
	const what = "words taken away"
	if u.Phase == status.NoChange && len(u.Claims) == 0 && u.Next.IsZero() && u.Since.IsZero() {
		text, err := content.RemoveUpdate(f.file, f.src, u.ID, f.site.Zone)
		return Change{Text: text, What: what}, err
	}
	said := u
	said.Text = ""
	return f.replace(u, said, what)
}

// add adds an update.
func (f *follower) add(u status.Update) (Change, error) {
	text, err := write(u.Text, func(words string) ([]byte, error) {
		u.Text = words
		return content.AppendUpdate(f.file, f.src, u, f.site.Zone)
	})
	return Change{Text: text, What: u.Phase.String()}, err
}

// replace lets an update say something else, unless it says that already.
func (f *follower) replace(old, said status.Update, what string) (Change, error) {
	heading := func(u status.Update) string { return content.Heading(u, f.site.Zone) }
	if heading(old) == heading(said) && says(old, said.Text) {
		return f.nothing()
	}
	text, err := write(said.Text, func(words string) ([]byte, error) {
		said.Text = words
		return content.ReplaceUpdate(f.file, f.src, old.ID, said, f.site.Zone)
	})
	return Change{Text: text, What: what}, err
}
