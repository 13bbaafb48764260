package api

import (
	"ownup/internal/report"
	"ownup/internal/status"
)

// Site is api/site.json: what a site has, how it is now, and where all else stands.
type Site struct {
	Head
	Title      string      `json:"title"`
	URL        string      `json:"url" jsonschema:"format=uri"`
	TimeZone   string      `json:"time_zone"` // IANA name; cuts the days
	Languages  []string    `json:"languages"` // the first one is the default
	Contact    *string     `json:"contact" jsonschema:"nullable"`
	Repository *string     `json:"repository" jsonschema:"nullable"` // where the files of the site are kept
	State      State       `json:"state"`
	Groups     []Group     `json:"groups"`     // in the order of the page
	Components []Component `json:"components"` // in the order of the page, retired ones as well
	Open       []string    `json:"open"`       // ids of the incidents that last, the most important one first
	Notices    []string    `json:"notices"`    // ids of the notices that are open
	Active     []string    `json:"active"`     // ids of the maintenance in progress, the one that ends first before others
	Upcoming   []string    `json:"upcoming"`   // ids of the maintenance to come, the next one first
	Rule       Rule        `json:"rule"`
	Links      Links       `json:"links"`
}

// State is how the site is, in a word.
type State struct {
	Kind   string   `json:"kind" jsonschema:"enum=all_well,enum=watching,enum=maintaining,enum=trouble"` // watching: all is well, and an incident is still open
	Health Health   `json:"health"`                                                                      // the worst of all components in use
	Since  *Instant `json:"since" jsonschema:"nullable"`                                                 // since when it is so
	Next   *Instant `json:"next" jsonschema:"nullable"`                                                  // the earliest time by which an update is promised
	Late   bool     `json:"late"`                                                                        // when this was written, that time had passed
}

// Group is some components under one name.
type Group struct {
	ID         string   `json:"id"`
	Name       string   `json:"name"`
	Health     Health   `json:"health"`     // the worst of its components in use
	Components []string `json:"components"` // ids of those in use
}

// Component is something whose health is tracked.
type Component struct {
	ID          string   `json:"id"` // permanent
	Name        string   `json:"name"`
	Description *string  `json:"description" jsonschema:"nullable"`
	Group       *string  `json:"group" jsonschema:"nullable"` // id of its group
	Health      Health   `json:"health"`
	Since       Date     `json:"since"`                       // nothing was observed before this day
	Until       *Date    `json:"until" jsonschema:"nullable"` // when it is retired
	Retired     bool     `json:"retired"`
	Objective   *float64 `json:"objective" jsonschema:"nullable"` // the share of the time in which it should be up
	Open        []string `json:"open"`                            // ids of the incidents and of the maintenance in progress that name it
}

// Links says where the rest stands, as absolute URLs. {id} stands for an id.
type Links struct {
	Home       string `json:"home" jsonschema:"format=uri"`
	History    string `json:"history" jsonschema:"format=uri"`
	Incident   string `json:"incident" jsonschema:"format=uri-template"`
	Component  string `json:"component" jsonschema:"format=uri-template"`
	RSS        string `json:"rss" jsonschema:"format=uri"`
	Atom       string `json:"atom" jsonschema:"format=uri"`
	JSONFeed   string `json:"json_feed" jsonschema:"format=uri"`
	Updates    string `json:"updates" jsonschema:"format=uri"`  // Atom, an entry an update
	Calendar   string `json:"calendar" jsonschema:"format=uri"` // iCalendar, an event a maintenance
	Build      string `json:"build" jsonschema:"format=uri"`    // when this was generated, and when facts will next change
	Uptime     string `json:"uptime" jsonschema:"format=uri"`
	Days       string `json:"days" jsonschema:"format=uri-template"` // the last year of one component or group, day by day
	Incidents  string `json:"incidents" jsonschema:"format=uri"`
	Document   string `json:"document" jsonschema:"format=uri-template"` // what is known of one incident
	Statuspage string `json:"statuspage" jsonschema:"format=uri"`        // the summary of Atlassian Statuspage's API
	Metrics    string `json:"metrics" jsonschema:"format=uri"`           // Prometheus
	Badge      string `json:"badge" jsonschema:"format=uri"`             // of the whole site
	Badges     string `json:"badges" jsonschema:"format=uri-template"`   // of one component
	Banner     string `json:"banner" jsonschema:"format=uri"`            // a script for other sites that says what is wrong here
}

