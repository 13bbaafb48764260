// Package report works out what a site says at one instant.
//
// [At] takes everything that the files say, for all time, and returns a [Report]: which
// components are in which health, what is open, what is planned, what was promised. It
// is a value like any other: the pages, feeds and the API only print it, so they cannot
// disagree.
//
//	r := report.At(site, record, now)
//	r.State.Kind      // report.Trouble
//	r.Open[0].Title   // "Packet loss between core and edge routers"
//
// What costs time, such as the days of a year, is worked out when it is asked for.
package report

import (
	"cmp"
	"slices"
	"time"

	"ownup/internal/diag"
	"ownup/internal/status"
	"ownup/internal/uptime"
)

// Report is what a site says at Now.
type Report struct {
	Site   *status.Site
	Record status.Record
	Now    time.Time   // whole seconds
	Today  status.Date // of Now in the site's zone

	State      State
	Groups     []*Group     // in the order of the page, without retired components; never empty ones
	Components []*Component // in the order of the page, retired ones as well

	Incidents   []*Incident // of every kind, all that anything was said of: newest first
	Open        []*Incident // unplanned and lasting: pinned first, then the worst, then the newest
	Notices     []*Incident // notices that are open: pinned first, then the newest
	Active      []*Incident // maintenance in progress, the one that ends first before others
	Upcoming    []*Incident // maintenance to come, the next one first
	Commitments []*Commitment

	Held []Held    // what is not said yet, by time, last what waits for an end
	Next time.Time // the next instant at which facts change by the clock; zero: never
}

// Group is a group of the page at an instant.
type Group struct {
	status.Group
	Components []*Component // those in use; never empty
	Health     status.Health
}

// Component is a component at an instant.
type Component struct {
	status.Component
	Group     string // name of its group; may be empty
	Health    status.Health
	Retired   bool
	Timeline  uptime.Timeline
	Incidents []*Incident // that name it, newest first

	zone *time.Location
	now  time.Time
}

// Held is an update that the files hold back until its time.
type Held struct {
	Incident *status.Incident
	Update   status.Update
	Until    time.Time // zero: until the incident is resolved
}

// At works out what the site says at now, which is cut to whole seconds.
func At(site *status.Site, record status.Record, now time.Time) *Report {
	now = now.UTC().Truncate(time.Second)
	r := &Report{Site: site, Record: record, Now: now, Today: status.DateOf(now, site.Zone)}
	effects := r.incidents()
	r.link()
	r.components(effects)
	r.sortOut()
	r.promises()
	r.State = r.state()
	r.Next = r.next()
	return r
}

// In gives what the site says at the same instant in another of its languages.
func (r *Report) In(language string) *Report {
	if language == r.Site.Languages[0] {
		return r
	}
	return At(r.Site.In(language), r.Record, r.Now)
}

// incidents works out the course of every incident, and gives their effects by component.
func (r *Report) incidents() map[string][]status.Effect {
	effects := map[string][]status.Effect{}
	for n := range r.Site.Incidents {
		i := &r.Site.Incidents[n]
		course, spoken := i.Course(r.Now)
		for _, u := range course.Held {
			r.Held = append(r.Held, Held{Incident: i, Update: u, Until: u.At})
		}
		if !spoken {
			if !slices.ContainsFunc(course.Held, func(u status.Update) bool { return !u.At.IsZero() }) {
				r.Held = append(r.Held, Held{Incident: i, Until: i.FirstWord()})
			}
			continue
		}
		r.Incidents = append(r.Incidents, newIncident(course, r.Record, r.Site))
		for _, e := range course.Effects {
			effects[e.Component] = append(effects[e.Component], e)
		}
	}
	slices.SortFunc(r.Incidents, func(a, b *Incident) int {
		return cmp.Or(b.Began().Compare(a.Began()), cmp.Compare(a.ID, b.ID))
	})
	slices.SortStableFunc(r.Held, func(a, b Held) int {
		if a.Until.IsZero() != b.Until.IsZero() {
			return b.Until.Compare(a.Until)
		}
		return cmp.Or(a.Until.Compare(b.Until), cmp.Compare(a.Incident.ID, b.Incident.ID))
	})
	return effects
}

