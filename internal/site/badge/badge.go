// Package badge draws the state of a site, of its groups and of its components as small
// pictures for readmes and other sites, and says the same for shields.io.
//
//	badges/status.svg           the whole site: down only if all of it is
//	badges/uptime-30d.svg       the whole site, as one group of all components in use
//	badges/<id>/status.svg      a component or a group
//	badges/<id>/uptime-30d.svg  the last 30 days of the calendar, today included; also 1, 7, 90, 365
//
// Beside each stands a file of the same name in .json, for the endpoint badge of shields.io
// (https://shields.io/badges/endpoint-badge), which turns away any field that it does not
// know.
//
// A badge is a picture of itself: no font, script or other file is loaded. It has the
// colours of a light or a dark page as its reader prefers, on each of which its text keeps
// the contrast that WCAG 2 asks for (4.5:1), and says what it shows to screen readers.
//
// # Colours of uptime
//
// Where there is an objective, it decides: brightgreen where it is met, and at best yellow
// where it is not. Otherwise a badge is brightgreen from 99.9 % on, green from 99.5,
// yellowgreen from 99, yellow from 98, orange from 95, and red below.
package badge

import (
	"encoding/json"
	"fmt"

	"ownup/internal/output"
	"ownup/internal/report"
	"ownup/internal/site/locale"
	"ownup/internal/status"
	"ownup/internal/uptime"
)

// folder is where the badges stand.
const folder = "badges/"

// badge is what a badge says.
type badge struct {
	label, message string
	tone           tone
}

// Files gives the badges of a report, without those of retired components.
func Files(r *report.Report, words *locale.Words) []output.File {
	var all []*report.Component
	var healths []status.Health
	s := set{words: words}
	for _, g := range r.Groups {
		if g.Name != "" {
			s.add(folder+g.ID+"/", g.Name, g.Health, 0, g.Components)
		}
		for _, c := range g.Components {
			s.add(folder+c.ID+"/", c.Name, c.Health, c.SLO, []*report.Component{c})
			healths = append(healths, c.Health)
		}
		all = append(all, g.Components...)
	}
	s.add(folder, r.Site.Title, whole(healths), 0, all)
	return s.files
}

// whole gives the health of all components together, which are down only if each is.
func whole(components []status.Health) status.Health {
	worst, down := status.Operational, 0
	for _, h := range components {
		worst = max(worst, h)
		if h == status.MajorOutage {
			down++
		}
	}
	if worst == status.MajorOutage && down < len(components) {
		return status.PartialOutage
	}
	return worst
}

// set gathers badges.
type set struct {
	words *locale.Words
	files []output.File
}

// add adds the badges of some components that go by one name.
func (s *set) add(path, name string, h status.Health, slo status.Fraction, components []*report.Component) {
	s.file(path+"status", func() badge { return badge{name, s.words.Health(h), ofHealth(h)} })
	for _, days := range uptime.Windows() {
		s.file(fmt.Sprintf("%suptime-%dd", path, days), func() badge {
			var t uptime.Tally
			for _, c := range components {
				t = t.Add(c.LastDays(days))
			}
			return s.uptime(name, days, t, slo)
		})
	}
}

func (s *set) uptime(name string, days int, t uptime.Tally, slo status.Fraction) badge {
	span := s.words.T("uptime.today")
	if days > 1 {
		span = s.words.T("uptime.days", days)
	}
	b := badge{s.words.T("list.more", name, span), s.words.T("uptime.no_data"), unknown}
	if !t.NoData() {
		b.message, b.tone = s.words.Percent(t.Percent()), ofUptime(t, slo)
	}
	return b
}

// file adds a badge in both of its forms.
func (s *set) file(path string, say func() badge) {
	s.files = append(s.files,
		output.File{Path: path + ".svg", Render: func() ([]byte, error) { return say().svg(), nil }},
		output.File{Path: path + ".json", Render: func() ([]byte, error) { return say().endpoint() }},
	)
}

// endpoint gives the badge as shields.io asks for it.
func (b badge) endpoint() ([]byte, error) {
	return json.Marshal(struct {
		SchemaVersion int    `json:"schemaVersion"`
		Label         string `json:"label"`
		Message       string `json:"message"`
		Color         string `json:"color"`
	}{1, b.label, b.message, b.tone.shields()})
}
