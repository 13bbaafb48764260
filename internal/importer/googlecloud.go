package importer

import (
	"errors"
	"strings"
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

// gcKeys are the keys of an incident that are read, or that say nothing more.
const gcKeys = "id number begin end created modified uri external_desc status_impact service_key service_name affected_products updates " +
	"most_recent_update currently_affected_locations previously_affected_locations"

// Read reads every JSON file.
func (googlecloud) Read(in Input, r *Report) (*History, error) {
	roster := newRoster()
	h := &History{Pos: placeOf("."), Title: "Google Cloud", URL: "https://status.cloud.google.com", Zone: time.UTC}
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
			h.Pos = placeOf(name)
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
	r.jsonKeys(e.raw, e.pos, gcKeys)
	n := &record.Incident
	n.Started, n.Aliases = start, aliases("/"+i.URI)
	i.title(n)
	i.products(n, roster)
	if len(i.Locations) > 0 {
		r.note(Left, e.pos, "its locations: a component is a product, wherever it runs")
	}
	i.said(n, e, r)
	i.begin(n)
	if end, err := instant(i.End, time.UTC); err == nil {
		ended(n, start, end)
	}
	n.Backfilled = len(n.Updates) == 1
	return record, nil
}

// title makes a title of the description, and an introduction of it where it is long.
func (i gcIncident) title(n *status.Incident) {
	n.Title = line(i.Description)
	if title, rest, _ := strings.Cut(strings.TrimSpace(i.Description), "\n"); rest != "" || len([]rune(n.Title)) > maxTitle {
		n.Intro = withoutHTML(content.PlainText(i.Description))
		n.Title = strings.TrimPrefix(line(title), "Summary: ")
	}
	if runes := []rune(n.Title); len(runes) > maxTitle {
		n.Title = string(runes[:maxTitle]) + "…"
	}
}

// products takes what is affected: until an update says otherwise, as the incident says.
func (i gcIncident) products(n *status.Incident, roster *roster) {
	health, _ := gcHealth(i.Impact)
	if len(i.Products) == 0 && i.ServiceKey != "" {
		i.Products = []gcProduct{{Title: i.ServiceName, ID: i.ServiceKey}}
	}
	for _, p := range i.Products {
		id := roster.add(first(p.ID, p.Title), status.Component{Name: first(p.Title, p.ID)}, "")
		n.Components = append(n.Components, status.Claim{Component: id, Health: health})
	}
}

// said takes the updates, each with how bad it says that it is.
func (i gcIncident) said(n *status.Incident, e element, r *Report) {
	if len(i.Updates) == 0 && i.Latest != nil {
		i.Updates = []gcUpdate{*i.Latest}
	}
	for _, u := range i.Updates {
		at, err := instant(u.When, time.UTC)
		if err != nil {
			r.note(Left, e.pos, "an update without a time")
			continue
		}
		said := status.Update{At: at, Phase: status.NoChange, Text: withoutHTML(content.PlainText(u.Text))}
		if h, ok := gcHealth(u.Status); ok {
			for _, c := range n.Components {
				said.Claims = append(said.Claims, status.Claim{Component: c.Component, Health: h})
			}
		} else if u.Status == "AVAILABLE" {
			said.Phase = status.Resolved
		}
		n.Updates = append(n.Updates, said)
	}
}

// maxTitle is how many characters of a description make a title.
const maxTitle = 160

// gcHealth gives the health that a status stands for; information is about no effect.
func gcHealth(text string) (status.Health, bool) {
	h, ok := map[string]status.Health{
		"SERVICE_INFORMATION": status.Operational, "SERVICE_DISRUPTION": status.PartialOutage, "SERVICE_OUTAGE": status.MajorOutage,
	}[text]
	return h, ok
}

// begin lets the oldest update that says how bad it is hold from the beginning.
func (i gcIncident) begin(n *status.Incident) {
	oldest := -1
	for k, u := range n.Updates {
		if len(u.Claims) > 0 && (oldest < 0 || u.At.Before(n.Updates[oldest].At)) {
			oldest = k
		}
	}
	if oldest >= 0 {
		n.Components, n.Updates[oldest].Claims = n.Updates[oldest].Claims, nil
	}
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
