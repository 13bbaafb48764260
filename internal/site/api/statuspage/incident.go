package statuspage

import (
	"slices"
	"time"

	"ownup/internal/report"
	"ownup/internal/status"
)

// Incident is something unplanned.
type Incident struct {
	ID           string      `json:"id"`
	Name         string      `json:"name"`
	Status       string      `json:"status"`
	CreatedAt    string      `json:"created_at"` // when it was first spoken of
	UpdatedAt    string      `json:"updated_at"`
	MonitoringAt *string     `json:"monitoring_at"`
	ResolvedAt   *string     `json:"resolved_at"` // when it was over, also of a maintenance
	Impact       string      `json:"impact"`
	Shortlink    string      `json:"shortlink"`  // its page
	StartedAt    string      `json:"started_at"` // when it began; of a maintenance: when it was announced
	PageID       string      `json:"page_id"`
	Updates      []Update    `json:"incident_updates"` // newest first; never empty
	Components   []Component `json:"components"`       // those that it names; once it is over, as they were then
}

// Maintenance is something planned.
type Maintenance struct {
	Incident
	ScheduledFor   string `json:"scheduled_for"`
	ScheduledUntil string `json:"scheduled_until"`
}

// incident translates an incident or a maintenance.
func (t *translator) incident(i *report.Incident) Incident {
	return Incident{
		ID: i.ID, Name: i.Title, Status: statusOf(i),
		CreatedAt: t.stamp(i.Published()), UpdatedAt: t.stamp(updated(i)),
		MonitoringAt: t.maybe(monitored(i)), ResolvedAt: t.maybe(i.End),
		Impact: impactOf(i), Shortlink: t.report.Site.Home() + "/incidents/" + i.ID + "/",
		StartedAt: t.stamp(started(i)), PageID: t.page.ID,
		Updates: t.updates(i), Components: t.affected(i),
	}
}

func (t *translator) maintenance(i *report.Incident) Maintenance {
	w := i.Window()
	return Maintenance{t.incident(i), t.stamp(w.From), t.stamp(w.Until)}
}

// statusOf gives the status of an incident in Statuspage's words.
func statusOf(i *report.Incident) string {
	switch {
	case i.Kind() == status.KindIncident && !i.Open && len(i.Postmortem()) > 0:
		return status.Postmortem.String()
	case i.Phase == status.Cancelled:
		return status.Completed.String()
	}
	return i.Phase.String()
}

// impactOf gives the impact. That of everything planned is "maintenance".
func impactOf(i *report.Incident) string {
	if i.Kind() == status.KindMaintenance {
		return status.ImpactMaintenance.String()
	}
	return i.Impact.String()
}

// started gives what Statuspage calls the start: of a maintenance its announcement.
func started(i *report.Incident) time.Time {
	if i.Kind() == status.KindMaintenance {
		return i.Published()
	}
	return i.Start
}

// monitored gives since when an incident was watched, if it was since it last opened.
func monitored(i *report.Incident) time.Time {
	var at time.Time
	over := false
	for _, u := range i.Said {
		switch {
		case u.Phase.Ends():
			over = true
		case u.Phase == status.Monitoring:
			at, over = u.Effective(), false
		case over && !u.Phase.Keeps():
			at, over = time.Time{}, false
		}
	}
	return at
}

// updated gives when an incident last changed, by words or, if it is planned, by the
// clock.
func updated(i *report.Incident) time.Time {
	last := i.Updated()
	if i.Kind() == status.KindMaintenance {
		for _, t := range []time.Time{i.Start, i.End} {
			if t.After(last) && !t.After(i.Now) {
				last = t
			}
		}
	}
	return last
}

// affected gives the components that an incident names: as they are while it lasts, then
// as they were at its end.
func (t *translator) affected(i *report.Incident) []Component {
	all := []Component{}
	for _, touched := range i.Touched {
		p := t.components[touched.Component]
		if p == nil {
			continue
		}
		s := t.present(p.component)
		if !i.Open {
			s = t.past(p, i.End)
		}
		all = append(all, t.told(p, s))
	}
	return all
}

// newest gives those incidents of one kind that are asked for, in the report's order,
// and of these the first ones.
func (t *translator) newest(kind status.Kind, limit int) []*report.Incident {
	var some []*report.Incident
	for _, i := range t.report.Incidents {
		if len(some) < limit && i.Kind() == kind {
			some = append(some, i)
		}
	}
	return some
}

// unresolved gives the open incidents, newest first.
func (t *translator) unresolved() []*report.Incident {
	return slices.SortedStableFunc(slices.Values(t.report.Open), func(a, b *report.Incident) int {
		return b.Began().Compare(a.Began())
	})
}
