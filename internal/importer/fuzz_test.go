package importer_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"ownup/internal/content"
	"ownup/internal/importer"
)

// sound imports whatever an input holds: without a panic, into the project alone, and
// into files that load.
func sound(t *testing.T, tool string, in importer.Input) {
	t.Helper()
	in.Now = noon
	project := fstest.MapFS{}
	plan, err := importer.Import(tool, in, project)
	if err != nil {
		return
	}
	for _, f := range plan.Writes {
		if !fs.ValidPath(f.Path) || !strings.HasPrefix(f.Path, "content/") {
			t.Fatalf("a file leads out of the project: %q", f.Path)
		}
		project[f.Path] = &fstest.MapFile{Data: f.Content}
	}
	if _, err := content.Load(project); err != nil {
		t.Fatalf("the import has problems:\n%v", err)
	}
	if plan, err = importer.Import(tool, in, project); err != nil || len(plan.Writes) > 0 {
		t.Fatalf("importing again writes %d files: %v", len(plan.Writes), err)
	}
}

func FuzzStatuspage(f *testing.F) {
	f.Add([]byte(`{"page": {"name": "A", "url": "https://a.example.com"}, "components": [{"id": "c", "name": "C", "status": "major_outage", "updated_at": "2026-01-01T10:00:00Z"}],
		"incidents": [{"id": "one", "name": "One", "started_at": "2026-01-01T10:00:00Z", "impact": "major", "components": [{"id": "c"}],
		"incident_updates": [{"status": "resolved", "body": "<p>x</p>", "display_at": "2026-01-01T11:00:00Z", "affected_components": [{"code": "c", "new_status": "degraded_performance"}]},
		{"status": "investigating", "body": "2026-01-01 10:00 resolved", "display_at": "2026-01-01T10:00:00Z"}]}],
		"scheduled_maintenances": [{"id": "m", "name": "M", "scheduled_for": "2026-01-01T10:00:00Z", "scheduled_until": "2026-01-01T09:00:00Z", "incident_updates": [{"status": "completed", "display_at": "2026-01-01T08:00:00Z"}]}]}`))
	f.Add([]byte(`{"page": {"name": "A", "url": "https://host:"}}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		sound(t, "statuspage", importer.Input{Files: importer.Documents{"a.json": b}})
	})
}

func FuzzCState(f *testing.F) {
	f.Add("2024-05-01-a.md", "---\ntitle: A\ndate: 2024-05-01 08:00\nresolved: true\nresolvedWhen: 2024-05-01T10:00:00Z\nseverity: down\naffected: [core, X]\n---\n**Update 2024-05-01 09:00 UTC** x\n\n![a](b.png)\n{{< track \"2024-05-01 09:00\" >}}\n")
	f.Add("a.md", "+++\ntitle = \"A\"\ndate = 2024-05-01\nseverity = \"notice\"\n+++\n<ul><li>x</ul>\n")
	f.Fuzz(func(t *testing.T, name, text string) {
		if path := "content/issues/" + name; fs.ValidPath(path) && strings.HasSuffix(name, ".md") {
			sound(t, "cstate", issue(name, text))
		}
	})
}

func FuzzStactus(f *testing.F) {
	f.Add("name: A\nsystems:\n  - {id: a, name: X / Y}\n", "id: a\nname: A\nimpact: major\nsystems: [a, b]\ntimeline:\n  - {ts: \"2024-09-13 05:59\", description: x, investigating: true}\n  - {ts: +17m, description: y, resolved: true}\n")
	f.Fuzz(func(t *testing.T, page, incident string) {
		sound(t, "stactus", importer.Input{Files: fstest.MapFS{
			"stactus.yaml": {Data: []byte(page)}, "incidents/a.yaml": {Data: []byte(incident)},
		}})
	})
}

func FuzzStatusfy(f *testing.F) {
	f.Add("title: 'A', systems: ['api']", "---\ntitle: A\ndate: 2018-01-28T18:28:48.878Z\nseverity: major-outage\naffectedsystems: [api]\nresolved: true\n---\nText\n\n::: update Resolved | 2018-01-28T19:28:48.878Z\nx\n:::\n")
	f.Fuzz(func(t *testing.T, config, incident string) {
		sound(t, "statusfy", importer.Input{Files: fstest.MapFS{
			"config.js": {Data: []byte(config)}, "content/2018-01-28_a.md": {Data: []byte(incident)}, "content/de/2018-01-28_a.md": {Data: []byte(incident)},
		}})
	})
}

func FuzzUpptime(f *testing.F) {
	f.Add("owner: a\nrepo: b\nsites:\n  - {name: A, url: https://a.example.com}\n", "h\t2026-01-01T10:00:00Z\t🟥 A is down (0 in 0 ms)\nh2\t2026-01-01T11:00:00Z\t🟩 A is up (200 in 9 ms)\n",
		`[{"number": 1, "title": "🛑 A is down", "body": "x", "created_at": "2026-01-01T10:00:00Z", "closed_at": "2026-01-01T11:00:00Z", "labels": [{"name": "status"}, {"name": "a"}], "comments": []}]`)
	f.Fuzz(func(t *testing.T, config, log, issues string) {
		sound(t, "upptime", importer.Input{Issues: []byte(issues), Files: fstest.MapFS{
			".upptimerc.yml": {Data: []byte(config)}, "history-commits.tsv": {Data: []byte(log)},
		}})
	})
}

func FuzzDocuments(f *testing.F) {
	for _, tool := range []string{"googlecloud", "instatus", "statusio"} {
		f.Add(tool, []byte(`[{"id": "a", "begin": "2022-07-09T14:17:00+00:00", "external_desc": "x", "updates": [{"when": "2022-07-09T15:17:00+00:00", "status": "AVAILABLE"}]}]`))
		f.Add(tool, []byte(`{"page": {"name": "A"}, "activeMaintenances": [{"name": "M", "start": "2026-01-01T10:00:00Z", "duration": "60"}]}`))
		f.Add(tool, []byte(`{"result": {"status": [{"id": "c", "name": "C"}], "maintenance": {"active": [{"name": "M", "datetime_planned_start": "2026-01-01T10:00:00Z", "datetime_planned_end": "2026-01-01T12:00:00Z"}]}}}`))
	}
	f.Fuzz(func(t *testing.T, tool string, b []byte) {
		if importer.Known(tool) == nil {
			sound(t, tool, importer.Input{Files: importer.Documents{"a.json": b}})
		}
	})
}
