package importer

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"ownup/internal/content"
	"ownup/internal/diag"
	"ownup/internal/status"
)

// statusio reads the document of status.io's public API: components with their
// containers, and the incidents and maintenances that are open. A component that runs in
// several containers becomes a group of them.
// Source: https://kb.status.io/developers/public-status-api/
type statusio struct{}

type (
	sioDocument struct {
		Result struct {
			Overall     sioComponent      `json:"status_overall"`
			Status      []sioComponent    `json:"status"`
			Incidents   []json.RawMessage `json:"incidents"`
			Maintenance struct {
				Active   []json.RawMessage `json:"active"`
				Upcoming []json.RawMessage `json:"upcoming"`
			} `json:"maintenance"`
		} `json:"result"`
	}
	sioComponent struct {
		ID         string         `json:"id"`
		Affected   string         `json:"_id"` // its id where an incident names it
		Name       string         `json:"name"`
		Code       int            `json:"status_code"`
		Updated    string         `json:"updated"`
		Containers []sioComponent `json:"containers"`
	}
	sioRecord struct {
		ID         string         `json:"_id"`
		OtherID    string         `json:"id"`
		Name       string         `json:"name"`
		Open       string         `json:"datetime_open"`
		Resolved   string         `json:"datetime_resolved"`
		Start      string         `json:"datetime_planned_start"`
		End        string         `json:"datetime_planned_end"`
		Messages   []sioMessage   `json:"messages"`
		Components []sioComponent `json:"components_affected"`
		Containers []sioComponent `json:"containers_affected"`
	}
	sioMessage struct {
		At      string  `json:"datetime"`
		Status  loosely `json:"status"`
		State   loosely `json:"state"`
		Details string  `json:"details"`
	}
)

// loosely is a number that may stand as a text.
type loosely int

// UnmarshalJSON reads the number; anything else is 0.
func (n *loosely) UnmarshalJSON(b []byte) error {
	i, _ := strconv.Atoi(strings.Trim(string(b), `"`)) // what is no number says nothing
	*n = loosely(i)
	return nil
}

// sioKeys are the keys of an incident or a maintenance that are read, or say nothing more.
const sioKeys = "_id id name datetime_open datetime_resolved datetime_planned_start datetime_planned_end messages " +
	"components_affected containers_affected status status_code current_status current_state kind statuspage __v"

// Read reads each JSON file.
func (statusio) Read(in Input, r *Report) (*History, error) {
	s := &statusioReader{now: in.Now, report: r, roster: newRoster(), history: &History{Zone: time.UTC}, parts: map[string][]string{}}
	for name := range filesBelow(in.Files, r, ".", ".json") {
		b, err := readFile(in.Files, name, maxData)
		var d sioDocument
		if err == nil {
			err = json.Unmarshal(b, &d)
		}
		switch {
		case err != nil:
			r.note(Refused, placeOf(name), "%s", reworded(err))
		case len(d.Result.Status) == 0:
			r.note(Refused, placeOf(name), "no document of status.io's public API: it has no result.status")
		default:
			s.document(sioFile{name, b}, d)
		}
	}
	if s.history.Pos.File == "" {
		return nil, errors.New("no file holds a document of status.io's public API, with result.status")
	}
	r.note(Left, s.history.Pos, "the document holds what is open alone: the past stays where it is")
	s.history.Groups = s.roster.groups
	return s.history, nil
}

type statusioReader struct {
	now     time.Time
	report  *Report
	roster  *roster
	history *History
	parts   map[string][]string // keys of what a component runs in, by its id
}

// sioFile is a document that is read.
type sioFile struct {
	name string
	text []byte
}

// place finds the line of an id.
func (f sioFile) place(id string) diag.Pos {
	at := diag.Pos{File: f.name}
	if n := bytes.Index(f.text, []byte(`"`+id+`"`)); n >= 0 && id != "" {
		at.Line = 1 + bytes.Count(f.text[:n], []byte("\n"))
	}
	return at
}

// pageID is what status.io calls a page, which stands in the URLs of its incidents. Our
// own name for a fetched document is the last part of its URL.
var pageID = regexp.MustCompile(`^[0-9a-f]{24}$`)

func (s *statusioReader) document(f sioFile, d sioDocument) {
	s.history.Pos = placeOf(f.name)
	var page []shown
	add := func(key string, c sioComponent, name, group string) {
		id := s.roster.add(key, status.Component{Name: name}, group)
		since, _ := looseInstant(c.Updated) // zero where it does not say
		page = append(page, shown{key, id, name, healthOfCode(c.Code), since, f.place(c.ID)})
	}
	for _, c := range d.Result.Status {
		if len(c.Containers) < 2 {
			add(c.ID, c, c.Name, "")
			s.parts[c.ID] = []string{c.ID}
			continue
		}
		for _, inner := range c.Containers {
			add(c.ID+"/"+inner.ID, inner, c.Name+", "+inner.Name, c.Name)
			s.parts[c.ID] = append(s.parts[c.ID], c.ID+"/"+inner.ID)
		}
	}
	for _, i := range d.Result.Incidents {
		s.record(f, i, status.KindIncident)
	}
	for _, i := range append(d.Result.Maintenance.Active, d.Result.Maintenance.Upcoming...) {
		s.record(f, i, status.KindMaintenance)
	}
	at, err := looseInstant(d.Result.Overall.Updated)
	if err != nil {
		at = s.now
	}
	for _, c := range page {
		at = later(at, c.since)
	}
	for _, r := range s.history.Records {
		for _, u := range r.Incident.Updates {
			at = later(at, u.At)
		}
	}
	s.history.Records = agree(s.history.Records, page, at, s.report)
}

