package content

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"ownup/internal/diag"
	"ownup/internal/status"
)

// ParseTime reads a TIME as it stands in the files; one without an offset is in the
// given zone. The error says what is wrong and, on a line of its own, what to write.
func ParseTime(text string, zone *time.Location) (time.Time, error) {
	return spoken(text, zone, func(c *cursor) (time.Time, bool) {
		w, ok := c.time(nil)
		if ok && c.rest() != "" {
			c.fail(timeExample, "unexpected %q after the time", c.rest())
		}
		return w.Time, ok
	})
}

// ParseSince reads what stands behind "since" in an update that is said at the given
// time: a TIME that is not later, or the time of the day alone, which is the last such
// one. Its errors are like those of [ParseTime].
func ParseSince(text string, at time.Time, zone *time.Location) (time.Time, error) {
	return spoken("since "+strings.TrimSpace(text), zone, func(c *cursor) (time.Time, bool) {
		t, ok := c.since(&written{Time: at, zone: zone})
		if ok && c.rest() != "" {
			c.fail(timeExample, "unexpected %q after the time", c.rest())
		}
		return t, ok
	})
}

// ParseLater reads what stands behind "next:" in an update that is said at the given
// time: a duration such as 1h30m, a TIME that is later, or the time of the day alone,
// which is the next such one. Its errors are like those of [ParseTime].
func ParseLater(text string, at time.Time, zone *time.Location) (time.Time, error) {
	return spoken(text, zone, func(c *cursor) (time.Time, bool) {
		var u status.Update
		ok := c.next(&u, written{Time: at, zone: zone})
		return u.Next, ok
	})
}

// ParseClaim reads "component=health", or "component: health since TIME" as it stands in
// the heading of an update that is said at the given time. Whether there is such a
// component it does not know. Its errors are like those of [ParseTime].
func ParseClaim(text string, at time.Time, zone *time.Location) (status.Claim, error) {
	return spoken(text, zone, func(c *cursor) (status.Claim, bool) {
		split := strings.IndexAny(c.text, "=:")
		if split < 1 {
			c.fail("write component=health, such as email=degraded", "%q gives no health", c.text)
			return status.Claim{}, false
		}
		claim := status.Claim{Component: strings.TrimSpace(c.text[:split])}
		c.at = split + 1
		c.space()
		var ok bool
		claim.Health, claim.Since, ok = c.health(&written{Time: at, zone: c.zone})
		return claim, ok
	})
}

// ParseHeading reads what stands behind the time in the heading of an update, which is of
// something of the given kind and is said at the given time:
//
//	identified since 02:20 (email: major_outage, next: 1h)
//
// The second result is what follows that on the line. Its errors are like those of
// [ParseTime].
func ParseHeading(line string, kind status.Kind, at time.Time, zone *time.Location) (status.Update, string, error) {
	head, rest := line, ""
	if open := strings.Index(line, "("); open >= 0 { // what follows may have parentheses, too
		if closing := strings.Index(line[open:], ")"); closing >= 0 {
			head, rest = line[:open+closing+1], line[open+closing+1:]
		}
	}
	u, err := spoken(head, zone, func(c *cursor) (status.Update, bool) {
		h := status.Update{At: at}
		ok := c.says(&h, written{Time: at, zone: zone}, kind)
		rest = c.rest() + rest
		return h, ok
	})
	return u, strings.TrimSpace(rest), err
}

// MeantPhase gives the phase of the given kind that a word which is none was meant as:
// "fixed" is resolved, "identifed" identified. It is empty where none is near.
func MeantPhase(word string, kind status.Kind) string {
	var known []string
	for _, p := range kind.Phases() {
		known = append(known, p.String())
	}
	if same := synonyms[strings.ToLower(word)]; slices.Contains(known, same) {
		return same
	}
	return diag.Nearest(word, known)
}

// spoken reads one piece of text that stands in no file.
func spoken[T any](text string, zone *time.Location, read func(*cursor) (T, bool)) (T, error) {
	var problems diag.List
	c := cursor{clock: clock{zone}, text: strings.TrimSpace(text), problems: &problems}
	value, ok := read(&c)
	if ok && len(problems) == 0 {
		return value, nil
	}
	var none T
	return none, fmt.Errorf("%s\n\t%s", problems[0].Message, strings.ReplaceAll(problems[0].Hint, "\n", "\n\t"))
}
