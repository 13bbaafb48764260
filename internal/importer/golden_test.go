package importer_test

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"ownup/internal/importer"
)

var update = flag.Bool("update", false, "write anew what the sources in testdata become")

// TestEachSourceBecomesFilesAsAPersonWritesThem imports the pages in testdata, one of each
// tool and more. An archive is named after its tool, and holds the source below source/,
// the report, and the files of the project.
func TestEachSourceBecomesFilesAsAPersonWritesThem(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) < len(importer.Tools()) {
		t.Fatal(names, err)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			want, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			got := imported(t, name, want)
			if *update {
				if err := os.WriteFile(name, txtar.Format(got), 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			compareFiles(t, want, got)
		})
	}
}

// imported imports the source of an archive and gives the archive with what it becomes.
func imported(t *testing.T, name string, a *txtar.Archive) *txtar.Archive {
	t.Helper()
	tool, _, _ := strings.Cut(strings.TrimSuffix(filepath.Base(name), ".txtar"), "-")
	files := fstest.MapFS{}
	got := &txtar.Archive{Comment: a.Comment}
	for _, f := range a.Files {
		if below, ok := strings.CutPrefix(f.Name, "source/"); ok {
			files[below] = &fstest.MapFile{Data: f.Data}
			got.Files = append(got.Files, f)
		}
	}
	in := importer.Input{Files: files, Source: "issues.json"}
	if f, ok := files["issues.json"]; ok && tool == "upptime" {
		in.Issues = f.Data
	}
	project := fstest.MapFS{}
	plan := bring(t, tool, in, project)
	again(t, tool, in, project)
	load(t, project)
	var report bytes.Buffer
	for _, n := range plan.Report.Refused() {
		report.WriteString(n.String() + "\n")
	}
	if err := plan.Report.WriteText(&report); err != nil {
		t.Fatal(err)
	}
	got.Files = append(got.Files, txtar.File{Name: "report", Data: report.Bytes()})
	for _, n := range plan.Report.Notes {
		if n.Pos.File == "" {
			t.Errorf("a note does not say where: %s", n)
		}
	}
	written, err := fs.Glob(project, "content/*")
	if err != nil || len(written) == 0 {
		t.Fatal(written, err)
	}
	for _, f := range plan.Writes {
		if f.Path != importer.ManifestFile {
			got.Files = append(got.Files, txtar.File{Name: f.Path, Data: f.Content})
		}
	}
	return got
}

// compareFiles complains of every file in which two archives differ.
func compareFiles(t *testing.T, want, got *txtar.Archive) {
	t.Helper()
	find := func(a *txtar.Archive, name string) (txtar.File, bool) {
		n := slices.IndexFunc(a.Files, func(f txtar.File) bool { return f.Name == name })
		if n < 0 {
			return txtar.File{}, false
		}
		return a.Files[n], true
	}
	for _, g := range got.Files {
		if w, ok := find(want, g.Name); !ok || string(w.Data) != string(g.Data) {
			t.Errorf("%s is\n%s\nwant\n%s", g.Name, g.Data, w.Data)
		}
	}
	for _, w := range want.Files {
		if _, ok := find(got, w.Name); !ok {
			t.Errorf("%s does not come", w.Name)
		}
	}
}
