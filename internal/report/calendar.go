package report

import (
	"slices"
	"time"

	"ownup/internal/status"
	"ownup/internal/uptime"
)

// Day is one day of a component.
type Day struct {
	Date      status.Date
	Tally     uptime.Tally // of the part of the day up to now
	Worst     status.Health
	Incidents []*Incident // whose effects on the component lay in the day, newest first
}

// Days gives the last n days of a component, oldest first, today included.
func (c *Component) Days(n int) []Day {
	today := status.DateOf(c.now, c.zone)
	return c.days(uptime.Days(today.AddDays(1-n), today.AddDays(1), c.zone))
}

// LastMonths gives the days of the last n months in which the component was observed,
// oldest first: from the first day of the first of them, until today or its last day.
func (c *Component) LastMonths(n int) []Day {
	observed := c.Timeline.Observed()
	if observed.Empty() {
		return nil
	}
	last := status.DateOf(observed.Until.Add(-time.Second), c.zone)
	first := status.DateOf(time.Date(last.Year, last.Month+time.Month(1-n), 1, 12, 0, 0, 0, time.UTC), time.UTC)
	return c.days(uptime.Days(first, last.AddDays(1), c.zone))
}

func (c *Component) days(periods []uptime.Period) []Day {
	days := make([]Day, len(periods))
	for n, p := range periods {
		t := c.Timeline.Over(p.Interval)
		days[n] = Day{Date: p.Date, Tally: t, Worst: t.Worst()}
		if t.Worst() != status.Operational {
			days[n].Incidents = c.affecting(p.Interval)
		}
	}
	return days
}

// affecting gives the incidents whose effects on the component lie in an interval.
func (c *Component) affecting(w uptime.Interval) []*Incident {
	var some []*Incident
	for _, i := range c.Incidents {
		if slices.ContainsFunc(i.Effects, func(e status.Effect) bool {
			return e.Component == c.ID && e.From.Before(w.Until) && (e.Until.IsZero() || e.Until.After(w.From))
		}) {
			some = append(some, i)
		}
	}
	return some
}

// LastDays gives the tally of the last n days of the calendar, today included.
func (c *Component) LastDays(n int) uptime.Tally {
	return c.Timeline.Over(uptime.LastDays(n, c.now, c.zone))
}

// SinceStart gives the tally of all the time in which the component was observed.
func (c *Component) SinceStart() uptime.Tally { return c.Timeline.Over(c.Timeline.Observed()) }

// Months gives the tally of each month in which the component was observed, newest first.
func (c *Component) Months() []Period { return c.periods(uptime.Months) }

// Years gives the tally of each year in which the component was observed, newest first.
func (c *Component) Years() []Period { return c.periods(uptime.Years) }

// Period is a month or a year of one component, or of a group.
type Period struct {
	uptime.Period
	Tally uptime.Tally
}

func (c *Component) periods(cut func(from, until status.Date, zone *time.Location) []uptime.Period) []Period {
	observed := c.Timeline.Observed()
	if observed.Empty() {
		return nil
	}
	last := status.DateOf(observed.Until.Add(-time.Second), c.zone)
	var all []Period
	for _, p := range cut(status.DateOf(observed.From, c.zone), last.AddDays(1), c.zone) {
		all = append(all, Period{p, c.Timeline.Over(p.Interval)})
	}
	slices.Reverse(all)
	return all
}

// LastDays gives the tally of a group: of all of its components in use together.
func (g *Group) LastDays(n int) uptime.Tally {
	var t uptime.Tally
	for _, c := range g.Components {
		t = t.Add(c.LastDays(n))
	}
	return t
}

// Days gives the last n days of a group, oldest first: those of its components in use
// together, without their incidents.
func (g *Group) Days(n int) []Day {
	days := g.Components[0].Days(n)
	for _, c := range g.Components[1:] {
		for k, d := range c.Days(n) {
			days[k].Tally = days[k].Tally.Add(d.Tally)
			days[k].Worst = max(days[k].Worst, d.Worst)
		}
	}
	for k := range days {
		days[k].Incidents = nil
	}
	return days
}

// Month is a month of the history.
type Month struct {
	Year      int
	Month     time.Month
	Incidents []*Incident // that began in it, newest first
}

// Months gives every month of the calendar, in the site's zone, from the first incident
// to the present one, newest first. A maintenance is part of history once it has begun
// or was cancelled.
func (r *Report) Months() []Month {
	byMonth := map[status.Date][]*Incident{}
	var first status.Date
	for _, i := range r.Incidents {
		if i.Phase == status.Scheduled {
			continue
		}
		d := status.DateOf(i.Began(), r.Site.Zone)
		d.Day = 1
		byMonth[d] = append(byMonth[d], i)
		if first.IsZero() || d.Compare(first) < 0 {
			first = d
		}
	}
	if first.IsZero() {
		first = status.Date{Year: r.Today.Year, Month: r.Today.Month, Day: 1}
	}
	var months []Month
	for _, p := range uptime.Months(first, r.Today.AddDays(1), r.Site.Zone) {
		months = append(months, Month{Year: p.Date.Year, Month: p.Date.Month, Incidents: byMonth[p.Date]})
	}
	slices.Reverse(months)
	return months
}

// Past is one day of the recent past, or a run of days on which nothing new happened.
type Past struct {
	From, Until status.Date // both belong to it
	Incidents   []*Incident // that are told of on the day, newest first
	Lasting     int         // how many others lay in each of the days
}

// Recent gives the last n days, newest first. An incident is told of once, however long it
// lasted: on the day on which it began; if that lies further back, on the one on which it
// ended. What lasts since before the n days is only counted. Days that tell of none, and on
// which as many lasted, come as one run.
func (r *Report) Recent(n int) []Past {
	first := r.Today.AddDays(1 - n).Start(r.Site.Zone)
	var all []Past
	for back := range n {
		d := r.Today.AddDays(-back)
		p := r.past(d, first)
		if last := len(all) - 1; last >= 0 && len(p.Incidents)+len(all[last].Incidents) == 0 && p.Lasting == all[last].Lasting {
			all[last].From = d
			continue
		}
		all = append(all, p)
	}
	return all
}

// past gives one day of those that begin at an instant.
func (r *Report) past(d status.Date, first time.Time) Past {
	p := Past{From: d, Until: d}
	from, until := d.Start(r.Site.Zone), d.AddDays(1).Start(r.Site.Zone)
	for _, i := range r.Incidents {
		if i.Kind() == status.KindNotice || i.Phase == status.Scheduled || !i.During(from, until) {
			continue
		}
		began := !i.Began().Before(from)
		if i.Began().Before(first) {
			began = !i.Open && !i.During(until, r.Now)
		}
		if began {
			p.Incidents = append(p.Incidents, i)
		} else {
			p.Lasting++
		}
	}
	return p
}
