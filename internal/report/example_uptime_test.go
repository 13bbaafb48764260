package report_test

import (
	"slices"
	"testing"

	"ownup/internal/report"
	"ownup/internal/status"
)

func TestTheDaysOfAnOutageAreCutInTheSitesZone(t *testing.T) {
	r := exampleAt(t, calm)
	for _, test := range []struct {
		component, day                       string
		major, partial, degraded, maintained int64
		percent                              string
		fact                                 string
	}{
		{"transport", "2026-08-22", 71_400, 9_000, 0, 6_000, "14.23", "6,000 + 71,400 + 9,000 s are the whole day"},
		{"transport", "2026-08-23", 0, 27_600, 0, 0, "90.41", "until 07:40"},
		{"core", "2026-08-22", 0, 57_000, 18_000, 0, "80.20", "partial 03:10 to 19:00, slow until midnight"},
		{"core", "2026-08-23", 0, 0, 27_600, 0, "100", "slow costs nothing"},
		{"voice", "2026-08-22", 63_900, 0, 6_300, 0, "26.04", "down 04:30 to 22:15, slow until midnight"},
		{"email", "2026-08-22", 0, 0, 68_400, 0, "100", "slow 04:30 to 23:30"},
		{"email", "2026-08-23", 0, 0, 0, 0, "100", "mail was on time again"},
		{"new-york", "2026-07-14", 60_480, 0, 0, 0, "30.00", "07:12 in Denver to midnight; the rebuild is within"},
		{"new-york", "2026-07-15", 9_000, 0, 0, 0, "89.58", "until 02:30 in Denver"},
		{"voice", "2026-07-14", 0, 25_680, 34_800, 0, "91.08", "07:12 to 14:20, and the rest of the day"},
		{"voice", "2026-07-15", 0, 0, 9_000, 0, "100", "until 02:30"},
		{"core", "2026-08-28", 0, 7_200, 0, 0, "97.50", "midnight in New York is 22:00 in Denver"},
		{"core", "2026-08-29", 0, 3_600, 0, 0, "98.75", "03:00 in New York is 01:00 in Denver"},
		{"email", "2026-08-28", 0, 0, 7_200, 0, "100", "the same two hours"},
		{"billing", "2026-08-18", 0, 0, 37_860, 0, "100", "05:19 to 15:50 in Denver"},
		{"billing", "2025-01-02", 0, 0, 64_800, 0, "100", "18 hours of the first day"},
		{"billing", "2025-01-03", 0, 0, 46_200, 0, "100", "12 hours and 50 minutes of the second"},
		{"voicemail", "2026-03-08", 0, 0, 20_700, 0, "100", "03:00 to 08:45 on a day of 23 hours"},
	} {
		date, _ := status.ParseDate(test.day)
		c := r.Component(test.component)
		n := slices.IndexFunc(c.Days(1000), func(d report.Day) bool { return d.Date == date })
		if n < 0 {
			t.Fatalf("%s has no day %s", test.component, test.day)
		}
		tally := c.Days(1000)[n].Tally
		want := [status.MajorOutage + 1]int64{0, test.maintained, test.degraded, test.partial, test.major}
		for h, seconds := range tally.Seconds {
			if h > 0 && seconds != want[h] {
				t.Errorf("%s on %s: %v for %s, want %s: %s", test.component, test.day, status.Health(h), hms(seconds), hms(want[h]), test.fact)
			}
		}
		if tally.Percent() != test.percent {
			t.Errorf("%s on %s: %s %%, want %s %%: %s", test.component, test.day, tally.Percent(), test.percent, test.fact)
		}
	}
}

