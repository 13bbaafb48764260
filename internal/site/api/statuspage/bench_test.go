package statuspage

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"ownup/internal/content"
	"ownup/internal/report"
	"ownup/internal/site/locale"
	"ownup/internal/status"
)

// BenchmarkTenThousandIncidents renders the document of each of them.
func BenchmarkTenThousandIncidents(b *testing.B) {
	site, err := content.Load(fstest.MapFS{
		"content/site.yaml":         {Data: []byte(siteYAML)},
		"content/incidents/core.md": {Data: []byte(outage)},
	})
	if err != nil {
		b.Fatal(err)
	}
	one := site.Incidents[0]
	for n := range 9_999 {
		one.ID = fmt.Sprint(strings.Repeat("x", 20), n)
		site.Incidents = append(site.Incidents, one)
	}
	r := report.At(site, status.Record{}, time.Date(2013, 9, 10, 0, 0, 0, 0, time.UTC))
	words, err := locale.For("en")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		for _, f := range Incidents(r, words) {
			if _, err := f.Render(); err != nil {
				b.Fatal(err)
			}
		}
	}
}
