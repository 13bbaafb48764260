package output_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"ownup/internal/output"
)

// long ago is the time that tests give to files, to see whether they are written anew.
var longAgo = time.Date(2013, 9, 3, 11, 0, 0, 0, time.UTC)

// write brings a folder to what the tree says, and fails the test if it cannot.
func write(t testing.TB, tree output.Tree, dir string) output.Result {
	t.Helper()
	result, err := output.Write(t.Context(), tree, dir)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// put writes files as a person would, from pairs of path and content.
func put(t testing.TB, dir string, pathsAndContents ...string) {
	t.Helper()
	for pair := range slices.Chunk(pathsAndContents, 2) {
		name := filepath.Join(dir, filepath.FromSlash(pair[0]))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(pair[1]), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// contents gives all files and empty folders under dir, without the manifest.
func contents(t testing.TB, dir string) map[string]string {
	t.Helper()
	found := map[string]string{}
	root := os.DirFS(dir)
	err := fs.WalkDir(root, ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.Type()&fs.ModeSymlink != 0:
			found[p] = "link"
		case !d.IsDir() && p != ".ownup-manifest":
			content, err := fs.ReadFile(root, p)
			found[p] = string(content)
			return err
		case d.IsDir() && p != ".":
			if inside, _ := fs.ReadDir(root, p); len(inside) == 0 {
				found[p+"/"] = "empty"
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// mustHold checks a folder's contents against pairs of path and content.
func mustHold(t testing.TB, dir string, pathsAndContents ...string) {
	t.Helper()
	want := map[string]string{}
	for pair := range slices.Chunk(pathsAndContents, 2) {
		want[pair[0]] = pair[1]
	}
	if got := contents(t, dir); !maps.Equal(got, want) {
		t.Errorf("the folder holds %q, want %q", got, want)
	}
}

func TestFirstBuildWritesAllFilesAndTheirFolders(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "public")
	got := write(t, treeOf(t, "index.html", "home", "incidents/a/index.html", "a", "style.css", ""), dir)
	want := output.Result{Files: 3, Changed: 3, Bytes: 5, Written: 5, Paths: []string{"incidents/a/index.html", "index.html", "style.css"}}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	mustHold(t, dir, "index.html", "home", "incidents/a/index.html", "a", "style.css", "")
}

func TestSecondBuildOfTheSameTreeTouchesNothing(t *testing.T) {
	dir := t.TempDir()
	tree := treeOf(t, "index.html", "home", "incidents/a/index.html", "a")
	write(t, tree, dir)
	names := []string{"index.html", "incidents/a/index.html", ".ownup-manifest", "."}
	for _, name := range names {
		if err := os.Chtimes(filepath.Join(dir, name), longAgo, longAgo); err != nil {
			t.Fatal(err)
		}
	}
	got := write(t, tree, dir)
	if want := (output.Result{Files: 2, Unchanged: 2, Bytes: 5}); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	for _, name := range names {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil || !info.ModTime().Equal(longAgo) {
			t.Errorf("%s was touched (%v)", name, err)
		}
	}
}

func TestBuildWritesOnlyWhatDiffersAndRemovesOnlyWhatItOnceWrote(t *testing.T) {
	dir := t.TempDir()
	write(t, treeOf(t, "index.html", "1", "style.css", "s", "a/x/index.html", "x", "b/y/index.html", "y"), dir)
	put(t, dir, "b/mine.txt", "mine", ".git/HEAD", "ref")
	got := write(t, treeOf(t, "index.html", "2", "style.css", "s", "c/index.html", "c"), dir)
	want := output.Result{Files: 3, Changed: 2, Unchanged: 1, Removed: 2, Bytes: 3, Written: 2, Paths: []string{"c/index.html", "index.html"}}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	mustHold(t, dir, "index.html", "2", "style.css", "s", "c/index.html", "c", "b/mine.txt", "mine", ".git/HEAD", "ref")
}

func TestBuildMendsAFileThatWasChangedOrLost(t *testing.T) {
	dir := t.TempDir()
	tree := treeOf(t, "index.html", "home", "a/index.html", "aaa", "b/index.html", "bbb")
	write(t, tree, dir)
	put(t, dir, "a/index.html", "AAA") // of the same length
	if err := os.RemoveAll(filepath.Join(dir, "b")); err != nil {
		t.Fatal(err)
	}
	if got := write(t, tree, dir); got.Changed != 2 || got.Unchanged != 1 {
		t.Errorf("got %+v", got)
	}
	mustHold(t, dir, "index.html", "home", "a/index.html", "aaa", "b/index.html", "bbb")
}

func TestBuildKeepsAnOldFileThatSomeoneChanged(t *testing.T) {
	dir := t.TempDir()
	write(t, treeOf(t, "CNAME", "status.example.com", "index.html", ""), dir)
	put(t, dir, "CNAME", "mine.example.com")
	got := write(t, treeOf(t, "index.html", ""), dir)
	if !slices.Equal(got.Kept, []string{"CNAME"}) || got.Removed != 0 {
		t.Errorf("got %+v, want CNAME kept", got)
	}
	if got := write(t, treeOf(t, "index.html", ""), dir); len(got.Kept) != 0 {
		t.Errorf("got %+v: CNAME is not ours any more, and needs no word", got)
	}
	mustHold(t, dir, "CNAME", "mine.example.com", "index.html", "")
}

func TestBuildRefusesAFolderThatSomeoneElseFilled(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "README.md", "hello", "content/site.yaml", "title: x", ".gitignore", "public")
	_, err := output.Write(t.Context(), treeOf(t, "index.html", "home"), dir)
	if _, ok := errors.AsType[*output.ForeignError](err); !ok {
		t.Fatalf("got %v", err)
	}
	want := "write into " + dir + `: it holds what ownup did not write: "README.md", "content"` +
		"\n\tchoose a folder that is empty or does not exist yet"
	if err.Error() != want {
		t.Errorf("got  %s\nwant %s", err, want)
	}
	mustHold(t, dir, "README.md", "hello", "content/site.yaml", "title: x", ".gitignore", "public")
}

func TestBuildAcceptsAFolderWithNothingButDotfiles(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, ".git", "gitdir: elsewhere", ".gitkeep", "")
	write(t, treeOf(t, "index.html", "home"), dir)
	mustHold(t, dir, ".git", "gitdir: elsewhere", ".gitkeep", "", "index.html", "home")
}

func TestBuildRefusesToReplaceFilesThatItDidNotWrite(t *testing.T) {
	dir := t.TempDir()
	write(t, treeOf(t, "index.html", "1", "old", "1"), dir)
	put(t, dir, "CNAME", "mine", "a/index.html", "mine", "b", "mine", "same.txt", "same")
	before := contents(t, dir)
	_, err := output.Write(t.Context(), treeOf(t,
		"index.html", "2", "CNAME", "ours", "a", "a file", "b/c/index.html", "in a folder", "same.txt", "same"), dir)
	foreign, ok := errors.AsType[*output.ForeignError](err)
	if want := []string{"CNAME", "a", "b"}; !ok || !slices.Equal(foreign.Paths, want) {
		t.Fatalf("got %v, want %q named", err, want)
	}
	if after := contents(t, dir); !maps.Equal(before, after) {
		t.Errorf("a build that was refused made %q of %q", after, before)
	}
}

func TestMessageAboutManyForeignFilesNamesSome(t *testing.T) {
	err := &output.ForeignError{Paths: []string{"1", "2", "3", "4", "5", "6", "7"}, Hint: "move"}
	want := `it holds what ownup did not write: "1", "2", "3", "4", "5" and 2 more` + "\n\tmove"
	if err.Error() != want {
		t.Errorf("got %q, want %q", err, want)
	}
}

func TestBuildAdoptsAFileThatHasTheRightBytesAlready(t *testing.T) {
	dir := t.TempDir()
	write(t, treeOf(t, "index.html", ""), dir)
	put(t, dir, "a.txt", "same")
	if got := write(t, treeOf(t, "index.html", "", "a.txt", "same"), dir); got.Changed != 0 {
		t.Errorf("got %+v", got)
	}
	if got := write(t, treeOf(t, "index.html", ""), dir); got.Removed != 1 {
		t.Errorf("got %+v: what is in the tree is ours", got)
	}
}

func TestFileBecomesAFolderAndAFolderAFile(t *testing.T) {
	dir := t.TempDir()
	first := treeOf(t, "index.html", "", "a", "file", "b/c/d.html", "deep", "b/e.html", "")
	second := treeOf(t, "index.html", "", "a/b/c.html", "deep", "b", "file")
	write(t, first, dir)
	write(t, second, dir)
	mustHold(t, dir, "index.html", "", "a/b/c.html", "deep", "b", "file")
	write(t, first, dir)
	mustHold(t, dir, "index.html", "", "a", "file", "b/c/d.html", "deep", "b/e.html", "")
}

func TestFolderWithSomeonesFileDoesNotBecomeAFile(t *testing.T) {
	for name, foreign := range map[string]string{"beside ours": "b/mine", "deeper": "b/c/mine", "in a folder of its own": "b/m/mine"} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			write(t, treeOf(t, "b/c/d.html", ""), dir)
			put(t, dir, foreign, "mine")
			_, err := output.Write(t.Context(), treeOf(t, "b", "file"), dir)
			if _, ok := errors.AsType[*output.ForeignError](err); !ok || !strings.Contains(err.Error(), `"b/`) {
				t.Errorf("got %v", err)
			}
			mustHold(t, dir, "b/c/d.html", "", foreign, "mine")
		})
	}
}

