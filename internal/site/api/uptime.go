package api

import (
	"encoding/json"
	"fmt"
	"strings"

	"ownup/internal/report"
	"ownup/internal/status"
	"ownup/internal/uptime"
)

// Uptime is api/uptime.json: what every component and every group went through.
type Uptime struct {
	Head
	At         Instant           `json:"at"`        // where the windows end: the instant of the build
	TimeZone   string            `json:"time_zone"` // IANA name; cuts the days, months and years
	Rule       Rule              `json:"rule"`
	Components []ComponentUptime `json:"components"` // in the order of the page, retired ones as well
	Groups     []GroupUptime     `json:"groups"`     // in the order of the page: each of its components in use together

	Communication []Communication `json:"communication"` // of all years together, then of each, newest first
	Record        Audit           `json:"record"`
}

// Rule is how uptime is counted: what an instant in each health costs. It costs as much as
// the dearest effect in force.
type Rule struct {
	Formula            string  `json:"formula"`
	Weights            Weights `json:"weights"`
	ExcludeMaintenance bool    `json:"exclude_maintenance"` // maintenance is not observed, unless something else costs at the same time
}

// Weights says what an instant in each health costs, from 0 to 1.
type Weights struct {
	Operational         float64 `json:"operational" jsonschema:"minimum=0,maximum=1"`
	UnderMaintenance    float64 `json:"under_maintenance" jsonschema:"minimum=0,maximum=1"`
	DegradedPerformance float64 `json:"degraded_performance" jsonschema:"minimum=0,maximum=1"`
	PartialOutage       float64 `json:"partial_outage" jsonschema:"minimum=0,maximum=1"`
	MajorOutage         float64 `json:"major_outage" jsonschema:"minimum=0,maximum=1"`
}

// ComponentUptime is what one component went through.
type ComponentUptime struct {
	ID        string   `json:"id"`
	Name      string   `json:"name"`
	Group     *string  `json:"group" jsonschema:"nullable"` // id of its group
	Retired   bool     `json:"retired"`
	Objective *float64 `json:"objective" jsonschema:"nullable"` // the share of the time in which it should be up
	Past
}

// GroupUptime is what the components of a group went through, added up.
type GroupUptime struct {
	ID         string   `json:"id"`
	Name       string   `json:"name"`
	Components []string `json:"components"` // ids of those in use, which are counted
	Past
}

// Past is tallies of several spans of time.
type Past struct {
	Windows []Window `json:"windows"` // the last 1, 7, 30, 90 and 365 days
	Total   Span     `json:"total"`   // since the start
	Days    []Day    `json:"days"`    // the last 365, today included, oldest first
	Months  []Month  `json:"months"`  // since the start, oldest first
	Years   []Year   `json:"years"`   // since the start, oldest first
}

// Window is the last days of the calendar, today up to the instant of the build included.
type Window struct {
	Length int `json:"days"` // how many days; 1 is today
	Span
}

// Span is a tally of an interval.
type Span struct {
	From  Instant `json:"from"`
	Until Instant `json:"until"`
	Tally
	SLO *SLO `json:"slo" jsonschema:"nullable"` // null where there is no objective, and of a group
}

// Month is a month of the calendar, up to the instant of the build.
type Month struct {
	Month string `json:"month" jsonschema:"pattern=^[0-9]{4}-[0-9]{2}$"`
	Tally
}

// Year is a year of the calendar, up to the instant of the build.
type Year struct {
	Year int `json:"year"`
	Tally
}

// Tally is what happened in a span of time.
type Tally struct {
	Ratio    *float64    `json:"ratio" jsonschema:"nullable,minimum=0,maximum=1"` // uptime: 1 - lost / observed; null where nothing was observed
	Observed int64       `json:"observed"`                                        // seconds that uptime is a share of
	Excluded int64       `json:"excluded"`                                        // seconds of maintenance that were not observed
	Lost     json.Number `json:"lost" jsonschema:"type=number,minimum=0"`         // seconds, each by its weight
	Seconds  Seconds     `json:"seconds"`
}

// Seconds says how long each health was the worst in force. Together they are what was
// observed and what was excluded.
type Seconds struct {
	Operational         int64 `json:"operational"`
	UnderMaintenance    int64 `json:"under_maintenance"`
	DegradedPerformance int64 `json:"degraded_performance"`
	PartialOutage       int64 `json:"partial_outage"`
	MajorOutage         int64 `json:"major_outage"`
}

