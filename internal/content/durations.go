package content

import (
	"regexp"
	"strconv"
	"time"
)

// durationForm is days, hours and minutes, in that order.
var durationForm = regexp.MustCompile(`^(?:(\d{1,4})\s*d(?:ays?)?)?\s*(?:(\d{1,4})\s*h(?:ours?)?)?\s*(?:(\d{1,5})\s*m(?:in(?:utes?)?)?)?$`)

// readDuration reads "1d", "1h", "1h30m", "90 min".
func readDuration(text string) (time.Duration, bool) {
	m := durationForm.FindStringSubmatch(text)
	if m == nil || text == "" {
		return 0, false
	}
	n := numbers(m[1:])
	d := time.Duration(n[0])*24*time.Hour + time.Duration(n[1])*time.Hour + time.Duration(n[2])*time.Minute
	return d, d > 0
}

// formatDuration writes a duration as readDuration reads it.
func formatDuration(d time.Duration) string {
	s := ""
	if h := int(d / time.Hour); h > 0 {
		s = strconv.Itoa(h) + "h"
	}
	if m := int(d/time.Minute) % 60; m > 0 {
		s += strconv.Itoa(m) + "m"
	}
	return s
}
