package content

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"ownup/internal/content/frontmatter"
	"ownup/internal/diag"
	"ownup/internal/status"
)

// groups reads the components, as they stand on the page.
func (r *siteReader) groups() {
	v, ok := r.take("components")
	if !ok || v.Kind != frontmatter.List || len(v.Items) == 0 {
		r.problems.Add(firstPos(v.Pos, r.Pos), "list at least one:\n  components:\n    - id: website\n      name: Website", "the site has no components")
		return
	}
	for _, item := range v.Items {
		f := r.inner(item)
		if f == nil {
			continue
		}
		if _, isGroup := f.Key("group"); isGroup {
			r.group(f)
			continue
		}
		groups := r.site.Groups
		if len(groups) == 0 || groups[len(groups)-1].Name != "" {
			r.site.Groups = append(r.site.Groups, status.Group{})
		}
		r.component(f, &r.site.Groups[len(r.site.Groups)-1])
	}
}

// inner gives the fields of one item of a list of components.
func (r *siteReader) inner(item frontmatter.Value) *fields {
	if item.Kind != frontmatter.Map {
		r.problems.Add(item.Pos, "write - {id: website, name: Website}", "this is %s, where a component was expected", describe(item))
		return nil
	}
	return &fields{Value: item, clock: r.clock, problems: r.problems}
}

func (r *siteReader) group(f *fields) {
	g := status.Group{Name: f.text("group")}
	if g.ID = f.text("id"); g.ID == "" {
		g.ID = "group-" + componentSlug(g.Name)
	}
	if g.Name == "" {
		r.problems.Add(f.Pos, "name it: - group: Network", "the group has no name")
	} else {
		r.identify(g.ID, f.Pos)
	}
	v, ok := f.take("components")
	if !ok || v.Kind != frontmatter.List || len(v.Items) == 0 {
		r.problems.Add(f.Pos, "list its components:\n  - group: "+firstOf(g.Name, "Network")+"\n    components:\n      - {id: website, name: Website}", "the group %q has no components", g.Name)
	}
	for _, item := range v.Items {
		if inner := r.inner(item); inner != nil {
			if p, nested := inner.Key("group"); nested {
				r.problems.Add(p.Pos, "there is one level of groups", "a group cannot stand in a group")
				continue
			}
			r.component(inner, &g)
		}
	}
	f.done()
	r.site.Groups = append(r.site.Groups, g)
}

// component reads one component into its group.
func (r *siteReader) component(f *fields, g *status.Group) {
	c := status.Component{ID: f.text("id"), Name: f.text("name"), Description: f.text("description")}
	if c.ID == "" {
		r.problems.Add(f.Pos, "give it one, such as id: "+Slug(firstOf(c.Name, "website")), "the component %q has no id", c.Name)
	} else {
		v, _ := f.Key("id")
		r.identify(c.ID, v.Pos)
	}
	if c.Name == "" {
		c.Name = c.ID
	}
	c.SLO = r.objective(f)
	c.Since, c.Until = f.date("since"), f.date("until")
	if c.Since.IsZero() {
		c.Since = r.site.Since
	}
	if _, given := f.Key("since"); c.Since.IsZero() && !given {
		r.timeless = append(r.timeless, f)
	}
	if !c.Until.IsZero() && c.Until.Compare(c.Since) <= 0 {
		v, _ := f.Key("until")
		r.problems.Add(v.Pos, "since is the first day of its use, and until the first day after it", "%q ends %s, before it begins %s", c.ID, c.Until, c.Since)
	}
	f.done()
	g.Components = append(g.Components, c)
}

// componentID is what an id can be.
var componentID = regexp.MustCompile(`^[a-z0-9]+(?:-[a-z0-9]+)*$`)

// componentSlug makes of any text an id that a component can have.
func componentSlug(text string) string {
	return strings.Join(strings.FieldsFunc(Slug(text), func(r rune) bool { return r == '-' || r == '.' || r == '_' }), "-")
}

// identify complains of ids that are taken, or cannot be part of a URL.
func (r *siteReader) identify(id string, pos diag.Pos) {
	first, taken := r.ids[id]
	switch {
	case slices.Contains(reserved, id):
		r.problems.Add(pos, "choose another", "the id %q is a word of the update headings", id)
	case !componentID.MatchString(id):
		hint := "ids have lower-case letters, digits and hyphens"
		if s := componentSlug(id); componentID.MatchString(s) {
			hint = "write " + s + ": " + hint
		}
		r.problems.Add(pos, hint, "%q cannot be an id", id)
	case taken:
		r.problems.Add(pos, fmt.Sprintf("choose another: the first is on line %d", first.Line), "the id %q is given twice", id)
	}
	r.ids[id] = pos
}

// objective reads an SLO in percent.
func (r *siteReader) objective(f *fields) status.Fraction {
	word := strings.TrimSpace(strings.TrimSuffix(f.text("slo"), "%"))
	if word == "" {
		return 0
	}
	slo, ok := readDecimal(word, 2)
	if !ok || slo > status.Whole || slo == 0 {
		v, _ := f.Key("slo")
		r.problems.Add(v.Pos, "write percent with a point and at most 5 decimals, such as 99.95", "the objective %q is no percentage", word)
		return 0
	}
	return slo
}

// observed complains where nothing says since when a component is observed, once if that
// holds for all.
func (r *siteReader) observed() {
	if _, given := r.Key("since"); given {
		return
	}
	if len(r.timeless) == len(r.site.Components()) {
		r.problems.Add(r.Pos, "add a line: since: 2024-01-01 (before that day there is no data, and never 100 %)", "since is missing")
		return
	}
	for _, f := range r.timeless {
		r.problems.Add(f.Pos, "add since: 2024-01-01 here, or once for the whole site", "nothing says since when %q is observed", firstOf(f.text("id"), f.text("name")))
	}
}
