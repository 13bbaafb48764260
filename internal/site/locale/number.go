package locale

import (
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Number gives a whole number in the language's digits, in groups of three from five
// digits on, so that years stay whole: "9999", "10,000".
func (w *Words) Number(n int) string {
	digits := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	if len(digits) > 4 {
		groups := ""
		for len(digits) > 3 {
			groups = w.T("number.group") + digits[len(digits)-3:] + groups
			digits = digits[:len(digits)-3]
		}
		digits += groups
	}
	return sign + w.digits(digits)
}

// Percent gives a percentage that was already cut, such as "98.71", with its sign: "98.71 %".
func (w *Words) Percent(cut string) string {
	whole, fraction, decimal := strings.Cut(cut, ".")
	if decimal {
		whole += w.T("number.decimal") + fraction
	}
	return w.T("number.percent", w.digits(whole))
}

// digits writes ASCII digits in those of the language.
func (w *Words) digits(s string) string {
	own := w.T("number.digits")
	if own == "0123456789" {
		return s
	}
	ten := []rune(own)
	var b strings.Builder
	for _, r := range s {
		if r >= '0' && r <= '9' {
			r = ten[r-'0']
		}
		b.WriteRune(r)
	}
	return b.String()
}

// padded gives a number in at least two digits.
func (w *Words) padded(n int) string {
	s := strconv.Itoa(n)
	if utf8.RuneCountInString(s) < 2 {
		s = "0" + s
	}
	return w.digits(s)
}

// List joins items as in a sentence: "a", "a and b", "a, b and c".
func (w *Words) List(items []string) string {
	switch len(items) {
	case 0:
		return ""
	case 1:
		return items[0]
	}
	last := len(items) - 1
	all := items[0]
	for _, item := range items[1:last] {
		all = w.T("list.more", all, item)
	}
	return w.T("list.last", all, items[last])
}

// unit is a unit of time in which lengths are given.
type unit struct {
	name   string
	length time.Duration
}

var units = [...]unit{
	{"days", 24 * time.Hour},
	{"hours", time.Hour},
	{"minutes", time.Minute},
	{"seconds", time.Second},
}

// secondsBelow is the length from which seconds say nothing any more.
const secondsBelow = 10 * time.Minute

// parts gives the largest unit that a length fills, and the smallest one that is shown
// with it: the next one, but seconds only in short lengths.
func parts(d time.Duration) (large, small unit) {
	for n, u := range units {
		if d < u.length {
			continue
		}
		if n+1 == len(units) || u.length == time.Minute && d >= secondsBelow {
			return u, u
		}
		return u, units[n+1]
	}
	last := units[len(units)-1]
	return last, last
}

// Duration gives a length of time in two units at most, cut: "45 s", "2 min 30 s",
// "42 min", "2 h 14 min", "3 days 4 h". From ten minutes on there are no seconds.
func (w *Words) Duration(d time.Duration) string {
	d = max(0, d)
	large, small := parts(d)
	n := d / large.length
	first := w.T("duration."+large.name, int(n))
	rest := (d - n*large.length) / small.length
	if large == small || rest == 0 {
		return first
	}
	return w.T("duration.two", first, w.T("duration."+small.name, int(rest)))
}

// Downtime gives a length of time as Duration does, but rounded up: what was lost is
// never made to look less.
func (w *Words) Downtime(d time.Duration) string {
	_, small := parts(d)
	if over := d % small.length; over > 0 && d < math.MaxInt64-small.length {
		d += small.length - over
	}
	return w.Duration(d)
}

// Ago says how long something is past, in one unit, cut: "12 minutes ago", "just now"
// where it is less than a minute.
func (w *Words) Ago(d time.Duration) string { return w.relative("ago.", d) }

// In says how far something lies ahead, in one unit, cut: "in 12 minutes".
func (w *Words) In(d time.Duration) string { return w.relative("in.", d) }

func (w *Words) relative(prefix string, d time.Duration) string {
	for _, u := range units[:len(units)-1] {
		if d >= u.length {
			return w.T(prefix+u.name, int(d/u.length))
		}
	}
	return w.T(prefix + "seconds")
}
