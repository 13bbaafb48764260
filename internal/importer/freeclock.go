package importer

import (
	"strings"
	"time"
)

// clock takes a time of the day with its zone: "14:30", "15h50 UTC", "11 a.m. (CET)",
// "12.30 pm", "17:30 Central Time".
func (c *cursor) clock(m *moment) bool {
	at := *c
	hour, ok := at.number(1, 2)
	if !ok || hour > 23 {
		return false
	}
	minute, second, read := 0, 0, false
	sign, next := at.peek(0), at
	switch sign.text {
	case ":", ".", "h", "H":
		next.skip(1)
		n, ok := next.number(2, 2)
		if !ok || n > 59 {
			if read = strings.EqualFold(sign.text, "h"); !read {
				return false
			}
			at.skip(1)
			break
		}
		minute, at = n, next
		read = sign.text != "."
		if _, more := next.sign(":"); more && read {
			if n, ok := next.number(2, 2); ok && n < 60 {
				second, at = n, next
				at.fraction()
			}
		}
	}
	half, said := at.half()
	if named := at.word("uhr hrs h horas heures"); !read && !said && !named {
		return false
	}
	switch {
	case half == "p" && hour < 12:
		hour += 12
	case half == "a" && hour == 12:
		hour = 0
	}
	m.timed, m.hour, m.min, m.sec = true, hour, minute, second
	at.zone(m, second > 0 || c.peek(3).text == ":")
	*c = at
	return true
}

// fraction skips parts of a second.
func (c *cursor) fraction() {
	at := *c
	if _, ok := at.sign(".,"); ok {
		if _, ok := at.number(1, 9); ok {
			*c = at
		}
	}
}

// half takes "am" or "pm", which may have full stops: it gives the first letter.
func (c *cursor) half() (string, bool) {
	at := *c
	t := strings.ToLower(at.peek(0).text)
	switch {
	case t == "am" || t == "pm":
		at.skip(1)
	case (t == "a" || t == "p") && at.peek(1).text == "." && strings.EqualFold(at.peek(2).text, "m"):
		at.skip(3)
		at.sign(".")
	default:
		return "", false
	}
	*c = at
	return t[:1], true
}

// zone takes the zone behind a time of the day, perhaps in parentheses. An offset that
// touches the time must stand behind seconds: "10:00-12:00" is a stretch of time.
func (c *cursor) zone(m *moment, seconds bool) {
	at := *c
	at.sign("(")
	t := at.peek(0)
	if zone, ok := at.offset(seconds); ok {
		m.zone = zone
	} else if name := strings.ToUpper(t.text); t.kind == 'w' {
		zone, ok := zoneNamed(name)
		long := len(name) > 4
		if !ok || !long && t.text != name && t.text != "z" {
			return
		}
		at.skip(1)
		at.word("standard daylight")
		if !at.word("time") && long {
			return
		}
		m.zone = zone
	} else {
		return
	}
	at.sign(")")
	*c = at
}

// offset takes "+02:00" or "-0500".
func (c *cursor) offset(seconds bool) (*time.Location, bool) {
	at := *c
	first := at.peek(0)
	sign, ok := at.sign("+-")
	if !ok || at.peek(0).detached || sign == "-" && !first.detached && !seconds {
		return nil, false
	}
	digits := at.peek(0).text
	if _, ok := at.number(2, 4); !ok {
		return nil, false
	}
	if at.peek(0).text == ":" && len(digits) == 2 {
		at.skip(1)
		digits += at.peek(0).text
		if _, ok := at.number(2, 2); !ok {
			return nil, false
		}
	}
	if len(digits) != 4 || digits > "1400" {
		return nil, false
	}
	*c = at
	return offsetOf(sign + digits), true
}
