// Package prometheus prints a report as metrics in Prometheus' text format, version 0.0.4.
//
//	ownup_report_timestamp_seconds 1.3782204e+09
//	ownup_component_status{component="email",status="major_outage"} 1
//	ownup_component_uptime_ratio{component="email",window="30d"} 0.9881
//
// There are two files of the same bytes. /metrics is where scrapers look, but static hosts
// serve a name without an ending as bytes of no known kind, which Prometheus 3 refuses
// unless its fallback_scrape_protocol is PrometheusText0.0.4; /metrics.txt needs no such
// setting.
//
// A file is true at the instant at which it was made, while Prometheus takes it for true
// whenever it asks. ownup_report_timestamp_seconds tells the two apart: an alert on
// time() - ownup_report_timestamp_seconds finds a site that is no longer built.
//
// Components that are retired are left out, and so is the uptime of a window in which
// nothing was observed: no data is no number.
//
// Source: https://prometheus.io/docs/instrumenting/exposition_formats/
package prometheus

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"ownup/internal/output"
	"ownup/internal/report"
	"ownup/internal/status"
	"ownup/internal/uptime"
)

// ContentType is the media type of the text format.
const ContentType = "text/plain; version=0.0.4; charset=utf-8"

// Files gives the metrics of a report, once for those who scrape /metrics and once under
// a name that every host knows to be text.
func Files(r *report.Report) []output.File {
	text := sync.OnceValue(func() []byte { return write(families(r)) })
	render := func() ([]byte, error) { return text(), nil }
	return []output.File{{Path: "metrics", Render: render}, {Path: "metrics.txt", Render: render}}
}

// family is the samples of one metric. All of them are gauges.
type family struct {
	name, help string
	samples    []sample
}

// sample is a value and the labels that tell it apart.
type sample struct {
	labels []label
	value  float64
}

type label struct{ name, value string }

// add appends a sample; labels are names and values in turn.
func (f *family) add(value float64, labels ...string) {
	s := sample{value: value}
	for n := 0; n < len(labels); n += 2 {
		s.labels = append(s.labels, label{labels[n], labels[n+1]})
	}
	f.samples = append(f.samples, s)
}

// write prints the families that have samples.
func write(families []family) []byte {
	var b bytes.Buffer
	for _, f := range families {
		if len(f.samples) == 0 {
			continue
		}
		fmt.Fprintf(&b, "# HELP %s %s\n# TYPE %s gauge\n", f.name, f.help, f.name)
		for _, s := range f.samples {
			b.WriteString(f.name)
			for n, l := range s.labels {
				b.WriteByte("{,"[min(n, 1)])
				b.WriteString(l.name + `="` + escape(l.value) + `"`)
			}
			if len(s.labels) > 0 {
				b.WriteByte('}')
			}
			b.WriteString(" " + strconv.FormatFloat(s.value, 'g', -1, 64) + "\n")
		}
	}
	return b.Bytes()
}

// escape writes a label's value. It is UTF-8, in which three characters are special.
func escape(value string) string {
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(strings.ToValidUTF8(value, "\ufffd"))
}

// families gives all metrics.
func families(r *report.Report) []family {
	made := family{name: "ownup_report_timestamp_seconds", help: "When this was made: all other metrics are true at that instant."}
	made.add(float64(r.Now.Unix()))
	next := family{name: "ownup_next_change_timestamp_seconds", help: "When facts will next change by the clock alone; absent if never."}
	if !r.Next.IsZero() {
		next.add(float64(r.Next.Unix()))
	}
	return append([]family{made, next, incidents(r), maintenance(r)}, components(r)...)
}

// incidents counts the open incidents.
func incidents(r *report.Report) family {
	f := family{name: "ownup_open_incidents", help: "Unplanned incidents that last, by impact."}
	for _, impact := range []status.Impact{status.ImpactNone, status.ImpactMinor, status.ImpactMajor, status.ImpactCritical, status.ImpactMaintenance} {
		count := 0
		for _, i := range r.Open {
			if i.Impact == impact {
				count++
			}
		}
		f.add(float64(count), "impact", impact.String())
	}
	return f
}

func maintenance(r *report.Report) family {
	f := family{name: "ownup_maintenance", help: "Maintenance that is in progress or to come."}
	f.add(float64(len(r.Active)), "state", "active")
	f.add(float64(len(r.Upcoming)), "state", "upcoming")
	return f
}

// components gives what is known of each component in use.
func components(r *report.Report) []family {
	about := family{name: "ownup_component_info", help: "What a component is called, and its group."}
	state := family{name: "ownup_component_status", help: "1 for the status that a component is in, 0 for all others."}
	open := family{name: "ownup_component_open_incidents", help: "Unplanned incidents that last and name the component."}
	ratio := family{name: "ownup_component_uptime_ratio", help: "Uptime from 0 to 1 over the last days of the calendar, today included; absent where nothing was observed."}
	objective := family{name: "ownup_component_objective_ratio", help: "The uptime that a component should have; absent where none is given."}
	for _, c := range r.Components {
		if c.Retired {
			continue
		}
		about.add(1, "component", c.ID, "name", c.Name, "group", c.Group)
		for _, h := range status.Healths() {
			state.add(one(c.Health == h), "component", c.ID, "status", h.String())
		}
		open.add(float64(lasting(c)), "component", c.ID)
		for _, n := range uptime.Windows() {
			if t := c.LastDays(n); !t.NoData() {
				ratio.add(t.Share(), "component", c.ID, "window", strconv.Itoa(n)+"d")
			}
		}
		if c.SLO > 0 {
			objective.add(float64(c.SLO)/float64(status.Whole), "component", c.ID)
		}
	}
	return []family{about, state, open, ratio, objective}
}

// lasting counts the open incidents of a component.
func lasting(c *report.Component) int {
	count := 0
	for _, i := range c.Incidents {
		if i.Open && i.Kind() == status.KindIncident {
			count++
		}
	}
	return count
}

func one(is bool) float64 {
	if is {
		return 1
	}
	return 0
}
