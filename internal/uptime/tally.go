package uptime

import (
	"fmt"
	"math"
	"math/bits"
	"time"

	"ownup/internal/status"
)

// Tally is what happened in a window, counted in seconds. Tallies of several components,
// such as those of a group, can be added; the zero Tally is that of no time at all.
type Tally struct {
	Observed int64    // what uptime is a share of
	Excluded int64    // maintenance that was not observed
	Lost     Weighted // Σ weight × seconds; at most Observed

	// Seconds says how long each health was the worst in force. An instant counts for
	// one health only, excluded or not: the sum is Observed + Excluded.
	Seconds [status.MajorOutage + 1]int64
}

// tally counts one span.
func (s Span) tally() Tally {
	var t Tally
	seconds := s.seconds()
	t.Seconds[s.Health] = seconds
	if s.Excluded {
		t.Excluded = seconds
		return t
	}
	t.Observed = seconds
	t.Lost = weigh(seconds, s.Weight)
	return t
}

// Add gives the tally of both together: another window of the same component, or
// another component of the same group.
func (t Tally) Add(u Tally) Tally {
	t.Observed += u.Observed
	t.Excluded += u.Excluded
	t.Lost = t.Lost.plus(u.Lost)
	for h, seconds := range u.Seconds {
		t.Seconds[h] += seconds
	}
	return t
}

// NoData reports whether nothing was observed, so that there is no uptime to speak of.
// Where Excluded is not 0, that is because all was excluded maintenance.
func (t Tally) NoData() bool { return t.Observed == 0 }

// Worst gives the worst health that was ever in force; Operational where there is none.
func (t Tally) Worst() status.Health {
	worst := status.Operational
	for h, seconds := range t.Seconds {
		if seconds > 0 {
			worst = status.Health(h)
		}
	}
	return worst
}

// In gives the time for which a health was the worst in force.
func (t Tally) In(h status.Health) time.Duration { return duration(t.Seconds[h]) }

// Share gives the uptime from 0 to 1, as the nearest float64; NaN where there is no
// data. It is for programs; what people read is Percent, and what decides is Meets.
func (t Tally) Share() float64 {
	if t.NoData() {
		return math.NaN()
	}
	lost := float64(t.Lost.Seconds) + float64(t.Lost.Parts)/float64(status.Whole)
	return 1 - lost/float64(t.Observed)
}

// BasisPoints gives the uptime in hundredths of a percent, cut, never rounded up: 9871
// is 98.71 %, and only what lost nothing at all is 10000. It is 0 where there is no data.
func (t Tally) BasisPoints() int {
	if t.NoData() {
		return 0
	}
	const all = 10_000
	hi, lo := t.Lost.parts()
	lost, rest := bits.Div64(hi, lo, uint64(t.Observed)*uint64(status.Whole/all))
	if rest > 0 {
		lost++
	}
	return all - int(lost)
}

// Percent gives the uptime as people read it, without the sign: "98.71", cut to two
// decimals; "100" for exactly all of the time; "" where there is no data.
func (t Tally) Percent() string {
	if t.NoData() {
		return ""
	}
	points := t.BasisPoints()
	if points == 100_00 {
		return "100"
	}
	return fmt.Sprintf("%d.%02d", points/100, points%100)
}

// Downtime gives the time lost, by weight, rounded up to whole seconds.
func (t Tally) Downtime() time.Duration { return duration(t.Lost.ceil()) }

// Meets reports whether the uptime is at least the objective, which is at most
// [status.Whole]. It compares exact values;
// an objective of two decimals or fewer is met exactly when Percent does not fall short
// of it. Where there is no data nothing was missed.
func (t Tally) Meets(slo status.Fraction) bool {
	return t.Lost.compare(weigh(t.Observed, status.Whole-slo)) <= 0
}

// Budget is how much time an objective allows to be lost, by weight, in whole seconds.
type Budget struct {
	Allowed time.Duration // cut
	Spent   time.Duration // rounded up: the downtime
	Left    time.Duration // cut; negative exactly when the objective is missed
}

// Budget gives the error budget of an objective over the time observed. Each amount is
// rounded by itself, from exact values: Left may be a second more than Allowed − Spent.
func (t Tally) Budget(slo status.Fraction) Budget {
	allowed := weigh(t.Observed, status.Whole-slo)
	return Budget{
		Allowed: duration(allowed.Seconds),
		Spent:   t.Downtime(),
		Left:    duration(allowed.minus(t.Lost).Seconds),
	}
}

// duration gives seconds as a Duration; like [time.Time.Sub] it stops at the longest one
// there is, which is 292 years.
func duration(seconds int64) time.Duration {
	const longest = math.MaxInt64 / int64(time.Second)
	return time.Duration(min(max(seconds, -longest), longest)) * time.Second
}
