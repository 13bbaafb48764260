package forge_test

import (
	"net/url"
	"testing"

	"ownup/internal/forge"
)

func TestALinkOpensTheForgesEditor(t *testing.T) {
	const file, text = "content/incidents/2026/2026-09-03-a b.md", "---\ntitle: Mail & more + 1\n---\n"
	for _, test := range []struct {
		project   forge.Project
		made, end string // the link to a new file, and to one that is there
	}{
		{
			forge.Project{Repository: "https://github.com/acme/status", Branch: "main"},
			"https://github.com/acme/status/new/main?filename=content%2Fincidents%2F2026%2F2026-09-03-a%20b.md&value=---%0Atitle%3A%20Mail%20%26%20more%20%2B%201%0A---%0A",
			"https://github.com/acme/status/edit/main/content/incidents/2026/2026-09-03-a%20b.md",
		},
		{
			forge.Project{Repository: "https://gitlab.example.com/acme/ops/status", Branch: "feature/new page", Folder: "site/"},
			"https://gitlab.example.com/acme/ops/status/-/new/feature/new%20page?file_name=site%2Fcontent%2Fincidents%2F2026%2F2026-09-03-a%20b.md&content=---%0Atitle%3A%20Mail%20%26%20more%20%2B%201%0A---%0A",
			"https://gitlab.example.com/acme/ops/status/-/edit/feature/new%20page/site/content/incidents/2026/2026-09-03-a%20b.md",
		},
		{forge.Project{Repository: "https://git.example.com/acme/status", Branch: "main"}, "", ""},
		{forge.Project{Repository: "https://github.com/acme/status"}, "", ""},
		{forge.Project{Branch: "main"}, "", ""},
	} {
		made, ok := test.project.New(file, text)
		if made != test.made || ok != (test.made != "") {
			t.Errorf("a new file of %+v is at\n%s, want\n%s", test.project, made, test.made)
		}
		edited, ok := test.project.Edit(file)
		if edited != test.end || ok != (test.end != "") {
			t.Errorf("a file of %+v is edited at\n%s, want\n%s", test.project, edited, test.end)
		}
		if u, err := url.Parse(made); err != nil || made != "" && u.Query().Get("value")+u.Query().Get("content") != text {
			t.Errorf("the link %s holds %q (%v)", made, u.Query(), err)
		}
	}
}

func TestOnlyGitHubHasForms(t *testing.T) {
	for repository, want := range map[string]string{
		"https://github.com/acme/status": "https://github.com/acme/status/issues/new?template=incident.yml",
		"https://gitlab.com/acme/status": "",
	} {
		if got, ok := (forge.Project{Repository: repository, Branch: "main"}).Form("incident.yml"); got != want || ok != (want != "") {
			t.Errorf("the form of %s is at %q, want %q", repository, got, want)
		}
	}
}
