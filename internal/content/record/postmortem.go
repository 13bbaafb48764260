package record

import (
	"strings"

	"ownup/internal/status"
)

// postmortem compares a postmortem with what it was before: its commitments, and the rest
// of its words.
func (c *change) postmortem(b, u status.Update) {
	if reads(b.Text, u.Text) && len(b.Commitments) == len(u.Commitments) {
		return
	}
	before := len(c.found)
	c.commitments(b.Commitments, u.Commitments)
	was, is := withoutTasks(words(b.Text)), withoutTasks(words(u.Text))
	switch {
	case was != is:
		c.add(c.text(status.EditPostmortemText, b.At, was, is))
	case len(c.found) == before:
		c.add(status.Edit{Kind: status.EditPostmortemText})
	}
	if b.At.After(c.since) { // nobody is to read what may never have been public
		for n := range c.found[before:] {
			c.found[before+n].Was.Text = ""
		}
	}
}

// withoutTasks gives the words of a text but for its tasks, which are commitments.
func withoutTasks(text string) string {
	var rest []string
	for line := range strings.Lines(text) {
		_, item, _ := strings.Cut(strings.TrimSpace(line), " ") // after the bullet
		if !strings.HasPrefix(item, "[ ] ") && !strings.HasPrefix(item, "[x] ") {
			rest = append(rest, line)
		}
	}
	return strings.TrimSpace(strings.Join(rest, ""))
}

// commitments compares what is promised. A commitment is the same one if its words are;
// what is left over on both sides is matched by most of its words.
func (c *change) commitments(before, after []status.Commitment) {
	taken := make([]bool, len(before))
	pair := make([]int, len(after))
	for n := range pair {
		pair[n] = -1
	}
	for _, fits := range []func(b, a string) bool{
		func(b, a string) bool { return b == a },
		func(b, a string) bool { return likeness(b, a) >= alike },
	} {
		for n, a := range after {
			for m, b := range before {
				if pair[n] < 0 && !taken[m] && fits(b.Text, a.Text) {
					pair[n], taken[m] = m, true
				}
			}
		}
	}
	for n, a := range after {
		if pair[n] < 0 {
			c.add(status.Edit{Kind: status.EditCommitmentAdded, Is: status.Value{Text: words(a.Text)}})
			continue
		}
		c.commitment(before[pair[n]], a)
	}
	for m, b := range before {
		if !taken[m] {
			c.add(status.Edit{Kind: status.EditCommitmentRemoved, Was: status.Value{Text: words(b.Text)}})
		}
	}
}

// commitment compares one commitment with what it was before.
func (c *change) commitment(b, a status.Commitment) {
	told := status.Value{Text: words(a.Text)}
	if b.Text != a.Text || b.Owner != a.Owner {
		e := status.Edit{Kind: status.EditCommitmentText, Is: told}
		if was := words(b.Text); was != told.Text {
			e.Was.Text = was
		}
		c.add(e)
	}
	if b.Due != a.Due {
		c.add(status.Edit{Kind: status.EditCommitmentDue, Was: status.Value{Date: b.Due}, Is: status.Value{Text: told.Text, Date: a.Due}})
	}
	wasDropped, isDropped := !b.Dropped.IsZero(), !a.Dropped.IsZero()
	switch {
	case b.Kept == a.Kept && wasDropped == isDropped:
	case a.Kept:
		c.add(status.Edit{Kind: status.EditCommitmentKept, Is: told})
	case isDropped:
		c.add(status.Edit{Kind: status.EditCommitmentDropped, Is: told})
	default:
		c.add(status.Edit{Kind: status.EditCommitmentOpen, Is: told})
	}
}
