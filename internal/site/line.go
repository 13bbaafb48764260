package site

import (
	"ownup/internal/report"
	"ownup/internal/status"
)

// line is an incident in one line of a list. It says nothing that changes with the clock
// alone, so that pages of the past can hold it.
type line struct {
	*report.Incident
	Path     string
	Health   status.Health // the worst that it held
	Date     status.Date   // of its start
	Lasted   string        // empty while it lasts, and of a notice
	Affected []affected
	Others   int // components that are not named
}

func (p *press) line(i *report.Incident) line {
	l := line{
		Incident: i, Path: incidentPath(i.ID), Health: i.Worst(),
		Date: status.DateOf(i.Start, p.report.Site.Zone),
	}
	l.Affected, l.Others = worst(p.affected(i))
	if !i.Open && i.Kind() != status.KindNotice && i.Phase != status.Cancelled {
		l.Lasted = p.words.Duration(i.Duration())
	}
	return l
}

func (p *press) lines(incidents []*report.Incident) []line {
	all := make([]line, len(incidents))
	for n, i := range incidents {
		all[n] = p.line(i)
	}
	return all
}

// worst gives the first ones of many components that something affects, which are the
// worst, and how many others there are.
func worst(all []affected) ([]affected, int) {
	if len(all) <= manyNames+1 {
		return all, 0
	}
	return all[:manyNames], len(all) - manyNames
}
