package site_test

import (
	"encoding/json"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"ownup/internal/output"
	"ownup/internal/report"
	"ownup/internal/site"
	"ownup/internal/site/theme"
	"ownup/internal/status"
	"ownup/themes"
)

func TestOnlyASiteAtTheRootOfAHostOfItsOwnHasACNAME(t *testing.T) {
	tests := []struct{ url, want string }{
		{"https://status.example.com", "status.example.com\n"},
		{"https://status.example.com/path", ""},
		{"https://example.github.io", ""},
		{"https://example.github.io/status", ""},
		{"http://localhost", ""},
		{"http://localhost:8080", ""},
		{"https://status.example.com:8443", ""},
		{"http://192.0.2.1", ""},
		{"http://[2001:db8::1]", ""},
	}
	for _, test := range tests {
		f, ok := small(t, test.url, after()).Lookup("CNAME")
		got := ""
		if ok {
			b, err := f.Render()
			if err != nil {
				t.Fatal(err)
			}
			got = string(b)
		}
		if got != test.want {
			t.Errorf("%s: CNAME is %q, want %q", test.url, got, test.want)
		}
	}
}

func TestOnlyPicturesThatPublishedTextsShowArePublished(t *testing.T) {
	const folder = "incidents/2026-05-10-queue/"
	pictures := func(now time.Time) []string {
		return slices.DeleteFunc(paths(small(t, "", now)), func(p string) bool { return !strings.HasSuffix(p, ".png") })
	}
	if got, want := pictures(after()), []string{folder + "queue.png"}; !slices.Equal(got, want) {
		t.Errorf("before the update that shows another: %q, want %q", got, want)
	}
	if got, want := pictures(after().AddDate(1, 0, 0)), []string{folder + "later.png", folder + "queue.png"}; !slices.Equal(got, want) {
		t.Errorf("after it: %q, want %q", got, want)
	}
}

func TestASiteThatIsNotToBeFoundSaysSoInEveryPageAndHeader(t *testing.T) {
	s, files := load(t, "")
	s.NoIndex = true
	s.Static = nil
	all := render(t, tree(t, s, files, after()))
	for _, page := range pages(all) {
		if !strings.Contains(all[page], `<meta name="robots" content="noindex">`) {
			t.Errorf("%s can be listed", page)
		}
	}
	if !strings.Contains(all["_headers"], "X-Robots-Tag: noindex\n") {
		t.Error("_headers does not say so")
	}
	if _, ok := all["sitemap.xml"]; ok || strings.Contains(all["robots.txt"], "Sitemap") {
		t.Error("there is a sitemap")
	}
	if !strings.Contains(all["robots.txt"], "Disallow:\n") {
		t.Errorf("robots.txt keeps crawlers from reading that: %s", all["robots.txt"])
	}
}

func TestTheRecordOfTheBuildTellsTheNextInstantAtWhichFactsChange(t *testing.T) {
	var got struct {
		Generated  string
		Next       *string
		StaleAfter int `json:"stale_after"`
		Files      int
		Digest     string
	}
	tree := small(t, "", during())
	if err := json.Unmarshal([]byte(render(t, tree)["api/build.json"]), &got); err != nil {
		t.Fatal(err)
	}
	if want := "2026-09-03T08:30:00Z"; got.Generated != want {
		t.Errorf("generated %s, want %s", got.Generated, want)
	}
	if want := "2026-09-03T09:20:00Z"; got.Next == nil || *got.Next != want {
		t.Errorf("next is %v, want the promise at %s", got.Next, want)
	}
	if got.Files != tree.Len()-1 || len(got.Digest) != 64 || got.StaleAfter != 26*60*60 {
		t.Errorf("%d files, digest %q, stale after %d s", got.Files, got.Digest, got.StaleAfter)
	}
}

// bare gives a site with a component and an incident, and nothing else.
func bare(change func(*status.Site)) (output.Tree, error) {
	s := world(1, 1, time.Hour)
	change(s)
	look, err := theme.Load("", themes.FS, fstest.MapFS{})
	if err != nil {
		return output.Tree{}, err
	}
	var none fs.FS = fstest.MapFS{}
	return site.Tree(report.At(s, status.Record{}, during()), look, none)
}

