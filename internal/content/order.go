package content

import (
	"slices"
	"time"

	"ownup/internal/diag"
	"ownup/internal/status"
)

// inOrder puts the updates into order, gives them their ids, and complains of what
// cannot have been so.
func (p *parsed) inOrder() {
	i := &p.incident
	slices.SortStableFunc(i.Updates, func(a, b status.Update) int {
		if a.At.IsZero() != b.At.IsZero() { // a postmortem without a time is last
			if a.At.IsZero() {
				return 1
			}
			return -1
		}
		return a.At.Compare(b.At)
	})
	same := 0
	for n := range i.Updates {
		u := &i.Updates[n]
		if u.At.IsZero() {
			continue
		}
		if same++; n == 0 || !u.At.Equal(i.Updates[n-1].At) {
			same = 1
		}
		u.ID = status.UpdateID(u.At, same)
		u.Claims = p.expand(u.Claims, i.Updates[:n])
	}
	p.speaks()
	p.started()
	switch i.Kind {
	case status.KindMaintenance:
		p.maintained()
	case status.KindNotice:
		p.unaffecting()
	default:
		p.happened()
	}
}

// expand turns a claim about "all" into one about each component that the incident has
// named so far, except those that the update names itself.
func (p *parsed) expand(claims []status.Claim, before []status.Update) []status.Claim {
	var all, own []status.Claim
	for _, c := range claims {
		switch {
		case c.Component == "all" && len(all) == 0:
			all = append(all, c)
		case c.Component == "all" || names(own, c.Component):
			p.problems.Add(c.Pos, "keep one of the two", "%q is named twice in one update", c.Component)
		default:
			own = append(own, c)
		}
	}
	if len(all) == 0 {
		return own
	}
	named := slices.Clone(p.incident.Components)
	for _, u := range before {
		named = append(named, u.Claims...)
	}
	if len(named) == 0 {
		p.problems.Add(all[0].Pos, "name the components one by one", "\"all\" stands for the components that the incident has named, and there are none")
	}
	for _, n := range named {
		if !names(own, n.Component) {
			c := all[0]
			c.Component = n.Component
			own = append(own, c)
		}
	}
	return own
}

func names(claims []status.Claim, component string) bool {
	return slices.ContainsFunc(claims, func(c status.Claim) bool { return c.Component == component })
}

// speaks complains of a file that says nothing at any time.
func (p *parsed) speaks() {
	i := &p.incident
	if len(i.Updates) > 0 && !(len(i.Updates) == 1 && i.Updates[0].At.IsZero()) || len(p.problems.Errors()) > 0 {
		return
	}
	whole := diag.Pos{File: i.File, Line: 1}
	switch {
	case i.Kind == status.KindMaintenance:
		p.problems.Add(whole, "announce it below the front matter: ## 2026-11-20 10:00 scheduled", "a maintenance needs at least one update")
	case i.Kind == status.KindNotice:
		p.problems.Add(whole, "say it below the front matter: ## 2026-11-20 10:00 update", "a notice needs at least one update")
	case i.Started.IsZero():
		p.problems.Add(whole, "add an update below the front matter, such as ## 2026-09-03 08:00 investigating, or started: to the front matter", "the incident neither says when it began nor has an update")
	}
}

// started complains of what is said to have been before the incident began.
func (p *parsed) started() {
	i := &p.incident
	if i.Started.IsZero() {
		return
	}
	early := func(t time.Time, pos diag.Pos, what string) {
		if !t.IsZero() && t.Before(i.Started) {
			p.problems.Add(pos, "if it began earlier, say so: started: "+p.clock.format(t), "%s is before the incident started, which was %s", what, p.clock.format(i.Started))
		}
	}
	for _, c := range i.Components {
		early(c.Since, c.Pos, "\"since\"")
	}
	for _, u := range i.Updates {
		if !u.At.IsZero() && u.At.Before(i.Started) {
			early(u.At, u.Pos, "this update")
			continue
		}
		early(u.Since, u.Pos, "\"since\"")
		for _, c := range u.Claims {
			early(c.Since, c.Pos, "\"since\"")
		}
	}
}

// happened complains of an unplanned incident's updates that contradict each other.
func (p *parsed) happened() {
	i := &p.incident
	open, start, end := true, i.Started, time.Time{}
	named := len(i.Components) > 0
	for _, u := range i.Updates {
		if u.At.IsZero() {
			continue
		}
		if start.IsZero() {
			start = u.Effective()
		}
		switch {
		case u.Phase.Ends():
			p.endsAll(u)
			if u.Effective().Before(start) && i.Started.IsZero() {
				p.problems.Add(u.Pos, "say in the front matter when it began, such as started: "+p.clock.format(u.Effective()), "it is resolved before it began, which was %s", p.clock.format(start))
			}
			open, end = false, u.Effective()
		case u.Phase.Keeps():
			if !open {
				p.afterwards(u, end)
			}
		case !open:
			if named && len(u.Claims) == 0 {
				p.problems.Add(u.Pos, "name what is affected, such as (email: major_outage); for words alone write \"update\"", "%q opens the incident again, but names no component", u.Phase)
			}
			open = true
		}
		named = named || len(u.Claims) > 0
	}
}

// endsAll complains of an update that ends everything and yet leaves something affected.
func (p *parsed) endsAll(u status.Update) {
	hint := "write \"monitoring\" while something is still affected"
	if p.incident.Kind == status.KindMaintenance {
		hint = "what went wrong is an incident of its own, with related: " + p.incident.ID
	}
	for _, c := range u.Claims {
		if c.Health != status.Operational {
			p.problems.Add(c.Pos, hint, "%q ends all effects, so %q cannot be %s", u.Phase, c.Component, c.Health)
		}
	}
}

// afterwards complains of words after the end that are not about the time before it.
func (p *parsed) afterwards(u status.Update, end time.Time) {
	for _, c := range u.Claims {
		since := c.Since
		if since.IsZero() {
			since = u.Effective()
		}
		if c.Health != status.Operational && !since.Before(end) {
			p.problems.Add(c.Pos, "open it again with \"investigating\", or say since when before the end, such as (email: degraded_performance since "+p.clock.format(end.Add(-time.Hour))+")",
				"the incident ended %s, and %q does not open it again", p.clock.format(end), u.Phase)
		}
	}
}

// maintained complains of a maintenance's updates that contradict each other.
func (p *parsed) maintained() {
	window, begun, over := p.incident.Window, false, false
	for _, u := range p.incident.Updates {
		switch u.Phase {
		case status.Scheduled:
			if u.Window != (status.Window{}) {
				p.window(u.Window, u.Pos, "write the whole new window: (from: 2026-12-05 22:00, until: 2026-12-06 02:00)")
				window, begun, over = u.Window, false, false
			} else if over || begun {
				p.problems.Add(u.Pos, "give the new window: (from: 2026-12-05 22:00, until: 2026-12-06 02:00)", "it is scheduled again without a window")
			}
		case status.InProgress, status.Verifying:
			begun, over = true, false
		case status.Completed:
			if !begun && !over && u.Effective().Before(window.From) {
				p.problems.Add(u.Pos, "write \"cancelled\", or \"in_progress\" before it", "it is completed before its window begins, and never was in progress")
			}
			p.endsAll(u)
			over = true
		case status.Cancelled:
			p.endsAll(u)
			over = true
		}
	}
}

// unaffecting complains of a notice that names healths.
func (p *parsed) unaffecting() {
	for _, u := range p.incident.Updates {
		for _, c := range u.Claims {
			p.problems.Add(c.Pos, "make it an incident: leave out kind: notice", "a notice affects no component")
		}
	}
}