// SLO is whether an objective was met, and the error budget that it leaves, in seconds.
type SLO struct {
	Met     bool  `json:"met"`
	Allowed int64 `json:"allowed"`
	Spent   int64 `json:"spent"`
	Left    int64 `json:"left"` // negative where more was spent than allowed
}

func newUptime(r *report.Report) Uptime {
	group := groupOf(r)
	u := Uptime{
		Head: Head{"schema/uptime.json", version}, At: instant(r.Now), TimeZone: r.Site.Zone.String(), Rule: newRule(r.Site.Weights),
		Components: collect(r.Components, func(c *report.Component) ComponentUptime {
			return ComponentUptime{c.ID, c.Name, textIf(group[c.ID]), c.Retired, objective(c.SLO), past(r, c.SLO, c)}
		}),
		Groups: []GroupUptime{}, Communication: communication(r), Record: newAudit(r),
	}
	for _, g := range r.Groups {
		if g.Name != "" {
			u.Groups = append(u.Groups, GroupUptime{g.ID, g.Name, componentIDs(g), past(r, 0, g.Components...)})
		}
	}
	return u
}

func newRule(w status.Weights) Rule {
	cost := func(h status.Health) float64 { return share(w.Cost[h]) }
	return Rule{
		Formula: "ratio = 1 - lost / observed; lost = the sum of weight * seconds",
		Weights: Weights{
			cost(status.Operational), cost(status.UnderMaintenance), cost(status.DegradedPerformance),
			cost(status.PartialOutage), cost(status.MajorOutage),
		},
		ExcludeMaintenance: w.ExcludeMaintenance,
	}
}

// past adds up what some components went through.
func past(r *report.Report, slo status.Fraction, components ...*report.Component) Past {
	var p Past
	for _, n := range uptime.Windows() {
		p.Windows = append(p.Windows, Window{n, span(uptime.LastDays(n, r.Now, r.Site.Zone), slo, components)})
	}
	whole := components[0].Timeline.Observed()
	for _, c := range components {
		whole = cover(whole, c.Timeline.Observed())
	}
	p.Total = span(whole, slo, components)
	p.Days = daysUntil(r.Today.AddDays(1), r, components)
	first, next := status.DateOf(whole.From, r.Site.Zone), r.Today.AddDays(1)
	p.Months, p.Years = []Month{}, []Year{}
	if whole.Empty() {
		return p
	}
	for _, m := range uptime.Months(first, next, r.Site.Zone) {
		p.Months = append(p.Months, Month{m.Date.String()[:len("2006-01")], newTally(over(m.Interval, components))})
	}
	for _, y := range uptime.Years(first, next, r.Site.Zone) {
		p.Years = append(p.Years, Year{y.Date.Year, newTally(over(y.Interval, components))})
	}
	return p
}

// cover gives the interval from the earlier beginning to the later end of two. An empty
// one covers nothing.
func cover(a, b uptime.Interval) uptime.Interval {
	switch {
	case a.Empty():
		return b
	case b.Empty():
		return a
	}
	if b.From.Before(a.From) {
		a.From = b.From
	}
	if b.Until.After(a.Until) {
		a.Until = b.Until
	}
	return a
}

func over(w uptime.Interval, components []*report.Component) uptime.Tally {
	var t uptime.Tally
	for _, c := range components {
		t = t.Add(c.Timeline.Over(w))
	}
	return t
}

func span(w uptime.Interval, slo status.Fraction, components []*report.Component) Span {
	t := over(w, components)
	s := Span{From: instant(w.From), Until: instant(w.Until), Tally: newTally(t)}
	if slo > 0 {
		b := t.Budget(slo)
		s.SLO = &SLO{t.Meets(slo), seconds(b.Allowed), seconds(b.Spent), seconds(b.Left)}
	}
	return s
}

func newTally(t uptime.Tally) Tally {
	told := Tally{
		Observed: t.Observed, Excluded: t.Excluded, Lost: exact(t.Lost),
		Seconds: Seconds{
			t.Seconds[status.Operational], t.Seconds[status.UnderMaintenance], t.Seconds[status.DegradedPerformance],
			t.Seconds[status.PartialOutage], t.Seconds[status.MajorOutage],
		},
	}
	if !t.NoData() {
		ratio := t.Share()
		told.Ratio = &ratio
	}
	return told
}

// exact writes an amount with all of its decimals, and no more than it needs.
func exact(w uptime.Weighted) json.Number {
	n := fmt.Sprintf("%d.%07d", w.Seconds, w.Parts)
	return json.Number(strings.TrimSuffix(strings.TrimRight(n, "0"), "."))
}
