package site

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ownup/internal/report"
	"ownup/internal/site/locale"
	"ownup/internal/status"
	"ownup/internal/uptime"
)

// observed gives days from a date on, on which the worst health was as given.
func observed(from status.Date, healths ...status.Health) []report.Day {
	days := make([]report.Day, len(healths))
	for n, h := range healths {
		var t uptime.Tally
		t.Observed, t.Seconds[h] = 86_400, 86_400
		days[n] = report.Day{Date: from.AddDays(n), Tally: t, Worst: h}
	}
	return days
}

func TestADayOfTheYearStandsInTheColumnOfItsWeekAndTheRowOfItsWeekday(t *testing.T) {
	saturday := status.Date{Year: 2026, Month: time.October, Day: 31}
	days := observed(saturday, status.Operational, status.MajorOutage, status.Operational, status.MajorOutage)
	days = append(days, report.Day{Date: saturday.AddDays(4)})
	want := []stroke{{"unknown", "M1 2h.01"}, {"operational", "M0 5h.01M1 0h.01"}, {"major_outage", "M0 6h.01M1 1h.01"}}
	if diff := cmp.Diff(want, points(days, 5)); diff != "" {
		t.Errorf("the points (-want +got):\n%s", diff)
	}
}

func TestAMonthIsNamedAboveTheColumnInWhichItBegins(t *testing.T) {
	words, err := locale.For("en")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		from string
		days int
		want string
	}{
		{"2026-01-01", 60, "Jan 0.00% Feb 40.00% Mar 80.00%"},
		{"2026-01-20", 60, "Feb 10.00% Mar 50.00%"}, // January would touch February
		{"2026-01-01", 1, "Jan 0.00%"},
	} {
		at, err := time.Parse(time.DateOnly, test.from)
		if err != nil {
			t.Fatal(err)
		}
		days := observed(status.DateOf(at, time.UTC), make([]status.Health, test.days)...)
		var got []string
		for _, l := range monthLabels(words, days, 0, 10) {
			got = append(got, l.Name, l.Left)
		}
		if got := strings.Join(got, " "); got != test.want {
			t.Errorf("%d days from %s: %s, want %s", test.days, test.from, got, test.want)
		}
	}
}

func TestABudgetFallsOnTheDaysOnWhichTimeIsLost(t *testing.T) {
	const hour = time.Hour
	for _, test := range []struct {
		name    string
		allowed time.Duration
		left    []time.Duration
		want    string
	}{
		{"nothing is lost", 4 * hour, []time.Duration{4 * hour, 4 * hour}, "zero at 100: M0 0H2 and M0 0H2V100H0z"},
		{"half of it is lost", 4 * hour, []time.Duration{4 * hour, 2 * hour, 2 * hour}, "zero at 100: M0 0H1V50H3 and M0 0H1V50H3V100H0z"},
		{"as much again is lost", 4 * hour, []time.Duration{0, -4 * hour}, "zero at 50: M0 0H0V50H1V100H2 and M0 0H0V50H1V100H2V50H0z"},
		{"nothing is allowed or lost", 0, []time.Duration{0}, "zero at 0: M0 0H1 and M0 0H1V0H0z"},
		{"nothing is allowed, and some is lost", 0, []time.Duration{0, -hour}, "zero at 0: M0 0H1V100H2 and M0 0H1V100H2V0H0z"},
	} {
		zero, line, area := descent(test.left, test.allowed)
		if got := fmt.Sprintf("zero at %d: %s and %s", zero, line, area); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

func TestWhatIsLeftOfABudgetCountsFromTheFirstDayOn(t *testing.T) {
	days := observed(status.Date{Year: 2026, Month: 1, Day: 1}, status.Operational, status.MajorOutage, status.Operational)
	days[1].Tally.Lost = uptime.Weighted{Seconds: 3600}
	want := []time.Duration{2 * time.Hour, time.Hour, time.Hour}
	if diff := cmp.Diff(want, spending(days, 2*time.Hour)); diff != "" {
		t.Errorf("left (-want +got):\n%s", diff)
	}
}
