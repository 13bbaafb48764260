package importer

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"ownup/internal/content/frontmatter"
	"ownup/internal/status"
)

// checkSubject gives the form of what Upptime writes of a check, which the configuration
// can change: "🟥 NAME is down (403 in 129 ms) [skip ci] [upptime]".
// Source: https://upptime.js.org/docs/configuration#commit-messages
func checkSubject(config frontmatter.Value) *regexp.Regexp {
	messages, _ := config.Key("commitMessages")
	form := first(word(messages, "statusChange"), "$PREFIX $SITE_NAME is $STATUS ($RESPONSE_CODE in $RESPONSE_TIME ms)")
	for _, end := range []string{" [skip ci]", " [upptime]"} {
		form, _, _ = strings.Cut(form, end)
	}
	form = regexp.QuoteMeta(form)
	for _, part := range [][2]string{
		{"PREFIX ", `(?:\S+ )?`},
		{"PREFIX", `\S*`},
		{"SITE_NAME", `(?P<name>.+?)`},
		{"SITE_URL", `\S+`},
		{"SITE_METHOD", `[A-Z]+`},
		{"STATUS", `(?P<status>up|down|degraded)`},
		{"RESPONSE_CODE", `(?P<code>\d+)`},
		{"RESPONSE_TIME", `(?P<ms>\d+)`},
	} {
		form = strings.Replace(form, `\$`+part[0], part[1], 1)
	}
	subject, err := regexp.Compile("^" + form)
	if err != nil || slices.ContainsFunc([]string{"name", "status", "code", "ms"}, func(part string) bool { return subject.SubexpIndex(part) < 0 }) {
		return regexp.MustCompile(`^(?:\S+ )?(?P<name>.+?) is (?P<status>up|down|degraded) \((?P<code>\d+) in (?P<ms>\d+) ?ms\)`)
	}
	return subject
}

// measureAll takes the checks of the log, and tells how much of it is none.
func (u *upptimeReader) measureAll(commits []status.Revision, subject *regexp.Regexp) {
	other := 0
	for _, c := range commits {
		if m := subject.FindStringSubmatch(c.Subject); m != nil {
			part := func(name string) string { return m[subject.SubexpIndex(name)] }
			u.measure(c, part("name"), measured{c.At, healthOfCheck(part("status")), part("code"), part("ms"), c.Commit})
		} else {
			other++
		}
	}
	if other > 0 {
		u.report.about(Left, u.logged, count(other, "commit"), "commits that tell of no check")
	}
	for _, id := range slices.Sorted(maps.Keys(u.series)) {
		silent := 0
		for _, m := range u.series[id] {
			if m.code == "0" {
				silent++
			}
		}
		if silent > 0 {
			u.report.about(Left, u.logged, fmt.Sprintf("%s: %s", id, count(silent, "check")), "checks without an answer took no time that means anything: the series of response times lacks them")
		}
	}
}

// healthOfCheck gives the health that Upptime's word for it stands for.
func healthOfCheck(state string) status.Health {
	return map[string]status.Health{"down": status.MajorOutage, "degraded": status.DegradedPerformance}[state]
}

// measure takes one check of a site.
func (u *upptimeReader) measure(c status.Revision, name string, m measured) {
	name = strings.TrimSpace(name)
	id, ok := u.names[name]
	if !ok {
		u.report.about(Guess, u.place(c), name, "the log speaks of a site that is not configured: it is kept as a retired component")
		id = u.roster.add(upptimeSlug(name), retired(name), "")
		u.names[name], u.gone[id] = id, true
	}
	u.series[id] = append(u.series[id], m)
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
		u.report.note(Guess, u.logged, "without GitHub's issues, incidents are what the log of checks shows, in words of our own: give --issues for the real ones")
	}
}

func (u *upptimeReader) outagesOf(id, name string) {
	var open *Record
	var last measured
	for _, m := range u.series[id] {
		last = m
		switch {
		case open == nil && m.health != status.Operational:
			open = &Record{Key: "commit-" + m.commit, Pos: u.place(status.Revision{Commit: m.commit})}
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
	if open == nil {
		return
	}
	if u.gone[id] {
		u.report.about(Invented, open.Pos, name, "a site is not checked any more: its outage ends with its last check")
		open.Incident.Updates = append(open.Incident.Updates, status.Update{At: last.at, Phase: status.Resolved})
	}
	u.records = append(u.records, *open)
}

// retire lets the sites that are not configured be in use until the day after their last
// check.
func (u *upptimeReader) retire() {
	for g := range u.roster.groups {
		for n := range u.roster.groups[g].Components {
			c := &u.roster.groups[g].Components[n]
			if series := u.series[c.ID]; u.gone[c.ID] && len(series) > 0 {
				c.Until = status.DateOf(series[len(series)-1].at, time.UTC).AddDays(1)
				c.Since = status.DateOf(series[0].at, time.UTC)
			}
		}
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
