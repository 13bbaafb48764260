package site

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"ownup/internal/report"
	"ownup/internal/status"
)

// searchYear is what history/<year>.json holds: what the script of the history needs to
// search the incidents of a year and to list them. It is no part of the API. Like the
// page of a month it says nothing that changes with the clock alone.
type searchYear struct {
	Components []string      `json:"components"` // ids; incidents name them by their numbers here
	Incidents  []searchEntry `json:"incidents"`  // newest first
}

// searchEntry is an incident as a list tells it, in the language of the pages.
type searchEntry struct {
	ID         string        `json:"id"`
	Title      string        `json:"title"`
	Start      string        `json:"start"` // RFC 3339, in the site's zone
	End        string        `json:"end,omitempty"`
	Words      string        `json:"words"` // the rest of its line
	Health     status.Health `json:"health"`
	Impact     string        `json:"impact"`
	Components []int         `json:"components,omitempty"`
}

// search gives an index for each year that has incidents.
func (p *press) search() []file {
	var files []file
	for _, y := range p.searchYears() {
		files = append(files, file{path: p.folder + fmt.Sprintf("history/%04d.json", y), render: func() ([]byte, error) {
			return json.Marshal(p.searchYear(y))
		}})
	}
	return files
}

// searchYears gives the years that have incidents, newest first.
func (p *press) searchYears() []int {
	var years []int
	for _, m := range p.byMonth() {
		if len(m.Incidents) > 0 && !slices.Contains(years, m.Year) {
			years = append(years, m.Year)
		}
	}
	return years
}

func (p *press) searchYear(y int) searchYear {
	v := searchYear{Components: []string{}}
	numbers := map[string]int{}
	for _, m := range p.byMonth() {
		if m.Year != y {
			continue
		}
		for _, i := range m.Incidents {
			e := p.searchEntry(i)
			for _, t := range i.Touched {
				n, known := numbers[t.Component]
				if !known {
					n = len(v.Components)
					numbers[t.Component] = n
					v.Components = append(v.Components, t.Component)
				}
				e.Components = append(e.Components, n)
			}
			v.Incidents = append(v.Incidents, e)
		}
	}
	return v
}

func (p *press) searchEntry(i *report.Incident) searchEntry {
	l := p.line(i)
	e := searchEntry{ID: i.ID, Title: i.Title, Health: l.Health, Impact: i.Impact.String()}
	from := i.Start
	if i.Kind() == status.KindMaintenance {
		from = i.Window().From
		e.End = p.in(i.Window().Until).Format(time.RFC3339)
	}
	e.Start = p.in(from).Format(time.RFC3339)
	e.Words = p.words.Kind(i.Kind())
	if i.Kind() == status.KindIncident {
		e.Words = p.t("incident.impact", p.words.Impact(i.Impact))
	}
	e.Words = p.t("search.words", e.Words, p.words.Phase(i.Phase))
	if l.Lasted != "" {
		e.Words = p.t("search.words", p.t("incident.lasted", l.Lasted), e.Words)
	}
	return e
}
