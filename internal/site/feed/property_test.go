package feed_test

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"
	"github.com/mmcdole/gofeed"
	"pgregory.net/rapid"

	"ownup/internal/status"
)

// epoch is when random sites begin.
func epoch() time.Time { return time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC) }

const month = 30 * 24 * 60 // in minutes

func instants() *rapid.Generator[time.Time] {
	return rapid.Map(rapid.IntRange(0, month), func(n int) time.Time { return epoch().Add(time.Duration(n) * time.Minute) })
}

// texts are words with what could break XML, JSON or iCalendar.
func texts() *rapid.Generator[string] {
	return rapid.SampledFrom([]string{
		"", "plain", "a < b & c ]]> d", "quote \" and \\ back; slash, comma", "line\nbreak", "null \x00 and \x1b escape",
		"\xff no UTF-8", "ünïcödé 🙂 " + strings.Repeat("長い", 40), "[link](../x/) ![p](p.png) <b>raw</b>", "- [x] done (due: 2026-01-02)",
	})
}

// sites are sites of up to so many incidents, of every kind, within one month.
func sites(most int) *rapid.Generator[*status.Site] {
	return rapid.Custom(func(t *rapid.T) *status.Site {
		since := status.DateOf(epoch(), time.UTC)
		s := &status.Site{
			Title: texts().Draw(t, "title"), URL: "https://status.example.com/x", Zone: time.UTC,
			Languages: []string{"en"}, Since: since, Weights: status.DefaultWeights(),
			Groups: []status.Group{{Components: []status.Component{
				{ID: "a", Name: texts().Draw(t, "a"), Since: since}, {ID: "b", Name: "B", Since: since},
			}}},
		}
		for n := range rapid.IntRange(0, most).Draw(t, "incidents") {
			s.Incidents = append(s.Incidents, incidents(n).Draw(t, "incident"))
		}
		return s
	})
}

func incidents(n int) *rapid.Generator[status.Incident] {
	return rapid.Custom(func(t *rapid.T) status.Incident {
		i := status.Incident{
			ID: fmt.Sprintf("%03d", n), Kind: status.Kind(rapid.IntRange(0, 2).Draw(t, "kind")),
			Title: texts().Draw(t, "title"), Intro: texts().Draw(t, "intro"), Backfilled: rapid.Bool().Draw(t, "backfilled"),
		}
		if i.Kind != status.KindNotice {
			i.Components = []status.Claim{{Component: "a", Health: status.MajorOutage}}
		}
		if i.Kind == status.KindMaintenance {
			i.Window = windows().Draw(t, "window")
		}
		at := rapid.SliceOfN(instants(), 1, 4).Draw(t, "at")
		slices.SortFunc(at, time.Time.Compare)
		same := 0
		for n, at2 := range at {
			if same++; n == 0 || !at2.Equal(at[n-1]) {
				same = 1
			}
			u := status.Update{ID: status.UpdateID(at2, same), At: at2, Text: texts().Draw(t, "text")}
			u.Phase = rapid.SampledFrom(i.Kind.Phases()).Draw(t, "phase")
			if u.Phase == status.Scheduled {
				u.Window = windows().Draw(t, "window")
			}
			i.Updates = append(i.Updates, u)
		}
		return i
	})
}

func windows() *rapid.Generator[status.Window] {
	return rapid.Map(instants(), func(from time.Time) status.Window {
		return status.Window{From: from, Until: from.Add(2 * time.Hour)}
	})
}

func TestIDsAreUniqueAndPermanentAndTimesAreNeverAhead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		site := sites(60).Draw(t, "site")
		now := instants().Draw(t, "now")
		before, after := all(t, site, now), all(t, site, now.Add(time.Hour))
		for path := range before {
			if strings.HasSuffix(path, ".ics") {
				continue
			}
			was, is := read(t, before[path]), read(t, after[path])
			checkFeed(t, path, was, now)
			for _, old := range was.Items {
				n := slices.IndexFunc(is.Items, func(i *gofeed.Item) bool { return i.GUID == old.GUID })
				switch {
				case n < 0 && len(is.Items) < 50:
					t.Errorf("%s: %s is gone an hour later", path, old.GUID)
				case n >= 0 && !is.Items[n].PublishedParsed.Equal(*old.PublishedParsed):
					t.Errorf("%s: %s was published anew", path, old.GUID)
				case n >= 0 && strings.HasSuffix(path, "updates.atom") && is.Items[n].Content != old.Content:
					t.Errorf("%s: %s changed:\n%s\n%s", path, old.GUID, old.Content, is.Items[n].Content)
				}
			}
		}
	})
}

