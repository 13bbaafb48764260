package site

import (
	"html/template"
	"io/fs"
	"net/url"
	"strings"
	"sync"
	"time"

	"ownup/internal/diag"
	"ownup/internal/report"
	"ownup/internal/site/feed"
	"ownup/internal/site/locale"
	"ownup/internal/site/theme"
	"ownup/internal/status"
)

// press prints a report. What several pages need is worked out once, when the first of
// them is asked for.
type press struct {
	report  *report.Report
	look    *theme.Theme
	words   *locale.Words
	origin  *locale.Words // of the default language
	names   []string      // of the site's languages, each in its own words
	folder  string        // of the language's pages, from the site's root: "ar/"; "" for the default language
	project fs.FS
	base    *url.URL // where the site will live; its path ends in a slash

	feeds      *feed.Source
	general    []feed.File // of the whole site
	components map[string]*report.Component
	byMonth    func() []report.Month // newest first
}

// newPress gives a press for one of the site's languages; the report speaks it.
func newPress(r *report.Report, language string, look *theme.Theme, project fs.FS) (*press, error) {
	var words, origin *locale.Words
	var names []string
	for _, tag := range r.Site.Languages {
		w, err := look.Words(tag)
		if err != nil {
			var l diag.List
			message, hint, _ := strings.Cut(err.Error(), "\n\t")
			l.Add(diag.Pos{File: "content/site.yaml"}, hint, "%s", message)
			return nil, l
		}
		if tag == language {
			words = w
		}
		if origin == nil {
			origin = w
		}
		names = append(names, w.T("language.name"))
	}
	base, err := url.Parse(r.Site.Home() + "/")
	if err != nil {
		var l diag.List
		l.Add(diag.Pos{File: "content/site.yaml"}, "url: https://status.example.com", "url %q is none: %v", r.Site.Home(), err)
		return nil, l
	}
	feeds, err := feed.New(r, words)
	if err != nil {
		return nil, err
	}
	p := &press{
		feeds: feeds, general: feeds.Site(),
		report: r, look: look, words: words, project: project, base: base,
		origin: origin, names: names, folder: folderOf(r.Site, language),
		components: make(map[string]*report.Component, len(r.Components)),
		byMonth:    sync.OnceValue(r.Months),
	}
	for _, c := range r.Components {
		p.components[c.ID] = c
	}
	return p, nil
}

// folderOf gives the folder of a language's pages, from the site's root.
func folderOf(s *status.Site, language string) string {
	if language == s.Languages[0] {
		return ""
	}
	return language + "/"
}

// page is what every template gets: the frame that all pages share, and in Main what is
// the page's own.
type page struct {
	Path        string // from the site's root: "history/"; "" is home
	Section     string // the entry of the navigation that it belongs to: "history"; may be empty
	Title       string
	Day         string // beside the title in the tab and in what search engines show; may be empty
	Description string
	Live        bool // it tells of the present, and may hold Now
	Watched     bool // something is going on: a live page looks for news of it by itself
	Main        any
	Feeds       []feed.File // that tell the same to programs
	Own         string      // names the stylesheet and the script that only such pages load; empty: none

	Site      *status.Site
	Languages []language
	Canonical string // the URL that search engines know it by; empty: none
	Policy    string
	City      string    // what people call the site's time zone: "Denver"
	Now       time.Time // zero unless the page is live
	Stale     time.Time // when a live page has become too old to be trusted
}

// language is a language in which a page can be read.
type language struct {
	Tag, Name string
	URL       string // of the page in that language, from this page
	Absolute  string
	Here      bool
}

// languages gives the languages in which a page can be read, the default one first; none
// where there is only one.
func (p *press) languages(path string) []language {
	tags := p.report.Site.Languages
	if len(tags) == 1 || path == missingPath {
		return nil
	}
	all := make([]language, len(tags))
	for n, tag := range tags {
		at := p.place(path)
		at.Folder = folderOf(p.report.Site, tag)
		all[n] = language{tag, p.names[n], at.URL(path), p.absolute(at.Folder + path), at.Folder == p.folder}
	}
	return all
}

// page gives the file of a page. What it says is worked out when it is rendered.
func (p *press) page(path, name string, say func() page) file {
	at := path
	if path == "" || strings.HasSuffix(path, "/") {
		at += "index.html"
	}
	return file{path: p.folder + at, render: func() ([]byte, error) {
		content := say()
		content.Path = path
		content.Site = p.report.Site
		content.Policy, content.City = Policy, city(p.report.Site.Zone)
		if content.Canonical == "" && path != missingPath {
			content.Canonical = p.absolute(p.folder + path)
		}
		content.Languages = p.languages(path)
		if content.Feeds == nil {
			content.Feeds = p.general
		}
		if content.Live {
			content.Now = p.report.Now
			content.Stale = p.report.Now.Add(p.report.Site.StaleAfter)
		}
		return p.look.Page(name, p.place(path), content)
	}}
}

// place gives the place of a page for its template.
func (p *press) place(path string) theme.Place {
	root := strings.Repeat("../", strings.Count(p.folder+path, "/"))
	if path == missingPath {
		root = p.base.Path
	}
	return theme.Place{Words: p.words, Zone: p.report.Site.Zone, Root: root, Folder: p.folder, Origin: p.origin}
}

// absolute gives the URL of a path of the site.
func (p *press) absolute(path string) string {
	u := *p.base
	u.Path += path
	return u.String()
}

// city gives the name of a zone as people say it: of America/New_York, New York.
func city(zone *time.Location) string {
	name := zone.String()
	return strings.ReplaceAll(name[strings.LastIndexByte(name, '/')+1:], "_", " ")
}

// t gives a message.
func (p *press) t(key string, args ...any) string { return p.words.T(key, args...) }

// in gives an instant in the site's zone.
func (p *press) in(t time.Time) time.Time { return t.In(p.report.Site.Zone) }

// name gives the name of a component.
func (p *press) name(id string) string {
	if c := p.components[id]; c != nil {
		return c.Name
	}
	return id
}

func incidentPath(id string) string  { return "incidents/" + id + "/" }
func componentPath(id string) string { return "components/" + id + "/" }

// safe marks HTML that package markdown made, which is safe whatever the text.
func safe(html string) template.HTML { return template.HTML(html) }
