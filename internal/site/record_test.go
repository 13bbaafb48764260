package site_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"ownup/internal/report"
	"ownup/internal/site"
	"ownup/internal/site/theme"
	"ownup/internal/status"
	"ownup/themes"
)

// told is an edit, and how the page tells it.
type told struct {
	status.Edit
	want string
}

// everyEdit gives an edit of each kind, in each way in which it is told.
func everyEdit() []told {
	day := func(hour int) time.Time { return time.Date(2026, 9, 3, hour, 0, 0, 0, time.UTC) }
	at := func(hour int) status.Value { return status.Value{Time: day(hour)} }
	words := func(s string) status.Value { return status.Value{Text: s} }
	due := func(d int) status.Value {
		return status.Value{Date: status.Date{Year: 2026, Month: 10, Day: d}, Text: "Label cables"}
	}
	window := status.Value{Window: status.Window{From: day(20), Until: day(22)}}
	later := status.Value{Window: status.Window{From: day(21), Until: day(22)}}
	none := status.Value{}
	of := func(kind status.EditKind, was, is status.Value) status.Edit {
		return status.Edit{Kind: kind, Update: "20260903T082000Z", Stated: day(8), Was: was, Is: is}
	}
	by := func(kind status.EditKind, was, is status.Value) status.Edit {
		return status.Edit{Kind: kind, Was: was, Is: is}
	}
	in := func(e status.Edit, component string) status.Edit {
		e.Component = component
		return e
	}
	down, slow := status.Value{Health: status.MajorOutage}, status.Value{Health: status.DegradedPerformance}
	major, minor := status.Value{Impact: status.ImpactMajor}, status.Value{Impact: status.ImpactMinor}
	return []told{
		{by(status.EditPublished, none, none), "published"},
		{status.Edit{Kind: status.EditPublished, From: day(8)}, "put back on the page"},
		{by(status.EditWithdrawn, none, none), "taken off the page"},
		{of(status.EditUpdateAdded, none, none), "update of 10:00 CEST added"},
		{status.Edit{Kind: status.EditUpdateAdded, Update: "20260903T080000Z", Stated: day(8)}, "update of 10:00 CEST added 3 days later"},
		{of(status.EditUpdateRemoved, none, none), "update of 10:00 CEST taken away"},
		{of(status.EditText, none, none), "words of the update of 10:00 CEST changed"},
		{of(status.EditStated, at(7), at(8)), "time of an update changed from 09:00 CEST to 10:00 CEST"},
		{of(status.EditSince, at(7), at(8)), "update of 10:00 CEST: true since 10:00 CEST, not since 09:00 CEST"},
		{in(of(status.EditSince, at(7), at(8)), "smtp"), "update of 10:00 CEST: Sending since 10:00 CEST, not since 09:00 CEST"},
		{in(by(status.EditSince, none, at(8)), "smtp"), "Sending: since 10:00 CEST, not since its start"},
		{of(status.EditPhase, none, status.Value{Phase: status.Identified}), "status of the update of 10:00 CEST changed from Investigating to Identified"},
		{of(status.EditPromise, at(9), at(10)), "update of 10:00 CEST: next update promised by 12:00 CEST, not by 11:00 CEST"},
		{of(status.EditPromise, none, at(10)), "update of 10:00 CEST: next update promised by 12:00 CEST"},
		{of(status.EditPromise, at(9), none), "update of 10:00 CEST: promise of a next update by 11:00 CEST taken away"},
		{by(status.EditWindow, window, later), "window changed from Thu 3 Sep, 22:00 – Fri 4 Sep, 00:00 CEST to Thu 3 Sep, 23:00 – Fri 4 Sep, 00:00 CEST"},
		{by(status.EditWindow, window, none), "window changed"},
		{in(of(status.EditHealth, slow, down), "smtp"), "update of 10:00 CEST: Sending changed from degraded to down"},
		{in(by(status.EditHealth, slow, down), "gone"), "gone changed from degraded to down"},
		{in(of(status.EditWorst, down, slow), "smtp"), "update of 10:00 CEST: Sending lowered from down to degraded"},
		{in(by(status.EditWorst, down, slow), "smtp"), "Sending lowered from down to degraded"},
		{by(status.EditImpact, major, minor), "impact lowered from major to minor"},
		{by(status.EditImpact, minor, major), "impact raised from minor to major"},
		{by(status.EditStarted, at(7), at(6)), "start changed from 09:00 CEST to 08:00 CEST"},
		{by(status.EditDetected, at(7), at(6)), "time at which it was noticed changed from 09:00 CEST to 08:00 CEST"},
		{by(status.EditDetected, none, at(6)), "time at which it was noticed added: 08:00 CEST"},
		{by(status.EditDetected, at(7), none), "time at which it was noticed taken away: 09:00 CEST"},
		{by(status.EditEnd, at(7), at(6)), "end changed from 09:00 CEST to 08:00 CEST"},
		{by(status.EditEnd, none, at(6)), "end added: 08:00 CEST"},
		{by(status.EditEnd, at(7), none), "end taken away: 09:00 CEST"},
		{by(status.EditSort, none, status.Value{Kind: status.KindNotice}), "changed from Incident to Notice"},
		{by(status.EditTitle, words("Mail is <slow>"), words("Mail is <down>")), "title changedMail is <taken out: slowput in: down>"},
		{by(status.EditIntro, none, none), "introduction changed"},
		{by(status.EditBackfilled, none, none), "whether it was written down afterwards changed"},
		{by(status.EditLinks, none, none), "related incidents changed"},
		{of(status.EditPostmortemAdded, none, none), "postmortem added"},
		{of(status.EditPostmortemRemoved, none, none), "postmortem taken away"},
		{of(status.EditPostmortemText, none, none), "words of the postmortem changed"},
		{of(status.EditCommitmentAdded, none, words("Label cables")), "commitment added: Label cables"},
		{of(status.EditCommitmentRemoved, words("Label cables"), none), "commitment taken away: Label cables"},
		{of(status.EditCommitmentText, none, words("Label cables")), "commitment changed: Label cables"},
		{of(status.EditCommitmentDue, due(1), due(2)), "commitment due on 2 October 2026, not on 1 October 2026: Label cables"},
		{of(status.EditCommitmentDue, none, due(2)), "commitment due on 2 October 2026: Label cables"},
		{of(status.EditCommitmentDue, due(1), words("Label cables")), "commitment not due on 1 October 2026 any more: Label cables"},
		{of(status.EditCommitmentKept, none, words("Label cables")), "commitment kept: Label cables"},
		{of(status.EditCommitmentDropped, none, words("Label cables")), "commitment dropped: Label cables"},
		{of(status.EditCommitmentOpen, none, words("Label cables")), "commitment open again: Label cables"},
		{status.Edit{Kind: status.EditTranslation, Language: "ar"}, "translation changed: العربية"},
		{status.Edit{Kind: status.EditTranslation, Language: "de"}, "translation changed: de"},
		{by(status.EditUnreadable, none, none), "the file could not be read; the version before stayed on the page"},
		{by(status.EditForm, none, none), "nothing that readers see"},
	}
}

