package content

import (
	"fmt"
	"regexp"
	"strings"
)

// Times as people write them who do not write them as the files want.
var (
	dottedHour = regexp.MustCompile(`^[Tt, ]*(\d{1,2})[.h](\d{2})\b`)
	halfDay    = regexp.MustCompile(`^[Tt, ]*(\d{1,2})?[ \t]*([aApP])\.?[mM]\b\.?`)
	halfOffset = regexp.MustCompile(`^[ \t]*([+−-])(\d{1,2})(?:[ \t]|$)`)
)

// otherwise says what is wrong with the form of a time that timeForm found, and with what
// stands behind it; nil where nothing is.
func otherwise(found []string, rest string) *fault {
	written, hour, minute, fraction := found[0], found[4], found[5], found[7]
	whole := func(message, right string) *fault {
		return &fault{0, message, fmt.Sprintf("write \"%s\"", right)}
	}
	half := halfDay.FindStringSubmatch(rest)
	offset := halfOffset.FindStringSubmatch(rest)
	switch {
	case half != nil && (hour == "") != (half[1] == ""):
		day := fmt.Sprintf("%s-%s-%s", found[1], found[2], found[3])
		return whole(fmt.Sprintf("%q is no time of a day of 24 hours", strings.TrimSpace(written+half[0])),
			day+" "+ofDay(firstOf(hour, half[1]), firstOf(minute, "00"), half[2]))
	case hour == "":
		right := written + " 08:00"
		if m := dottedHour.FindStringSubmatch(rest); m != nil {
			right = fmt.Sprintf("%s %02d:%s", written, numbers(m[1:2])[0], m[2])
		}
		return &fault{0, fmt.Sprintf("%q has no time of day", written), fmt.Sprintf("write it in full, such as \"%s\"", right)}
	case fraction != "":
		return whole(fmt.Sprintf("%q has fractions of a second", written), strings.TrimSuffix(written, fraction)+offsetForm.FindString(rest))
	case offset != nil:
		return &fault{
			len(written) + strings.IndexAny(rest, "+−-"), fmt.Sprintf("offset %q has no minutes", offset[1]+offset[2]),
			fmt.Sprintf("write \"%s %s%02d:00\"", written, strings.Replace(offset[1], "−", "-", 1), numbers(offset[2:3])[0]),
		}
	}
	return nil
}

// ofDay writes a time of half a day as one of the whole day.
func ofDay(hour, minute, half string) string {
	h := numbers([]string{hour})[0] % 12
	if strings.EqualFold(half, "p") {
		h += 12
	}
	return fmt.Sprintf("%02d:%s", h, minute)
}

// overfull says what is wrong with what stands behind a time of the day alone; nil where
// nothing is. The day is that of the time before it.
func overfull(found []string, rest string, before written) *fault {
	if half := halfDay.FindStringSubmatch(rest); half != nil && half[1] == "" {
		return &fault{
			0, fmt.Sprintf("%q is no time of a day of 24 hours", found[0]+half[0]),
			fmt.Sprintf("write \"%s\"", ofDay(found[1], found[2], half[2])),
		}
	}
	m := offsetForm.FindStringSubmatch(rest)
	if m == nil || !isOffset(m[1]) {
		return nil
	}
	offset := m[1]
	if meanings := abbreviations[offset]; meanings != nil {
		offset = meanings[0].offset
	}
	day := before.In(before.zone).Format("2006-01-02")
	return &fault{
		len(found[0]), "a time of the day alone has the offset of the time before it, and no other",
		fmt.Sprintf("write it in full, such as \"%s %s %s\"", day, found[0], offset),
	}
}
