// Package notify tells people, by other ways than the page, what became public.
//
//	news := notify.Known(before).News(after)     // two reports of one project
//	composer, err := notify.NewComposer(site, words, project)
//	message, err := composer.Compose(news[0])
//	outcome := notify.Send(ctx, receiver, messages, options)
//
// Git is the ledger: what became public is what the files of one revision say at one
// instant and those of another said at an earlier one. An event has a permanent id, by
// which a receipt keeps it from being told twice. Where no revision can be named, a
// [Ledger] says in a few lines what people know.
package notify

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"

	"ownup/internal/report"
	"ownup/internal/status"
)

// Event is one thing that became public.
type Event struct {
	ID       string // permanent: the incident's id, the update's or the instant at which the clock did it, and the phase
	Incident string // id
	At       time.Time
	Phase    status.Phase
	Update   string // id of the update; empty where the clock did it
	Told     bool   // people know it, but for those who could not be reached

	words string // a sum of the text; clockwork where the clock did it
}

// clockwork stands for the words of what nobody said.
const clockwork = "-"

// Between gives what is public in the second report and was not in the first, oldest
// first. [Ledger.News] has the rules.
func Between(before, after *report.Report) []Event { return Known(before).News(after) }

// happened gives all that a report tells, oldest first. What is backfilled is no news.
func happened(r *report.Report) []Event {
	var all []Event
	for _, i := range r.Incidents {
		if i.Incident.Backfilled {
			continue
		}
		for _, u := range i.Said {
			e := newEvent(i.ID, u.ID, u.At, u.Phase)
			e.Update, e.words = u.ID, sum(u.Text)
			all = append(all, e)
		}
		all = append(all, byClock(i)...)
	}
	slices.SortStableFunc(all, func(a, b Event) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID)) })
	return all
}

func newEvent(incident, instant string, at time.Time, phase status.Phase) Event {
	return Event{ID: incident + "/" + instant + "/" + phase.String(), Incident: incident, At: at, Phase: phase}
}

// sum stands for a text in a file that shows it to nobody.
func sum(text string) string {
	s := sha256.Sum256([]byte(text))
	return hex.EncodeToString(s[:8])
}

// byClock gives what became of an incident without a word: that it was first told, that a
// maintenance began or ended by its window.
func byClock(i *report.Incident) []Event {
	did := func(at time.Time, phase status.Phase) Event {
		e := newEvent(i.ID, status.UpdateID(at, 1), at, phase)
		e.words = clockwork
		return e
	}
	if len(i.Said) == 0 {
		return []Event{did(i.Start, i.Phase)}
	}
	if i.Kind() != status.KindMaintenance {
		return nil
	}
	said := map[status.Phase]bool{}
	for _, u := range i.Said {
		said[u.Phase] = true
	}
	var all []Event
	begun := !i.Start.After(i.Now) && (i.End.IsZero() || i.Start.Before(i.End)) && i.Phase != status.Scheduled
	if begun && !said[status.InProgress] && !said[status.Verifying] {
		all = append(all, did(i.Start, status.InProgress))
	}
	if i.Phase == status.Completed && !said[status.Completed] {
		all = append(all, did(i.End, status.Completed))
	}
	return all
}
