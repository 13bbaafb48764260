// Package notify tells people, by other ways than the page, what became public.
//
//	events := notify.Between(before, after)      // two reports of one project
//	composer, err := notify.NewComposer(site, "de", project)
//	message, err := composer.Compose(events[0])
//	outcome := notify.Send(ctx, receiver, messages, options)
//
// Git is the ledger: what became public is what the files of one revision say at one
// instant and those of another said at an earlier one. An event has a permanent id, by
// which a receipt keeps it from being told twice.
package notify

import (
	"cmp"
	"slices"
	"time"

	"ownup/internal/report"
	"ownup/internal/status"
)

// Event is one thing that became public.
type Event struct {
	ID       string    // permanent: the incident's id, a slash, and the update's, or what the clock did
	Incident string    // id
	At       time.Time // when it was said, or when the clock did it
	Phase    status.Phase
	Update   string // id of the update; empty where the clock did it
	text     string
}

// Between gives what is public in the second report and was not in the first, oldest
// first. What was written down later than it happened is no news, and an update whose
// time alone was corrected is none either.
func Between(before, after *report.Report) []Event {
	old := happened(before)
	known := map[string]bool{}
	for _, e := range old {
		known[e.ID] = true
	}
	now := happened(after)
	still := map[string]bool{}
	for _, e := range now {
		still[e.ID] = true
	}
	corrected := map[wording]int{}
	for _, e := range old {
		if !still[e.ID] && e.Update != "" {
			corrected[e.wording()]++
		}
	}
	var fresh []Event
	for _, e := range now {
		if known[e.ID] {
			continue
		}
		if w := e.wording(); e.Update != "" && corrected[w] > 0 {
			corrected[w]--
			continue
		}
		fresh = append(fresh, e)
	}
	return fresh
}

// wording is what an update says, whenever that is.
type wording struct {
	incident, text string
	phase          status.Phase
}

func (e Event) wording() wording { return wording{e.Incident, e.text, e.Phase} }

// happened gives all that a report tells, oldest first.
func happened(r *report.Report) []Event {
	var all []Event
	for _, i := range r.Incidents {
		if i.Incident.Backfilled {
			continue
		}
		for _, u := range i.Said {
			all = append(all, Event{ID: i.ID + "/" + u.ID, Incident: i.ID, At: u.At, Phase: u.Phase, Update: u.ID, text: u.Text})
		}
		all = append(all, byClock(i)...)
	}
	slices.SortStableFunc(all, func(a, b Event) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID)) })
	return all
}

// byClock gives what became of an incident without a word: that it was first told, that a
// maintenance began or ended by its window.
func byClock(i *report.Incident) []Event {
	did := func(what string, at time.Time, phase status.Phase) Event {
		return Event{ID: i.ID + "/" + what + "-" + at.UTC().Format("20060102T150405Z"), Incident: i.ID, At: at, Phase: phase}
	}
	if len(i.Said) == 0 {
		return []Event{did("opened", i.Start, i.Phase)}
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
		all = append(all, did("began", i.Start, status.InProgress))
	}
	if i.Phase == status.Completed && !said[status.Completed] {
		all = append(all, did("ended", i.End, status.Completed))
	}
	return all
}
