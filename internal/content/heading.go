package content

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"ownup/internal/diag"
	"ownup/internal/status"
)

// cursor walks through one line of text and adds a problem where it finds one, at its
// column.
type cursor struct {
	clock
	text     string
	at       int      // in bytes
	pos      diag.Pos // of the first character of the text
	problems *diag.List
}

func (c *cursor) rest() string { return c.text[c.at:] }

func (c *cursor) space() {
	c.at += len(c.rest()) - len(strings.TrimLeft(c.rest(), " \t"))
}

// fail adds a problem at the cursor.
func (c *cursor) fail(hint, format string, args ...any) {
	c.fault(&fault{0, fmt.Sprintf(format, args...), hint})
}

func (c *cursor) fault(f *fault) {
	f.at += c.at
	*c.problems = append(*c.problems, f.problem(c.pos, c.text))
}

// time reads a TIME. With a time to look back from, the time of the day alone will do.
func (c *cursor) time(before *written) (written, bool) {
	w, f := written{}, (*fault)(nil)
	if before != nil && bareForm.MatchString(c.rest()) {
		w, f = c.bare(c.rest(), *before)
	} else {
		w, f = c.read(c.rest())
	}
	if f != nil && before != nil && f.hint == timeExample {
		f.hint = timeExample + ", or \"07:30\" for the last such time"
	}
	if f != nil {
		c.fault(f)
	}
	c.at += w.length
	return w, f == nil
}

// word reads letters, hyphens and underscores.
var wordForm = regexp.MustCompile(`^[\pL_-]+`)

// keyword reports whether the given word comes next, and steps over it.
func (c *cursor) keyword(word string) bool {
	if w := wordForm.FindString(c.rest()); strings.EqualFold(w, word) {
		c.at += len(w)
		c.space()
		return true
	}
	return false
}

// since reads an optional "since TIME".
func (c *cursor) since(before *written) (time.Time, bool) {
	if !c.keyword("since") {
		return time.Time{}, true
	}
	start := c.at
	w, ok := c.time(before)
	if !ok {
		return time.Time{}, false
	}
	if before != nil && w.After(before.Time) {
		c.at = start
		c.fail("\"since\" says when it became so, the heading's first time when it was said", "%q is after the update itself", strings.TrimSpace(c.text[start:start+w.length]))
		return time.Time{}, false
	}
	return w.Time, true
}

// update reads the level-2 heading of an update of something of the given kind:
//
//	TIME PHASE [since TIME] [(component: health [since TIME], …, next: DURATION or TIME)]
//
// The second result is false where the heading says too little to go on with.
func (c *cursor) update(kind status.Kind) (status.Update, bool) {
	h := status.Update{Pos: c.pos}
	at, ok := c.time(nil)
	if !ok {
		return h, false
	}
	h.At = at.Time
	c.space()
	ok = c.says(&h, at, kind)
	if ok && c.rest() != "" {
		c.fail("an update is TIME PHASE [since TIME] [(component: health, next: 1h)]; what it tells goes below the heading", "unexpected %q", c.rest())
		return h, false
	}
	return h, ok
}

// says reads what stands behind the time: the phase, since when it is so, and what changes.
func (c *cursor) says(h *status.Update, at written, kind status.Kind) bool {
	var ok bool
	if h.Phase, ok = c.phase(kind); !ok {
		return false
	}
	c.space()
	if h.Since, ok = c.since(&at); !ok {
		return false
	}
	c.space()
	if strings.HasPrefix(c.rest(), "(") {
		ok = c.items(h, at)
	}
	c.space()
	return ok
}

// phase reads one or two words, since "in progress" is one phase.
func (c *cursor) phase(kind status.Kind) (status.Phase, bool) {
	if c.decorated() {
		return 0, false
	}
	word := wordForm.FindString(c.rest())
	var known []string
	for _, p := range kind.Phases() {
		known = append(known, p.String())
	}
	if word == "" || strings.EqualFold(word, "since") {
		c.fail("after the time comes one of "+strings.Join(known, ", "), "the update says no phase")
		return 0, false
	}
	two := twoWords.FindString(c.rest())
	for _, w := range []string{two, word} {
		if p, ok := status.ParsePhase(w); ok {
			if !slices.Contains(kind.Phases(), p) {
				c.fail("its updates are one of "+strings.Join(known, ", "), "%q is no phase of %s", w, kindWithArticle(kind))
				return 0, false
			}
			c.at += len(w)
			return p, true
		}
	}
	c.fail(meant(word, known), "unknown phase %q", word)
	return 0, false
}

var twoWords = regexp.MustCompile(`^[\pL]+[ \t]+[\pL]+`)

func kindWithArticle(k status.Kind) string {
	if k == status.KindIncident {
		return "an incident"
	}
	return "a " + k.String()
}

