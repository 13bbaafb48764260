package content

import (
	"regexp"
	"strings"

	"ownup/internal/diag"
	"ownup/internal/markdown"
	"ownup/internal/status"
)

// lastParentheses are those at the end of a task-list item.
var lastParentheses = regexp.MustCompile(`\s*\(([^()]*)\)\s*\.?$`)

// commitmentKeys are what they can hold.
var commitmentKeys = []string{"due", "done", "dropped", "owner"}

// commitments reads the task-list items of a postmortem.
func (p *parsed) commitments(s markdown.Section, heading diag.Pos) []status.Commitment {
	var all []status.Commitment
	for _, t := range markdown.Tasks(s.Text) {
		pos := diag.Pos{File: p.incident.File, Line: heading.Line + s.TextLine - s.Line + t.Line - 1, Column: t.Column}
		c := status.Commitment{Text: t.Text, Kept: t.Checked}
		if m := lastParentheses.FindStringSubmatchIndex(t.Text); m != nil && areKeys(t.Text[m[2]:m[3]]) {
			p.commitment(&c, t.Text[m[2]:m[3]], pos)
			c.Text = strings.TrimSpace(t.Text[:m[0]])
		}
		switch {
		case !c.Kept && !c.Done.IsZero():
			p.problems.Add(pos, "write - [x], or take done: away", "the commitment is done, but not ticked")
		case c.Kept && !c.Dropped.IsZero():
			p.problems.Add(pos, "write - [ ], or done: for dropped:", "the commitment is ticked, and dropped as well")
		}
		all = append(all, c)
	}
	return all
}

// areKeys reports whether some text in parentheses is meant for us.
func areKeys(inner string) bool {
	key, _, ok := strings.Cut(inner, ":")
	return ok && !strings.Contains(strings.TrimSpace(key), " ") && diag.Nearest(key, commitmentKeys) != ""
}

// commitment reads "due: 2013-10-01, done: 2013-09-20, owner: network".
func (p *parsed) commitment(c *status.Commitment, inner string, pos diag.Pos) {
	for item := range strings.SplitSeq(inner, ",") {
		key, value, _ := strings.Cut(item, ":")
		key, value = strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
		dates := map[string]*status.Date{"due": &c.Due, "done": &c.Done, "dropped": &c.Dropped}
		switch {
		case key == "owner":
			c.Owner = value
		case dates[key] != nil:
			d, err := status.ParseDate(value)
			if err != nil {
				p.problems.Add(pos, "write a day: "+key+": 2026-10-01", "%s %q is no day", key, value)
			}
			*dates[key] = d
		default:
			p.problems.Add(pos, diag.DidYouMean(key, commitmentKeys), "unknown key %q of a commitment", key)
		}
	}
}
