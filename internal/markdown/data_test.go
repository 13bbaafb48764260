package markdown_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write what the functions give into testdata")

// try compares what look gives for each NAME.md of an archive in testdata with the file
// NAME.want that follows it. Spaces at the ends of lines are written as "␠".
func try(t *testing.T, archive string, look func(markdown string) string) {
	t.Helper()
	a := read(t, archive)
	for i := 0; i+1 < len(a.Files); i += 2 {
		in, want := a.Files[i], &a.Files[i+1]
		name := strings.TrimSuffix(in.Name, ".md")
		if want.Name != name+".want" {
			t.Fatalf("%s: %q follows %q", archive, want.Name, in.Name)
		}
		t.Run(strings.ReplaceAll(name, " ", "-"), func(t *testing.T) {
			got := shown(look(source(in)))
			if *update {
				want.Data = []byte(got)
			}
			if diff := cmp.Diff(string(want.Data), got); diff != "" {
				t.Errorf("of\n%s\n(-want +got)\n%s", in.Data, diff)
			}
		})
	}
	if *update {
		if err := os.WriteFile("testdata/"+archive, txtar.Format(a), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// read reads an archive in testdata.
func read(t testing.TB, archive string) *txtar.Archive {
	t.Helper()
	a, err := txtar.ParseFile("testdata/" + archive)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// source gives the text of a file, in which "␠", "→" and "␀" stand for characters that one
// does not see, and "¶" at the very end for the line feed that is left out.
func source(f txtar.File) string {
	s := strings.NewReplacer("␠", " ", "→", "\t", "␀", "\x00").Replace(string(f.Data))
	return strings.TrimSuffix(s, "¶\n")
}

// shown makes spaces at the ends of lines visible, and ends the last line.
func shown(s string) string {
	lines := strings.Split(strings.TrimSuffix(s, "\n"), "\n")
	for i, line := range lines {
		words := strings.TrimRight(line, " ")
		lines[i] = words + strings.Repeat("␠", len(line)-len(words))
	}
	return strings.ReplaceAll(strings.Join(lines, "\n"), "\x00", "␀") + "\n"
}

// texts gives the texts of all archives: seeds for fuzzing.
func texts(t testing.TB) []string {
	t.Helper()
	var all []string
	for _, archive := range []string{"sections.txtar", "lines.txtar", "html.txtar", "plain.txtar", "attacks.txtar"} {
		for _, f := range read(t, archive).Files {
			if !strings.HasSuffix(f.Name, ".want") {
				all = append(all, source(f))
			}
		}
	}
	return all
}
