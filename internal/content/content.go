// Package content turns the files that people write into the nouns of package status,
// and back.
//
// A project is a folder that holds content/:
//
//	content/site.yaml               what the site is: title, zone, components
//	content/incidents/**/*.md       an incident, a maintenance or a notice each
//	content/templates/*.md          what new incidents begin with
//	content/static/                 copied to the site as it is
//
// An incident is front matter and text, which level-2 headings divide into updates:
//
//	---
//	title: Packet loss between core and edge routers
//	components:
//	  email: major_outage
//	  control-panel: partial_outage since 2013-09-03 07:20 -04:00
//	started: 2013-09-03 07:00 -04:00
//	---
//	What is affected, in a sentence or two.
//
//	## 2013-09-03 08:00 -04:00 identified (next: 1h)
//
//	We are restarting the affected network devices one by one.
//
//	## 2013-09-03 18:45 -04:00 resolved since 18:30
//
// Whatever is wrong with any file is a [diag.Problem] with its place and a hint; all
// problems of all files are returned at once.
package content

import (
	"crypto/sha256"
	"io/fs"
	"iter"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"ownup/internal/diag"
	"ownup/internal/status"
)

// Folder is where the content stands in a project.
const Folder = "content"

// Loader loads a project again and again, and reads a file anew only when it changed.
// The zero Loader is ready to use, by one goroutine at a time.
type Loader struct {
	memo       map[memoKey]parsed
	told       map[string][]life           // by all that they follow from
	signatures map[string]status.Signature // by commit
}

// memoKey is everything that the reading of one file depends on.
type memoKey struct {
	file, id, zone string
	sum            [sha256.Size]byte
}

// Load reads the project. The error is a [diag.List] where files are wrong: then there
// is no site.
func Load(project fs.FS) (*status.Site, error) { return new(Loader).Load(project) }

// Load reads the project as the function of that name does.
func (l *Loader) Load(project fs.FS) (*status.Site, error) {
	s, problems := l.load(project, nil)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	s.Problems = problems
	return s, nil
}

// LoadPartial reads the project for a build that must not fail: each incident with
// problems is taken from the newest of its earlier contents that has none, else it is
// left out, and the site's Withheld says so. The error lists the problems all the same.
// Where no revision of site.yaml is sound there is no site: then the first result is nil.
func (l *Loader) LoadPartial(project fs.FS, earlier func(file string) iter.Seq[Earlier]) (*status.Site, error) {
	s, problems := l.load(project, earlier)
	if s != nil {
		s.Problems = problems
	}
	return s, problems.Err()
}

// Earlier is what a file held at an earlier revision.
type Earlier struct {
	Revision string
	Content  []byte
}

// load reads all files. Where earlier is given, it mends what it can.
func (l *Loader) load(project fs.FS, earlier func(string) iter.Seq[Earlier]) (*status.Site, diag.List) {
	var problems diag.List
	s := loadSite(project, earlier, &problems)
	if s == nil {
		return nil, problems
	}
	found := find(project, &problems)
	all := l.parse(found.incidents, s.Zone)
	v := newVerifier(s, found)
	for n := range all {
		v.verify(&all[n])
	}
	v.circles(all)
	for n, p := range all {
		problems = append(problems, p.problems...)
		if earlier != nil && p.problems.Err() != nil {
			mended, revision := v.mend(p, found.incidents[n], earlier)
			s.Withheld = append(s.Withheld, status.Withheld{File: p.incident.File, ID: p.incident.ID, From: revision})
			if revision == "" {
				continue
			}
			p = mended
		}
		s.Incidents = append(s.Incidents, p.incident)
	}
	slices.SortFunc(s.Incidents, byID)
	translate(s, found.translations, &problems)
	s.Static, s.Templates = found.static, found.templates
	problems.Sort()
	if earlier != nil {
		withholdRest(s, problems)
	}
	return s, problems
}

// withholdRest notes the files that never were read, for their name or size, or that
// translate an incident: they have problems and are in no other list.
func withholdRest(s *status.Site, problems diag.List) {
	for _, p := range problems.Errors() {
		file := p.Pos.File
		listed := slices.ContainsFunc(s.Withheld, func(w status.Withheld) bool { return w.File == file })
		if name, ok := strings.CutSuffix(path.Base(file), ".md"); ok && !listed {
			s.Withheld = append(s.Withheld, status.Withheld{File: file, ID: name})
		}
	}
	slices.SortFunc(s.Withheld, func(a, b status.Withheld) int { return strings.Compare(a.File, b.File) })
}

// parse reads all files by all cores, those that did not change from memory.
func (l *Loader) parse(sources []source, zone *time.Location) []parsed {
	all := make([]parsed, len(sources))
	keys := make([]memoKey, len(sources))
	each(len(all), func(n int) {
		f := sources[n]
		keys[n] = memoKey{f.path, f.id, zone.String(), sha256.Sum256(f.content)}
		p, known := l.memo[keys[n]]
		if !known {
			p = parseIncident(f.path, f.id, f.content, zone)
		}
		all[n] = p
	})
	l.memo = make(map[memoKey]parsed, len(all))
	for n := range all {
		l.memo[keys[n]] = all[n]
	}
	return all
}

// each calls f with every number from 0 to n-1, on all cores.
func each(n int, f func(int)) {
	work(func(yield func(func()) bool) {
		for i := range n {
			yield(func() { f(i) })
		}
	})
}

// work does all jobs, on all cores, and takes a job only when a core is free for it.
func work(jobs iter.Seq[func()]) {
	queue := make(chan func())
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for job := range queue {
				job()
			}
		})
	}
	for job := range jobs {
		queue <- job
	}
	close(queue)
	workers.Wait()
}
