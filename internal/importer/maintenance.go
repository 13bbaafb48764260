package importer

import (
	"slices"
	"time"

	"ownup/internal/status"
)

// grace is how long after its window a maintenance may still be said to run. After that
// nobody has told its end, and its window does.
const grace = 24 * time.Hour

// announcedBefore gives when a maintenance is taken to have been announced of which
// nobody says it: with its beginning, or a month before where that is to come, for then it
// is known already.
func announcedBefore(start, now time.Time) time.Time {
	if start.After(now) {
		return start.AddDate(0, -1, 0)
	}
	return start
}

// maintenance makes a maintenance whole: it has a window, an announcement, and an end
// that agrees with both.
func (s *settler) maintenance() {
	i := &s.Incident
	i.Started, i.Detected = time.Time{}, time.Time{}
	if !i.Window.From.Before(i.Window.Until) {
		s.report.note(Guess, s.Pos, "its window ends no later than it begins: it is a minute long")
		i.Window.Until = i.Window.From.Add(time.Minute)
	}
	if len(i.Updates) == 0 {
		i.Updates = []status.Update{{At: announcedBefore(i.Window.From, s.now), Phase: status.Scheduled}}
		s.report.note(Invented, s.Pos, "nothing was said of it: it is announced with its beginning, or a month before where that is to come")
	}
	s.phases()
	s.overdue()
}

// phases lets the updates of a maintenance agree with each other.
func (s *settler) phases() {
	i := &s.Incident
	begun, over := false, false
	for n := range i.Updates {
		u := &i.Updates[n]
		switch u.Phase {
		case status.Scheduled:
			if begun || over {
				u.Phase = status.NoChange
				s.report.note(Guess, s.Pos, "it is scheduled again without a new window: the words are kept as an update")
			}
		case status.InProgress, status.Verifying:
			begun, over = true, false
		case status.Completed:
			if over {
				u.Phase = status.NoChange // words after the end
				continue
			}
			if !begun && u.Effective().Before(i.Window.From) {
				u.Phase = status.Cancelled
				s.report.note(Guess, s.Pos, "it is completed before it begins: it is taken as cancelled")
			}
			over = true
		case status.Cancelled:
			over = true
		case status.NoChange, status.Postmortem:
		case status.Resolved:
			u.Phase, over = status.Completed, true
		default:
			u.Phase = status.NoChange
		}
	}
}

// overdue ends a maintenance that was last seen running long ago.
func (s *settler) overdue() {
	i := &s.Incident
	if isOverdue(i, s.now) {
		i.Updates = append(i.Updates, status.Update{At: lastSeen(i), Phase: status.Completed})
		s.report.note(Invented, s.Pos, "it was last seen running: it is completed with its window")
	}
}

// isOverdue reports whether a maintenance that was last seen running cannot run any more.
func isOverdue(i *status.Incident, now time.Time) bool {
	ends := slices.ContainsFunc(i.Updates, func(u status.Update) bool { return u.Phase.Ends() })
	runs := slices.ContainsFunc(i.Updates, func(u status.Update) bool {
		return u.Phase == status.InProgress || u.Phase == status.Verifying
	})
	return i.Kind == status.KindMaintenance && runs && !ends && now.Sub(lastSeen(i)) > grace
}

// lastSeen gives the end of a maintenance's window, or its last words where they are later.
func lastSeen(i *status.Incident) time.Time {
	end := i.Window.Until
	for _, u := range i.Updates {
		end = later(end, u.At)
	}
	return end
}
