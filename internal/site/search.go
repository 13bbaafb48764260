package site

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"ownup/internal/report"
	"ownup/internal/status"
)

// searchYear is what history/<year>.json holds: what the script of the history needs to
// search the incidents of a year and to list them, newest first. The n-th entries of all
// lists but the first are of one incident: like stands beside like, which compresses
// best. It is no part of the API. Like the page of a month it says nothing that changes
// with the clock alone.
type searchYear struct {
	Components []string        `json:"components"` // ids; incidents name them by their numbers here
	IDs        []searchID      `json:"ids"`
	Titles     []string        `json:"titles"`
	Starts     []string        `json:"starts"` // RFC 3339, in the site's zone
	Ends       []string        `json:"ends"`   // of maintenance; else empty
	Words      []string        `json:"words"`  // the rest of the line
	Healths    []status.Health `json:"healths"`
	Impacts    []string        `json:"impacts"`
	Touched    [][]int         `json:"touched"` // the components
}

// searchID is the id of an incident: in JSON a string, or a number where the script can
// make it of the start and the title. It is then how long the id is.
type searchID struct {
	id   string
	made bool
}

// MarshalJSON gives the id, or how long it is.
func (s searchID) MarshalJSON() ([]byte, error) {
	if s.made {
		return json.Marshal(len(s.id))
	}
	return json.Marshal(s.id)
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
			touched := []int{}
			for _, t := range i.Touched {
				n, known := numbers[t.Component]
				if !known {
					n = len(v.Components)
					numbers[t.Component] = n
					v.Components = append(v.Components, t.Component)
				}
				touched = append(touched, n)
			}
			v.Touched = append(v.Touched, touched)
			p.addTo(&v, i)
		}
	}
	return v
}

// addTo adds an incident to an index, but for its components.
func (p *press) addTo(v *searchYear, i *report.Incident) {
	l := p.line(i)
	from, end := i.Start, ""
	if i.Kind() == status.KindMaintenance {
		from, end = i.Window().From, p.in(i.Window().Until).Format(time.RFC3339)
	}
	start := p.in(from).Format(time.RFC3339)
	v.IDs = append(v.IDs, searchID{i.ID, strings.HasPrefix(addressOf(start, i.Title), i.ID)})
	v.Titles = append(v.Titles, i.Title)
	v.Starts, v.Ends = append(v.Starts, start), append(v.Ends, end)
	v.Words = append(v.Words, p.searchWords(i, l))
	v.Healths, v.Impacts = append(v.Healths, l.Health), append(v.Impacts, i.Impact.String())
}

func (p *press) searchWords(i *report.Incident, l line) string {
	words := p.words.Kind(i.Kind())
	if i.Kind() == status.KindIncident {
		words = p.t("incident.impact", p.words.Impact(i.Impact))
	}
	words = p.t("search.words", words, p.words.Phase(i.Phase))
	if l.Lasted != "" {
		words = p.t("search.words", p.t("incident.lasted", l.Lasted), words)
	}
	return words
}

// addressOf gives what most ids begin with: the day of a start, and the title in small
// letters with a hyphen for whatever lies between letters and digits. It is empty where
// the title has more than ASCII. The script of the history does the same.
func addressOf(start, title string) string {
	var b strings.Builder
	b.WriteString(start[:len(time.DateOnly)])
	gap := true
	for _, c := range []byte(title) {
		switch {
		case c >= 0x80:
			return ""
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		case c < '0' || c > '9' && c < 'a' || c > 'z':
			gap = true
			continue
		}
		if gap {
			b.WriteByte('-')
			gap = false
		}
		b.WriteByte(c)
	}
	return b.String()
}
