// Package record says what became of a report: when it could first be read, and what each
// later edit changed in what readers see. It compares the report before with the report
// after, as nouns, never lines of text, and believes no commit's subject.
//
//	history := record.Of([]record.Version{
//		{Revision: first, Incident: asItWas},
//		{Revision: second, Incident: asItIs},
//	})
//	history.Revisions[1].Edits // update_added, stated: 08:00 → 07:30, …
//
// What readers could not see shows nowhere: neither what stands under Internal, in
// comments or in a file that could not be read, nor an update before the time it states.
// The words before and after are told only where the former were public for sure: where
// they were in a commit that was made after the time they state.
package record

import (
	"time"

	"ownup/internal/status"
)

// Version is a report as one commit left it.
type Version struct {
	status.Revision
	Incident   *status.Incident // nil where the commit took the file away, or it could not be read
	Unreadable bool             // it could not be read: the version before went on to be shown
}

// Of gives the history of a report from its versions, oldest first. It follows each update
// through edits of its text and of its time.
func Of(versions []Version) status.History {
	var w walk
	for _, v := range versions {
		w.step(v)
	}
	return w.end()
}

// walk goes through the versions of a report.
type walk struct {
	history status.History
	all     []status.Revision // those that nobody could see anything of have no edits

	standing *status.Incident // the version that is shown; nil: none is
	since    time.Time        // when it was committed
	by       int              // the revision that did so, in all
	now      time.Time        // when the newest revision was made; never goes back
	public   bool             // the report can be read
	opened   int              // the revision that made it so, in all
	told     map[string]told  // of each update of the standing version, by id
	former   map[string]told  // of updates that were taken away, by id
}

// told is since when an update could be read, or will be able to be.
type told struct {
	public time.Time
	by     int // the revision that brought it, in walk.all
}

// step takes the next version.
func (w *walk) step(v Version) {
	w.all = append(w.all, v.Revision)
	if v.At.After(w.now) { // a clock that goes back must not make unsaid what was said
		w.now = v.At
	}
	if v.Unreadable {
		if w.public {
			w.add(status.Edit{Kind: status.EditUnreadable})
		}
		return
	}
	before, after := see(w.standing, w.now), see(v.Incident, w.now)
	if !w.public && before.spoken && after.spoken {
		w.publish(w.by, w.standing.FirstWord())
	}
	same := match(before.updates(), after.updates())
	switch {
	case w.public && after.spoken:
		w.scheduled(after, same)
		w.compare(change{before: before, after: after, same: same, since: w.since})
	case w.public:
		w.add(status.Edit{Kind: status.EditWithdrawn})
		w.public = false
	case after.spoken:
		w.publish(len(w.all)-1, w.now)
	}
	w.follow(after, same)
	w.standing, w.since, w.by = v.Incident, w.now, len(w.all)-1
}

// add adds an edit to the newest revision.
func (w *walk) add(e status.Edit) {
	last := &w.all[len(w.all)-1]
	last.Edits = append(last.Edits, e)
}

// publish says that a revision made the report public at some time.
func (w *walk) publish(by int, at time.Time) {
	w.all[by].Edits = append(w.all[by].Edits, status.Edit{Kind: status.EditPublished, From: at})
	w.public, w.opened = true, by
	if w.history.Published.IsZero() {
		w.history.Published = at
	}
}

// compare tells what the newest revision changed.
func (w *walk) compare(c change) {
	edits := c.edits()
	if len(edits) == 0 {
		edits = []status.Edit{{Kind: status.EditForm}}
	}
	for _, e := range edits {
		w.add(e)
	}
}

// scheduled tells of updates that came by the clock, under the standing version, and that
// the next one still has: the revision that brought them added them.
func (w *walk) scheduled(after face, same map[string]string) {
	for _, u := range after.said() {
		t, known := w.told[same[u.ID]]
		if known && t.public.After(w.since) && !t.public.After(w.now) {
			w.came(t.by, u, t.public)
		}
	}
}

// came says that a revision added an update that could be read from some time on, unless
// it came with the report. What nobody could see anything of shows nothing: then it was the
// one that published the report.
func (w *walk) came(by int, u status.Update, from time.Time) {
	by = max(by, w.opened)
	if from.After(w.history.Published) {
		w.all[by].Edits = append(w.all[by].Edits, added(u, from))
	}
}

// follow carries over since when each update can be read.
func (w *walk) follow(after face, same map[string]string) {
	next := map[string]told{}
	for _, u := range after.updates() {
		if u.At.IsZero() {
			continue // it is told with the end, and states no time
		}
		t, known := w.told[same[u.ID]]
		if !known {
			t, known = w.former[u.ID]
		}
		if !known {
			t.by = len(w.all) - 1
		}
		if !known || t.public.After(w.now) {
			t.public = later(w.now, u.At)
		}
		next[u.ID] = t
	}
	for id, t := range w.told {
		if w.former == nil {
			w.former = map[string]told{}
		}
		if !t.public.After(w.now) {
			w.former[id] = t
		}
	}
	w.told = next
}

// end gives the history, with what will come by the clock.
func (w *walk) end() status.History {
	if w.standing != nil {
		if first := w.standing.FirstWord(); !w.public && !first.IsZero() {
			w.publish(w.by, first)
		}
		for _, u := range w.standing.Updates {
			if t := w.told[u.ID]; w.public && t.public.After(w.since) {
				w.came(t.by, u, t.public)
			}
		}
	}
	w.history.Public = make(map[string]time.Time, len(w.told))
	for id, t := range w.told {
		w.history.Public[id] = t.public
	}
	for _, r := range w.all {
		if len(r.Edits) > 0 {
			w.history.Revisions = append(w.history.Revisions, r)
		}
	}
	return w.history
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
