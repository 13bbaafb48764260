package importer

import (
	"errors"
	"strings"
	"time"

	"ownup/internal/status"
)

// instatus reads the public documents of an Instatus page: summary.json and
// components.json. They hold what is open, and no words; so that is all that comes.
type instatus struct{}

type instatusRecord struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Started  string `json:"started"`
	Start    string `json:"start"`
	Status   string `json:"status"`
	Impact   string `json:"impact"`
	Duration string `json:"duration"` // minutes
	URL      string `json:"url"`
}

// Read reads every JSON file.
func (instatus) Read(in Input, r *Report) (*History, error) {
	roster, h := newRoster(), &History{Zone: time.UTC}
	seen := false
	for name := range filesBelow(in.Files, r, ".", ".json") {
		b, err := readFile(in.Files, name, maxData)
		if err != nil {
			r.note(Refused, placeOf(name), "%v", err)
			continue
		}
		for e, err := range elements(name, b) {
			if err == nil {
				err = instatusElement(e, h, roster)
			}
			if err != nil {
				r.note(Refused, e.pos, "%v", err)
			}
			seen = seen || e.key == "page" || e.key == "components"
		}
	}
	if !seen {
		return nil, errors.New("no file holds a document of Instatus' API: summary.json, components.json")
	}
	r.note(Left, placeOf("summary.json"), "the documents hold what is open alone, without words and components: the past stays where it is")
	h.Groups = roster.groups
	return h, nil
}

func instatusElement(e element, h *History, roster *roster) error {
	switch e.key {
	case "page":
		var page struct{ Name, URL string }
		err := e.into(&page)
		h.Title, h.URL = page.Name, page.URL
		return err
	case "components":
		var c struct {
			ID, Name, Description string
			Group                 *struct{ Name string }
		}
		if err := e.into(&c); err != nil {
			return err
		}
		group := ""
		if c.Group != nil {
			group = c.Group.Name
		}
		roster.add(first(c.ID, c.Name), status.Component{Name: first(c.Name, c.ID), Description: c.Description}, group)
	case "activeIncidents", "activeMaintenances":
		var i instatusRecord
		if err := e.into(&i); err != nil {
			return err
		}
		record, err := i.record(e)
		if err != nil {
			return err
		}
		h.Records = append(h.Records, record)
	}
	return nil
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
		return t, errors.New("it says no time at which it began")
	}
	return t, nil
}

func (i instatusRecord) record(e element) (Record, error) {
	start, err := looseInstant(first(i.Started, i.Start))
	if err != nil {
		return Record{}, err
	}
	r := Record{Key: first(i.ID, i.URL, i.Name), Pos: e.pos, Incident: status.Incident{Title: i.Name}}
	if _, after, ok := strings.Cut(i.URL, "://"); ok {
		if _, path, ok := strings.Cut(after, "/"); ok {
			r.Incident.Aliases = aliases("/" + path)
		}
	}
	if e.key == "activeMaintenances" {
		minutes, err := time.ParseDuration(first(i.Duration, "0") + "m")
		if err != nil || minutes <= 0 {
			return Record{}, errors.New("a maintenance that does not say how long it takes")
		}
		r.Incident.Kind, r.Incident.Window = status.KindMaintenance, status.Window{From: start, Until: start.Add(minutes)}
		r.Incident.Updates = []status.Update{{At: start, Phase: status.Scheduled}}
		return r, nil
	}
	phase, ok := status.ParsePhase(i.Status)
	if !ok {
		phase = status.Investigating
	}
	r.Incident.Updates = []status.Update{{At: start, Phase: phase}}
	return r, nil
}
