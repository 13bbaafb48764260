package cli

import (
	"maps"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"ownup/internal/content"
	"ownup/internal/forge"
	"ownup/internal/report"
	"ownup/internal/status"
)

// reported gives what a project's files say on 3 September 2026 at noon.
func reported(t *testing.T, files fstest.MapFS) *report.Report {
	t.Helper()
	s, err := content.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	return report.At(s, status.Record{}, time.Date(2026, 9, 3, 12, 0, 30, 0, time.UTC))
}

const linkedSite = "title: Status\nurl: https://status.example.com\ntimezone: Europe/Berlin\nsince: 2026-01-01\ncomponents: "

func TestANewFileOnTheWebIsSoundAsItIs(t *testing.T) {
	for components, front := range map[string]string{
		"[{id: email}, {id: fax, until: 2026-08-01}, {id: api}]": "components:\n  email: major_outage\n#  api: major_outage\n",
		"[{id: email}]": "components:\n  email: major_outage\n",
	} {
		files := fstest.MapFS{
			"content/site.yaml":                             {Data: []byte(linkedSite + components)},
			"content/incidents/2026/2026-09-03-incident.md": {Data: []byte("---\ntitle: A\ncomponents: {email: major}\n---\n## 2026-09-03 08:00 investigating\n## 2026-09-03 09:00 resolved\n")},
		}
		links := webLinks(forge.Project{Repository: "https://github.com/acme/status", Branch: "main"}, reported(t, files))
		if len(links) != 1 {
			t.Fatalf("there are the links %+v", links)
		}
		u, err := url.Parse(links[0].Address)
		if err != nil {
			t.Fatal(err)
		}
		name, text := u.Query().Get("filename"), u.Query().Get("value")
		want := "---\ntitle: What is wrong, in a few words\n" + front +
			"---\n\n## 2026-09-03 14:00 +02:00 investigating (next: 30m)\n\nWhat people notice. We are looking for the cause.\n"
		if diff := cmp.Diff(want, text); diff != "" || name != "content/incidents/2026/2026-09-03-incident-2.md" {
			t.Errorf("the file %s (-want +got):\n%s", name, diff)
		}
		saved := maps.Clone(files)
		saved[name] = &fstest.MapFile{Data: []byte(text)}
		if advice := reported(t, saved).Advice(); len(advice) > 0 {
			t.Errorf("as it is, it has %v", advice)
		}
		saved[name] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(text, "\n#  ", "\n  "))}
		if advice := reported(t, saved).Advice(); len(advice) > 0 {
			t.Errorf("with all components, it has %v", advice)
		}
	}
}

func TestTheNewestOpenIncidentIsEditedOnTheWeb(t *testing.T) {
	open := func(day, more string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte("---\ntitle: A\ncomponents: {email: major}\n---\n## " + day + " 08:00 investigating\n" + more)}
	}
	files := fstest.MapFS{
		"content/site.yaml":                    {Data: []byte(linkedSite + "[{id: email}]")},
		"content/incidents/2026/a.md":          open("2026-09-02", ""),
		"content/incidents/2026/b/index.md":    open("2026-09-03", ""),
		"content/incidents/2026/c.md":          open("2026-09-01", ""),
		"content/incidents/2026/z-resolved.md": open("2026-09-03", "## 2026-09-03 09:00 resolved\n"),
	}
	links := webLinks(forge.Project{Repository: "https://gitlab.com/acme/status", Branch: "main", Folder: "site/"}, reported(t, files))
	if len(links) != 2 || links[1].Name != "edit b" || links[1].Address != "https://gitlab.com/acme/status/-/edit/main/site/content/incidents/2026/b/index.md" {
		t.Errorf("the links are %+v", links)
	}
	if links := webLinks(forge.Project{Branch: "main"}, reported(t, files)); len(links) > 0 {
		t.Errorf("without a repository the links are %+v", links)
	}
}
