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
		problems.Add(pos, "put the file itself there, where it is a symbolic link", "cannot be read: %v", plain(err))
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

	timeless []*fields // of components that do not say since when they are observed
}

func (r *siteReader) read() {
	r.format()
	s := r.site
	if s.Title = r.text("title"); s.Title == "" {
		r.missing("title", "title: Meridian Status")
	}
	if s.URL = r.link("url", "https", "http"); s.URL == "" {
		r.missing("url", "url: https://status.example.com")
	} else if strings.ContainsAny(s.URL, "?#") {
		v, _ := r.Key("url")
		r.problems.Add(v.Pos, "write where the site lives, host and path alone: url: https://status.example.com", "url %q has a query or a fragment", s.URL)
	}
	s.Zone = r.zone()
	s.Languages = r.languages()
	s.Since = r.date("since")
	s.Contact = r.link("contact", "https", "http", "mailto", "tel")
	s.Repository = r.link("repository", "https", "http")
	s.NoIndex = r.flag("noindex")
	s.Weights = r.weights()
	s.Record = r.disclosure()
	s.Check = r.check()
	s.Brand = r.brand()
	s.Subscribe = r.subscribe()
	s.Hub = r.hub()
	r.stale()
	r.groups()
	r.observed()
	s.Publish = r.targets()
	s.Notify = r.receivers()
	r.done()
}

// missing complains of a key that every site needs.
func (r *siteReader) missing(key, example string) {
	if _, ok := r.Key(key); !ok && !r.misspelt(key) {
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
			r.problems.Add(v.Pos, "keep one of the two", "the language %q is named twice", v.Text)
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
	var words []string
	for _, h := range status.Healths()[1:] {
		words = append(words, h.String())
	}
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
			r.problems.Add(p.Value.Pos, "write a number from 0 to 1 with a point and at most 7 decimals, such as 0.3", "the weight of %s is %s", h, describe(p.Value))
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

func firstPos(a, b diag.Pos) diag.Pos {
	if a != (diag.Pos{}) {
		return a
	}
	return b
}
