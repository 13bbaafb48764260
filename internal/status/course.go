package status

import (
	"slices"
	"time"
)

// Effect is one component, in one health, over one interval: the bridge from words to
// numbers.
type Effect struct {
	Component string
	Health    Health // never Operational
	From      time.Time
	Until     time.Time // zero: still lasting
	Incident  string    // id of the incident whose words say so
}

// Course is what the words of one incident mean at one instant. Everything in it follows
// from the updates that were said by then; nothing is stored in a file.
type Course struct {
	Incident *Incident
	Now      time.Time

	Said    []Update // oldest first; every one has a time
	Held    []Update // those that will be said later, oldest first
	Phase   Phase    // never NoChange or Postmortem
	Open    bool     // not ended: of a maintenance also before it begins
	Start   time.Time
	End     time.Time // zero while it lasts
	Effects []Effect  // by component in the order of naming, then by time
	Touched []Touched // every component that was named, in the order of naming
	Impact  Impact    // never ImpactDerived

	Windows []Window // of a maintenance: the windows as announced, oldest first; the last one counts
	Overrun bool     // of a maintenance: it is kept open past the end of its window
}

// Touched is a component that an incident names.
type Touched struct {
	Component string
	Health    Health // what this incident says of it at the course's instant
	Worst     Health // the worst that it ever said
}

// claim is a Claim with its interval worked out. The health of a component at an instant
// is what the last claim says whose interval holds the instant.
type claim struct {
	component   string
	health      Health
	from, until time.Time // zero: from the beginning; without end
}

func (c claim) holds(t time.Time) bool {
	return !t.Before(c.from) && (c.until.IsZero() || t.Before(c.until))
}

// Course works out what the incident's words mean at now. The second result is false
// where nothing has been said yet: then nothing of the incident may be shown.
func (i *Incident) Course(now time.Time) (Course, bool) {
	c := Course{Incident: i, Now: now}
	c.divide()
	if len(c.Said) == 0 {
		if len(i.Updates) > 0 || i.Started.IsZero() || i.Started.After(now) {
			return c, false
		}
	}
	c.Start = i.Started
	if c.Start.IsZero() {
		c.Start = c.Said[0].Effective()
	}
	switch i.Kind {
	case KindMaintenance:
		c.maintain()
	case KindNotice:
		c.notify()
	default:
		c.happen()
	}
	c.Impact = i.Impact
	if c.Impact == ImpactDerived {
		c.Impact = c.derivedImpact()
	}
	return c, true
}

// divide splits the updates into those that were said and those that are held back, and
// gives a postmortem without a time that of the last update that ended the incident, and
// the id that belongs to it.
func (c *Course) divide() {
	var ended time.Time
	for _, u := range c.Incident.Updates {
		if u.Phase.Ends() {
			ended = u.At
		}
		if u.At.IsZero() {
			if ended.IsZero() {
				c.Held = append(c.Held, u)
				continue
			}
			u.At = ended
		}
		if u.At.After(c.Now) {
			c.Held = append(c.Held, u)
		} else {
			c.Said = append(c.Said, u)
		}
	}
	slices.SortStableFunc(c.Said, func(a, b Update) int { return a.At.Compare(b.At) })
	same := 0
	for n := range c.Said {
		u := &c.Said[n]
		if same++; n == 0 || !u.At.Equal(c.Said[n-1].At) {
			same = 1
		}
		if u.ID == "" {
			u.ID = UpdateID(u.At, same)
		}
	}
}

// happen works out the course of something unplanned: claims hold until a later claim or
// the end, and each end is a claim that all is operational.
func (c *Course) happen() {
	claims := c.initial(c.Start)
	named := c.names(nil, c.Incident.Components)
	c.Open = true
	for _, u := range c.Said {
		named = c.names(named, u.Claims)
		switch {
		case u.Phase.Ends():
			c.Open, c.Phase, c.End = false, u.Phase, u.Effective()
			for _, name := range named {
				claims = append(claims, claim{component: name, from: c.End})
			}
		case !u.Phase.Keeps():
			c.Open, c.Phase, c.End = true, u.Phase, time.Time{}
		}
		claims = append(claims, said(u, c.End)...)
	}
	c.effects(named, claims, nil)
}

