package importer_test

import (
	"io/fs"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"ownup/internal/importer"
	"ownup/internal/report"
	"ownup/internal/site"
	"ownup/internal/site/theme"
	"ownup/internal/status"
	"ownup/themes"
)

// TestCorpusBuildsWithItsOldLinks builds each cState page, renders every file of it, and
// finds a redirect at each URL that Hugo gave an issue.
func TestCorpusBuildsWithItsOldLinks(t *testing.T) {
	pages, err := fs.Glob(corpus(t, "cstate"), "*")
	if err != nil {
		t.Fatal(err)
	}
	links := 0
	for _, page := range pages {
		source := corpus(t, "cstate/"+page)
		project := fstest.MapFS{}
		bring(t, "cstate", importer.Input{Files: source}, project)
		s := load(t, project)
		look, err := theme.Load(s.Theme, themes.FS, project)
		if err != nil {
			t.Fatal(err)
		}
		tree, err := site.Tree(report.At(s, status.Record{}, noon), look, project)
		if err != nil {
			t.Fatal(page, err)
		}
		rendered := map[string]string{}
		for f := range tree.All() {
			b, err := f.Render()
			if err != nil {
				t.Fatalf("%s: %s: %v", page, f.Path, err)
			}
			rendered[f.Path] = string(b)
		}
		for _, pattern := range []string{"content/issues/*.md", "content/*/issues/*.md"} {
			names, _ := fs.Glob(source, pattern)
			for _, name := range names {
				slug := strings.ToLower(strings.TrimSuffix(path.Base(name), ".md"))
				i, ok := byAlias(s, "/issues/"+slug+"/")
				text := rendered["issues/"+slug+"/index.html"]
				if !ok || !strings.Contains(text, "incidents/"+i.ID+"/") {
					t.Errorf("%s: /issues/%s/ does not lead to %q", page, slug, i.ID)
				}
				links++
			}
		}
	}
	t.Logf("%d old links", links)
}
