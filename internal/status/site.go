package status

import (
	"time"

	"ownup/internal/diag"
)

// Site is everything that the files of a project say, for all time.
type Site struct {
	Title      string
	URL        string         // where the site lives: https://host or https://host/path, no slash at the end; ids are made from it
	Base       string         // where this build will be served, if that is not URL, in the same form; ids know nothing of it
	Zone       *time.Location // cuts the days, shows the times
	Languages  []string       // tags such as "en"; the first is the default; never empty
	Since      Date           // before its first instant nothing was observed; may be zero if every component has its own
	Contact    string         // a URL or a mailto: address; may be empty
	Repository string         // URL of the repository's page, no slash at the end; may be empty
	NoIndex    bool           // search engines are asked to stay away
	StaleAfter time.Duration  // a page generated longer ago than this says so loudly
	Weights    Weights
	Record     Disclosure // what of the record of edits is shown
	Check      Check      // what is advised, and how strictly
	Theme      string     // name of a built-in theme
	Brand      Brand      // what the site changes in its look
	Subscribe  []Way      // the site's own ways to hear of incidents, in the order of the file
	Hub        string     // URL of the WebSub hub that is told which feeds changed; may be empty
	Publish    []Address  // where the site is sent, in the order of the file
	Notify     []Receiver // whom is told what is new, in the order of the file; ids are unique

	Groups    []Group    // in the order of the page; each component is in exactly one
	Incidents []Incident // of every kind, by id
	Static    []string   // files below content/static, slash-separated, without that prefix, sorted
	Withheld  []Withheld // files that could not be published, oldest name first; only in a partial site
	Problems  diag.List  // advice that came up while reading; never an error in a complete site
	Templates []string   // names of the templates for new incidents, sorted
}

// Withheld is a file that a partial build could not publish as it stands.
type Withheld struct {
	File string // from the project's folder
	ID   string // of the incident; empty for another file
	From string // the revision that is shown instead; empty where the file is left out
}

// Group is some components under one name. A group without a name is a run of
// components that stand on the page by themselves.
type Group struct {
	ID         string // permanent, unlike that of any component; empty where there is no name
	Name       string
	Components []Component
}

// Component is something whose health is tracked.
type Component struct {
	ID          string // lower-case letters, digits and hyphens; permanent
	Name        string
	Description string   // may be empty
	SLO         Fraction // what share of the time it should be up; 0: none is given
	Since       Date     // nothing was observed before its first instant; never zero in a loaded site
	Until       Date     // retired at its first instant; zero: still in use
}

// Retired reports whether the component is no longer in use at now.
func (c Component) Retired(now time.Time, zone *time.Location) bool {
	return !c.Until.IsZero() && !now.Before(c.Until.Start(zone))
}

// Home gives the address at which this build will be served, without a slash at the end:
// all links lead there. Permanent ids follow URL instead, so that a build for another
// address, such as a mirror or a preview, is of the same site.
func (s *Site) Home() string {
	if s.Base != "" {
		return s.Base
	}
	return s.URL
}

// Components gives the components of all groups, in the order of the page.
func (s *Site) Components() []Component {
	var all []Component
	for _, g := range s.Groups {
		all = append(all, g.Components...)
	}
	return all
}

// Component finds a component by its id.
func (s *Site) Component(id string) (Component, bool) {
	for _, g := range s.Groups {
		for _, c := range g.Components {
			if c.ID == id {
				return c, true
			}
		}
	}
	return Component{}, false
}

// Fraction is an exact share of a whole, in ten-millionths: 0.3 is 3,000,000.
type Fraction int64

// Whole is the fraction 1.
const Whole Fraction = 10_000_000

// Weights says how much an instant in each health costs.
type Weights struct {
	Cost               [MajorOutage + 1]Fraction // by health; Operational costs nothing
	ExcludeMaintenance bool                      // maintenance is not observed, unless something else costs at the same time
}

// DefaultWeights are those of Atlassian Statuspage's uptime showcase: an outage costs
// all of its time, a partial one three tenths, anything less nothing.
func DefaultWeights() Weights {
	var w Weights
	w.Cost[MajorOutage] = Whole
	w.Cost[PartialOutage] = Whole * 3 / 10
	return w
}
