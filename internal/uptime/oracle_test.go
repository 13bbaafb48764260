package uptime

import (
	"math/big"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ownup/internal/status"
)

// history is all that a timeline is made of.
type history struct {
	zone     *time.Location
	observed Interval
	effects  []status.Effect
	weights  status.Weights
}

// at is the oracle: what one second is, from the words of the rule.
func (h history) at(second int64) (worst status.Health, dearest status.Fraction, excluded bool) {
	maintained := false
	for _, e := range h.effects {
		if second < e.From.Unix() {
			continue
		}
		if !e.Until.IsZero() && second >= e.Until.Unix() {
			continue
		}
		worst = max(worst, e.Health)
		if h.weights.ExcludeMaintenance && e.Health == status.UnderMaintenance {
			maintained = true
		} else {
			dearest = max(dearest, h.weights.Cost[e.Health])
		}
	}
	return worst, dearest, maintained && dearest == 0
}

// count asks the oracle for each second of a window.
func (h history) count(window Interval) Tally {
	var t Tally
	var lost int64 // in ten-millionths: enough for 29,000 years
	for s := window.From.Unix(); s < window.Until.Unix(); s++ {
		if s < h.observed.From.Unix() || s >= h.observed.Until.Unix() {
			continue
		}
		worst, dearest, excluded := h.at(s)
		t.Seconds[worst]++
		if excluded {
			t.Excluded++
			continue
		}
		t.Observed++
		lost += int64(dearest)
	}
	t.Lost = Weighted{lost / int64(status.Whole), status.Fraction(lost % int64(status.Whole))}
	return t
}

// byDay asks the oracle for each second that was observed, and the calendar for its day.
func (h history) byDay() map[status.Date]Tally {
	days := map[status.Date]Tally{}
	for s := h.observed.From.Unix(); s < h.observed.Until.Unix(); s++ {
		at := time.Unix(s, 0)
		day := status.DateOf(at, h.zone)
		days[day] = days[day].Add(h.count(Interval{at, at.Add(time.Second)}))
	}
	return days
}

// A change is a day on which a zone changes its clock; UTC has a leap day.
type change struct{ zone, day string }

func changes() []change {
	return []change{
		{"UTC", "2024-02-29"},
		{"America/Denver", "2024-03-10"},
		{"America/Denver", "2024-11-03"},
		{"Europe/Berlin", "2024-03-31"},
		{"Europe/Berlin", "2024-10-27"},
		{"Australia/Lord_Howe", "2024-04-07"},
		{"Australia/Lord_Howe", "2024-10-06"},
		{"Africa/Cairo", "2024-04-26"},
		{"Africa/Cairo", "2024-10-31"},
	}
}

// evenly draws a number from 0 to below n, each as likely: rapid's own numbers are mostly
// small, and small numbers of seconds hardly meet each other or midnight.
func evenly(n int) *rapid.Generator[int] {
	return rapid.Custom(func(t *rapid.T) int {
		number := 0
		for _, bit := range rapid.SliceOfN(rapid.Bool(), 30, 30).Draw(t, "bits") {
			number *= 2
			if bit {
				number++
			}
		}
		return number % n
	})
}

// instants draws instants of the 50 hours around a beginning, many of them at full
// hours so that edges meet, and some within a second.
func instants(t *rapid.T, from time.Time) time.Time {
	if rapid.Bool().Draw(t, "at a full hour") {
		return from.Add(time.Duration(evenly(50).Draw(t, "hour")-5) * time.Hour)
	}
	at := from.Add(time.Duration(evenly(50*3600).Draw(t, "second")-5*3600) * time.Second)
	return at.Add(time.Duration(rapid.IntRange(0, 1).Draw(t, "halves")) * time.Second / 2)
}

// effects draws effects near a beginning; one in eight lasts, and a few are empty.
func effects(t *rapid.T, from time.Time) []status.Effect {
	var all []status.Effect
	for range evenly(9).Draw(t, "effects") {
		span := ordered(instants(t, from), instants(t, from))
		e := status.Effect{Health: health(t), From: span.From, Until: span.Until}
		if evenly(8).Draw(t, "lasts") == 7 {
			e.Until = time.Time{}
		}
		all = append(all, e)
	}
	return all
}

