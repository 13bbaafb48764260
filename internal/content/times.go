package content

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"ownup/internal/diag"
)

// A clock reads the times that people write, in the site's zone unless they carry their
// own offset.
type clock struct{ zone *time.Location }

// timeForm is TIME of the grammar, and what people write in its place. An offset may be
// an abbreviation, which is refused with the offsets that it may mean.
var timeForm = regexp.MustCompile(`^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt]|[ \t]+)(\d{1,2}):(\d{2})(?::(\d{2})(\.\d+)?)?)?`)

// offsetForm is what may follow a time.
var offsetForm = regexp.MustCompile(`^[ \t]*([Zz]\b|[+−-]\d{1,2}:?\d{2}\b|[A-Z]{2,5}\b)`)

// isOffset reports whether what offsetForm found is an offset, or was meant as one, and no
// word that belongs to what follows.
func isOffset(found string) bool {
	letters := unicode.IsLetter([]rune(found)[0])
	return !letters || strings.EqualFold(found, "Z") || abbreviations[found] != nil
}

// bareForm is a time of the day alone.
var bareForm = regexp.MustCompile(`^(\d{1,2}):(\d{2})(?::(\d{2}))?`)

// written is a time that was read, with what is needed to read others beside it.
type written struct {
	time.Time
	length int            // in bytes of the text that was read
	zone   *time.Location // the offset that was written, else the site's zone
}

// fault is what is wrong with a piece of text, at a byte of it.
type fault struct {
	at            int
	message, hint string
}

func (f *fault) problem(pos diag.Pos, text string) diag.Problem {
	pos.Column += len([]rune(text[:min(f.at, len(text))]))
	return diag.Problem{Pos: pos, Message: f.message, Hint: f.hint}
}

// format writes a time as people write it, in the site's zone.
func (c clock) format(t time.Time) string {
	layout := "2006-01-02 15:04"
	if t.Second() != 0 {
		layout += ":05"
	}
	return t.In(c.zone).Format(layout + " -07:00")
}

const timeExample = `write a time such as "2026-09-03 08:00" (in the site's zone) or "2026-09-03 08:00 -04:00"`

// read reads the TIME that text begins with.
func (c clock) read(text string) (written, *fault) {
	m := timeForm.FindStringSubmatch(text)
	if m == nil {
		return written{}, timeless(text)
	}
	w := written{length: len(m[0]), zone: c.zone}
	if f := otherwise(m, text[len(m[0]):]); f != nil {
		return w, f
	}
	n := numbers(m[1:7])
	if f := implausible(m[0], n); f != nil {
		return w, f
	}
	local := time.Date(n[0], time.Month(n[1]), n[2], n[3], n[4], n[5], 0, time.UTC)
	zone, length, f := c.offset(m[0], text[w.length:], local)
	w.length += length
	if f != nil {
		return w, f
	}
	if zone != nil {
		w.zone = zone
	}
	var hint *fault
	w.Time, hint = resolve(local, w.zone, m[0])
	return w, hint
}

// offset reads what stands behind a time and says in which zone it is. A word that is no
// abbreviation of a zone belongs to what follows.
func (c clock) offset(written, rest string, local time.Time) (*time.Location, int, *fault) {
	m := offsetForm.FindStringSubmatch(rest)
	if m == nil {
		return nil, 0, nil
	}
	word := strings.Replace(m[1], "−", "-", 1)
	switch {
	case word == "Z" || word == "z":
		return time.UTC, len(m[0]), nil
	case word[0] == '+' || word[0] == '-':
		digits := strings.ReplaceAll(word[1:], ":", "")
		hours, _ := strconv.Atoi(digits[:len(digits)-2])
		minutes, _ := strconv.Atoi(digits[len(digits)-2:])
		if hours > 14 || minutes > 59 {
			return nil, len(m[0]), &fault{len(written) + strings.Index(m[0], m[1]), fmt.Sprintf("offset %q is out of range", word), "offsets lie between -12:00 and +14:00"}
		}
		seconds := hours*3600 + minutes*60
		if word[0] == '-' {
			seconds = -seconds
		}
		return time.FixedZone("", seconds), len(m[0]), nil
	}
	meanings := abbreviations[word]
	if meanings == nil {
		return nil, 0, nil
	}
	f := c.ambiguous(word, written, local)
	f.at = len(written) + strings.Index(m[0], m[1])
	return nil, len(m[0]), f
}

// ambiguous complains of a zone's abbreviation, and says which offsets it may mean.
func (c clock) ambiguous(word, written string, local time.Time) *fault {
	meanings := abbreviations[word]
	var lines []string
	for _, a := range meanings {
		lines = append(lines, fmt.Sprintf("write \"%s %s\" for %s", written, a.offset, a.meaning))
	}
	if len(meanings) == 1 {
		return &fault{message: fmt.Sprintf("%q is no offset: write it in hours and minutes, or Z for UTC", word), hint: lines[0]}
	}
	if here, f := resolve(local, c.zone, written); f == nil {
		lines = append(lines, fmt.Sprintf("in the site's zone, %s, the offset is %s at that time", c.zone, here.In(c.zone).Format("-07:00")))
	}
	return &fault{
		message: fmt.Sprintf("%q is no offset: abbreviations of zones mean different things to different people", word),
		hint:    strings.Join(lines, "\n"),
	}
}

