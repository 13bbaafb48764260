package report_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"ownup/internal/content"
	"ownup/internal/report"
	"ownup/internal/status"
)

// The stories are files as people write them, where "D1" stands for 1 March 2026, which
// is a Sunday, and each file follows a line "= id". The site's zone is UTC.
const frame = `
title: Status
url: https://status.example.com
timezone: UTC
since: 2026-01-01
components:
  - group: Mail
    components:
      - {id: email, name: Email}
      - {id: archive, name: Archive}
  - id: panel
    name: Panel
  - group: Calls
    components:
      - {id: voice, name: Voice}
      - {id: sms, name: Text messages}
      - {id: fax, name: Fax, until: 2026-03-10}
`

var (
	storyDay  = regexp.MustCompile(`\bD(\d\d?)\b`)
	storyFile = regexp.MustCompile(`(?m)^= (.*)\n`)
)

// dated writes the days of a story as dates.
func dated(story string) string {
	return storyDay.ReplaceAllStringFunc(story, func(d string) string {
		var n int
		fmt.Sscanf(d, "D%d", &n)
		return fmt.Sprintf("2026-03-%02d", n)
	})
}

// on reads an instant such as "D1 07:00".
func on(t testing.TB, text string) time.Time {
	t.Helper()
	at, err := time.Parse("2006-01-02 15:04", dated(text))
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// told writes an instant as on reads it.
func told(at time.Time) string {
	if at.IsZero() {
		return "-"
	}
	return fmt.Sprintf("D%d %s", int(at.Sub(time.Date(2026, 2, 28, 0, 0, 0, 0, time.UTC))/(24*time.Hour)), at.Format("15:04"))
}

// siteOf loads stories, which must be such that the site accepts them.
func siteOf(t testing.TB, stories string) *status.Site {
	t.Helper()
	project := fstest.MapFS{"content/site.yaml": {Data: []byte(frame)}}
	stories = dated(stories)
	names := storyFile.FindAllStringSubmatch(stories, -1)
	for n, text := range storyFile.Split(stories, -1)[1:] {
		project["content/incidents/"+names[n][1]+".md"] = &fstest.MapFile{Data: []byte("---\ntitle: A story\n" + text)}
	}
	s, err := content.Load(project)
	if err != nil {
		t.Fatalf("%v\n%s", err, stories)
	}
	return s
}

// storiesAt reports on stories at an instant.
func storiesAt(t testing.TB, stories, now string) *report.Report {
	t.Helper()
	return report.At(siteOf(t, stories), status.Record{}, on(t, now))
}

// idsOf writes the ids of incidents.
func idsOf(all []*report.Incident) string {
	var ids []string
	for _, i := range all {
		ids = append(ids, i.ID)
	}
	return strings.Join(ids, " ")
}
