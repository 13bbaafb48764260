package exporter_test

import (
	"bytes"
	"io/fs"
	"path"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"ownup/internal/content"
	"ownup/internal/exporter"
	"ownup/internal/importer"
	"ownup/internal/report"
	"ownup/internal/site/locale"
	"ownup/internal/status"
)

// bring imports a document of Statuspage's API into a project.
func bring(t *testing.T, document []byte, now time.Time) fstest.MapFS {
	t.Helper()
	plan, err := importer.Import("statuspage", importer.Input{Files: importer.Documents{"a.json": document}, Now: now}, fstest.MapFS{})
	if err != nil {
		t.Fatal(err)
	}
	project := fstest.MapFS{}
	for _, f := range plan.Writes {
		if f.Path != importer.ManifestFile {
			project[f.Path] = &fstest.MapFile{Data: f.Content}
		}
	}
	return project
}

// at gives what a project says at an instant.
func at(t *testing.T, project fs.FS, now time.Time) *report.Report {
	t.Helper()
	s, err := content.Load(project)
	if err != nil {
		t.Fatal(err)
	}
	return report.At(s, status.Record{}, now)
}

// export gives the history of a project in Statuspage's shape.
func export(t *testing.T, project fs.FS, now time.Time) []byte {
	t.Helper()
	words, err := locale.For("en")
	if err != nil {
		t.Fatal(err)
	}
	b, err := exporter.Statuspage(at(t, project, now), words)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// same complains of every file that two projects do not share.
func same(t *testing.T, got, want fstest.MapFS) {
	t.Helper()
	for name, f := range want {
		if g, ok := got[name]; !ok || !bytes.Equal(g.Data, f.Data) {
			t.Errorf("%s is not the same:\n%s", name, f.Data)
			if ok {
				t.Errorf("but\n%s", g.Data)
			}
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			t.Errorf("%s was not there before", name)
		}
	}
}

var noon = time.Date(2026, 9, 3, 12, 0, 0, 0, time.UTC)

const history = `{
 "page": {"name": "Meridian", "url": "https://status.example.com", "time_zone": "America/Denver", "updated_at": "2026-09-03T11:00:00.000Z"},
 "components": [
  {"id": "g1", "name": "Network", "group": true},
  {"id": "c1", "name": "Core", "status": "operational", "group_id": "g1", "start_date": "2024-01-02", "updated_at": "2026-01-01T00:00:00Z"},
  {"id": "c2", "name": "Mail", "status": "partial_outage", "created_at": "2024-03-01T00:00:00Z", "updated_at": "2026-09-03T10:30:00.500Z"}
 ],
 "incidents": [
  {"id": "abc", "name": "Mail: delays", "status": "identified", "created_at": "2026-09-03T09:00:00Z", "started_at": "2026-09-03T08:50:00Z",
   "resolved_at": null, "impact": "minor", "components": [{"id": "c2", "name": "Mail", "status": "partial_outage"}], "incident_updates": [
    {"status": "identified", "body": "Line one.\nLine two.\n\n- a\n- b", "display_at": "2026-09-03T10:30:01Z", "affected_components": [{"code": "c2", "name": "Mail", "old_status": "degraded_performance", "new_status": "partial_outage"}]},
    {"status": "investigating", "body": "We <b>look</b> at <a href=\"https://example.com/x\">it</a>.", "display_at": "2026-09-03T09:00:00Z", "affected_components": [{"code": "c2", "name": "Mail", "old_status": "operational", "new_status": "degraded_performance"}]}]},
  {"id": "old", "name": "Routing", "status": "postmortem", "created_at": "2025-02-01T09:00:00Z", "started_at": "2025-02-01T09:00:00Z",
   "resolved_at": "2025-02-01T10:00:00Z", "impact": "critical", "components": [{"id": "c1", "name": "Core", "status": "operational"}, {"id": "c9", "name": "Fax", "status": "operational"}], "incident_updates": [
    {"status": "postmortem", "body": "# What happened\n\nMuch.\n\n## Details", "display_at": "2025-02-05T09:00:00Z"},
    {"status": "resolved", "body": "Done.", "display_at": "2025-02-01T10:30:00Z"},
    {"status": "investigating", "body": "", "display_at": "2025-02-01T09:05:00Z"}]}
 ],
 "scheduled_maintenances": [
  {"id": "mnt", "name": "Switches", "status": "scheduled", "created_at": "2026-09-01T09:00:00Z", "started_at": "2026-09-01T09:00:00Z", "impact": "maintenance",
   "scheduled_for": "2026-09-10T02:00:00Z", "scheduled_until": "2026-09-10T04:00:00Z", "components": [{"id": "c1", "name": "Core", "status": "operational"}],
   "incident_updates": [{"status": "scheduled", "body": "We replace switches.", "display_at": "2026-09-01T09:00:00Z"}]}
 ]
}`

func TestAHistoryComesBackAsItWent(t *testing.T) {
	project := bring(t, []byte(history), noon)
	same(t, bring(t, export(t, project, noon), noon), project)
}

func TestCorpusComesBackAsItWent(t *testing.T) {
	source, err := fs.Sub(corpus(t), "statuspage")
	if err != nil {
		t.Fatal(err)
	}
	for _, pattern := range []string{"*.json", "summaries/*.json"} {
		names, err := fs.Glob(source, pattern)
		if err != nil || len(names) == 0 {
			t.Fatal(names, err)
		}
		for _, name := range names {
			t.Run(path.Base(name), func(t *testing.T) {
				text, err := fs.ReadFile(source, name)
				if err != nil {
					t.Fatal(err)
				}
				now := noon
				if _, after, ok := strings.Cut(string(text), `"updated_at": "`); ok && strings.HasPrefix(name, "summaries") {
					now, _ = time.Parse(time.RFC3339, after[:strings.Index(after, `"`)])
				}
				project := bring(t, text, now)
				same(t, bring(t, export(t, project, now), now), project)
			})
		}
	}
}

func TestTheTablesTellWhatTheSiteTells(t *testing.T) {
	tables := exporter.Tables(at(t, bring(t, []byte(history), noon), noon))
	want := map[string][]string{
		"incidents.csv": {
			"2025-02-01-routing,incident,Routing,critical,resolved,2025-02-01T09:00:00Z,2025-02-01T10:00:00Z,3600,3,https://status.example.com/incidents/2025-02-01-routing/",
			"2026-09-03-mail-delays,incident,Mail: delays,minor,identified,2026-09-03T08:50:00Z,,,2,https://status.example.com/incidents/2026-09-03-mail-delays/",
		},
		"effects.csv": {
			"2025-02-01-routing,core,major_outage,2025-02-01T09:00:00Z,2025-02-01T10:00:00Z,3600",
			"2026-09-03-mail-delays,mail,partial_outage,2026-09-03T10:30:01Z,,",
		},
		"uptime.csv": {"core,Core,2025-02,99.85,2419200,3600,2415600,0,0,0,3600"},
	}
	for _, table := range tables {
		text := string(table.CSV())
		for _, line := range want[table.Name] {
			if !strings.Contains(text, line+"\n") {
				t.Errorf("%s has no line\n%s\nbut\n%s", table.Name, line, text)
			}
		}
	}
}

func TestNoSpreadsheetTakesATitleForAFormula(t *testing.T) {
	table := exporter.Table{Rows: [][]string{{"=1+1", "a-b", "-2", "a,b"}}}
	if got, want := string(table.CSV()), "'=1+1,a-b,'-2,\"a,b\"\n"; got != want {
		t.Errorf("it is %q, want %q", got, want)
	}
}

func TestWhatStatuspageCannotCarryIsNamed(t *testing.T) {
	project := fstest.MapFS{
		"content/site.yaml": {Data: []byte("title: A\nurl: https://a.example.com\ntimezone: UTC\nsince: 2024-01-01\ncomponents:\n  - id: web\n")},
		"content/incidents/a.md": {Data: []byte("---\ntitle: A\ncomponents:\n  web: major\n---\n\n## 2026-01-01 10:00 investigating (next: 1h)\n\n" +
			"## 2026-01-01 11:00 update\n\n## 2026-01-01 12:00 resolved\n\n## Postmortem\n\n- [ ] Be better (due: 2026-05-01)\n\n## Internal\n\nSecret\n")},
		"content/incidents/b.md": {Data: []byte("---\ntitle: B\nkind: notice\n---\n\n## 2026-01-01 10:00 update\n\nHello.\n")},
	}
	var got []string
	for _, l := range exporter.LeftByStatuspage(at(t, project, noon)) {
		got = append(got, l.What)
	}
	const want = "commitments, internal notes, notices, promises of a next word, updates with a status that Statuspage does not know"
	if s := strings.Join(got, ", "); s != want {
		t.Errorf("left: %s\nwant: %s", s, want)
	}
	if text := string(export(t, project, noon)); strings.Contains(text, "Secret") {
		t.Error("what is internal is exported")
	}
}
