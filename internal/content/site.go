package content

import (
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"ownup/internal/content/frontmatter"
	"ownup/internal/diag"
	"ownup/internal/status"
)

// siteFile is where the site is described, from the project's folder.
var siteFile = path.Join(Folder, "site.yaml")

// formatNow is the format of the files that this version reads and writes.
const formatNow = 1

// staleAfter is the age at which a page says loudly that it is old, unless the site says
// otherwise: the daily build is late by two hours.
const staleAfter = 26 * time.Hour

// loadSite reads site.yaml; nil where it is not sound, for then nothing else can be read
// with sense. Where earlier is given, the newest sound one of its earlier contents will
// do.
func loadSite(project fs.FS, earlier func(string) iter.Seq[Earlier], problems *diag.List) *status.Site {
	pos := diag.Pos{File: siteFile}
	src, err := fs.ReadFile(project, siteFile)
	var s *status.Site
	switch {
	case errors.Is(err, fs.ErrNotExist):
		problems.Add(pos, "the project is the folder that holds content/: go there, or name it with -C; \"ownup init DIR\" makes a new one", "there is no such file, so this is no project")
	case err != nil:
		problems.Add(pos, "", "cannot be read: %v", plain(err))
	default:
		var wrong diag.List
		s, wrong = readSite(src)
		*problems = append(*problems, wrong...)
	}
	if s != nil || earlier == nil {
		return s
	}
	for e := range earlier(siteFile) {
		if s, _ := readSite(e.Content); s != nil {
			s.Withheld = append(s.Withheld, status.Withheld{File: siteFile, From: e.Revision})
			return s
		}
	}
	return nil
}

// readSite reads what site.yaml holds; nil where any of it is wrong.
func readSite(src []byte) (*status.Site, diag.List) {
	v, wrong := frontmatter.ParseYAML(siteFile, src)
	s := &status.Site{StaleAfter: staleAfter}
	if v.Kind == frontmatter.Map {
		r := siteReader{fields: fields{Value: v, clock: clock{time.UTC}, problems: &wrong}, site: s, ids: map[string]diag.Pos{}}
		r.read()
	} else if wrong.Err() == nil {
		wrong.Add(diag.Pos{File: siteFile, Line: 1}, "begin with title: The name of your status page", "site.yaml is %s, where keys were expected", describe(v))
	}
	if wrong.Err() != nil {
		return nil, wrong
	}
	return s, wrong
}

// siteReader reads site.yaml.
type siteReader struct {
	fields
	site *status.Site
	ids  map[string]diag.Pos // of components and groups
}

func (r *siteReader) read() {
	r.format()
	s := r.site
	if s.Title = r.text("title"); s.Title == "" {
		r.missing("title", "title: Meridian Status")
	}
	if s.URL = r.link("url", "https", "http"); s.URL == "" {
		r.missing("url", "url: https://status.example.com")
	}
	s.Zone = r.zone()
	s.Languages = r.languages()
	s.Since = r.date("since")
	s.Contact = r.link("contact", "https", "http", "mailto", "tel")
	s.Repository = r.link("repository", "https", "http")
	s.NoIndex = r.flag("noindex")
	s.Weights = r.weights()
	r.stale()
	r.groups()
	r.done()
}

// missing complains of a key that every site needs.
func (r *siteReader) missing(key, example string) {
	if _, ok := r.Key(key); !ok {
		r.problems.Add(r.Pos, "add a line: "+example, "%s is missing", key)
	}
}

func (r *siteReader) format() {
	word := r.text("format")
	if word == "" || word == strconv.Itoa(formatNow) {
		return
	}
	v, _ := r.Key("format")
	r.problems.Add(v.Pos, fmt.Sprintf("this version of ownup reads format %d; a newer one may read yours", formatNow), "format %q is not known", word)
}

func (r *siteReader) zone() *time.Location {
	name := r.text("timezone")
	if name == "" {
		r.missing("timezone", "timezone: Europe/Berlin")
		return time.UTC
	}
	zone, err := time.LoadLocation(name)
	if err != nil || name == "Local" {
		v, _ := r.Key("timezone")
		r.problems.Add(v.Pos, "write a name of the IANA database, such as America/Denver, Europe/Berlin or UTC", "unknown timezone %q", name)
		return time.UTC
	}
	return zone
}

