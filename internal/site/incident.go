package site

import (
	"html/template"
	"slices"
	"time"
	"unicode/utf8"

	"ownup/internal/markdown"
	"ownup/internal/report"
	"ownup/internal/status"
)

// incident is what the page of an incident, a maintenance or a notice says.
type incident struct {
	*report.Incident
	Health   status.Health // now: once it is over, all is well; of what is still to come, under maintenance
	Intro    template.HTML
	Lasted   string // until now while it lasts; empty before it begins, and of a notice
	NextForm string // empty where nothing is promised
	Soon     string // how far the promised word lies ahead
	Distance string // how long until a maintenance begins; empty once it has, and of the rest

	Tracks   []track
	Axis     axis
	Affected []affected // those that no effect tells of

	Updates     []update // newest first while it lasts, else oldest first
	Postmortems []update
	Figures     []figure

	Came           *line
	Again, Related []line
	Promised       string // how many commitments, and what became of them; empty if there are none

	Record recorded
	Delay  late
}

// update is an update on its incident's page.
type update struct {
	status.Update
	True   time.Time // since when it was so; zero unless that is not when it was said
	Form   string    // in which that is told
	Claims []claimed
	Text   template.HTML
	Said   string           // the form in which its own time is told
	Ago    string           // empty once it is over
	Parts  []markdown.Topic // of a long postmortem
	Reply  string           // the form in which the next word's time is told; empty: none is promised
	Late   string           // how long after its own time it was added to the report; empty where that was at once
	Proof  string           // where the record says so
	Added  time.Time        // of a postmortem that states no time: when it was added to the report; zero: not known
}

// claimed is what an update says of a component.
type claimed struct {
	Path, Name string
	Health     status.Health
	Since      time.Time // zero: since that of the update
	Form       string
}

// figure is a number of the communication clock, with what it means.
type figure struct{ Name, Value, Means string }

func (p *press) incidents() []file {
	files := make([]file, len(p.report.Incidents))
	for n, i := range p.report.Incidents {
		files[n] = p.page(incidentPath(i.ID), "incident.html", func() page {
			return page{
				Title: i.Title, Day: p.words.Date(status.DateOf(i.Start, p.report.Site.Zone)), Section: sectionOf(i), Description: p.describe(i),
				Live: i.Open, Watched: goesOn(i), Main: p.incident(i), Own: "incident",
			}
		})
	}
	return files
}

// goesOn reports whether more may be said of something at any time: not of a maintenance
// that is still to come, nor of a notice.
func goesOn(i *report.Incident) bool {
	return i.Open && i.Kind() != status.KindNotice && i.Phase != status.Scheduled
}

func sectionOf(i *report.Incident) string {
	if i.Kind() == status.KindMaintenance {
		return "maintenance"
	}
	return "history"
}

// describe gives a text for search engines and for previews of links.
func (p *press) describe(i *report.Incident) string {
	text := i.Incident.Intro
	if u, ok := i.Latest(); ok && text == "" {
		text = u.Text
	}
	return markdown.Plain(text, 160)
}

func (p *press) incident(i *report.Incident) incident {
	path := incidentPath(i.ID)
	v := incident{
		Incident: i, Health: p.healthOf(i), Intro: p.text(path, i, i.Incident.Intro, "intro-", 2),
		Came: p.came(i), Again: p.lines(i.Again), Related: p.lines(i.Related),
		Promised: p.count(i.Promised), Figures: p.figures(i), Distance: p.distance(i),
	}
	if i.Kind() != status.KindNotice && i.Phase != status.Scheduled && i.Duration() > 0 {
		v.Lasted = p.words.Duration(i.Duration())
	}
	if next := i.Promise(); !next.IsZero() {
		v.NextForm, v.Soon = p.near(next, p.report.Now), p.words.In(next.Sub(p.report.Now))
	}
	v.Tracks, v.Axis, v.Affected = p.tracks(i)
	v.Updates, v.Postmortems = p.said(i)
	v.Record, v.Delay = p.recorded(i), p.lateness(i)
	return v
}

