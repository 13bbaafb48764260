package site_test

import (
	"flag"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"golang.org/x/tools/txtar"

	"ownup/internal/content"
	"ownup/internal/output"
	"ownup/internal/report"
	"ownup/internal/site"
	"ownup/internal/site/theme"
	"ownup/internal/status"
	"ownup/themes"
)

var update = flag.Bool("update", false, "write what the site says into testdata")

// project reads a project from testdata.
func project(t *testing.T, name string) fs.FS {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	project, err := txtar.FS(archive)
	if err != nil {
		t.Fatal(err)
	}
	return project
}

// record is the history of the files of the small site.
func record() status.Record {
	return status.Record{Known: true, ByFile: map[string]status.History{
		"content/incidents/2026/2026-09-03-mail-stuck.md": {
			Published: during().Add(-time.Hour),
			Revisions: []status.Revision{
				{Commit: "0123456789abcdef0123456789abcdef01234567", At: during().Add(-time.Hour), Edits: []status.Edit{{Kind: status.EditPublished}}},
				{Commit: "89abcdef0123456789abcdef0123456789abcdef", At: during().Add(-time.Minute), Edits: []status.Edit{{Kind: status.EditUpdateAdded}}},
			},
		},
	}}
}

// during is an instant of the outage, and after is one at which it is over.
func during() time.Time { return time.Date(2026, 9, 3, 8, 30, 0, 0, time.UTC) }
func after() time.Time  { return time.Date(2026, 9, 7, 8, 30, 0, 0, time.UTC) }

// load loads the small site, at another address if one is given.
func load(t *testing.T, url string) (*status.Site, fs.FS) {
	t.Helper()
	files := project(t, "small.txtar")
	s, err := content.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	if url != "" {
		s.URL = url
	}
	return s, files
}

func tree(t *testing.T, s *status.Site, files fs.FS, now time.Time) output.Tree {
	t.Helper()
	look, err := theme.Load("", themes.FS, files)
	if err != nil {
		t.Fatal(err)
	}
	tree, err := site.Tree(report.At(s, record(), now), look, files)
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// small gives the tree of the small site.
func small(t *testing.T, url string, now time.Time) output.Tree {
	t.Helper()
	s, files := load(t, url)
	return tree(t, s, files, now)
}

// render gives the bytes of every file by its path.
func render(t *testing.T, tree output.Tree) map[string]string {
	t.Helper()
	all := map[string]string{}
	for f := range tree.All() {
		b, err := f.Render()
		if err != nil {
			t.Fatal(err)
		}
		all[f.Path] = string(b)
	}
	return all
}

func paths(tree output.Tree) []string {
	var all []string
	for f := range tree.All() {
		all = append(all, f.Path)
	}
	return all
}

// hashed is the part of an asset's name that follows from its bytes.
var hashed = regexp.MustCompile(`(assets/[a-z]+\.)[0-9a-f]{10}`)

// golden compares files with those in testdata, or writes them there.
func golden(t *testing.T, name string, got []txtar.File) {
	t.Helper()
	name = "testdata/" + name
	if *update {
		write(t, name, txtar.Format(&txtar.Archive{Files: got}))
		return
	}
	want, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for n := range max(len(got), len(want.Files)) {
		switch {
		case n >= len(got):
			t.Errorf("%s is missing", want.Files[n].Name)
		case n >= len(want.Files) || got[n].Name != want.Files[n].Name:
			t.Errorf("%s is not in %s: run this test with -update, and look at what changed", got[n].Name, name)
			return
		default:
			compare(t, got[n].Name, string(got[n].Data), string(want.Files[n].Data))
		}
	}
}

// compare reports the first line in which two texts differ.
func compare(t *testing.T, name, got, want string) {
	t.Helper()
	if got == want {
		return
	}
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for n := range min(len(g), len(w)) {
		if g[n] != w[n] {
			t.Errorf("%s:%d reads\n\t%s\nwant\n\t%s", name, n+1, g[n], w[n])
			return
		}
	}
	t.Errorf("%s has %d lines, want %d", name, len(g), len(w))
}

func TestPagesReadAsTheyAreWritten(t *testing.T) {
	var got []txtar.File
	take := func(prefix string, now time.Time, paths ...string) {
		all := render(t, small(t, "", now))
		for _, p := range paths {
			got = append(got, txtar.File{Name: prefix + p, Data: []byte(hashed.ReplaceAllString(all[p], "${1}HASH"))})
		}
	}
	take("during/", during(), "index.html", "incidents/2026-09-03-mail-stuck/index.html", "incidents/2026-09-10-new-disk/index.html")
	take("after/", after(),
		"index.html", "incidents/2026-09-03-mail-stuck/index.html", "incidents/2026-05-10-queue/index.html",
		"history/index.html", "history/2026-05/index.html", "components/imap/index.html", "components/fax/index.html",
		"uptime/index.html", "maintenance/index.html", "commitments/index.html", "subscribe/index.html",
		"404.html", "issues/7/index.html", "_headers", "_redirects", "sitemap.xml", "robots.txt", "CNAME",
	)
	golden(t, "pages.txtar", got)
}

func TestASiteHasTheFilesThatTheTableLists(t *testing.T) {
	all := paths(small(t, "", after()))
	for n := range all {
		all[n] = hashed.ReplaceAllString(all[n], "${1}HASH")
	}
	slices.Sort(all)
	golden(t, "files.txtar", []txtar.File{{Name: "files", Data: []byte(strings.Join(all, "\n") + "\n")}})
}

func TestADayLaterOnlyWhatTheClockMovesHasOtherBytes(t *testing.T) {
	before, later := render(t, small(t, "", after())), render(t, small(t, "", after().AddDate(0, 0, 1)))
	var changed []string
	for path, content := range later {
		if before[path] != content && !strings.HasPrefix(path, "badges/") {
			changed = append(changed, path)
		}
	}
	slices.Sort(changed)
	want := []string{
		"api/build.json", "api/uptime.json", "embed/state.json", "metrics", "metrics.txt",
		"api/uptime/fax.json", "api/uptime/group-mail.json", "api/uptime/imap.json", "api/uptime/smtp.json", "api/uptime/web.json",
		"components/imap/index.html", "components/smtp/index.html", "components/web/index.html",
		"incidents/2026-08-01-notice/index.html", "incidents/2026-09-10-new-disk/index.html",
		"index.html", "maintenance/index.html", "uptime/index.html", "commitments/index.html",
	}
	slices.Sort(want)
	if !slices.Equal(changed, want) {
		t.Errorf("changed: %q, want %q", changed, want)
	}
}

func TestTheSameInstantGivesTheSameBytes(t *testing.T) {
	if one, other := render(t, small(t, "", during())), render(t, small(t, "", during())); one["api/build.json"] != other["api/build.json"] {
		t.Errorf("two builds differ:\n%s\n%s", one["api/build.json"], other["api/build.json"])
	}
}
