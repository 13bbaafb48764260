package site

import (
	"slices"

	"ownup/internal/report"
)

const (
	recentDays = 14 // told one by one
	linesOfDay = 6  // that stand on the home page, at most
)

// past is a day of the recent past, or a run of days on which nothing new happened.
type past struct {
	Dates   string
	Lines   []line // the worst ones, where there are more
	More    int    // that have no line here
	Path    string // where all are listed; empty where none is left out
	Lasting int    // incidents that began earlier; only where there are no lines
}

func (p *press) recent() []past {
	var all []past
	for _, d := range p.report.Recent(recentDays) {
		one := past{Dates: p.words.ShortDates(d.From, d.Until), Lasting: d.Lasting}
		some := d.Incidents
		if len(some) > linesOfDay+1 {
			some = slices.Clone(some)
			slices.SortStableFunc(some, func(a, b *report.Incident) int { return int(b.Worst()) - int(a.Worst()) })
			one.More, one.Path = len(some)-linesOfDay, p.pathOfDay(d.From)
			some = some[:linesOfDay]
		}
		one.Lines = p.lines(some)
		all = append(all, one)
	}
	return all
}
