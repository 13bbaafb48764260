package status

import "time"

// Rule is one thing that whoever runs the page is advised of.
type Rule int

// The rules, as docs/site-yaml.md lists them.
const (
	RuleHeld       Rule = iota // what is held back until its time: a time in the future
	RuleLate                   // the next word was promised, and has not come
	RuleSilent                 // something is open, nothing is promised, and nothing was said for long
	RuleMonitoring             // it is monitored, and something is still down
	RuleOverrun                // a maintenance runs past its end
	RulePostmortem             // a major incident has none
	RuleOverdue                // a commitment is not kept in time
	RuleImpact                 // the impact that is given is not that of the healths
	RuleUntouched              // no component is named
	RuleCapitals               // the title is in capitals
	RuleLink                   // a link leads nowhere inside the site
)

var rules = [...]string{"held", "late", "silent", "monitoring", "overrun", "postmortem", "overdue", "impact", "untouched", "capitals", "link"}

// String gives the word of site.yaml, such as "late".
func (r Rule) String() string { return rules[r] }

// RuleWords gives the words that ParseRule knows.
func RuleWords() []string { return rules[:] }

// ParseRule reads a word as people write it.
func ParseRule(word string) (Rule, bool) {
	for i, name := range rules {
		if fold(word) == name {
			return Rule(i), true
		}
	}
	return 0, false
}

// Timed reports whether a rule waits for some time before it advises.
func (r Rule) Timed() bool { return r == RuleSilent || r == RulePostmortem }

// Strictness says what becomes of advice.
type Strictness int

// The strictnesses.
const (
	Advised  Strictness = iota // it is told, and stops nothing
	Ignored                    // it is not told
	Demanded                   // it is told as an error, which fails a check and stops no build
)

var strictnesses = [...]string{"advice", "off", "error"}

// String gives the word of site.yaml: "advice", "off" or "error".
func (s Strictness) String() string { return strictnesses[s] }

// ParseStrictness reads a word as people write it.
func ParseStrictness(word string) (Strictness, bool) {
	for i, name := range strictnesses {
		if fold(word) == name {
			return Strictness(i), true
		}
	}
	return 0, false
}

// Check says what is advised, how strictly, and after which time. The zero Check is the
// usual one.
type Check struct {
	Strict [RuleLink + 1]Strictness    // by rule
	After  [RuleLink + 1]time.Duration // by timed rule; zero: the usual time
}

// The usual times of the timed rules.
const (
	usualSilence    = 24 * time.Hour
	usualPostmortem = 14 * 24 * time.Hour
)

// Patience gives the time for which a timed rule waits.
func (c Check) Patience(r Rule) time.Duration {
	switch {
	case c.After[r] > 0:
		return c.After[r]
	case r == RuleSilent:
		return usualSilence
	default:
		return usualPostmortem
	}
}
