package locale

import (
	"testing"
	"time"

	"ownup/internal/status"
)

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func instant(t *testing.T, s string) time.Time {
	t.Helper()
	i, err := time.Parse("2006-01-02 15:04 -07:00", s)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

func TestDatesAreWords(t *testing.T) {
	w := english(t)
	d := status.Date{Year: 2025, Month: time.November, Day: 8}
	for got, want := range map[string]string{
		w.Date(d):                        "8 November 2025",
		w.ShortDate(d):                   "Sat 8 Nov",
		w.Month(2025, time.May):          "May 2025",
		w.MonthName(time.September):      "September",
		w.ShortMonth(time.September):     "Sep",
		w.Weekday(time.Sunday):           "Sunday",
		w.ShortWeekday(time.Wednesday):   "Wed",
		w.ShortDates(d, d):               "Sat 8 Nov",
		w.ShortDates(d, d.AddDays(9)):    "Sat 8 – Mon 17 Nov",
		w.ShortDates(d.AddDays(-8), d):   "Fri 31 Oct – Sat 8 Nov",
		w.ShortDates(d.AddDays(-365), d): "Fri 8 Nov – Sat 8 Nov",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestTimesNameTheirZone(t *testing.T) {
	w := english(t)
	at := instant(t, "2025-11-18 09:02 -07:00")
	for name, want := range map[string]string{
		"America/Denver":    "18 November 2025, 09:02 MST",
		"UTC":               "18 November 2025, 16:02 UTC",
		"Europe/London":     "18 November 2025, 16:02 GMT",
		"Asia/Kolkata":      "18 November 2025, 21:32 IST",
		"Asia/Dubai":        "18 November 2025, 20:02 UTC+04:00",
		"America/Sao_Paulo": "18 November 2025, 13:02 UTC-03:00",
		"Asia/Kathmandu":    "18 November 2025, 21:47 UTC+05:45",
		"Pacific/Auckland":  "19 November 2025, 05:02 NZDT",
	} {
		if got := w.DateTime(at, zone(t, name)); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	for name, z := range map[string]*time.Location{
		"UTC-07:00": time.FixedZone("", -7*3600), "UTC": time.FixedZone("", 0), "UTC+00:20": time.FixedZone("+0020", 1200),
	} {
		if got := Zone(at, z); got != name {
			t.Errorf("got %q, want %q", got, name)
		}
	}
	if got := w.Clock(at, time.UTC) + "; " + w.ShortDateTime(at, time.UTC); got != "16:02; Tue 18 Nov, 16:02 UTC" {
		t.Errorf("got %q", got)
	}
}

func TestSpansNameDayAndZoneOnlyWhereTheyChange(t *testing.T) {
	w, denver := english(t), zone(t, "America/Denver")
	from := instant(t, "2025-11-22 22:00 -07:00")
	for _, c := range []struct{ got, want string }{
		{w.Span(from, from.Add(90*time.Minute), denver), "22 November 2025, 22:00 – 23:30 MST"},
		{w.Span(from, from.Add(4*time.Hour), denver), "22 November 2025, 22:00 – 23 November 2025, 02:00 MST"},
		{w.ShortSpan(from, from.Add(4*time.Hour), denver), "Sat 22 Nov, 22:00 – Sun 23 Nov, 02:00 MST"},
		{
			w.Span(instant(t, "2025-11-02 00:30 -06:00"), instant(t, "2025-11-02 01:30 -07:00"), denver),
			"2 November 2025, 00:30 MDT – 01:30 MST",
		},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}
