package output

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// The variables that turn the test binary into a build which dies.
const (
	dieIn = "OWNUP_TEST_DIE_IN" // the folder it writes into
	dieAt = "OWNUP_TEST_DIE_AT" // the number of the step before which it dies, from 0
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(dieIn); dir != "" {
		buildAndDie(dir, os.Getenv(dieAt))
		return
	}
	os.Exit(m.Run())
}

// buildAndDie builds the second site into dir and kills its own process on the way, as
// the kernel would: no deferred call runs.
func buildAndDie(dir, at string) {
	last, err := strconv.Atoi(at)
	if err != nil {
		panic(err)
	}
	step := 0
	_, err = write(context.Background(), secondSite(), dir, func() {
		if step++; step > last {
			self, _ := os.FindProcess(os.Getpid())
			if err := self.Kill(); err == nil {
				select {}
			}
		}
	})
	if err != nil {
		panic(err)
	}
}

// siteOf makes a site of pages, each of which links to others.
func siteOf(version string, pages map[string][]string) Tree {
	var files []File
	for p, links := range pages {
		var b strings.Builder
		fmt.Fprintf(&b, "<%s>\n", version)
		for _, link := range links {
			fmt.Fprintf(&b, "<a href=\"/%s\">\n", link)
		}
		b.WriteString(strings.Repeat("words ", 100) + "</" + version + ">\n")
		files = append(files, File{Path: p, Render: func() ([]byte, error) { return []byte(b.String()), nil }})
	}
	tree, err := New(files)
	if err != nil {
		panic(err)
	}
	tree, err = tree.Sealed("api/build.json", func(sums []Sum) ([]byte, error) {
		return []byte("<" + version + ">\n" + Digest(sums) + "\n</" + version + ">\n"), nil
	})
	if err != nil {
		panic(err)
	}
	return tree
}

func firstSite() Tree {
	return siteOf("first", map[string][]string{
		"index.html":             {"history/index.html", "incidents/a/index.html", "style.1.css", "history.atom"},
		"history/index.html":     {"incidents/a/index.html", "incidents/b/index.html", "index.html"},
		"history.atom":           {"incidents/a/index.html"},
		"incidents/a/index.html": {"style.1.css", "picture"},
		"incidents/b/index.html": {"style.1.css"},
		"picture":                nil,
		"style.1.css":            nil,
	})
}

// secondSite has another style, a new incident, one less, and a file where the first has
// a folder.
func secondSite() Tree {
	return siteOf("second", map[string][]string{
		"index.html":                  {"history/index.html", "incidents/c/index.html", "style.2.css", "history.atom"},
		"history/index.html":          {"incidents/b/index.html", "incidents/c/index.html", "index.html"},
		"history.atom":                {"incidents/c/index.html"},
		"incidents/b/index.html":      {"style.2.css", "incidents/c/index.html"},
		"incidents/c/index.html":      {"style.2.css", "incidents/c/more/index.html"},
		"incidents/c/more/index.html": {"incidents/c/index.html"},
		"style.2.css":                 nil,
	})
}

func TestBuildThatDiesAtAnyStepLeavesAWholeSiteAndTheNextOneHealsIt(t *testing.T) {
	for at := 0; ; at++ {
		dir := t.TempDir()
		if _, err := Write(t.Context(), firstSite(), dir); err != nil {
			t.Fatal(err)
		}
		died := runAndDie(t, dir, at)
		mustBeWhole(t, dir, fmt.Sprintf("dead at step %d", at))
		if t.Failed() {
			return
		}
		heal(t, dir, secondSite())
		if !died {
			if at < 12 {
				t.Errorf("the build took %d steps only: does it tell all of them?", at)
			}
			return
		}

		runAndDie(t, dir, at) // and the way back to the first site, after another death
		heal(t, dir, firstSite())
	}
}

// runAndDie tells whether a build of the second site died before its step at.
func runAndDie(t *testing.T, dir string, at int) bool {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), dieIn+"="+dir, dieAt+"="+strconv.Itoa(at))
	said, err := cmd.CombinedOutput()
	if _, died := errors.AsType[*exec.ExitError](err); err != nil && (!died || len(said) > 0) {
		t.Fatalf("the build ended otherwise: %v\n%s", err, said)
	}
	return err != nil
}

var href = regexp.MustCompile(`href="/(.*?)"`)

// mustBeWhole crawls a site from its home page: each link leads to a file, and each file,
// linked to or not, is whole.
func mustBeWhole(t *testing.T, dir, when string) {
	t.Helper()
	seen := map[string]bool{}
	var crawl func(from, p string)
	crawl = func(from, p string) {
		if seen[p] {
			return
		}
		seen[p] = true
		text, err := os.ReadFile(filepath.Join(dir, p))
		if err != nil {
			t.Errorf("%s: %s links to %s, which is not there", when, from, p)
		}
		for _, link := range href.FindAllStringSubmatch(string(text), -1) {
			crawl(p, link[1])
		}
	}
	crawl("the reader", "index.html")
	site := os.DirFS(dir)
	err := fs.WalkDir(site, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(p, reserved) {
			return err
		}
		text, err := fs.ReadFile(site, p)
		version := string(text[1:max(1, strings.IndexByte(string(text), '>'))])
		if !strings.HasSuffix(string(text), "</"+version+">\n") {
			t.Errorf("%s: %s is not whole: %q", when, p, text)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// heal builds a tree, and checks that the folder holds it and nothing else.
func heal(t *testing.T, dir string, tree Tree) {
	t.Helper()
	if result, err := Write(t.Context(), tree, dir); err != nil || len(result.Kept) > 0 {
		t.Fatalf("the next build: %+v, %v", result, err)
	}
	want := map[string]bool{ManifestName: true}
	for f := range tree.All() {
		want[f.Path] = true
		for folder := range Ancestors(f.Path) {
			want[folder] = true
		}
	}
	err := fs.WalkDir(os.DirFS(dir), ".", func(p string, _ fs.DirEntry, err error) error {
		if p != "." && !want[path.Clean(p)] {
			t.Errorf("%s is still there", p)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	if result, err := Write(t.Context(), tree, dir); err != nil || result.Changed+result.Removed > 0 {
		t.Errorf("the build after that: %+v, %v", result, err)
	}
}

func TestFirstBuildThatDiesAtAnyStepIsHealedByTheNext(t *testing.T) {
	for at := 0; ; at++ {
		dir := filepath.Join(t.TempDir(), "public")
		died := runAndDie(t, dir, at)
		heal(t, dir, secondSite())
		if !died {
			return
		}
	}
}
