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
	id          string
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
			c = &chronicle{id: id}
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

// versions reads the texts, a version a commit.
func (c *chronicle) versions(texts [][]byte, zone *time.Location) []record.Version {
	r := replay{clock: clock{zone}, translations: map[string]status.Translation{}}
	var all []record.Version
	for n, s := range c.steps {
		var text []byte
		if s.Blob != "" && !s.known {
			text, texts = texts[0], texts[1:]
		}
		switch {
		case s.language != "":
			r.translation(s, text)
		case s.known:
			r.standing, r.broken = c.now, false
		default:
			r.incident(s, text)
		}
		if n+1 == len(c.steps) || c.steps[n+1].Back != s.Back {
			all = append(all, r.version(s.Revision))
		}
	}
	return all
}

// enter puts the history of a report into the record.
func (c *chronicle) enter(r *status.Record, h status.History) {
	if c.now != nil {
		h.Uncommitted = c.uncommitted
		r.ByFile[c.now.File] = h
		return
	}
	if n := len(h.Revisions); n > 0 {
		last := h.Revisions[n-1]
		if slices.ContainsFunc(last.Edits, func(e status.Edit) bool { return e.Kind == status.EditWithdrawn }) {
			r.Gone = append(r.Gone, status.Gone{ID: c.id, Published: h.Published, Revision: last})
		}
	}
}
