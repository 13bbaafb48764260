package status

import (
	"slices"
	"time"
)

// FirstWord gives the instant from which on an incident is told: that of its first
// update, else, where none has a time, of its start. Zero: it is never told.
func (i *Incident) FirstWord() time.Time {
	for _, u := range i.Updates {
		if !u.At.IsZero() {
			return u.At
		}
	}
	return i.Started
}

// divide splits the updates into those that were said and those that are held back, and
// gives a postmortem without a time that of the last update that ended the incident.
func (c *Course) divide() {
	var ended time.Time
	c.Said = make([]Update, 0, len(c.Incident.Updates))
	for _, u := range c.Incident.Updates {
		if u.Phase.Ends() {
			ended = u.At
		}
		if u.At.IsZero() {
			u.At = ended
		}
		if u.At.IsZero() || u.At.After(c.Now) {
			c.Held = append(c.Held, u)
		} else {
			c.Said = append(c.Said, u)
		}
	}
	slices.SortStableFunc(c.Said, byTime)
	slices.SortStableFunc(c.Held, byTime)
}

// release tells a postmortem without a time with the end, where the clock alone ended
// what it is about.
func (c *Course) release() {
	last := len(c.Held) - 1
	if c.Open || last < 0 || !c.Held[last].At.IsZero() {
		return
	}
	u := c.Held[last]
	u.At = c.End
	c.Said, c.Held = append(c.Said, u), c.Held[:last]
	slices.SortStableFunc(c.Said, byTime)
}

// identify gives an id to an update that had to wait for its time.
func (c *Course) identify() {
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

// byTime orders updates by when they are said, one without a time last.
func byTime(a, b Update) int {
	switch {
	case a.At.IsZero() == b.At.IsZero():
		return a.At.Compare(b.At)
	case a.At.IsZero():
		return 1
	}
	return -1
}
