package status

import (
	"cmp"
	"fmt"
	"time"
)

// Date is a day of the calendar, in no zone. The zero Date stands for "not given".
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf gives the day that t falls on in the given zone.
func DateOf(t time.Time, zone *time.Location) Date {
	var d Date
	d.Year, d.Month, d.Day = t.In(zone).Date()
	return d
}

// ParseDate reads "2006-01-02".
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, err
	}
	return DateOf(t, time.UTC), nil
}

// IsZero reports whether the date is not given.
func (d Date) IsZero() bool { return d == Date{} }

// String gives "2006-01-02".
func (d Date) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day) }

// Compare orders dates in time.
func (d Date) Compare(e Date) int {
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day))
}

// AddDays gives the date n days later, or earlier where n is negative.
func (d Date) AddDays(n int) Date {
	return DateOf(time.Date(d.Year, d.Month, d.Day+n, 12, 0, 0, 0, time.UTC), time.UTC)
}

// Weekday gives the day of the week.
func (d Date) Weekday() time.Weekday {
	return time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, time.UTC).Weekday()
}

// Start gives the first instant of the day in the given zone. Where a change of the
// clock skips midnight, it is the first instant after the change. The zero Date starts
// at the zero time.
func (d Date) Start(zone *time.Location) time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	t := time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, zone)
	for DateOf(t, zone).Compare(d) < 0 { // midnight was skipped, and time.Date chose the instant before
		_, t = t.ZoneBounds()
	}
	if from, _ := t.ZoneBounds(); !from.IsZero() { // midnight may come twice: the first one counts
		_, was := from.Add(-time.Second).Zone()
		_, is := t.Zone()
		if earlier := t.Add(time.Duration(is-was) * time.Second); earlier.Before(from) && DateOf(earlier, zone) == d {
			return earlier
		}
	}
	return t
}
