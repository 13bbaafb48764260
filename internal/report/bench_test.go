package report_test

import (
	"fmt"
	"testing"
	"time"

	"ownup/internal/report"
	"ownup/internal/status"
)

// large gives a site of 100 components that has lived through 10,000 incidents in ten
// years: each with two components and four updates, every fifth one a maintenance, every
// tenth one with a postmortem and two commitments.
func large() *status.Site {
	s := &status.Site{Zone: time.UTC, Languages: []string{"en"}, Weights: status.DefaultWeights()}
	for g := range 10 {
		group := status.Group{ID: fmt.Sprint("group-", g), Name: fmt.Sprint("Group ", g)}
		for c := range 10 {
			id := fmt.Sprintf("component-%d-%d", g, c)
			group.Components = append(group.Components, status.Component{ID: id, Name: id, Since: status.Date{Year: 2016, Month: 1, Day: 1}})
		}
		s.Groups = append(s.Groups, group)
	}
	components := s.Components()
	start := time.Date(2016, 1, 1, 0, 0, 0, 0, time.UTC)
	for n := range 10_000 {
		at := start.Add(time.Duration(n) * 8 * time.Hour)
		i := status.Incident{ID: fmt.Sprintf("incident-%05d", n), Title: "An incident", Started: at, File: fmt.Sprint(n)}
		one, other := components[n%100].ID, components[n/7%100].ID
		i.Components = []status.Claim{{Component: one, Health: status.PartialOutage}, {Component: other, Health: status.DegradedPerformance}}
		phases := []status.Phase{status.Investigating, status.Identified, status.Monitoring, status.Resolved}
		if n%5 == 0 {
			i.Kind, i.Started, i.Window = status.KindMaintenance, time.Time{}, status.Window{From: at, Until: at.Add(2 * time.Hour)}
			phases = []status.Phase{status.Scheduled, status.InProgress, status.Verifying, status.Completed}
		}
		for k, p := range phases {
			i.Updates = append(i.Updates, status.Update{At: at.Add(time.Duration(k) * time.Hour), Phase: p, Next: at.Add(time.Duration(k)*time.Hour + 30*time.Minute)})
		}
		i.Updates[1].Claims = []status.Claim{{Component: one, Health: status.MajorOutage}}
		if n%10 == 1 {
			i.Updates = append(i.Updates, status.Update{At: at.AddDate(0, 0, 10), Phase: status.Postmortem, Commitments: []status.Commitment{
				{Text: "One", Kept: true, Done: status.DateOf(at.AddDate(0, 1, 0), time.UTC)},
				{Text: "Other", Due: status.DateOf(at.AddDate(0, 2, 0), time.UTC)},
			}})
		}
		s.Incidents = append(s.Incidents, i)
	}
	return s
}

func BenchmarkAtTenThousandIncidentsAndAHundredComponents(b *testing.B) {
	site, now := large(), time.Date(2025, 2, 14, 12, 0, 0, 0, time.UTC)
	b.ReportAllocs()
	for b.Loop() {
		if r := report.At(site, status.Record{}, now); len(r.Incidents) == 0 {
			b.Fatal("nothing was said")
		}
	}
}

func BenchmarkAYearOfDaysOfAHundredComponents(b *testing.B) {
	r := report.At(large(), status.Record{}, time.Date(2025, 2, 14, 12, 0, 0, 0, time.UTC))
	b.ReportAllocs()
	for b.Loop() {
		for _, c := range r.Components {
			if len(c.Days(365)) != 365 {
				b.Fatal("days are missing")
			}
		}
	}
}
