package prometheus

import (
	"bytes"
	"maps"
	"os"
	"slices"
	"testing"
	"testing/fstest"
	"time"
	_ "time/tzdata"

	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"

	"ownup/internal/content"
	"ownup/internal/report"
	"ownup/internal/status"
)

const siteYAML = `title: Acme
url: https://example.com
timezone: UTC
since: 2013-09-01
components:
  - group: 'The "mail" \ group'
    components: [{id: email, name: Correo ñandú, slo: 99.95}]
  - {id: web, name: Website, since: 2013-09-04}
  - {id: fax, name: Fax, until: 2013-09-02}
`

const outage = `---
title: Mail is down
components: {email: major_outage}
---

## 2013-09-03 06:00 investigating (next: 12h)
`

func metrics(t *testing.T) []byte {
	t.Helper()
	site, err := content.Load(fstest.MapFS{
		"content/site.yaml":         {Data: []byte(siteYAML)},
		"content/incidents/core.md": {Data: []byte(outage)},
	})
	if err != nil {
		t.Fatal(err)
	}
	files := Files(report.At(site, status.Record{}, time.Date(2013, 9, 3, 12, 0, 0, 0, time.UTC)))
	var all [][]byte
	for _, f := range files {
		b, err := f.Render()
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, b)
	}
	if len(all) != 2 || files[0].Path != "metrics" || files[1].Path != "metrics.txt" || !bytes.Equal(all[0], all[1]) {
		t.Fatal("there are not two files of the same bytes")
	}
	return all[0]
}

func TestPrometheusReadsTheMetricsOfTheExample(t *testing.T) {
	site, err := content.Load(os.DirFS("../../../.."))
	if err != nil {
		t.Fatal(err)
	}
	text, err := Files(report.At(site, status.Record{}, time.Date(2026, 9, 3, 12, 30, 0, 0, time.UTC)))[0].Render()
	if err != nil {
		t.Fatal(err)
	}
	parser := expfmt.NewTextParser(model.LegacyValidation)
	families, err := parser.TextToMetricFamilies(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	inUse := 0
	for _, c := range site.Components() {
		if c.Until.IsZero() {
			inUse++
		}
	}
	for name, each := range map[string]int{"ownup_component_status": len(status.Healths()), "ownup_component_uptime_ratio": 5, "ownup_component_open_incidents": 1} {
		if got := len(families[name].GetMetric()); got != inUse*each {
			t.Errorf("%s has %d samples, want %d of each of %d components", name, got, each, inUse)
		}
	}
}

func TestPrometheusReadsTheMetrics(t *testing.T) {
	parser := expfmt.NewTextParser(model.LegacyValidation)
	families, err := parser.TextToMetricFamilies(bytes.NewReader(metrics(t)))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]float64{}
	for _, f := range families {
		if f.GetHelp() == "" || f.GetType().String() != "GAUGE" {
			t.Errorf("%s is a %s: %q", f.GetName(), f.GetType(), f.GetHelp())
		}
		for _, m := range f.GetMetric() {
			name := f.GetName()
			for _, l := range m.GetLabel() {
				name += " " + l.GetValue()
			}
			got[name] = m.GetGauge().GetValue()
		}
	}
	want := map[string]float64{
		"ownup_report_timestamp_seconds":                             1378209600,
		"ownup_next_change_timestamp_seconds":                        1378231200,
		"ownup_open_incidents none":                                  0,
		"ownup_open_incidents minor":                                 0,
		"ownup_open_incidents major":                                 1,
		"ownup_open_incidents critical":                              0,
		"ownup_open_incidents maintenance":                           0,
		"ownup_maintenance active":                                   0,
		"ownup_maintenance upcoming":                                 0,
		`ownup_component_info email Correo ñandú The "mail" \ group`: 1,
		"ownup_component_info web Website ":                          1,
		"ownup_component_open_incidents email":                       1,
		"ownup_component_open_incidents web":                         0,
		"ownup_component_objective_ratio email":                      0.9995,
		"ownup_component_uptime_ratio email 1d":                      0.5,
		"ownup_component_uptime_ratio email 7d":                      0.9,
		"ownup_component_uptime_ratio email 30d":                     0.9,
		"ownup_component_uptime_ratio email 90d":                     0.9,
		"ownup_component_uptime_ratio email 365d":                    0.9,
	}
	for _, h := range status.Healths() {
		want["ownup_component_status email "+h.String()] = one(h == status.MajorOutage)
		want["ownup_component_status web "+h.String()] = one(h == status.Operational)
	}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if value, ok := got[name]; !ok || value != want[name] {
			t.Errorf("%s is %v, %v; want %v", name, value, ok, want[name])
		}
		delete(got, name)
	}
	for name, value := range got {
		t.Errorf("%s is %v, and was not expected", name, value)
	}
}
