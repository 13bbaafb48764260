package report_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"ownup/internal/report"
	"ownup/internal/status"
)

// recorded gives the record of a site in which each report, by its id, could be read at
// some instants: one for each of its updates that state a time, in their order, separated
// by commas, "-" for one that is in no commit.
func recorded(t *testing.T, s *status.Site, public map[string]string) status.Record {
	t.Helper()
	record := status.Record{Known: true, ByFile: map[string]status.History{}}
	for _, i := range s.Incidents {
		if public[i.ID] == "" {
			continue
		}
		h := status.History{Public: map[string]time.Time{}}
		for n, text := range strings.Split(public[i.ID], ", ") {
			if text == "-" {
				continue
			}
			at := on(t, text)
			if h.Published.IsZero() || at.Before(h.Published) {
				h.Published = at
			}
			h.Public[i.Updates[n].ID] = at
		}
		h.Revisions = []status.Revision{{Commit: "c0ffee", At: h.Published, Edits: []status.Edit{{Kind: status.EditPublished}}}}
		record.ByFile[i.File] = h
	}
	return record
}

func TestTheRecordSaysHowLateWordsReallyWere(t *testing.T) {
	const story = `
= a
components: {email: major}
---
## D1 03:00 investigating
## D1 04:00 identified
## D1 05:00 resolved
## Postmortem
`
	for _, test := range []struct {
		name, story, public, clock, late, added string
		over, backdated                         bool
	}{
		{"all at once", story, "D1 03:02, D1 04:05, D1 05:01", "0:02 0:05", "-", "- - - -", false, false},
		{"an update the day after", story, "D1 03:02, D2 04:00, D1 05:01", "0:02 24:00", "-", "- 24:00 - -", false, true},
		{"within the hour", story, "D1 04:00, D1 05:00, D1 06:00", "1:00 1:00", "-", "- - - -", false, false},
		{"a late first word, while it went on", story, "D1 04:01, D1 04:01, D1 05:01", "0:01 1:01", "1:01", "- - - -", false, true},
		{"all together, when it was over", story, "D3 05:00, D3 05:00, D3 05:00", "- -", "50:00", "- - - -", true, false},
		{"before the time that it states", story, "D1 03:02, D1 04:00, D1 04:30", "0:00 0:02", "-", "- - - -", false, false},
		{"one that is in no commit", story, "D1 03:02, D1 04:05, -", "0:03 0:05", "-", "- - - -", false, false},
		{"nothing is known", story, "", "- -", "-", "- - - -", false, false},
		{"it says itself that it was written down later", strings.Replace(story, "---", "backfilled: true\n---", 1), "D1 04:01, D2 04:00, D3 05:00", "", "1:01", "- 24:00 48:00 -", false, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := siteOf(t, test.story)
			i := report.At(s, recorded(t, s, map[string]string{"a": test.public}), on(t, "D9 00:00")).Incidents[0]
			clock := ""
			if i.Clock != nil {
				clock = measures(i.Clock.Public, i.Clock.Slowest)
			}
			var added []report.Measure
			for _, u := range i.Said {
				added = append(added, i.Evidence.Added(u))
			}
			got := fmt.Sprintf("clock %s, late %s, added %s, over %v, backdated %v", clock, measures(i.Evidence.Late), measures(added...), i.Evidence.Over, i.Evidence.Backdated)
			want := fmt.Sprintf("clock %s, late %s, added %s, over %v, backdated %v", test.clock, test.late, test.added, test.over, test.backdated)
			if got != want {
				t.Errorf("it is %s\nwant  %s", got, want)
			}
		})
	}
}

func TestTheRecordIsAddedUp(t *testing.T) {
	s := siteOf(t, `
= late
components: {email: major}
---
## D1 03:00 investigating
## D1 05:00 resolved
= back
components: {email: major}
---
## D2 03:00 investigating
## D2 05:00 resolved
= worse
components: {email: major}
---
## D3 03:00 investigating
= told
components: {email: major}
backfilled: true
---
## D4 03:00 investigating
## D4 05:00 resolved
= planned
kind: maintenance
scheduled: {from: D6 03:00, until: D6 04:00}
components: {email: maintenance}
---
## D1 03:00 scheduled
= unknown
components: {email: major}
---
## D5 03:00 investigating
`)
	record := recorded(t, s, map[string]string{
		"late": "D5 03:00, D5 03:00", "back": "D2 03:05, D2 07:00", "worse": "D3 03:10", "told": "D9 03:00, D9 03:00", "planned": "D5 03:00",
	})
	h := record.ByFile["content/incidents/worse.md"]
	h.Revisions = append(h.Revisions, status.Revision{Commit: "bad", Edits: []status.Edit{{Kind: status.EditWorst}}})
	record.ByFile["content/incidents/worse.md"] = h
	record.Gone = []status.Gone{{ID: "one", Revision: status.Revision{Commit: "1", Author: "Ada", Subject: "secret"}}, {ID: "two", Revision: status.Revision{Commit: "2"}}}
	r := report.At(s, record, on(t, "D9 00:00"))
	a := r.Audit()
	got := fmt.Sprint(a.Told, " ", idsOf(a.Afterwards), " ", idsOf(a.Backdated), " ", idsOf(a.Lowered), " ", a.Gone[0].Commit, a.Gone[1].Commit, a.Gone[1].Author, a.Gone[1].Subject)
	if want := "3 late back worse 21"; got != want {
		t.Errorf("it adds up to %q, want %q", got, want)
	}
	if got, want := measures(r.Total().Public, r.Total().Slowest), "0:10 2:00"; got != want {
		t.Errorf("all updates took %s, want %s", got, want)
	}
}

