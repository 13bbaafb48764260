package site

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"
	"time"

	"ownup/internal/report"
	"ownup/internal/status"
)

const (
	homeDays   = 90 // drawn for each component
	recentDays = 14 // told one by one
	foldAbove  = 12 // components: with more, groups in which all is well are folded
)

// home is what the home page says.
type home struct {
	State    state
	Withheld int // reports that are being corrected
	Open     []card
	Notices  []card
	Active   []planned
	Upcoming []planned
	Groups   []group
	Days     int // how many each component's strip has
	Today    status.Date
	Named    string // the incidents that the strips name: an id, a space and a title on each line
	Recent   []past
}

// state is the sentence at the top.
type state struct {
	Class    string // of the worst health; "watching" where all is well but an incident is open
	Health   status.Health
	Sentence string
	Since    time.Time // zero: not known
	Form     string    // in which Since is told
	Lasted   string    // empty where all is well
	Next     time.Time // zero: nothing is promised
	NextForm string
	Late     bool
}

// card is something open, with its latest update.
type card struct {
	*report.Incident
	Path     string
	Affected []affected
	Latest   *status.Update // nil: nothing was said yet
	Form     string         // in which its time is told
	Ago      string
	Text     template.HTML
	Earlier  int // updates before that
	NextForm string
	Ends     string // the form in which a notice's end is told; empty where it has none
}

// affected is a component that an incident names.
type affected struct {
	Path, Name string
	Health     status.Health
	Word       string // for it
}

// group is a group of components on the home page.
type group struct {
	Name       string // empty: the components stand by themselves
	Health     status.Health
	Folded     bool
	Uptime     string // of all together; only of a folded group
	Strip      strip  // of the worst of all; only of a folded group
	Components []component
}

// component is a component's row on the home page.
type component struct {
	Path, Name string
	Health     status.Health
	Uptime     string
	Strip      strip
	Said       string // of its days, see panel
}

// past is a day, or a run of quiet days.
type past struct {
	Dates string
	Lines []line // empty: nothing to report
}

func (p *press) home() []file {
	return []file{p.page("", "home.html", func() page {
		r := p.report
		named := &index{}
		h := home{
			State: p.state(), Withheld: len(r.Site.Withheld), Days: homeDays, Today: r.Today,
			Open: p.cards(r.Open), Notices: p.cards(r.Notices),
			Active: p.planned(r.Active), Upcoming: p.planned(r.Upcoming),
			Groups: p.groups(named), Recent: p.recent(),
		}
		h.Named = named.String()
		return page{
			Title: r.Site.Title, Section: "home", Description: h.State.Sentence,
			Live: true, Watched: len(r.Open)+len(r.Active) > 0, Main: h,
		}
	})}
}

func (p *press) state() state {
	r, s := p.report, p.report.State
	v := state{Class: s.Health.String(), Health: s.Health, Sentence: p.sentence(), Since: s.Since, Next: s.Next, Late: s.Late}
	if s.Kind == report.Watching {
		v.Class = "watching"
	}
	if !s.Since.IsZero() {
		v.Form = p.near(s.Since, r.Now)
		if s.Kind == report.Trouble || s.Kind == report.Maintaining {
			v.Lasted = p.words.Duration(r.Now.Sub(s.Since))
		}
	}
	if !s.Next.IsZero() {
		v.NextForm = p.near(s.Next, r.Now)
	}
	return v
}

func (p *press) cards(incidents []*report.Incident) []card {
	cards := make([]card, len(incidents))
	for n, i := range incidents {
		c := card{Incident: i, Path: incidentPath(i.ID), Affected: p.affected(i)}
		if u, ok := i.Latest(); ok {
			c.Latest, c.Text = &u, p.text("", i, u.Text, u.ID+"-", 4)
			c.Form, c.Ago = p.near(u.At, p.report.Now), p.words.Ago(p.report.Now.Sub(u.At))
			c.Earlier = len(i.Said) - 1
		} else {
			c.Text = p.text("", i, i.Incident.Intro, i.ID+"-", 4)
		}
		if next := i.Promise(); !next.IsZero() {
			c.NextForm = p.near(next, p.report.Now)
		}
		if end := i.Incident.Until; !end.IsZero() {
			c.Ends = p.near(end, p.report.Now)
		}
		cards[n] = c
	}
	return cards
}

