package importer_test

import (
	"testing"
	"testing/fstest"
	"time"

	"ownup/internal/importer"
	"ownup/internal/status"
)

// clone is an Upptime repository with one site.
func clone(log, issues string) importer.Input {
	return importer.Input{Issues: []byte(issues), Files: fstest.MapFS{
		".upptimerc.yml":       {Data: []byte("owner: Acme\nrepo: status\nsites:\n  - {name: Main API, url: https://api.example.com}\nstatus-website: {cname: status.acme.com, name: Acme}\n")},
		"history/main-api.yml": {Data: []byte("- url: https://api.example.com\n- status: up\n- startTime: 2024-04-23T13:47:47.620Z\n")},
		"history-commits.tsv":  {Data: []byte(log)},
	}}
}

func TestTheLogOfUpptimeIsItsIncidentsAndItsSeries(t *testing.T) {
	project := fstest.MapFS{}
	bring(t, "upptime", clone("d\t2026-01-02T10:00:00+00:00\t🟩 Main API is up (200 in 90 ms) [skip ci]\n"+
		"c\t2026-01-01T11:00:00+00:00\t🟨 Main API is degraded (200 in 9000 ms)\n"+
		"b\t2026-01-01T10:00:00+00:00\t🟥 Main API is down (0 in 0 ms)\n"+
		"a\t2025-12-31T10:00:00+00:00\t🟩 Main API is up (200 in 100 ms)\nx\t2026-01-01T00:00:00Z\t:card_file_box: Update status summary\n", ""), project)
	s := load(t, project)
	const want = `---
title: Main API is down
components:
  main-api: major_outage
backfilled: true
---

## 2026-01-01 10:00 +00:00 investigating

Main API is down: no answer.

## 2026-01-01 11:00 +00:00 update (main-api: degraded_performance)

Main API is degraded: HTTP 200 after 9000 ms.

## 2026-01-02 10:00 +00:00 resolved

Main API is up: HTTP 200 after 90 ms.
`
	if got := string(project[s.Incidents[0].File].Data); got != want {
		t.Errorf("it is\n%s\nwant\n%s", got, want)
	}
	const series = "time,milliseconds\n2025-12-31T10:00:00Z,100\n2026-01-01T11:00:00Z,9000\n2026-01-02T10:00:00Z,90\n"
	if got := string(project["content/metrics/main-api.csv"].Data); got != series {
		t.Errorf("the series is\n%s", got)
	}
	if c, _ := s.Component("main-api"); c.Since.String() != "2024-04-23" || s.URL != "https://status.acme.com" {
		t.Errorf("it is observed since %s, at %s", c.Since, s.URL)
	}
}

func TestIssuesOfUpptimeAreIncidentsAndMaintenances(t *testing.T) {
	const issues = `[
	{"number": 7, "title": "🛑 Main API is down", "body": "Main API was **down**", "createdAt": "2026-01-01T10:00:00Z", "closedAt": "2026-01-01T12:00:00Z",
	 "labels": [{"name": "status"}, {"name": "main-api"}], "comments": [{"body": "A cable.", "createdAt": "2026-01-01T11:00:00Z"}, {"body": "**Resolved:** it is back.", "createdAt": "2026-01-01T12:00:01Z"}]},
	{"number": 8, "title": "Upgrade", "body": "<!--\nstart: 2026-02-01T10:00:00+00:00\nend: 2026-02-01T12:00:00+00:00\nexpectedDown: main-api\n-->\nNew disks.", "created_at": "2026-01-20T10:00:00Z", "closed_at": null,
	 "labels": [{"name": "maintenance"}], "comments": 0},
	{"number": 9, "title": "A question", "created_at": "2026-01-20T10:00:00Z", "labels": [], "comments": 3}]`
	project := fstest.MapFS{}
	plan := bring(t, "upptime", clone("", issues), project)
	s := load(t, project)
	if plan.Report.Incidents != 1 || plan.Report.Maintenances != 1 {
		t.Fatalf("%+v", plan.Report)
	}
	down, _ := byAlias(s, "/incident/7")
	c, _ := down.Course(noon)
	if down.Title != "Main API is down" || len(down.Updates) != 3 || !c.End.Equal(time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)) || c.Effects[0].Health != status.MajorOutage {
		t.Errorf("it is %+v", down)
	}
	upgrade, _ := byAlias(s, "/incident/8")
	if upgrade.Kind != status.KindMaintenance || upgrade.Updates[0].Text != "New disks." || upgrade.Components[0].Component != "main-api" {
		t.Errorf("it is %+v", upgrade)
	}
}
