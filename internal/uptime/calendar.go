package uptime

import (
	"time"

	"ownup/internal/status"
)

// Period is a day, a month or a year of the calendar in some zone: from its first
// instant until that of the next. Changes of the clock make it shorter or longer.
type Period struct {
	Date status.Date // its first day, which names it
	Interval
}

// Days gives the days from one date until before another, oldest first. A day that a
// zone left out, as Samoa did with 30 December 2011, is left out.
func Days(from, until status.Date, zone *time.Location) []Period {
	return periods(from, until, zone, status.Date.AddDays)
}

// Months gives each month, whole, that has a day from one date until before another,
// oldest first.
func Months(from, until status.Date, zone *time.Location) []Period {
	return periods(from, until, zone, func(d status.Date, n int) status.Date {
		return first(d.Year, d.Month+time.Month(n))
	})
}

// Years gives each year, whole, that has a day from one date until before another,
// oldest first.
func Years(from, until status.Date, zone *time.Location) []Period {
	return periods(from, until, zone, func(d status.Date, n int) status.Date {
		return first(d.Year+n, time.January)
	})
}

// first gives the first day of a month. Months go on after December.
func first(year int, month time.Month) status.Date {
	return status.Date{Year: year, Month: month, Day: 1}.AddDays(0)
}

// periods gives the periods that have a day from one date until before another, where
// begin tells the first day of the nth period after that of a date.
func periods(from, until status.Date, zone *time.Location, begin func(status.Date, int) status.Date) []Period {
	if from.Compare(until) >= 0 {
		return nil
	}
	var all []Period
	date := begin(from, 0)
	start := date.Start(zone)
	for n := 1; date.Compare(until) < 0; n++ {
		next := begin(from, n)
		end := next.Start(zone)
		if p := (Period{Date: date, Interval: Interval{start, end}}); !p.Empty() {
			all = append(all, p)
		}
		date, start = next, end
	}
	return all
}

// Windows gives the windows over which the uptime of everything is told, in days,
// shortest first. The first one is today.
func Windows() []int { return []int{1, 7, 30, 90, 365} }

// LastDays gives the last n days of the calendar, today up to now included.
func LastDays(n int, now time.Time, zone *time.Location) Interval {
	today := status.DateOf(now, zone)
	return Interval{From: today.AddDays(1 - n).Start(zone), Until: now}
}
