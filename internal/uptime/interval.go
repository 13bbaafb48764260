package uptime

import (
	"time"

	"ownup/internal/status"
)

// Interval is a stretch of time: From belongs to it, Until does not. Both are given; an
// interval that ends where it begins, or before, holds nothing.
type Interval struct{ From, Until time.Time }

// Empty reports whether the interval holds no instant.
func (i Interval) Empty() bool { return !i.From.Before(i.Until) }

// Overlap gives the part that both intervals hold; it may be empty.
func (i Interval) Overlap(j Interval) Interval {
	if j.From.After(i.From) {
		i.From = j.From
	}
	if j.Until.Before(i.Until) {
		i.Until = j.Until
	}
	return i
}

// seconds gives the length of an interval that is not empty. Unlike [time.Time.Sub] it
// is right for more than 292 years.
func (i Interval) seconds() int64 { return i.Until.Unix() - i.From.Unix() }

// whole gives the interval with both ends cut to the second, in UTC.
func (i Interval) whole() Interval { return Interval{second(i.From), second(i.Until)} }

func second(t time.Time) time.Time { return t.Truncate(time.Second).UTC() }

// Lifetime gives the time in which a component is observed, as known at now: from the
// first instant of its Since, until the first instant of its Until or until now,
// whichever comes first. It is empty for a component that is still to come.
func Lifetime(c status.Component, now time.Time, zone *time.Location) Interval {
	life := Interval{From: c.Since.Start(zone), Until: now}
	if c.Retired(now, zone) {
		life.Until = c.Until.Start(zone)
	}
	return life.whole()
}
