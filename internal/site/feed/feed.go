// Package feed writes what a report says as RSS 2.0, Atom, JSON Feed 1.1 and iCalendar.
//
// The site as a whole and each of its components have five files:
//
//	history.rss       an entry an incident, whose content grows with every update
//	history.atom      the same
//	feed.json         the same
//	updates.atom      an entry an update, for readers that announce only what is new
//	maintenance.ics   an event a maintenance, for calendars that are subscribed to
//
// The first four hold the newest 50 entries, by their newest update. What was written
// down afterwards (backfilled) is no news, and in none of them; the calendar has it.
//
// # Ids
//
// Readers announce an entry whose id they do not know, and no other. So ids follow only
// from what an incident's author promises to keep:
//
//	tag:status.example.com,2026:incident/2026-09-03-core-routing
//	tag:status.example.com,2026:incident/2026-09-03-core-routing/update/20260903T120000Z
//
// They are the host in site.yaml's url, the year (UTC) of the first public word, the
// incident's id and the update's. They survive another title, file or folder, another
// path or scheme of the site, and a build for another base URL. They do not survive
// another host: readers will announce the newest entries once more.
//
// # Hub
//
// Where the site has a WebSub hub, the feeds name it and their own address, so that readers
// subscribe there: by links (rel hub and self), in JSON Feed by its own keys. [Paths] lists
// the feeds of which a hub is told.
//
// # Time
//
// An entry was updated when its newest update was said, and a feed when its newest entry
// was: never when it was built. A feed without entries was updated when the site's
// records begin.
//
// Sources: RFC 4287 (Atom), RFC 4151 (tag), RFC 5545 and 7986 (iCalendar),
// https://www.w3.org/TR/websub/,
// https://www.rssboard.org/rss-specification, https://www.jsonfeed.org/version/1.1/.
package feed

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"ownup/internal/report"
	"ownup/internal/site/locale"
)

// File is a feed or a calendar.
type File struct {
	Path   string // from the site's root, without a leading slash: "components/email/feed.json"
	Type   string // media type, for links to it: "application/atom+xml"
	Title  string // for links to it: "Meridian Status: incidents"
	Render func() ([]byte, error)
}

// Source is a report of which feeds can be made. It may be shared.
type Source struct {
	report    *report.Report
	words     *locale.Words
	base      *url.URL // of the home page: its path ends in a slash
	authority string   // the host that ids are minted under
	names     map[string]string

	told   memo[*report.Incident, entry] // entries of incidents
	spoken memo[spoken, entry]           // entries of updates
}

// New prepares the feeds of a report in one language. Links lead to where this build will
// be served, while ids follow the site's own URL. Both have to be absolute.
func New(r *report.Report, words *locale.Words) (*Source, error) {
	base, err := absolute(r.Site.Home())
	if err != nil {
		return nil, err
	}
	own, err := absolute(r.Site.URL)
	if err != nil {
		return nil, err
	}
	s := &Source{
		report: r, words: words, base: base, authority: strings.ToLower(own.Hostname()),
		names: make(map[string]string, len(r.Components)),
	}
	for _, c := range r.Components {
		s.names[c.ID] = c.Name
	}
	return s, nil
}

func absolute(s string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimRight(s, "/") + "/")
	if err != nil {
		return nil, fmt.Errorf("the site's address: %w", err)
	}
	if u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return nil, fmt.Errorf("the site's address is %q, expected one such as https://status.example.com", s)
	}
	return u, nil
}

// Site gives the feeds of the whole site.
func (s *Source) Site() []File {
	return s.files(scope{
		folder: "", page: "history/", name: s.report.Site.Title, incidents: s.report.Incidents,
	})
}

// Component gives the feeds of one component: of all that names it.
func (s *Source) Component(c *report.Component) []File {
	folder := "components/" + c.ID + "/"
	return s.files(scope{
		folder: folder, page: folder, incidents: c.Incidents,
		name: s.words.T("feed.component", s.report.Site.Title, c.Name),
	})
}

