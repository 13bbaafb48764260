package site

import (
	"ownup/internal/report"
	"ownup/internal/status"
	"ownup/internal/uptime"
)

const (
	drawnMonths = 13  // of a component's page: the last twelve and the present one
	daysOfMonth = 31  // the width of a month's strip
	toldDays    = 365 // of a component's page, as a drawing and as a table
)

// componentPage is what the page of a component says.
type componentPage struct {
	*report.Component
	Objective string // as a percentage; empty where there is none
	Windows   []window
	Budget    *budget   // nil: no objective, or nothing to measure it by
	Calendar  *calendar // nil of a retired component
	Legend    []status.Health
	Months    []period // newest first, with their days; of a retired component its last ones
	Older     []period // months before those, without their days
	Years     []period
	Days      []stretch // newest first; nil of a retired component
	Earlier   []stretch // the days before those, where that is much to tell
	Lines     []line
	More      int // incidents that are not listed
	Feeds     []named
}

// window is the uptime of one span of time.
type window struct {
	Name   string
	Uptime string
	Tally  uptime.Tally
	Spent  string // how long each health lasted; empty where nothing was wrong
	Met    bool   // the objective, where there is one
	Budget uptime.Budget
}

// period is a month or a year of a component.
type period struct {
	Name   string
	Path   string // of the month's history; empty where there is none
	Uptime string
	Class  string
	Spent  string
	Strip  strip
}

func (p *press) componentPages() []file {
	files := make([]file, len(p.report.Components))
	for n, c := range p.report.Components {
		files[n] = p.page(componentPath(c.ID), "component.html", func() page {
			return page{
				Title: c.Name, Description: p.componentDescription(c), Live: !c.Retired, Main: p.component(c),
				Feeds: p.feeds.Component(c), Own: "component",
			}
		})
	}
	return files
}

func (p *press) componentDescription(c *report.Component) string {
	if c.Description != "" {
		return c.Description
	}
	return p.t("component.description", c.Name, p.report.Site.Title)
}

func (p *press) component(c *report.Component) componentPage {
	v := componentPage{
		Component: c, Objective: p.objective(c.SLO), Windows: p.windows(c), Budget: p.budget(c),
		Legend: status.Healths(), Feeds: p.ofComponent(c),
	}
	months := c.Months()
	days := p.daysByMonth(c)
	for n, m := range months {
		one := p.period(m, p.words.Month(m.Date.Year, m.Date.Month))
		if n >= drawnMonths {
			v.Older = append(v.Older, one)
			continue
		}
		one.Strip = draw(days[m.Date], daysOfMonth)
		v.Months = append(v.Months, one)
	}
	for _, y := range c.Years() {
		v.Years = append(v.Years, p.period(y, p.t("uptime.year", p.words.Year(y.Date.Year))))
	}
	if !c.Retired {
		days := c.Days(toldDays)
		v.Calendar, v.Days = p.calendar(days), p.stretches(days)
		n := min(unfolded, len(v.Days))
		v.Days, v.Earlier = v.Days[:n], v.Days[n:]
	}
	shown := c.Incidents[:min(newest, len(c.Incidents))]
	v.Lines, v.More = p.lines(shown), len(c.Incidents)-len(shown)
	return v
}

// objective writes an objective as a percentage; it is empty where there is none.
func (p *press) objective(slo status.Fraction) string {
	if slo == 0 {
		return ""
	}
	return p.words.Percent(percentOf(slo))
}

func (p *press) windows(c *report.Component) []window {
	var all []window
	if !c.Retired {
		for _, n := range uptime.Windows() {
			name := p.t("uptime.today")
			if n > 1 {
				name = p.t("uptime.days", n)
			}
			all = append(all, p.window(name, c, c.LastDays(n)))
		}
	}
	return append(all, p.window(p.t("uptime.since_start"), c, c.SinceStart()))
}

func (p *press) window(name string, c *report.Component, t uptime.Tally) window {
	w := window{Name: name, Uptime: p.percent(t), Tally: t, Spent: p.spent(t)}
	if c.SLO > 0 {
		w.Met, w.Budget = t.Meets(c.SLO), t.Budget(c.SLO)
	}
	return w
}

func (p *press) period(m report.Period, name string) period {
	one := period{Name: name, Uptime: p.percent(m.Tally), Class: m.Tally.Worst().String(), Spent: p.spent(m.Tally)}
	if m.Tally.NoData() {
		one.Class = unknown
	}
	return one
}

// daysByMonth gives the days of the drawn months, by the first day of each: from its
// first day on, so that a strip begins with the month.
func (p *press) daysByMonth(c *report.Component) map[status.Date][]report.Day {
	byMonth := map[status.Date][]report.Day{}
	for _, d := range c.LastMonths(drawnMonths) {
		first := d.Date
		first.Day = 1
		byMonth[first] = append(byMonth[first], d)
	}
	return byMonth
}