func TestTheRecordEndsAtTheReportsOwnInstant(t *testing.T) {
	s := siteOf(t, "= a\ncomponents: {email: major}\n---\n## D1 03:00 investigating\n## D1 04:00 identified\n")
	record := recorded(t, s, map[string]string{"a": "D2 03:00, D3 04:00"})
	h := record.ByFile["content/incidents/a.md"]
	h.Revisions = append(h.Revisions, status.Revision{Commit: "later", At: on(t, "D3 04:00"), Edits: []status.Edit{{Kind: status.EditWorst}}})
	record.ByFile["content/incidents/a.md"] = h
	record.Gone = []status.Gone{{Revision: status.Revision{At: on(t, "D3 04:00")}}}
	for _, test := range []struct{ now, want string }{
		{"D1 05:00", "0 of 0, later D2 03:00, late -, clock - -, lowered false, gone 0"},
		{"D2 02:30", "1 of 1, later -, late 24:00, clock 24:00 24:00, lowered false, gone 0"}, // clocks may differ
		{"D2 05:00", "1 of 1, later -, late 24:00, clock 24:00 24:00, lowered false, gone 0"},
		{"D3 05:00", "2 of 1, later -, late 24:00, clock 36:00 48:00, lowered true, gone 1"},
	} {
		r := report.At(s, record, on(t, test.now))
		e, k := &r.Incidents[0].Evidence, r.Incidents[0].Clock
		got := fmt.Sprintf("%d of %d, later %s, late %s, clock %s, lowered %v, gone %d",
			len(e.Revisions), r.Audit().Told, told(e.Later), measures(e.Late), measures(k.Public, k.Slowest), e.Lowered, len(r.Audit().Gone))
		if got != test.want {
			t.Errorf("at %s it is %s\nwant %s", test.now, got, test.want)
		}
	}
}

func TestOnlyWhatTheSiteDisclosesIsInTheReport(t *testing.T) {
	const file = "content/incidents/a.md"
	words := status.Edit{Kind: status.EditText, Was: status.Value{Text: "was"}, Is: status.Value{Text: "is"}}
	record := status.Record{Known: true, ByFile: map[string]status.History{file: {Revisions: []status.Revision{
		{Commit: "aaaaaaaaaa", Author: "Ada", Subject: "secret", Edits: []status.Edit{words}},
		{Commit: "bbbbbbbbbb", Author: "Ben", Subject: "secret", Edits: []status.Edit{words}},
		{Commit: "cccccccccc", Author: "cleo@example.com", Subject: "secret", Edits: []status.Edit{words, {Kind: status.EditTitle, From: on(t, "D9 00:00")}}},
		{Commit: "dddddddddd", Author: "dan@example.com", Subject: "secret", Edits: []status.Edit{{Kind: status.EditForm, From: on(t, "D9 00:00")}}},
	}}}}
	for _, test := range []struct {
		name string
		status.Disclosure
		want string
	}{
		{"by itself, no names", status.Disclosure{}, "aa was is, bb was is, cc was is"},
		{"names", status.Disclosure{Authors: true}, "aa Ada was is, bb Ben was is, cc cleo was is"},
		{"no words", status.Disclosure{HideWords: true}, "aa, bb, cc"},
		{"no words up to a commit", status.Disclosure{Redacted: []status.Written{{Text: "bbbbbbb"}, {Text: "aaaaaaa"}}}, "aa, bb, cc was is"},
		{"a commit that touched another report", status.Disclosure{Redacted: []status.Written{{Text: "eeeeeee"}}}, "aa was is, bb was is, cc was is"},
	} {
		s := siteOf(t, "= a\ncomponents: {email: major}\n---\n## D1 03:00 investigating\n")
		s.Record = test.Disclosure
		var got []string
		for _, r := range report.At(s, record, on(t, "D2 00:00")).Incidents[0].Evidence.Revisions {
			parts := []string{r.Commit[:2], r.Author, r.Subject}
			for _, e := range r.Edits {
				parts = append(parts, e.Was.Text, e.Is.Text)
			}
			got = append(got, strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " "))
		}
		if strings.Join(got, ", ") != test.want {
			t.Errorf("%s: it shows %q, want %q", test.name, got, test.want)
		}
	}
	if words.Was.Text != "was" || record.ByFile[file].Revisions[0].Edits[0].Was.Text != "was" || record.ByFile[file].Revisions[0].Subject == "" {
		t.Error("the record itself was changed")
	}
}