func TestTheMonthsOfTheOutages(t *testing.T) {
	r := exampleAt(t, calm)
	const august, september = 31 * 86_400, 30 * 86_400 // no clock changes in them
	for _, test := range []struct {
		component, month string
		lost, observed   int64
		percent          string
		fact             string
	}{
		{"gateways-emea", "2026-08", 26_460, august, "99.01", "26,460 s down"},
		{"licence-server", "2026-08", 33_060, august, "98.76", "33,060 s down"},
		{"billing", "2026-08", 0, august, "100", "orders waited, and none was lost"},
		{"transport", "2026-08", 82_380, august, "96.92", "71,400 + 0.3 × 36,600 s"},
		{"core", "2026-08", 20_340, august, "99.24", "0.3 × 57,000 s, and 0.3 × 10,800 s on the 28th"},
		{"voice", "2026-08", 63_900, august, "97.61", "63,900 s down"},
		{"email", "2026-08", 0, august, "100", "late, and none was lost"},
		{"new-york", "2026-07", 69_480, august, "97.40", "69,480 s down"},
		{"voice", "2026-07", 7_704, august, "99.71", "0.3 × 25,680 s"},
		{"voicemail", "2026-07", 6_354, august, "99.76", "0.3 × 21,180 s"},
		{"email", "2026-09", 30_600, september, "98.81", "30,600 s down"},
		{"core", "2026-09", 30_600, september, "98.81", "30,600 s down"},
		{"support", "2026-09", 28_800, september, "98.88", "28,800 s down"},
		{"chicago", "2026-09", 9_180, september, "99.64", "0.3 × 30,600 s"},
		{"new-york", "2026-09", 4_500, september, "99.82", "0.3 × 15,000 s"},
		{"voice", "2026-09", 6_390, september, "99.75", "0.3 × 21,300 s"},
		{"control-panel", "2026-09", 8_820, september, "99.65", "0.3 × 29,400 s"},
		{"email", "2026-10", 420, august, "99.98", "seven minutes"},
		{"archive", "2024-06", 846, september, "99.96", "0.3 × 2,820 s"},
		{"control-panel", "2024-10", 2_820, august, "99.89", "2,820 s down"},
		{"voicemail", "2026-03", 0, august - 3_600, "100", "a month with a day of 23 hours"},
	} {
		date, _ := status.ParseDate(test.month + "-01")
		months := r.Component(test.component).Months()
		n := slices.IndexFunc(months, func(p report.Period) bool { return p.Date == date })
		if n < 0 {
			t.Fatalf("%s has no month %s", test.component, test.month)
		}
		tally := months[n].Tally
		if tally.Lost.Seconds != test.lost || tally.Lost.Parts != 0 || tally.Observed != test.observed || tally.Percent() != test.percent {
			t.Errorf("%s in %s: lost %v of %d s, %s %%; want %d of %d s, %s %%: %s", test.component, test.month,
				tally.Lost, tally.Observed, tally.Percent(), test.lost, test.observed, test.percent, test.fact)
		}
	}
}

