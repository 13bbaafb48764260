//go:build unix

package output_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"ownup/internal/output"
)

func TestBuildNeverWritesOrRemovesThroughALink(t *testing.T) {
	outside, dir := t.TempDir(), t.TempDir()
	put(t, outside, "index.html", "theirs", "secret", "theirs")
	write(t, treeOf(t, "a/index.html", "theirs", "b/index.html", "b", "c.html", "theirs"), dir)
	if err := os.RemoveAll(filepath.Join(dir, "a")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(dir, "a")); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "c.html")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(outside, "secret"), filepath.Join(dir, "c.html")); err != nil {
		t.Fatal(err)
	}

	for _, path := range []string{"a/index.html", "a/new.html", "a", "c.html", "c.html/index.html"} {
		_, err := output.Write(t.Context(), treeOf(t, path, "ours"), dir)
		if foreign, ok := errors.AsType[*output.ForeignError](err); !ok || len(foreign.Paths) != 1 {
			t.Errorf("%s was written through a link: %v", path, err)
		}
	}
	write(t, treeOf(t, "d.html", ""), dir) // removes a/index.html and c.html, if it can
	mustHold(t, outside, "index.html", "theirs", "secret", "theirs")
	mustHold(t, dir, "a", "link", "c.html", "link", "d.html", "")
}

func TestOutputFolderItselfMayBeALink(t *testing.T) {
	target, link := t.TempDir(), filepath.Join(t.TempDir(), "public")
	if err := os.Symlink(target, link); err != nil {
		t.Fatal(err)
	}
	write(t, treeOf(t, "index.html", "home"), link)
	mustHold(t, target, "index.html", "home")
}