// bare reads a time of the day, which is the last such time at or before the given one.
func (c clock) bare(text string, before written) (written, *fault) {
	m := bareForm.FindStringSubmatch(text)
	if m == nil {
		return written{}, timeless(text)
	}
	if f := overfull(m, text[len(m[0]):], before); f != nil {
		return written{length: len(m[0])}, f
	}
	n := numbers(m[1:4])
	if f := implausible(m[0], []int{2000, 1, 1, n[0], n[1], n[2]}); f != nil {
		return written{length: len(m[0])}, f
	}
	day := before.In(before.zone)
	for range 3 {
		local := time.Date(day.Year(), day.Month(), day.Day(), n[0], n[1], n[2], 0, time.UTC)
		t, f := resolve(local, before.zone, local.Format("2006-01-02 ")+m[0])
		if f != nil {
			return written{length: len(m[0])}, f
		}
		if !t.After(before.Time) {
			return written{Time: t, length: len(m[0]), zone: before.zone}, nil
		}
		day = day.AddDate(0, 0, -1)
	}
	return written{length: len(m[0])}, &fault{0, fmt.Sprintf("%q never came before the update", m[0]), timeExample}
}

// resolve finds the instant at which a wall clock in the zone shows the local time (given
// in UTC). A change of the clock may skip such a time or give it twice: then the offsets
// that may be meant are named.
func resolve(local time.Time, zone *time.Location, written string) (time.Time, *fault) {
	var offsets, meant []int
	for _, t := range []time.Time{local.Add(-25 * time.Hour), local.Add(25 * time.Hour)} {
		_, offset := t.In(zone).Zone()
		if !slices.Contains(offsets, offset) {
			offsets = append(offsets, offset)
		}
	}
	for _, offset := range offsets {
		if _, is := local.Add(-time.Duration(offset) * time.Second).In(zone).Zone(); is == offset {
			meant = append(meant, offset)
		}
	}
	if len(meant) == 1 {
		return local.Add(-time.Duration(meant[0]) * time.Second).UTC(), nil
	}
	what := "never was"
	if len(meant) > 1 {
		what = "was twice"
	}
	var choices []string
	for _, offset := range offsets {
		at := local.Add(-time.Duration(offset) * time.Second).In(time.FixedZone("", offset))
		choices = append(choices, fmt.Sprintf("%q (which is %s)", written+at.Format(" -07:00"), at.UTC().Format("15:04 UTC")))
	}
	return time.Time{}, &fault{
		message: fmt.Sprintf("%q %s in %s: the clock was changed then", written, what, zone),
		hint:    "write the offset: " + strings.Join(choices, " or "),
	}
}

// implausible says what is wrong with the numbers of a time: year, month, day, hour,
// minute, second.
func implausible(text string, n []int) *fault {
	days := time.Date(n[0], time.Month(n[1])+1, 0, 0, 0, 0, 0, time.UTC).Day()
	wrong := func(what string, value int, hint string) *fault {
		return &fault{0, fmt.Sprintf("there is no %s %d in %q", what, value, text), hint}
	}
	switch {
	case n[1] < 1 || n[1] > 12:
		hint := "a date is year-month-day, and months go from 01 to 12"
		if n[2] >= 1 && n[2] <= 12 && n[1] <= 31 {
			hint += fmt.Sprintf("; is %04d-%02d-%02d meant?", n[0], n[2], n[1])
		}
		return wrong("month", n[1], hint)
	case n[2] < 1 || n[2] > days:
		return wrong("day", n[2], fmt.Sprintf("that month has %d days", days))
	case n[3] > 23:
		return wrong("hour", n[3], "hours go from 00 to 23; midnight is 00:00 of the next day")
	case n[4] > 59:
		return wrong("minute", n[4], "minutes go from 00 to 59")
	case n[5] > 59:
		return wrong("second", n[5], "seconds go from 00 to 59")
	}
	return nil
}

// timeless says that a text holds no time.
func timeless(text string) *fault {
	if text == "" {
		return &fault{0, "the time is missing", timeExample}
	}
	return &fault{0, fmt.Sprintf("no time in %q", firstWords(text)), timeExample}
}

func numbers(texts []string) []int {
	n := make([]int, len(texts))
	for i, t := range texts {
		n[i], _ = strconv.Atoi(t) // digits only, by the pattern; an empty one is 0
	}
	return n
}

func firstWords(text string) string {
	words := strings.Fields(text)
	return strings.Join(words[:min(3, len(words))], " ")
}
