package report_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ownup/internal/report"
	"ownup/internal/status"
)

// history has something at a month's turn, on two days, planned, cancelled and noticed.
const history = `
= january
components: {email: degraded}
started: 2026-01-31 23:00
---
## 2026-02-01 00:30 resolved
= two-days
components: {email: major}
started: D5 20:00
---
## D5 21:00 investigating
## D6 04:00 resolved
= in-a-minute
components: {panel: operational}
---
## D6 12:00 resolved
= cancelled-before
kind: maintenance
components: [email]
scheduled: {from: D9 00:00, until: D9 04:00}
---
## D1 12:00 scheduled
## D3 12:00 cancelled
= to-come
kind: maintenance
components: [email]
scheduled: {from: D20 00:00, until: D20 04:00}
---
## D1 12:00 scheduled
= noticed
kind: notice
---
## D5 12:00 update
= lasts
components: {voice: operational}
started: D8 12:00
---
`

func TestMonthsHoldWhatBeganInThem(t *testing.T) {
	var got []string
	for _, m := range storiesAt(t, history, "D9 12:00").Months() {
		got = append(got, fmt.Sprintf("%d-%02d: %s", m.Year, m.Month, idsOf(m.Incidents)))
	}
	want := []string{
		"2026-03: lasts in-a-minute two-days noticed cancelled-before",
		"2026-02: ",
		"2026-01: january",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("the months are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if empty := storiesAt(t, "", "D9 12:00").Months(); len(empty) != 1 || empty[0].Year != 2026 || empty[0].Month != 3 {
		t.Errorf("where nothing happened the months are %v, want this one", empty)
	}
}

func TestTheRecentPastTellsOfEachIncidentOnceAndOfQuietTimes(t *testing.T) {
	recent := func(n int) []string {
		var got []string
		for _, p := range storiesAt(t, history, "D9 12:00").Recent(n) {
			got = append(got, fmt.Sprintf("%s to %s: %s+%d", p.From, p.Until, idsOf(p.Incidents), p.Lasting))
		}
		return got
	}
	want := []string{
		"2026-03-09 to 2026-03-09: +1",
		"2026-03-08 to 2026-03-08: lasts+0",
		"2026-03-07 to 2026-03-07: +0",
		"2026-03-06 to 2026-03-06: in-a-minute+1",
		"2026-03-05 to 2026-03-05: two-days+0",
		"2026-03-04 to 2026-03-04: +0",
		"2026-03-03 to 2026-03-03: cancelled-before+0",
		"2026-02-28 to 2026-03-02: +0",
	}
	if diff := cmp.Diff(want, recent(10)); diff != "" {
		t.Errorf("the recent past (-want +got):\n%s", diff)
	}
	want = []string{"2026-03-09 to 2026-03-09: +1", "2026-03-08 to 2026-03-08: lasts+0", "2026-03-07 to 2026-03-07: +0", "2026-03-06 to 2026-03-06: in-a-minute two-days+0"}
	if diff := cmp.Diff(want, recent(4)); diff != "" {
		t.Errorf("the recent past of what began before it (-want +got):\n%s", diff)
	}
}

func TestADayNamesWhatAffectedTheComponentOnIt(t *testing.T) {
	r := storiesAt(t, history, "D9 12:00")
	var got []string
	for _, d := range r.Component("email").Days(5) {
		got = append(got, fmt.Sprintf("%s %v %d: %s", d.Date, d.Worst, d.Tally.Observed, idsOf(d.Incidents)))
	}
	want := []string{
		"2026-03-05 major_outage 86400: two-days",
		"2026-03-06 major_outage 86400: two-days",
		"2026-03-07 operational 86400: ",
		"2026-03-08 operational 86400: ",
		"2026-03-09 operational 43200: ",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("the days are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestPeriodsAreThoseInWhichTheComponentWasObserved(t *testing.T) {
	r := storiesAt(t, history, "D12 12:00")
	for _, test := range []struct {
		component, want string
		of              func(*report.Component) []report.Period
	}{
		{"email", "2026-03 993600 2026-02 2419200 2026-01 2678400", (*report.Component).Months},
		{"fax", "2026-03 777600 2026-02 2419200 2026-01 2678400", (*report.Component).Months},
		{"fax", "2026-01 5875200", (*report.Component).Years},
	} {
		var got []string
		for _, p := range test.of(r.Component(test.component)) {
			got = append(got, fmt.Sprintf("%s %d", p.Date.String()[:7], p.Tally.Observed))
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s was observed in %v, want %s", test.component, got, test.want)
		}
	}
	site := siteOf(t, "")
	site.Groups[0].Components[0].Since = status.Date{Year: 2027, Month: 1, Day: 1}
	if p := report.At(site, status.Record{}, on(t, "D1 00:00")).Component("email").Months(); p != nil {
		t.Errorf("what was never observed has the months %v", p)
	}
}

func TestTheTimeOfAnIncidentIsToldInManyWays(t *testing.T) {
	r := storiesAt(t, history+`
= learned
components: {sms: major}
started: D2 02:00
---
## D2 03:00 investigating
## D2 06:00 resolved
## D4 06:00 postmortem
`, "D9 12:00")
	for _, test := range []struct{ id, began, published, updated, duration, latest string }{
		{"two-days", "D5 20:00", "D5 21:00", "D6 04:00", "8h0m0s", "resolved"},
		{"cancelled-before", "D3 12:00", "D1 12:00", "D3 12:00", "0s", "cancelled"},
		{"to-come", "D20 00:00", "D1 12:00", "D1 12:00", "0s", "scheduled"},
		{"lasts", "D8 12:00", "D8 12:00", "D8 12:00", "24h0m0s", "-"},
		{"learned", "D2 02:00", "D2 03:00", "D4 06:00", "4h0m0s", "resolved"},
	} {
		i := incident(t, r, test.id)
		latest := "-"
		if u, ok := i.Latest(); ok {
			latest = u.Phase.String()
		}
		got := []string{told(i.Began()), told(i.Published()), told(i.Updated()), i.Duration().String(), latest}
		want := []string{test.began, test.published, test.updated, test.duration, test.latest}
		if strings.Join(got, ", ") != strings.Join(want, ", ") {
			t.Errorf("%s began, was published and updated, lasted, and was last: %v, want %v", test.id, got, want)
		}
	}
	if n := len(incident(t, r, "learned").Postmortem()); n != 1 {
		t.Errorf("it has %d postmortems", n)
	}
}