// said gives the updates of an incident in the order in which its page tells them, and
// its postmortems, the oldest first.
func (p *press) said(i *report.Incident) (updates, postmortems []update) {
	path := incidentPath(i.ID)
	told := 0
	for _, u := range i.Said {
		shown := p.update(i, u)
		if u.Phase != status.Postmortem {
			shown.Text = p.text(path, i, u.Text, u.ID+"-", 4)
			updates = append(updates, shown)
			continue
		}
		prefix := "postmortem-"
		if len(postmortems) > 0 {
			prefix = u.ID + "-"
		}
		shown.Added = p.postmortemAdded(i, u)
		shown.Text, shown.Parts = p.postmortem(path, i, u, prefix, told), partsOf(u.Text, prefix)
		told += len(u.Commitments)
		postmortems = append(postmortems, shown)
	}
	if i.Open {
		slices.Reverse(updates)
	}
	return updates, postmortems
}

// From so many characters and parts on, a postmortem has a table of contents.
const (
	longText  = 1500
	manyParts = 3
)

// partsOf gives the topmost headings of a postmortem; none where it is short.
func partsOf(text, prefix string) []markdown.Topic {
	if utf8.RuneCountInString(text) < longText {
		return nil
	}
	top := markdown.Outline(text, markdown.Options{Heading: partLevel, IDPrefix: prefix})
	top = slices.DeleteFunc(top, func(h markdown.Topic) bool { return h.Level > partLevel || h.Words == "" })
	if len(top) < manyParts {
		return nil
	}
	return top
}

func (p *press) healthOf(i *report.Incident) status.Health {
	if i.Phase == status.Scheduled {
		return status.UnderMaintenance
	}
	now := status.Operational
	for _, t := range i.Touched {
		now = max(now, t.Health)
	}
	return now
}

func (p *press) came(i *report.Incident) *line {
	if i.Came == nil {
		return nil
	}
	l := p.line(i.Came)
	return &l
}

func (p *press) update(i *report.Incident, u status.Update) update {
	v := update{Update: u, Said: "short"}
	if p.in(u.At).Year() != p.in(i.Start).Year() {
		v.Said = "full"
	}
	if t := u.Effective(); !t.Equal(u.At) {
		v.True, v.Form = t, p.near(t, u.At)
	}
	if i.Open {
		v.Ago = p.words.Ago(p.report.Now.Sub(u.At))
	}
	if !u.Next.IsZero() {
		v.Reply = p.near(u.Next, u.At)
	}
	if d := i.Evidence.Added(u); d.Known {
		v.Late, v.Proof = p.words.Duration(rough(d.Duration)), p.proof(i, u)
	}
	for _, c := range u.Claims {
		k := claimed{Path: componentPath(c.Component), Name: p.name(c.Component), Health: c.Health}
		if !c.Since.IsZero() && !c.Since.Equal(u.Effective()) {
			k.Since, k.Form = c.Since, p.near(c.Since, u.At)
		}
		v.Claims = append(v.Claims, k)
	}
	return v
}

// figures gives the communication clock. What is not known is left out, but for the time
// to detect: not to know that says something too.
func (p *press) figures(i *report.Incident) []figure {
	if i.Clock == nil {
		return nil
	}
	var all []figure
	add := func(key string, m report.Measure) {
		value := p.t("clock.unknown")
		if m.Known {
			value = p.words.Duration(m.Duration)
		}
		all = append(all, figure{p.t(key), value, p.t(key + ".means")})
	}
	add("clock.detect", i.Clock.Detect)
	add("clock.first_word", i.Clock.FirstWord)
	add("clock.silence", i.Clock.Silence)
	if !i.Open {
		add("clock.resolve", i.Clock.Resolve)
	}
	if k := i.Clock; k.Public.Known {
		means := p.t("clock.public.means", p.words.Duration(k.Slowest.Duration))
		all = append(all, figure{p.t("clock.public"), p.words.Duration(k.Public.Duration), means})
	}
	return all
}
