package report_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"ownup/internal/report"
	"ownup/internal/status"
)

const promised = `
= a
components: {email: major}
started: D1 02:00
---
## D1 03:00 resolved
## D2 12:00 postmortem

- [ ] Without a day (owner: us)
- [ ] Due on the fifth (due: 2026-03-05)
- [x] Kept in time (due: 2026-03-05, done: 2026-03-05)
- [x] Kept late (due: 2026-03-04, done: 2026-03-06)
- [x] Kept, no one says when (due: 2026-03-04)
- [ ] Dropped, since it is pointless (due: 2026-03-04, dropped: 2026-03-03)
- [ ] Due on the fourth (due: 2026-03-04)
`

func TestCommitmentsAreKeptOrSaidNotToBe(t *testing.T) {
	for _, test := range []struct {
		now  string
		want []string
	}{
		{"D2 11:59", nil},
		{"D2 12:00", []string{
			"open: Kept late", "open: Dropped, since it is pointless", "open: Due on the fourth", "open: Due on the fifth", "open: Kept in time", "open: Without a day",
			"kept: Kept, no one says when",
		}},
		{"D4 23:59", []string{
			"open: Kept late", "open: Due on the fourth", "open: Due on the fifth", "open: Kept in time", "open: Without a day",
			"kept: Kept, no one says when", "dropped: Dropped, since it is pointless",
		}},
		{"D5 00:00", []string{
			"overdue, late: Kept late", "overdue, late: Due on the fourth", "open: Due on the fifth", "open: Without a day",
			"kept: Kept in time", "kept: Kept, no one says when", "dropped: Dropped, since it is pointless",
		}},
		{"D6 00:00", []string{
			"overdue, late: Due on the fourth", "overdue, late: Due on the fifth", "open: Without a day",
			"kept: Kept in time", "kept, late: Kept late", "kept: Kept, no one says when", "dropped: Dropped, since it is pointless",
		}},
	} {
		var got []string
		for _, c := range storiesAt(t, promised, test.now).Commitments {
			late := ""
			if c.Late {
				late = ", late"
			}
			got = append(got, fmt.Sprintf("%v%s: %s", c.State, late, c.Text))
		}
		if want := strings.Join(test.want, "\n"); strings.Join(got, "\n") != want {
			t.Errorf("at %s the commitments are\n%s\nwant\n%s", test.now, strings.Join(got, "\n"), want)
		}
	}
}

func TestAReportSaysWhenItsFactsChangeNext(t *testing.T) {
	const work = "= work\nkind: maintenance\ncomponents: [panel]\nscheduled: {from: D1 04:00, until: D1 08:00}\n---\n## D1 01:00 scheduled\n"
	const unsaid = "= unsaid\ncomponents: {panel: major}\nstarted: D1 03:00\n---\n"
	stories := work + unsaid + promised
	now := on(t, "D1 00:00")
	var got []string
	for !now.IsZero() {
		now = report.At(siteOf(t, stories), status.Record{}, now).Next
		got = append(got, told(now))
	}
	want := []string{
		"D1 01:00",  // the work is announced
		"D1 03:00",  // one incident begins, another one is told
		"D1 04:00",  // the work begins
		"D1 08:00",  // and ends
		"D2 12:00",  // the postmortem
		"D3 00:00",  // one commitment is dropped
		"D5 00:00",  // two are overdue, and one is kept
		"D6 00:00",  // a third one is overdue, and another kept
		"D10 00:00", // fax is retired
		"-",
	}
	if strings.Join(got, ", ") != strings.Join(want, ", ") {
		t.Errorf("facts change at %v, want %v", got, want)
	}
}

func TestBetweenTwoChangesNothingChanges(t *testing.T) {
	site := siteOf(t, history+promised)
	for now := on(t, "D1 00:00"); ; {
		r := report.At(site, status.Record{}, now)
		if r.Next.IsZero() {
			break
		}
		before := report.At(site, status.Record{}, r.Next.Add(-time.Second))
		if facts(r) != facts(before) {
			t.Errorf("at %s the facts are\n%s\nand just before %s they are\n%s", told(now), facts(r), told(r.Next), facts(before))
		}
		then := report.At(site, status.Record{}, r.Next)
		then.Next = r.Next
		if facts(r) == facts(then) {
			t.Errorf("nothing changes at %s", told(r.Next))
		}
		now = r.Next
	}
}

