package importer

import (
	"time"

	"ownup/internal/status"
)

// frame is what an issue says of itself, by which the times in its text are understood.
type frame struct {
	from  time.Time // nothing was said before
	start time.Time
	end   time.Time // zero: not said
	now   time.Time
	zone  *time.Location // of times that name none
}

// near is how long after an issue a time of its text may be that is not certain by itself.
const near = 60 * 24 * time.Hour

// latest gives the instant after which a moment cannot be meant.
func (f frame) latest(m moment) time.Time {
	if m.year > 0 && !m.unsure {
		return f.now
	}
	last := later(f.start, f.end).Add(near)
	if last.After(f.now) {
		return f.now
	}
	return last
}

// meant gives the instant that a moment means: of all that it can, the first that fits
// the issue. One that says its day alone means the beginning of that day, or of the issue.
// It is false where none fits.
func (f frame) meant(m moment) (time.Time, bool) {
	zone := f.zone
	if m.zone != nil {
		zone = m.zone
	}
	latest := f.latest(m)
	for _, d := range f.days(m, zone) {
		at := time.Date(d.Year, d.Month, d.Day, m.hour, m.min, m.sec, 0, zone)
		if !m.timed {
			at = d.Start(zone)
			if d == status.DateOf(f.from, zone) {
				at = f.from
			}
		}
		if at.Before(f.from) && at.Add(time.Minute).After(f.from) {
			at = f.from // it is said without seconds
		}
		if !at.Before(f.from) && !at.After(latest) {
			return at, true
		}
	}
	return time.Time{}, false
}

// days gives the days that a moment can mean, the likelier first.
func (f frame) days(m moment, zone *time.Location) []status.Date {
	first := status.DateOf(f.start, zone)
	var all []status.Date
	add := func(year int, month time.Month, day int) {
		if t := time.Date(year, month, day, 12, 0, 0, 0, time.UTC); t.Day() == day && t.Month() == month {
			all = append(all, status.DateOf(t, time.UTC))
		}
	}
	switch {
	case m.month > 0:
		years := []int{m.year}
		if m.year == 0 {
			years = []int{first.Year - 1, first.Year, first.Year + 1}
		}
		for _, y := range years {
			add(y, m.month, m.day)
			if m.unsure {
				add(y, time.Month(m.day), int(m.month))
			}
		}
	case m.named:
		for n := -20; n < 45; n++ {
			d := first.AddDays(n)
			if d.Weekday() == m.weekday && (d.Day == m.day || m.day == 0 && n >= 0) {
				all = append(all, d)
			}
		}
	default:
		all = append(all, first, first.AddDays(1))
	}
	return all
}