func TestTheWindowsOfTheExample(t *testing.T) {
	const ninety, oneYear = 90 * 86_400, 365 * 86_400
	for _, test := range []struct {
		now, component string
		days           int
		lost, observed int64
		percent        string
		fact           string
	}{
		{outage, "email", 1, 9_000, 27_000, "66.66", "down since 05:00 of a day that is 7 h 30 min old in Denver"},
		{outage, "email", 90, 9_000, ninety - 59_400, "99.88", "89 days and 7 h 30 min"},
		{outage, "core", 1, 9_000, 27_000, "66.66", "down since 05:00"},
		{outage, "core", 90, 29_340, ninety - 59_400, "99.61", "with 20,340 s in August"},
		{outage, "voice", 1, 2_520, 27_000, "90.66", "0.3 × 8,400 s, since 05:10"},
		{outage, "voice", 90, 74_124, ninety - 59_400, "99.03", "with 7,704 s in July and 63,900 s in August"},
		{outage, "control-panel", 1, 2_340, 27_000, "91.33", "0.3 × 7,800 s, since 05:20"},
		{outage, "control-panel", 90, 2_340, ninety - 59_400, "99.96", "nothing else"},
		{outage, "new-york", 1, 2_700, 27_000, "90.00", "0.3 × 9,000 s"},
		{outage, "new-york", 90, 72_180, ninety - 59_400, "99.06", "with 69,480 s in July"},
		{outage, "chicago", 1, 2_700, 27_000, "90.00", "0.3 × 9,000 s"},
		{outage, "chicago", 90, 2_700, ninety - 59_400, "99.96", "nothing else"},
		{outage, "support", 1, 9_000, 27_000, "66.66", "down since 05:00"},
		{outage, "transport", 1, 0, 27_000, "100", "not affected"},
		{outage, "transport", 90, 82_380, ninety - 59_400, "98.93", "the cascade"},
		{outage, "gateways-emea", 90, 26_460, ninety - 59_400, "99.65", "the power loss"},
		{outage, "licence-server", 90, 33_060, ninety - 59_400, "99.57", "the power loss"},
		{outage, "fax", 365, 0, 2_332_800, "100", "retired 27 days after the window begins"},
		{outage, "fax", 90, 0, 0, "", "retired: no data"},

		{calm, "email", 90, 31_020, ninety - 50_400 + 3_600, "99.59", "with the seven minutes in October; a day of 25 hours"},
		{calm, "email", 365, 31_020, oneYear - 50_400, "99.90", "one day of 23 hours and one of 25"},
		{calm, "core", 90, 50_940, ninety - 46_800, "99.34", "20,340 + 30,600 s"},
		{calm, "core", 365, 50_940, oneYear - 50_400, "99.83", "20,340 + 30,600 s"},
		{calm, "voice", 90, 70_290, ninety - 46_800, "99.09", "63,900 + 6,390 s"},
		{calm, "voice", 365, 77_994, oneYear - 50_400, "99.75", "7,704 + 63,900 + 6,390 s"},
		{calm, "control-panel", 90, 8_820, ninety - 46_800, "99.88", "one outage"},
		{calm, "new-york", 90, 4_500, ninety - 46_800, "99.94", "July is gone"},
		{calm, "new-york", 365, 73_980, oneYear - 50_400, "99.76", "with July"},
		{calm, "chicago", 365, 9_180, 18_615_600, "99.95", "in service since 13 April"},
		{calm, "support", 365, 28_800, oneYear - 50_400, "99.90", "one outage"},
		{calm, "transport", 365, 82_380, oneYear - 50_400, "99.73", "the cascade"},
		{calm, "gateways-emea", 365, 26_460, oneYear - 50_400, "99.91", "the power loss"},
		{calm, "licence-server", 365, 33_060, oneYear - 50_400, "99.89", "the power loss"},
		{calm, "fax", 365, 0, 0, "", "retired: no data"},
	} {
		tally := exampleAt(t, test.now).Component(test.component).LastDays(test.days)
		if tally.Lost.Seconds != test.lost || tally.Lost.Parts != 0 || tally.Observed != test.observed || tally.Percent() != test.percent {
			t.Errorf("%s over %d days at %s: lost %v of %d s, %q %%; want %d of %d s, %q %%: %s", test.component, test.days, test.now,
				tally.Lost, tally.Observed, tally.Percent(), test.lost, test.observed, test.percent, test.fact)
		}
	}
}

func TestMaintenanceCanBeLeftOutOfTheExample(t *testing.T) {
	s, err := example()
	if err != nil {
		t.Fatal(err)
	}
	excluding := *s
	excluding.Weights.ExcludeMaintenance = true
	r := report.At(&excluding, status.Record{}, instant(t, calm))
	date, _ := status.ParseDate("2026-08-01")
	for _, p := range r.Component("transport").Months() {
		if p.Date == date && (p.Tally.Observed != 31*86_400-6_000 || p.Tally.Excluded != 6_000 || p.Tally.Lost.Seconds != 82_380) {
			t.Errorf("August is %+v; the 6,000 s before the failure are to be left out, and nothing else", p.Tally)
		}
	}
}
