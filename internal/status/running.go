package status

import "time"

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
		if !r.begun {
			r.begun, r.since, r.over = true, t, time.Time{}
		}
	case Verifying:
		if !r.begun {
			r.begun, r.since, r.over = true, earlier(r.window.From, t), time.Time{}
		}
	case Completed, Cancelled:
		r.close(t)
		r.over = t
	case Scheduled:
		if u.Window == (Window{}) {
			return
		}
		if r.over.IsZero() {
			r.close(t)
		}
		r.window, r.over = u.Window, time.Time{}
	}
}

// close ends what runs at t, by words or by the clock.
func (r *running) close(t time.Time) {
	start := r.window.From
	if r.begun {
		start = r.since
	}
	if r.over.IsZero() && start.Before(t) {
		r.past = append(r.past, Window{From: start, Until: t})
	}
	r.begun = false
}

// at gives the spans in which it ran, as known at now, the last one without an end where
// only words can end it; and its phase, which the clock moves where no words did.
func (r *running) at(now time.Time, phase Phase) ([]Window, Phase) {
	switch {
	case !r.over.IsZero():
		return r.past, phase
	case r.begun:
		return append(r.past, Window{From: r.since}), phase
	case now.Before(r.window.From):
		return r.past, Scheduled
	case now.Before(r.window.Until):
		return append(r.past, r.window), InProgress
	default:
		return append(r.past, r.window), Completed
	}
}

// ended gives the instant of the end of something that is over: when it was said to be,
// else the end of its window.
func (r *running) ended(spans []Window) time.Time {
	if !r.over.IsZero() || len(spans) == 0 {
		return r.over
	}
	return spans[len(spans)-1].Until
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}
