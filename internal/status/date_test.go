package status

import (
	"testing"
	"time"
	_ "time/tzdata"
)

// TestADayStartsAtItsFirstInstant compares Start with a search, second by second around
// midnight, for the first instant that falls on the date.
func TestADayStartsAtItsFirstInstant(t *testing.T) {
	for _, name := range []string{
		"UTC", "America/Denver", "Europe/Berlin", "America/Havana", "America/Sao_Paulo", "Asia/Beirut",
		"Africa/Cairo", "Australia/Lord_Howe", "Asia/Amman", "America/Asuncion", "Pacific/Apia", "America/St_Johns",
	} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		for d := (Date{2010, 1, 1}); d.Year < 2021; d = d.AddDays(1) {
			got := d.Start(zone)
			if DateOf(got, zone) != d {
				if name == "Pacific/Apia" && d == (Date{2011, 12, 30}) { // a day that never was
					continue
				}
				t.Fatalf("%s: %v starts at %v, which is another day", name, d, got)
			}
			if before := DateOf(got.Add(-time.Second), zone); before.Compare(d) >= 0 {
				t.Fatalf("%s: %v starts at %v, but the second before is on %v", name, d, got, before)
			}
		}
	}
}
