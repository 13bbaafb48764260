package status

import (
	"slices"
	"time"
)

// running follows a maintenance through its updates: which window counts, since when it
// runs, and when it ran before.
type running struct {
	window Window    // the one that counts
	begun  bool      // in_progress or verifying was said of this window: only words can end it
	since  time.Time // where begun: since when
	over   time.Time // where it was said to be over: since when; zero: it was not
	past   []Window  // when it ran, under this window and earlier ones
}

// say takes the next update that changes the phase.
func (r *running) say(u Update) {
	t := u.Effective()
	switch u.Phase {
	case InProgress:
		r.begin(t)
	case Verifying: // what is verified was done: in its window, unless that was over
		if r.over.IsZero() {
			t = earlier(r.window.From, t)
		}
		r.begin(t)
	case Completed, Cancelled:
		r.stop(t)
		r.past = before(t, r.past) // for one who says it again, and says it better
		r.begun, r.over = false, t
	case Scheduled:
		if u.Window == (Window{}) {
			return
		}
		if !r.begun {
			t = earlier(r.window.Until, t) // where the clock ended it
		}
		r.stop(t)
		r.window, r.begun, r.over = u.Window, false, time.Time{}
	}
}

// begin says that it runs since t, unless it is known to run already.
func (r *running) begin(t time.Time) {
	if !r.begun {
		r.begun, r.since, r.over = true, t, time.Time{}
	}
}

// stop ends what runs at t, by words or by the clock; nothing does where it is over.
func (r *running) stop(t time.Time) {
	start := r.window.From
	if r.begun {
		start = r.since
	}
	if r.over.IsZero() && start.Before(t) {
		r.past = append(r.past, Window{From: start, Until: t})
	}
}

// at gives the spans in which it ran, as known at now, apart from each other and oldest
// first, the last one without an end where only words can end it; and its phase, which
// the clock moves where no words did.
func (r *running) at(now time.Time, phase Phase) ([]Window, Phase) {
	switch {
	case !r.over.IsZero():
		return merged(r.past), phase
	case r.begun:
		return merged(append(r.past, Window{From: r.since})), phase
	case now.Before(r.window.From):
		return merged(r.past), Scheduled
	case now.Before(r.window.Until):
		return merged(append(r.past, r.window)), InProgress
	default:
		return merged(append(r.past, r.window)), Completed
	}
}

// ended gives the end of something that is over: since when it was said to be, else the
// end of its window.
func (r *running) ended() time.Time {
	if !r.over.IsZero() {
		return r.over
	}
	return r.window.Until
}

// before gives the part of the spans before t.
func before(t time.Time, spans []Window) []Window {
	var all []Window
	for _, s := range spans {
		if s.From.Before(t) {
			all = append(all, Window{From: s.From, Until: earlier(s.Until, t)})
		}
	}
	return all
}

// merged sorts spans and joins those that meet or overlap. A zero Until is without end.
func merged(spans []Window) []Window {
	slices.SortFunc(spans, func(a, b Window) int { return a.From.Compare(b.From) })
	var all []Window
	for _, s := range spans {
		last := len(all) - 1
		switch {
		case last < 0 || !all[last].Until.IsZero() && s.From.After(all[last].Until):
			all = append(all, s)
		case s.Until.IsZero() || !all[last].Until.IsZero() && s.Until.After(all[last].Until):
			all[last].Until = s.Until
		}
	}
	return all
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}