func TestWhatAProjectPutsWhereTheSiteHasAFileIsAProblemOfThatFile(t *testing.T) {
	tests := []struct {
		name   string
		change func(*status.Site)
		want   string // empty: none
	}{
		{"an alias of its own", func(s *status.Site) { s.Incidents[0].Aliases = []string{"/old/", "/older"} }, ""},
		{"a host's file", func(s *status.Site) { s.Static = []string{"CNAME", "_headers", "robots.txt", "favicon.svg"} }, ""},
		{
			"the home page", func(s *status.Site) { s.Static = []string{"index.html"} },
			"content/static/index.html: \"/index.html\" is already the address of a file that every site has\n\tchoose another path",
		},
		{
			"a page, in other letters", func(s *status.Site) { s.Static = []string{"History/Index.html"} },
			"content/static/History/Index.html: \"/History/Index.html\" is already the address of a file that every site has\n\tchoose another path",
		},
		{
			"a folder of pages", func(s *status.Site) { s.Static = []string{"history"} },
			"content/static/history: \"/history\" is already the address of a file that every site has\n\tchoose another path",
		},
		{
			"below a file", func(s *status.Site) { s.Static = []string{"sitemap.xml/x"} },
			"content/static/sitemap.xml/x: \"/sitemap.xml/x\" is already the address of a file that every site has\n\tchoose another path",
		},
		{
			"a page of the site as an alias", func(s *status.Site) { s.Incidents[0].Aliases = []string{"/uptime/"} },
			"content/incidents/incident-00000.md: \"/uptime/index.html\" is already the address of a file that every site has\n\tchoose another path",
		},
		{
			"the record of the build", func(s *status.Site) { s.Static = []string{"api/build.json"} },
			"content/static/api/build.json: \"/api/build.json\" is already the address of a file that every site has\n\tchoose another path",
		},
		{"a static file as an alias", func(s *status.Site) {
			s.Static = []string{"old.html"}
			s.Incidents[0].Aliases = []string{"/old.html"}
		}, "content/incidents/incident-00000.md: \"/old.html\" is already the address of content/static/old.html\n\tchoose another path"},
	}
	for _, test := range tests {
		_, err := bare(test.change)
		got := ""
		if err != nil {
			got = err.Error()
		}
		if got != test.want {
			t.Errorf("%s:\n%s\nwant\n%s", test.name, got, test.want)
		}
	}
}

func TestAnAliasUnderThePathOfTheSiteIsRedirectedThere(t *testing.T) {
	tree, err := bare(func(s *status.Site) {
		s.URL = "https://example.github.io/status"
		s.Incidents[0].Aliases = []string{"/status/old/", "/issues/1.html"}
	})
	if err != nil {
		t.Fatal(err)
	}
	all := render(t, tree)
	want := "/old/ /incidents/incident-00000/ 301\n/issues/1.html /incidents/incident-00000/ 301\n"
	if got := all["_redirects"]; got != want {
		t.Errorf("_redirects is %q, want %q", got, want)
	}
	if got := all["old/index.html"]; !strings.Contains(got, `content="0; url=../incidents/incident-00000/"`) {
		t.Errorf("the page at the old URL is %s", got)
	}
	if got := all["issues/1.html"]; !strings.Contains(got, `content="0; url=../incidents/incident-00000/"`) {
		t.Errorf("the page at the old URL is %s", got)
	}
}

func TestASiteWithoutIncidentsIsWholeAndCalm(t *testing.T) {
	tree, err := bare(func(s *status.Site) { s.Incidents = nil })
	if err != nil {
		t.Fatal(err)
	}
	all := render(t, tree)
	for page, words := range map[string]string{
		"index.html":                        "All systems operational",
		"history/index.html":                "Nothing to report",
		"maintenance/index.html":            "Nothing planned",
		"commitments/index.html":            "No postmortem has promised anything yet",
		"components/component-0/index.html": "No incident has named this component",
		"uptime/index.html":                 "No incident yet",
	} {
		if !strings.Contains(all[page], words) {
			t.Errorf("%s does not say %q", page, words)
		}
	}
}
