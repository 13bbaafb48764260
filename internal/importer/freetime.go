package importer

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// moment is a time as people write it into a text: "11th of February 2022 - 19:00 UTC",
// "Jul 24, 6pm", "6/3/2023 12:20", "Monday 25th", "15h50 CET". Any part may be missing.
type moment struct {
	year           int            // 0: not said
	month          time.Month     // 0: not said
	day            int            // 0: not said
	unsure         bool           // day and month may be exchanged
	yearFirst      bool           // it is written as programs do
	weekday        time.Weekday   // meant only where named
	named          bool           // a day of the week is
	timed          bool           // a time of the day is
	hour, min, sec int            // meant only where timed
	zone           *time.Location // nil: not said
}

// dated reports whether a moment says a day.
func (m moment) dated() bool { return m.day > 0 || m.named }

// token is a number, a word or a sign of a line.
type token struct {
	text     string
	kind     byte // 'n', 'w' or 's'
	at, end  int
	detached bool // there is space before it
}

var tokenForm = regexp.MustCompile(`\d+|[\pL\pM]+(?:-mortem)?|[^\s\d\pL\pM]`)

// tokens divides a line.
func tokens(line string) []token {
	var all []token
	end := 0
	for _, at := range tokenForm.FindAllStringIndex(line, -1) {
		t := token{text: line[at[0]:at[1]], kind: 's', at: at[0], end: at[1], detached: at[0] > end}
		switch r, _ := utf8.DecodeRuneInString(t.text); {
		case r >= '0' && r <= '9':
			t.kind = 'n'
		case unicode.IsLetter(r) || unicode.IsMark(r):
			t.kind = 'w'
		}
		end = at[1]
		all = append(all, t)
	}
	return all
}

// cursor walks over the tokens of a line. It is a value: whoever fails to read something
// has not moved.
type cursor struct{ rest []token }

func (c *cursor) peek(n int) token {
	if n < len(c.rest) {
		return c.rest[n]
	}
	return token{}
}

func (c *cursor) skip(n int) { c.rest = c.rest[min(n, len(c.rest)):] }

// number takes a number of so many digits.
func (c *cursor) number(least, most int) (int, bool) {
	t := c.peek(0)
	if t.kind != 'n' || len(t.text) < least || len(t.text) > most {
		return 0, false
	}
	n, err := strconv.Atoi(t.text)
	c.skip(1)
	return n, err == nil
}

// sign takes one of some signs.
func (c *cursor) sign(signs string) (string, bool) {
	t := c.peek(0)
	if t.kind != 's' || !strings.Contains(signs, t.text) {
		return "", false
	}
	c.skip(1)
	return t.text, true
}

// word takes a word of a list.
func (c *cursor) word(list string) bool {
	if t := c.peek(0); t.kind != 'w' || !among(list, t.text) {
		return false
	}
	c.skip(1)
	return true
}

// moment takes a time: a day, a time of the day, or both in either order.
func (c *cursor) moment() (moment, bool) {
	var m moment
	at := *c
	day := at.day(&m)
	after := at
	if day {
		after.joints(timeJoints)
	}
	if after.clock(&m) {
		at = after
		if !day {
			after.joints(timeJoints + " on of the")
			if after.day(&m) {
				at = after
			}
		}
	}
	if !day && !m.timed {
		return moment{}, false
	}
	*c = at
	return m, true
}

// joints skips signs and words that may stand between parts of a time.
func (c *cursor) joints(words string) {
	skip := func() {
		for c.word(words) {
			c.sign(".")
		}
	}
	skip()
	if _, ok := c.sign(",-–—@~("); ok {
		skip()
	}
}

// day takes a day: one of its forms, perhaps behind a day of the week.
func (c *cursor) day(m *moment) bool {
	at := *c
	if t := at.peek(0); t.kind == 'w' {
		if m.weekday, m.named = weekdayOf(t.text); m.named {
			at.skip(1)
			at.sign(",.")
			at.word("the el den le")
		}
	}
	read := at.numeric(m) || at.monthFirst(m) || at.dayFirst(m) || m.named && at.ordinal(m)
	if read || m.named {
		*c = at
	}
	return read || m.named
}

// numeric takes "2023-03-29", "6/3/2023", "19.09.25" and "05-13".
func (c *cursor) numeric(m *moment) bool {
	at := *c
	a, first := at.peek(0), 0
	first, ok := at.number(1, 4)
	sign, ok2 := at.sign("-/.")
	if !ok || !ok2 {
		return false
	}
	second, ok := at.number(1, 2)
	if !ok {
		return false
	}
	next := at
	if _, ok := next.sign(sign); !ok { // a month and a day
		if more := at.peek(0); sign != "-" || len(a.text) != 2 || more.kind == 'n' && !more.detached {
			return false
		}
		*m = moment{month: time.Month(first), day: second, unsure: true, weekday: m.weekday, named: m.named}
		*c = at
		return m.isDay()
	}
	digits := next.peek(0).text
	third, ok := next.number(1, 4)
	switch {
	case !ok:
		return false
	case len(a.text) == 4 && len(digits) <= 2:
		m.year, m.month, m.day, m.yearFirst = first, time.Month(second), third, true
	case len(a.text) <= 2 && (len(digits) == 4 || len(digits) == 2):
		if m.year = third; len(digits) == 2 {
			m.year += 2000
		}
		m.day, m.month, m.unsure = first, time.Month(second), true
	default:
		return false
	}
	*c = next
	return m.isDay()
}

// isDay drops a day that no calendar has, whichever way it is read.
func (m *moment) isDay() bool {
	if m.day >= 1 && m.day <= 31 && m.month >= 1 && m.month <= 12 || m.unsure && m.month >= 1 && m.month <= 31 && m.day >= 1 && m.day <= 12 {
		return true
	}
	m.year, m.month, m.day, m.unsure = 0, 0, 0, false
	return false
}

// monthFirst takes "Feb 28", "Sept. 6th, 2024".
func (c *cursor) monthFirst(m *moment) bool {
	at := *c
	month := monthOf(at.peek(0).text)
	if at.peek(0).kind != 'w' || month == 0 {
		return false
	}
	at.skip(1)
	at.sign(".")
	at.word("the")
	day, ok := at.number(1, 2)
	if !ok || at.peek(0).text == ":" {
		return false
	}
	at.word("st nd rd th")
	m.day, m.month = day, month
	at.year(m)
	*c = at
	return m.isDay()
}

// dayFirst takes "11th of February 2022", "30 abr.", "1. Oktober".
func (c *cursor) dayFirst(m *moment) bool {
	at := *c
	day, ok := at.number(1, 2)
	if !ok {
		return false
	}
	at.sign(".")
	for at.word(dayJoints) {
	}
	month := monthOf(at.peek(0).text)
	if at.peek(0).kind != 'w' || month == 0 {
		return false
	}
	at.skip(1)
	at.sign(".")
	m.day, m.month = day, month
	at.year(m)
	*c = at
	return m.isDay()
}

// year takes a year behind a day, if there is one.
func (c *cursor) year(m *moment) {
	at := *c
	at.sign(",")
	at.word("of de del")
	if year, ok := at.number(4, 4); ok {
		m.year, *c = year, at
	}
}

// ordinal takes the number of a day behind a day of the week: "25th".
func (c *cursor) ordinal(m *moment) bool {
	at := *c
	day, ok := at.number(1, 2)
	if !ok || day < 1 || day > 31 || !at.word("st nd rd th") {
		return false
	}
	m.day, *c = day, at
	return true
}
