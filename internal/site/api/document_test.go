package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"ownup/internal/status"
)

const outage = `---
title: Mail is down
components: {email: major_outage}
started: 2013-09-03 07:00
detected: 2013-09-03 07:10
recurrence_of: fault
---
Who *sends* mail is affected.

## 2013-09-03 08:00 identified (web: partial_outage since 07:30, next: 1h)

A *router* is broken.

## 2013-09-03 10:00 monitoring since 09:40 (email: degraded_performance)

## 2013-09-03 12:00 resolved since 11:30

## 2013-09-05 12:00 postmortem

- [x] Replace the **router** (due: 2013-09-10, done: 2013-09-11, owner: network)
- [ ] Publish the report (due: 2013-09-12)
`

const fault = `---
title: A router failed
components: {email: partial_outage}
---

## 2013-08-29 01:00 investigating

## 2013-08-29 02:00 resolved
`

func incidents() map[string]string { return map[string]string{"core": outage, "fault": fault} }

func TestAnIncidentTellsAllThatIsKnown(t *testing.T) {
	r := project(t, "2013-09-20 00:00", incidents())
	r.Incidents[0].Evidence.Revisions = []status.Revision{{Commit: "abc", At: r.Now, Author: "A", Edits: []status.Edit{{
		Kind: status.EditWorst, Component: "web", Was: status.Value{Health: status.MajorOutage}, Is: status.Value{Health: status.PartialOutage},
	}}}}
	var doc bytes.Buffer
	if err := json.Indent(&doc, render(t, r)["api/incidents/core.json"], "", "  "); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`"$schema": "../schema/incident.json"`, `"kind": "incident"`, `"phase": "resolved"`, `"impact": "major"`,
		`"start": "2013-09-03T13:00:00Z"`, `"end": "2013-09-03T17:30:00Z"`, `"detected": "2013-09-03T13:10:00Z"`,
		`"published": "2013-09-03T14:00:00Z"`, `"updated": "2013-09-05T18:00:00Z"`, `"recurrence_of": "fault"`,
		`"text": "Who sends mail is affected."`, `"markdown": "A *router* is broken."`, `"postmortem": "20130905T180000Z"`,
		`"url": "https://example.com/status/incidents/core/"`,
		`"clock": {
    "detect": 600,
    "first_word": 3600,
    "silence": 7200,
    "resolve": 16200,
    "public": null,
    "slowest": null,
    "promises": 1,
    "broken": 1
  }`,
		`{
      "component": "web",
      "health": "partial_outage",
      "from": "2013-09-03T13:30:00Z",
      "until": "2013-09-03T17:30:00Z"
    }`,
		`{
      "markdown": "Replace the **router**",
      "text": "Replace the router",
      "state": "kept",
      "late": true,
      "due": "2013-09-10",
      "done": "2013-09-11",
      "dropped": null,
      "owner": "network"
    }`,
		`{
      "commit": "abc",
      "at": "2013-09-20T06:00:00Z",
      "author": "A",
      "signature": "unchecked",
      "edits": [
        {
          "kind": "worst",
          "update": null,
          "stated": null,
          "component": "web",
          "language": null,
          "was": "major_outage",
          "is": "partial_outage",
          "lowers": true
        }
      ]
    }`,
	} {
		if !strings.Contains(doc.String(), want) {
			t.Errorf("it does not hold %s", want)
		}
	}
	if t.Failed() {
		t.Log(doc.String())
	}
	if got := read[Incident](t, r, "api/incidents/fault.json").Recurrences; !slices.Equal(got, []string{"core"}) {
		t.Errorf("the fault came back in %q", got)
	}
}

func TestWhatIsOverHasTheSameBytesInAnyLaterBuild(t *testing.T) {
	before := render(t, project(t, "2013-10-01 00:00", incidents()))
	after := render(t, project(t, "2014-10-01 00:00", incidents()))
	for path := range before {
		if !strings.HasPrefix(path, "api/uptime") && !bytes.Equal(before[path], after[path]) {
			t.Errorf("%s was\n%s\nand a year later is\n%s", path, before[path], after[path])
		}
	}
}

