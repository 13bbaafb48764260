package publish

import (
	"archive/tar"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"ownup/internal/output"
	"ownup/internal/publish/served"
)

// monday is when the first site of the tests was generated.
var monday = time.Date(2026, 9, 7, 8, 0, 0, 0, time.UTC)

// siteOf stages a site of pages, each of which links to others.
func siteOf(tb testing.TB, version string, generated time.Time, pages map[string][]string) *Site {
	tb.Helper()
	files := []output.File{{Path: ".nojekyll", Render: func() ([]byte, error) { return nil, nil }}}
	for p, links := range pages {
		var b strings.Builder
		fmt.Fprintf(&b, "<%s>\n", version)
		for _, link := range links {
			fmt.Fprintf(&b, "<a href=\"/%s\">\n", link)
		}
		b.WriteString(strings.Repeat("words ", 100) + "</" + version + ">\n")
		files = append(files, output.File{Path: p, Render: func() ([]byte, error) { return []byte(b.String()), nil }})
	}
	tree, err := output.New(files)
	if err != nil {
		tb.Fatal(err)
	}
	tree, err = tree.Sealed(served.BuildPath, func(sums []output.Sum) ([]byte, error) {
		return json.Marshal(served.Build{Generated: generated, Digest: output.Digest(sums), Files: len(sums)})
	})
	if err != nil {
		tb.Fatal(err)
	}
	site, err := Stage(tb.Context(), tree, tb.TempDir())
	if err != nil {
		tb.Fatal(err)
	}
	return site
}

func firstSite(tb testing.TB) *Site {
	return siteOf(tb, "first", monday, map[string][]string{
		"index.html":             {"history/index.html", "incidents/a/index.html", "assets/style.1.css", "history.atom"},
		"history/index.html":     {"incidents/a/index.html", "incidents/b/index.html", "index.html"},
		"history.atom":           {"incidents/a/index.html"},
		"incidents/a/index.html": {"assets/style.1.css", "incidents/a/graph.svg"},
		"incidents/b/index.html": {"assets/style.1.css"},
		"incidents/a/graph.svg":  nil,
		"assets/style.1.css":     nil,
	})
}

// secondSite is an hour newer, and has another style, a new incident, and one less.
func secondSite(tb testing.TB) *Site {
	return siteOf(tb, "second", monday.Add(time.Hour), map[string][]string{
		"index.html":             {"history/index.html", "incidents/c/index.html", "assets/style.2.css", "history.atom"},
		"history/index.html":     {"incidents/b/index.html", "incidents/c/index.html", "index.html"},
		"history.atom":           {"incidents/c/index.html"},
		"incidents/b/index.html": {"assets/style.2.css", "incidents/c/index.html"},
		"incidents/c/index.html": {"assets/style.2.css", "incidents/b/index.html"},
		"assets/style.2.css":     nil,
	})
}

// content gives all that a target has to hold once it carries a site.
func (s *Site) content(tb testing.TB) map[string]string {
	tb.Helper()
	all := map[string]string{output.ManifestName: string(s.manifest.Bytes())}
	for _, sum := range s.sums {
		b, err := s.read(sum)
		if err != nil {
			tb.Fatal(err)
		}
		all[sum.Path] = string(b)
	}
	return all
}

// place is a target, and a look at what it serves.
type place struct {
	target Target
	serves func(tb testing.TB) map[string]string // by path
}

// mustCarry checks that a place serves a site and nothing else, but for the names given.
func (p place) mustCarry(tb testing.TB, site *Site, others ...string) {
	tb.Helper()
	got, want := p.serves(tb), site.content(tb)
	for _, name := range slices.Sorted(maps.Keys(got)) {
		if text, ok := want[name]; ok && text != got[name] {
			tb.Errorf("%s is not that of the site: %.60q", name, got[name])
		} else if !ok && !slices.Contains(others, name) {
			tb.Errorf("%s is there", name)
		}
	}
	for _, name := range append(slices.Sorted(maps.Keys(want)), others...) {
		if _, ok := got[name]; !ok {
			tb.Errorf("%s is not there", name)
		}
	}
}

var href = regexp.MustCompile(`href="/(.*?)"`)

// faults crawls what is served from the home page: each link leads to a file, and each
// file, linked to or not, is whole.
func faults(files map[string]string) []string {
	var found []string
	seen := map[string]bool{}
	var crawl func(from, p string)
	crawl = func(from, p string) {
		if seen[p] {
			return
		}
		seen[p] = true
		text, ok := files[p]
		if !ok {
			found = append(found, fmt.Sprintf("%s links to %s, which is not there", from, p))
		}
		for _, link := range href.FindAllStringSubmatch(text, -1) {
			crawl(p, link[1])
		}
	}
	if _, ok := files["index.html"]; ok {
		crawl("", "index.html")
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		text := files[name]
		version, _, _ := strings.Cut(strings.TrimPrefix(text, "<"), ">")
		if !strings.HasPrefix(name, stagingFolder) && strings.HasPrefix(text, "<") && !strings.HasSuffix(text, "</"+version+">\n") {
			found = append(found, fmt.Sprintf("%s is not whole", name))
		}
	}
	return found
}

