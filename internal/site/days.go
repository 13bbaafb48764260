package site

import (
	"slices"

	"ownup/internal/report"
	"ownup/internal/status"
	"ownup/internal/uptime"
)

const (
	unfolded   = 40 // days, or runs of days, that stand open on a component's page
	namedOfDay = 3  // incidents that are named of a day there, at most
)

// stretch is a day, or a run of days, of a component.
type stretch struct {
	Dates     string
	From      status.Date
	Class     string
	Spent     string
	Incidents []line
	More      int // that are not named
}

// stretches tells days, which come oldest first, from the newest on. Days that are alike
// come as one run: quiet ones, those without data, and those that the same incidents
// filled.
func (p *press) stretches(days []report.Day) []stretch {
	var all []stretch
	for until := len(days) - 1; until >= 0; {
		from := until
		var t uptime.Tally
		for t = days[from].Tally; from > 0 && alike(days[from-1], days[until]); from-- {
			t = t.Add(days[from-1].Tally)
		}
		s := stretch{
			Dates: p.dates(days[from].Date, days[until].Date), From: days[from].Date,
			Class: dayClass(days[until]), Spent: p.spent(t),
		}
		named := p.newsOf(days[from])
		s.Incidents, s.More = p.lines(named), len(days[from].Incidents)-len(named)
		all = append(all, s)
		until = from - 1
	}
	return all
}

// alike reports whether the same is to be said of two days.
func alike(a, b report.Day) bool {
	if a.Worst == status.Operational || b.Worst == status.Operational {
		return dayClass(a) == dayClass(b)
	}
	return a.Tally == b.Tally && slices.Equal(a.Incidents, b.Incidents)
}

// newsOf gives the incidents to name of a day: all of a few, of many those that began on
// it, if any did.
func (p *press) newsOf(d report.Day) []*report.Incident {
	if len(d.Incidents) <= namedOfDay {
		return d.Incidents
	}
	var began []*report.Incident
	for _, i := range d.Incidents {
		if status.DateOf(i.Began(), p.report.Site.Zone) == d.Date {
			began = append(began, i)
		}
	}
	if began == nil {
		began = d.Incidents
	}
	return began[:min(namedOfDay, len(began))]
}

// dates tells a day or a run of days with the year.
func (p *press) dates(from, until status.Date) string {
	if from == until {
		return p.words.Date(from)
	}
	return p.t("date.range", p.words.Date(from), p.words.Date(until))
}
