package output_test

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"ownup/internal/output"
)

// drawSite draws a small site whose paths are often in each other's way from one build to
// the next.
func drawSite(t *rapid.T) (output.Tree, map[string]string) {
	paths := rapid.SampledFrom([]string{"index.html", "a", "a/index.html", "a/b", "a/b/c.html", "a/b.css", "d/e/f", "d/e", "d"})
	drawn := rapid.MapOf(paths, rapid.SampledFrom([]string{"", "one", "two", "three"})).Draw(t, "site")
	files := []output.File{}
	site := map[string]string{}
	for _, p := range slices.Sorted(maps.Keys(drawn)) {
		if _, err := output.New(append(slices.Clone(files), text(p, ""))); err != nil {
			continue // a folder of another
		}
		files = append(files, text(p, drawn[p]))
		site[p] = drawn[p]
	}
	tree, err := output.New(files)
	if err != nil {
		t.Fatal(err)
	}
	return tree, site
}

func TestAfterAnyBuildsTheFolderHoldsTheLastTreeAndWhatOthersPutThere(t *testing.T) {
	above := t.TempDir()
	sites := 0
	rapid.Check(t, func(rt *rapid.T) {
		sites++
		dir := filepath.Join(above, strconv.Itoa(sites))
		mine := map[string]string{"x/mine": "mine", ".git/HEAD": "ref", "mine.txt": ""}
		for i := range rapid.IntRange(1, 5).Draw(rt, "builds") {
			tree, want := drawSite(rt)
			result, err := output.Write(t.Context(), tree, dir)
			if err != nil || len(result.Kept) > 0 {
				rt.Fatalf("build %d: %+v, %v", i, result, err)
			}
			again, err := output.Write(t.Context(), tree, dir)
			if err != nil || again.Changed+again.Removed > 0 || again.Unchanged != len(want) || again.Bytes != result.Bytes {
				rt.Fatalf("build %d again: %+v, %v", i, again, err)
			}
			if i == 0 {
				for _, p := range slices.Sorted(maps.Keys(mine)) {
					put(t, dir, p, mine[p])
				}
			}
			maps.Copy(want, mine)
			if got := contents(t, dir); !maps.Equal(got, want) {
				rt.Fatalf("build %d: the folder holds %q, want %q", i, got, want)
			}
		}
	})
}

// many is a site of n small pages, each in a folder of its own, under a home page that
// says which build it is.
func many(b *testing.B, n, build int) output.Tree {
	b.Helper()
	files := []output.File{text("index.html", fmt.Sprint("build ", build))}
	page := make([]byte, 4<<10)
	for i := range n {
		files = append(files, output.File{
			Path:   fmt.Sprintf("incidents/%05d-a-fault/index.html", i),
			Render: func() ([]byte, error) { return fmt.Appendf(page, "%d", i), nil },
		})
	}
	tree, err := output.New(files)
	if err != nil {
		b.Fatal(err)
	}
	return tree
}

func BenchmarkFirstBuildOf10000Files(b *testing.B) {
	tree := many(b, 10_000, 1)
	above := b.TempDir()
	for i := 0; b.Loop(); i++ {
		write(b, tree, filepath.Join(above, fmt.Sprint(i)))
	}
}

func BenchmarkBuildOf10000FilesOfWhichOneChanged(b *testing.B) {
	dir := b.TempDir()
	write(b, many(b, 10_000, 0), dir)
	for i := 1; b.Loop(); i++ {
		if result := write(b, many(b, 10_000, i), dir); result.Changed != 1 {
			b.Fatalf("%+v", result)
		}
	}
}
