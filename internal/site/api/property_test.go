package api

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ownup/internal/report"
	"ownup/internal/status"
)

func TestEveryDocumentOfAnySiteFollowsItsSchema(t *testing.T) {
	schemas := compile(t)
	zone := denver(t, "2013-01-01 00:00").Location()
	rapid.Check(t, func(t *rapid.T) {
		r := report.At(sites(zone).Draw(t, "site"), status.Record{}, instants().Draw(t, "now"))
		for _, f := range Files(r)[len(documents()):] {
			if strings.HasPrefix(f.Path, "api/uptime/") && !rapid.Bool().Draw(t, "days") {
				continue // a year of days takes its time
			}
			b, err := f.Render()
			if err != nil {
				t.Fatalf("%s: %v", f.Path, err)
			}
			if err := invalid(schemas, f.Path, b); err != nil {
				t.Fatalf("%s: %v\n%s", f.Path, err, b)
			}
		}
	})
}

// instants draws an instant of a few weeks, often a full hour.
func instants() *rapid.Generator[time.Time] {
	return rapid.Custom(func(t *rapid.T) time.Time {
		hours := rapid.IntRange(0, 24*20).Draw(t, "hour")
		seconds := rapid.SampledFrom([]int{0, 0, 0, 1, 1799}).Draw(t, "second")
		return time.Date(2013, 10, 20, hours, 0, seconds, 0, time.UTC)
	})
}

// sites draws a site with a few incidents of every kind, as content might load it.
func sites(zone *time.Location) *rapid.Generator[*status.Site] {
	return rapid.Custom(func(t *rapid.T) *status.Site {
		s := &status.Site{
			Title: "Acme", URL: "https://example.com", Zone: zone, Languages: []string{"en"}, Weights: status.DefaultWeights(),
		}
		s.Weights.ExcludeMaintenance = rapid.Bool().Draw(t, "exclude")
		for n := range rapid.IntRange(1, 2).Draw(t, "groups") {
			g := status.Group{ID: fmt.Sprint("g", n), Name: rapid.SampledFrom([]string{"", "Group"}).Draw(t, "name")}
			for m := range rapid.IntRange(1, 2).Draw(t, "components") {
				c := status.Component{
					ID: fmt.Sprint("c", n, "-", m), Name: "Component", Since: status.DateOf(instants().Draw(t, "since"), zone),
					SLO: status.Fraction(rapid.SampledFrom([]int64{0, 9_995_000}).Draw(t, "slo")),
				}
				if rapid.Bool().Draw(t, "retires") {
					c.Until = c.Since.AddDays(rapid.IntRange(1, 5).Draw(t, "after"))
				}
				g.Components = append(g.Components, c)
			}
			s.Groups = append(s.Groups, g)
		}
		for n := range rapid.IntRange(0, 4).Draw(t, "incidents") {
			s.Incidents = append(s.Incidents, incident(t, fmt.Sprint("i", n), s.Components()))
		}
		return s
	})
}

func incident(t *rapid.T, id string, components []status.Component) status.Incident {
	i := status.Incident{ID: id, Title: "Incident", Kind: rapid.SampledFrom([]status.Kind{
		status.KindIncident, status.KindIncident, status.KindMaintenance, status.KindNotice,
	}).Draw(t, "kind")}
	at := instants().Draw(t, "first")
	if i.Kind == status.KindMaintenance {
		from := instants().Draw(t, "window")
		i.Window = status.Window{From: from, Until: from.Add(2 * time.Hour)}
	}
	i.Components = claims(t, components)
	for n := range rapid.IntRange(1, 5).Draw(t, "updates") {
		u := status.Update{At: at, Phase: rapid.SampledFrom(i.Kind.Phases()).Draw(t, "phase"), Text: "*Words*"}
		u.ID = status.UpdateID(at, n+1)
		if i.Kind != status.KindNotice {
			u.Claims = claims(t, components)
		}
		if rapid.Bool().Draw(t, "promises") {
			u.Next = at.Add(time.Hour)
		}
		if u.Phase == status.Postmortem {
			u.Commitments = []status.Commitment{{Text: "**More**", Due: status.DateOf(at, time.UTC)}}
		}
		i.Updates = append(i.Updates, u)
		at = at.Add(time.Duration(rapid.IntRange(0, 3).Draw(t, "hours")) * time.Hour)
	}
	return i
}

func claims(t *rapid.T, components []status.Component) []status.Claim {
	var some []status.Claim
	for _, c := range components {
		if rapid.Bool().Draw(t, "named") {
			some = append(some, status.Claim{Component: c.ID, Health: rapid.SampledFrom(status.Healths()).Draw(t, "health")})
		}
	}
	return some
}
