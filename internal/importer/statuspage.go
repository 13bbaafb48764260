package importer

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"ownup/internal/diag"
	"ownup/internal/status"
)

// statuspage reads documents of Atlassian Statuspage's public API, version 2, and those
// of other pages that speak it: summary, incidents, scheduled maintenances, components,
// single incidents, or a bare list of them. Of an incident that stands in several, the
// newest state counts.
type statuspage struct{}

// The parts of the documents that are read.
type (
	spPage struct {
		Name      string `json:"name"`
		URL       string `json:"url"`
		TimeZone  string `json:"time_zone"`
		UpdatedAt string `json:"updated_at"`
	}
	spComponent struct {
		ID          string `json:"id"`
		Name        string `json:"name"`
		Status      string `json:"status"`
		CreatedAt   string `json:"created_at"`
		UpdatedAt   string `json:"updated_at"`
		Description string `json:"description"`
		StartDate   string `json:"start_date"`
		GroupID     string `json:"group_id"`
		Group       bool   `json:"group"`
		Position    int    `json:"position"`
		pos         diag.Pos
	}
	spIncident struct {
		ID             string        `json:"id"`
		Name           string        `json:"name"`
		Status         string        `json:"status"`
		CreatedAt      string        `json:"created_at"`
		UpdatedAt      string        `json:"updated_at"`
		ResolvedAt     string        `json:"resolved_at"`
		StartedAt      string        `json:"started_at"`
		Impact         string        `json:"impact"`
		ScheduledFor   string        `json:"scheduled_for"`
		ScheduledUntil string        `json:"scheduled_until"`
		Backfilled     bool          `json:"backfilled"`
		Postmortem     string        `json:"postmortem_body"`
		PostmortemAt   string        `json:"postmortem_published_at"`
		Updates        []spUpdate    `json:"incident_updates"`
		Components     []spComponent `json:"components"`
	}
	spUpdate struct {
		Status     string       `json:"status"`
		Body       string       `json:"body"`
		CreatedAt  string       `json:"created_at"`
		DisplayAt  string       `json:"display_at"`
		Components []spAffected `json:"affected_components"`
	}
	spAffected struct {
		Code      string `json:"code"`
		Name      string `json:"name"`
		OldStatus string `json:"old_status"`
		NewStatus string `json:"new_status"`
	}
)

// The keys of the documents that are read, or that say nothing about the history.
const (
	spPageKeys      = "id name url time_zone updated_at"
	spComponentKeys = "id name status created_at updated_at description start_date group_id group position showcase page_id components"
	spIncidentKeys  = "id name status created_at updated_at resolved_at started_at impact scheduled_for scheduled_until backfilled " +
		"postmortem_body postmortem_published_at incident_updates components page_id monitoring_at impact_override"
	spUpdateKeys = "id status body created_at updated_at display_at affected_components incident_id deliver_notifications"
)

// spFound is an incident at its place in the documents.
type spFound struct {
	spIncident
	pos diag.Pos
}

// statuspageReader collects what the documents hold.
type statuspageReader struct {
	in         Input
	report     *Report
	page       spPage
	pagePos    diag.Pos
	pageAt     time.Time
	components []spComponent // of the newest document that lists them
	listedAt   time.Time
	incidents  map[string]spFound
	roster     *roster
}

// errNoStatuspage says that no file holds such a document.
var errNoStatuspage = errors.New("no file holds a document of Statuspage's API: summary.json, incidents.json, scheduled-maintenances.json")

// Read reads every JSON file.
func (statuspage) Read(in Input, r *Report) (*History, error) {
	s := &statuspageReader{in: in, report: r, incidents: map[string]spFound{}, roster: newRoster()}
	for name := range filesBelow(in.Files, r, ".", ".json") {
		s.file(name)
	}
	if len(s.incidents) == 0 && s.page.Name == "" && len(s.components) == 0 {
		return nil, errNoStatuspage
	}
	return s.history(), nil
}

// file reads one document.
func (s *statuspageReader) file(name string) {
	b, err := readFile(s.in.Files, name, maxData)
	if err != nil {
		s.report.note(Refused, placeOf(name), "%v", err)
		return
	}
	var page spPage
	var components []spComponent
	pos := placeOf(name)
	if s.pagePos.File == "" {
		s.pagePos = pos
	}
	for e, err := range elements(name, b) {
		if err == nil {
			err = s.element(e, &page, &components)
		}
		if e.key == "page" {
			pos = e.pos
		}
		if err != nil {
			s.report.note(Refused, e.pos, "%v", err)
		}
	}
	at := s.time(page.UpdatedAt)
	if page.Name != "" && !at.Before(s.pageAt) {
		s.page, s.pagePos, s.pageAt = page, pos, at
	}
	if len(components) > 0 && !at.Before(s.listedAt) {
		s.components, s.listedAt = components, at
	}
}

// element reads one value of a document.
func (s *statuspageReader) element(e element, page *spPage, components *[]spComponent) error {
	switch e.key {
	case "page":
		s.report.jsonKeys(e.raw, e.pos, spPageKeys)
		return e.into(page)
	case "components":
		c := spComponent{pos: e.pos}
		err := e.into(&c)
		s.report.jsonKeys(e.raw, e.pos, spComponentKeys)
		*components = append(*components, c)
		return err
	case "incidents", "incident", "scheduled_maintenances", "scheduled_maintenance", "":
		i := spFound{pos: e.pos}
		if err := e.into(&i.spIncident); err != nil {
			return err
		}
		if i.ID == "" || len(i.Updates) == 0 && i.Name == "" {
			return errors.New("an incident without an id")
		}
		s.unread(e)
		if known, ok := s.incidents[i.ID]; !ok || s.newer(i, known) {
			s.incidents[i.ID] = i
		}
	}
	return nil
}

