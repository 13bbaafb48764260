package report

import (
	"fmt"
	"time"

	"ownup/internal/diag"
	"ownup/internal/status"
)

// postmortemWithin is how long after its end a major incident may be without a
// postmortem.
const postmortemWithin = 14 * 24 * time.Hour

// Advice says what whoever runs the page may want to do, sorted: none of it stops a
// build.
func (r *Report) Advice() diag.List {
	l := append(r.HeldBack(), r.Site.Problems.Advice()...)
	for _, i := range r.Incidents {
		r.adviseOn(i, &l)
	}
	for _, c := range r.Commitments {
		if c.State == Overdue {
			l.Advise(diag.Pos{File: c.Incident.Incident.File}, "keep it and tick it with (done: …), or give it up with (dropped: …) and the reason",
				"the commitment %q is overdue since %s", c.Text, c.Due)
		}
	}
	l.Sort()
	return l
}

// adviseOn says what is amiss with one incident.
func (r *Report) adviseOn(i *Incident, l *diag.List) {
	pos := diag.Pos{File: i.Incident.File}
	if u, ok := i.Latest(); ok {
		pos = u.Pos
	}
	if i.Late() {
		l.Advise(pos, "add an update, if only to say that there is nothing new", "the next word was promised for %s, and has not come", r.local(i.Promise()))
	}
	if i.Open && i.Phase == status.Monitoring {
		for _, t := range i.Touched {
			if t.Health > status.DegradedPerformance {
				l.Advise(pos, fmt.Sprintf("if it works again, say so in an update: (%s: operational)", t.Component), "this says %q, but %q is still in %s", i.Phase, t.Component, t.Health)
			}
		}
	}
	if i.Overrun {
		l.Advise(pos, "end it with \"completed\", or give it a new end with an update", "the maintenance was to end %s, and is still %s", r.local(i.Window().Until), i.Phase)
	}
	grave := i.Kind() == status.KindIncident && (i.Impact == status.ImpactMajor || i.Impact == status.ImpactCritical)
	if grave && !i.Open && !i.Incident.Backfilled && len(i.Postmortem()) == 0 && r.Now.Sub(i.End) > postmortemWithin {
		l.Advise(diag.Pos{File: i.Incident.File}, "add one: ## Postmortem", "a %s incident that ended %s has no postmortem", i.Impact, r.local(i.End))
	}
}

// local writes an instant in the site's zone, as the files do.
func (r *Report) local(t time.Time) string {
	return t.In(r.Site.Zone).Format("2006-01-02 15:04 -07:00")
}
