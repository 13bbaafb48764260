package feed_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/mmcdole/gofeed"
)

// read reads a feed with gofeed.
func read(t failer, b []byte) *gofeed.Feed {
	t.Helper()
	f, err := gofeed.NewParser().Parse(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestAReaderFindsTheSameInAllThreeForms(t *testing.T) {
	files := all(t, small(t), calm())
	for path, form := range map[string]string{"history.rss": "rss", "history.atom": "atom", "feed.json": "json"} {
		f := read(t, files[path])
		if f.FeedType != form || f.Title != "Acme & Co: incidents" || f.Language != "en" ||
			f.Link != "https://acme.example/status/history/" || f.FeedLink != "https://acme.example/status/"+path {
			t.Errorf("%s is a %s feed %q in %q, of %s at %s", path, f.FeedType, f.Title, f.Language, f.Link, f.FeedLink)
		}
		if at := f.UpdatedParsed; form != "json" && (at == nil || !at.Equal(time.Date(2026, 9, 4, 13, 0, 0, 0, time.UTC))) {
			t.Errorf("%s was updated at %v", path, at)
		}
		var got []string
		for _, i := range f.Items {
			got = append(got, i.GUID+" "+i.Link+" "+i.Title+" "+i.PublishedParsed.UTC().Format(time.RFC3339)+" "+strings.Join(i.Categories, ", "))
		}
		const tag, page = "tag:acme.example,2026:incident/", " https://acme.example/status/incidents/"
		want := []string{
			tag + "2026-09-04-open" + page + "2026-09-04-open/ Sign-in is slow 2026-09-04T13:00:00Z Web <shop>, minor, Incident",
			tag + "2026-09-03-routing" + page + "2026-09-03-routing/ Routers: <core> & edge 2026-09-03T12:00:00Z Mail, hosted, Web <shop>, major, Incident",
			tag + "2026-10-01-upgrade" + page + "2026-10-01-upgrade/ Upgrade; of all 2026-09-01T14:00:00Z Mail, hosted, Web <shop>, Maintenance",
			tag + "2026-03-01-notice" + page + "2026-03-01-notice/ New invoices 2026-03-01T15:00:00Z Notice",
			tag + "2026-02-01-called-off" + page + "2026-02-01-called-off/ Called off 2026-01-20T15:00:00Z Web <shop>, Maintenance",
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", path, diff)
		}
	}
}

func TestTheContentIsTheSameInAllThreeForms(t *testing.T) {
	files := all(t, small(t), calm())
	rss, atom, json := read(t, files["history.rss"]), read(t, files["history.atom"]), read(t, files["feed.json"])
	for n := range rss.Items {
		if a, b, c := rss.Items[n].Content, atom.Items[n].Content, json.Items[n].Content; strings.TrimSpace(a) != strings.TrimSpace(b) || strings.TrimSpace(b) != strings.TrimSpace(c) {
			t.Errorf("item %d differs:\n%q\n%q\n%q", n, a, b, c)
		}
	}
}

var address = regexp.MustCompile(`(?:href|src)="([^"]*)"`)

func TestEveryAddressInTheContentIsAbsolute(t *testing.T) {
	var got []string
	for _, i := range read(t, all(t, small(t), calm())["updates.atom"]).Items {
		for _, m := range address.FindAllStringSubmatch(i.Content, -1) {
			got = append(got, m[1])
		}
	}
	slices.Sort(got)
	want := []string{
		"https://acme.example/status/incidents/2026-08-28-fault/",
		"https://acme.example/status/incidents/2026-09-03-routing/#20260903T120000Z-words",
		"https://acme.example/status/incidents/2026-09-03-routing/#words",
		"https://acme.example/status/incidents/2026-09-03-routing/dark.png",
		"https://acme.example/status/map.png",
		"https://acme.example/status/uptime/",
		"https://tracker.example/x.png",
	}
	if diff := cmp.Diff(want, slices.Compact(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAnUpdatesEntryTellsWhatWasKnownThen(t *testing.T) {
	items := read(t, all(t, small(t), calm())["updates.atom"]).Items
	n := slices.IndexFunc(items, func(i *gofeed.Item) bool {
		return i.GUID == "tag:acme.example,2026:incident/2026-10-01-upgrade/update/20260901T140000Z"
	})
	i := items[n]
	if i.Link != "https://acme.example/status/incidents/2026-10-01-upgrade/#20260901T140000Z" || i.Title != "Scheduled: Upgrade; of all" {
		t.Errorf("the update is %q at %s", i.Title, i.Link)
	}
	if then := "Planned: 1 October 2026, 22:00 – 2 October 2026, 02:00 EDT"; !strings.Contains(i.Content, then) {
		t.Errorf("it does not say %q:\n%s", then, i.Content)
	}
}

// calendar is what calendar.mjs prints.
type calendar struct {
	Name, Refresh string
	Components    []string
	Events        []event
}

type event struct {
	UID, Summary, Description, Location, URL, Status string
	Start, End, Stamp                                time.Time
	Sequence                                         int
}

// readCalendar reads a calendar with ical.js.
func readCalendar(t *testing.T, b []byte) calendar {
	t.Helper()
	library, err := filepath.Abs("../../../tools/node_modules/ical.js/dist/ical.js")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(library); err != nil {
		t.Fatalf("ical.js is not there: \"make test\" sets it up: %v", err)
	}
	node := exec.CommandContext(t.Context(), "node", "testdata/calendar.mjs", library)
	node.Stdin = bytes.NewReader(b)
	var stderr bytes.Buffer
	node.Stderr = &stderr
	out, err := node.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	var c calendar
	if err := json.Unmarshal(out, &c); err != nil {
		t.Fatal(err)
	}
	return c
}

func TestACalendarHasAnEventForEachMaintenance(t *testing.T) {
	want := calendar{
		Name: "Acme & Co: maintenance", Refresh: "PT1H", Components: []string{"vevent", "vevent"},
		Events: []event{{
			UID: "2026-02-01-called-off@acme.example", Sequence: 1, Status: "CANCELLED",
			Start: time.Date(2026, 2, 2, 3, 0, 0, 0, time.UTC), End: time.Date(2026, 2, 2, 7, 0, 0, 0, time.UTC),
			Stamp: time.Date(2026, 1, 30, 15, 0, 0, 0, time.UTC), Summary: "Called off", Location: "Web <shop>",
			Description: "Affected: Web <shop>\n\nCancelled: Not needed.\n\nhttps://acme.example/status/incidents/2026-02-01-called-off/",
			URL:         "https://acme.example/status/incidents/2026-02-01-called-off/",
		}, {
			UID: "2026-10-01-upgrade@acme.example", Sequence: 1, Status: "CONFIRMED",
			Start: time.Date(2026, 11, 1, 2, 0, 0, 0, time.UTC), End: time.Date(2026, 11, 1, 7, 0, 0, 0, time.UTC),
			Stamp: time.Date(2026, 9, 2, 14, 0, 0, 0, time.UTC), Summary: "Upgrade; of all", Location: "Mail, hosted and Web <shop>",
			Description: "Affected: Mail, hosted and Web <shop>\n\nScheduled: A month later.\n\nhttps://acme.example/status/incidents/2026-10-01-upgrade/",
			URL:         "https://acme.example/status/incidents/2026-10-01-upgrade/",
		}},
	}
	if diff := cmp.Diff(want, readCalendar(t, all(t, small(t), calm())["maintenance.ics"])); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAnEmptyCalendarIsOne(t *testing.T) {
	got := readCalendar(t, all(t, small(t), calm())["components/quiet/maintenance.ics"])
	want := calendar{
		Name: "Acme & Co: Quiet: maintenance", Refresh: "PT1H", Components: []string{"vtimezone"}, Events: []event{},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
