// Package site turns a report into the files of a static site: pages, feeds, what hosts
// and crawlers look for, and the record of the build itself.
//
// [Tree] is the only way in. One table, rows, lists every kind of file that a site has;
// what a site gains, it gains as a row.
//
//	tree, err := site.Tree(report.At(s, record, now), look, project)
//
// # Same facts, same bytes
//
// A page whose facts have not changed has the same bytes in any later build. Pages that
// tell of the present (home, what is open, current windows, the month) are live: they may
// hold the time of the build. All others hold neither that nor any state of the site, so
// that a publish after an update is a few files.
//
// # Addresses
//
// Links are relative, so that one tree works at the root of a host, under a path, and
// from a folder. The page for what does not exist is served at any depth: its links begin
// with the path of the site's URL. Canonical links and those in feeds are absolute.
package site

import (
	"io/fs"

	"ownup/internal/output"
	"ownup/internal/report"
	"ownup/internal/site/api"
	"ownup/internal/site/theme"
)

// row is a kind of file.
type row struct {
	path  string // pattern: <id>, <month> and <year> stand for one name, ** for any path
	what  string
	files func(*press) []file
}

// rows gives every kind of file that a site has, but for the record of the build.
func rows() []row { return append(pages(), shared()...) }

// pages gives those that each language has for itself. The pages of the default language
// stand at the root, those of another in a folder of its name.
func pages() []row {
	return []row{
		{"index.html", "how things are, and the last two weeks", (*press).home},
		{"incidents/<id>/index.html", "an incident, a maintenance or a notice", (*press).incidents},
		{"history/index.html", "the newest incidents, and every month", (*press).history},
		{"history/<month>/index.html", "what began in a month", (*press).months},
		{"history/<year>.json", "what the search of the history asks for", (*press).search},
		{"components/<id>/index.html", "a component: its days, uptime, incidents", (*press).componentPages},
		{"uptime/index.html", "components by month, the rule, incidents by year", (*press).uptime},
		{"maintenance/index.html", "what is planned, under way and past", (*press).maintenance},
		{"commitments/index.html", "what postmortems promised", (*press).commitments},
		{"subscribe/index.html", "feeds, calendar and the rest", (*press).subscribe},
	}
}

// shared gives those that are the same for all languages.
func shared() []row {
	return []row{
		{"incidents/<id>/**", "the pictures that its published texts show", (*press).pictures},
		{"404.html", "for an address that does not exist", (*press).missing},
		{"<feed>", "history.rss, history.atom, feed.json, updates.atom, maintenance.ics", (*press).siteFeeds},
		{"components/<id>/<feed>", "the same of one component", (*press).componentFeeds},
		{"api/v2/**", "how things are, as Atlassian Statuspage's public API says it", (*press).statuspage},
		{"incidents/<id>.json", "an incident or a maintenance, as that API says it", (*press).statuspageIncidents},
		{"api/**", "what that API cannot say, and its schemas", (*press).api},
		{"metrics", "the same for Prometheus; also metrics.txt", (*press).metrics},
		{"badges/**", "pictures of the state, and what shields.io asks for", (*press).badges},
		{"embed.js", "a banner for other sites; embed/state.json is what it says", (*press).banner},
		{"assets/**", "what pages load, named by its bytes", (*press).assets},
		{"favicon.svg", "the site's mark", (*press).favicon},
		{"sitemap.xml", "every page, for search engines", (*press).sitemap},
		{"robots.txt", "what search engines may read", (*press).robots},
		{"_headers", "headers for hosts that read them", (*press).headers},
		{"_redirects", "old URLs, for hosts that read them", (*press).redirects},
		{".nojekyll", "tells GitHub Pages to serve all files", (*press).nojekyll},
		{"CNAME", "tells GitHub Pages the site's own host", (*press).cname},
		{"**", "content/static, as it is", (*press).static},
		{"**", "a page for each old URL", (*press).aliases},
	}
}

// Tree gives the files of a site that says what the report does, in the given look. The
// project is where pictures and static files are read when they are asked for. What is
// wrong with the project's files is returned as a diag.List.
func Tree(r *report.Report, look *theme.Theme, project fs.FS) (output.Tree, error) {
	var all []file
	for n, language := range r.Site.Languages {
		p, err := newPress(r.In(language), language, look, project)
		if err != nil {
			return output.Tree{}, err
		}
		rows := pages()
		if n == 0 {
			rows = append(rows, shared()...)
		}
		for _, row := range rows {
			all = append(all, row.files(p)...)
		}
	}
	files, err := settle(all)
	if err != nil {
		return output.Tree{}, err
	}
	tree, err := output.New(files)
	if err != nil {
		return output.Tree{}, err
	}
	return tree.Sealed(api.BuildPath, func(sums []output.Sum) ([]byte, error) { return api.Record(r, sums) })
}
