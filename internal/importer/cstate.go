package importer

import (
	"errors"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"ownup/internal/content"
	"ownup/internal/content/frontmatter"
	"ownup/internal/diag"
	"ownup/internal/status"
)

// cstate reads the folder of a cState page (github.com/cstate/cstate), which is a Hugo
// site: its configuration, and content/issues, also in other languages.
type cstate struct{}

// cstateReader reads the issues of a page.
type cstateReader struct {
	in     Input
	report *Report
	roster *roster
	zone   *time.Location
	hugo   *hugo
	known  map[string]string  // systems by their names in lower case
	own    map[string]int     // records in the page's language, by the places of their issues
	others map[string][]other // issues in other languages, by language
	used   map[string]bool    // files whose content goes along
}

// other is an issue in another language than that of the page.
type other struct {
	Record
	place string
}

// Read reads the configuration and every issue.
func (cstate) Read(in Input, r *Report) (*History, error) {
	site, err := newHugo(in.Files, r)
	if err != nil {
		return nil, err
	}
	s := &cstateReader{
		in: in, report: r, roster: newRoster(), hugo: site,
		known: map[string]string{}, own: map[string]int{}, others: map[string][]other{}, used: map[string]bool{},
	}
	var ok bool
	if s.zone, ok = zoneOf(word(site.config, "timezone")); !ok {
		r.note(Guess, site.config.Pos, "the page does not name its time zone: times without an offset are in UTC")
	}
	s.systems()
	h := &History{Pos: site.config.Pos, Title: site.title(), URL: word(site.config, "baseurl"), Zone: s.zone, Files: map[string][]byte{}}
	if site.language != "en" {
		h.Languages = []string{tagOf(site.language)}
	}
	found := 0
	for _, folder := range site.roots() {
		for name := range filesBelow(in.Files, r, folder, ".md", ".markdown") {
			if p, ok := site.page(name); ok {
				found++
				s.used[name] = true
				s.take(h, name, p)
			}
		}
	}
	if found == 0 && len(s.roster.groups) == 0 {
		return nil, errors.New("there are no issues in content/issues, and no systems in the configuration")
	}
	site.leave(in.Files, r, s.used)
	s.translations(h)
	h.Groups = s.roster.groups
	h.Moved = map[string]string{"issues/": "history/"}
	for _, name := range slices.Sorted(maps.Keys(s.roster.ids)) {
		if old := "affected/" + site.path(name) + "/"; h.Moved[old] == "" { // two names can have one page
			h.Moved[old] = "components/" + s.roster.ids[name] + "/"
		}
	}
	return h, nil
}

// translations adds the issues in other languages to those of the same name. One that has
// none is an incident of its own.
func (s *cstateReader) translations(h *History) {
	for _, language := range slices.Sorted(maps.Keys(s.others)) {
		for _, other := range s.others[language] {
			n, ok := s.own[other.place]
			if !ok || !languageTag.MatchString(language) {
				s.report.about(Guess, other.Pos, language, "an issue in another language that the page's own does not have: it is one of its own")
				h.Records = append(h.Records, other.Record)
				continue
			}
			h.Records[n].translate(tagOf(language), other.Record)
			if len(h.Languages) == 0 {
				h.Languages = []string{tagOf(s.hugo.language)}
			}
			if !slices.Contains(h.Languages, tagOf(language)) {
				h.Languages = append(h.Languages, tagOf(language))
			}
		}
	}
}

// systems takes the components in the order of their categories, as the page shows them.
func (s *cstateReader) systems() {
	params, _ := s.hugo.config.Key("params")
	categories, _ := params.Key("categories")
	systems, _ := params.Key("systems")
	untitled := map[string]bool{}
	var order []string
	for _, c := range categories.Items {
		name := word(c, "name")
		order = append(order, name)
		if word(c, "description") != "" {
			s.report.about(Left, c.Pos, name, "the description of a category: a group has none")
		}
		untitled[name] = isTrue(c, "untitled")
	}
	slices.SortStableFunc(systems.Items, func(a, b frontmatter.Value) int {
		place := func(v frontmatter.Value) int {
			if n := slices.Index(order, word(v, "category")); n >= 0 {
				return n
			}
			return len(order)
		}
		return place(a) - place(b)
	})
	for _, v := range systems.Items {
		name, group := word(v, "name"), word(v, "category")
		if untitled[group] || !slices.Contains(order, group) {
			group = ""
		}
		if name == "" {
			continue
		}
		id := s.roster.add(name, status.Component{Name: first(word(v, "displayname"), name), Description: word(v, "description")}, group)
		s.known[strings.ToLower(name)] = id
		if word(v, "link") != "" {
			s.report.about(Left, v.Pos, name, "the link of a system: a component has none")
		}
	}
	s.look(params)
}

