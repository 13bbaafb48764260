// Package exporter writes a whole history for other tools, so that nobody who came has to
// stay: as one document of Statuspage's API, which ownup and others import, and as tables.
//
//	statuspage      {"page", "components", "incidents", "scheduled_maintenances"}
//	incidents.csv   an incident a line: id, kind, title, impact, start, end, seconds, updates
//	effects.csv     an effect a line: incident, component, health, from, until, seconds
//	uptime.csv      a component and a month a line: uptime and the seconds in each health
//
// Both tell what the site tells at the report's instant: nothing internal, and nothing
// that is not said yet.
package exporter

import (
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"ownup/internal/content"
	"ownup/internal/report"
	"ownup/internal/site/api/statuspage"
	"ownup/internal/site/locale"
	"ownup/internal/status"
)

// document is the whole history in Statuspage's words.
type document struct {
	Page         statuspage.Page        `json:"page"`
	Components   []statuspage.Component `json:"components"`
	Incidents    []incident             `json:"incidents"`
	Maintenances []maintenance          `json:"scheduled_maintenances"`
}

// An incident or a maintenance, with one key that only Statuspage's management API has.
type (
	incident struct {
		statuspage.Incident
		Backfilled bool `json:"backfilled"`
	}
	maintenance struct {
		statuspage.Maintenance
		Backfilled bool `json:"backfilled"`
	}
)

// Statuspage gives the whole history as one document of Statuspage's API. Bodies are the
// Markdown of the files, and an incident that came from a Statuspage has its old id. The
// words are for what the API says by itself.
func Statuspage(r *report.Report, words *locale.Words) ([]byte, error) {
	d := document{Incidents: []incident{}, Maintenances: []maintenance{}}
	for _, f := range statuspage.Site(r, words) {
		if path.Base(f.Path) != "components.json" {
			continue
		}
		b, err := f.Render()
		if err == nil {
			err = json.Unmarshal(b, &d)
		}
		if err != nil {
			return nil, fmt.Errorf("export the components: %w", err)
		}
	}
	byID := map[string]*report.Incident{}
	for _, i := range r.Incidents {
		byID[i.ID] = i
	}
	for _, f := range statuspage.Incidents(r, words) {
		i := byID[strings.TrimSuffix(path.Base(f.Path), ".json")]
		b, err := f.Render()
		if err != nil {
			return nil, fmt.Errorf("export %s: %w", i.ID, err)
		}
		var one struct {
			Incident statuspage.Maintenance `json:"incident"`
		}
		if err := json.Unmarshal(b, &one); err != nil {
			return nil, fmt.Errorf("export %s: %w", i.ID, err)
		}
		restore(&one.Incident.Incident, i)
		if i.Kind() == status.KindMaintenance {
			d.Maintenances = append(d.Maintenances, maintenance{one.Incident, i.Incident.Backfilled})
		} else {
			d.Incidents = append(d.Incidents, incident{one.Incident.Incident, i.Incident.Backfilled})
		}
	}
	b, err := json.MarshalIndent(d, "", "  ")
	return append(b, '\n'), err
}

// restore gives an incident its old id and the words of its file.
func restore(i *statuspage.Incident, from *report.Incident) {
	own := i.ID
	i.ID = oldID(from.Incident)
	for n := range i.Updates {
		u := &i.Updates[n]
		u.ID, u.IncidentID = i.ID+strings.TrimPrefix(u.ID, own), i.ID
		if said := len(from.Said); said > 0 {
			u.Body = body(from.Said[said-1-n])
		} else {
			u.Body = from.Incident.Intro
		}
	}
	affected := slices.ContainsFunc(from.Touched, func(t status.Touched) bool { return t.Worst != status.Operational })
	if len(from.Said) == 1 && from.Said[0].Phase.Ends() && affected {
		i.Updates[0].AffectedComponents = nil // what it says of them is the end alone
	}
	if from.Kind() == status.KindMaintenance {
		clocked(i, from)
	}
}

// body gives the words of an update as Statuspage has them: a plain text, in which the
// line ends count. A postmortem is Markdown there too.
func body(u status.Update) string {
	if u.Phase == status.Postmortem {
		return u.Text
	}
	return content.Unbroken(u.Text)
}

// clocked adds the updates by which Statuspage itself tells that a maintenance begins and
// ends by the clock, where words come after: else those would be taken for the beginning
// and the end.
func clocked(i *statuspage.Incident, from *report.Incident) {
	var runs, ends, during, after bool
	for _, u := range from.Said {
		runs = runs || u.Phase == status.InProgress || u.Phase == status.Verifying
		ends = ends || u.Phase.Ends()
		keeps := u.Phase.Keeps()
		during = during || keeps && !u.At.Before(from.Start)
		after = after || keeps && !from.End.IsZero() && u.At.After(from.End)
	}
	add := func(at time.Time, phase status.Phase) {
		stamp := at.UTC().Format("2006-01-02T15:04:05.000Z")
		u := statuspage.Update{ID: i.ID + "-" + phase.String(), Status: phase.String(), IncidentID: i.ID, CreatedAt: stamp, UpdatedAt: stamp, DisplayAt: stamp}
		at = at.Truncate(time.Second)
		place := slices.IndexFunc(from.Said, func(u status.Update) bool { return !u.At.Before(at) })
		if place < 0 {
			place = len(from.Said)
		}
		i.Updates = slices.Insert(i.Updates, len(from.Said)-place, u)
	}
	if during && !runs && !ends {
		add(from.Start, status.InProgress)
	}
	if after && !ends { // above its beginning: the newest come first
		add(from.End, status.Completed)
	}
}

// oldID gives the id that an incident had on a Statuspage, by the URL of its page there;
// its own where it had none.
func oldID(i *status.Incident) string {
	for _, a := range i.Aliases {
		code, ok := strings.CutPrefix(a, "/incidents/")
		if ok && code != "" && !strings.Contains(code, "/") {
			return code
		}
	}
	return i.ID
}