// languageTag is a language as it stands in a file's name and in HTML.
var languageTag = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

func (r *siteReader) languages() []string {
	var tags []string
	for _, v := range r.texts("languages") {
		switch {
		case !languageTag.MatchString(v.Text):
			r.problems.Add(v.Pos, "write a tag such as en, de or pt-BR", "%q is no language", v.Text)
		case slices.Contains(tags, v.Text):
			r.problems.Add(v.Pos, "", "the language %q is named twice", v.Text)
		default:
			tags = append(tags, v.Text)
		}
	}
	if len(tags) == 0 {
		return []string{"en"}
	}
	return tags
}

// weights reads how much each health costs.
func (r *siteReader) weights() status.Weights {
	w := status.DefaultWeights()
	v, ok := r.take("weights")
	if !ok {
		return w
	}
	if v.Kind != frontmatter.Map {
		r.problems.Add(v.Pos, "write weights: {partial_outage: 0.3}", "weights is %s, where a map was expected", describe(v))
		return w
	}
	words := slices.DeleteFunc(status.HealthWords(), func(w string) bool { return w == status.Operational.String() })
	for _, p := range v.Pairs {
		h, ok := status.ParseHealth(p.Key.Text)
		if !ok || h == status.Operational {
			r.problems.Add(p.Key.Pos, diag.DidYouMean(p.Key.Text, words), "%q has no weight", p.Key.Text)
			continue
		}
		if h == status.UnderMaintenance && p.Value.Text == "exclude" {
			w.ExcludeMaintenance = true
			continue
		}
		f, ok := readDecimal(p.Value.Text, 0)
		if !ok || f > status.Whole {
			r.problems.Add(p.Value.Pos, "write a number from 0 to 1 with at most 7 decimals", "the weight of %s is %s", h, describe(p.Value))
			continue
		}
		w.Cost[h] = f
	}
	return w
}

// decimalForm is a number that is read exactly.
var decimalForm = regexp.MustCompile(`^(\d{1,3})(?:\.(\d{1,7}))?$`)

// readDecimal reads a number as a fraction, moved by so many decimal places to the right.
func readDecimal(text string, places int) (status.Fraction, bool) {
	m := decimalForm.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return 0, false
	}
	digits := m[1] + (m[2] + "0000000")[:7]
	n, err := strconv.ParseInt(digits, 10, 64)
	for range places {
		if n%10 != 0 {
			return 0, false
		}
		n /= 10
	}
	return status.Fraction(n), err == nil
}

// stale reads when a page is too old.
func (r *siteReader) stale() {
	v, ok := r.take("stale_after")
	if !ok {
		return
	}
	d, ok := readDuration(strings.TrimSpace(v.Text))
	if !ok {
		r.problems.Add(v.Pos, "write a duration such as 26h or 2d", "stale_after is %s, where a duration was expected", describe(v))
	}
	r.site.StaleAfter = d
}

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
	r.identify(g.ID, f.Pos)
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
	if c.Since.IsZero() {
		r.problems.Add(f.Pos, "say since when it is watched: since: 2024-01-01 here, or once for the whole site", "nothing says since when %q is observed", c.ID)
	}
	if !c.Until.IsZero() && c.Until.Compare(c.Since) <= 0 {
		v, _ := f.Key("until")
		r.problems.Add(v.Pos, "", "%q ends %s, before it begins %s", c.ID, c.Until, c.Since)
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
		r.problems.Add(pos, fmt.Sprintf("the other is in line %d", first.Line), "the id %q is given twice", id)
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
		r.problems.Add(v.Pos, "write percent with at most 5 decimals, such as 99.95", "the objective %q is no percentage", word)
		return 0
	}
	return slo
}

func firstPos(a, b diag.Pos) diag.Pos {
	if a != (diag.Pos{}) {
		return a
	}
	return b
}
