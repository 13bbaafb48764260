package api

import (
	"ownup/internal/output"
	"ownup/internal/report"
	"ownup/internal/status"
	"ownup/internal/uptime"
)

// toldDays is for how many days back each day is told.
const toldDays = 365

// Days is api/uptime/<id>.json: the last year of a component or of a group, day by day.
type Days struct {
	Head
	ID       string `json:"id"`
	Name     string `json:"name"`
	TimeZone string `json:"time_zone"` // IANA name; cuts the days
	Days     []Day  `json:"days"`      // the last 365 that are over, oldest first, so that this changes once a day
}

// Day is a day of the calendar, up to the instant of the build.
type Day struct {
	Date Date `json:"date"`
	Tally
}

// days gives the days of every component and every group in files of their own: of hundreds
// of components, api/uptime.json holds tens of thousands.
func days(r *report.Report) []output.File {
	var files []output.File
	add := func(id, name string, components ...*report.Component) {
		files = append(files, document("api/uptime/"+id+".json", func() any { return newDays(r, id, name, components) }))
	}
	for _, c := range r.Components {
		add(c.ID, c.Name, c)
	}
	for _, g := range r.Groups {
		if g.Name != "" {
			add(g.ID, g.Name, g.Components...)
		}
	}
	return files
}

func newDays(r *report.Report, id, name string, components []*report.Component) Days {
	d := Days{Head: Head{"../schema/days.json", version}, ID: id, Name: name, TimeZone: r.Site.Zone.String()}
	d.Days = daysUntil(r.Today, r, components)
	return d
}

// daysUntil tells of the days before one.
func daysUntil(end status.Date, r *report.Report, components []*report.Component) []Day {
	all := make([]Day, 0, toldDays)
	for _, day := range uptime.Days(end.AddDays(-toldDays), end, r.Site.Zone) {
		all = append(all, Day{date(day.Date), newTally(over(day.Interval, components))})
	}
	return all
}
