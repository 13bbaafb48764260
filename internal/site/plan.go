package site

import (
	"ownup/internal/report"
	"ownup/internal/status"
)

// How many components are named where there is little room, and where there is more;
// beyond that they are counted.
const (
	fewNames  = 3
	manyNames = 8
)

// planned is a maintenance that is to come or under way, in two lines.
type planned struct {
	*report.Incident
	Path       string
	Components string // their names where they are few, else how many; may be empty
	Form       string // in which its window is told
	Distance   string // how long until it begins; empty once it has
}

func (p *press) planned(incidents []*report.Incident) []planned {
	all := make([]planned, len(incidents))
	for n, i := range incidents {
		all[n] = planned{Incident: i, Path: incidentPath(i.ID), Components: p.few(i.Touched, fewNames), Form: "short"}
		if p.near(i.Window().From, p.report.Now) == "full" {
			all[n].Form = "full"
		}
		all[n].Distance = p.distance(i)
	}
	return all
}

// distance says how long it takes until a maintenance begins; it is empty once it has.
func (p *press) distance(i *report.Incident) string {
	if i.Phase != status.Scheduled {
		return ""
	}
	return p.words.In(i.Window().From.Sub(p.report.Now))
}

// few names components, or says how many they are where that is more than a number.
func (p *press) few(touched []status.Touched, most int) string {
	if len(touched) > most {
		return p.t("component.count", len(touched))
	}
	names := make([]string, len(touched))
	for n, t := range touched {
		names[n] = p.name(t.Component)
	}
	return p.words.List(names)
}
