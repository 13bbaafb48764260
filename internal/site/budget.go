package site

import (
	"fmt"
	"strings"
	"time"

	"ownup/internal/report"
	"ownup/internal/uptime"
)

const (
	budgetDays   = 90  // over which the chart of an error budget runs
	budgetHeight = 100 // of the chart, in units; a day is one wide
)

// budget is the error budget of a component over the last days, and a line that says how
// it was spent: from all that is allowed, at the top, down to what is left.
type budget struct {
	Window               string // in words
	Allowed, Spent, Left string // Left of a missed objective: by how much
	Over                 bool   // more was lost than is allowed
	Days, Height         int
	Zero                 int    // the height at which nothing is left, from the top
	Line, Area           string // paths
}

// budget draws the error budget of a component with an objective; it is nil where there
// is none, or nothing was observed.
func (p *press) budget(c *report.Component) *budget {
	all := c.LastDays(budgetDays)
	if c.SLO == 0 || c.Retired || all.NoData() {
		return nil
	}
	b := all.Budget(c.SLO)
	left := spending(c.Days(budgetDays), b.Allowed)
	v := &budget{
		Window:  p.t("uptime.days", budgetDays),
		Allowed: p.words.Duration(b.Allowed), Spent: p.words.Downtime(b.Spent), Left: p.words.Duration(b.Left.Abs()),
		Over: !all.Meets(c.SLO), Days: len(left), Height: budgetHeight,
	}
	v.Zero, v.Line, v.Area = descent(left, b.Allowed)
	return v
}

// spending gives what is left of an allowance at the end of each day. It is negative from
// when more was lost.
func spending(days []report.Day, allowed time.Duration) []time.Duration {
	var lost uptime.Tally
	left := make([]time.Duration, len(days))
	for n, d := range days {
		lost = lost.Add(d.Tally)
		left[n] = allowed - lost.Downtime()
	}
	return left
}

// descent draws steps, a unit wide each, from the allowance at the top to the lowest
// value, or to nothing left, at the bottom; and the area between them and nothing left.
func descent(left []time.Duration, allowed time.Duration) (zero int, line, area string) {
	lowest := min(0, left[len(left)-1])
	y := func(d time.Duration) int {
		if allowed == lowest {
			return 0 // nothing is allowed, and nothing was lost
		}
		return int(float64(allowed-d) / float64(allowed-lowest) * budgetHeight)
	}
	var b strings.Builder
	at := y(allowed)
	fmt.Fprintf(&b, "M0 %d", at)
	from := 0
	for n, d := range left {
		if y(d) != at {
			at = y(d)
			fmt.Fprintf(&b, "H%dV%d", n, at)
			from = n
		}
	}
	if from < len(left) {
		fmt.Fprintf(&b, "H%d", len(left))
	}
	zero = y(0)
	return zero, b.String(), fmt.Sprintf("%sV%dH0z", b.String(), zero)
}
