package importer

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"
	"unicode"

	"ownup/internal/content"
	"ownup/internal/content/frontmatter"
	"ownup/internal/diag"
	"ownup/internal/status"
)

// cstate reads the folder of a cState page (github.com/cstate/cstate), which is a Hugo
// site: its configuration, and content/issues, also below a folder for each language.
type cstate struct{}

// cstateReader reads the issues of a page.
type cstateReader struct {
	in       Input
	report   *Report
	roster   *roster
	zone     *time.Location
	language string              // the page's own
	known    map[string]string   // systems by their names in lower case
	others   map[string][]Record // issues in other languages, by language
}

// Read reads the configuration and every issue.
func (cstate) Read(in Input, r *Report) (*History, error) {
	config, err := hugoConfig(in.Files, r)
	if err != nil {
		return nil, err
	}
	s := &cstateReader{in: in, report: r, roster: newRoster(), known: map[string]string{}, others: map[string][]Record{}}
	s.language = first(word(config, "defaultContentLanguage"), "en")
	var ok bool
	if s.zone, ok = zoneOf(word(config, "timeZone")); !ok {
		r.note(Guess, config.Pos, "the page does not name its time zone: times without an offset are in UTC")
	}
	s.systems(config)
	h := &History{Title: word(config, "title"), URL: word(config, "baseURL"), Zone: s.zone, Files: map[string][]byte{}}
	if tag := strings.ToLower(s.language); tag != "en" {
		h.Languages = []string{tag}
	}
	found := 0
	for name := range filesBelow(in.Files, r, "content", ".md", ".markdown") {
		language, ok := s.issue(name, config)
		if !ok {
			r.note(Left, placeOf(name), "this page is no issue")
			continue
		}
		found++
		s.take(h, name, language)
	}
	if found == 0 && len(s.roster.groups) == 0 {
		return nil, errors.New("there are no issues in content/issues, and no systems in the configuration")
	}
	s.translations(h)
	h.Groups = s.roster.groups
	return h, nil
}

// translations adds the issues in other languages to those of the same name. One that has
// none is an incident of its own.
func (s *cstateReader) translations(h *History) {
	for _, language := range slices.Sorted(maps.Keys(s.others)) {
		for _, other := range s.others[language] {
			n := slices.IndexFunc(h.Records, func(r Record) bool { return r.Name == other.Name })
			if n < 0 || !languageTag.MatchString(language) {
				s.report.about(Guess, other.Pos, language, "an issue in another language that the page's own does not have: it is one of its own")
				h.Records = append(h.Records, other)
				continue
			}
			translate(&h.Records[n].Incident, language, other.Incident)
			if len(h.Languages) == 0 {
				h.Languages = []string{strings.ToLower(s.language)}
			}
			if !slices.Contains(h.Languages, language) {
				h.Languages = append(h.Languages, language)
			}
		}
	}
}

// hugoConfig reads the configuration, wherever Hugo looks for it.
func hugoConfig(files fs.FS, r *Report) (frontmatter.Value, error) {
	for _, folder := range []string{"", "config/_default"} {
		for _, name := range []string{"hugo", "config"} {
			for _, ending := range []string{".toml", ".yaml", ".yml"} {
				file := path.Join(folder, name+ending)
				b, err := readFile(files, file, maxFile)
				switch {
				case errors.Is(err, fs.ErrNotExist):
					continue
				case err != nil:
					return frontmatter.Value{}, fmt.Errorf("%s: %w", file, err)
				case ending == ".toml":
					return parseTOML(file, b)
				}
				v, problems := frontmatter.ParseForeignYAML(file, b)
				return mended(v, problems, r)
			}
		}
	}
	return frontmatter.Value{}, errors.New("there is no configuration: config.yml, hugo.toml or config/_default/config.yml")
}

// systems takes the components in the order of their categories, as the page shows them.
func (s *cstateReader) systems(config frontmatter.Value) {
	params, _ := config.Key("params")
	categories, _ := params.Key("categories")
	systems, _ := params.Key("systems")
	untitled := map[string]bool{}
	var order []string
	for _, c := range categories.Items {
		name := word(c, "name")
		order = append(order, name)
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
		id := s.roster.add(name, status.Component{Name: first(word(v, "displayName"), name), Description: word(v, "description")}, group)
		s.known[strings.ToLower(name)] = id
		if word(v, "link") != "" {
			s.report.note(Left, v.Pos, "the link of a system: a component has none")
		}
	}
}

// issue reports whether a file below content/ is an issue, and in which language: it
// stands in content/issues, or in content/LANGUAGE/issues, where the folder may be named
// as the configuration says.
func (s *cstateReader) issue(name string, config frontmatter.Value) (string, bool) {
	parts := strings.Split(name, "/")
	base := parts[len(parts)-1]
	switch {
	case base == "_index.md" || len(parts) < 3:
		return "", false
	case parts[1] == "issues":
		return s.language, true
	case len(parts) < 4 || parts[2] != "issues":
		return "", false
	}
	languages, _ := config.Key("languages")
	if languages.Kind == frontmatter.Null {
		languages, _ = config.Key("Languages")
	}
	for _, p := range languages.Pairs {
		if word(p.Value, "contentDir") == "content/"+parts[1] {
			return p.Key.Text, true
		}
	}
	return parts[1], true
}

// take reads one issue and adds it to the history.
func (s *cstateReader) take(h *History, name, language string) {
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
	if isTrue(front, "draft") {
		s.report.note(Refused, placeOf(name), "it is a draft, which the page does not show")
		return
	}
	i := cstateIssue{cstateReader: s, front: front, body: body, name: name}
	record, err := i.record(language)
	if err != nil {
		s.report.note(Refused, i.at, "%v", err)
		return
	}
	if language != s.language {
		s.others[language] = append(s.others[language], record)
		return
	}
	s.pictures(h, &record, name)
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

// hugoPath gives the path that Hugo makes of a name: in lower case, spaces as hyphens,
// without most signs.
// Source: Hugo's helpers.PathSpec.MakePathSanitized.
func hugoPath(name string) string {
	var b strings.Builder
	hyphen := false
	for _, r := range strings.ToLower(name) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || strings.ContainsRune("._/+~-@", r):
			if hyphen {
				b.WriteByte('-')
				hyphen = false
			}
			b.WriteRune(r)
		case unicode.IsSpace(r) && b.Len() > 0:
			hyphen = true
		}
	}
	return b.String()
}

// urls gives the URLs that Hugo gave an issue.
func (s *cstateReader) urls(front frontmatter.Value, name, language string) []string {
	slug := first(word(front, "slug"), strings.TrimSuffix(path.Base(name), path.Ext(name)))
	if slug == "index" {
		slug = path.Base(path.Dir(name))
	}
	prefix := "/issues/"
	if language != s.language {
		prefix = "/" + strings.ToLower(language) + prefix
	}
	urls := []string{prefix + hugoPath(slug) + "/"}
	if u := word(front, "url"); u != "" {
		urls = []string{u}
	}
	more, _ := front.Key("aliases")
	for _, v := range more.Items {
		urls = append(urls, v.Text)
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
	at    diag.Pos // of what is being read
}
