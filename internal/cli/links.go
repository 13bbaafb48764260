package cli

import (
	"net/url"
	"path"
	"strings"

	"ownup/internal/diag"
	"ownup/internal/markdown"
	"ownup/internal/output"
	"ownup/internal/report"
	"ownup/internal/status"
)

// deadLinks gives advice on the links of published texts that lead to no file of the site.
func deadLinks(r *report.Report, tree output.Tree) diag.List {
	var l diag.List
	if r.Site.Check.Strict[status.RuleLink] == status.Ignored {
		return nil
	}
	for _, i := range r.Incidents {
		addDead(&l, r, tree, i, i.Incident.Intro, diag.Pos{File: i.Incident.File})
		for _, u := range i.Said {
			addDead(&l, r, tree, i, u.Text, u.Pos)
		}
	}
	return l
}

// addDead looks at the links of one text.
func addDead(l *diag.List, r *report.Report, tree output.Tree, i *report.Incident, text string, pos diag.Pos) {
	for _, link := range markdown.Links(text) {
		file, ok := fileOf(link, r.Site.URL, i.ID)
		if !ok || link.Picture || link.Refused {
			continue
		}
		if _, there := tree.Lookup(file); there {
			continue
		}
		if _, there := tree.Lookup(path.Join(file, "index.html")); there {
			continue
		}
		p := diag.Problem{Pos: pos, Severity: diag.Advice, Message: "the link to \"" + link.URL + "\" leads nowhere: the site has no " + file, Hint: "mend it, or take it away; a path begins at the site's root, /incidents/ID/"}
		if r.Site.Check.Strict[status.RuleLink] == status.Demanded {
			p.Severity = diag.Error
		}
		*l = append(*l, p)
	}
}

// fileOf gives the file of the site that a link on the page of an incident leads to; false
// where it leads elsewhere.
func fileOf(link markdown.Link, site, id string) (string, bool) {
	address := link.URL
	if rest, own := strings.CutPrefix(address, site); own && (rest == "" || strings.ContainsAny(rest[:1], "/?#")) {
		address = "/" + strings.TrimPrefix(rest, "/")
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "" || u.Host != "" || u.Path == "" {
		return "", false
	}
	to := u.Path
	if !path.IsAbs(to) {
		to = path.Join("/incidents", id, to)
	}
	file := strings.TrimPrefix(path.Clean(to), "/")
	if file == "" || strings.HasSuffix(u.Path, "/") {
		file = path.Join(file, "index.html")
	}
	return file, true
}
