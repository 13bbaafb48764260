package importer

import (
	"errors"
	"strings"
	"time"

	"ownup/internal/status"
)

// instatus reads the public documents of an Instatus page: summary.json and
// components.json. They hold what is open, without words, and do not say what it affects:
// how the components are is taken from their own list.
// Source: https://instatus.com/help/api/status-page
type instatus struct{}

type (
	instatusRecord struct {
		ID        string  `json:"id"`
		Name      string  `json:"name"`
		Started   string  `json:"started"`
		Start     string  `json:"start"`
		UpdatedAt string  `json:"updatedAt"`
		Status    string  `json:"status"`
		Impact    string  `json:"impact"`
		Duration  loosely `json:"duration"` // minutes
		URL       string  `json:"url"`
	}
	instatusComponent struct {
		ID          string              `json:"id"`
		Name        string              `json:"name"`
		Description string              `json:"description"`
		Status      string              `json:"status"`
		Group       *instatusGroup      `json:"group"`
		Children    []instatusComponent `json:"children"`
	}
	instatusGroup struct {
		Name string `json:"name"`
	}
)

// instatusReader collects what the documents hold.
type instatusReader struct {
	in      Input
	report  *Report
	roster  *roster
	history *History
	page    []shown
	impacts map[string]status.Health // of records, by their keys
}

// Read reads every JSON file.
func (instatus) Read(in Input, r *Report) (*History, error) {
	s := &instatusReader{in: in, report: r, roster: newRoster(), history: &History{Zone: time.UTC}, impacts: map[string]status.Health{}}
	for name := range filesBelow(in.Files, r, ".", ".json") {
		b, err := readFile(in.Files, name, maxData)
		if err != nil {
			r.note(Refused, placeOf(name), "%v", err)
			continue
		}
		for e, err := range elements(name, b) {
			if err == nil {
				err = s.element(e)
			}
			if err != nil {
				r.note(Refused, e.pos, "%v", err)
			}
		}
	}
	h := s.history
	if h.Pos.File == "" {
		return nil, errors.New("no file holds a document of Instatus' API: summary.json, components.json")
	}
	r.note(Left, h.Pos, "the documents hold what is open alone, and no words: the past stays where it is")
	s.attribute()
	h.Records = agree(h.Records, s.page, in.Now, r)
	h.Groups = s.roster.groups
	return h, nil
}

func (s *instatusReader) element(e element) error {
	switch e.key {
	case "page":
		s.history.Pos = e.pos
		var page struct{ Name, URL string }
		err := e.into(&page)
		s.history.Title, s.history.URL = page.Name, page.URL
		return err
	case "components":
		if s.history.Pos.File == "" {
			s.history.Pos = e.pos
		}
		var c instatusComponent
		if err := e.into(&c); err != nil {
			return err
		}
		s.report.jsonKeys(e.raw, e.pos, "id name description status group children isParent")
		s.component(e, c)
	case "activeIncidents", "activeMaintenances":
		var i instatusRecord
		if err := e.into(&i); err != nil {
			return err
		}
		s.report.jsonKeys(e.raw, e.pos, "id name started start updatedAt status impact duration url")
		record, err := s.record(e, i)
		if err != nil {
			return err
		}
		s.history.Records = append(s.history.Records, record)
	default:
		s.report.stays(e.pos, e.key)
	}
	return nil
}

// component takes a component, or those that it holds.
func (s *instatusReader) component(e element, c instatusComponent) {
	for _, child := range c.Children {
		child.Group = &instatusGroup{c.Name}
		s.component(e, child)
	}
	if len(c.Children) > 0 {
		return
	}
	group := ""
	if c.Group != nil {
		group = c.Group.Name
	}
	key, name := first(c.ID, c.Name), first(c.Name, c.ID)
	id := s.roster.add(key, status.Component{Name: name, Description: c.Description}, group)
	s.page = append(s.page, shown{key: key, component: id, name: name, health: s.health(e, c.Status), pos: e.pos})
}

// health reads how a component is.
func (s *instatusReader) health(e element, word string) status.Health {
	known := map[string]status.Health{
		"": status.Operational, "OPERATIONAL": status.Operational, "UNDERMAINTENANCE": status.UnderMaintenance,
		"DEGRADEDPERFORMANCE": status.DegradedPerformance, "PARTIALOUTAGE": status.PartialOutage,
		"MINOROUTAGE": status.PartialOutage, "MAJOROUTAGE": status.MajorOutage,
	}
	h, ok := known[strings.ToUpper(word)]
	if !ok {
		s.report.about(Left, e.pos, word, "a status of a component that is not known: it is operational")
	}
	return h
}

