package report_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"ownup/internal/report"
)

// measures writes lengths of time in hours and minutes, "-" where they are not known.
func measures(all ...report.Measure) string {
	var texts []string
	for _, m := range all {
		text := "-"
		if m.Known {
			text = fmt.Sprintf("%d:%02d", m.Duration/time.Hour, m.Duration/time.Minute%60)
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, " ")
}

func TestTheClockTellsHowLongPeopleWaitedForWords(t *testing.T) {
	const story = `
= a
components: {email: major}
started: D1 02:00
detected: D1 02:10
---
## D1 03:00 investigating (next: 1h)
## D1 05:00 identified (next: 1h)
## D1 06:00 update (next: 5h)
## D1 08:00 resolved since 07:30 (next: 1d)
## D1 20:00 update
## D9 10:00 postmortem
`
	for _, test := range []struct {
		name, story, now, want string
		promises, broken       int
	}{
		{"just said", story, "D1 03:00", "0:10 1:00 0:00 -", 1, 0},
		{"before the promise falls due", story, "D1 03:59", "0:10 1:00 0:59 -", 1, 0},
		{"when it falls due without a word", story, "D1 04:00", "0:10 1:00 1:00 -", 1, 1},
		{"with the late word", story, "D1 05:00", "0:10 1:00 2:00 -", 2, 1},
		{"a word that comes when promised is in time", story, "D1 06:00", "0:10 1:00 2:00 -", 3, 1},
		{"resolved", story, "D1 08:00", "0:10 1:00 2:00 5:30", 3, 1},
		{"nothing counts after that", story, "D10 00:00", "0:10 1:00 2:00 5:30", 3, 1},
		{
			"reopened: silence in between does not count", story + "## D10 01:00 investigating (email: partial)\n## D10 06:00 resolved\n", "D11 00:00",
			"0:10 1:00 5:00 220:00", 3, 1,
		},
		{
			"told when all was over", "= a\ncomponents: {email: major}\nstarted: D1 02:00\n---\n## D1 03:10 resolved since 02:07\n", "D2 00:00",
			"- 1:10 0:00 0:07", 0, 0,
		},
		{
			"begun with an update", "= a\ncomponents: {email: major}\n---\n## D1 03:00 update (next: 1h)\n## D1 06:00 resolved\n", "D2 00:00",
			"- 0:00 3:00 3:00", 1, 1,
		},
		{
			"detected later than now", "= a\ncomponents: {email: major}\ndetected: D1 05:00\n---\n## D1 03:00 update\n", "D1 04:00",
			"- 0:00 1:00 -", 0, 0,
		},
		{
			"what is learned while it lasts is a word", "= a\ncomponents: {email: major}\n---\n## D1 03:00 monitoring (next: 3h)\n## D1 05:00 postmortem\n## D1 07:00 resolved\n", "D2 00:00",
			"- 0:00 2:00 4:00", 1, 0,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			k := incident(t, storiesAt(t, test.story, test.now), "a").Clock
			got := fmt.Sprint(measures(k.Detect, k.FirstWord, k.Silence, k.Resolve), ", ", k.Broken, " of ", k.Promises)
			if want := fmt.Sprint(test.want, ", ", test.broken, " of ", test.promises); got != want {
				t.Errorf("at %s the clock shows %s, want %s", test.now, got, want)
			}
		})
	}
}

func TestOnlyWhatWasToldWhileItLastedHasAClock(t *testing.T) {
	for name, story := range map[string]string{
		"backfilled":      "= a\nbackfilled: true\ncomponents: {email: major}\nstarted: D1 02:00\n---\n## D1 05:00 resolved\n",
		"without updates": "= a\ncomponents: {email: major}\nstarted: D1 02:00\n---\n",
		"a notice":        "= a\nkind: notice\n---\n## D1 05:00 update\n",
		"a maintenance":   "= a\nkind: maintenance\ncomponents: [email]\nscheduled: {from: D1 02:00, until: D1 04:00}\n---\n## D1 01:00 scheduled\n",
	} {
		if k := incident(t, storiesAt(t, story, "D2 00:00"), "a").Clock; k != nil {
			t.Errorf("%s: it has the clock %+v", name, k)
		}
	}
}

// years has two incidents in 2025, the first at the turn of the year, none in 2024 but
// one in 2023, and others in March 2026, of which one lasts.
const years = `
= 2023
components: {email: degraded}
started: 2023-05-01 00:00
detected: 2023-05-01 00:10
---
## 2023-05-01 01:00 investigating (next: 30m)
## 2023-05-01 03:00 resolved since 02:00
= 2025-first
components: {email: major}
started: 2025-01-01 00:00
---
## 2025-01-01 00:30 investigating
## 2025-01-01 01:00 resolved
= 2025-words
components: {email: operational}
started: 2025-03-01 00:00
detected: 2025-03-01 01:00
---
## 2025-03-01 01:30 investigating
## 2025-03-02 01:00 resolved since 2025-03-02 00:00
= 2025-second
backfilled: true
components: {email: major}
started: 2025-01-11 00:00
---
## 2025-02-01 00:30 resolved since 2025-01-11 03:00
= 2026-lasts
components: {email: major}
started: D1 00:00
---
## D1 00:30 investigating
= 2026-planned
kind: maintenance
components: [email]
scheduled: {from: D1 02:00, until: D1 04:00}
---
## D1 01:00 scheduled
`

func TestAYearAddsUpWhatBeganInIt(t *testing.T) {
	r := storiesAt(t, years, "D2 00:00")
	var got []string
	for _, y := range append(r.Years(), r.Total()) {
		got = append(got, fmt.Sprintf("%d: %d, %d affecting, MTTR and MTBF %s; %d told: %s, %d of %d", y.Year, y.Incidents, y.Affecting,
			measures(y.MTTR, y.MTBF), y.Told, measures(y.Detect, y.FirstWord, y.Silence, y.Resolve), y.Broken, y.Promises))
	}
	want := []string{
		"2026: 1, 1 affecting, MTTR and MTBF - -; 1 told: - 0:30 23:30 -, 0 of 0",
		"2025: 3, 2 affecting, MTTR and MTBF 2:00 240:00; 2 told: 1:00 1:00 12:00 12:30, 0 of 0",
		"2024: 0, 0 affecting, MTTR and MTBF - -; 0 told: - - - -, 0 of 0",
		"2023: 1, 1 affecting, MTTR and MTBF 2:00 -; 1 told: 0:10 1:00 2:00 2:00, 1 of 1",
		// 1,035 days from first to last, of four
		"0: 5, 4 affecting, MTTR and MTBF 2:00 8280:00; 4 told: 0:35 0:45 12:45 2:00, 1 of 1",
	}
	if len(got) != len(want) {
		t.Fatalf("the years are\n%s", strings.Join(got, "\n"))
	}
	for n := range want {
		if got[n] != want[n] {
			t.Errorf("it is\n%s\nwant\n%s", got[n], want[n])
		}
	}
	if years := storiesAt(t, "", "D2 00:00").Years(); years != nil {
		t.Errorf("where nothing happened the years are %v", years)
	}
}