// healthOfCode gives the health of status.io's codes. A security event says nothing of
// how a component works.
func healthOfCode(code int) status.Health {
	switch code {
	case 200:
		return status.UnderMaintenance
	case 300:
		return status.DegradedPerformance
	case 400:
		return status.PartialOutage
	case 500:
		return status.MajorOutage
	default:
		return status.Operational
	}
}

// phaseOfState gives the phase of status.io's states.
func phaseOfState(state int, kind status.Kind) status.Phase {
	phases := map[int]status.Phase{100: status.Investigating, 200: status.Identified, 300: status.Monitoring, 400: status.Resolved}
	if kind == status.KindMaintenance {
		phases = map[int]status.Phase{100: status.Scheduled, 200: status.InProgress, 300: status.Completed}
	}
	if phase, ok := phases[state]; ok {
		return phase
	}
	return status.NoChange
}

func (s *statusioReader) record(f sioFile, raw json.RawMessage, kind status.Kind) {
	var i sioRecord
	if err := json.Unmarshal(raw, &i); err != nil {
		s.report.note(Refused, placeOf(f.name), "%s", reworded(err))
		return
	}
	id := first(i.ID, i.OtherID)
	r := Record{Key: first(id, i.Name), Pos: f.place(first(id, i.Name))}
	s.report.jsonKeys(raw, r.Pos, sioKeys)
	n := &r.Incident
	n.Title, n.Kind = i.Name, kind
	if page := strings.TrimSuffix(path.Base(f.name), ".json"); pageID.MatchString(page) && id != "" {
		n.Aliases = aliases("/pages/" + kind.String() + "/" + page + "/" + id)
	}
	affected := s.affected(i, r.Pos)
	s.messages(n, i, affected, r.Pos)
	if err := s.times(n, i); err != nil {
		s.report.about(Refused, r.Pos, i.Name, "%v", err)
		return
	}
	n.Components = claimsOf(affected, status.UnderMaintenance)
	if kind == status.KindIncident {
		n.Components = claimsOf(affected, status.Operational)
		for k := range n.Updates {
			if u := &n.Updates[k]; len(u.Claims) > 0 {
				n.Components, u.Claims = u.Claims, nil
				break
			}
		}
	}
	s.history.Records = append(s.history.Records, r)
}

// messages takes what was said, oldest first, each with how bad it says that it is.
func (s *statusioReader) messages(n *status.Incident, i sioRecord, affected []string, place diag.Pos) {
	for _, m := range i.Messages {
		at, err := looseInstant(m.At)
		if err != nil {
			s.report.about(Left, place, i.Name, "a message without a time")
			continue
		}
		u := status.Update{At: at, Phase: phaseOfState(int(m.State), n.Kind), Text: content.LineBreaks(withoutHTML(content.PlainText(m.Details)))}
		if n.Kind == status.KindIncident && m.Status > 0 && !u.Phase.Ends() {
			u.Claims = claimsOf(affected, healthOfCode(int(m.Status)))
		}
		n.Updates = append(n.Updates, u)
	}
	slices.SortStableFunc(n.Updates, func(a, b status.Update) int { return a.At.Compare(b.At) })
}

// claimsOf says one health of some components.
func claimsOf(components []string, h status.Health) []status.Claim {
	var all []status.Claim
	for _, c := range components {
		all = append(all, status.Claim{Component: c, Health: h})
	}
	return all
}

// affected gives the ids of what a record names: components, and of those that run in
// several containers only in the containers that it names too.
func (s *statusioReader) affected(i sioRecord, at diag.Pos) []string {
	named := map[string]bool{}
	for _, c := range i.Containers {
		named[first(c.Affected, c.ID)] = true
	}
	var all []string
	for _, c := range i.Components {
		keys, known := s.parts[first(c.Affected, c.ID)]
		if !known {
			s.report.about(Left, at, c.Name, "a component that the page does not list")
		}
		some := slices.DeleteFunc(slices.Clone(keys), func(key string) bool { return !named[path.Base(key)] })
		if len(some) == 0 {
			some = keys
		}
		for _, key := range some {
			if id, ok := s.roster.find(key); ok {
				all = append(all, id)
			}
		}
	}
	return all
}

// times reads when an incident began, or when a maintenance is.
func (s *statusioReader) times(n *status.Incident, i sioRecord) error {
	open, errOpen := looseInstant(i.Open)
	if n.Kind == status.KindIncident {
		n.Started = open
		if errOpen != nil && len(n.Updates) == 0 {
			return errOpen
		}
		if end, err := looseInstant(i.Resolved); err == nil && !slices.ContainsFunc(n.Updates, func(u status.Update) bool { return u.Phase.Ends() }) {
			n.Updates = append(n.Updates, status.Update{At: end, Phase: status.Resolved})
		}
		return nil
	}
	var err, errEnd error
	n.Window.From, err = looseInstant(i.Start)
	n.Window.Until, errEnd = looseInstant(i.End)
	if errors.Join(err, errEnd) != nil {
		return fmt.Errorf("a maintenance that does not say when it is")
	}
	if len(n.Updates) > 0 && n.Updates[0].Phase.Keeps() {
		n.Updates[0].Phase = status.Scheduled
	}
	return nil
}
