package statuspage

import (
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"

	"ownup/internal/output"
	"ownup/internal/report"
	"ownup/internal/site/locale"
	"ownup/internal/status"
)

// atMost is how many incidents a list of the past holds.
const atMost = 50

// Site gives the documents of api/v2. The words are for updates without a text.
func Site(r *report.Report, words *locale.Words) []output.File {
	t := newTranslator(r, words)
	return []output.File{
		document("api/v2/summary.json", t.summary),
		document("api/v2/status.json", func() state { return state{t.page, t.state()} }),
		document("api/v2/components.json", func() components { return components{t.page, t.list()} }),
		document("api/v2/incidents.json", func() incidents {
			return incidents{t.page, each(t.newest(status.KindIncident, atMost), t.incident)}
		}),
		document("api/v2/incidents/unresolved.json", func() incidents {
			return incidents{t.page, each(t.unresolved(), t.incident)}
		}),
		document("api/v2/scheduled-maintenances.json", func() maintenances {
			return maintenances{t.page, each(t.newest(status.KindMaintenance, atMost), t.maintenance)}
		}),
		document("api/v2/scheduled-maintenances/upcoming.json", func() maintenances {
			return maintenances{t.page, each(r.Upcoming, t.maintenance)}
		}),
		document("api/v2/scheduled-maintenances/active.json", func() maintenances {
			return maintenances{t.page, each(r.Active, t.maintenance)}
		}),
	}
}

// Incidents gives the documents of all incidents and of all maintenance, one each.
func Incidents(r *report.Report, words *locale.Words) []output.File {
	t := newTranslator(r, words)
	var files []output.File
	for _, i := range r.Incidents {
		if i.Kind() != status.KindNotice {
			files = append(files, document("incidents/"+i.ID+".json", func() any { return t.single(i) }))
		}
	}
	return files
}

// The documents, by the keys that they have in their order.
type (
	state struct {
		Page   Page   `json:"page"`
		Status Status `json:"status"`
	}
	components struct {
		Page       Page        `json:"page"`
		Components []Component `json:"components"`
	}
	incidents struct {
		Page      Page       `json:"page"`
		Incidents []Incident `json:"incidents"`
	}
	maintenances struct {
		Page         Page          `json:"page"`
		Maintenances []Maintenance `json:"scheduled_maintenances"`
	}
	summary struct {
		Page         Page          `json:"page"`
		Components   []Component   `json:"components"`
		Incidents    []Incident    `json:"incidents"`              // those that are open
		Maintenances []Maintenance `json:"scheduled_maintenances"` // in progress or to come
		Status       Status        `json:"status"`
	}
	single[T Incident | Maintenance] struct {
		Page     Page `json:"page"`
		Incident T    `json:"incident"`
	}
)

// document gives a file whose content is worked out when it is asked for.
func document[T any](path string, say func() T) output.File {
	return output.File{Path: path, Render: func() ([]byte, error) { return json.Marshal(say()) }}
}

// each translates a list; it is never nil, since null is no list.
func each[T any](all []*report.Incident, translate func(*report.Incident) T) []T {
	list := make([]T, 0, len(all))
	for _, i := range all {
		list = append(list, translate(i))
	}
	return list
}

// translator puts a report into Statuspage's words. What does not depend on an incident
// is worked out once.
type translator struct {
	report     *report.Report
	words      *locale.Words
	page       Page
	components map[string]*place
	groups     map[string]int // position by id
	list       func() []Component
}

func newTranslator(r *report.Report, words *locale.Words) *translator {
	zone := r.Site.Zone.String()
	if zone == "UTC" {
		zone = "Etc/UTC"
	}
	t := &translator{
		report: r, words: words, components: map[string]*place{}, groups: map[string]int{},
		page: Page{ID: pageID(r.Site.URL), Name: r.Site.Title, URL: r.Site.Home(), TimeZone: zone},
	}
	t.places()
	t.list = sync.OnceValue(t.inUse)
	t.page.UpdatedAt = t.stamp(t.updated())
	return t
}

func (t *translator) summary() summary {
	planned := slices.Concat(t.report.Active, t.report.Upcoming)
	return summary{t.page, t.list(), each(t.unresolved(), t.incident), each(planned, t.maintenance), t.state()}
}

// state sums up the components in use.
func (t *translator) state() Status {
	var healths []status.Health
	for _, c := range t.report.Components {
		if !c.Retired {
			healths = append(healths, c.Health)
		}
	}
	return rollUp(healths)
}

// single gives the document of one incident. Once that is over, the page is told as it
// was when the incident was last spoken of.
func (t *translator) single(i *report.Incident) any {
	page := t.page
	if !i.Open {
		page.UpdatedAt = t.stamp(updated(i))
	}
	if i.Kind() == status.KindMaintenance {
		return single[Maintenance]{page, t.maintenance(i)}
	}
	return single[Incident]{page, t.incident(i)}
}

// updated gives when the newest fact of the page became so or was said.
func (t *translator) updated() time.Time {
	var last time.Time
	for _, i := range t.report.Incidents {
		if at := updated(i); i.Kind() != status.KindNotice && at.After(last) {
			last = at
		}
	}
	for _, c := range t.report.Components {
		if s := t.present(c); s.since.After(last) && !s.since.After(t.report.Now) {
			last = s.since
		}
	}
	if last.IsZero() {
		return t.report.Now // nothing has begun yet
	}
	return last
}

// pageID makes an id of the page's own address, which is what tells pages apart, wherever
// a build of it is served.
func pageID(url string) string {
	_, address, _ := strings.Cut(url, "://")
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return '-'
	}, address)
}

// stamp writes an instant: in milliseconds and in the page's zone.
func (t *translator) stamp(at time.Time) string {
	return at.In(t.report.Site.Zone).Format("2006-01-02T15:04:05.000Z07:00")
}

// maybe writes an instant that may not be known.
func (t *translator) maybe(at time.Time) *string {
	if at.IsZero() {
		return nil
	}
	return optional(t.stamp(at))
}

// optional gives null for an empty text.
func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
