package record_test

import (
	"fmt"
	"regexp"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ownup/internal/content/record"
	"ownup/internal/status"
)

// token marks a text: whose it is, and in which version it was written.
var token = regexp.MustCompile(`\bT\d+\b`)

// lives draws the versions of a report. Each text that is written has a token of its own;
// written says from which instant on a text was public for sure, by its token: it stood in
// a commit that was made at or after the time that it states.
type lives struct {
	*rapid.T
	versions []record.Version
	written  map[string]time.Time
	tokens   int
}

func (l *lives) token() string {
	l.tokens++
	return fmt.Sprintf("T%d", l.tokens)
}

// hours draws an instant within some days.
func (l *lives) hours(label string) time.Time {
	return time.Date(2026, 3, 1, rapid.IntRange(0, 96).Draw(l.T, label), 0, 0, 0, time.UTC)
}

// draw draws some versions, each made of the one before by an edit or two.
func draw(t *rapid.T) *lives {
	l := &lives{T: t, written: map[string]time.Time{}}
	at := l.hours("begin")
	i := &status.Incident{ID: "mail", Title: l.token(), Intro: l.token(), Internal: "T0 is internal"}
	for n := range rapid.IntRange(1, 6).Draw(t, "versions") {
		v := record.Version{Revision: status.Revision{Commit: fmt.Sprint(n), At: at}}
		switch rapid.SampledFrom([]string{"edit", "edit", "edit", "edit", "same", "broken", "gone"}).Draw(t, "version") {
		case "broken":
			v.Unreadable = true
		case "gone":
		case "edit":
			i = l.edit(i)
			fallthrough
		case "same":
			v.Incident = i
			l.publish(i, at)
		}
		l.versions = append(l.versions, v)
		at = at.Add(time.Duration(rapid.IntRange(0, 30).Draw(t, "later")) * time.Hour)
	}
	return l
}

// publish notes which texts are public for sure by a commit.
func (l *lives) publish(i *status.Incident, at time.Time) {
	note := func(text string) {
		for _, token := range token.FindAllString(text, -1) {
			if was, known := l.written[token]; !known || at.Before(was) {
				l.written[token] = at
			}
		}
	}
	if first := i.FirstWord(); first.IsZero() || first.After(at) {
		return
	}
	note(i.Title)
	note(i.Intro)
	for _, u := range i.Updates {
		if !u.At.After(at) {
			note(u.Text)
		}
	}
}

// edit gives a report that somebody has changed.
func (l *lives) edit(before *status.Incident) *status.Incident {
	i := *before
	i.Updates = slices.Clone(i.Updates)
	for range rapid.IntRange(1, 3).Draw(l.T, "edits") {
		one := func() *status.Update {
			if len(i.Updates) == 0 {
				return &status.Update{}
			}
			return &i.Updates[rapid.IntRange(0, len(i.Updates)-1).Draw(l.T, "update")]
		}
		switch rapid.SampledFrom([]string{"add", "add", "text", "move", "remove", "title", "intro", "start", "claim", "comment"}).Draw(l.T, "edit") {
		case "add":
			phase := rapid.SampledFrom([]status.Phase{status.Investigating, status.NoChange, status.Resolved, status.Postmortem}).Draw(l.T, "phase")
			i.Updates = append(i.Updates, status.Update{At: l.hours("at"), Phase: phase, Text: l.token() + " is what we say"})
		case "text":
			one().Text = l.token() + " is what we say now"
		case "move":
			one().At = l.hours("moved")
		case "remove":
			if len(i.Updates) > 0 {
				i.Updates = i.Updates[:len(i.Updates)-1]
			}
		case "title":
			i.Title = l.token()
		case "intro":
			i.Intro = l.token()
		case "start":
			i.Started = l.hours("started")
		case "claim":
			one().Claims = []status.Claim{{Component: "email", Health: rapid.SampledFrom(status.Healths()).Draw(l.T, "health")}}
		case "comment":
			one().Text += " <!-- T0 -->"
		}
	}
	l.identify(&i)
	return &i
}

// identify puts the updates in order and gives them their ids.
func (l *lives) identify(i *status.Incident) {
	i.Updates = slices.DeleteFunc(i.Updates, func(u status.Update) bool { return !i.Started.IsZero() && u.At.Before(i.Started) })
	slices.SortStableFunc(i.Updates, func(a, b status.Update) int { return a.At.Compare(b.At) })
	same := 1
	for n := range i.Updates {
		if same++; n == 0 || !i.Updates[n].At.Equal(i.Updates[n-1].At) {
			same = 1
		}
		i.Updates[n].ID = status.UpdateID(i.Updates[n].At, same)
	}
}

func TestNoEditTellsWhatWasNotPublicForSure(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := draw(t)
		h := record.Of(l.versions)
		for _, r := range h.Revisions {
			for _, e := range r.Edits {
				for _, secret := range token.FindAllString(e.Was.Text+" "+e.Is.Text, -1) {
					if public, known := l.written[secret]; !known || public.After(r.At) {
						t.Errorf("commit %s at %s tells %q, public for sure only at %s: %+v", r.Commit, r.At, secret, public, e)
					}
				}
				if e.From.After(r.At) && e.Kind != status.EditPublished && e.Kind != status.EditUpdateAdded && e.Kind != status.EditPostmortemAdded {
					t.Errorf("commit %s tells of what was to come: %+v", r.Commit, e)
				}
			}
		}
	})
}

func TestWhatCanBeReadIsNeverOlderThanItsCommit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := draw(t)
		h := record.Of(l.versions)
		newest := l.versions[len(l.versions)-1]
		for id, public := range h.Public {
			if public.Before(l.versions[0].At) {
				t.Errorf("update %s can be read at %s, before the first commit", id, public)
			}
			for _, u := range l.standing() {
				if u.ID == id && public.After(newest.At) && !public.Equal(u.At) {
					t.Errorf("update %s can be read at %s, which is neither a commit nor its time", id, public)
				}
			}
		}
		if len(h.Public) != len(l.standing()) {
			t.Errorf("of %d updates it is known when %d can be read", len(l.standing()), len(h.Public))
		}
		for n, r := range h.Revisions {
			if first := r.Edits[0].Kind == status.EditPublished; n == 0 && !first {
				t.Errorf("the first revision is %+v", r)
			}
		}
	})
}

// standing gives the updates of the newest version that could be read.
func (l *lives) standing() []status.Update {
	for _, v := range slices.Backward(l.versions) {
		if !v.Unreadable {
			if v.Incident == nil {
				return nil
			}
			return v.Incident.Updates
		}
	}
	return nil
}

func TestTheSameVersionAgainIsNoEditThatReadersSee(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := draw(t)
		var doubled []record.Version
		for n, v := range l.versions {
			again := v
			again.Commit += " again"
			if n+1 < len(l.versions) && l.versions[n+1].At.Equal(v.At) || n+1 == len(l.versions) {
				again.At = v.At
			}
			doubled = append(doubled, v, again)
		}
		for _, r := range record.Of(doubled).Revisions {
			for _, e := range r.Edits {
				waited := e.From.After(r.At) // and came by the clock, under the version that stood then
				if len(r.Commit) > 1 && !waited && e.Kind != status.EditForm && e.Kind != status.EditUnreadable && e.Kind != status.EditPublished {
					t.Errorf("commit %q tells %+v", r.Commit, e)
				}
			}
		}
	})
}
