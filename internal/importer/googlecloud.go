package importer

import (
	"errors"
	"time"

	"ownup/internal/content"
	"ownup/internal/status"
)

// googlecloud reads incidents.json of Google Cloud's status page. Products are components;
// where an incident happened stays in its words.
type googlecloud struct{}

type (
	gcIncident struct {
		ID          string      `json:"id"`
		Begin       string      `json:"begin"`
		End         string      `json:"end"`
		Description string      `json:"external_desc"`
		Impact      string      `json:"status_impact"`
		Severity    string      `json:"severity"`
		URI         string      `json:"uri"`
		ServiceKey  string      `json:"service_key"`
		ServiceName string      `json:"service_name"`
		Products    []gcProduct `json:"affected_products"`
		Updates     []gcUpdate  `json:"updates"`
		Latest      *gcUpdate   `json:"most_recent_update"`
		Locations   []gcProduct `json:"previously_affected_locations"`
	}
	gcProduct struct {
		Title string `json:"title"`
		ID    string `json:"id"`
	}
	gcUpdate struct {
		When   string `json:"when"`
		Text   string `json:"text"`
		Status string `json:"status"`
	}
)

// Read reads every JSON file.
func (googlecloud) Read(in Input, r *Report) (*History, error) {
	roster := newRoster()
	h := &History{Title: "Google Cloud", URL: "https://status.cloud.google.com", Zone: time.UTC}
	for name := range filesBelow(in.Files, r, ".", ".json") {
		b, err := readFile(in.Files, name, maxData)
		if err != nil {
			r.note(Refused, placeOf(name), "%v", err)
			continue
		}
		for e, err := range elements(name, b) {
			var i gcIncident
			if err == nil {
				err = e.into(&i)
			}
			var record Record
			if err == nil {
				record, err = i.record(e, roster, r)
			}
			if err != nil {
				r.note(Refused, e.pos, "%v", err)
				continue
			}
			h.Records = append(h.Records, record)
		}
	}
	if len(h.Records) == 0 {
		return nil, errors.New("no file holds incidents as incidents.json does")
	}
	h.Groups = roster.groups
	return h, nil
}

func (i gcIncident) record(e element, roster *roster, r *Report) (Record, error) {
	start, err := instant(i.Begin, time.UTC)
	if i.ID == "" || err != nil {
		return Record{}, errors.New("an incident without an id, or without a beginning")
	}
	record := Record{Key: i.ID, Pos: e.pos}
	n := &record.Incident
	n.Title, n.Started, n.Aliases = line(i.Description), start, aliases("/"+i.URI)
	if runes := []rune(n.Title); len(runes) > maxTitle {
		n.Updates = []status.Update{{At: start, Phase: status.NoChange, Text: withoutHTML(content.PlainText(i.Description))}}
		n.Title = string(runes[:maxTitle]) + "…"
	}
	health := map[string]status.Health{"SERVICE_DISRUPTION": status.PartialOutage, "SERVICE_OUTAGE": status.MajorOutage}[i.Impact]
	if len(i.Products) == 0 && i.ServiceKey != "" {
		i.Products = []gcProduct{{Title: i.ServiceName, ID: i.ServiceKey}}
	}
	for _, p := range i.Products {
		id := roster.add(first(p.ID, p.Title), status.Component{Name: first(p.Title, p.ID)}, "")
		n.Components = append(n.Components, status.Claim{Component: id, Health: health})
	}
	if len(i.Locations) > 0 {
		r.note(Left, e.pos, "its locations: a component is a product, wherever it runs")
	}
	if len(i.Updates) == 0 && i.Latest != nil {
		i.Updates = []gcUpdate{*i.Latest}
	}
	for _, u := range i.Updates {
		at, err := instant(u.When, time.UTC)
		if err != nil {
			r.note(Left, e.pos, "an update without a time")
			continue
		}
		n.Updates = append(n.Updates, status.Update{At: at, Phase: gcPhase(u.Status), Text: withoutHTML(content.PlainText(u.Text))})
	}
	if end, err := instant(i.End, time.UTC); err == nil {
		ended(n, start, end)
	}
	n.Backfilled = len(n.Updates) == 1
	return record, nil
}

// maxTitle is how many characters of a description make a title.
const maxTitle = 160

// gcPhase gives the phase of an update: all but the last word say how bad it is.
func gcPhase(text string) status.Phase {
	if text == "AVAILABLE" {
		return status.Resolved
	}
	return status.NoChange
}

// ended ends an incident since an instant, whatever was said about it when.
func ended(n *status.Incident, start, end time.Time) {
	if end.Before(start) {
		end = start
	}
	last, over := end, -1
	for k := range n.Updates {
		if u := &n.Updates[k]; u.Phase == status.Resolved {
			if over >= 0 {
				n.Updates[over].Phase = status.NoChange
			}
			if over < 0 || !u.At.Before(n.Updates[over].At) {
				over = k
			} else {
				u.Phase, n.Updates[over].Phase = status.NoChange, status.Resolved
			}
		}
		last = later(last, n.Updates[k].At)
	}
	switch {
	case over >= 0 && !n.Updates[over].At.Before(end):
		n.Updates[over].Since = end
	default:
		if over >= 0 {
			n.Updates[over].Phase = status.NoChange
		}
		n.Updates = append(n.Updates, status.Update{At: last, Since: end, Phase: status.Resolved})
	}
}