func TestEveryKindOfEditIsToldInWords(t *testing.T) {
	const file = "content/incidents/2026/2026-09-03-mail-stuck.md"
	h := status.History{
		Published: during().Add(-time.Hour),
		Public:    map[string]time.Time{"20260903T080000Z": after().Add(-24 * time.Hour)},
		Revisions: []status.Revision{{Commit: "0123456789abcdef0123456789abcdef01234567", At: during().Add(-time.Hour)}},
	}
	var want []string
	for _, e := range everyEdit() {
		h.Revisions[0].Edits = append(h.Revisions[0].Edits, e.Edit)
		want = append(want, e.want)
	}
	s, files := load(t, "")
	s.Languages = []string{"en", "ar"}
	look, err := theme.Load("", themes.FS, files)
	if err != nil {
		t.Fatal(err)
	}
	tree, err := site.Tree(report.At(s, status.Record{Known: true, ByFile: map[string]status.History{file: h}}, after()), look, files)
	if err != nil {
		t.Fatal(err)
	}
	all := render(t, tree)
	got := items(t, all["incidents/2026-09-03-mail-stuck/index.html"])
	for n := range max(len(got), len(want)) {
		if n >= len(got) || n >= len(want) || got[n] != want[n] {
			t.Fatalf("edit %d is told as %q\nwant %q", n, got[min(n, len(got)-1)], want[min(n, len(want)-1)])
		}
	}
	arabic := items(t, all["ar/incidents/2026-09-03-mail-stuck/index.html"])
	for n, line := range arabic {
		if strings.Contains(line, "edit.") || line == want[n] {
			t.Errorf("edit %d is told in Arabic as %q", n, line)
		}
	}
	kinds := map[string]bool{}
	for _, e := range everyEdit() {
		kinds[e.Kind.String()] = true
	}
	for _, kind := range status.EditKindWords() {
		if !kinds[kind] {
			t.Errorf("no edit of the kind %q is tried", kind)
		}
	}
}

// items gives what the record of edits on a page lists.
func items(t *testing.T, page string) []string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for n := range root.Descendants() {
		if n.Data != "ol" || !slices.Contains(n.Attr, html.Attribute{Key: "class", Val: "edits"}) {
			continue
		}
		for li := range n.Descendants() {
			if li.Data == "li" && li.Parent.Data == "ul" {
				all = append(all, strings.Join(strings.Fields(strings.ReplaceAll(words(li), "\u00a0", " ")), " "))
			}
		}
	}
	return all
}

func TestACommitLeadsToItsPage(t *testing.T) {
	const hash = "0123456789abcdef0123456789abcdef01234567"
	for repository, want := range map[string]string{
		"":                                    "",
		"https://github.com/acme/status":      "https://github.com/acme/status/commit/" + hash,
		"https://gitlab.com/acme/ops/status":  "https://gitlab.com/acme/ops/status/-/commit/" + hash,
		"https://gitlab.example.com/acme/s":   "https://gitlab.example.com/acme/s/-/commit/" + hash,
		"https://bitbucket.org/acme/status":   "https://bitbucket.org/acme/status/commits/" + hash,
		"https://git.example.com/acme/status": "https://git.example.com/acme/status/commit/" + hash,
	} {
		s, files := load(t, "")
		s.Repository = repository
		page := render(t, tree(t, s, files, during()))["incidents/2026-09-03-mail-stuck/index.html"]
		if got := strings.Contains(page, `href="`+want+`"`); want != "" && !got || want == "" && strings.Contains(page, "commit/") {
			t.Errorf("of %q no link leads to %q", repository, want)
		}
	}
}
