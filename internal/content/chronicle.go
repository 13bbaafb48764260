package content

import (
	"maps"
	"slices"
	"strings"
	"time"

	"ownup/internal/content/record"
	"ownup/internal/content/revision"
	"ownup/internal/status"
)

// chronicle is what the log knows of one report: the versions of its file, under whatever
// names, and of its translations.
type chronicle struct {
	steps       []step           // oldest first
	now         *status.Incident // what the files hold now; nil: there is no such report any more
	committed   bool             // so does the newest commit
	uncommitted bool             // some of its files differ from it
}

// step is a version of a file of a report.
type step struct {
	revision.Version
	language string // of a translation; else empty
	known    bool   // its text need not be read: it is what the file holds now
}

// chronicles sorts the log by report, as their ids have it.
func chronicles(s *status.Site, log revision.Log) []chronicle {
	byID := map[string]*chronicle{}
	for _, file := range slices.Sorted(maps.Keys(log.Files)) {
		id, language, ok := reportOf(file, log)
		if !ok {
			continue
		}
		c := byID[id]
		if c == nil {
			c = &chronicle{}
			byID[id] = c
		}
		for _, v := range log.Files[file] {
			c.steps = append(c.steps, step{Version: v, language: language})
		}
	}
	changed := map[string]bool{}
	for _, file := range log.Uncommitted {
		changed[file] = true
		if m := languageForm.FindStringSubmatch(strings.TrimSuffix(file, ".md")); m != nil {
			changed[m[1]+".md"] = true
		}
	}
	for n := range s.Incidents {
		i := &s.Incidents[n]
		if c := byID[i.ID]; c != nil {
			withheld := slices.ContainsFunc(s.Withheld, func(w status.Withheld) bool { return w.File == i.File })
			c.now, c.uncommitted = i, changed[i.File]
			c.committed = !c.uncommitted && !withheld
		}
	}
	var all []chronicle
	for _, id := range slices.Sorted(maps.Keys(byID)) {
		c := byID[id]
		c.sort()
		all = append(all, *c)
	}
	return all
}

// reportOf gives the report that a file of the log belongs to, and the language if it is a
// translation.
func reportOf(file string, log revision.Log) (id, language string, ok bool) {
	name, ok := strings.CutSuffix(file, ".md")
	if !ok || !strings.HasPrefix(file, Folder+"/incidents/") || strings.EqualFold(idOf(file), "README") {
		return "", "", false
	}
	if m := languageForm.FindStringSubmatch(name); m != nil {
		if _, own := log.Files[m[1]+".md"]; own {
			return idOf(m[1] + ".md"), m[2], true
		}
	}
	return idOf(file), "", true
}

// sort puts the steps in order, oldest first, and finds the one whose text is known. Where
// one commit takes a file away and adds another of the same id, only the latter counts:
// the report has moved.
func (c *chronicle) sort() {
	slices.SortStableFunc(c.steps, func(a, b step) int { return b.Back - a.Back })
	moved := map[int]bool{}
	for _, s := range c.steps {
		moved[s.Back] = moved[s.Back] || s.language == "" && s.Blob != ""
	}
	c.steps = slices.DeleteFunc(c.steps, func(s step) bool { return s.language == "" && s.Blob == "" && moved[s.Back] })
	for n := len(c.steps) - 1; n >= 0 && c.committed; n-- {
		if s := &c.steps[n]; s.language == "" {
			s.known = s.Blob != ""
			return
		}
	}
}

// key gives everything that the report's history follows from, but for the zone.
func (c *chronicle) key() string {
	var b strings.Builder
	for _, s := range c.steps {
		b.WriteString("\x00" + s.Commit + s.Blob + s.language + "\x00" + s.File)
	}
	return b.String()
}

// blobs gives those whose texts are needed, in the order of the steps.
func (c *chronicle) blobs() []string {
	var blobs []string
	for _, s := range c.steps {
		if s.Blob != "" && !s.known {
			blobs = append(blobs, s.Blob)
		}
	}
	return blobs
}

// life is what became of one report, from its first commit to its last.
type life struct {
	id       string // that it had at last
	versions []record.Version
	history  status.History
}

// lives reads the texts, a version a commit. A report that took over the file of another
// begins a life of its own, and ends that of the other: git takes files for renamed that
// look alike, as two reports of one template do.
func (c *chronicle) lives(texts [][]byte, zone *time.Location) []life {
	r := replay{clock: clock{zone}, translations: map[string]status.Translation{}}
	all := []life{{}}
	for n, s := range c.steps {
		var text []byte
		if s.Blob != "" && !s.known {
			text, texts = texts[0], texts[1:]
		}
		before, own := r.standing, s.language == ""
		switch {
		case !own:
			r.translation(s, text)
		case s.known:
			r.standing, r.broken = c.now, false
		default:
			r.incident(s, text)
		}
		l := &all[len(all)-1]
		if own && l.id != "" && l.id != idOf(s.File) && before != nil && r.standing != nil && !record.Same(before, r.standing) {
			l.versions = append(l.versions, record.Version{Revision: s.Revision})
			all = append(all, life{})
			l = &all[len(all)-1]
			clear(r.translations)
		}
		if own {
			l.id = idOf(s.File)
		}
		if n+1 == len(c.steps) || c.steps[n+1].Back != s.Back {
			l.versions = append(l.versions, r.version(s.Revision))
		}
	}
	for n := range all {
		all[n].history, all[n].versions = record.Of(all[n].versions), nil
	}
	return all
}

// enter puts the lives of a file's reports into the record. The newest one is that of the
// report which the file holds now.
func (c *chronicle) enter(r *status.Record, lives []life) {
	for n, l := range lives {
		if c.now != nil && n == len(lives)-1 {
			l.history.Uncommitted = c.uncommitted
			r.ByFile[c.now.File] = l.history
		} else if end := len(l.history.Revisions) - 1; end >= 0 {
			last := l.history.Revisions[end]
			if slices.ContainsFunc(last.Edits, func(e status.Edit) bool { return e.Kind == status.EditWithdrawn }) {
				r.Gone = append(r.Gone, status.Gone{ID: l.id, Published: l.history.Published, Revision: last})
			}
		}
	}
}