// affected gives the components that an incident names, the worst ones first: in their
// health now while it lasts, else in the worst that they had; of what is still to come,
// in the health that is expected.
func (p *press) affected(i *report.Incident) []affected {
	if i.Phase == status.Scheduled {
		return p.expected(i)
	}
	all := make([]affected, 0, len(i.Touched))
	for h := status.MajorOutage; h >= status.Operational; h-- {
		for _, t := range i.Touched {
			health := t.Worst
			if i.Open {
				health = t.Health
			}
			if health == h {
				all = append(all, p.affectedIn(t.Component, h))
			}
		}
	}
	return all
}

func (p *press) affectedIn(id string, h status.Health) affected {
	return affected{componentPath(id), p.name(id), h, p.words.Health(h)}
}

// expected gives the components that a maintenance to come names.
func (p *press) expected(i *report.Incident) []affected {
	var all []affected
	for _, c := range i.Incident.Components {
		a := p.affectedIn(c.Component, c.Health)
		a.Word = p.t("maintenance.will_be", a.Word)
		all = append(all, a)
	}
	return all
}

func (p *press) groups(named *index) []group {
	r := p.report
	count := 0
	for _, g := range r.Groups {
		count += len(g.Components)
	}
	var all []group
	for _, g := range r.Groups {
		v := group{Name: g.Name, Health: g.Health}
		v.Folded = g.Name != "" && count > foldAbove && g.Health == status.Operational
		for _, c := range g.Components {
			days := c.Days(homeDays)
			v.Components = append(v.Components, component{
				Path: componentPath(c.ID), Name: c.Name, Health: c.Health,
				Uptime: p.percent(c.LastDays(homeDays)),
				Strip:  draw(days, homeDays), Said: p.panel(days, named),
			})
		}
		if v.Folded {
			v.Uptime, v.Strip = p.percent(g.LastDays(homeDays)), draw(g.Days(homeDays), homeDays)
		}
		all = append(all, v)
	}
	return all
}

// panel tells of the days that are not quiet, a line each: the first and the last one of
// a run by their numbers in the strip, the incidents by their numbers in the page's index,
// and the words. The script shows it for a day that someone points at; without it the
// component's page has the same as a table.
func (p *press) panel(days []report.Day, named *index) string {
	var lines []string
	for from := 0; from < len(days); {
		until := from
		d := days[from]
		switch {
		case dayClass(d) == unknown:
			for until+1 < len(days) && dayClass(days[until+1]) == unknown {
				until++
			}
			lines = append(lines, fmt.Sprintf("%d-%d - %s", from, until, p.t("uptime.no_data")))
		case d.Worst != status.Operational:
			lines = append(lines, fmt.Sprintf("%d-%d %s %s", from, until, named.numbers(d.Incidents), p.spent(d.Tally)))
		}
		from = until + 1
	}
	return strings.Join(lines, "\n")
}

// index numbers incidents in the order in which they are first named.
type index struct {
	known map[*report.Incident]int
	lines []string
}

// numbers gives the numbers of some incidents: "0,2"; "-" for none.
func (x *index) numbers(incidents []*report.Incident) string {
	if len(incidents) == 0 {
		return "-"
	}
	all := make([]string, len(incidents))
	for n, i := range incidents {
		all[n] = strconv.Itoa(x.number(i))
	}
	return strings.Join(all, ",")
}

func (x *index) number(i *report.Incident) int {
	if n, ok := x.known[i]; ok {
		return n
	}
	if x.known == nil {
		x.known = map[*report.Incident]int{}
	}
	n := len(x.lines)
	x.known[i] = n
	x.lines = append(x.lines, i.ID+" "+i.Title)
	return n
}

// String gives the id and the title of each incident, a line each.
func (x *index) String() string { return strings.Join(x.lines, "\n") }

func (p *press) recent() []past {
	var all []past
	for _, d := range p.report.Recent(recentDays) {
		all = append(all, past{Dates: p.words.ShortDates(d.From, d.Until), Lines: p.lines(d.Incidents)})
	}
	return all
}
