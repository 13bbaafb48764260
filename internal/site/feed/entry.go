package feed

import (
	"cmp"
	"slices"
	"sync"
	"time"

	"github.com/gorilla/feeds"

	"ownup/internal/markdown"
	"ownup/internal/report"
	"ownup/internal/status"
)

// newest is how many entries a feed holds. A reader that was away for longer than that
// many incidents finds the rest in the history.
const newest = 50

// summaryLength is how many characters a summary has at most: a paragraph in a chat.
const summaryLength = 300

// entry is an entry of a feed, before it is written in one of the forms.
type entry struct {
	id, url, title     string
	published, updated time.Time
	summary            string // plain text
	content            string // HTML
	categories         []category
	status             statusExtension
}

// category is a thing that an entry is about.
type category struct{ scheme, term, label string }

// history gives an entry an incident, the last updated first.
func (s *Source) history(incidents []*report.Incident) []entry {
	news := slices.DeleteFunc(slices.Clone(incidents), func(i *report.Incident) bool { return i.Incident.Backfilled })
	slices.SortStableFunc(news, func(a, b *report.Incident) int {
		return cmp.Or(b.Updated().Compare(a.Updated()), cmp.Compare(a.ID, b.ID))
	})
	var entries []entry
	for _, i := range news[:min(newest, len(news))] {
		entries = append(entries, s.told.of(i, func() entry { return s.whole(i) }))
	}
	return entries
}

// whole gives an entry all of an incident.
func (s *Source) whole(i *report.Incident) entry {
	updates := slices.Clone(said(i))
	slices.Reverse(updates)
	e := s.entry(i)
	e.title = i.Title
	e.published, e.updated = i.Published(), i.Updated()
	e.summary = s.summary(i.Course, updates[0])
	e.content = s.content(i.Course, i.Incident.Intro, updates)
	return e.cleaned()
}

// spoken is an update of an incident.
type spoken struct {
	incident *report.Incident
	nth      int // of those that were said
}

// memo keeps what was worked out for a key, for all feeds that tell the same.
type memo[K comparable, V any] struct{ kept sync.Map }

// of gives what work gives for a key, and calls it once.
func (m *memo[K, V]) of(key K, work func() V) V {
	once, known := m.kept.Load(key)
	if !known {
		once, _ = m.kept.LoadOrStore(key, sync.OnceValue(work))
	}
	return once.(func() V)()
}

// updates gives an entry an update, the last one first.
func (s *Source) updates(incidents []*report.Incident) []entry {
	var news []spoken
	for _, i := range incidents {
		if i.Incident.Backfilled {
			continue
		}
		for nth := range max(1, len(i.Said)) {
			news = append(news, spoken{i, nth})
		}
	}
	slices.SortFunc(news, func(a, b spoken) int {
		return cmp.Or(b.at().Compare(a.at()), cmp.Compare(a.incident.ID, b.incident.ID), cmp.Compare(b.nth, a.nth))
	})
	var entries []entry
	for _, n := range news[:min(newest, len(news))] {
		entries = append(entries, s.spoken.of(n, func() entry { return s.single(n) }))
	}
	return entries
}

// at gives when it was said.
func (n spoken) at() time.Time {
	if len(n.incident.Said) == 0 {
		return n.incident.Start
	}
	return n.incident.Said[n.nth].At
}

// single gives an entry an update. Around its words the entry tells what was known when
// they were said, so that it never changes again; the introduction stands in the first one
// alone.
func (s *Source) single(n spoken) entry {
	i, u := n.incident, said(n.incident)[n.nth]
	e := s.entry(i)
	e.id += "/update/" + u.ID
	e.url += "#" + u.ID
	e.title = s.words.T("feed.entry", s.words.Phase(u.Phase), i.Title)
	e.published, e.updated = u.At, u.At
	then, _ := i.Incident.Course(u.At) // something was said at that instant: this
	intro := ""
	if n.nth == 0 {
		intro = i.Incident.Intro
	}
	e.summary = s.summary(then, u)
	e.content = s.content(then, intro, []status.Update{u})
	return e.cleaned()
}

// said gives what was said of an incident, oldest first, never empty: an incident that is
// told without updates speaks from its start.
func said(i *report.Incident) []status.Update {
	if len(i.Said) == 0 {
		return []status.Update{{ID: status.UpdateID(i.Start, 1), At: i.Start, Phase: i.Phase}}
	}
	return i.Said
}

