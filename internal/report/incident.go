package report

import (
	"cmp"
	"slices"
	"time"

	"ownup/internal/status"
)

// Incident is an incident, a maintenance or a notice at an instant.
type Incident struct {
	status.Course
	ID    string
	Title string

	Clock    *Clock      // how it was communicated; nil where that makes no sense: not unplanned, or backfilled
	Came     *Incident   // the earlier incident that this one is a recurrence of; nil: none
	Again    []*Incident // later incidents that are recurrences of this one, oldest first
	Related  []*Incident // both ways, oldest first
	Promised []*Commitment
	Evidence Evidence // what the record of edits says of it
}

func newIncident(course status.Course, record status.Record, site *status.Site) *Incident {
	i := &Incident{Course: course, ID: course.Incident.ID, Title: course.Incident.Title}
	i.Evidence = newEvidence(course, record.ByFile[course.Incident.File], site)
	if i.Kind() == status.KindIncident && !course.Incident.Backfilled && len(course.Said) > 0 {
		c := newClock(course, &i.Evidence)
		i.Clock = &c
	}
	return i
}

// Kind says which of the three it is.
func (i *Incident) Kind() status.Kind { return i.Incident.Kind }

// Window gives the window of a maintenance that counts.
func (i *Incident) Window() status.Window {
	if len(i.Windows) == 0 {
		return status.Window{}
	}
	return i.Windows[len(i.Windows)-1]
}

// Latest gives the newest update that says how things are; a postmortem only where there
// is nothing else. The second result is false where nothing was said.
func (i *Incident) Latest() (status.Update, bool) {
	for _, u := range slices.Backward(i.Said) {
		if u.Phase != status.Postmortem {
			return u, true
		}
	}
	if len(i.Said) == 0 {
		return status.Update{}, false
	}
	return i.Said[len(i.Said)-1], true
}

// Updated gives the instant of the newest update, else that of the start: never later
// than the report.
func (i *Incident) Updated() time.Time {
	if len(i.Said) == 0 {
		return i.Start
	}
	return i.Said[len(i.Said)-1].At
}

// Published gives the instant of the first public word.
func (i *Incident) Published() time.Time {
	if len(i.Said) == 0 {
		return i.Start
	}
	return i.Said[0].At
}

// Began gives the instant under which it is filed: its start, or its end where it was
// cancelled before it would have begun.
func (i *Incident) Began() time.Time {
	if !i.End.IsZero() && i.End.Before(i.Start) {
		return i.End
	}
	return i.Start
}

// Duration gives how long it lasted, until now while it does; 0 before it begins.
func (i *Incident) Duration() time.Duration {
	end := i.End
	if end.IsZero() {
		end = i.Now
	}
	return max(0, end.Sub(i.Start))
}

// Postmortem gives the postmortem updates, oldest first.
func (i *Incident) Postmortem() []status.Update {
	var all []status.Update
	for _, u := range i.Said {
		if u.Phase == status.Postmortem {
			all = append(all, u)
		}
	}
	return all
}

// Worst gives the worst health that it ever held.
func (i *Incident) Worst() status.Health {
	worst := status.Operational
	for _, t := range i.Touched {
		worst = max(worst, t.Worst)
	}
	return worst
}

// During reports whether the incident lay in an interval, from its start to its end: what
// has no length lies where it is.
func (i *Incident) During(from, until time.Time) bool {
	began := i.Began()
	switch {
	case !began.Before(until):
		return false
	case i.End.IsZero():
		return true
	case i.End.Equal(began):
		return !began.Before(from)
	}
	return i.End.After(from)
}

// link ties the incidents to each other, by what the public ones say.
func (r *Report) link() {
	byID := make(map[string]*Incident, len(r.Incidents))
	for _, i := range r.Incidents {
		byID[i.ID] = i
	}
	for _, i := range r.Incidents {
		if before := byID[i.Incident.RecurrenceOf]; before != nil {
			i.Came = before
			before.Again = append(before.Again, i)
		}
		for _, id := range i.Incident.Related {
			if other := byID[id]; other != nil {
				i.Related, other.Related = append(i.Related, other), append(other.Related, i)
			}
		}
	}
	for _, i := range r.Incidents {
		i.Again, i.Related = oldestFirst(i.Again), oldestFirst(i.Related)
	}
}

func oldestFirst(all []*Incident) []*Incident {
	slices.SortFunc(all, func(a, b *Incident) int {
		return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.ID, b.ID))
	})
	return slices.Compact(all)
}
