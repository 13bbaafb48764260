package importer

import (
	"testing"
	"time"
)

func TestATimeInATextIsReadAsItsWriterMeantIt(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	start := time.Date(2022, 12, 28, 11, 21, 6, 0, time.UTC)
	f := frame{from: start, start: start, end: start.AddDate(0, 0, 20), now: start.AddDate(1, 0, 0), zone: berlin}
	for _, test := range []struct{ line, want string }{ // in UTC; empty: no label with a time that fits
		{"**2022-12-29 08:00**", "2022-12-29 07:00"},
		{"2022-12-29T08:00:30.482Z", "2022-12-29 08:00"},
		{"**Update 2022-12-29 08:00 UTC", "2022-12-29 08:00"},
		{"[Update - 2022-12-29 15h50 UTC]", "2022-12-29 15:50"},
		{"2022-12-29 08:00:00 -0500: it is back", "2022-12-29 13:00"},
		{"UPDATE - 2022 - 12 - 29", "2022-12-28 23:00"},
		{"* Update 3/1/2023 12:20 *", "2023-01-03 11:20"},
		{"Update (12-29-2022): some services are back", "2022-12-28 23:00"},
		{"Update (05.01.23): all of them are", "2023-01-04 23:00"},
		{`\[Update Jan 3 - 15:00]`, "2023-01-03 14:00"},
		{`\[Update: 29 déc. 11am]`, "2022-12-29 10:00"},
		{`Update \[3 ene 12.30 pm]`, "2023-01-03 11:30"},
		{"[Update 11th of January 2023 - 19:00 UTC]", "2023-01-11 19:00"},
		{"**[ Update Jan. 5, 05:30 p.m.]**", "2023-01-05 16:30"},
		{"#### Update Dec  30 ####", "2022-12-29 23:00"},
		{"#### Update 3 on January 8 ####", "2023-01-07 23:00"},
		{"## Update as of Jan 4 ##", "2023-01-03 23:00"},
		{"# Update Dec 29, 12AM", "2022-12-28 23:00"},
		{"**Resolved** - *December 28, 5PM*: it is back", "2022-12-28 16:00"},
		{"Update 17:30 Central Time: it is back", "2022-12-28 23:30"},
		{"Update 14:30 UTC: it is back", "2022-12-28 14:30"},
		{"Update 14:30 (CET)", "2022-12-28 13:30"},
		{"Update 09:00", "2022-12-29 08:00"}, // the next morning
		{"Update 12:21", "2022-12-28 11:21"}, // as it begins, without seconds
		{"15:00 - it is back", "2022-12-28 14:00"},
		{"[Edit - Monday 2nd]", "2023-01-01 23:00"},
		{"[Edit - Friday 10:00 UTC]", "2022-12-30 10:00"},
		{"Update at 16:00 UTC on January 2", "2023-01-02 16:00"},
		{"Uppdatering 2 januari kl. 10.30 Uhr", "2023-01-02 09:30"},
		{"Update 5/12/2922", ""},
		{"Update 2022-12-27 08:00", ""},
		{"2022-12-29 08:00 - 12:00 UTC: a window", ""},
		{"2022-12-29 08:00-12:00 UTC", ""},
		{"Friday December 30, 2022 at 13:00 UTC, we'll change it", ""},
		{"At 13:00 UTC, the package was back", ""},
		{"December 30, 2022 at 09:00am UTC: our sponsor will", ""},
		{"Update sites are not updating", ""},
		{"It took from 13:00 to 14:00", ""},
		{"Version 1.29.10", ""},
	} {
		got := ""
		if l, ok := readLabel(test.line, false); ok && l.when {
			if at, ok := f.meant(l.moment); ok {
				got = at.UTC().Format("2006-01-02 15:04")
			}
		}
		if got != test.want {
			t.Errorf("%s: it is %q, want %q", test.line, got, test.want)
		}
	}
}