// folderPlace is a folder that does not exist yet.
func folderPlace(tb testing.TB) place {
	tb.Helper()
	dir := filepath.Join(tb.TempDir(), "www")
	return place{mustParse(tb, "file://"+filepath.ToSlash(dir)), func(tb testing.TB) map[string]string { return filesIn(tb, dir) }}
}

func filesIn(tb testing.TB, dir string) map[string]string {
	tb.Helper()
	files, err := readAll(dir)
	if err != nil {
		tb.Fatal(err)
	}
	return files
}

// readAll gives the files of a folder, which need not exist, by path.
func readAll(dir string) (map[string]string, error) {
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(name)
		path, _ := filepath.Rel(dir, name)
		files[filepath.ToSlash(path)] = string(b)
		return err
	})
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return files, err
}

// branchPlace is a branch that does not exist yet, in a bare repository.
func branchPlace(tb testing.TB, query string) place {
	tb.Helper()
	dir := tb.TempDir()
	gitIn(tb, dir, "init", "--quiet", "--bare")
	return place{mustParse(tb, "git+file://"+filepath.ToSlash(dir)+"#gh-pages"+query), func(tb testing.TB) map[string]string {
		return filesOfBranch(tb, dir, "gh-pages")
	}}
}

// filesOfBranch gives the files of a branch by path.
func filesOfBranch(tb testing.TB, dir, name string) map[string]string {
	tb.Helper()
	files := map[string]string{}
	for archive := tar.NewReader(strings.NewReader(gitIn(tb, dir, "archive", "--format=tar", name))); ; {
		head, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return files
		}
		var text []byte
		if err == nil {
			text, err = io.ReadAll(archive)
		}
		if err != nil {
			tb.Fatal(err)
		}
		if head.Typeflag == tar.TypeReg {
			files[head.Name] = string(text)
		}
	}
}

func gitIn(tb testing.TB, dir string, args ...string) string {
	tb.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = dir
	out, err := cmd.Output()
	if err != nil {
		tb.Fatalf("git %v: %v", args, err)
	}
	return string(out)
}

func mustParse(tb testing.TB, text string) Target {
	tb.Helper()
	t, err := Parse(text)
	if err != nil {
		tb.Fatal(err)
	}
	return t
}

// testClock is a clock of its own: it goes on by what is waited for. A wait of more than a
// few seconds is for the renewal of a lock, which no test takes long enough for.
func testClock() Clock {
	var mu sync.Mutex
	now := monday
	return Clock{
		Now: func() time.Time {
			mu.Lock()
			defer mu.Unlock()
			return now
		},
		Wait: func(ctx context.Context, d time.Duration) error {
			if d > 10*time.Second {
				<-ctx.Done()
				return context.Cause(ctx)
			}
			mu.Lock()
			defer mu.Unlock()
			now = now.Add(d)
			return ctx.Err()
		},
	}
}

func testOptions() Options {
	return Options{Clock: testClock(), Lookup: os.LookupEnv}
}

// mustPublish publishes a site to one target.
func mustPublish(tb testing.TB, t Target, site *Site) Result {
	tb.Helper()
	outcomes := Send(tb.Context(), site, []Target{t}, testOptions())
	if outcomes[0].Err != nil {
		tb.Fatal(outcomes[0].Err)
	}
	return outcomes[0].Result
}

// mustReturnTo publishes a site, although it is an older one.
func mustReturnTo(t *testing.T, p place, site *Site) {
	t.Helper()
	o := testOptions()
	o.Force = true
	if err := Send(t.Context(), site, []Target{p.target}, o)[0].Err; err != nil {
		t.Fatal(err)
	}
}

// mortal is a testing.TB for a process that is no test.
type mortal struct {
	testing.TB
	dirs []string
}

func (*mortal) Helper()                  {}
func (*mortal) Context() context.Context { return context.Background() }
func (*mortal) Fatal(args ...any)        { panic(fmt.Sprint(args...)) }
func (m *mortal) TempDir() string {
	dir, err := os.MkdirTemp("", "ownup-mortal-")
	if err != nil {
		panic(err)
	}
	m.dirs = append(m.dirs, dir)
	return dir
}

func (m *mortal) sweep() {
	for _, dir := range m.dirs {
		os.RemoveAll(dir)
	}
}