// jsDate is how JavaScript prints a date: what it says of the zone in words is left out.
const jsDate = "Mon Jan 02 2006 15:04:05 GMT-0700"

// looseInstant reads a time as JSON or JavaScript writes it.
func looseInstant(text string) (time.Time, error) {
	if t, err := instant(text, time.UTC); err == nil {
		return t, nil
	}
	words, _, _ := strings.Cut(text, " (")
	if t, err := time.Parse(jsDate, words); err == nil {
		return t, nil
	}
	t, err := time.Parse(time.RFC1123, text)
	if err != nil {
		return time.Time{}, errors.New("it says no time at which it began")
	}
	return t, nil
}

// record turns what is open into the nouns.
func (s *instatusReader) record(e element, i instatusRecord) (Record, error) {
	start, err := looseInstant(first(i.Started, i.Start))
	if err != nil {
		return Record{}, err
	}
	r := Record{Key: first(i.ID, i.URL, i.Name), Pos: e.pos, Incident: status.Incident{Title: i.Name}}
	n := &r.Incident
	if _, after, ok := strings.Cut(i.URL, "://"); ok {
		if _, path, ok := strings.Cut(after, "/"); ok {
			n.Aliases = aliases("/" + path)
		}
	}
	changed, err := looseInstant(i.UpdatedAt)
	if err != nil || changed.Before(start) {
		changed = start
	}
	if e.key == "activeMaintenances" {
		err := s.maintenance(e, i, &r, start, changed)
		return r, err
	}
	phase, ok := status.ParsePhase(i.Status)
	if !ok {
		phase = status.Investigating
	}
	if n.Updates = []status.Update{{At: start, Phase: phase}}; changed.After(start) && phase != status.Investigating {
		s.report.note(Invented, e.pos, "only its last status is known: it was investigated before")
		n.Updates = []status.Update{{At: start, Phase: status.Investigating}, {At: changed, Phase: phase}}
	}
	if i.Impact != "" {
		s.impacts[r.Key] = s.health(e, i.Impact)
		n.Impact = impactOf(s.impacts[r.Key])
	}
	return r, nil
}

// maintenance turns a maintenance into the nouns. When it is announced nobody says.
func (s *instatusReader) maintenance(e element, i instatusRecord, r *Record, start, changed time.Time) error {
	n := &r.Incident
	if i.Duration <= 0 {
		return errors.New("a maintenance that does not say how long it takes")
	}
	n.Kind, n.Window = status.KindMaintenance, status.Window{From: start, Until: start.Add(time.Duration(i.Duration) * time.Minute)}
	n.Updates = []status.Update{{At: announcedBefore(start, s.in.Now), Phase: status.Scheduled}}
	s.report.note(Guess, e.pos, "it does not say when it was announced: with its beginning, or a month before where that is to come")
	switch i.Status {
	case "INPROGRESS":
		s.impacts[r.Key] = status.UnderMaintenance
		n.Updates = append(n.Updates, status.Update{At: start, Phase: status.InProgress})
	case "COMPLETED":
		n.Updates = append(n.Updates, status.Update{At: changed, Phase: status.Completed})
	}
	return nil
}

// impactOf gives the impact that a health stands for, as Instatus has one word for both.
func impactOf(h status.Health) status.Impact {
	switch h {
	case status.DegradedPerformance, status.PartialOutage:
		return status.ImpactMinor
	case status.MajorOutage:
		return status.ImpactMajor
	default:
		return status.ImpactNone
	}
}

// attribute says which components the open incidents affect: those that are as bad as the
// incident is, and where there is but one incident, all that are not operational.
func (s *instatusReader) attribute() {
	for _, c := range s.page {
		var fit []*Record
		for n := range s.history.Records {
			r := &s.history.Records[n]
			is, told := s.impacts[r.Key]
			alone := len(s.history.Records) == 1 && r.Incident.Kind == status.KindIncident && c.health != status.UnderMaintenance
			if c.health != status.Operational && (told && is == c.health || alone) {
				fit = append(fit, r)
			}
		}
		for _, r := range fit {
			s.report.about(Guess, r.Pos, c.name, "it does not say what it affects: components that are as bad as it is")
			r.Incident.Components = append(r.Incident.Components, status.Claim{Component: c.component, Health: c.health})
		}
	}
}
