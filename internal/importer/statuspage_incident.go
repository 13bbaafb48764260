package importer

import (
	"slices"
	"time"

	"ownup/internal/content"
	"ownup/internal/status"
)

// record turns an incident or a maintenance into the nouns.
func (s *statuspageReader) record(i spFound) Record {
	record := Record{Key: i.ID, Pos: i.pos}
	n := &record.Incident
	n.Title, n.Started = i.Name, s.time(i.StartedAt)
	n.Aliases = aliases("/incidents/" + i.ID)
	n.Impact, _ = status.ParseImpact(i.Impact)
	if i.ScheduledFor != "" {
		n.Kind = status.KindMaintenance
		n.Window = status.Window{From: s.time(i.ScheduledFor), Until: s.time(i.ScheduledUntil)}
	}
	for _, u := range slices.Backward(i.Updates) {
		n.Updates = append(n.Updates, s.update(n.Kind, u, i))
	}
	s.ends(n, i)
	if n.Kind == status.KindMaintenance {
		s.during(n, i)
	} else {
		s.affected(n, i)
	}
	n.Backfilled = i.Backfilled || len(n.Updates) == 1 && n.Updates[0].Phase == status.Resolved
	return record
}

// aliases gives the old path as a list; empty where it cannot be one.
func aliases(path string) []string {
	if path = pathOf(path); path == "" {
		return nil
	}
	return []string{path}
}

// update turns an update into the nouns. It was said when the page shows that it was.
func (s *statuspageReader) update(kind status.Kind, u spUpdate, i spFound) status.Update {
	text := status.Update{Text: content.LineBreaks(withoutHTML(content.PlainText(u.Body)))}
	text.At = s.time(first(u.DisplayAt, u.CreatedAt))
	if text.At.IsZero() {
		text.At = s.time(first(i.CreatedAt, i.StartedAt))
		s.report.note(Guess, i.pos, "an update without a time: it was said when the incident was created")
	}
	var ok bool
	if text.Phase, ok = status.ParsePhase(u.Status); !ok {
		text.Phase = status.NoChange
		s.report.about(Left, i.pos, u.Status, "a status of an update that is not known: it is kept as an update")
	}
	if text.Phase == status.Postmortem {
		text.Text = withoutHTML(content.PlainText(u.Body))
	}
	if !slices.Contains(kind.Phases(), text.Phase) && text.Phase != status.Resolved {
		text.Phase = status.NoChange
	}
	for _, a := range u.Components {
		if claim, err := s.claim(a.Code, s.health(a.NewStatus, i.pos)); err == nil {
			text.Claims = append(text.Claims, claim)
		}
	}
	return text
}

// ends adds what the incident itself says of its end, and its postmortem where that is no
// update.
func (s *statuspageReader) ends(n *status.Incident, i spFound) {
	resolved := s.time(i.ResolvedAt)
	last := -1
	for k, u := range n.Updates {
		if u.Phase.Ends() {
			last = k
		}
	}
	switch {
	case resolved.IsZero() || n.Kind != status.KindIncident:
	case last < 0:
		n.Updates = append(n.Updates, status.Update{At: resolved, Phase: status.Resolved})
		s.report.note(Invented, i.pos, "it is resolved, and no update says so: one without words does")
	case n.Updates[last].At.Sub(resolved) >= time.Minute && !resolved.Before(n.Started):
		n.Updates[last].Since = resolved
	}
	if at := s.time(i.PostmortemAt); i.Postmortem != "" && !at.IsZero() {
		known := slices.ContainsFunc(n.Updates, func(u status.Update) bool { return u.Phase == status.Postmortem })
		if !known {
			n.Updates = append(n.Updates, status.Update{At: at, Phase: status.Postmortem, Text: withoutHTML(content.PlainText(i.Postmortem))})
		}
	}
}

// affected says what was affected from the beginning: what the first update says, else,
// where no update names a component, what the impact says.
func (s *statuspageReader) affected(n *status.Incident, i spFound) {
	told := false
	for k := range n.Updates {
		if u := &n.Updates[k]; len(u.Claims) > 0 {
			if told = true; k == 0 {
				n.Components, u.Claims = u.Claims, nil
			}
		}
	}
	for _, c := range i.Components {
		claim, err := s.claim(c.ID, status.Operational)
		if err != nil || c.Group || componentsOf(n)[claim.Component] {
			continue
		}
		switch h := s.health(c.Status, i.pos); {
		case told || !lasted(i, s):
		case i.ResolvedAt == "" && h != status.Operational:
			claim.Health = h
		default:
			claim.Health = impliedHealth(n.Impact)
			s.report.note(Guess, i.pos, "no update says how its components were: it is taken from the impact (%s is %s)", n.Impact, claim.Health)
		}
		n.Components = append(n.Components, claim)
	}
}

// lasted reports whether any time passed between the beginning of an incident and its end.
func lasted(i spFound, s *statuspageReader) bool {
	end := s.time(i.ResolvedAt)
	return end.IsZero() || s.time(i.StartedAt).Before(end)
}

// during says how the components of a maintenance are while it runs: as the first update
// says that tells of it running, else under maintenance.
func (s *statuspageReader) during(n *status.Incident, i spFound) {
	running := map[string]status.Health{}
	order := []string{}
	for k := range n.Updates {
		u := &n.Updates[k]
		runs := u.Phase == status.InProgress || u.Phase == status.Verifying
		u.Claims = slices.DeleteFunc(u.Claims, func(c status.Claim) bool {
			if !slices.Contains(order, c.Component) {
				order = append(order, c.Component)
			}
			if _, known := running[c.Component]; known || !runs {
				return !runs
			}
			running[c.Component] = c.Health
			return true
		})
	}
	for _, c := range i.Components {
		if claim, err := s.claim(c.ID, 0); err == nil && !c.Group && !slices.Contains(order, claim.Component) {
			order = append(order, claim.Component)
		}
	}
	for _, component := range order {
		h, known := running[component]
		if !known {
			h = status.UnderMaintenance
		}
		n.Components = append(n.Components, status.Claim{Component: component, Health: h})
	}
}
