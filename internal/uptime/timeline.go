package uptime

import (
	"slices"
	"time"

	"ownup/internal/status"
)

// Span is an interval in which neither the health of a component nor what it costs
// changes.
type Span struct {
	Interval
	Health   status.Health   // the worst of the effects in force; Operational where there are none
	Weight   status.Fraction // the largest of the effects in force; 0 where there are none
	Excluded bool            // maintenance that is not observed: it makes uptime neither better nor worse
}

// Timeline is what one component went through. Its spans are sorted and not empty, each
// begins where the one before ends, and no two neighbours are alike. A timeline of a
// component that was never observed, such as the zero Timeline, has none.
type Timeline struct{ spans []Span }

// New gives the timeline of a component over the time in which it was observed. The
// effects are those of this component from all incidents, in any order; what they say of
// times that were not observed is dropped. An effect that begins and ends
// within one second has no length.
//
// Costs are at most [status.Whole]. Where the weights exclude maintenance, maintenance
// itself weighs nothing, and a span of it in which nothing else does either is Excluded.
func New(effects []status.Effect, observed Interval, weights status.Weights) Timeline {
	observed = observed.whole()
	var t Timeline
	at := situation{weights: weights}
	from := observed.From
	for _, e := range edgesOf(effects, observed) {
		t.append(at.span(Interval{from, e.at}))
		at.inForce[e.health] += e.step
		from = e.at
	}
	t.append(at.span(Interval{from, observed.Until}))
	return t
}

// append adds what comes next, or lengthens the last span where nothing changes.
func (t *Timeline) append(next Span) {
	if next.Empty() {
		return
	}
	if n := len(t.spans); n > 0 {
		last := &t.spans[n-1]
		if last.Health == next.Health && last.Weight == next.Weight && last.Excluded == next.Excluded {
			last.Until = next.Until
			return
		}
	}
	t.spans = append(t.spans, next)
}

// Observed gives the interval that the timeline covers; it is empty where the component
// was never observed.
func (t Timeline) Observed() Interval {
	if len(t.spans) == 0 {
		return Interval{}
	}
	return Interval{From: t.spans[0].From, Until: t.spans[len(t.spans)-1].Until}
}

// At gives the span that holds an instant; false where the component was not observed
// then. Since a lifetime ends before now, that is also the answer for now itself.
func (t Timeline) At(instant time.Time) (Span, bool) {
	n := t.index(instant)
	if n == len(t.spans) || instant.Before(t.spans[n].From) {
		return Span{}, false
	}
	return t.spans[n], true
}

// Spans gives the part of the timeline that lies in the window, its ends cut to fit.
func (t Timeline) Spans(window Interval) []Span {
	window = window.whole().Overlap(t.Observed())
	if window.Empty() {
		return nil
	}
	first, last := t.index(window.From), t.index(window.Until.Add(-time.Second))
	spans := slices.Clone(t.spans[first : last+1])
	spans[0].From = window.From
	spans[len(spans)-1].Until = window.Until
	return spans
}

// Over counts the part of the timeline that lies in the window. Tallies of adjacent
// windows add up to that of both together.
func (t Timeline) Over(window Interval) Tally {
	var sum Tally
	for _, s := range t.Spans(window) {
		sum = sum.Add(s.tally())
	}
	return sum
}

// index gives the place of the first span that ends after the instant, which is the one
// that holds it if any does.
func (t Timeline) index(instant time.Time) int {
	n, _ := slices.BinarySearchFunc(t.spans, instant, func(s Span, instant time.Time) int {
		if s.Until.After(instant) {
			return 1
		}
		return -1
	})
	return n
}

// edge is an instant at which an effect begins (step 1) or ends (step -1).
type edge struct {
	at     time.Time
	health status.Health
	step   int
}

// edgesOf gives the edges of the effects within an interval, in order of time.
func edgesOf(effects []status.Effect, within Interval) []edge {
	edges := make([]edge, 0, 2*len(effects))
	for _, e := range effects {
		held := Interval{From: e.From, Until: e.Until}
		if e.Until.IsZero() {
			held.Until = within.Until
		}
		held = held.whole().Overlap(within)
		if held.Empty() {
			continue
		}
		edges = append(edges, edge{held.From, e.Health, 1}, edge{held.Until, e.Health, -1})
	}
	slices.SortFunc(edges, func(a, b edge) int { return a.at.Compare(b.at) })
	return edges
}

// situation is which effects are in force at an instant: how many of each health.
type situation struct {
	weights status.Weights
	inForce [status.MajorOutage + 1]int
}

// span gives the interval as a span in which the situation does not change.
func (at situation) span(over Interval) Span {
	s := Span{Interval: over}
	for _, h := range status.Healths() {
		if at.inForce[h] == 0 {
			continue
		}
		s.Health = h
		if h == status.UnderMaintenance && at.weights.ExcludeMaintenance {
			s.Excluded = true
			continue
		}
		s.Weight = max(s.Weight, at.weights.Cost[h])
	}
	s.Excluded = s.Excluded && s.Weight == 0
	return s
}
