package site

import (
	"html/template"
	"slices"
	"time"

	"ownup/internal/report"
	"ownup/internal/status"
)

// Of much that is open, so much stands on the home page in full.
const (
	fewestInFull = 4
	mostInFull   = 8
)

// home is what the home page says.
type home struct {
	State    state
	Withheld int // reports that are being corrected
	Open     []card
	Also     []card // what is open, too, where that is much: told in a line each
	Notices  []card
	Active   []planned
	Upcoming []planned
	Groups   []group
	Days     int // how many each component's strip has
	Today    status.Date
	Named    string // the incidents that the strips name: an id, a space and a title on each line; empty where they are too many
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
	Soon     string // how far Next lies ahead
	Late     bool
}

// card is something open, with its latest update.
type card struct {
	*report.Incident
	Path     string
	Affected []affected
	Others   int            // components that are not named
	Again    string         // the components that work again; empty: none
	Latest   *status.Update // nil: nothing was said yet
	Form     string         // in which its time is told
	Ago      string
	Text     template.HTML
	Earlier  int // updates before that
	NextForm string
	Soon     string // how far the promised word lies ahead
	Ends     string // the form in which a notice's end is told; empty where it has none
}

// affected is a component that an incident names.
type affected struct {
	Path, Name string
	Health     status.Health
	Word       string // for it
}

func (p *press) home() []file {
	return []file{p.page("", "home.html", func() page {
		r := p.report
		named := p.newIndex()
		h := home{
			State: p.state(), Withheld: len(r.Site.Withheld), Days: homeDays, Today: r.Today,
			Notices: p.cards(r.Notices),
			Active:  p.planned(r.Active), Upcoming: p.planned(r.Upcoming),
			Groups: p.groups(named), Recent: p.recent(),
		}
		open, n := p.inFull()
		h.Open, h.Also = p.cards(open[:n]), p.cards(open[n:])
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
		v.NextForm, v.Soon = p.near(s.Next, r.Now), p.words.In(s.Next.Sub(r.Now))
	}
	return v
}

// inFull gives what is open, and how much of it stands on the home page in full. Where
// that is much, it is what somebody spoke of in the recent past, which then comes first.
func (p *press) inFull() ([]*report.Incident, int) {
	open := p.report.Open
	if len(open) <= mostInFull {
		return open, len(open)
	}
	since := p.report.Today.AddDays(1 - recentDays).Start(p.report.Site.Zone)
	var spoken, silent []*report.Incident
	for _, i := range open {
		if u, ok := i.Latest(); ok && u.At.Before(since) {
			silent = append(silent, i)
		} else {
			spoken = append(spoken, i)
		}
	}
	return append(spoken, silent...), max(fewestInFull, min(mostInFull, len(spoken)))
}

func (p *press) cards(incidents []*report.Incident) []card {
	cards := make([]card, len(incidents))
	for n, i := range incidents {
		c := card{Incident: i, Path: incidentPath(i.ID)}
		var still []affected
		still, c.Again = p.suffering(i)
		c.Affected, c.Others = worst(still)
		if u, ok := i.Latest(); ok {
			c.Latest, c.Text = &u, p.text("", i, u.Text, u.ID+"-", 4)
			c.Form, c.Ago = p.near(u.At, p.report.Now), p.words.Ago(p.report.Now.Sub(u.At))
			c.Earlier = len(i.Said) - 1
		} else {
			c.Text = p.text("", i, i.Incident.Intro, i.ID+"-", 4)
		}
		if next := i.Promise(); !next.IsZero() {
			c.NextForm, c.Soon = p.near(next, p.report.Now), p.words.In(next.Sub(p.report.Now))
		}
		if end := i.Incident.Until; !end.IsZero() {
			c.Ends = p.near(end, p.report.Now)
		}
		cards[n] = c
	}
	return cards
}

// suffering gives the components that something open affects, and names those that work
// again.
func (p *press) suffering(i *report.Incident) (still []affected, again string) {
	recovered := map[string]bool{}
	var touched []status.Touched
	for _, t := range i.Touched {
		if t.Health == status.Operational && t.Worst > status.Operational {
			recovered[componentPath(t.Component)] = true
			touched = append(touched, t)
		}
	}
	still = slices.DeleteFunc(p.affected(i), func(a affected) bool { return recovered[a.Path] })
	return still, p.few(touched, manyNames)
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
