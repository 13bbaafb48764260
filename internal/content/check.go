package content

import (
	"fmt"
	"strings"
	"time"

	"ownup/internal/content/frontmatter"
	"ownup/internal/diag"
	"ownup/internal/status"
)

// strictExample is how a rule is set.
const strictExample = "write off, advice or error"

// check reads what "ownup check" advises: check: {capitals: off, late: error, silent: 12h}.
func (r *siteReader) check() status.Check {
	var c status.Check
	v, ok := r.take("check")
	if !ok {
		return c
	}
	if v.Kind != frontmatter.Map {
		r.problems.Add(v.Pos, "write check: {late: error, capitals: off}", "check is %s, where a map was expected", describe(v))
		return c
	}
	for _, p := range v.Pairs {
		rule, ok := status.ParseRule(p.Key.Text)
		if !ok {
			r.problems.Add(p.Key.Pos, diag.DidYouMean(p.Key.Text, status.RuleWords()), "there is no advice %q", p.Key.Text)
			continue
		}
		r.rule(&c, rule, p.Value)
	}
	return c
}

// rule reads how strictly, and after which time, something is advised.
func (r *siteReader) rule(c *status.Check, rule status.Rule, v frontmatter.Value) {
	hint := strictExample
	if rule.Timed() {
		hint += ", a duration such as 2d, or both"
	}
	for word := range strings.FieldsSeq(v.Text) {
		strict, isStrict := status.ParseStrictness(word)
		d, isTime := readDuration(word)
		switch {
		case isStrict:
			c.Strict[rule] = strict
		case isTime && rule.Timed():
			c.After[rule] = d
		default:
			r.problems.Add(v.Pos, hint, "%s is %q, which is no strictness", rule, word)
			return
		}
	}
	if v.Text == "" {
		r.problems.Add(v.Pos, hint, "%s is %s", rule, describe(v))
	}
}

// check writes what is not as usual.
func (w *formatter) check(c status.Check) {
	var items []string
	for n, word := range status.RuleWords() {
		rule, value := status.Rule(n), ""
		if c.Strict[rule] != status.Advised {
			value = c.Strict[rule].String()
		}
		if after := c.After[rule].Truncate(time.Minute); rule.Timed() && after > 0 {
			value = strings.TrimSpace(value + " " + patience(after))
		}
		if value != "" {
			items = append(items, word+": "+value)
		}
	}
	if len(items) > 0 {
		w.line(fmt.Sprintf("check: {%s}", strings.Join(items, ", ")))
	}
}

// patience writes a time as a rule has it: in days, where it is some.
func patience(d time.Duration) string {
	const day = 24 * time.Hour
	if d > day && d%day == 0 {
		return fmt.Sprintf("%dd", d/day)
	}
	return formatDuration(d)
}
