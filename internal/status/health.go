package status

import (
	"maps"
	"slices"
	"strings"
)

// Health is the status of a component. Healths are ordered: a greater one is worse.
type Health int

// The healths, from best to worst, as Atlassian Statuspage's public API names them.
const (
	Operational Health = iota
	UnderMaintenance
	DegradedPerformance
	PartialOutage
	MajorOutage
)

var healths = [...]string{"operational", "under_maintenance", "degraded_performance", "partial_outage", "major_outage"}

// Healths gives all healths, from best to worst.
func Healths() []Health {
	return []Health{Operational, UnderMaintenance, DegradedPerformance, PartialOutage, MajorOutage}
}

// String gives the word on disk and in JSON, such as "major_outage".
func (h Health) String() string { return healths[h] }

// HealthWords gives the words that ParseHealth knows: those on disk, from best to worst,
// then the short forms.
func HealthWords() []string {
	return append(healths[:len(healths):len(healths)], slices.Sorted(maps.Keys(shortHealths))...)
}

// ParseHealth reads a word as people write it: case, spaces, hyphens and underscores
// are the same thing, and degraded, partial, major and maintenance are short forms.
func ParseHealth(word string) (Health, bool) {
	w := fold(word)
	for i, name := range healths {
		if w == name {
			return Health(i), true
		}
	}
	h, ok := shortHealths[w]
	return h, ok
}

// shortHealths are the short forms that people may write.
var shortHealths = map[string]Health{
	"degraded": DegradedPerformance, "partial": PartialOutage,
	"major": MajorOutage, "maintenance": UnderMaintenance,
}

// Impact is how bad an incident is. All but critical follow from the worst health.
type Impact int

// The impacts.
const (
	ImpactDerived Impact = iota // not given: what the worst health says
	ImpactNone
	ImpactMinor
	ImpactMajor
	ImpactCritical
	ImpactMaintenance
)

var impacts = [...]string{"", "none", "minor", "major", "critical", "maintenance"}

// String gives the word on disk and in JSON, such as "minor".
func (i Impact) String() string { return impacts[i] }

// Gravity gives an impact to compare with others: maintenance weighs as little as nothing.
func (i Impact) Gravity() Impact {
	if i == ImpactMaintenance {
		return ImpactNone
	}
	return i
}

// ImpactWords gives the words that ParseImpact knows.
func ImpactWords() []string { return impacts[1:] }

// ParseImpact reads a word as people write it.
func ParseImpact(word string) (Impact, bool) {
	for i, name := range impacts {
		if i > 0 && fold(word) == name {
			return Impact(i), true
		}
	}
	return ImpactDerived, false
}

// impactOf is the impact of an incident whose components were never worse than h.
func impactOf(h Health) Impact {
	switch h {
	case MajorOutage:
		return ImpactMajor
	case PartialOutage, DegradedPerformance:
		return ImpactMinor
	case UnderMaintenance:
		return ImpactMaintenance
	default:
		return ImpactNone
	}
}

// Phase is the status of an update.
type Phase int

// The phases.
const (
	Investigating Phase = iota
	Identified
	Monitoring
	Resolved
	Scheduled
	InProgress
	Verifying
	Completed
	Cancelled
	NoChange   // "update": words that keep the phase
	Postmortem // what was learned; keeps the phase
)

var phases = [...]string{
	"investigating", "identified", "monitoring", "resolved",
	"scheduled", "in_progress", "verifying", "completed", "cancelled",
	"update", "postmortem",
}

// String gives the word on disk and in JSON, such as "in_progress".
func (p Phase) String() string { return phases[p] }

// ParsePhase reads a word as people write it: case, spaces, hyphens and underscores are
// the same thing, and canceled is cancelled.
func ParsePhase(word string) (Phase, bool) {
	w := fold(word)
	if w == "canceled" {
		w = "cancelled"
	}
	for i, name := range phases {
		if w == name {
			return Phase(i), true
		}
	}
	return 0, false
}

// Ends reports whether the phase ends what it is said of, and all its effects.
func (p Phase) Ends() bool { return p == Resolved || p == Completed || p == Cancelled }

// Keeps reports whether an update in this phase leaves the phase as it was.
func (p Phase) Keeps() bool { return p == NoChange || p == Postmortem }

// Kind tells the three things that a file can be.
type Kind int

// The kinds.
const (
	KindIncident    Kind = iota // unplanned
	KindMaintenance             // planned, with a window
	KindNotice                  // words without an effect
)

var kinds = [...]string{"incident", "maintenance", "notice"}

// String gives the word on disk and in JSON, such as "notice".
func (k Kind) String() string { return kinds[k] }

// KindWords gives the words that ParseKind knows.
func KindWords() []string { return kinds[:] }

// ParseKind reads a word as people write it.
func ParseKind(word string) (Kind, bool) {
	for i, name := range kinds {
		if fold(word) == name {
			return Kind(i), true
		}
	}
	return 0, false
}

// Phases gives the phases that an update of something of this kind can have, in the
// order in which they usually come.
func (k Kind) Phases() []Phase {
	switch k {
	case KindMaintenance:
		return []Phase{Scheduled, InProgress, Verifying, Completed, Cancelled, NoChange, Postmortem}
	case KindNotice:
		return []Phase{NoChange, Resolved}
	default:
		return []Phase{Investigating, Identified, Monitoring, Resolved, NoChange, Postmortem}
	}
}

// fold makes the same of what people write in different ways.
func fold(word string) string {
	words := strings.FieldsFunc(strings.ToLower(word), func(r rune) bool {
		return r == ' ' || r == '\t' || r == '-' || r == '_'
	})
	return strings.Join(words, "_")
}
