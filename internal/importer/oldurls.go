package importer

import (
	"path"
	"regexp"
	"slices"
	"strings"

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