func newSite(r *report.Report) Site {
	s := r.Site
	return Site{
		Head:  Head{"schema/site.json", version},
		Title: s.Title, URL: s.Home(), TimeZone: s.Zone.String(), Languages: s.Languages,
		Contact: textIf(s.Contact), Repository: textIf(s.Repository),
		State: newState(r.State), Groups: groups(r), Components: components(r),
		Open: ids(r.Open), Notices: ids(r.Notices), Active: ids(r.Active), Upcoming: ids(r.Upcoming),
		Rule: newRule(s.Weights), Links: newLinks(s.Home()),
	}
}

func newState(s report.State) State {
	kinds := map[report.StateKind]string{
		report.AllWell: "all_well", report.Watching: "watching", report.Maintaining: "maintaining", report.Trouble: "trouble",
	}
	return State{kinds[s.Kind], Health(s.Health.String()), maybe(s.Since), maybe(s.Next), s.Late}
}

// groups gives the groups that have a name.
func groups(r *report.Report) []Group {
	all := []Group{}
	for _, g := range r.Groups {
		if g.Name != "" {
			all = append(all, Group{g.ID, g.Name, Health(g.Health.String()), componentIDs(g)})
		}
	}
	return all
}

func components(r *report.Report) []Component {
	group := groupOf(r)
	return collect(r.Components, func(c *report.Component) Component {
		open := []string{}
		for _, i := range c.Incidents {
			if i.Open && i.Kind() != status.KindNotice && i.Phase != status.Scheduled {
				open = append(open, i.ID)
			}
		}
		return Component{
			ID: c.ID, Name: c.Name, Description: textIf(c.Description), Group: textIf(group[c.ID]),
			Health: Health(c.Health.String()), Since: date(c.Since), Until: dateIf(c.Until), Retired: c.Retired,
			Objective: objective(c.SLO), Open: open,
		}
	})
}

// groupOf gives the id of the group of each component that stands in one.
func groupOf(r *report.Report) map[string]string {
	group := map[string]string{}
	for _, g := range r.Site.Groups {
		for _, c := range g.Components {
			group[c.ID] = g.ID
		}
	}
	return group
}

// objective gives null where there is none.
func objective(slo status.Fraction) *float64 {
	if slo == 0 {
		return nil
	}
	o := share(slo)
	return &o
}

func componentIDs(g *report.Group) []string {
	return collect(g.Components, func(c *report.Component) string { return c.ID })
}

func ids(all []*report.Incident) []string {
	return collect(all, func(i *report.Incident) string { return i.ID })
}

func newLinks(site string) Links {
	site += "/"
	return Links{
		Home: site, History: site + "history/",
		Incident: site + "incidents/{id}/", Component: site + "components/{id}/",
		RSS: site + "history.rss", Atom: site + "history.atom", JSONFeed: site + "feed.json",
		Updates: site + "updates.atom", Calendar: site + "maintenance.ics",
		Build: site + BuildPath, Uptime: site + "api/uptime.json", Days: site + "api/uptime/{id}.json",
		Incidents: site + "api/incidents.json", Document: site + "api/incidents/{id}.json",
		Statuspage: site + "api/v2/summary.json", Metrics: site + "metrics.txt",
		Badge: site + "badges/status.svg", Badges: site + "badges/{id}/status.svg",
		Banner: site + "embed.js",
	}
}
