package site_test

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"testing"
	"testing/fstest"
	"time"

	"ownup/internal/report"
	"ownup/internal/site"
	"ownup/internal/site/theme"
	"ownup/internal/status"
	"ownup/themes"
)

// wide gives a site of twenty components in four groups that had an outage each week.
func wide(t *testing.T) (*status.Site, fs.FS) {
	t.Helper()
	s := world(20, 60, 12*7*24*time.Hour)
	return s, fstest.MapFS{}
}

// world makes a site of components in groups of five, and of incidents that are spread
// over a time before the outage, the last of them still open.
func world(components, incidents int, over time.Duration) *status.Site {
	random := rand.New(rand.NewPCG(1, 2))
	s := &status.Site{
		Title: "Wide Status", URL: "https://status.example.com", Zone: time.UTC, Languages: []string{"en"},
		StaleAfter: 26 * time.Hour, Weights: status.DefaultWeights(), Since: status.Date{Year: 2020, Month: 1, Day: 1},
	}
	for n := range components {
		if n%5 == 0 {
			s.Groups = append(s.Groups, status.Group{ID: fmt.Sprintf("group-%d", n/5), Name: fmt.Sprintf("Group number %d", n/5)})
		}
		g := &s.Groups[len(s.Groups)-1]
		g.Components = append(g.Components, status.Component{
			ID: fmt.Sprintf("component-%d", n), Name: fmt.Sprintf("Component number %d", n), Since: s.Since,
		})
	}
	healths := status.Healths()[2:]
	for n := range incidents {
		start := during().Add(-over / time.Duration(incidents) * time.Duration(incidents-1-n))
		i := status.Incident{ID: fmt.Sprintf("incident-%05d", n), Title: fmt.Sprintf("Requests fail, for the time number %d", n), File: fmt.Sprintf("content/incidents/incident-%05d.md", n)}
		for range 1 + random.IntN(3) {
			i.Components = append(i.Components, status.Claim{
				Component: fmt.Sprintf("component-%d", random.IntN(components)), Health: healths[random.IntN(len(healths))],
			})
		}
		i.Updates = []status.Update{{ID: status.UpdateID(start, 1), At: start, Text: "We are looking into requests that fail. Some of them do, some do not."}}
		if n < incidents-1 {
			end := start.Add(time.Duration(10+random.IntN(200)) * time.Minute)
			i.Updates = append(i.Updates, status.Update{ID: status.UpdateID(end, 1), At: end, Phase: status.Resolved, Text: "It works again."})
		}
		s.Incidents = append(s.Incidents, i)
	}
	return s
}

// BenchmarkTenThousandIncidents makes and renders a site of a hundred components.
func BenchmarkTenThousandIncidents(b *testing.B) {
	s := world(100, 10_000, 10*365*24*time.Hour)
	look, err := theme.Load("", themes.FS, fstest.MapFS{})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		tree, err := site.Tree(report.At(s, status.Record{}, during()), look, fstest.MapFS{})
		if err != nil {
			b.Fatal(err)
		}
		for f := range tree.All() {
			if f.Path == "api/build.json" {
				continue
			}
			if _, err := f.Render(); err != nil {
				b.Fatal(err)
			}
		}
	}
}
