package importer_test

import (
	"io/fs"
	"testing"
	"testing/fstest"
	"time"

	"ownup/internal/content"
	"ownup/internal/importer"
	"ownup/internal/status"
)

// noon is when the tests import.
var noon = time.Date(2026, 9, 3, 12, 0, 0, 0, time.UTC)

// bring imports into a project, which gets the files.
func bring(t testing.TB, tool string, in importer.Input, project fstest.MapFS) *importer.Plan {
	t.Helper()
	if in.Now.IsZero() {
		in.Now = noon
	}
	plan, err := importer.Import(tool, in, project)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range plan.Writes {
		if !fs.ValidPath(f.Path) {
			t.Fatalf("a file leads out of the project: %q", f.Path)
		}
		project[f.Path] = &fstest.MapFile{Data: f.Content}
	}
	return plan
}

// load loads a project, which must have no problems.
func load(t testing.TB, project fs.FS) *status.Site {
	t.Helper()
	s, err := content.Load(project)
	if err != nil {
		t.Fatalf("the import has problems:\n%v", err)
	}
	return s
}

// only imports files of a source and gives the one incident that they hold, as its file
// and as it loads.
func only(t testing.TB, tool string, in importer.Input) (string, status.Incident) {
	t.Helper()
	project := fstest.MapFS{}
	bring(t, tool, in, project)
	s := load(t, project)
	if len(s.Incidents) != 1 {
		t.Fatalf("%d incidents, want 1", len(s.Incidents))
	}
	return string(project[s.Incidents[0].File].Data), s.Incidents[0]
}