// look tells that how the page looks stays behind.
func (s *cstateReader) look(params frontmatter.Value) {
	var rest []string
	for _, p := range params.Pairs {
		if p.Key.Text != "categories" && p.Key.Text != "systems" {
			rest = append(rest, p.Key.Text)
		}
	}
	if len(rest) > 0 {
		s.report.about(Left, placeOf(s.hugo.config.Pos.File), strings.Join(rest, " "), "how the page looks, and what it says of itself")
	}
}

// take reads one issue and adds it to the history.
func (s *cstateReader) take(h *History, name string, p page) {
	b, err := readFile(s.in.Files, name, maxFile)
	if err != nil {
		s.report.note(Refused, placeOf(name), "%v", err)
		return
	}
	front, body, err := s.front(name, b)
	if err != nil {
		s.report.note(Refused, placeOf(name), "%v", err)
		return
	}
	if isTrue(lowered(front), "draft") {
		s.report.note(Refused, placeOf(name), "it is a draft, which the page does not show")
		return
	}
	i := cstateIssue{cstateReader: s, front: lowered(front), body: body, name: name, page: p}
	record, err := i.record()
	if err != nil {
		s.report.note(Refused, i.at, "%v", err)
		return
	}
	s.pictures(h, &record, name)
	if p.language != s.hugo.language {
		s.others[p.language] = append(s.others[p.language], other{record, p.place()})
		return
	}
	s.own[p.place()] = len(h.Records)
	h.Records = append(h.Records, record)
}

// front reads the front matter of a file: YAML, or TOML between +++.
func (s *cstateReader) front(name string, b []byte) (frontmatter.Value, frontmatter.Body, error) {
	if text := content.PlainText(string(b)); strings.HasPrefix(text, "+++\n") {
		head, body, ok := strings.Cut(text[4:], "\n+++\n")
		if !ok {
			return frontmatter.Value{}, frontmatter.Body{}, errors.New("its front matter is not closed")
		}
		v, err := parseTOML(name, []byte(head))
		return v, frontmatter.Body{Text: body, Line: strings.Count(head, "\n") + 4}, err
	}
	v, body, problems := frontmatter.ParseForeign(name, b)
	v, err := mended(v, problems, s.report)
	return v, body, err
}

// system finds a system by the name that an issue uses; one that the page does not
// have becomes a retired component.
func (s *cstateReader) system(v frontmatter.Value) []string {
	name := strings.TrimSpace(v.Text)
	if id, ok := s.known[strings.ToLower(name)]; ok {
		return []string{id}
	}
	if parts := strings.Split(name, ","); len(parts) > 1 {
		var all []string
		for _, p := range parts {
			v.Text = p
			all = append(all, s.system(v)...)
		}
		return all
	}
	if name == "" {
		return nil
	}
	s.report.about(Guess, v.Pos, name, "the page has no such system: it is kept as a retired component")
	id := s.roster.add(name, retired(name), "")
	s.known[strings.ToLower(name)] = id
	return []string{id}
}

// urls gives the old URLs of an issue: that which Hugo gave it, and those that it names as
// its own, which may be relative to its section.
func (i *cstateIssue) urls(date time.Time) []string {
	urls := []string{i.hugo.url(i.page, i.front, date)}
	more, _ := i.front.Key("aliases")
	if more.Kind == frontmatter.Scalar && more.Text != "" {
		more.Items = []frontmatter.Value{more}
	}
	for _, v := range more.Items {
		u := v.Text
		if !strings.HasPrefix(u, "/") {
			u = path.Join(path.Dir(strings.TrimSuffix(urls[0], "/")), u)
		}
		urls = append(urls, u)
	}
	var all []string
	for _, u := range urls {
		all = append(all, aliases((&url.URL{Path: u}).EscapedPath())...)
	}
	return all
}

// cstateIssue is one issue while it is read.
type cstateIssue struct {
	*cstateReader
	front frontmatter.Value
	body  frontmatter.Body
	name  string
	page  page
	at    diag.Pos // of what is being read
}