// Paths lists the feeds that a site has, by their paths from its root, sorted. Calendars
// are none: no hub knows them.
func Paths(r *report.Report) []string {
	var all []string
	for _, name := range []string{"history.rss", "history.atom", "feed.json", "updates.atom"} {
		all = append(all, name)
		for _, c := range r.Components {
			all = append(all, "components/"+c.ID+"/"+name)
		}
	}
	slices.Sort(all)
	return all
}

// scope is what a set of feeds is about.
type scope struct {
	folder    string // of the feeds, from the site's root
	page      string // that says the same to people
	name      string
	incidents []*report.Incident
}

// files lists the feeds of a scope. The three forms of the history share their entries.
func (s *Source) files(of scope) []File {
	history := sync.OnceValue(func() []entry { return s.history(of.incidents) })
	updates := sync.OnceValue(func() []entry { return s.updates(of.incidents) })
	file := func(name, mediaType, title string, render func(self channel) ([]byte, error)) File {
		path := of.folder + name
		return File{Path: path, Type: mediaType, Title: title, Render: func() ([]byte, error) {
			b, err := render(s.channel(of, path, title))
			if err != nil {
				return nil, fmt.Errorf("render %s: %w", path, err)
			}
			return b, nil
		}}
	}
	incidents := s.words.T("feed.history", of.name)
	return []File{
		file("history.rss", "application/rss+xml", incidents, func(c channel) ([]byte, error) { return c.rss(history()) }),
		file("history.atom", "application/atom+xml", incidents, func(c channel) ([]byte, error) { return c.atom(history()) }),
		file("feed.json", "application/feed+json", incidents, func(c channel) ([]byte, error) { return c.json(history()) }),
		file("updates.atom", "application/atom+xml", s.words.T("feed.updates", of.name),
			func(c channel) ([]byte, error) { return c.atom(updates()) }),
		file("maintenance.ics", "text/calendar", s.words.T("feed.calendar", of.name),
			func(c channel) ([]byte, error) { return s.calendar(c, of.incidents) }),
	}
}

// channel is what a feed says of itself.
type channel struct {
	id       string
	self     string // its own URL
	hub      string // URL of the WebSub hub that is told when it changes; may be empty
	page     string // URL of the page that says the same to people
	home     string // URL of the home page
	site     string // title of the site
	title    string
	language string
	began    time.Time // when the records begin: the update of a feed without entries
}

func (s *Source) channel(of scope, path, title string) channel {
	return channel{
		id:       s.tag(formatYear, path),
		self:     s.url(path),
		hub:      s.report.Site.Hub,
		page:     s.url(of.page),
		home:     s.url("/"),
		site:     clean(s.report.Site.Title),
		title:    clean(title),
		language: s.words.Tag(),
		began:    s.began(),
	}
}

// updated gives the instant of the newest update of all entries.
func (c channel) updated(entries []entry) time.Time {
	if len(entries) == 0 {
		return c.began
	}
	return entries[0].updated // they are sorted by it
}

// began gives the first instant of the site's records, but never one after the report's.
func (s *Source) began() time.Time {
	since := s.report.Site.Since
	for _, c := range s.report.Components {
		if since.IsZero() || s.report.Site.Since.IsZero() && c.Since.Compare(since) < 0 {
			since = c.Since
		}
	}
	if began := since.Start(s.report.Site.Zone); began.Before(s.report.Now) {
		return began.UTC()
	}
	return s.report.Now
}

// url gives the absolute URL of a path from the site's root, which is itself the path "/".
func (s *Source) url(path string) string { return s.base.JoinPath(path).String() }

// formatYear is the year in the ids of feeds, which belong to no incident: that in which
// this form of ids was made. RFC 4151 asks for a date only to tell owners of a host apart.
const formatYear = 2026

// tag gives a permanent id.
func (s *Source) tag(year int, path string) string {
	return fmt.Sprintf("tag:%s,%d:%s", s.authority, year, (&url.URL{Path: path}).EscapedPath())
}

// clean drops what neither XML nor iCalendar can hold: control characters other than tab
// and line feed, and bytes that are no UTF-8.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n':
			return r
		case r < ' ' || r >= 0x7f && r < 0xa0 || r == 0xfffe || r == 0xffff:
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
}