// maintain works out the course of a maintenance: its claims count only while it runs,
// which is from its first in_progress, else from its window's beginning, until it is
// said to be over, else until its window's end.
func (c *Course) maintain() {
	claims := c.initial(time.Time{})
	named := c.names(nil, c.Incident.Components)
	run := running{window: c.Incident.Window}
	c.Windows = []Window{run.window}
	c.Phase, c.Open = Scheduled, true
	for _, u := range c.Said {
		named = c.names(named, u.Claims)
		claims = append(claims, said(u, time.Time{})...)
		if u.Phase.Keeps() {
			continue
		}
		c.Phase = u.Phase
		run.say(u)
		if u.Window != (Window{}) {
			c.Windows = append(c.Windows, u.Window)
		}
	}
	spans, phase := run.at(c.Now, c.Phase)
	c.Phase, c.Open = phase, !phase.Ends()
	c.Start = run.window.From
	if len(spans) > 0 {
		c.Start = spans[0].From
	}
	if !c.Open {
		c.End = run.ended(spans)
	}
	c.Overrun = c.Open && run.begun && c.Now.After(run.window.Until)
	c.effects(named, claims, spans)
}

// notify works out the course of a notice, which affects nothing.
func (c *Course) notify() {
	c.Open, c.Phase = true, NoChange
	for _, u := range c.Said {
		if u.Phase.Ends() {
			c.Open, c.Phase, c.End = false, u.Phase, u.Effective()
		}
	}
	if until := c.Incident.Until; c.Open && !until.IsZero() && !until.After(c.Now) {
		c.Open, c.Phase, c.End = false, Resolved, until
	}
	for _, name := range c.names(nil, c.Incident.Components) {
		c.Touched = append(c.Touched, Touched{Component: name})
	}
}

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

// said gives the claims of an update. What is said after the end speaks of the time
// before it.
func said(u Update, end time.Time) []claim {
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

// names adds the components of some claims to those that were named before.
func (c *Course) names(named []string, claims []Claim) []string {
	for _, k := range claims {
		if !slices.Contains(named, k.Component) {
			named = append(named, k.Component)
		}
	}
	return named
}

// effects turns the claims into effects: between two instants at which a claim or a span
// begins or ends nothing changes. Where spans is not nil, claims count only within one.
func (c *Course) effects(named []string, claims []claim, spans []Window) {
	for _, name := range named {
		own := slices.DeleteFunc(slices.Clone(claims), func(k claim) bool { return k.component != name })
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

func healthAt(t time.Time, claims []claim) Health {
	for _, k := range slices.Backward(claims) {
		if k.holds(t) {
			return k.health
		}
	}
	return Operational
}

func within(t time.Time, spans []Window) bool {
	return slices.ContainsFunc(spans, func(w Window) bool {
		return claim{from: w.From, until: w.Until}.holds(t)
	})
}

// derivedImpact is the impact of the worst health that was ever held.
func (c *Course) derivedImpact() Impact {
	switch c.Incident.Kind {
	case KindMaintenance:
		return ImpactMaintenance
	case KindNotice:
		return ImpactNone
	}
	worst := Operational
	for _, t := range c.Touched {
		worst = max(worst, t.Worst)
	}
	return impactOf(worst)
}

// Promise gives the instant by which the last update said that the next word would come;
// zero where nothing is promised, or nothing more is due.
func (c *Course) Promise() time.Time {
	if !c.Open || len(c.Said) == 0 {
		return time.Time{}
	}
	return c.Said[len(c.Said)-1].Next
}

// NextChange gives the first instant after the course's own at which the incident's
// facts change by the clock alone: an update that is held back is said, a promise falls
// due, a window begins or ends. Zero: never.
func (c *Course) NextChange() time.Time {
	instants := []time.Time{c.Promise()}
	for _, u := range c.Held {
		instants = append(instants, u.At)
	}
	if c.Open {
		instants = append(instants, c.Incident.Until)
		for _, k := range c.Incident.Components {
			instants = append(instants, k.Since)
		}
		if n := len(c.Windows); n > 0 {
			instants = append(instants, c.Windows[n-1].From, c.Windows[n-1].Until)
		}
	}
	var next time.Time
	for _, t := range instants {
		if t.After(c.Now) && (next.IsZero() || t.Before(next)) {
			next = t
		}
	}
	return next
}
