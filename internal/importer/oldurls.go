package importer

import (
	"html"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"ownup/internal/content"
	"ownup/internal/status"
)

// ownPages are the paths that every site has: no old URL can lead elsewhere from there.
// See docs/outputs.md.
var ownPages = regexp.MustCompile(`^(?:$|index\.html|404\.html|embed(?:\.js)?|favicon\.\w+|sitemap\.xml|robots\.txt|CNAME|_headers|_redirects|metrics(?:\.txt)?|` +
	`[a-z]+\.(?:atom|rss|ics)|feed\.json|(?:api|badges|assets|embed)/.*|` +
	`(?:incidents|components|history|uptime|maintenance|commitments|subscribe)(?:/index\.html)?|history/\d{4}(?:-\d{2}|\.json).*)$`)

// oldURLs lets each old URL lead to one incident only, and to none where the site has a
// page of its own. What the project has already counts too.
func (p *planner) oldURLs(h *History) {
	taken := map[string]bool{}
	for id := range p.present {
		taken["incidents/"+id] = true
	}
	for _, r := range h.Records {
		taken["incidents/"+strings.ToLower(r.Incident.ID)] = true
	}
	for _, g := range h.Groups {
		for _, c := range g.Components {
			taken["components/"+c.ID] = true
		}
	}
	for n := range h.Records {
		r := &h.Records[n]
		r.Incident.Aliases = slices.DeleteFunc(r.Incident.Aliases, func(alias string) bool {
			key := strings.TrimSuffix(strings.Trim(alias, "/"), "/index.html")
			switch own := key == "incidents/"+r.Incident.ID; {
			case own:
				return true
			case ownPages.MatchString(key) || taken[strings.ToLower(key)]:
				p.report.about(Left, r.Pos, alias, "an old URL at which the new site has another page")
				return true
			}
			taken[strings.ToLower(key)] = true
			return false
		})
	}
	p.moved(h, taken)
}

// moved writes a page at each other old path, which leads to what has taken its place.
func (p *planner) moved(h *History, taken map[string]bool) {
	for _, old := range slices.Sorted(maps.Keys(h.Moved)) {
		key := strings.Trim(path.Clean("/"+old), "/")
		name := path.Join(content.Folder, "static", key, "index.html")
		if ownPages.MatchString(key) || taken[strings.ToLower(key)] || !fs.ValidPath(name) || len(path.Base(key)) > longest {
			p.report.about(Left, h.Pos, old, "an old URL at which the new site has another page")
			continue
		}
		taken[strings.ToLower(key)] = true
		to := strings.Repeat("../", strings.Count(key, "/")+1) + h.Moved[old]
		p.put(name, []byte(movedPage(to)), "")
	}
}

// movedPage is a page that leads to another.
func movedPage(to string) string {
	to = html.EscapeString(to)
	return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>` + strings.TrimLeft(to, "./") + `</title>
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url=` + to + `">
<p><a href="` + to + `">` + strings.TrimLeft(to, "./") + `</a></p>
</html>
`
}

// cleanAliases puts the old URLs of an incident in order.
func cleanAliases(i *status.Incident) {
	for n, a := range i.Aliases {
		clean := path.Clean("/" + a)
		if strings.HasSuffix(a, "/") && clean != "/" {
			clean += "/"
		}
		i.Aliases[n] = clean
	}
	slices.Sort(i.Aliases)
	i.Aliases = slices.Compact(i.Aliases)
}