func TestWhatIsHeldBackIsSaid(t *testing.T) {
	r := storiesAt(t, `
= said-in-part
components: {email: major}
---
## D1 03:00 investigating
## D1 09:00 identified
## Postmortem
= unsaid
components: {email: major}
---
## D1 07:00 investigating
= to-begin
components: {email: major}
started: D1 08:00
---
## Postmortem
`, "D1 04:00")
	got := ""
	for _, p := range r.HeldBack() {
		got += fmt.Sprintf("%s:%d %s\n", strings.TrimPrefix(p.Pos.File, "content/incidents/"), p.Pos.Line, p.Message)
	}
	want := `unsaid.md:5 this investigating is held back until 2026-03-01 07:00 +00:00
to-begin.md:0 this incident is held back until 2026-03-01 08:00 +00:00
said-in-part.md:6 this identified is held back until 2026-03-01 09:00 +00:00
said-in-part.md:7 this postmortem is held back until the incident is resolved
to-begin.md:6 this postmortem is held back until the incident is resolved
`
	if got != want {
		t.Errorf("held back are\n%swant\n%s", got, want)
	}
}

func TestAdviceIsGivenToWhoeverRunsThePage(t *testing.T) {
	const lasts = "= a\ncomponents: {email: major}\nstarted: D1 02:00\n---\n"
	const work = "= a\nkind: maintenance\ncomponents: [panel]\nscheduled: {from: D1 04:00, until: D1 08:00}\n---\n## D1 01:00 scheduled\n"
	for _, test := range []struct{ name, stories, now, want string }{
		{"all is well", "", "D1 04:00", ""},
		{"a promise falls due", lasts + "## D1 03:00 identified (next: 1h)\n", "D1 04:00", "6: the next word was promised for 2026-03-01 04:00 +00:00, and has not come"},
		{"it is not due yet", lasts + "## D1 03:00 identified (next: 1h)\n", "D1 03:59", ""},
		{"monitored, and down", lasts + "## D1 03:00 monitoring\n", "D1 04:00", `6: this says "monitoring", but "email" is still in major_outage`},
		{"monitored, and slow", lasts + "## D1 03:00 monitoring (email: degraded)\n", "D1 04:00", ""},
		{"the work overruns", work + "## D1 05:00 in_progress\n", "D1 08:00", "8: the maintenance was to end 2026-03-01 08:00 +00:00, and is still in_progress"},
		{"two weeks without a postmortem", lasts + "## D1 04:00 resolved\n", "D15 04:01", "0: a major incident that ended 2026-03-01 04:00 +00:00 has no postmortem"},
		{"not yet two weeks", lasts + "## D1 04:00 resolved\n", "D15 04:00", ""},
		{"with a postmortem", lasts + "## D1 04:00 resolved\n## Postmortem\n", "D20 04:00", ""},
		{"written down later", "= a\nbackfilled: true\n" + lasts[len("= a\n"):] + "## D1 04:00 resolved\n", "D20 04:00", ""},
		{"overdue", promised, "D5 00:00", "0: the commitment \"Due on the fourth\" is overdue since 2026-03-04\n0: the commitment \"Kept late\" is overdue since 2026-03-04"},
		{"held back", lasts + "## D1 03:00 identified\n", "D1 02:00", "6: this identified is held back until 2026-03-01 03:00 +00:00"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, p := range storiesAt(t, test.stories, test.now).Advice() {
				got = append(got, fmt.Sprintf("%d: %s", p.Pos.Line, p.Message))
				if p.Hint == "" {
					t.Errorf("%q has no hint", p.Message)
				}
			}
			if strings.Join(got, "\n") != test.want {
				t.Errorf("at %s the advice is\n%s\nwant\n%s", test.now, strings.Join(got, "\n"), test.want)
			}
		})
	}
}

func TestTheRecordOfEditsIsThatOfTheFile(t *testing.T) {
	site := siteOf(t, "= a\ncomponents: {email: major}\nstarted: D1 02:00\n---\n= b\ncomponents: {email: major}\nstarted: D1 01:00\n---\n")
	record := status.Record{Known: true, ByFile: map[string]status.History{"content/incidents/a.md": {Revisions: []status.Revision{{Commit: "c0ffee", Edits: []status.Edit{{}}}}}}}
	r := report.At(site, record, on(t, "D2 00:00").Add(time.Millisecond))
	if a, b := r.Incidents[0], r.Incidents[1]; len(a.Evidence.Revisions) != 1 || a.Evidence.Revisions[0].Commit != "c0ffee" || b.Evidence.Revisions != nil {
		t.Errorf("the revisions are %v and %v", a.Evidence.Revisions, b.Evidence.Revisions)
	}
	if !r.Now.Equal(on(t, "D2 00:00")) {
		t.Errorf("now is %v, which is no whole second", r.Now)
	}
}
