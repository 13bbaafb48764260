package report

import (
	"cmp"
	"slices"
	"time"

	"ownup/internal/status"
)

// StateKind says what the one sentence at the top of the home page is about.
type StateKind int

// The kinds of state.
const (
	AllWell     StateKind = iota // everything is operational
	Watching                     // so it is, and an incident is still open
	Maintaining                  // nothing is wrong but what was planned
	Trouble                      // something is degraded or out
)

// State is the site's one sentence, before it is put into words.
type State struct {
	Kind   StateKind
	Health status.Health // the worst of all components in use

	// Groups and Components are those that the sentence names, the worst ones first: a
	// group where all of its components are in that health, else components.
	Named  []Named
	Others int // how many more components are affected

	Since time.Time // since when it has been this bad without a break, or well; zero: always
	Next  time.Time // the earliest promise of a next word; zero: none
	Late  bool      // that promise has passed
}

// Named is a group or a component that the sentence names.
type Named struct {
	ID, Name string
	Group    bool
	Health   status.Health
}

// namedAtMost is how many names a sentence has room for.
const namedAtMost = 2

// state works out the sentence.
func (r *Report) state() State {
	var s State
	affected := 0
	for _, g := range r.Groups {
		s.Health = max(s.Health, g.Health)
		named, count := r.named(g)
		s.Named, affected = append(s.Named, named...), affected+count
	}
	switch {
	case s.Health > status.UnderMaintenance:
		s.Kind = Trouble
	case s.Health == status.UnderMaintenance:
		s.Kind = Maintaining
	case len(r.Open) > 0:
		s.Kind = Watching
	}
	slices.SortStableFunc(s.Named, func(a, b Named) int { return cmp.Compare(b.Health, a.Health) })
	if len(s.Named) > namedAtMost {
		s.Named = s.Named[:namedAtMost]
	}
	s.Others = affected
	for _, n := range s.Named {
		s.Others -= r.width(n)
	}
	s.Since = r.since(s)
	s.Next = earliestPromise(r.Open)
	if s.Next.IsZero() {
		s.Next = earliestPromise(r.Active)
	}
	s.Late = !s.Next.IsZero() && !r.Now.Before(s.Next)
	return s
}

// earliestPromise gives the first instant by which one of the incidents promises a next
// word; zero: none does.
func earliestPromise(incidents []*Incident) time.Time {
	var first time.Time
	for _, i := range incidents {
		if p := i.Promise(); !p.IsZero() && (first.IsZero() || p.Before(first)) {
			first = p
		}
	}
	return first
}

// named gives what is affected in a group, and how many components that are.
func (r *Report) named(g *Group) ([]Named, int) {
	var some []Named
	whole := g.Name != "" && len(g.Components) > 1
	for _, c := range g.Components {
		if c.Health != g.Health {
			whole = false
		}
		if c.Health != status.Operational {
			some = append(some, Named{ID: c.ID, Name: c.Name, Health: c.Health})
		}
	}
	if whole && g.Health != status.Operational {
		return []Named{{ID: g.ID, Name: g.Name, Group: true, Health: g.Health}}, len(g.Components)
	}
	return some, len(some)
}

func (r *Report) width(n Named) int {
	if !n.Group {
		return 1
	}
	for _, g := range r.Groups {
		if g.ID == n.ID {
			return len(g.Components)
		}
	}
	return 0
}

// since gives the instant since when the state is what it is. Where something is affected,
// that is since when a component that is now in the worst health has been in it, or in a
// worse one, without a break: what is wrong elsewhere, and less, makes it no older. Where
// all is well, it is the end of the last effect, or zero where there never was one.
func (r *Report) since(s State) time.Time {
	var first, last time.Time
	for _, c := range r.Components {
		switch {
		case c.Retired || c.Health != s.Health:
		case s.Health == status.Operational:
			if t := c.affectedUntil(); t.After(last) {
				last = t
			}
		default:
			if t := c.atLeastSince(s.Health); first.IsZero() || t.Before(first) {
				first = t
			}
		}
	}
	if s.Health == status.Operational {
		return last
	}
	return first
}

// atLeastSince gives the instant since when a component that is in the given health has
// been in it, or in a worse one, without a break, whether it was observed or not.
func (c *Component) atLeastSince(h status.Health) time.Time {
	var held []status.Effect
	for _, e := range c.effects() {
		if e.Health >= h {
			held = append(held, e)
		}
	}
	slices.SortFunc(held, func(a, b status.Effect) int { return a.From.Compare(b.From) })
	var since, until time.Time
	for _, e := range held {
		if e.From.After(until) {
			since = e.From
		}
		if e.Until.IsZero() || e.Until.After(c.now) {
			e.Until = c.now
		}
		if e.Until.After(until) {
			until = e.Until
		}
	}
	return since
}

// affectedUntil gives the end of the last effect on a component that is well now; zero:
// there never was one.
func (c *Component) affectedUntil() time.Time {
	var last time.Time
	for _, e := range c.effects() {
		if e.Until.After(last) {
			last = e.Until
		}
	}
	return last
}

// effects gives all effects on the component.
func (c *Component) effects() []status.Effect {
	var own []status.Effect
	for _, i := range c.Incidents {
		for _, e := range i.Effects {
			if e.Component == c.ID {
				own = append(own, e)
			}
		}
	}
	return own
}
