package feed_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"ownup/internal/content"
	"ownup/internal/report"
	"ownup/internal/site/feed"
	"ownup/internal/site/locale"
	"ownup/internal/status"
)

var update = flag.Bool("update", false, "write what the feeds say into testdata")

const goldens = "testdata/small.txtar"

// small is the site in testdata.
func small(t *testing.T) *status.Site {
	t.Helper()
	archive, err := txtar.ParseFile(goldens)
	if err != nil {
		t.Fatal(err)
	}
	project, err := txtar.FS(archive)
	if err != nil {
		t.Fatal(err)
	}
	site, err := content.Load(project)
	if err != nil {
		t.Fatal(err)
	}
	return site
}

// failer is a test, or a check of one property.
type failer interface {
	Helper()
	Errorf(format string, args ...any)
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

// calm is an instant at which one incident is over and another lasts.
func calm() time.Time { return time.Date(2026, 9, 4, 14, 0, 0, 0, time.UTC) }

func source(t failer, site *status.Site, now time.Time) (*feed.Source, *report.Report) {
	t.Helper()
	words, err := locale.For("en")
	if err != nil {
		t.Fatal(err)
	}
	r := report.At(site, status.Record{}, now)
	s, err := feed.New(r, words)
	if err != nil {
		t.Fatal(err)
	}
	return s, r
}

// all gives every feed of a site by its path.
func all(t failer, site *status.Site, now time.Time) map[string][]byte {
	t.Helper()
	s, r := source(t, site, now)
	files := s.Site()
	for _, c := range r.Components {
		files = append(files, s.Component(c)...)
	}
	bytes := map[string][]byte{}
	for _, f := range files {
		b, err := f.Render()
		if err != nil {
			t.Fatal(err)
		}
		bytes[f.Path] = b
	}
	return bytes
}

func TestTheFeedsOfASmallSite(t *testing.T) {
	archive, err := txtar.ParseFile(goldens)
	if err != nil {
		t.Fatal(err)
	}
	got := all(t, small(t), calm())
	kept := archive.Files[:0:0]
	for _, f := range archive.Files {
		path, golden := strings.CutPrefix(f.Name, "want/")
		if !golden {
			kept = append(kept, f)
			continue
		}
		text := strings.ReplaceAll(string(got[path]), "\r\n", "\n")
		if diff := cmp.Diff(string(f.Data), text); diff != "" && !*update {
			t.Errorf("%s (-want +got), go test -update accepts it:\n%s", path, diff)
		}
	}
	if !*update {
		return
	}
	for _, path := range []string{
		"history.rss", "history.atom", "feed.json", "updates.atom", "maintenance.ics",
		"components/quiet/history.atom", "components/quiet/feed.json", "components/quiet/maintenance.ics",
	} {
		text := bytes.ReplaceAll(got[path], []byte("\r\n"), []byte("\n"))
		kept = append(kept, txtar.File{Name: "want/" + path, Data: text})
	}
	archive.Files = kept
	if err := os.WriteFile(goldens, txtar.Format(archive), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestEveryFileIsWellFormed(t *testing.T) {
	files := all(t, small(t), calm())
	if len(files) != 4*5 {
		t.Errorf("there are %d files, want five of the site and of each component", len(files))
	}
	for path, b := range files {
		switch {
		case strings.HasSuffix(path, ".json"):
			if !json.Valid(b) {
				t.Errorf("%s is not JSON", path)
			}
		case strings.HasSuffix(path, ".ics"):
			checkLines(t, path, b)
		default:
			d := xml.NewDecoder(bytes.NewReader(b))
			for {
				if _, err := d.Token(); errors.Is(err, io.EOF) {
					break
				} else if err != nil {
					t.Errorf("%s: %v", path, err)
					break
				}
			}
		}
	}
}

// checkLines checks what RFC 5545 (3.1) says of lines: CRLF, at most 75 octets, and
// characters never cut in two.
func checkLines(t failer, path string, b []byte) {
	t.Helper()
	lines := strings.Split(string(b), "\r\n")
	if lines[len(lines)-1] != "" {
		t.Errorf("%s does not end in a line end", path)
	}
	for _, l := range lines {
		if len(l) > 75 || strings.ContainsAny(l, "\r\n") || strings.ToValidUTF8(l, "") != l {
			t.Errorf("%s has the line %q", path, l)
		}
	}
}

func TestWhatIsNotPublicIsInNoFeed(t *testing.T) {
	for path, b := range all(t, small(t), calm()) {
		for _, words := range []string{"secret", "Held back"} {
			if bytes.Contains(b, []byte(words)) {
				t.Errorf("%s says %q", path, words)
			}
		}
		if strings.HasSuffix(path, ".ics") {
			continue
		}
		if bytes.Contains(b, []byte("incident/2026-08-28-fault")) {
			t.Errorf("%s announces what was written down afterwards", path)
		}
	}
}

func TestAHeldBackUpdateComesAtItsTime(t *testing.T) {
	later := all(t, small(t), calm().Add(time.Hour))
	for _, path := range []string{"history.rss", "history.atom", "feed.json", "updates.atom", "components/web/updates.atom"} {
		if !bytes.Contains(later[path], []byte("Held back.")) {
			t.Errorf("%s does not say it", path)
		}
	}
}

func TestTheFeedsOfAnUnchangedSiteAreTheSameADayLater(t *testing.T) {
	at := time.Date(2026, 9, 5, 12, 0, 0, 0, time.UTC)
	today, tomorrow := all(t, small(t), at), all(t, small(t), at.Add(24*time.Hour))
	for path, b := range today {
		if !bytes.Equal(b, tomorrow[path]) {
			t.Errorf("%s differs:\n%s", path, cmp.Diff(string(b), string(tomorrow[path])))
		}
	}
}

func TestASiteWithoutAnAddressHasNoFeeds(t *testing.T) {
	words, err := locale.For("en")
	if err != nil {
		t.Fatal(err)
	}
	site := small(t)
	for _, address := range []string{"", "/status", "status.example.com", "ftp://status.example.com", "https://a b"} {
		site.URL = address
		if _, err := feed.New(report.At(site, status.Record{}, calm()), words); err == nil {
			t.Errorf("%q was taken for an address", address)
		}
	}
}

func TestEveryFeedNamesTheHubAndItself(t *testing.T) {
	const hub = "https://hub.example.com/"
	site := small(t)
	site.Hub = hub
	files := all(t, site, calm())
	for _, path := range feed.Paths(report.At(site, status.Record{}, calm())) {
		text, self := string(files[path]), "https://acme.example/status/"+path
		want := []string{`href="` + self + `" rel="self"`, `href="` + hub + `" rel="hub"`}
		if strings.HasSuffix(path, ".json") {
			want = []string{`"feed_url": "` + self + `"`, `"type": "WebSub",`, `"url": "` + hub + `"`}
		}
		for _, part := range want {
			if !strings.Contains(text, part) {
				t.Errorf("%s does not hold %s:\n%.900s", path, part, text)
			}
		}
		delete(files, path)
	}
	for path := range files {
		if !strings.HasSuffix(path, ".ics") {
			t.Errorf("%s is a feed that is not listed", path)
		}
	}
}

func TestIDsFollowTheSiteAndNotTheBuild(t *testing.T) {
	site := small(t)
	words, err := locale.For("en")
	if err != nil {
		t.Fatal(err)
	}
	site.Base = "http://localhost:8080"
	preview, err := feed.New(report.At(site, status.Record{}, calm()), words)
	if err != nil {
		t.Fatal(err)
	}
	b, err := preview.Site()[2].Render()
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		FeedURL string `json:"feed_url"`
		Items   []struct{ ID, URL string }
	}
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	if got.FeedURL != "http://localhost:8080/feed.json" ||
		got.Items[0].ID != "tag:acme.example,2026:incident/2026-09-04-open" ||
		got.Items[0].URL != "http://localhost:8080/incidents/2026-09-04-open/" {
		t.Errorf("got %+v", got)
	}
}
