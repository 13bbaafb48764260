package site

import (
	"fmt"
	"strings"
)

// old is an old URL of an incident.
type old struct {
	path string // of the URL, in the site, with a leading slash
	file string // that a static host serves for it
	to   string // path of the incident's page
	from string // the project's file that says so
}

// olds gives the old URLs of all incidents that anything was said of.
func (p *press) olds() []old {
	var all []old
	for _, i := range p.report.Incidents {
		for _, a := range i.Incident.Aliases {
			inside := "/" + strings.TrimPrefix(strings.TrimPrefix(a, p.base.Path), "/")
			all = append(all, old{inside, aliasFile(inside), incidentPath(i.ID), i.Incident.File})
		}
	}
	return all
}

// aliasFile gives the file that a static host serves for a path: its index where the
// path does not name a page itself.
func aliasFile(path string) string {
	path = strings.Trim(path, "/")
	if strings.HasSuffix(path, ".html") || strings.HasSuffix(path, ".htm") {
		return path
	}
	return path + "/index.html"
}

// redirect is what the page at an old URL says.
type redirect struct {
	To string // path of the page that has taken its place
}

func (p *press) aliases() []file {
	titles := map[string]string{}
	for _, i := range p.report.Incidents {
		titles[incidentPath(i.ID)] = i.Title
	}
	var files []file
	for _, o := range p.olds() {
		title := titles[o.to]
		f := p.page(strings.TrimSuffix(o.file, "index.html"), "redirect.html", func() page {
			return page{Title: title, Canonical: p.absolute(o.to), Main: redirect{o.to}}
		})
		f.asked = o.from
		files = append(files, f)
	}
	return files
}

// redirects gives the old URLs for hosts that read them from a file (Netlify, Cloudflare
// Pages), which answer them before they look for a page.
func (p *press) redirects() []file {
	var b strings.Builder
	for _, o := range p.olds() {
		fmt.Fprintf(&b, "%s /%s 301\n", o.path, o.to)
	}
	return []file{yielding(text("_redirects", b.String()))}
}
