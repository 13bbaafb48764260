package record

import (
	"cmp"
	"slices"
	"time"

	"ownup/internal/status"
)

// change is an edit of a report that could be read before, and can be read after.
type change struct {
	before, after face              // at the same instant: that of the edit
	same          map[string]string // the id that an update had before, by its id after
	since         time.Time         // when the version before was committed: its words up to then were public for sure

	found []status.Edit
}

// edits tells what changed for readers, in the order in which a page tells it.
func (c *change) edits() []status.Edit {
	c.updates()
	c.frame()
	c.claims(time.Time{}, visible(c.before), time.Time{}, visible(c.after))
	c.gravity()
	c.translations()
	slices.SortStableFunc(c.found, func(a, b status.Edit) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), a.Stated.Compare(b.Stated))
	})
	return c.found
}

// add notes an edit, which nobody may know of before the report itself.
func (c *change) add(e status.Edit) {
	e.From = later(e.From, later(c.before.incident.FirstWord(), c.after.incident.FirstWord()))
	c.found = append(c.found, e)
}

// updates compares the updates that readers see.
func (c *change) updates() {
	kept := map[string]bool{}
	for _, u := range c.after.said() {
		b, seen := c.before.find(c.same[u.ID])
		if !seen {
			c.add(added(u, u.At))
			continue
		}
		kept[b.ID] = true
		c.update(b, u)
	}
	for _, b := range c.before.said() {
		if !kept[b.ID] && !b.At.After(c.since) {
			kind := status.EditUpdateRemoved
			if b.Phase == status.Postmortem {
				kind = status.EditPostmortemRemoved
			}
			c.add(status.Edit{Kind: kind, Update: b.ID, Stated: b.At})
		}
	}
}

// added tells of a new update.
func added(u status.Update, from time.Time) status.Edit {
	kind := status.EditUpdateAdded
	if u.Phase == status.Postmortem {
		kind = status.EditPostmortemAdded
	}
	return status.Edit{Kind: kind, Update: u.ID, Stated: u.At, From: from}
}

// frame compares what stands in the front matter, components apart, and above the updates.
func (c *change) frame() {
	b, a := c.before.incident, c.after.incident
	c.value(b.Kind != a.Kind, status.Edit{Kind: status.EditSort, Was: status.Value{Kind: b.Kind}, Is: status.Value{Kind: a.Kind}})
	c.value(b.Title != a.Title, c.text(status.EditTitle, b.FirstWord(), b.Title, a.Title))
	c.value(!reads(b.Intro, a.Intro), c.text(status.EditIntro, b.FirstWord(), words(b.Intro), words(a.Intro)))
	c.value(b.Backfilled != a.Backfilled, status.Edit{Kind: status.EditBackfilled})
	c.value(b.RecurrenceOf != a.RecurrenceOf || !slices.Equal(b.Related, a.Related), status.Edit{Kind: status.EditLinks})
	c.time(status.EditDetected, c.by(b.Detected), c.by(a.Detected))
	c.time(status.EditEnd, b.Until, a.Until)
	if !b.Started.Equal(a.Started) {
		c.time(status.EditStarted, c.before.course.Start, c.after.course.Start)
	}
	c.value(!sameWindow(b.Window, a.Window), status.Edit{Kind: status.EditWindow, Was: status.Value{Window: b.Window}, Is: status.Value{Window: a.Window}})
}

// value notes an edit if there is one.
func (c *change) value(changed bool, e status.Edit) {
	if changed {
		c.add(e)
	}
}

// time notes that an instant changed.
func (c *change) time(kind status.EditKind, was, is time.Time) {
	c.value(!was.Equal(is), status.Edit{Kind: kind, Was: status.Value{Time: was}, Is: status.Value{Time: is}})
}

// by gives an instant that readers know of only once it is past.
func (c *change) by(t time.Time) time.Time {
	if t.After(c.after.at) {
		return time.Time{}
	}
	return t
}

// text gives the edit of some words that were said at a time: the words themselves only
// where those before were public for sure, and where it is not the looks alone that changed.
func (c *change) text(kind status.EditKind, said time.Time, was, is string) status.Edit {
	e := status.Edit{Kind: kind}
	if was != is && !said.After(c.since) {
		e.Was.Text, e.Is.Text = was, is
	}
	return e
}

// gravity compares how bad the page said it was. That it gets worse by a new update is the
// usual course of things, and no edit.
func (c *change) gravity() {
	was, names := c.before.worst()
	is, _ := c.after.worst()
	for _, name := range names {
		if is[name] >= was[name] {
			continue
		}
		worst := status.Edit{Kind: status.EditWorst, Component: name, Was: status.Value{Health: was[name]}, Is: status.Value{Health: is[name]}}
		n := slices.IndexFunc(c.found, func(e status.Edit) bool {
			return e.Kind == status.EditHealth && e.Component == name && e.Was == worst.Was && e.Is == worst.Is
		})
		if n < 0 {
			c.add(worst)
		} else { // the edit of one update says it all
			c.found[n].Kind = worst.Kind
		}
	}
	b, a := c.before.course.Impact, c.after.course.Impact
	e := status.Edit{Kind: status.EditImpact, Was: status.Value{Impact: b}, Is: status.Value{Impact: a}}
	told := slices.ContainsFunc(c.found, func(e status.Edit) bool { return e.Kind == status.EditUpdateAdded })
	set := c.before.incident.Impact != c.after.incident.Impact
	c.value(b != a && (e.Lowers() || set || !told), e)
}

func sameWindow(a, b status.Window) bool { return a.From.Equal(b.From) && a.Until.Equal(b.Until) }
