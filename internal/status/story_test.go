package status_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"ownup/internal/content"
	"ownup/internal/status"
)

// The stories are files as people write them, where "D1" stands for 1 March 2026. In the
// drawings every component has a line and every hour from the beginning of D1 a letter
// by its health; a '>' at now says that the effect has no end yet.
const letters = ".udpM"

const site = `
title: Status
url: https://status.example.com
timezone: UTC
since: 2026-01-01
components:
  - {id: email, name: Email}
  - {id: panel, name: Panel}
  - {id: voice, name: Voice}
`

var day = regexp.MustCompile(`\bD(\d\d?)\b`)

// dated writes the days of a story as dates.
func dated(story string) string {
	return day.ReplaceAllStringFunc(story, func(d string) string {
		var n int
		fmt.Sscanf(d, "D%d", &n)
		return fmt.Sprintf("2026-03-%02d", n)
	})
}

// at reads an instant such as "D1 07:00".
func at(t testing.TB, text string) time.Time {
	t.Helper()
	instant, err := time.Parse("2006-01-02 15:04", dated(text))
	if err != nil {
		t.Fatal(err)
	}
	return instant
}

// told writes an instant as at reads it.
func told(instant time.Time) string {
	if instant.IsZero() {
		return "-"
	}
	return fmt.Sprintf("D%d %s", int(instant.Sub(time.Date(2026, 2, 28, 0, 0, 0, 0, time.UTC))/(24*time.Hour)), instant.Format("15:04"))
}

// read loads a story, which must be one that the site accepts.
func read(t testing.TB, story string) *status.Incident {
	t.Helper()
	s, err := content.Load(fstest.MapFS{
		"content/site.yaml":            {Data: []byte(site)},
		"content/incidents/a-story.md": {Data: []byte("---\ntitle: A story\n" + strings.TrimPrefix(dated(story), "\n"))},
	})
	if err != nil {
		t.Fatalf("%v\n%s", err, dated(story))
	}
	return &s.Incidents[0]
}

// facts tells what a course comes to: its phase and impact, from when until when, and a
// drawing of its effects.
func facts(t testing.TB, story, now string) string {
	t.Helper()
	c, spoken := read(t, story).Course(at(t, now))
	if !spoken {
		return "nothing"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%v, %v, %s to %s", c.Phase, c.Impact, told(c.Start), told(c.End))
	if c.Open != c.End.IsZero() {
		t.Errorf("open: %v, and it ended %s", c.Open, told(c.End))
	}
	for _, touched := range c.Touched {
		fmt.Fprintf(&b, "\n%-6s%s", touched.Component, drawn(t, c, touched))
	}
	return b.String()
}

// drawn draws the effects of a course on one component.
func drawn(t testing.TB, c status.Course, touched status.Touched) string {
	t.Helper()
	line, lasts := []byte{}, false
	health, worst := status.Operational, status.Operational
	for _, e := range c.Effects {
		if e.Component != touched.Component {
			continue
		}
		until := e.Until
		if lasts = until.IsZero(); lasts {
			until = c.Now
		}
		from, to := hours(t, e.From), hours(t, until)
		if len(line) > from || to < from || !lasts && to == from {
			t.Errorf("an effect on %s from %s until %s is out of order", e.Component, told(e.From), told(until))
		}
		line = append(line, strings.Repeat(".", max(0, from-len(line)))...)
		line = append(line, strings.Repeat(letters[e.Health:e.Health+1], max(0, to-from))...)
		worst = max(worst, e.Health)
		if !e.From.After(c.Now) && (lasts || until.After(c.Now)) {
			health = e.Health
		}
	}
	if touched.Health != health || touched.Worst != worst {
		t.Errorf("%s is %v, and was %v at worst; its effects say %v and %v", touched.Component, touched.Health, touched.Worst, health, worst)
	}
	if lasts {
		line = append(line, '>')
	}
	return string(line)
}

// hours gives the number of whole hours since the beginning of D1.
func hours(t testing.TB, instant time.Time) int {
	t.Helper()
	since := instant.Sub(time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC))
	if since%time.Hour != 0 {
		t.Errorf("%s cannot be drawn: it is no full hour", told(instant))
	}
	return int(since / time.Hour)
}

// stories are what files say, and what comes of it.
type stories []struct{ name, story, now, want string }

func (all stories) check(t *testing.T) {
	t.Helper()
	for _, s := range all {
		t.Run(s.name, func(t *testing.T) {
			got := facts(t, s.story, s.now)
			if want := strings.Trim(s.want, "\n"); got != want {
				t.Errorf("at %s it is told as\n%s\nwant\n%s", s.now, got, want)
			}
		})
	}
}
