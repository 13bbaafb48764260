package status

import (
	"slices"
	"time"
)

// claim is a Claim with its interval worked out. The health of a component at an instant
// is what the last claim says whose interval holds the instant.
type claim struct {
	component   string
	health      Health
	from, until time.Time // zero: from the beginning; without end
}

func (c claim) holds(t time.Time) bool { return Window{c.from, c.until}.holds(t) }

// initial gives the claims of the front matter, which hold from start.
func (c *Course) initial(start time.Time) []claim {
	var claims []claim
	for _, k := range c.Incident.Components {
		from := start
		if !k.Since.IsZero() {
			from = k.Since
		}
		claims = append(claims, claim{component: k.Component, health: k.Health, from: from})
	}
	return claims
}

// claimed gives the claims of an update. What is said with the end, or after it, speaks
// of the time before it.
func claimed(u Update, end time.Time) []claim {
	var claims []claim
	for _, k := range u.Claims {
		from := u.Effective()
		if !k.Since.IsZero() {
			from = k.Since
		}
		claims = append(claims, claim{component: k.Component, health: k.Health, from: from, until: end})
	}
	return claims
}

// confine lets what was said of the time in which a maintenance ran hold no longer than
// that run: a new window begins anew, with what was announced.
func confine(claims []claim, spans []Window) []claim {
	for n, k := range claims {
		for _, s := range spans {
			if s.holds(k.from) && !s.Until.IsZero() && (k.until.IsZero() || s.Until.Before(k.until)) {
				claims[n].until = s.Until
			}
		}
	}
	return claims
}

// namesIn adds the components of some claims to those that were named before.
func namesIn(claims []Claim, before []string) []string {
	for _, k := range claims {
		if !slices.Contains(before, k.Component) {
			before = append(before, k.Component)
		}
	}
	return before
}

// effects turns the claims into effects: between two instants at which a claim or a span
// begins or ends nothing changes. Of a maintenance, claims count only within a span.
func (c *Course) effects(names []string, claims []claim, spans []Window) {
	for _, name := range names {
		own := slices.DeleteFunc(slices.Clone(claims), func(k claim) bool {
			return k.component != name || k.from.After(c.Now)
		})
		touched := Touched{Component: name}
		cuts := cutsOf(own, spans)
		for n, from := range cuts {
			h := healthAt(from, own)
			if c.Incident.Kind == KindMaintenance && !within(from, spans) {
				h = Operational
			}
			if h == Operational || from.After(c.Now) {
				continue
			}
			e := Effect{Component: name, Health: h, From: from, Incident: c.Incident.ID}
			if n+1 < len(cuts) {
				e.Until = cuts[n+1]
			}
			c.add(e)
			touched.Worst = max(touched.Worst, h)
			if e.Until.IsZero() || e.Until.After(c.Now) {
				touched.Health = h
			}
		}
		c.Touched = append(c.Touched, touched)
	}
}

// add appends an effect, or lengthens the last one where nothing changed.
func (c *Course) add(e Effect) {
	if n := len(c.Effects); n > 0 {
		last := &c.Effects[n-1]
		if last.Component == e.Component && last.Health == e.Health && last.Until.Equal(e.From) {
			last.Until = e.Until
			return
		}
	}
	c.Effects = append(c.Effects, e)
	if c.Incident.Kind == KindIncident && e.From.Before(c.Start) {
		c.Start = e.From
	}
}

// cutsOf gives the instants at which claims and spans begin and end, in order.
func cutsOf(claims []claim, spans []Window) []time.Time {
	var cuts []time.Time
	for _, k := range claims {
		cuts = append(cuts, k.from, k.until)
	}
	for _, s := range spans {
		cuts = append(cuts, s.From, s.Until)
	}
	cuts = slices.DeleteFunc(cuts, time.Time.IsZero)
	slices.SortFunc(cuts, time.Time.Compare)
	return slices.CompactFunc(cuts, time.Time.Equal)
}

// healthAt gives what the last of the claims that hold at t says.
func healthAt(t time.Time, claims []claim) Health {
	for _, k := range slices.Backward(claims) {
		if k.holds(t) {
			return k.health
		}
	}
	return Operational
}

func within(t time.Time, spans []Window) bool {
	return slices.ContainsFunc(spans, func(w Window) bool { return w.holds(t) })
}
