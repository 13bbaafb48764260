package importer_test

import (
	"io/fs"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"ownup/internal/importer"
	"ownup/internal/output"
	"ownup/internal/report"
	"ownup/internal/site"
	"ownup/internal/site/theme"
	"ownup/internal/status"
	"ownup/themes"
)

// mostFiles is how many files of a site are rendered: of a larger one, as many as that,
// evenly.
const mostFiles = 1000

// TestCorpusBuildsWithItsOldLinks builds the site of every page of the corpus, and finds a
// redirect at each old URL that it has.
func TestCorpusBuildsWithItsOldLinks(t *testing.T) {
	for _, test := range []struct{ tool, folders string }{
		{"cstate", "cstate/*"}, {"stactus", "stactus/*"}, {"statuspage", "statuspage/*.json"}, {"statuspage", "statuspage/summaries/*.json"}, {"upptime", "upptime/*"},
	} {
		names, err := fs.Glob(corpus(t, ""), test.folders)
		if err != nil || len(names) == 0 {
			t.Fatal(names, err)
		}
		for _, name := range names {
			t.Run(name, func(t *testing.T) { buildWithLinks(t, test.tool, name) })
		}
	}
}

func buildWithLinks(t *testing.T, tool, name string) {
	source, err := fs.Sub(corpus(t, ""), name)
	if path.Ext(name) == ".json" {
		var b []byte
		b, err = fs.ReadFile(corpus(t, ""), name)
		source = importer.Documents{path.Base(name): b}
	}
	if err != nil {
		t.Fatal(err)
	}
	project := fstest.MapFS{}
	bring(t, tool, importer.Input{Files: source}, project)
	s := load(t, project)
	look, err := theme.Load(s.Theme, themes.FS, project)
	if err != nil {
		t.Fatal(err)
	}
	tree, err := site.Tree(report.At(s, status.Record{}, noon), look, project)
	if err != nil {
		t.Fatal(err)
	}
	var files []output.File
	at := map[string]output.File{}
	for f := range tree.All() {
		files = append(files, f)
		at[f.Path] = f
	}
	every := 1 + len(files)/mostFiles
	for n := 0; n < len(files); n += every {
		if _, err := files[n].Render(); err != nil {
			t.Errorf("%s: %v", files[n].Path, err)
		}
	}
	links := 0
	for n, i := range s.Incidents {
		for _, a := range i.Aliases {
			if links++; n%every == 0 {
				leadsTo(t, at, a, i.ID)
			}
		}
	}
	if tool == "cstate" {
		hugoLinks(t, source, s, at)
	}
	t.Logf("%d files and %d old links; one in %d is rendered", len(files), links, every)
}

// leadsTo complains where no page at an old URL leads to an incident.
func leadsTo(t *testing.T, at map[string]output.File, alias, id string) {
	t.Helper()
	f, ok := at[strings.Trim(alias, "/")+"/index.html"]
	if !ok {
		t.Errorf("there is nothing at %s", alias)
		return
	}
	b, err := f.Render()
	if err != nil || !strings.Contains(string(b), "incidents/"+id+"/") {
		t.Errorf("%s does not lead to %q: %v", alias, id, err)
	}
}

// hugoLinks finds the URL of each issue file in the site.
func hugoLinks(t *testing.T, source fs.FS, s *status.Site, at map[string]output.File) {
	t.Helper()
	for _, pattern := range []string{"content/issues/*.md", "content/*/issues/*.md"} {
		names, _ := fs.Glob(source, pattern)
		for _, name := range names {
			alias := "/issues/" + strings.ToLower(strings.TrimSuffix(path.Base(name), ".md")) + "/"
			if i, ok := byAlias(s, alias); ok {
				leadsTo(t, at, alias, i.ID)
			} else {
				t.Errorf("%s leads nowhere", alias)
			}
		}
	}
}
