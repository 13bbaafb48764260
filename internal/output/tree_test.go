package output_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"ownup/internal/output"
)

// text gives a file whose bytes are known.
func text(path, content string) output.File {
	return output.File{Path: path, Render: func() ([]byte, error) { return []byte(content), nil }}
}

// treeOf makes a tree from pairs of path and content.
func treeOf(t testing.TB, pathsAndContents ...string) output.Tree {
	t.Helper()
	var files []output.File
	for pair := range slices.Chunk(pathsAndContents, 2) {
		files = append(files, text(pair[0], pair[1]))
	}
	tree, err := output.New(files)
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

func pathsOf(tree output.Tree) []string {
	var paths []string
	for f := range tree.All() {
		paths = append(paths, f.Path)
	}
	return paths
}

func TestTreeIsSortedWhateverTheOrderOfItsFiles(t *testing.T) {
	tree := treeOf(t, "b/c.html", "", "index.html", "", "a.css", "", "b-c.html", "")
	want := []string{"a.css", "b-c.html", "b/c.html", "index.html"}
	if got := pathsOf(tree); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestTreeRendersNothingBeforeItIsAsked(t *testing.T) {
	var rendered atomic.Int32
	file := func(path string) output.File {
		return output.File{Path: path, Render: func() ([]byte, error) {
			rendered.Add(1)
			return []byte(path), nil
		}}
	}
	tree, err := output.New([]output.File{file("a"), file("b"), file("c")})
	if err != nil {
		t.Fatal(err)
	}
	b, found := tree.Lookup("b")
	if !found || rendered.Load() != 0 {
		t.Fatalf("found %v, rendered %d files before the first was asked for", found, rendered.Load())
	}
	if content, err := b.Render(); string(content) != "b" || err != nil || rendered.Load() != 1 {
		t.Errorf("got %q, %v after rendering %d files", content, err, rendered.Load())
	}
	if _, found := tree.Lookup("bb"); found {
		t.Error("a file was found that is not there")
	}
}

func TestTreeRefusesPathsThatNotEveryFolderCanHold(t *testing.T) {
	for name, c := range map[string]struct {
		paths []string
		want  []string // each a part of the message
	}{
		"twice":             {[]string{"a", "b", "a"}, []string{`"a" is there twice`}},
		"case":              {[]string{"x/README", "x/readme"}, []string{`"x/README" and "x/readme" differ by case alone`}},
		"case beyond ASCII": {[]string{"ÉTÉ", "été"}, []string{"differ by case alone"}},
		"folder":            {[]string{"a/b/c", "a/b"}, []string{`"a/b" is a file and also the folder of "a/b/c"`}},
		"folder, case":      {[]string{"A", "a/b"}, []string{`"A" is a file and also the folder of "a/b"`}},
		"absolute":          {[]string{"/a"}, []string{`"/a" is not a clean relative path`}},
		"upward":            {[]string{"a/../../b"}, []string{"not a clean relative path"}},
		"empty":             {[]string{""}, []string{`"" is not a clean relative path`}},
		"root":              {[]string{"."}, []string{"not a clean relative path"}},
		"trailing slash":    {[]string{"a/"}, []string{"not a clean relative path"}},
		"backslash":         {[]string{`a\b`}, []string{"backslash"}},
		"newline":           {[]string{"a\nb"}, []string{"control character"}},
		"invalid UTF-8":     {[]string{"a\xff"}, []string{"not a clean relative path"}},
		"own names":         {[]string{".ownup-manifest"}, []string{"kept for ownup's own files"}},
		"own names, case":   {[]string{".Ownup-Staging/1"}, []string{"kept for ownup's own files"}},
		"all at once":       {[]string{"z", "z", "/a"}, []string{`"z" is there twice`, `"/a" is not`}},
	} {
		t.Run(name, func(t *testing.T) {
			var files []output.File
			for _, p := range c.paths {
				files = append(files, text(p, ""))
			}
			_, err := output.New(files)
			for _, want := range c.want {
				if err == nil || !strings.Contains(err.Error(), want) {
					t.Errorf("got %v, want %q in it", err, want)
				}
			}
		})
	}
}

func TestSealIsRenderedFromTheSumsOfAllOthers(t *testing.T) {
	tree, err := treeOf(t, "b.html", "two", "a.html", "one").Sealed("api/build.json", sealOf)
	if err != nil {
		t.Fatal(err)
	}
	seal, found := tree.Lookup("api/build.json")
	if !found {
		t.Fatal("the sealed file is not in the tree")
	}
	// The sums are those of `printf one | sha256sum` and `printf two | sha256sum`.
	want := "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed  a.html\n" +
		"3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3  b.html\n"
	if content, err := seal.Render(); string(content) != want || err != nil {
		t.Errorf("got %q, %v, want %q", content, err, want)
	}
	var last string
	err = tree.Each(t.Context(), func(f output.Rendered) error {
		if f.Path == "api/build.json" {
			last = string(f.Content)
		} else if last != "" {
			t.Errorf("%s came after the seal", f.Path)
		}
		return nil
	})
	if last != want || err != nil {
		t.Errorf("Each gives %q, %v, want %q", last, err, want)
	}
}

func sealOf(sums []output.Sum) ([]byte, error) {
	var b strings.Builder
	for _, s := range sums {
		fmt.Fprintln(&b, s)
	}
	return []byte(b.String()), nil
}

func TestSealRenderedTwiceByItselfRendersTheOthersOnce(t *testing.T) {
	var rendered atomic.Int32
	tree, err := output.New([]output.File{{Path: "a", Render: func() ([]byte, error) {
		rendered.Add(1)
		return nil, nil
	}}})
	if err != nil {
		t.Fatal(err)
	}
	tree, err = tree.Sealed("seal", sealOf)
	if err != nil {
		t.Fatal(err)
	}
	seal, _ := tree.Lookup("seal")
	for range 2 {
		if _, err := seal.Render(); err != nil || rendered.Load() != 1 {
			t.Errorf("rendered %d times, want once; %v", rendered.Load(), err)
		}
	}
}

func TestTreeIsSealedOnceAndAtAFreePath(t *testing.T) {
	if _, err := treeOf(t, "a", "").Sealed("a", sealOf); err == nil || !strings.Contains(err.Error(), "twice") {
		t.Errorf("a seal took another file's path: %v", err)
	}
	tree, err := treeOf(t, "a", "").Sealed("b", sealOf)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tree.Sealed("c", sealOf); err == nil || !strings.Contains(err.Error(), `sealed with "b" already`) {
		t.Errorf("a tree was sealed twice: %v", err)
	}
}

func TestDigestIsThatOfTheLinesOfSha256sum(t *testing.T) {
	var sums []output.Sum
	err := treeOf(t, "a.html", "one").Each(t.Context(), func(f output.Rendered) error {
		sums = append(sums, f.Sum)
		return nil
	})
	// printf one >a.html; sha256sum a.html | sha256sum
	const want = "b63f1d2c52fbdc2217f8044cd2ca510aabcdaef1cd78cd1c99e8d3b9e5950f55"
	if got := output.Digest(sums); got != want || err != nil {
		t.Errorf("got %s, %v, want %s", got, err, want)
	}
}

func TestEachFailsWithTheFirstFailureByPath(t *testing.T) {
	var files []output.File
	for i := range 200 {
		path := fmt.Sprintf("%03d", i)
		files = append(files, output.File{Path: path, Render: func() ([]byte, error) {
			if i >= 17 {
				return nil, errors.New("out of ink")
			}
			return nil, nil
		}})
	}
	tree, err := output.New(files)
	if err != nil {
		t.Fatal(err)
	}
	err = tree.Each(t.Context(), func(output.Rendered) error { return nil })
	if err == nil || err.Error() != "render 017: out of ink" {
		t.Errorf("got %v", err)
	}
}

func TestEachStopsWhenItsContextEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var files []output.File
	for i := range 1000 {
		files = append(files, text(fmt.Sprint(i), ""))
	}
	tree, err := output.New(files)
	if err != nil {
		t.Fatal(err)
	}
	var visited atomic.Int32
	err = tree.Each(ctx, func(output.Rendered) error {
		visited.Add(1)
		cancel()
		return nil
	})
	if !errors.Is(err, context.Canceled) || visited.Load() == 1000 {
		t.Errorf("got %v after %d files", err, visited.Load())
	}
}

func TestEachPanicsInItsCallerWhenARenderPanics(t *testing.T) {
	tree, err := output.New([]output.File{{Path: "a", Render: func() ([]byte, error) { panic("a mistake of ours") }}})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if said := fmt.Sprint(recover()); !strings.Contains(said, "a mistake of ours") || !strings.Contains(said, "tree_test.go") {
			t.Errorf("the panic says %q, want its value and its stack", said)
		}
	}()
	err = tree.Each(t.Context(), func(output.Rendered) error { return nil })
	t.Errorf("the panic was swallowed: %v", err)
}
