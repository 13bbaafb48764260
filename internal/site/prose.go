package site

import (
	"html/template"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"ownup/internal/markdown"
	"ownup/internal/report"
	"ownup/internal/site/theme"
	"ownup/internal/status"
)

// prose says how the texts of an incident are put on a page at a place.
func prose(at theme.Place, i *report.Incident, prefix string, heading int) markdown.Options {
	return markdown.Options{
		Heading:  heading,
		IDPrefix: prefix,
		Picture: func(name string) (string, int, int, bool) {
			n := slices.IndexFunc(i.Incident.Pictures, func(p status.Picture) bool { return p.Name == name })
			if n < 0 {
				return "", 0, 0, false
			}
			picture := i.Incident.Pictures[n]
			src := url.URL{Path: at.URL(incidentPath(i.ID) + name)}
			return src.String(), picture.Width, picture.Height, true
		},
		Link: func(address string) string { return at.URL(inside(i, address)) },
	}
}

// inside gives the path, in the site, of an address that a text of an incident holds. A
// relative one begins at the incident's page.
func inside(i *report.Incident, address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	clean := path.Join("/", u.Path)
	if !path.IsAbs(u.Path) {
		clean = path.Join("/", incidentPath(i.ID), u.Path)
	}
	if clean != "/" && (u.Path == "" || strings.HasSuffix(u.Path, "/")) {
		clean += "/"
	}
	to := url.URL{Path: clean, RawQuery: u.RawQuery, Fragment: u.Fragment}
	return strings.TrimPrefix(to.String(), "/")
}

// text gives a text as HTML for a page of the given path.
func (p *press) text(path string, i *report.Incident, text, prefix string, heading int) template.HTML {
	return safe(markdown.HTML(text, prose(p.place(path), i, prefix, heading)))
}

// duties is what a task says, in its last parentheses, of days and owners. A page tells it
// in words before the task.
var duties = regexp.MustCompile(`(?m)[ \t]*\((?:due|done|dropped|owner):[^()]*\)[ \t]*$`)

// partLevel is the level of a postmortem's topmost headings on a page.
const partLevel = 3

// postmortem gives a postmortem as HTML, in which every commitment is told with its
// state; tasks of a text that was not read for commitments stand as they are. Told counts the commitments of earlier postmortems of the same incident.
func (p *press) postmortem(path string, i *report.Incident, u status.Update, prefix string, told int) template.HTML {
	o := prose(p.place(path), i, prefix, partLevel)
	if len(u.Commitments) != len(markdown.Tasks(u.Text)) {
		return safe(markdown.HTML(u.Text, o))
	}
	o.Task = func(n int, _ bool) (class, word string) {
		c := i.Promised[told+n]
		return c.State.String(), p.t("commitment.mark", p.outcome(c))
	}
	return safe(markdown.HTML(duties.ReplaceAllString(u.Text, ""), o))
}

// outcome tells what became of a commitment: "kept 16 September 2026, late".
func (p *press) outcome(c *report.Commitment) string {
	switch c.State {
	case report.Kept:
		return p.kept(c)
	case report.Dropped:
		return p.t("commitment.dropped_on", p.words.Date(c.Dropped))
	case report.Overdue:
		return p.t("commitment.overdue_since", p.words.Date(c.Due))
	}
	if c.Due.IsZero() {
		return p.t("commitment.open")
	}
	return p.t("commitment.open_until", p.words.Date(c.Due))
}

func (p *press) kept(c *report.Commitment) string {
	said := p.t("commitment.kept")
	if !c.Done.IsZero() {
		said = p.t("commitment.kept_on", p.words.Date(c.Done))
	}
	if c.Late {
		return p.t("list.more", said, p.t("commitment.late_for", p.words.Date(c.Due)))
	}
	return said
}
