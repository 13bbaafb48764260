package content

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"

	"ownup/internal/content/record"
	"ownup/internal/content/revision"
	"ownup/internal/diag"
	"ownup/internal/status"
)

// Record works out what the log says of a site's reports: when each could first be read,
// and what each later commit changed in what readers see. The site is what the project's
// files say now. Earlier versions are read as the site would read them today: a time
// without an offset is in today's zone.
//
// All versions are read in one pass, and what the files hold now is not read again. The
// error is a [diag.List] where site.yaml redacts a commit that the log does not know: words
// that should not show must not show because of a typo.
func Record(ctx context.Context, s *status.Site, log revision.Log) (status.Record, error) {
	r := status.Record{Known: log.Known, Gap: log.Gap, ByFile: map[string]status.History{}}
	if !log.Known {
		return r, nil
	}
	if err := redacts(s.Record, log); err != nil {
		return status.Record{}, err
	}
	reports := chronicles(s, log)
	histories := make([]status.History, len(reports))
	var blobs []string
	for _, c := range reports {
		blobs = append(blobs, c.blobs()...)
	}
	next, stop := iter.Pull2(log.Texts(ctx, blobs))
	defer stop()
	var failed error
	work(func(yield func(func()) bool) {
		for n, c := range reports {
			texts := make([][]byte, len(c.blobs()))
			for k := range texts {
				if texts[k], failed, _ = next(); failed != nil {
					return
				}
			}
			yield(func() { histories[n] = record.Of(c.versions(texts, s.Zone)) })
		}
	})
	if failed != nil {
		return status.Record{}, fmt.Errorf("read the earlier versions of reports: %w", failed)
	}
	if err := sign(ctx, s.Record.Signers, log, histories); err != nil {
		return status.Record{}, err
	}
	for n, c := range reports {
		c.enter(&r, histories[n])
	}
	slices.SortFunc(r.Gone, func(a, b status.Gone) int { return a.At.Compare(b.At) })
	return r, nil
}

// sign has the signatures of all revisions checked, where the site says whose count.
func sign(ctx context.Context, signers status.Written, log revision.Log, histories []status.History) error {
	if signers.Text == "" {
		return nil
	}
	var commits []string
	for _, h := range histories {
		for _, r := range h.Revisions {
			commits = append(commits, r.Commit)
		}
	}
	slices.Sort(commits)
	signatures, err := log.Signatures(ctx, signers.Text, slices.Compact(commits))
	if errors.Is(err, fs.ErrNotExist) {
		var problems diag.List
		problems.Add(signers.Pos, "list them as ssh-keygen(1) has it under ALLOWED SIGNERS: ada@example.com ssh-ed25519 AAAA…", "there is no file %q of those whose signatures count", signers.Text)
		return problems.Err()
	}
	for _, h := range histories {
		for n, r := range h.Revisions {
			h.Revisions[n].Signature = signatures[r.Commit]
		}
	}
	return err
}

// redacts complains of commits to redact that touched no file.
func redacts(d status.Disclosure, log revision.Log) error {
	var problems diag.List
	for _, w := range d.Redacted {
		known := false
		for _, versions := range log.Files {
			known = known || slices.ContainsFunc(versions, func(v revision.Version) bool { return strings.HasPrefix(v.Commit, w.Text) })
		}
		if !known {
			problems.Add(w.Pos, "copy it from the page of the incident, or from git log", "%q is no commit of this branch that touched content/", w.Text)
		}
	}
	return problems.Err()
}

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
