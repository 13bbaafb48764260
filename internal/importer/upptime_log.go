package importer

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"ownup/internal/diag"
	"ownup/internal/status"
)

// checkSubject is what Upptime writes of a check: "🟥 NAME is down (403 in 129 ms)".
var checkSubject = regexp.MustCompile(`^(\S+) (.+) is (up|down|degraded) \((\d+) in (\d+) ?ms\)`)

// measure takes a commit of the log, if it is a measurement.
func (u *upptimeReader) measure(c status.Revision) {
	m := checkSubject.FindStringSubmatch(c.Subject)
	if m == nil {
		return
	}
	name := strings.TrimSpace(m[2])
	id, ok := u.names[name]
	if !ok {
		u.report.about(Guess, diag.Pos{}, name, "the log speaks of a site that is not configured: it is kept as a retired component")
		id = u.roster.add(upptimeSlug(name), retired(name), "")
		u.names[name] = id
	}
	health := map[string]status.Health{"down": status.MajorOutage, "degraded": status.DegradedPerformance}[m[3]]
	u.series[id] = append(u.series[id], measured{c.At, health, m[4], m[5], c.Commit})
}

// metrics writes a series as a file of metrics: time and milliseconds. A check without an
// answer took no time that means anything, and is left out.
func metrics(series []measured) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.Write([]string{"time", "milliseconds"}) // a buffer takes everything
	for _, m := range series {
		if m.code != "0" {
			_ = w.Write([]string{m.at.UTC().Format(time.RFC3339), m.ms})
		}
	}
	w.Flush()
	return b.Bytes()
}

// outages makes incidents of the log: one from each check that found a site down or slow
// to the next that found it up.
func (u *upptimeReader) outages() {
	names := map[string]string{}
	for name, id := range u.names {
		names[id] = name
	}
	for _, g := range u.roster.groups {
		for _, c := range g.Components {
			u.outagesOf(c.ID, names[c.ID])
		}
	}
	if len(u.records) > 0 {
		u.report.note(Guess, diag.Pos{}, "without GitHub's issues, incidents are what the log of checks shows, in words of our own: give --issues for the real ones")
	}
}

func (u *upptimeReader) outagesOf(id, name string) {
	var open *Record
	for _, m := range u.series[id] {
		switch {
		case open == nil && m.health != status.Operational:
			open = &Record{Key: "commit-" + m.commit, Pos: diag.Pos{File: "history"}}
			open.Incident = status.Incident{
				Title: name + " is " + stateWord(m.health), Backfilled: true,
				Components: []status.Claim{{Component: id, Health: m.health}},
				Updates:    []status.Update{{At: m.at, Phase: status.Investigating, Text: checked(name, m)}},
			}
		case open == nil:
		case m.health == status.Operational:
			open.Incident.Updates = append(open.Incident.Updates, status.Update{At: m.at, Phase: status.Resolved, Text: checked(name, m)})
			u.records = append(u.records, *open)
			open = nil
		case lastHealth(open.Incident) != m.health:
			open.Incident.Updates = append(open.Incident.Updates, status.Update{
				At: m.at, Phase: status.NoChange, Text: checked(name, m),
				Claims: []status.Claim{{Component: id, Health: m.health}},
			})
		}
	}
	if open != nil {
		u.records = append(u.records, *open)
	}
}

// lastHealth gives the health that was claimed last.
func lastHealth(i status.Incident) status.Health {
	for _, u := range slices.Backward(i.Updates) {
		if len(u.Claims) > 0 {
			return u.Claims[0].Health
		}
	}
	return i.Components[0].Health
}

// stateWord gives Upptime's word for a health.
func stateWord(h status.Health) string {
	switch h {
	case status.MajorOutage:
		return "down"
	case status.DegradedPerformance:
		return "degraded"
	default:
		return "up"
	}
}

// checked says in words what a check found.
func checked(name string, m measured) string {
	if m.code == "0" {
		return fmt.Sprintf("%s is %s: no answer.", name, stateWord(m.health))
	}
	return fmt.Sprintf("%s is %s: HTTP %s after %s ms.", name, stateWord(m.health), m.code, m.ms)
}
