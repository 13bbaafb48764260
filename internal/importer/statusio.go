package importer

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"ownup/internal/content"
	"ownup/internal/status"
)

// statusio reads the document of status.io's public API: components with their
// containers, and the incidents and maintenances that are open.
type statusio struct{}

type (
	sioDocument struct {
		Result struct {
			Status      []sioComponent `json:"status"`
			Incidents   []sioRecord    `json:"incidents"`
			Maintenance struct {
				Active   []sioRecord `json:"active"`
				Upcoming []sioRecord `json:"upcoming"`
			} `json:"maintenance"`
		} `json:"result"`
	}
	sioComponent struct {
		ID         string         `json:"id"`
		Name       string         `json:"name"`
		Code       int            `json:"status_code"`
		Containers []sioComponent `json:"containers"`
	}
	sioRecord struct {
		ID         string         `json:"_id"`
		Name       string         `json:"name"`
		Open       string         `json:"datetime_open"`
		Start      string         `json:"datetime_planned_start"`
		End        string         `json:"datetime_planned_end"`
		Messages   []sioMessage   `json:"messages"`
		Components []sioComponent `json:"components_affected"`
	}
	sioMessage struct {
		At      string `json:"datetime"`
		Code    int    `json:"status"`
		State   int    `json:"state"`
		Details string `json:"details"`
	}
)

// Read reads the one JSON file.
func (statusio) Read(in Input, r *Report) (*History, error) {
	s := &statusioReader{report: r, roster: newRoster(), history: &History{Zone: time.UTC}}
	found := false
	for name := range filesBelow(in.Files, r, ".", ".json") {
		b, err := readFile(in.Files, name, maxData)
		var d sioDocument
		if err == nil {
			err = json.Unmarshal(b, &d)
		}
		if err != nil {
			r.note(Refused, placeOf(name), "%s", reworded(err))
			continue
		}
		found = found || len(d.Result.Status) > 0
		s.document(name, d)
	}
	if !found {
		return nil, errors.New("no file holds a document of status.io's public API, with result.status")
	}
	r.note(Left, placeOf("result"), "the document holds what is open alone: the past stays where it is")
	s.history.Groups = s.roster.groups
	return s.history, nil
}

type statusioReader struct {
	report  *Report
	roster  *roster
	history *History
}

func (s *statusioReader) document(name string, d sioDocument) {
	for _, c := range d.Result.Status {
		if len(c.Containers) < 2 {
			s.roster.add(c.ID, status.Component{Name: c.Name}, "")
			continue
		}
		for _, inner := range c.Containers {
			s.roster.add(c.ID+"/"+inner.ID, status.Component{Name: c.Name + ", " + inner.Name}, c.Name)
		}
	}
	for _, i := range d.Result.Incidents {
		s.record(name, i, status.KindIncident)
	}
	for _, i := range append(d.Result.Maintenance.Active, d.Result.Maintenance.Upcoming...) {
		s.record(name, i, status.KindMaintenance)
	}
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
	if kind == status.KindMaintenance {
		return status.NoChange
	}
	switch state {
	case 100:
		return status.Investigating
	case 200:
		return status.Identified
	case 300:
		return status.Monitoring
	case 400:
		return status.Resolved
	default:
		return status.NoChange
	}
}

func (s *statusioReader) record(name string, i sioRecord, kind status.Kind) {
	r := Record{Key: first(i.ID, i.Name), Pos: placeOf(name)}
	n := &r.Incident
	n.Title, n.Kind = i.Name, kind
	worst := status.Operational
	for _, m := range i.Messages {
		at, err := looseInstant(m.At)
		if err != nil {
			s.report.about(Left, r.Pos, i.Name, "a message without a time")
			continue
		}
		worst = max(worst, healthOfCode(m.Code))
		n.Updates = append(n.Updates, status.Update{At: at, Phase: phaseOfState(m.State, kind), Text: content.LineBreaks(withoutHTML(content.PlainText(m.Details)))})
	}
	if err := s.times(n, i); err != nil {
		s.report.about(Refused, r.Pos, i.Name, "%v", err)
		return
	}
	if kind == status.KindMaintenance {
		worst = status.UnderMaintenance
	}
	for _, c := range i.Components {
		if id, ok := s.roster.find(c.ID); ok {
			n.Components = append(n.Components, status.Claim{Component: id, Health: worst})
		} else {
			s.report.about(Left, r.Pos, c.Name, "a component whose containers are not told apart")
		}
	}
	s.history.Records = append(s.history.Records, r)
}

// times reads when an incident began, or when a maintenance is.
func (s *statusioReader) times(n *status.Incident, i sioRecord) error {
	open, errOpen := looseInstant(i.Open)
	if n.Kind == status.KindIncident {
		n.Started = open
		if errOpen != nil && len(n.Updates) == 0 {
			return errOpen
		}
		return nil
	}
	var err, errEnd error
	n.Window.From, err = looseInstant(i.Start)
	n.Window.Until, errEnd = looseInstant(i.End)
	if errors.Join(err, errEnd) != nil {
		return fmt.Errorf("a maintenance that does not say when it is")
	}
	if len(n.Updates) > 0 {
		n.Updates[0].Phase = status.Scheduled
	}
	return nil
}