func ordered(a, b time.Time) Interval {
	if b.Before(a) {
		a, b = b, a
	}
	return Interval{a, b}
}

func health(t *rapid.T) status.Health {
	return rapid.SampledFrom(status.Healths()[1:]).Draw(t, "health")
}

func weights(t *rapid.T) status.Weights {
	if rapid.Bool().Draw(t, "default weights") {
		return status.DefaultWeights()
	}
	w := status.Weights{ExcludeMaintenance: rapid.Bool().Draw(t, "exclude maintenance")}
	for _, h := range status.Healths()[1:] {
		w.Cost[h] = status.Fraction(rapid.SampledFrom([]int64{0, 1, 3_000_000, 9_999_999, 10_000_000}).Draw(t, h.String()))
	}
	return w
}

func histories(t *rapid.T, zones map[string]*time.Location) history {
	c := rapid.SampledFrom(changes()).Draw(t, "change")
	day, _ := status.ParseDate(c.day)
	h := history{zone: zones[c.zone]}
	from := day.Start(h.zone).Add(-time.Duration(evenly(24).Draw(t, "hours before")) * time.Hour)
	h.observed = Interval{from, from.Add(time.Duration(evenly(40*3600).Draw(t, "observed")) * time.Second)}
	h.effects = effects(t, from)
	h.weights = weights(t)
	return h
}

func zones(t *testing.T) map[string]*time.Location {
	all := map[string]*time.Location{}
	for _, c := range changes() {
		all[c.zone] = zone(t, c.zone)
	}
	return all
}

func TestATimelineIsWhatEachOfItsSecondsIs(t *testing.T) {
	zones := zones(t)
	rapid.Check(t, func(t *rapid.T) {
		h := histories(t, zones)
		timeline := New(h.effects, h.observed, h.weights)
		for s := h.observed.From.Unix(); s < h.observed.Until.Unix(); s++ {
			health, weight, excluded := h.at(s)
			span, ok := timeline.At(time.Unix(s, 0))
			if !ok || span.Health != health || span.Weight != weight || span.Excluded != excluded {
				t.Fatalf("at %v: %v, %v; want %v, weighing %d, excluded %v",
					time.Unix(s, 0).UTC(), span, ok, health, weight, excluded)
			}
		}
		window := ordered(instants(t, h.observed.From), instants(t, h.observed.From))
		if got, want := timeline.Over(window), h.count(window); got != want {
			t.Fatalf("over %v: %+v, want %+v", window, got, want)
		}
	})
}

func TestADayCountsTheSecondsThatFallOnIt(t *testing.T) {
	zones := zones(t)
	rapid.Check(t, func(t *rapid.T) {
		h := histories(t, zones)
		timeline := New(h.effects, h.observed, h.weights)
		want := h.byDay()
		first := status.DateOf(h.observed.From, h.zone)
		for _, d := range Days(first, first.AddDays(4), h.zone) {
			if got := timeline.Over(d.Interval); got != want[d.Date] {
				t.Fatalf("%v in %v: %+v, want %+v", d.Date, h.zone, got, want[d.Date])
			}
			delete(want, d.Date)
		}
		if len(want) > 0 {
			t.Fatalf("no day has %+v", want)
		}
	})
}

func TestSpansAreContiguousAndMerged(t *testing.T) {
	zones := zones(t)
	rapid.Check(t, func(t *rapid.T) {
		h := histories(t, zones)
		timeline := New(h.effects, h.observed, h.weights)
		if got := timeline.Observed(); !h.observed.Empty() && got != h.observed.whole() {
			t.Fatalf("it covers %v, want %v", got, h.observed)
		}
		spans := timeline.Spans(h.observed)
		for n, s := range spans {
			if s.Empty() {
				t.Fatalf("span %d is empty: %v", n, s)
			}
			if n == 0 {
				continue
			}
			last := spans[n-1]
			if s.From != last.Until {
				t.Fatalf("span %d begins at %v, the one before ends at %v", n, s.From, last.Until)
			}
			if last.Interval = s.Interval; last == s {
				t.Fatalf("span %d is like the one before: %v", n, s)
			}
		}
		shuffled := New(rapid.Permutation(h.effects).Draw(t, "shuffled"), h.observed, h.weights)
		if got := shuffled.Spans(h.observed); !slices.Equal(got, spans) {
			t.Fatalf("in another order: %v, want %v", got, spans)
		}
	})
}

