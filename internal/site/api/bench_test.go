package api

import (
	"fmt"
	"testing"
	"time"

	"ownup/internal/report"
	"ownup/internal/status"
)

// BenchmarkAHundredComponents renders the uptime of a hundred components over ten years.
func BenchmarkAHundredComponents(b *testing.B) {
	zone, err := time.LoadLocation("America/Denver")
	if err != nil {
		b.Fatal(err)
	}
	s := &status.Site{URL: "https://example.com", Zone: zone, Languages: []string{"en"}, Weights: status.DefaultWeights()}
	for n := range 10 {
		g := status.Group{ID: fmt.Sprint("g", n), Name: "Group"}
		for m := range 10 {
			g.Components = append(g.Components, status.Component{ID: fmt.Sprint("c", n, "-", m), Since: status.Date{Year: 2016, Month: 1, Day: 1}})
		}
		s.Groups = append(s.Groups, g)
	}
	r := report.At(s, status.Record{}, time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))
	render := document("", func() any { return newUptime(r) }).Render
	for b.Loop() {
		text, err := render()
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(text)), "bytes/doc")
	}
}
