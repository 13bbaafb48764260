package importer

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"ownup/internal/content"
	"ownup/internal/content/frontmatter"
	"ownup/internal/diag"
	"ownup/internal/status"
)

// upptime reads a clone of an Upptime repository (github.com/upptime/upptime). Its log of
// commits is its series of measurements: one commit at each change, and one a day.
// Incidents and maintenances are GitHub's issues; without them, incidents are what the log
// shows.
type upptime struct{}

// commitsFile may hold the log in place of the repository itself: a line for each commit
// with its hash, its time and its subject, between tabs.
const commitsFile = "history-commits.tsv"

// upptimeReader collects what the repository holds.
type upptimeReader struct {
	in      Input
	report  *Report
	roster  *roster
	bySlug  map[string]string // component ids
	names   map[string]string // component ids by the name of the site
	series  map[string][]measured
	gone    map[string]bool // components that are not configured any more
	records []Record
	logged  diag.Pos       // where the log is
	lines   map[string]int // of the log's file, by commit
}

// measured is what one check found.
type measured struct {
	at     time.Time
	health status.Health
	code   string
	ms     string
	commit string
}

// Read reads the sites, the log, and the issues where they are given.
func (upptime) Read(in Input, r *Report) (*History, error) {
	config, err := readYAML(in.Files, r, ".upptimerc.yml", ".upptimerc.yaml")
	if err != nil {
		return nil, fmt.Errorf("read the configuration: %w", err)
	}
	u := &upptimeReader{in: in, report: r, roster: newRoster(), bySlug: map[string]string{}, names: map[string]string{}, series: map[string][]measured{}, gone: map[string]bool{}, logged: placeOf("history"), lines: map[string]int{}}
	website, _ := config.Key("status-website")
	h := &History{
		Pos:   config.Pos,
		Title: first(word(website, "name"), word(config, "repo")), URL: upptimeURL(config, website),
		Zone: time.UTC, Files: map[string][]byte{},
	}
	r.keys(config, "owner repo sites status-website commitMessages")
	r.keys(website, "cname name baseUrl")
	u.sites(config)
	commits, err := u.commits()
	if err != nil {
		return nil, err
	}
	u.measureAll(commits, checkSubject(config))
	for id, series := range u.series {
		slices.SortStableFunc(series, func(a, b measured) int { return a.at.Compare(b.at) })
		h.Files[path.Join(content.Folder, "metrics", id+".csv")] = metrics(series)
	}
	u.retire()
	if len(in.Issues) > 0 {
		if err := u.issues(); err != nil {
			return nil, fmt.Errorf("read the issues: %w", err)
		}
	} else {
		u.outages()
	}
	h.Records, h.Groups = u.records, u.roster.groups
	h.Moved = map[string]string{}
	for slug, id := range u.bySlug {
		h.Moved["history/"+slug+"/"] = "components/" + id + "/"
	}
	return h, nil
}

// upptimeURL gives where the page lives: at its own name, else at GitHub Pages'.
func upptimeURL(config, website frontmatter.Value) string {
	if name := word(website, "cname"); name != "" {
		return "https://" + name
	}
	owner, repo := word(config, "owner"), word(config, "repo")
	if owner == "" || repo == "" {
		return ""
	}
	return "https://" + strings.ToLower(owner) + ".github.io/" + repo
}

// sites takes the sites of the configuration. Since when one is checked stands in its
// file of history.
func (u *upptimeReader) sites(config frontmatter.Value) {
	sites, _ := config.Key("sites")
	for _, v := range sites.Items {
		name := first(word(v, "name"), word(v, "url"))
		slug := first(word(v, "slug"), upptimeSlug(name))
		if name == "" {
			continue
		}
		c := status.Component{ID: slug, Name: name}
		if checked, err := u.history(slug); err == nil {
			if at, err := instant(word(checked, "startTime"), time.UTC); err == nil {
				c.Since = status.DateOf(at, time.UTC)
			}
		} else {
			u.report.about(Left, v.Pos, name, "the history of a site cannot be read: %v", err)
		}
		id := u.roster.add(slug, c, "")
		u.report.keys(v, "name url slug")
		u.bySlug[slug], u.names[name] = id, id
	}
}

// upptimeSlug makes of a name the slug that Upptime makes of it.
func upptimeSlug(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	return strings.Join(words, "-")
}

// history reads a site's file. In old ones each line begins like an item of a list.
func (u *upptimeReader) history(slug string) (frontmatter.Value, error) {
	name := path.Join("history", slug+".yml")
	if !fs.ValidPath(name) {
		return frontmatter.Value{}, errors.New("its slug is no name of a file")
	}
	b, err := readFile(u.in.Files, name, maxFile)
	if err != nil {
		return frontmatter.Value{}, err
	}
	lines := strings.Split(string(b), "\n")
	for n, l := range lines {
		lines[n] = strings.TrimPrefix(l, "- ")
	}
	v, problems := frontmatter.ParseForeignYAML(name, []byte(strings.Join(lines, "\n")))
	return mended(v, problems, u.report)
}

// place gives where the log speaks of a commit.
func (u *upptimeReader) place(c status.Revision) diag.Pos {
	return diag.Pos{File: u.logged.File, Line: u.lines[c.Commit]}
}

// commits gives the log: that of the file, else that of the repository.
func (u *upptimeReader) commits() ([]status.Revision, error) {
	b, err := readFile(u.in.Files, commitsFile, maxData)
	if errors.Is(err, fs.ErrNotExist) {
		if len(u.in.Commits) == 0 {
			u.report.note(Left, placeOf("history"), "the log of the repository is not known: no response times, and no incidents but GitHub's issues")
		}
		return u.in.Commits, nil
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", commitsFile, err)
	}
	u.logged = placeOf(commitsFile)
	var all []status.Revision
	n := 0
	for l := range strings.Lines(content.PlainText(string(b))) {
		n++
		fields := strings.SplitN(strings.TrimSpace(l), "\t", 3)
		if len(fields) < 3 {
			continue
		}
		at, err := instant(fields[1], time.UTC)
		if err != nil {
			u.report.note(Refused, diag.Pos{File: commitsFile, Line: n}, "%v", err)
			continue
		}
		all = append(all, status.Revision{Commit: fields[0], At: at, Subject: fields[2]})
		u.lines[fields[0]] = n
	}
	return all, nil
}
