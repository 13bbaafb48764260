package uptime

import (
	"math"
	"testing"
	"time"

	"ownup/internal/status"
)

const day, year = 24 * 3600, 365 * 24 * 3600 // in seconds

// down is the tally of some seconds, of which some were lost.
func down(observed, lost int64) Tally {
	t := Tally{Observed: observed, Lost: Weighted{Seconds: lost}}
	t.Seconds[status.Operational] = observed - lost
	t.Seconds[status.MajorOutage] = lost
	return t
}

func TestAPercentageIsCut(t *testing.T) {
	for _, test := range []struct {
		tally Tally
		want  string
	}{
		{Tally{}, ""},
		{down(day, 0), "100"},
		{down(day, day), "0.00"},
		{down(day, day-1), "0.00"},
		{down(day, 1), "99.99"},
		{down(year, 1), "99.99"},
		{Tally{Observed: 50 * year, Lost: Weighted{Parts: 1}}, "99.99"},
		{down(10_000, 1), "99.99"},
		{down(10_000, 2), "99.98"},
		{down(20_000, 3), "99.98"},
		{down(10_000, 129), "98.71"},
		{down(8, 1), "87.50"},
		{down(100, 99), "1.00"},
		{down(3, 2), "33.33"},
	} {
		if got := test.tally.Percent(); got != test.want {
			t.Errorf("%d s lost of %d: %q, want %q", test.tally.Lost.Seconds, test.tally.Observed, got, test.want)
		}
	}
}

func TestDowntimeIsRoundedUp(t *testing.T) {
	effects := []status.Effect{{Health: status.PartialOutage, From: hour(0), Until: hour(0).Add(11 * time.Second)}}
	tally := New(effects, Interval{hour(0), hour(1)}, status.DefaultWeights()).Over(Interval{hour(0), hour(1)})
	if want := (Weighted{3, status.Whole * 3 / 10}); tally.Lost != want {
		t.Errorf("11 s at three tenths lose %v, want %v", tally.Lost, want)
	}
	if tally.Downtime() != 4*time.Second {
		t.Errorf("downtime %v, want 4s", tally.Downtime())
	}
}

func TestNoDataIsNotUptime(t *testing.T) {
	var none Tally
	if !none.NoData() || none.Percent() != "" || none.BasisPoints() != 0 || !math.IsNaN(none.Share()) {
		t.Errorf("no data is told as %q, %d, %v", none.Percent(), none.BasisPoints(), none.Share())
	}
	if !none.Meets(status.Whole) {
		t.Error("no data misses an objective")
	}
}

func TestAGroupWeighsItsComponentsByTheirTime(t *testing.T) {
	group := down(300, 30).Add(down(100, 0)).Add(Tally{})
	if got := group.Percent(); got != "92.50" {
		t.Errorf("uptime %s, want 92.50", got)
	}
	if got := group.Share(); got != 0.925 {
		t.Errorf("share %v, want 0.925", got)
	}
	if got := group.Worst(); got != status.MajorOutage {
		t.Errorf("worst %v, want a major outage", got)
	}
}

func TestAnObjectiveIsComparedExactly(t *testing.T) {
	const slo = status.Whole * 9_995 / 10_000 // of 30 days 1296 s may be lost
	for _, test := range []struct {
		lost Weighted
		want Budget
	}{
		{Weighted{}, Budget{1296 * time.Second, 0, 1296 * time.Second}},
		{Weighted{1296, 0}, Budget{1296 * time.Second, 1296 * time.Second, 0}},
		{Weighted{1295, 1}, Budget{1296 * time.Second, 1296 * time.Second, 0}},
		{Weighted{1296, 1}, Budget{1296 * time.Second, 1297 * time.Second, -1 * time.Second}},
		{Weighted{1300, 0}, Budget{1296 * time.Second, 1300 * time.Second, -4 * time.Second}},
	} {
		tally := Tally{Observed: 30 * day, Lost: test.lost}
		if got := tally.Budget(slo); got != test.want {
			t.Errorf("%v lost: budget %v, want %v", test.lost, got, test.want)
		}
		if got, want := tally.Meets(slo), test.want.Left >= 0; got != want {
			t.Errorf("%v lost: met %v, want %v", test.lost, got, want)
		}
	}
}

func TestAThousandComponentsFitForFiftyYears(t *testing.T) {
	one := New([]status.Effect{{Health: status.MajorOutage, From: hour(0)}},
		Interval{hour(0), hour(50 * 365 * 24)}, status.DefaultWeights())
	var all Tally
	for range 1000 {
		all = all.Add(one.Over(one.Observed()))
	}
	if want := down(1000*50*year, 1000*50*year); all != want {
		t.Errorf("tally %v, want %v", all, want)
	}
	if got := all.Percent(); got != "0.00" {
		t.Errorf("uptime %s, want 0.00", got)
	}
	all.Lost.Seconds -= 500 * 50 * year
	if got := all.Percent(); got != "50.00" {
		t.Errorf("half of it lost is %s, want 50.00", got)
	}
	if got := all.Downtime(); got != time.Duration(math.MaxInt64).Truncate(time.Second) {
		t.Errorf("downtime %v, want the longest there is", got)
	}
}
