package status

import "time"

// Effect is one component, in one health, over one interval: the bridge from words to
// numbers.
type Effect struct {
	Component string
	Health    Health // never Operational
	From      time.Time
	Until     time.Time // zero: still lasting; to come where a maintenance will end by the clock
	Incident  string    // id of the incident whose words say so
}

// Course is what the words of one incident mean at one instant. Everything in it follows
// from the updates that were said by then; nothing is stored in a file.
type Course struct {
	Incident *Incident
	Now      time.Time

	Said    []Update // oldest first; every one has a time
	Held    []Update // those that will be said later, oldest first; one without a time is last
	Phase   Phase    // never Postmortem; NoChange only of a notice that is open
	Open    bool     // not ended: of a maintenance also before it begins
	Start   time.Time
	End     time.Time // zero while it lasts; before Start where a maintenance was cancelled before it began
	Effects []Effect  // by component in the order of naming, then by time
	Touched []Touched // every component that was named, in the order of naming
	Impact  Impact    // never ImpactDerived

	Windows []Window // of a maintenance: the windows as announced, oldest first; the last one counts
	Begun   bool     // of a maintenance: it was said to run, so that only words can end it
	Overrun bool     // of a maintenance: words keep it open past the end of its window
}

// Touched is a component that an incident names.
type Touched struct {
	Component string
	Health    Health // what this incident says of it at the course's instant
	Worst     Health // the worst that it ever said
}

// Course works out what the incident's words mean at now. The second result is false
// where nothing has been said yet: then nothing of the incident may be shown.
func (i *Incident) Course(now time.Time) (Course, bool) {
	c := Course{Incident: i, Now: now}
	c.divide()
	if first := i.FirstWord(); first.IsZero() || first.After(now) {
		return c, false
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
	c.release()
	c.identify()
	c.Impact = i.Impact
	if c.Impact == ImpactDerived {
		c.Impact = c.DerivedImpact()
	}
	return c, true
}

// happen works out the course of something unplanned: claims hold until a later claim or
// the end, and each end is a claim that all is operational.
func (c *Course) happen() {
	claims := c.initial(c.Start)
	names := namesIn(c.Incident.Components, nil)
	c.Open = true
	for _, u := range c.Said {
		names = namesIn(u.Claims, names)
		switch {
		case u.Phase.Ends():
			c.Open, c.Phase, c.End = false, u.Phase, u.Effective()
			for _, name := range names {
				claims = append(claims, claim{component: name, from: c.End})
			}
		case !u.Phase.Keeps():
			c.Open, c.Phase, c.End = true, u.Phase, time.Time{}
		}
		claims = append(claims, claimed(u, c.End)...)
	}
	c.effects(names, claims, nil)
}

// maintain works out the course of a maintenance: its claims count only while it runs,
// which is from its first in_progress, else from its window's beginning, until it is
// said to be over, else until its window's end.
func (c *Course) maintain() {
	names := namesIn(c.Incident.Components, nil)
	run := running{window: c.Incident.Window}
	c.Windows = []Window{run.window}
	c.Phase = Scheduled
	var claims []claim
	for _, u := range c.Said {
		names = namesIn(u.Claims, names)
		end := time.Time{}
		if u.Phase.Ends() {
			end = u.Effective()
		}
		claims = append(claims, claimed(u, end)...)
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
		c.End = run.ended()
	}
	c.Begun = c.Open && run.begun
	c.Overrun = c.Begun && !c.Now.Before(run.window.Until)
	c.effects(names, append(c.initial(time.Time{}), confine(claims, spans)...), spans)
}

// notify works out the course of a notice, which affects nothing. It is open until it is
// resolved or until its own end, whichever comes first.
func (c *Course) notify() {
	c.Open, c.Phase = true, NoChange
	end := c.Incident.Until
	for _, u := range c.Said {
		if u.Phase.Ends() && (end.IsZero() || u.Effective().Before(end)) {
			end = u.Effective()
		}
	}
	if !end.IsZero() && !end.After(c.Now) {
		c.Open, c.Phase, c.End = false, Resolved, end
	}
	for _, name := range namesIn(c.Incident.Components, nil) {
		c.Touched = append(c.Touched, Touched{Component: name})
	}
}

// DerivedImpact gives the impact of the worst health that was ever held, whatever the file
// says.
func (c *Course) DerivedImpact() Impact {
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

// Late reports whether the promised next word is overdue, which it is from the instant
// on by which it was promised.
func (c *Course) Late() bool {
	p := c.Promise()
	return !p.IsZero() && !c.Now.Before(p)
}

// NextChange gives the first instant after the course's own at which the incident's
// facts change by the clock alone: an update that is held back is said, a promise falls
// due, a window begins or ends. Zero: never. It holds of a course of which nothing was
// said as well.
func (c *Course) NextChange() time.Time {
	if first := c.Incident.FirstWord(); first.After(c.Now) {
		return first
	}
	instants := []time.Time{c.Promise(), c.Incident.Detected}
	for _, u := range c.Held {
		instants = append(instants, u.At)
	}
	if c.Open {
		instants = append(instants, c.Incident.Until)
		for _, k := range c.Incident.Components {
			instants = append(instants, k.Since)
		}
		if n := len(c.Windows); n > 0 && c.Phase == Scheduled {
			instants = append(instants, c.Windows[n-1].From)
		} else if n > 0 {
			instants = append(instants, c.Windows[n-1].Until)
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