// unread tells which keys of an incident stay behind.
func (s *statuspageReader) unread(e element) {
	s.report.jsonKeys(e.raw, e.pos, spIncidentKeys)
	var parts struct {
		Updates []json.RawMessage `json:"incident_updates"`
	}
	if e.into(&parts) == nil {
		for _, u := range parts.Updates {
			s.report.jsonKeys(u, e.pos, spUpdateKeys)
		}
	}
}

// newer reports whether a is a later state of the same incident.
func (s *statuspageReader) newer(a, b spFound) bool {
	order := cmp.Or(s.time(a.UpdatedAt).Compare(s.time(b.UpdatedAt)), cmp.Compare(len(a.Updates), len(b.Updates)))
	return order > 0
}

// time reads a time of the API, which always has an offset; zero where there is none.
func (s *statuspageReader) time(text string) time.Time {
	t, err := instant(text, time.UTC)
	if err != nil {
		return time.Time{}
	}
	return t
}

// history turns the documents into a history.
func (s *statuspageReader) history() *History {
	zone, ok := zoneOf(s.page.TimeZone)
	if !ok {
		s.report.about(Guess, s.pagePos, s.page.TimeZone, "the page does not say a time zone that is known: it is UTC")
	}
	all := make([]spFound, 0, len(s.incidents))
	for _, i := range s.incidents {
		all = append(all, i)
	}
	slices.SortFunc(all, func(a, b spFound) int { // newest first, for components have their newest names
		return cmp.Or(s.time(b.CreatedAt).Compare(s.time(a.CreatedAt)), strings.Compare(a.ID, b.ID))
	})
	s.list(s.components, zone)
	for _, i := range all {
		s.named(i, zone)
	}
	h := &History{Pos: s.pagePos, Title: s.page.Name, URL: s.page.URL, Zone: zone}
	for _, i := range all {
		h.Records = append(h.Records, s.record(i))
	}
	if !s.listedAt.IsZero() {
		h.Records = agree(h.Records, s.shown(), s.listedAt, s.report)
	}
	h.Groups = s.roster.groups
	return h
}

// list takes the page's components in the order of the page: groups, and what stands alone,
// by their positions, and within a group again.
func (s *statuspageReader) list(components []spComponent, zone *time.Location) {
	groups, places := map[string]string{}, map[string][2]int{} // position, and place in the list
	for n, c := range components {
		places[c.ID] = [2]int{c.Position, n}
		if c.Group {
			groups[c.ID] = c.Name
		}
	}
	components = slices.Clone(components)
	slices.SortStableFunc(components, func(a, b spComponent) int {
		x, y := places[first(a.GroupID, a.ID)], places[first(b.GroupID, b.ID)]
		return cmp.Or(slices.Compare(x[:], y[:]), cmp.Compare(a.Position, b.Position))
	})
	for _, c := range components {
		if !c.Group {
			s.roster.add(c.ID, s.component(c, zone), groups[c.GroupID])
		}
	}
}

func (s *statuspageReader) component(c spComponent, zone *time.Location) status.Component {
	component := status.Component{Name: first(c.Name, c.ID), Description: c.Description}
	if own := idOfName(component.Name); c.ID == own || numbered(c.ID, own) {
		component.ID = c.ID // it was made of the name, as an export of ours does
	}
	if d, err := status.ParseDate(c.StartDate); err == nil {
		component.Since = d
	} else if at := s.time(c.CreatedAt); !at.IsZero() {
		component.Since = status.DateOf(at, zone)
	}
	return component
}

// named adds the components that only an incident names. Where the page lists its
// components, they are retired.
func (s *statuspageReader) named(i spFound, zone *time.Location) {
	add := func(c spComponent) {
		if _, known := s.roster.find(c.ID); known || c.ID == "" {
			return
		}
		component := s.component(c, zone)
		if len(s.components) > 0 {
			component.Until = beforeAll
			s.report.about(Guess, i.pos, component.Name, "the page does not list this component any more: it is retired")
		}
		s.roster.add(c.ID, component, "")
	}
	for _, c := range i.Components {
		if !c.Group {
			add(c)
		}
	}
	for _, u := range i.Updates {
		for _, a := range u.Components {
			add(spComponent{ID: a.Code, Name: a.Name})
		}
	}
}

// shown gives how the page shows its components.
func (s *statuspageReader) shown() []shown {
	var all []shown
	for _, c := range s.components {
		if id, ok := s.roster.find(c.ID); ok && !c.Group && c.Status != "" {
			all = append(all, shown{c.ID, id, c.Name, s.health(c.Status, c.pos), s.time(c.UpdatedAt), c.pos})
		}
	}
	return all
}

// health reads a component's status.
func (s *statuspageReader) health(text string, at diag.Pos) status.Health {
	h, ok := status.ParseHealth(text)
	if !ok {
		s.report.about(Left, at, text, "a status of a component that is not known: it is operational")
	}
	return h
}

// claim gives what is said of a component, by its code.
func (s *statuspageReader) claim(code string, h status.Health) (status.Claim, error) {
	id, ok := s.roster.find(code)
	if !ok {
		return status.Claim{}, fmt.Errorf("a component without a code")
	}
	return status.Claim{Component: id, Health: h}, nil
}
