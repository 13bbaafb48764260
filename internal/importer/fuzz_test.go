package importer_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"ownup/internal/content"
	"ownup/internal/importer"
	"ownup/internal/report"
	"ownup/internal/site"
	"ownup/internal/site/theme"
	"ownup/internal/status"
	"ownup/themes"
)

// sound imports whatever an input holds: without a panic, into the project alone, and
// into files that load and make a site.
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
	s, err := content.Load(project)
	if err != nil {
		t.Fatalf("the import has problems:\n%v", err)
	}
	look, err := theme.Load(s.Theme, themes.FS, project)
	if err == nil {
		_, err = site.Tree(report.At(s, status.Record{}, noon), look, project)
	}
	if err != nil {
		t.Fatalf("the import makes no site:\n%v", err)
	}
	for _, n := range plan.Report.Notes {
		if n.Pos.File == "" || strings.ContainsAny(n.String(), "\n\x1b") {
			t.Fatalf("a note does not say where, or holds control signs: %q", n)
		}
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

// FuzzHugo imports a cState page of any configuration, with two issues of any names.
func FuzzHugo(f *testing.F) {
	const front = "title: A\ndate: 2024-05-01T08:00:00Z\nseverity: down\n"
	f.Add("title: A\nlanguages: {de: {contentDir: content/german}}\npermalinks: {issues: \"/:year/:slug/\"}\n", "content/issues/a.md", front+"aliases: [b, /history/]\n", "content/german/issues/a.md", front+"slug: x\n")
	f.Add("defaultContentLanguage: pt-BR\nuglyURLs: true\nparams: {systems: [{name: C}], categories: [{name: N}]}\n", "content/issues/A/index.md", front+"url: /index.html\n", "content/issues/a.pt-BR.md", front+"affected: [\"C, D\"]\ndraft: no\n")
	f.Add("timeZone: Europe/Berlin\n", "content/issues/2024-05-01 ../a.md", front+"resolved: true\nresolvedWhen: 2024-03-31 02:30\n", "content/x/issues/b.md", front+"informational: true\npin: on\n")
	f.Fuzz(func(t *testing.T, config, name1, front1, name2, front2 string) {
		if !fs.ValidPath(name1) || !fs.ValidPath(name2) || strings.HasPrefix(name2, name1+"/") || strings.HasPrefix(name1, name2+"/") || name1 == "." || name2 == "." {
			return
		}
		sound(t, "cstate", importer.Input{Files: fstest.MapFS{
			"config.yml": {Data: []byte(config)}, name1: {Data: []byte("---\n" + front1 + "---\nWords. ![p](p.png)\n")}, name2: {Data: []byte("---\n" + front2 + "---\n[Update 10:00 UTC]\n\nMore.\n")},
			"content/issues/p.png": {Data: []byte("PNG")},
		}})
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
		f.Add(tool, []byte(`{"page": {"name": "A"}, "components": [{"id": "c", "name": "C", "status": "MAJOROUTAGE", "children": [{"name": "D"}]}], "activeIncidents": [{"name": "I", "started": "2026-01-01T10:00:00Z", "status": "MONITORING", "impact": "MAJOROUTAGE"}], "activeMaintenances": [{"name": "M", "start": "2026-01-01T10:00:00Z", "duration": "60", "status": "INPROGRESS"}]}`))
		f.Add(tool, []byte(`{"result": {"status": [{"id": "c", "name": "C", "status_code": 300, "containers": [{"id": "x", "name": "X"}, {"id": "y", "name": "Y", "status_code": 500}]}], "incidents": [{"_id": "i", "name": "I", "datetime_open": "2026-01-01T10:00:00Z", "components_affected": [{"_id": "c"}], "containers_affected": [{"_id": "y"}], "messages": [{"datetime": "2026-01-01T10:05:00Z", "state": "100", "status": 400}]}], "maintenance": {"active": [{"name": "M", "datetime_planned_start": "2026-01-01T10:00:00Z", "datetime_planned_end": "2026-01-01T12:00:00Z"}]}}}`))
	}
	f.Fuzz(func(t *testing.T, tool string, b []byte) {
		if importer.Known(tool) == nil {
			sound(t, tool, importer.Input{Files: importer.Documents{"a.json": b}})
		}
	})
}
