package statuspage

import (
	"time"

	"ownup/internal/report"
	"ownup/internal/status"
)

// Component is a component, or a group of them.
type Component struct {
	ID                 string   `json:"id"`
	Name               string   `json:"name"`
	Status             string   `json:"status"` // of a group: the worst of its components'
	CreatedAt          string   `json:"created_at"`
	UpdatedAt          string   `json:"updated_at"` // since when it has this status
	Position           int      `json:"position"`   // from 1, down the page, groups counted
	Description        *string  `json:"description"`
	Showcase           bool     `json:"showcase"`   // that its uptime is shown, which is always so
	StartDate          *string  `json:"start_date"` // since when uptime is counted; null of a group
	GroupID            *string  `json:"group_id"`
	PageID             string   `json:"page_id"`
	Group              bool     `json:"group"`
	OnlyShowIfDegraded bool     `json:"only_show_if_degraded"`
	Components         []string `json:"components,omitempty"` // only of a group, and there always
}

// place is what of a component does not change with time.
type place struct {
	component *report.Component
	created   time.Time
	fixed     Component // all but status and updated_at
}

// span is a status and since when it holds.
type span struct {
	health status.Health
	since  time.Time
}

// places works out what of the components does not change.
func (t *translator) places() {
	byID := make(map[string]*report.Component, len(t.report.Components))
	for _, c := range t.report.Components {
		byID[c.ID] = c
	}
	position := 0
	for _, g := range t.report.Site.Groups {
		var group *string
		if g.Name != "" {
			position++
			group = &g.ID
			t.groups[g.ID] = position
		}
		for _, c := range g.Components {
			position++
			created := c.Since.Start(t.report.Site.Zone)
			t.components[c.ID] = &place{component: byID[c.ID], created: created, fixed: Component{
				ID: c.ID, Name: c.Name, CreatedAt: t.stamp(created), Position: position,
				Description: optional(c.Description), Showcase: true, StartDate: optional(c.Since.String()),
				GroupID: group, PageID: t.page.ID,
			}}
		}
	}
}

// inUse gives the components in use, each group before its own.
func (t *translator) inUse() []Component {
	all := []Component{}
	for _, g := range t.report.Groups {
		var some []Component
		created, since := t.report.Now, time.Time{}
		for _, c := range g.Components {
			p := t.components[c.ID]
			s := t.present(c)
			some = append(some, t.told(p, s))
			if p.created.Before(created) {
				created = p.created
			}
			if s.since.After(since) {
				since = s.since
			}
		}
		if g.Name != "" {
			all = append(all, t.group(g, some, created, since))
		}
		all = append(all, some...)
	}
	return all
}

func (t *translator) group(g *report.Group, components []Component, created, since time.Time) Component {
	group := Component{
		ID: g.ID, Name: g.Name, Status: g.Health.String(),
		CreatedAt: t.stamp(created), UpdatedAt: t.stamp(since), Position: t.groups[g.ID],
		Showcase: true, PageID: t.page.ID, Group: true,
	}
	for _, c := range components {
		group.Components = append(group.Components, c.ID)
	}
	return group
}

// told gives a component with a status.
func (t *translator) told(p *place, s span) Component {
	c := p.fixed
	c.Status, c.UpdatedAt = s.health.String(), t.stamp(s.since)
	return c
}

// present gives the status of a component at the report's instant. A timeline ends just
// before it, and cannot know what begins with it.
func (t *translator) present(c *report.Component) span {
	last, ok := c.Timeline.At(c.Timeline.Observed().Until.Add(-time.Second))
	switch {
	case c.Retired:
		return span{status.Operational, c.Timeline.Observed().Until}
	case !ok:
		return span{c.Health, t.components[c.ID].created}
	case last.Health != c.Health:
		return span{c.Health, t.report.Now}
	}
	return span{c.Health, last.From}
}

// past gives the status that a component had at an instant.
func (t *translator) past(p *place, at time.Time) span {
	if s, ok := p.component.Timeline.At(at); ok {
		return span{s.Health, s.From}
	}
	observed := p.component.Timeline.Observed()
	switch {
	case observed.Empty() || at.Before(observed.From):
		return span{status.Operational, p.created}
	case p.component.Retired:
		return span{status.Operational, observed.Until}
	}
	return t.present(p.component)
}