func TestSealIsWrittenWithTheRest(t *testing.T) {
	dir := t.TempDir()
	tree, err := treeOf(t, "index.html", "one").Sealed("api/build.json", sealOf)
	if err != nil {
		t.Fatal(err)
	}
	if got := write(t, tree, dir); got.Files != 2 || got.Changed != 2 {
		t.Errorf("got %+v", got)
	}
	mustHold(t, dir, "index.html", "one",
		"api/build.json", "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed  index.html\n")
	if got := write(t, tree, dir); got.Unchanged != 2 {
		t.Errorf("got %+v", got)
	}
}

// failing is a tree of a hundred files, one of which fails to render.
func failing(t *testing.T, fail func() ([]byte, error)) output.Tree {
	t.Helper()
	files := []output.File{{Path: "m", Render: fail}}
	for i := range 100 {
		files = append(files, text(fmt.Sprint(i), "new"))
	}
	tree, err := output.New(files)
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

func TestBuildThatFailsChangesNothing(t *testing.T) {
	outOfInk := errors.New("out of ink")
	tree := failing(t, func() ([]byte, error) { return nil, outOfInk })
	dir := t.TempDir()
	write(t, treeOf(t, "index.html", "old", "7", "old"), dir)
	if _, err := output.Write(t.Context(), tree, dir); !errors.Is(err, outOfInk) || !strings.Contains(err.Error(), "render m: ") {
		t.Errorf("got %v", err)
	}
	mustHold(t, dir, "index.html", "old", "7", "old")

	above := t.TempDir()
	if _, err := output.Write(t.Context(), tree, filepath.Join(above, "new", "public")); err == nil {
		t.Error("the failure was swallowed")
	}
	mustHold(t, above)
}

func TestBuildThatPanicsChangesNothingAndPanics(t *testing.T) {
	above := t.TempDir()
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		tree := failing(t, func() ([]byte, error) { panic("a mistake of ours") })
		_, err := output.Write(t.Context(), tree, filepath.Join(above, "public"))
		t.Errorf("the build ended with %v", err)
	}()
	mustHold(t, above)
}

func TestBuildThatIsCancelledChangesNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	tree := failing(t, func() ([]byte, error) { cancel(); return nil, nil })
	dir := t.TempDir()
	if _, err := output.Write(ctx, tree, dir); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	mustHold(t, dir)
}

func TestBuildSweepsUpAfterOneThatDied(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, ".ownup-staging/17", "half a pa")
	tree := treeOf(t, "index.html", "home")
	write(t, tree, dir)
	mustHold(t, dir, "index.html", "home")
	put(t, dir, ".ownup-staging/17", "half a pa")
	if got := write(t, tree, dir); got.Changed != 0 {
		t.Errorf("got %+v", got)
	}
	mustHold(t, dir, "index.html", "home")
}

func TestSecondBuildAtTheSameTimeIsToldSo(t *testing.T) {
	dir := t.TempDir()
	var second error
	tree, err := output.New([]output.File{{Path: "index.html", Render: func() ([]byte, error) {
		_, second = output.Write(t.Context(), treeOf(t, "index.html", "second"), dir)
		return []byte("first"), nil
	}}})
	if err != nil {
		t.Fatal(err)
	}
	write(t, tree, dir)
	if !errors.Is(second, output.ErrBusy) {
		t.Errorf("the second build was told %v", second)
	}
	mustHold(t, dir, "index.html", "first")
	write(t, treeOf(t, "index.html", "second"), dir)
}

func TestManifestIsReadBySha256sumAndNamesWhatIsThere(t *testing.T) {
	dir := t.TempDir()
	write(t, treeOf(t, "b.html", "two", "a.html", "one"), dir)
	got, err := os.ReadFile(filepath.Join(dir, ".ownup-manifest"))
	want := "# ownup manifest 1\n" +
		"7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed  a.html\n" +
		"3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3  b.html\n"
	if string(got) != want || err != nil {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
}

func TestFolderWithAManifestThatCannotBeReadIsRefused(t *testing.T) {
	const sum = "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"
	for name, c := range map[string]struct{ manifest, want string }{
		"of a later ownup": {"# ownup manifest 2\n", `line 1 is "# ownup manifest 2", expected "# ownup manifest 1"`},
		"empty":            {"", `line 1 is ""`},
		"short sum":        {"# ownup manifest 1\nab  a.html\n", `line 2 is malformed: "ab  a.html\n"`},
		"path leading out": {"# ownup manifest 1\n" + sum + "  ../../etc/passwd\n", "line 2 is malformed"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			put(t, dir, ".ownup-manifest", c.manifest)
			_, err := output.Write(t.Context(), treeOf(t, "index.html", ""), dir)
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "\n\tempty the folder") {
				t.Errorf("got %v, want %q in it, and a hint", err, c.want)
			}
		})
	}
}

func TestBuildThatFailsNeverTakesTheFolderFromAnother(t *testing.T) {
	whole := treeOf(t, "index.html", "whole")
	for range 30 {
		dir := filepath.Join(t.TempDir(), "new", "public")
		ended, cancel := context.WithCancel(t.Context())
		cancel()
		var builds sync.WaitGroup
		builds.Go(func() { _, _ = output.Write(ended, whole, dir) })
		_, err := output.Write(t.Context(), whole, dir)
		for errors.Is(err, output.ErrBusy) {
			_, err = output.Write(t.Context(), whole, dir)
		}
		builds.Wait()
		if err != nil {
			t.Fatal(err)
		}
		if content, err := os.ReadFile(filepath.Join(dir, "index.html")); string(content) != "whole" {
			t.Fatalf("%q, %v", content, err)
		}
	}
}
