package content

import (
	"fmt"
	"regexp"
	"strings"

	"ownup/internal/diag"
	"ownup/internal/status"
)

// otherDates are dates as people write them elsewhere, the year first or last.
var otherDates = regexp.MustCompile(`^(?:(\d{4})[/.](\d{1,2})[/.](\d{1,2})|(\d{1,2})\.(\d{1,2})\.(\d{4}))\b`)

// anyTime is a time within a heading, with what parts it from its neighbours.
var anyTime = regexp.MustCompile(`[\s,:(@–—-]*(\d{4}-\d{2}-\d{2}[T ]\d{1,2}:\d{2}(?::\d{2})?(?:[ ]?(?:Z|[+-]\d{2}:\d{2}))?)\)?$`)

// decoration is what people put around the parts of a heading.
const decoration = " \t-–—:|*_[]()"

// postmortemWords begin the headings of other houses for what was learned.
var postmortemWords = regexp.MustCompile(`(?i)^(?:post[ -]?mortem|root cause|rca\b|retrospective|lessons learned|after.action)`)

// meantBy says what to write in place of a heading that divides nothing.
func meantBy(heading string) string {
	if m := otherDates.FindStringSubmatch(heading); m != nil {
		n := numbers(m[1:])
		if m[4] != "" {
			n = []int{n[5], n[4], n[3]}
		}
		return fmt.Sprintf("write the date as year-month-day: \"## %04d-%02d-%02d%s\"", n[0], n[1], n[2], heading[len(m[0]):])
	}
	inText := "a heading inside a text is \"### " + heading + "\""
	phase := strings.ToLower(strings.Trim(heading, decoration))
	if m := anyTime.FindStringSubmatchIndex(heading); m != nil {
		phase = strings.ToLower(strings.Trim(heading[:m[0]], decoration))
		if _, ok := status.ParsePhase(phase); ok {
			return fmt.Sprintf("write the time first: \"## %s %s\"", heading[m[2]:m[3]], phase)
		}
	}
	if _, ok := status.ParsePhase(phase); ok && phase != status.Postmortem.String() {
		return "write the time before it: \"## 2026-09-03 08:00 " + phase + "\"; " + inText
	}
	plain := strings.Trim(heading, decoration)
	switch {
	case beginsLikeTime.MatchString(plain):
		return fmt.Sprintf("write it without brackets and signs: \"## %s\"", undecorated(plain))
	case bareForm.MatchString(heading):
		return "write the day before the time: \"## 2026-09-03 " + heading + "\""
	case postmortemWords.MatchString(plain) || diag.Nearest(plain, []string{status.Postmortem.String()}) != "":
		return "what was learned stands below \"## Postmortem\"; " + inText
	case strings.HasPrefix(strings.ToLower(plain), internal) || diag.Nearest(plain, []string{internal}) != "":
		return "what is never published stands below \"## Internal\"; " + inText
	}
	return "an update is \"## 2026-09-03 08:00 -04:00 identified\"; " + inText
}

// undecorated takes brackets and asterisks out of a heading up to its parentheses.
func undecorated(heading string) string {
	head, tail, found := strings.Cut(heading, " (")
	if found {
		tail = " (" + tail
	}
	return strings.NewReplacer("[", "", "]", "", "*", "").Replace(head) + tail
}

// decorated complains of signs between the time and the phase of an update, if only they
// are in the way.
func (c *cursor) decorated() bool {
	rest := strings.TrimLeft(c.rest(), decoration)
	word := wordForm.FindString(rest)
	if _, ok := status.ParsePhase(word); !ok || rest == c.rest() {
		return false
	}
	c.fail(fmt.Sprintf("write \"## %s %s\"", strings.TrimSpace(c.text[:c.at]), word+strings.TrimLeft(rest[len(word):], "*_]")),
		"there are signs between the time and %q", word)
	return true
}