// checkFeed checks a feed by itself.
func checkFeed(t *rapid.T, path string, f *gofeed.Feed, now time.Time) {
	if len(f.Items) > 50 {
		t.Errorf("%s has %d entries", path, len(f.Items))
	}
	seen := map[string]bool{}
	newest := epoch()
	for n, i := range f.Items {
		if seen[i.GUID] || i.GUID == "" {
			t.Errorf("%s: the id %q is there twice, or none", path, i.GUID)
		}
		seen[i.GUID] = true
		updated := i.UpdatedParsed
		if updated == nil { // RSS has none
			continue
		}
		if n == 0 {
			newest = *updated
		}
		if updated.After(now) || i.PublishedParsed.After(*updated) || updated.After(newest) {
			t.Errorf("%s: %s is published %s, updated %s, now %s, newest %s", path, i.GUID, i.Published, i.Updated, now, newest)
		}
	}
	if f.FeedType == "atom" && !f.UpdatedParsed.Equal(newest) {
		t.Errorf("%s was updated at %s, its newest entry at %s", path, f.Updated, newest)
	}
}

func TestTheSequenceOfAnEventGrowsWithItsWindowAndStatus(t *testing.T) {
	type state struct{ start, end, status string }
	rapid.Check(t, func(t *rapid.T) {
		site := sites(4).Draw(t, "site")
		var times []time.Time
		for _, i := range site.Incidents {
			for _, u := range i.Updates {
				times = append(times, u.At)
			}
		}
		slices.SortFunc(times, time.Time.Compare)
		sequence, states := map[string]int{}, map[string]state{}
		for _, now := range slices.CompactFunc(times, time.Time.Equal) {
			b := render(t, site, now, "maintenance.ics")
			calendar, err := ics.ParseCalendar(bytes.NewReader(b))
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range calendar.Events() {
				value := func(p ics.ComponentProperty) string { return e.GetProperty(p).Value }
				n, err := strconv.Atoi(value(ics.ComponentPropertySequence))
				if err != nil {
					t.Fatal(err)
				}
				is := state{value(ics.ComponentPropertyDtStart), value(ics.ComponentPropertyDtEnd), value(ics.ComponentPropertyStatus)}
				was, known := states[e.Id()]
				if known && (n < sequence[e.Id()] || is != was && n == sequence[e.Id()]) {
					t.Errorf("%s: %v had sequence %d, %v has %d", e.Id(), was, sequence[e.Id()], is, n)
				}
				sequence[e.Id()], states[e.Id()] = n, is
			}
		}
	})
}

// render gives one of the site's own feeds.
func render(t failer, site *status.Site, now time.Time, path string) []byte {
	t.Helper()
	s, _ := source(t, site, now)
	for _, f := range s.Site() {
		if f.Path == path {
			b, err := f.Render()
			if err != nil {
				t.Fatal(err)
			}
			return b
		}
	}
	t.Fatalf("there is no %s", path)
	return nil
}

var control = regexp.MustCompile(`[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]`)

func TestNoFeedHoldsAControlCharacter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		for path, b := range all(t, sites(10).Draw(t, "site"), epoch().Add(month*time.Minute)) {
			if at := control.FindIndex(b); at != nil {
				t.Errorf("%s holds %q", path, b[max(0, at[0]-20):at[1]])
			}
			if strings.HasSuffix(path, ".ics") {
				checkLines(t, path, b)
			}
		}
	})
}

func BenchmarkAllFeedsOfASite(b *testing.B) {
	site := sites(100).Example(7)
	for b.Loop() {
		all(b, site, epoch().Add(month*time.Minute))
	}
}

func TestAFeedHoldsTheFiftyThatWereUpdatedLast(t *testing.T) {
	site := &status.Site{Title: "Acme", URL: "https://acme.example", Zone: time.UTC, Languages: []string{"en"}}
	for n := range 60 {
		at := epoch().Add(time.Duration(n) * time.Minute)
		site.Incidents = append(site.Incidents, status.Incident{
			ID: fmt.Sprintf("%03d", n), Updates: []status.Update{{ID: status.UpdateID(at, 1), At: at}},
		})
	}
	late := epoch().Add(month * time.Minute)
	site.Incidents[0].Updates = append(site.Incidents[0].Updates, status.Update{ID: status.UpdateID(late, 1), At: late, Phase: status.Postmortem})
	items := read(t, render(t, site, late, "history.atom")).Items
	const tag = "tag:acme.example,2026:incident/"
	if len(items) != 50 || items[0].GUID != tag+"000" || items[1].GUID != tag+"059" || items[49].GUID != tag+"011" {
		t.Errorf("there are %d entries, from %s to %s", len(items), items[0].GUID, items[len(items)-1].GUID)
	}
}
