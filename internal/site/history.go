package site

import (
	"time"

	"ownup/internal/report"
	"ownup/internal/status"
)

// newest is how many incidents a page lists that leaves the rest to the months.
const newest = 25

// history is what the index of the history says.
type history struct {
	Newest []line
	More   int // older incidents
	Years  []year

	Searched []int // the years that the search knows, newest first
	Choices  []choice
	Impacts  []status.Impact // the worst first
	Healths  []status.Health
}

// choice is components that stand together in the search.
type choice struct {
	Group      string // empty: they stand by themselves
	Components []*report.Component
}

// year is a year of the history, with its months from January on. Months that lie before
// the first incident, or after the present, are zero.
type year struct {
	Year   int
	Months [12]cell
}

// cell is a month in the index.
type cell struct {
	Path  string // empty: there is no page
	Name  string
	Count int
	Worst status.Health
}

func (p *press) history() []file {
	return []file{p.page("history/", "history.html", func() page {
		months := p.byMonth()
		h := history{
			Years: p.years(months), Searched: p.searchYears(), Choices: p.choices(),
			Impacts: []status.Impact{status.ImpactCritical, status.ImpactMajor, status.ImpactMinor, status.ImpactNone, status.ImpactMaintenance},
			Healths: status.Healths(),
		}
		for _, m := range months {
			for _, i := range m.Incidents {
				if len(h.Newest) < newest {
					h.Newest = append(h.Newest, p.line(i))
				} else {
					h.More++
				}
			}
		}
		return page{
			Title: p.t("history.title"), Section: "history", Main: h, Own: "history",
			Description: p.t("history.description", p.report.Site.Title),
		}
	})}
}

// choices gives all components, retired ones as well, by their groups.
func (p *press) choices() []choice {
	var all []choice
	for _, c := range p.report.Components {
		if n := len(all); n == 0 || all[n-1].Group != c.Group {
			all = append(all, choice{Group: c.Group})
		}
		last := &all[len(all)-1]
		last.Components = append(last.Components, c)
	}
	return all
}

// years puts the months, which come newest first, into the calendar.
func (p *press) years(months []report.Month) []year {
	var all []year
	for _, m := range months {
		if n := len(all); n == 0 || all[n-1].Year != m.Year {
			all = append(all, year{Year: m.Year})
		}
		c := cell{Path: monthPath(m), Name: p.words.ShortMonth(m.Month), Count: len(m.Incidents)}
		for _, i := range m.Incidents {
			c.Worst = max(c.Worst, i.Worst())
		}
		all[len(all)-1].Months[m.Month-time.January] = c
	}
	return all
}
