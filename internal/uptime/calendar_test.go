package uptime

import (
	"slices"
	"testing"
	"time"
	_ "time/tzdata"

	"ownup/internal/status"
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func date(t testing.TB, s string) status.Date {
	t.Helper()
	d, err := status.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestADayIsAsLongAsTheClockMakesIt(t *testing.T) {
	for _, test := range []struct {
		zone, day string
		want      time.Duration
	}{
		{"UTC", "2024-02-29", 24 * time.Hour},
		{"America/Denver", "2024-03-10", 23 * time.Hour},
		{"America/Denver", "2024-11-03", 25 * time.Hour},
		{"Europe/Berlin", "2024-03-31", 23 * time.Hour},
		{"Australia/Lord_Howe", "2024-04-07", 24*time.Hour + 30*time.Minute},
		{"Australia/Lord_Howe", "2024-10-06", 23*time.Hour + 30*time.Minute},
		{"Africa/Cairo", "2024-04-26", 23 * time.Hour}, // begins at one o'clock
		{"Africa/Cairo", "2024-10-31", 25 * time.Hour}, // its last hour comes twice
	} {
		day := date(t, test.day)
		days := Days(day, day.AddDays(1), zone(t, test.zone))
		if len(days) != 1 || days[0].Date != day {
			t.Fatalf("%s: the day is %v", test.zone, days)
		}
		if got := days[0].Until.Sub(days[0].From); got != test.want {
			t.Errorf("%s: %s has %v, want %v", test.zone, test.day, got, test.want)
		}
	}
}

func TestADayThatNeverWasIsLeftOut(t *testing.T) {
	days := Days(date(t, "2011-12-28"), date(t, "2012-01-02"), zone(t, "Pacific/Apia"))
	var got []string
	for n, d := range days {
		got = append(got, d.Date.String()[8:])
		if d.seconds() != 24*3600 {
			t.Errorf("%v has %d s", d.Date, d.seconds())
		}
		if n > 0 && !d.From.Equal(days[n-1].Until) {
			t.Errorf("%v begins at %v, the day before ends at %v", d.Date, d.From, days[n-1].Until)
		}
	}
	if want := []string{"28", "29", "31", "01"}; len(got) != 4 || [4]string(got) != [4]string(want) {
		t.Errorf("days %v, want %v", got, want)
	}
}

func TestMonthsAndYearsAreWhole(t *testing.T) {
	denver := zone(t, "America/Denver")
	from, until := date(t, "2023-11-15"), date(t, "2024-02-01")
	check := func(what string, got []Period, want ...string) {
		t.Helper()
		if len(got) != len(want)-1 {
			t.Fatalf("%s: %v, want the starts %v", what, got, want)
		}
		for n, p := range got {
			first, next := date(t, want[n]), date(t, want[n+1])
			if p != (Period{first, Interval{first.Start(denver), next.Start(denver)}}) {
				t.Errorf("%s: %v, want it from %v to %v", what, p, first, next)
			}
		}
	}
	check("months", Months(from, until, denver), "2023-11-01", "2023-12-01", "2024-01-01", "2024-02-01")
	check("a day more", Months(from, until.AddDays(1), denver),
		"2023-11-01", "2023-12-01", "2024-01-01", "2024-02-01", "2024-03-01")
	check("years", Years(from, until, denver), "2023-01-01", "2024-01-01", "2025-01-01")
	for _, none := range [][]Period{Days(from, from, denver), Months(from, from, denver), Years(until, from, denver)} {
		if none != nil {
			t.Errorf("of no time there is %v, want nothing", none)
		}
	}
}

func TestTheLastDaysAreThoseOfTheCalendar(t *testing.T) {
	denver := zone(t, "America/Denver")
	now := time.Date(2024, 3, 12, 3, 30, 0, 0, time.UTC) // still the 11th in Denver
	for n, first := range map[int]string{1: "2024-03-11", 7: "2024-03-05", 30: "2024-02-11"} {
		if got, want := LastDays(n, now, denver), (Interval{date(t, first).Start(denver), now}); got != want {
			t.Errorf("%d days are %v, want %v", n, got, want)
		}
	}
}

func TestTheFirstWindowIsToday(t *testing.T) {
	if got := Windows(); got[0] != 1 || !slices.IsSorted(got) {
		t.Errorf("windows %v, want them to begin with 1 and to grow", got)
	}
}
