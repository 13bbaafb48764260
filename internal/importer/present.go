package importer

import (
	"slices"
	"time"

	"ownup/internal/diag"
	"ownup/internal/status"
)

// shown is how a page shows a component, whatever its incidents say.
type shown struct {
	key       string // what the source calls the component
	component string // its id
	name      string
	health    status.Health
	since     time.Time // zero: not known
	pos       diag.Pos
}

// agree lets the history agree with how the page shows its components at an instant: a
// page can change a component without a word. What no update says gets an update without
// words, and an outage that no incident names gets an incident.
func agree(records []Record, page []shown, at time.Time, r *Report) []Record {
	var made []Record
	now := standing(records, at)
	for _, c := range page {
		c.since = c.since.Truncate(time.Second)
		if c.since.IsZero() || c.since.After(at) {
			c.since = at.Truncate(time.Second)
		}
		worst, open := status.Operational, now[c.component]
		for _, o := range open {
			worst = max(worst, o.health)
		}
		if worst == c.health {
			continue
		}
		if len(open) == 0 {
			made = append(made, outage(c, r))
			continue
		}
		for _, o := range open {
			o.record.change(status.Claim{Component: c.component, Health: c.health}, c.since, r)
		}
	}
	return append(records, made...)
}

// spoken is a record that is open and speaks of a component, and what it says of it.
type spoken struct {
	record *Record
	health status.Health
}

// standing gives the records that speak of each component at an instant, and are the
// reason for how it is, or could be.
func standing(records []Record, at time.Time) map[string][]spoken {
	now := map[string][]spoken{}
	for n := range records {
		i := records[n].Incident
		i.Updates = slices.Clone(i.Updates)
		c, ok := i.Course(at.Add(time.Second))
		if !ok || !c.Open || c.Phase == status.Scheduled || isOverdue(&i, at) {
			continue
		}
		for _, t := range c.Touched {
			now[t.Component] = append(now[t.Component], spoken{&records[n], t.Health})
		}
	}
	return now
}

// change writes into an incident what became of a component: with what was said in that
// second, else in an update of its own, which leaves the phase as it was.
func (r *Record) change(c status.Claim, since time.Time, report *Report) {
	i := &r.Incident
	report.note(Invented, r.Pos, "a component changed without a word: an update without words says it")
	slices.SortStableFunc(i.Updates, func(a, b status.Update) int { return a.At.Compare(b.At) })
	phase := i.Kind.Phases()[0]
	for n := range i.Updates {
		u := &i.Updates[n]
		if u.At.Truncate(time.Second).Equal(since) {
			u.Claims = append(u.Claims, c)
			return
		}
		if u.At.Before(since) && !u.Phase.Keeps() {
			phase = u.Phase
		}
	}
	i.Updates = append(i.Updates, status.Update{At: since, Phase: phase, Claims: []status.Claim{c}})
}

// outage makes an incident of a component that is not as it should be, and that no
// incident names.
func outage(c shown, report *Report) Record {
	words := map[status.Health]string{
		status.DegradedPerformance: "degraded performance", status.PartialOutage: "partial outage",
		status.MajorOutage: "outage", status.UnderMaintenance: "maintenance",
	}
	r := Record{Pos: c.pos, Key: "component-" + c.key + "-" + c.since.UTC().Format("20060102T150405Z")}
	r.Incident = status.Incident{
		Title:      c.name + ": " + words[c.health],
		Components: []status.Claim{{Component: c.component, Health: c.health}},
		Updates:    []status.Update{{At: c.since, Phase: status.Investigating}},
	}
	report.about(Invented, c.pos, c.name, "a component has a status and no incident says why: one is made up")
	return r
}