// items reads the parentheses.
func (c *cursor) items(h *status.Update, at written) bool {
	open := c.at
	end := strings.LastIndex(c.text, ")")
	if end < open {
		c.fail("close it: "+strings.TrimSpace(c.text[open:])+")", "the parenthesis is not closed")
		return false
	}
	ok := true
	c.at++
	for c.at < end {
		stop := c.at + strings.IndexAny(c.text[c.at:end]+",", ",")
		inner := cursor{clock: c.clock, text: c.text[:stop], at: c.at, pos: c.pos, problems: c.problems}
		inner.space()
		if inner.rest() != "" {
			ok = inner.item(h, at) && ok
		}
		c.at = stop + 1
	}
	c.at = end + 1
	return ok
}

// item reads "component: health [since TIME]", "next: …", "from: …" or "until: …".
func (c *cursor) item(h *status.Update, at written) bool {
	colon := strings.Index(c.rest(), ":")
	if colon < 0 {
		c.fail("write \"component: health\" or \"next: 1h\"", "%q has no colon", strings.TrimSpace(c.rest()))
		return false
	}
	keyAt := c.at
	key := strings.TrimSpace(c.rest()[:colon])
	c.at += colon + 1
	c.space()
	switch word := strings.ToLower(key); word {
	case "next":
		return c.next(h, at)
	case "from", "until":
		return c.window(h, word, keyAt)
	}
	claim := status.Claim{Component: key, Pos: c.place(keyAt)}
	var ok bool
	if claim.Health, claim.Since, ok = c.health(&at); !ok {
		return false
	}
	h.Claims = append(h.Claims, claim)
	return true
}

func (c *cursor) place(at int) diag.Pos {
	p := c.pos
	p.Column += len([]rune(c.text[:at]))
	return p
}

// healthWord is one word of a health, or two.
var healthWord = regexp.MustCompile(`^[\pL_-]+(?:[ \t]+(?:outage|performance|maintenance)\b)?`)

// health reads "health [since TIME]" to the end of the text.
func (c *cursor) health(before *written) (status.Health, time.Time, bool) {
	word := healthWord.FindString(strings.ToLower(c.rest()))
	h, ok := status.ParseHealth(word)
	if !ok {
		c.unknownHealth(firstOf(word, strings.TrimSpace(c.rest())))
		return 0, time.Time{}, false
	}
	c.at += len(word)
	c.space()
	since, ok := c.since(before)
	if !ok {
		return 0, time.Time{}, false
	}
	c.space()
	if c.rest() != "" {
		c.fail("after the health may only come \"since TIME\"", "unexpected %q", c.rest())
		return 0, time.Time{}, false
	}
	return h, since, true
}

// unknownHealth complains of a word where a health was expected.
func (c *cursor) unknownHealth(word string) {
	var known []string
	for _, h := range status.Healths() {
		known = append(known, h.String())
	}
	if word == "" {
		c.fail("write one of "+strings.Join(known, ", "), "the health is missing")
		return
	}
	near := diag.Nearest(word, status.HealthWords())
	if near == "" {
		near = synonyms[strings.ToLower(word)]
	}
	hint := "write one of " + strings.Join(known, ", ")
	if h, ok := status.ParseHealth(near); ok {
		hint = fmt.Sprintf("did you mean %q?", h)
	}
	c.fail(hint, "unknown health %q", word)
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// next reads a duration such as "1h 30m" or a time; the time of the day alone is the
// next such time after the update.
func (c *cursor) next(h *status.Update, at written) bool {
	text := strings.TrimSpace(c.rest())
	if d, ok := readDuration(text); ok {
		h.Next = at.Add(d)
		return true
	}
	if bareForm.FindString(text) == text && text != "" {
		last, f := c.bare(text, written{Time: at.Add(24 * time.Hour), zone: at.zone})
		if f != nil {
			c.fault(f)
			return false
		}
		h.Next = last.Time
		return true
	}
	if !timeForm.MatchString(text) {
		c.fail("write a duration such as 30m, 1h or 1h30m, or a time such as 16:00", "%q is neither a duration nor a time", text)
		return false
	}
	start := c.at
	w, ok := c.time(nil)
	if ok && !w.After(at.Time) {
		c.at = start
		c.fail("the next word can only be promised for a time after the update", "%q is not after the update", text)
		return false
	}
	h.Next = w.Time
	return ok
}

// window reads one end of a new window.
func (c *cursor) window(h *status.Update, key string, keyAt int) bool {
	if h.Phase != status.Scheduled {
		c.at = keyAt
		c.fail("only a \"scheduled\" update of a maintenance gives a new window", "%q does not belong to a %q update", key, h.Phase)
		return false
	}
	w, ok := c.time(nil)
	if key == "from" {
		h.Window.From = w.Time
	} else {
		h.Window.Until = w.Time
	}
	return ok
}
