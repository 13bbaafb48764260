package report

import (
	"slices"
	"strings"
	"time"

	"ownup/internal/status"
)

// Prompt is how long after the time that it states an update may become public without
// anyone remarking on it: written down at once, reviewed, pushed.
const Prompt = time.Hour

// Evidence is what the record of edits says of how a report came to be what it is. The
// zero Evidence stands for "not known".
type Evidence struct {
	Revisions   []status.Revision // that readers may know of, oldest first; empty where not known
	Published   time.Time         // when its first words could be read at the earliest; zero: not known
	Imported    time.Time         // when it came into the record, where its first words are from before that began; zero: they are not
	Uncommitted bool              // its file holds something else than the newest commit does
	Later       time.Time         // it is published only later than the report's own instant: then; all else is not known

	Late      Measure // how long after the time of its first words it was published; known only above Prompt
	Over      bool    // it was late, and all was over by then: nobody was told while it lasted
	Backdated bool    // an update states a time more than Prompt before it could be read; false where Over
	Lowered   bool    // after it was published it was made to look less bad than it had been said to be

	public map[string]time.Time // by id of the update
}

// Public gives when an update could be read at the earliest, and how long that was after
// the time that it states. It is not known of an update that is in no commit, nor of one
// that states no time of its own.
func (e *Evidence) Public(u status.Update) (time.Time, Measure) {
	at, ok := e.public[u.ID]
	if !ok {
		return time.Time{}, Measure{}
	}
	return at, known(at.Sub(u.At))
}

// Added gives how long after the time that it states an update was added to a report that
// was public already; known only above Prompt.
func (e *Evidence) Added(u status.Update) Measure {
	at, delay := e.Public(u)
	if !at.After(e.Published) || delay.Duration <= Prompt {
		return Measure{}
	}
	return delay
}

// newEvidence reads the history of a file of which something was said. What was committed
// after the report's own instant is left out, but for as much as clocks may differ.
func newEvidence(c status.Course, h status.History, site *status.Site) Evidence {
	present := c.Now.Add(Prompt)
	if h.Published.After(present) {
		return Evidence{Later: h.Published}
	}
	e := Evidence{Uncommitted: h.Uncommitted}
	hidden := redactedBefore(h.Revisions, site.Record)
	for n, r := range h.Revisions {
		if r.At.After(present) {
			continue
		}
		r.Edits = slices.DeleteFunc(slices.Clone(r.Edits), func(e status.Edit) bool { return e.From.After(c.Now) })
		if len(r.Edits) == 0 {
			continue
		}
		e.Revisions = append(e.Revisions, disclosed(r, site.Record, n < hidden))
		e.Lowered = e.Lowered || slices.ContainsFunc(r.Edits, status.Edit.Lowers)
	}
	if !h.Published.IsZero() {
		e.date(c, h, site, present)
	}
	return e
}

// date tells when the report and its updates could be read, as far as that is past, and so
// what of it came late. Nothing is known of what states a time from before the record began.
func (e *Evidence) date(c status.Course, h status.History, site *status.Site, present time.Time) {
	var since time.Time
	if !site.Record.Since.IsZero() {
		since = site.Record.Since.Start(site.Zone)
	}
	e.public = map[string]time.Time{}
	for _, u := range c.Said {
		if at, ok := h.Public[u.ID]; ok && !u.At.Before(since) && !at.After(present) {
			e.public[u.ID] = at
		}
	}
	first := c.Incident.FirstWord()
	if first.Before(since) {
		e.Imported = h.Published
	} else if e.Published = h.Published; e.Published.Sub(first) > Prompt {
		e.Late = known(e.Published.Sub(first))
		e.Over = !c.End.IsZero() && !c.End.After(e.Published)
	}
	e.Backdated = !c.Incident.Backfilled && !e.Over &&
		(e.Late.Known || slices.ContainsFunc(c.Said, func(u status.Update) bool { return e.Added(u).Known }))
}

// redactedBefore gives how many revisions of a report, from the oldest on, show no words:
// those up to the last one that is redacted.
func redactedBefore(revisions []status.Revision, d status.Disclosure) int {
	if d.HideWords {
		return len(revisions)
	}
	for n, r := range slices.Backward(revisions) {
		if slices.ContainsFunc(d.Redacted, func(w status.Written) bool { return strings.HasPrefix(r.Commit, w.Text) }) {
			return n + 1
		}
	}
	return 0
}

// disclosed takes out of a revision what the site does not show, and the subject of its
// commit, which was written for colleagues. Of a name that is an address, only what stands
// before the @ is left. Its edits are its own.
func disclosed(r status.Revision, d status.Disclosure, withoutWords bool) status.Revision {
	r.Subject = ""
	if r.Author, _, _ = strings.Cut(r.Author, "@"); !d.Authors {
		r.Author = ""
	}
	for n := range r.Edits {
		if withoutWords {
			r.Edits[n].Was.Text, r.Edits[n].Is.Text = "", ""
		}
	}
	return r
}

// delays gives how long after the time that it states each update could be read, shortest
// first; none of a report that was told only when all was over.
func (e *Evidence) delays(said []status.Update) []time.Duration {
	var all []time.Duration
	for _, u := range said {
		if _, delay := e.Public(u); !e.Over {
			all = delay.appendTo(all)
		}
	}
	slices.Sort(all)
	return all
}

// Audit is what the record of edits says of all unplanned incidents together, but for
// those that say themselves that they were written down later.
type Audit struct {
	Told       int           // of how many the record knows when they were published
	Afterwards []*Incident   // told only when all was over, newest first
	Backdated  []*Incident   // with an update that states a time well before it could be read, newest first
	Lowered    []*Incident   // made to look less bad afterwards, newest first
	Gone       []status.Gone // taken off the page, of whatever kind, newest first
}

// Audit adds up the record of edits.
func (r *Report) Audit() Audit {
	var a Audit
	for _, i := range r.unplanned() {
		if i.Evidence.Lowered {
			a.Lowered = append(a.Lowered, i)
		}
		if i.Evidence.Published.IsZero() || i.Incident.Backfilled {
			continue
		}
		a.Told++
		if i.Evidence.Over {
			a.Afterwards = append(a.Afterwards, i)
		}
		if i.Evidence.Backdated {
			a.Backdated = append(a.Backdated, i)
		}
	}
	for _, g := range slices.Backward(r.Record.Gone) {
		if g.At.After(r.Now.Add(Prompt)) {
			continue
		}
		g.Edits = nil
		g.Revision = disclosed(g.Revision, r.Site.Record, true)
		a.Gone = append(a.Gone, g)
	}
	return a
}
