package importer

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"ownup/internal/content"
	"ownup/internal/diag"
	"ownup/internal/site/locale"
	"ownup/internal/status"
)

// Plan is what an import is going to write, and what it has to tell.
type Plan struct {
	Report *Report
	Writes []File // by path, the manifest last; empty where nothing changes
}

// File is one file that is to be written.
type File struct {
	Path    string // slash-separated, from the project's folder; never leads out of it
	Content []byte
	New     bool // no file is there yet
}

// planner compares what an import would write with what is there.
type planner struct {
	tool     string
	project  fs.FS
	manifest manifest
	report   *Report
	writes   []File
	present  map[string]string // path of each incident that is there, by its id in lower case
}

// plan turns a settled history into files.
func plan(tool string, h *History, project fs.FS, m manifest, r *Report) (*Plan, error) {
	p := &planner{tool: tool, project: project, manifest: m, report: r}
	if err := p.look(); err != nil {
		return nil, err
	}
	before := string(m.json())
	p.site(h)
	p.oldURLs(h)
	for _, record := range h.Records {
		p.record(record, h.Zone)
	}
	for _, name := range slices.Sorted(maps.Keys(h.Files)) {
		p.put(name, h.Files[name], "")
	}
	slices.SortFunc(p.writes, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
	if after := m.json(); string(after) != before {
		p.writes = append(p.writes, File{Path: ManifestFile, Content: after})
	}
	r.sort()
	return &Plan{r, p.writes}, nil
}

// look finds the incidents that the project has.
func (p *planner) look() error {
	p.present = map[string]string{}
	root := path.Join(content.Folder, "incidents")
	err := fs.WalkDir(p.project, root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".md" {
			return err
		}
		p.present[strings.ToLower(idOf(name))] = name
		return nil
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("look at the project's incidents: %w", err)
	}
	return nil
}

// siteFile is where the site is described.
const siteFile = content.Folder + "/site.yaml"

// site plans site.yaml. Where that is a person's, the components that it lacks are named.
func (p *planner) site(h *History) {
	p.languages(h)
	s := &status.Site{
		Title: first(line(h.Title), "Status"), URL: address(h.URL), Zone: h.Zone,
		Languages: h.Languages, Groups: h.Groups,
	}
	if s.URL == "" {
		s.URL = "https://status.example.com"
		p.report.note(Guess, h.Pos, "the source does not say where its page is: fill in url in site.yaml")
	}
	for _, c := range s.Components() {
		if p.report.Components++; s.Since.IsZero() || c.Since.Compare(s.Since) < 0 {
			s.Since = c.Since
		}
	}
	s.Record.Since = h.dayAfter()
	if !p.put(siteFile, content.FormatSite(s), "") {
		p.lacks(s)
	}
	p.words(h)
}

// languages takes away what names no language. What the page is in by default is English
// then.
func (p *planner) languages(h *History) {
	var all []string
	for _, tag := range h.Languages {
		if !languageTag.MatchString(tag) {
			p.report.about(Left, h.Pos, tag, "this names no language: it is taken as English")
			tag = "en"
		}
		if !slices.Contains(all, tag) {
			all = append(all, tag)
		}
	}
	if h.Languages = all; len(all) == 1 && all[0] == "en" {
		h.Languages = nil // which need not be said
	}
}

// words begins a file of the page's own words for each language that ownup does not speak,
// without which no site can be built.
func (p *planner) words(h *History) {
	for _, tag := range h.Languages {
		if _, err := locale.For(tag); err == nil {
			continue
		}
		name := path.Join(content.Folder, "theme", "words", tag+".json")
		p.report.about(Left, h.Pos, tag, "ownup does not speak this language: its own words are English until they stand in content/theme/words/")
		p.put(name, []byte("{}\n"), "")
	}
}

// dayAfter gives the day after the newest word of a history, from which on the record of
// edits says when something was published; zero where there is no word.
func (h *History) dayAfter() status.Date {
	var newest time.Time
	for _, r := range h.Records {
		for _, u := range r.Incident.Updates {
			if u.At.After(newest) {
				newest = u.At
			}
		}
	}
	if newest.IsZero() {
		return status.Date{}
	}
	return status.DateOf(newest, h.Zone).AddDays(1)
}

// lacks names the components that a person's site.yaml does not have.
func (p *planner) lacks(s *status.Site) {
	b, err := readFile(p.project, siteFile, maxFile)
	if err != nil {
		return
	}
	for _, c := range s.Components() {
		if !strings.Contains(string(b), c.ID) {
			p.report.about(Kept, diag.Pos{File: siteFile}, fmt.Sprintf("- {id: %s, name: %s, since: %s}", c.ID, content.Scalar(c.Name), c.Since), "the site lacks a component: add it")
		}
	}
}

// record plans the file of an incident, and the pictures beside it.
func (p *planner) record(record Record, zone *time.Location) {
	i := &record.Incident
	folder := path.Join(content.Folder, "incidents", began(i).In(zone).Format("2006"))
	name := path.Join(folder, i.ID+".md")
	if len(record.Pictures) > 0 {
		name = path.Join(folder, i.ID, "index.md")
	}
	text, err := textOf(name, *i, zone)
	if err != nil {
		p.report.about(Refused, record.Pos, i.Title, "it cannot become a file: %s", reason(err))
		return
	}
	p.count(i)
	if there := p.present[strings.ToLower(i.ID)]; there != "" && there != name {
		p.report.note(Kept, diag.Pos{File: there}, "an incident of this name is there already")
		p.report.Files.Kept++
		return
	}
	if !p.put(name, text, record.Key) {
		return
	}
	for _, t := range i.Translations {
		text, left := translationFile(i, t, zone)
		p.put(strings.TrimSuffix(name, ".md")+"."+t.Language+".md", text, "")
		if left > 0 {
			p.report.about(Left, record.Pos, t.Language, "a translation has words at times at which the incident has none")
		}
	}
	for _, picture := range slices.Sorted(maps.Keys(record.Pictures)) {
		p.put(path.Join(path.Dir(name), picture), record.Pictures[picture], "")
	}
}

// textOf gives the text of an incident's file; if need be, with everything escaped that
// could be taken for a part of the file.
func textOf(name string, i status.Incident, zone *time.Location) ([]byte, error) {
	text, err := content.New(name, i, zone)
	if err == nil {
		return text, nil
	}
	i.Intro, i.Internal = content.Escaped(i.Intro), content.Escaped(i.Internal)
	i.Updates = slices.Clone(i.Updates)
	for n := range i.Updates {
		i.Updates[n].Text = content.Escaped(i.Updates[n].Text)
	}
	return content.New(name, i, zone)
}

// reason gives the first of some problems in one line.
func reason(err error) string {
	var list diag.List
	if errors.As(err, &list) && len(list.Errors()) > 0 {
		return list.Errors()[0].Message
	}
	return err.Error()
}

// count counts an incident that becomes a file.
func (p *planner) count(i *status.Incident) {
	r := p.report
	r.Updates += len(i.Updates)
	switch i.Kind {
	case status.KindMaintenance:
		r.Maintenances++
	case status.KindNotice:
		r.Notices++
	default:
		r.Incidents++
	}
}

// put plans one file, unless it is a person's. It reports whether the file is as the
// import would have it.
func (p *planner) put(name string, text []byte, key string) bool {
	if !fs.ValidPath(name) || !strings.HasPrefix(name, content.Folder+"/") {
		p.report.note(Left, placeOf(name), "a file has no name that a project can hold")
		return false
	}
	now := written{p.tool, key, hashOf(text)}
	old, ours := p.manifest.Files[name]
	there, err := fs.ReadFile(p.project, name)
	files := &p.report.Files
	switch {
	case err == nil && string(there) == string(text):
		files.Unchanged++
		if !ours {
			p.manifest.Files[name] = now
		}
		return true
	case err == nil && ours && old.Tool == p.tool && old.SHA256 == hashOf(there):
		files.Updated++
	case err == nil:
		p.keep(name, "it was edited since, or is no import's")
		return false
	case !errors.Is(err, fs.ErrNotExist):
		p.keep(name, "it cannot be read")
		return false
	case ours && old.Tool == p.tool:
		p.keep(name, "it was removed since")
		return false
	default:
		files.Created++
	}
	p.manifest.Files[name] = now
	p.writes = append(p.writes, File{name, text, err != nil})
	return true
}

// keep leaves a file of the project as it is.
func (p *planner) keep(name, why string) {
	p.report.Files.Kept++
	p.report.note(Kept, diag.Pos{File: name}, "%s", why)
}
