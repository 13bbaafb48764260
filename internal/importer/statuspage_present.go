package importer

import (
	"slices"
	"time"

	"ownup/internal/diag"
	"ownup/internal/status"
)

// present lets the history agree with how the page says that its components are: a page
// can change a component without a word. What no update says gets an update without
// words, and an outage that no incident names gets an incident.
func (s *statuspageReader) present(records []Record) []Record {
	at := s.listedAt
	if at.IsZero() {
		return nil
	}
	var made []Record
	for _, c := range s.components {
		id, ok := s.roster.find(c.ID)
		if !ok || c.Group || c.Status == "" {
			continue
		}
		is, since := s.health(c.Status, diag.Pos{}), s.time(c.UpdatedAt).Truncate(time.Second)
		if since.IsZero() || since.After(at) {
			since = at.Truncate(time.Second)
		}
		worst, open := healthOf(records, id, at)
		if worst == is {
			continue
		}
		if len(open) == 0 {
			made = append(made, s.outage(c, id, is, since))
			continue
		}
		for _, i := range open {
			s.change(i, status.Claim{Component: id, Health: is}, since)
		}
	}
	return made
}

// healthOf gives the worst health that a component has at an instant by the words of all
// records, and the records that speak of it then and are the reason, or could be.
func healthOf(records []Record, component string, at time.Time) (status.Health, []*Record) {
	worst := status.Operational
	var open []*Record
	for n := range records {
		i := records[n].Incident
		i.Updates = slices.Clone(i.Updates)
		c, ok := i.Course(at.Add(time.Second))
		if !ok || !c.Open || c.Phase == status.Scheduled {
			continue
		}
		for _, t := range c.Touched {
			if t.Component == component {
				worst = max(worst, t.Health)
				open = append(open, &records[n])
			}
		}
	}
	return worst, open
}

// change writes into an incident what became of a component: with what was said in that
// second, else in an update of its own, which leaves the phase as it was.
func (s *statuspageReader) change(r *Record, c status.Claim, since time.Time) {
	i := &r.Incident
	s.report.note(Invented, r.Pos, "a component changed without a word: an update without words says it")
	slices.SortStableFunc(i.Updates, func(a, b status.Update) int { return a.At.Compare(b.At) })
	phase := i.Kind.Phases()[0]
	for n := range i.Updates {
		u := &i.Updates[n]
		if u.At.Truncate(time.Second).Equal(since) {
			u.Claims = append(u.Claims, c)
			return
		}
		if u.At.Before(since) && !u.Phase.Keeps() {
			phase = u.Phase
		}
	}
	i.Updates = append(i.Updates, status.Update{At: since, Phase: phase, Claims: []status.Claim{c}})
}

// outage makes an incident of a component that is not as it should be, and that no
// incident names.
func (s *statuspageReader) outage(c spComponent, id string, h status.Health, since time.Time) Record {
	words := map[status.Health]string{
		status.DegradedPerformance: "degraded performance", status.PartialOutage: "partial outage",
		status.MajorOutage: "outage", status.UnderMaintenance: "maintenance",
	}
	r := Record{Key: "component-" + c.ID + "-" + since.UTC().Format("20060102T150405Z")}
	r.Incident = status.Incident{
		Title:      c.Name + ": " + words[h],
		Components: []status.Claim{{Component: id, Health: h}},
		Updates:    []status.Update{{At: since, Phase: status.Investigating}},
	}
	s.report.about(Invented, diag.Pos{}, c.Name, "a component has a status and no incident says why: one is made up")
	return r
}
