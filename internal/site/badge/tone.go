package badge

import (
	"ownup/internal/status"
	"ownup/internal/uptime"
)

// tone is how good what a badge says is.
type tone int

// The tones, from best to worst, then those that are neither.
const (
	best tone = iota
	good
	fair
	poor
	bad
	worst
	planned
	unknown
)

// shields gives the name of the colour at shields.io.
func (t tone) shields() string {
	return [...]string{"brightgreen", "green", "yellowgreen", "yellow", "orange", "red", "blue", "lightgrey"}[t]
}

// light gives the colour behind white text on a light page.
func (t tone) light() string {
	return [...]string{"#187a34", "#2f7536", "#5b6f0c", "#856000", "#ad4a00", "#c4262e", "#0a63c9", "#59616b"}[t]
}

// dark gives the colour behind black text on a dark page.
func (t tone) dark() string {
	return [...]string{"#3fb950", "#6cc04a", "#a8c23a", "#e3b341", "#f0883e", "#ff7b72", "#6cb0ff", "#9aa4af"}[t]
}

func ofHealth(h status.Health) tone {
	return map[status.Health]tone{
		status.Operational: best, status.UnderMaintenance: planned, status.DegradedPerformance: poor,
		status.PartialOutage: bad, status.MajorOutage: worst,
	}[h]
}

// ofUptime gives the tone of an uptime. An objective of 0 is none.
func ofUptime(t uptime.Tally, objective status.Fraction) tone {
	if objective > 0 && t.Meets(objective) {
		return best
	}
	reached := best
	for _, least := range []int{99_90, 99_50, 99_00, 98_00, 95_00} {
		if t.BasisPoints() < least {
			reached++
		}
	}
	if objective > 0 {
		return max(reached, poor)
	}
	return reached
}
