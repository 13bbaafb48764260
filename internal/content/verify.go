package content

import (
	"fmt"
	"iter"
	"path"
	"slices"
	"strings"

	"ownup/internal/diag"
	"ownup/internal/status"
)

// verifier checks files against the site and against each other.
type verifier struct {
	site       *status.Site
	found      findings
	components []string
	ids        []string
	aliases    map[string]string // the file that each alias stands in
	issues     map[string]string // the file that follows each issue
}

func newVerifier(s *status.Site, found findings) *verifier {
	v := &verifier{site: s, found: found, aliases: map[string]string{}, issues: map[string]string{}}
	for _, c := range s.Components() {
		v.components = append(v.components, c.ID)
	}
	for id := range found.ids {
		v.ids = append(v.ids, id)
	}
	slices.Sort(v.ids)
	return v
}

// verify adds to a file's problems what the other files make of it, and finds its
// pictures. It leaves the list that it was given as it was, since that is remembered.
func (v *verifier) verify(p *parsed) {
	p.problems = slices.Clone(p.problems)
	i := &p.incident
	v.claims(p, i.Components)
	for _, u := range i.Updates {
		v.claims(p, u.Claims)
	}
	v.reference(p, "recurrence_of", i.RecurrenceOf, p.keys.recurrence)
	for n, id := range i.Related {
		v.reference(p, "related", id, p.keys.related[n])
	}
	v.old(p)
	v.followed(p)
	if m := languageForm.FindStringSubmatch(i.ID); m != nil && slices.Contains(v.site.Languages, m[2]) {
		p.problems.Add(diag.Pos{File: i.File}, fmt.Sprintf("put %s.md beside it, or give this one another name", m[1]), "this looks like a translation of %q, but there is no such incident", m[1])
	}
	v.pictures(p)
}

// old complains of old URLs that cannot lead to the incident's page.
func (v *verifier) old(p *parsed) {
	i := &p.incident
	for n, a := range i.Aliases {
		pos := p.keys.aliases[n]
		if other, taken := v.aliases[a]; taken && other != i.File {
			p.problems.Add(pos, "an old URL can lead to one page only", "the alias %q stands in %s too", a, other)
		}
		if id, ok := strings.CutPrefix(strings.TrimSuffix(a, "/"), "/incidents/"); ok && v.found.ids[id] {
			p.problems.Add(pos, "take it away", "the alias %q is the page of an incident", a)
		}
		v.aliases[a] = i.File
	}
}

// followed complains of an issue that another file follows, too: nobody could know into
// which of them a comment belongs.
func (v *verifier) followed(p *parsed) {
	i := &p.incident
	if i.Issue == "" {
		return
	}
	if other, taken := v.issues[i.Issue]; taken && other != i.File {
		p.problems.Add(p.keys.issue, "an issue is one incident: take it away in one of the two", "the issue %q stands in %s too", i.Issue, other)
	}
	v.issues[i.Issue] = i.File
}

// claims complains of components that the site does not have.
func (v *verifier) claims(p *parsed, claims []status.Claim) {
	for _, c := range claims {
		if slices.Contains(v.components, c.Component) {
			continue
		}
		hint := diag.DidYouMean(c.Component, v.components)
		for _, g := range v.site.Groups {
			if g.Name != "" && (strings.EqualFold(g.Name, c.Component) || g.ID == c.Component) {
				hint = "that is a group; name its components: " + strings.Join(idsOf(g), ", ")
			}
		}
		p.problems.Add(c.Pos, hint, "unknown component %q", c.Component)
	}
}

func idsOf(g status.Group) []string {
	var ids []string
	for _, c := range g.Components {
		ids = append(ids, c.ID)
	}
	return ids
}

// reference complains of an incident that does not exist, or refers to itself.
func (v *verifier) reference(p *parsed, key, id string, pos diag.Pos) {
	switch {
	case id == "":
	case id == p.incident.ID:
		p.problems.Add(pos, "name another incident, or take it away", "%s names the incident itself", key)
	case !v.found.ids[id]:
		near := strings.TrimSuffix(path.Base(id), ".md")
		if !v.found.ids[near] {
			near = diag.Nearest(id, v.ids)
		}
		hint := "the id of an incident is its file's name without .md"
		if near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		p.problems.Add(pos, hint, "unknown incident %q", id)
	}
}

// circles complains of incidents that are recurrences of themselves by way of others.
func (v *verifier) circles(all []parsed) {
	byID := map[string]int{}
	for n, p := range all {
		byID[p.incident.ID] = n
	}
	told := map[string]bool{}
	for n := range all {
		chain := []string{all[n].incident.ID}
		for {
			next := all[byID[chain[len(chain)-1]]].incident.RecurrenceOf
			if _, known := byID[next]; !known {
				break
			}
			if at := slices.Index(chain, next); at >= 0 {
				if at == 0 && len(chain) > 1 && !told[next] {
					all[n].problems.Add(all[n].keys.recurrence, "recurrence_of names an earlier incident: take it away where it names a later one", "recurrences go in a circle: %s", strings.Join(append(chain, next), " → "))
					for _, id := range chain {
						told[id] = true
					}
				}
				break
			}
			chain = append(chain, next)
		}
	}
}

// mend finds the newest of a file's earlier contents that has no problems. The second
// result is its revision; empty where there is none.
func (v *verifier) mend(p parsed, s source, earlier func(string) iter.Seq[Earlier]) (parsed, string) {
	for e := range earlier(s.path) {
		if len(e.Content) > maxIncidentSize {
			continue
		}
		q := parseIncident(s.path, s.id, e.Content, v.site.Zone)
		v.verify(&q)
		if q.problems.Err() == nil {
			return q, e.Revision
		}
	}
	return p, ""
}
