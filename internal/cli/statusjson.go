package cli

import (
	"time"

	"ownup/internal/report"
	"ownup/internal/status"
)

// statusJSON is what "ownup status --json" prints. Times are in UTC; a list is never null.
type statusJSON struct {
	Now         time.Time       `json:"now"`
	Health      string          `json:"health"`   // the worst of all components in use
	Pressing    bool            `json:"pressing"` // an incident is open, or anything is late
	Open        []openJSON      `json:"open"`
	Maintenance []openJSON      `json:"maintenance"`
	Notices     []openJSON      `json:"notices"`
	Overdue     []overdueJSON   `json:"overdue"`
	Components  []componentJSON `json:"components"`
	Withheld    []string        `json:"withheld"` // files with problems, which are left out
}

// openJSON is an incident, a maintenance or a notice that is open.
type openJSON struct {
	ID      string     `json:"id"`
	File    string     `json:"file"`
	Title   string     `json:"title"`
	Phase   string     `json:"phase"`
	Impact  string     `json:"impact"`
	Started time.Time  `json:"started"`
	Updated time.Time  `json:"updated"`
	Next    *time.Time `json:"next"` // when the next word was promised for; null: never
	Late    bool       `json:"late"`
	From    *time.Time `json:"from,omitempty"`  // of a maintenance
	Until   *time.Time `json:"until,omitempty"` // of a maintenance, or of a notice that ends by itself
	Overrun bool       `json:"overrun,omitempty"`
}

// overdueJSON is a commitment that is not kept in time.
type overdueJSON struct {
	ID   string `json:"id"` // of the incident
	Text string `json:"text"`
	Due  string `json:"due"`
}

// componentJSON is a component in use, with its uptime in the present month.
type componentJSON struct {
	ID       string  `json:"id"`
	Health   string  `json:"health"`
	Uptime   *string `json:"uptime"` // in percent, cut to two decimals; null: no data
	SLO      string  `json:"slo,omitempty"`
	Met      *bool   `json:"met,omitempty"`
	Downtime int64   `json:"downtime_seconds"`
}

func newStatusJSON(r *report.Report) statusJSON {
	s := statusJSON{
		Now: r.Now, Health: r.State.Health.String(), Pressing: pressing(r),
		Open: opened(r.Open), Maintenance: append(opened(r.Active), opened(r.Upcoming)...), Notices: opened(r.Notices),
		Overdue: []overdueJSON{}, Components: []componentJSON{}, Withheld: []string{},
	}
	for _, c := range r.Commitments {
		if c.State == report.Overdue {
			s.Overdue = append(s.Overdue, overdueJSON{c.Incident.ID, c.Text, c.Due.String()})
		}
	}
	for _, c := range r.Components {
		if !c.Retired {
			s.Components = append(s.Components, newComponentJSON(c, r.Today))
		}
	}
	for _, w := range r.Site.Withheld {
		s.Withheld = append(s.Withheld, w.File)
	}
	return s
}

func newComponentJSON(c *report.Component, today status.Date) componentJSON {
	one := componentJSON{ID: c.ID, Health: c.Health.String()}
	t, _ := thisMonth(c, today)
	if !t.NoData() {
		text := t.Percent()
		one.Uptime, one.Downtime = &text, int64(t.Downtime()/time.Second)
	}
	if c.SLO > 0 {
		met := t.Meets(c.SLO)
		one.SLO, one.Met = percent(c.SLO), &met
	}
	return one
}

func opened(some []*report.Incident) []openJSON {
	all := []openJSON{}
	for _, i := range some {
		one := openJSON{
			ID: i.ID, File: i.Incident.File, Title: i.Title, Phase: i.Phase.String(), Impact: i.Impact.String(),
			Started: i.Start.UTC(), Updated: i.Updated().UTC(), Next: instant(i.Promise()), Late: i.Late(), Overrun: i.Overrun,
		}
		w := i.Window()
		one.From, one.Until = instant(w.From), instant(w.Until)
		if i.Kind() == status.KindNotice {
			one.Until = instant(i.Incident.Until)
		}
		all = append(all, one)
	}
	return all
}

// instant gives a time in UTC; nil for the zero time.
func instant(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}