// entry gives what all entries about an incident have in common.
func (s *Source) entry(i *report.Incident) entry {
	return entry{
		id:         s.tag(i.Published().UTC().Year(), "incident/"+i.ID),
		url:        s.incidentURL(i),
		categories: s.categories(i),
		status:     s.extension(i),
	}
}

func (s *Source) incidentURL(i *report.Incident) string { return s.url("incidents/" + i.ID + "/") }

// categories gives the components, the impact, the kind and the tags of an incident. Their schemes
// keep apart what may have the same name. The impact of what is planned, and of what has
// none, says nothing that the kind does not.
func (s *Source) categories(i *report.Incident) []category {
	var all []category
	for _, t := range i.Touched {
		all = append(all, category{s.tag(formatYear, "component"), t.Component, s.name(t.Component)})
	}
	if i.Impact != status.ImpactNone && i.Impact != status.ImpactMaintenance {
		all = append(all, category{s.tag(formatYear, "impact"), i.Impact.String(), s.words.Impact(i.Impact)})
	}
	all = append(all, category{s.tag(formatYear, "kind"), i.Kind().String(), s.words.Kind(i.Kind())})
	for _, t := range i.Incident.Tags {
		all = append(all, category{s.tag(formatYear, "tag"), t, t})
	}
	return all
}

// name gives the name of a component.
func (s *Source) name(id string) string { return cmp.Or(s.names[id], id) }

// summary says in a few words, without marks, which components are affected and what the
// update says: its text, else what became of the components.
func (s *Source) summary(c status.Course, u status.Update) string {
	text := markdown.Plain(u.Text, summaryLength)
	if text == "" {
		var claims []string
		for _, k := range u.Claims {
			claims = append(claims, s.claim(k))
		}
		text = s.words.List(claims)
	}
	if text == "" && len(c.Said) == 0 {
		text = markdown.Plain(c.Incident.Intro, summaryLength)
	}
	words := s.words.Phase(u.Phase)
	if text != "" {
		words = s.words.T("feed.summary", words, text)
	}
	if affected := s.affected(c); affected != "" {
		words = s.words.T("feed.sentences", affected, words)
	}
	return words
}

// item gives the entry as gorilla/feeds knows it.
func (e entry) item() *feeds.Item {
	return &feeds.Item{
		Id: e.id, IsPermaLink: "false", Title: e.title, Link: &feeds.Link{Href: e.url},
		Description: e.summary, Content: e.content,
		Created: e.published.UTC(), Updated: e.updated.UTC(),
	}
}

// feed gives a feed as gorilla/feeds knows it.
func (c channel) feed(entries []entry) *feeds.Feed {
	f := &feeds.Feed{
		Title: c.title, Link: &feeds.Link{Href: c.page}, Description: c.title,
		Updated: c.updated(entries).UTC(),
	}
	for _, e := range entries {
		f.Add(e.item())
	}
	return f
}

// cleaned gives the entry without what its forms cannot hold.
func (e entry) cleaned() entry {
	e.title, e.summary, e.content = clean(e.title), clean(e.summary), clean(e.content)
	for n, c := range e.categories {
		e.categories[n].label = clean(c.label)
	}
	return e
}

// statusExtension is what JSON Feed's readers find under "_status": the facts of the
// incident, in the words of the files and of Atlassian Statuspage's API.
type statusExtension struct {
	Kind       string               `json:"kind"`
	Phase      string               `json:"phase"`
	Impact     string               `json:"impact"`
	StartedAt  time.Time            `json:"started_at"`
	ResolvedAt *time.Time           `json:"resolved_at"` // null while it lasts
	Components []componentExtension `json:"components"`
}

// componentExtension is an affected component: its health by this incident, and the worst
// that it ever had.
type componentExtension struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Status string `json:"status"`
	Worst  string `json:"worst"`
}

func (s *Source) extension(i *report.Incident) statusExtension {
	x := statusExtension{
		Kind: i.Kind().String(), Phase: i.Phase.String(), Impact: i.Impact.String(),
		StartedAt: i.Start.UTC(), Components: []componentExtension{},
	}
	if !i.End.IsZero() {
		end := i.End.UTC()
		x.ResolvedAt = &end
	}
	for _, t := range i.Touched {
		x.Components = append(x.Components, componentExtension{
			ID: t.Component, Name: clean(s.name(t.Component)), Status: t.Health.String(), Worst: t.Worst.String(),
		})
	}
	return x
}