func TestDaysMonthsAndYearsAddUpToTheWhole(t *testing.T) {
	zones := zones(t)
	rapid.Check(t, func(t *rapid.T) {
		zone := zones[rapid.SampledFrom(changes()).Draw(t, "change").zone]
		start := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
		at := func(label string) time.Time {
			return start.Add(time.Duration(evenly(5*year).Draw(t, label)) * time.Second)
		}
		var effects []status.Effect
		for range evenly(20).Draw(t, "effects") {
			span := ordered(at("from"), at("until"))
			effects = append(effects, status.Effect{Health: health(t), From: span.From, Until: span.Until})
		}
		observed := ordered(at("since"), at("now"))
		timeline := New(effects, observed, weights(t))
		want := timeline.Over(observed)

		first, last := status.DateOf(observed.From, zone), status.DateOf(observed.Until, zone).AddDays(1)
		for name, periods := range map[string][]Period{
			"days":   Days(first, last, zone),
			"months": Months(first, last, zone),
			"years":  Years(first, last, zone),
		} {
			var sum Tally
			for n, p := range periods {
				if n > 0 && p.From != periods[n-1].Until {
					t.Fatalf("%s: %v does not begin where %v ends", name, p, periods[n-1])
				}
				sum = sum.Add(timeline.Over(p.Interval))
			}
			if sum != want {
				t.Fatalf("the %s sum up to %+v, want %+v", name, sum, want)
			}
		}
	})
}

// tallies draws tallies of one component for a minute to a thousand for fifty years.
func tallies(t *rapid.T) Tally {
	observed := rapid.OneOf(
		rapid.Int64Range(1, 60), rapid.Int64Range(1, 400*day), rapid.Int64Range(1, 50_000*year),
	).Draw(t, "observed")
	lost := rapid.OneOf(rapid.Int64Range(0, min(observed, 60)), rapid.Int64Range(0, observed)).Draw(t, "lost")
	tally := Tally{Observed: observed, Lost: Weighted{Seconds: lost}}
	if lost < observed {
		tally.Lost.Parts = status.Fraction(rapid.Int64Range(0, int64(status.Whole)-1).Draw(t, "parts"))
	}
	return tally
}

// exact gives the uptime as a fraction, worked out the plain way.
func exact(t Tally) *big.Rat {
	lost := new(big.Rat).SetInt64(t.Lost.Seconds)
	lost.Add(lost, big.NewRat(int64(t.Lost.Parts), int64(status.Whole)))
	lost.Quo(lost, new(big.Rat).SetInt64(t.Observed))
	return lost.Sub(big.NewRat(1, 1), lost)
}

func TestAPercentageIsNeverRoundedUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tally := tallies(t)
		shown, ok := new(big.Rat).SetString(tally.Percent())
		if !ok {
			t.Fatalf("%q is no number", tally.Percent())
		}
		short := exact(tally)
		short.Mul(short, big.NewRat(100, 1)).Sub(short, shown)
		if short.Sign() < 0 || short.Cmp(big.NewRat(1, 100)) >= 0 {
			t.Fatalf("%v is shown as %v, which is %v less", exact(tally), tally.Percent(), short)
		}
		if full := tally.Lost == (Weighted{}); full != (tally.Percent() == "100") {
			t.Fatalf("with %v lost it is shown as %s", tally.Lost, tally.Percent())
		}
	})
}

func TestAnObjectiveIsMetExactlyWhenItsBudgetIsNotOverspent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tally := tallies(t)
		points := rapid.IntRange(0, 10_000).Draw(t, "basis points")
		slo := status.Fraction(points) * status.Whole / 10_000
		want := exact(tally).Cmp(big.NewRat(int64(slo), int64(status.Whole))) >= 0
		if got := tally.Meets(slo); got != want {
			t.Fatalf("%v of %v: met %v, want %v", exact(tally), slo, got, want)
		}
		if got := tally.BasisPoints() >= points; got != want {
			t.Fatalf("%s is shown for an objective of %d: met %v, want %v", tally.Percent(), points, got, want)
		}
		if got := tally.Budget(slo); (got.Left >= 0) != want {
			t.Fatalf("%v of %v: left %v, want met %v", exact(tally), slo, got.Left, want)
		}
	})
}
