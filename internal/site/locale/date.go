package locale

import (
	"strconv"
	"strings"
	"time"

	"ownup/internal/status"
)

// Month gives a month of a year: "November 2025".
func (w *Words) Month(year int, month time.Month) string {
	return w.T("date.month", w.MonthName(month), w.Year(year))
}

// MonthName gives the name of a month, as it stands by itself: "November".
func (w *Words) MonthName(m time.Month) string { return w.T("month." + strconv.Itoa(int(m))) }

// ShortMonth gives a month in three letters or so: "Nov".
func (w *Words) ShortMonth(m time.Month) string { return w.T("month.short." + strconv.Itoa(int(m))) }

// Weekday gives the name of a day of the week: "Tuesday".
func (w *Words) Weekday(d time.Weekday) string { return w.T("weekday." + strconv.Itoa(int(d))) }

// ShortWeekday gives a day of the week in three letters or so: "Tue".
func (w *Words) ShortWeekday(d time.Weekday) string {
	return w.T("weekday.short." + strconv.Itoa(int(d)))
}

// Date gives a day with its year: "18 November 2025".
func (w *Words) Date(d status.Date) string {
	return w.T("date.full", w.digits(strconv.Itoa(d.Day)), w.MonthName(d.Month), w.Year(d.Year))
}

// ShortDate gives a day of the recent past: "Tue 18 Nov".
func (w *Words) ShortDate(d status.Date) string {
	return w.T("date.short", w.ShortWeekday(d.Weekday()), w.digits(strconv.Itoa(d.Day)), w.ShortMonth(d.Month))
}

// ShortDates gives a range of days of the recent past, both of which belong to it:
// "Sat 8 – Mon 17 Nov", "Fri 31 Oct – Tue 4 Nov".
func (w *Words) ShortDates(from, until status.Date) string {
	switch {
	case from == until:
		return w.ShortDate(from)
	case from.Year == until.Year && from.Month == until.Month:
		first := w.T("date.short.day", w.ShortWeekday(from.Weekday()), w.digits(strconv.Itoa(from.Day)))
		return w.T("date.range", first, w.ShortDate(until))
	default:
		return w.T("date.range", w.ShortDate(from), w.ShortDate(until))
	}
}

// Clock gives the time of day without its zone: "09:02". The zone must be named nearby.
func (w *Words) Clock(t time.Time, zone *time.Location) string {
	t = t.In(zone)
	return w.T("time.clock", w.padded(t.Hour()), w.padded(t.Minute()))
}

// Time gives the time of day with its zone: "09:02 MST".
func (w *Words) Time(t time.Time, zone *time.Location) string {
	return w.T("time.zoned", w.Clock(t, zone), Zone(t, zone))
}

// DateTime gives an instant in full: "18 November 2025, 09:02 MST".
func (w *Words) DateTime(t time.Time, zone *time.Location) string {
	return w.T("date.time", w.Date(status.DateOf(t, zone)), w.Time(t, zone))
}

// ShortDateTime gives an instant of these weeks: "Tue 18 Nov, 09:02 MST".
func (w *Words) ShortDateTime(t time.Time, zone *time.Location) string {
	return w.T("date.time", w.ShortDate(status.DateOf(t, zone)), w.Time(t, zone))
}

// Span gives an interval in full, with each day and the zone named once:
// "22 November 2025, 22:00 – 23:30 MST",
// "22 November 2025, 22:00 – 23 November 2025, 02:00 MST". Where the clocks change in
// between, both zones are named.
func (w *Words) Span(from, until time.Time, zone *time.Location) string {
	return w.span(from, until, zone, w.Date)
}

// ShortSpan gives an interval of these weeks: "Sat 22 Nov, 22:00 – Sun 23 Nov, 02:00 MST".
func (w *Words) ShortSpan(from, until time.Time, zone *time.Location) string {
	return w.span(from, until, zone, w.ShortDate)
}

func (w *Words) span(from, until time.Time, zone *time.Location, date func(status.Date) string) string {
	first, last := w.Clock(from, zone), w.Time(until, zone)
	if Zone(from, zone) != Zone(until, zone) {
		first = w.Time(from, zone)
	}
	day, lastDay := status.DateOf(from, zone), status.DateOf(until, zone)
	first = w.T("date.time", date(day), first)
	if day != lastDay {
		last = w.T("date.time", date(lastDay), last)
	}
	return w.T("date.range", first, last)
}

// Zone names the zone that holds at an instant: by its abbreviation where that is letters
// ("MST", "CEST"), which people know, else by its offset ("UTC+03:00"), since the other
// abbreviations are only that in disguise. It is the same in every language.
func Zone(t time.Time, zone *time.Location) string {
	t = t.In(zone)
	name, offset := t.Zone()
	letters := func(r rune) bool { return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' }
	switch {
	case name != "" && strings.IndexFunc(name, func(r rune) bool { return !letters(r) }) < 0:
		return name
	case offset == 0:
		return "UTC"
	default:
		return t.Format("UTC-07:00")
	}
}

// Year gives a year in the language's digits, never grouped: "2025".
func (w *Words) Year(year int) string { return w.digits(strconv.Itoa(year)) }