// components works out what every component went through.
func (r *Report) components(effects map[string][]status.Effect) {
	touching := map[string][]*Incident{}
	health := map[string]status.Health{}
	for _, i := range r.Incidents {
		for _, t := range i.Touched {
			touching[t.Component] = append(touching[t.Component], i)
			health[t.Component] = max(health[t.Component], t.Health)
		}
	}
	for _, g := range r.Site.Groups {
		group := &Group{Group: g}
		for _, c := range g.Components {
			observed := uptime.Lifetime(c, r.Now, r.Site.Zone)
			component := &Component{
				Component: c, Group: g.Name, Retired: c.Retired(r.Now, r.Site.Zone),
				Timeline:  uptime.New(effects[c.ID], observed, r.Site.Weights),
				Incidents: touching[c.ID],
				zone:      r.Site.Zone, now: r.Now,
			}
			r.Components = append(r.Components, component)
			if component.Retired {
				continue
			}
			component.Health = health[c.ID]
			group.Components = append(group.Components, component)
			group.Health = max(group.Health, component.Health)
		}
		if len(group.Components) > 0 {
			r.Groups = append(r.Groups, group)
		}
	}
}

// sortOut sorts out what is open, active and to come.
func (r *Report) sortOut() {
	for _, i := range r.Incidents {
		switch {
		case !i.Open:
		case i.Kind() == status.KindNotice:
			r.Notices = append(r.Notices, i)
		case i.Kind() == status.KindIncident:
			r.Open = append(r.Open, i)
		case i.Phase == status.Scheduled:
			r.Upcoming = append(r.Upcoming, i)
		default:
			r.Active = append(r.Active, i)
		}
	}
	slices.SortStableFunc(r.Notices, pinned)
	slices.SortStableFunc(r.Open, func(a, b *Incident) int {
		return cmp.Or(pinned(a, b), cmp.Compare(b.Impact.Gravity(), a.Impact.Gravity()))
	})
	slices.SortStableFunc(r.Active, func(a, b *Incident) int { return a.Window().Until.Compare(b.Window().Until) })
	slices.SortStableFunc(r.Upcoming, func(a, b *Incident) int { return a.Window().From.Compare(b.Window().From) })
}

// pinned orders pinned incidents before others.
func pinned(a, b *Incident) int {
	switch {
	case a.Incident.Pinned == b.Incident.Pinned:
		return 0
	case a.Incident.Pinned:
		return -1
	}
	return 1
}

// next gives the next instant at which facts change, not mere seconds of uptime.
func (r *Report) next() time.Time {
	var next time.Time
	sooner := func(t time.Time) {
		if t.After(r.Now) && (next.IsZero() || t.Before(next)) {
			next = t
		}
	}
	for _, i := range r.Incidents {
		sooner(i.NextChange())
	}
	for _, h := range r.Held {
		sooner(h.Until)
	}
	for _, c := range r.Commitments {
		if c.State <= Open {
			sooner(c.DueBy)
			sooner(c.Done.Start(r.Site.Zone))
			sooner(c.Dropped.Start(r.Site.Zone))
		}
	}
	for _, c := range r.Components {
		sooner(c.Since.Start(r.Site.Zone))
		sooner(c.Until.Start(r.Site.Zone))
	}
	return next
}

// Component finds a component by its id; nil where there is none.
func (r *Report) Component(id string) *Component {
	for _, c := range r.Components {
		if c.ID == id {
			return c
		}
	}
	return nil
}

// HeldBack gives the held updates as advice: a mistyped zone must not hide an outage in
// silence.
func (r *Report) HeldBack() diag.List {
	var l diag.List
	for _, h := range r.Held {
		pos, what := h.Update.Pos, h.Update.Phase.String()
		if pos == (diag.Pos{}) {
			pos, what = diag.Pos{File: h.Incident.File}, "incident"
		}
		until := "until the incident is resolved"
		if !h.Until.IsZero() {
			until = "until " + r.local(h.Until)
		}
		l.Advise(pos, "if it should be public now, mend its time or offset", "this %s is held back %s", what, until)
	}
	return l
}