func TestUptimeIsToldExactly(t *testing.T) {
	u := read[Uptime](t, project(t, "2013-09-03 12:00", incidents()), "api/uptime.json")
	if u.At != "2013-09-03T18:00:00Z" || u.TimeZone != "America/Denver" || u.Rule.Weights.PartialOutage != 0.3 {
		t.Errorf("at %s in %s, by %+v", u.At, u.TimeZone, u.Rule)
	}
	email, web := u.Components[0], u.Components[2]
	if email.ID != "email" || *email.Group != "group-mail" || *email.Objective != 0.999 || web.Group != nil || web.Objective != nil {
		t.Errorf("the components are %+v", u.Components)
	}
	today := email.Windows[0]
	if today.Length != 1 || today.From != "2013-09-03T06:00:00Z" || today.Until != u.At {
		t.Errorf("today is %+v", today)
	}
	want := Tally{Observed: 43200, Lost: "9600", Seconds: Seconds{Operational: 27000, DegradedPerformance: 6600, MajorOutage: 9600}}
	if got := tally(today.Tally); got != fmt.Sprint(want, 1-9600.0/43200) {
		t.Errorf("today is %v, want %v", got, want)
	}
	if got, want := *today.SLO, (SLO{false, 43, 9600, -9557}); got != want {
		t.Errorf("its budget is %+v, want %+v", got, want)
	}
	if len(email.Months) != 9 || email.Months[8].Month != "2013-09" || email.Years[0].Year != 2013 {
		t.Errorf("months %+v, years %+v", email.Months, email.Years)
	}
}

func TestEachDayOfTheLastYearIsTold(t *testing.T) {
	web := read[Days](t, project(t, "2013-09-04 00:00", incidents()), "api/uptime/web.json")
	if web.ID != "web" || web.TimeZone != "America/Denver" || len(web.Days) != 365 {
		t.Errorf("%d days of %s in %s", len(web.Days), web.ID, web.TimeZone)
	}
	if got := web.Days[len(web.Days)-1]; got.Date != "2013-09-03" || got.Lost != "4320" || got.Seconds.PartialOutage != 14400 {
		t.Errorf("yesterday the website was %+v", got)
	}
	if got := web.Days[0]; got.Date != "2012-09-04" || got.Ratio != nil || got.Observed != 0 {
		t.Errorf("a year ago the website was %+v", got)
	}
}

// tally prints a tally and its ratio.
func tally(t Tally) string {
	ratio := t.Ratio
	t.Ratio = nil
	return fmt.Sprint(t, *ratio)
}

func TestAGroupIsItsComponentsInUseTogether(t *testing.T) {
	r := project(t, "2013-05-01 12:00", map[string]string{"fault": strings.ReplaceAll(fault, "2013-08-29", "2013-05-01")})
	u := read[Uptime](t, r, "api/uptime.json")
	mail := u.Groups[0]
	if len(u.Groups) != 1 || mail.ID != "group-mail" || !slices.Equal(mail.Components, []string{"email", "archive"}) {
		t.Fatalf("the groups are %+v", u.Groups)
	}
	days := func(id string) []Day { return read[Days](t, r, "api/uptime/"+id+".json").Days }
	emails, archives := days("email"), days("archive")
	for n, d := range days("group-mail") {
		email, archive := emails[n], archives[n]
		if d.Date != email.Date || d.Observed != email.Observed+archive.Observed {
			t.Errorf("on %s it was observed %d s, its components %d and %d", d.Date, d.Observed, email.Observed, archive.Observed)
		}
	}
	if got := mail.Windows[0]; got.Lost != "1080" || got.SLO != nil {
		t.Errorf("today is %+v", got)
	}
}

func TestASiteSaysWhatItHas(t *testing.T) {
	s := read[Site](t, project(t, "2013-09-03 09:00", incidents()), "api/site.json")
	if s.State.Kind != "trouble" || s.State.Health != "major_outage" || *s.State.Since != "2013-09-03T13:00:00Z" || !slices.Equal(s.Open, []string{"core"}) {
		t.Errorf("its state is %+v, open %q", s.State, s.Open)
	}
	archive := s.Components[1]
	if !archive.Retired || *archive.Until != "2013-06-01" || archive.Description != nil || *archive.Group != "group-mail" {
		t.Errorf("what is retired is %+v", archive)
	}
	if got := s.Groups; len(got) != 1 || got[0].Health != "major_outage" || !slices.Equal(got[0].Components, []string{"email"}) {
		t.Errorf("the groups are %+v", got)
	}
	if got := s.Components[0].Open; !slices.Equal(got, []string{"core"}) {
		t.Errorf("email has %q open", got)
	}
	if s.Links.Document != "https://example.com/status/api/incidents/{id}.json" {
		t.Errorf("documents stand at %s", s.Links.Document)
	}
}
