package importer

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// looseTime is a time as programs and people write it: the seconds, their fraction and
// the offset may be missing, the time of the day too.
var looseTime = regexp.MustCompile(`^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt\s]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?\s*(Z|z|UTC|GMT|[+-]\d{1,2}:?\d{2})?$`)

// instant reads a time. One without an offset is in the given zone; where a change of the
// clock skips it or doubles it, the first instant counts that a clock then shows. Parts
// of a second are cut.
func instant(text string, zone *time.Location) (time.Time, error) {
	text = strings.TrimSpace(text)
	m := looseTime.FindStringSubmatch(text)
	if m == nil {
		return time.Time{}, fmt.Errorf("%q is no time", clipped(text))
	}
	var n [6]int
	for i := range n {
		n[i], _ = strconv.Atoi(m[i+1]) // digits only, by the pattern; an empty one is 0
	}
	if offset := m[7]; offset != "" {
		zone = offsetOf(offset)
	}
	t := time.Date(n[0], time.Month(n[1]), n[2], n[3], n[4], n[5], 0, zone)
	days := time.Date(n[0], time.Month(n[1])+1, 0, 0, 0, 0, 0, time.UTC).Day()
	if n[0] < 1970 || n[1] < 1 || n[1] > 12 || n[2] < 1 || n[2] > days || n[3] > 23 || n[4] > 59 || n[5] > 59 {
		return time.Time{}, fmt.Errorf("%q is no time that ever was", clipped(text))
	}
	return t, nil
}

// offsetOf reads an offset that looseTime has found.
func offsetOf(text string) *time.Location {
	if text[0] != '+' && text[0] != '-' {
		return time.UTC
	}
	digits := strings.ReplaceAll(text[1:], ":", "")
	hours, _ := strconv.Atoi(digits[:len(digits)-2])
	minutes, _ := strconv.Atoi(digits[len(digits)-2:])
	seconds := (hours*60 + minutes) * 60
	if text[0] == '-' {
		seconds = -seconds
	}
	return time.FixedZone("", seconds)
}

// zoneOf gives the zone of an IANA name; false where there is none of that name.
func zoneOf(name string) (*time.Location, bool) {
	if name == "Etc/UTC" || name == "" {
		return time.UTC, name != ""
	}
	zone, err := time.LoadLocation(name)
	if err != nil || name == "Local" {
		return time.UTC, false
	}
	return zone, true
}

// clipped shortens a text for a message.
func clipped(text string) string {
	const most = 60
	if r := []rune(text); len(r) > most {
		return string(r[:most]) + "…"
	}
	return text
}
