package exporter

import (
	"cmp"
	"slices"
	"strings"

	"ownup/internal/report"
	"ownup/internal/status"
)

// Left is something that a history holds and Statuspage has no word for.
type Left struct {
	What  string
	Count int
	Such  string // the first incident that has it; of components, the first of them
}

// LeftByStatuspage tells what of a history [Statuspage] leaves behind, the most frequent
// first.
func LeftByStatuspage(r *report.Report) []Left {
	l := leaving{}
	for _, i := range r.Incidents {
		l.incident(i)
	}
	for _, c := range r.Site.Components() {
		l.add("goals of components", c.SLO != 0, c.ID)
		l.add("components that are out of use, unless an incident names them", !c.Until.IsZero(), c.ID)
	}
	var all []Left
	for _, left := range l {
		all = append(all, *left)
	}
	slices.SortFunc(all, func(a, b Left) int { return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.What, b.What)) })
	return all
}

// leaving collects what stays behind, by what it is.
type leaving map[string]*Left

func (l leaving) add(what string, is bool, id string) {
	if !is {
		return
	}
	if l[what] == nil {
		l[what] = &Left{What: what, Such: id}
	}
	l[what].Count++
}

// incident tells what of one incident stays behind.
func (l leaving) incident(i *report.Incident) {
	n := i.Incident
	if n.Kind == status.KindNotice {
		l.add("notices", true, i.ID)
		return
	}
	l.add("internal notes", n.Internal != "", i.ID)
	l.add("introductions", n.Intro != "" && len(i.Said) > 0, i.ID)
	l.add("times of detection", !n.Detected.IsZero(), i.ID)
	l.add("recurrences", n.RecurrenceOf != "", i.ID)
	l.add("relations", len(n.Related) > 0, i.ID)
	l.add("tags", len(n.Tags) > 0, i.ID)
	l.add("translations", len(n.Translations) > 0, i.ID)
	l.add("incidents with pictures", len(n.Pictures) > 0, i.ID)
	l.add("incidents that are pinned", n.Pinned, i.ID)
	l.add("old URLs", slices.ContainsFunc(n.Aliases, func(a string) bool { return a != "/incidents/"+oldID(n) }), i.ID)
	l.add("updates that are held back", len(i.Held) > 0, i.ID)
	for range i.Promised {
		l.add("commitments", true, i.ID)
	}
	for k, u := range i.Said {
		l.update(i, k, u)
	}
}

// update tells what of an update stays behind.
func (l leaving) update(i *report.Incident, k int, u status.Update) {
	since := !u.Since.IsZero() && (!u.Phase.Ends() || slices.ContainsFunc(i.Said[k+1:], func(later status.Update) bool { return !later.Phase.Keeps() }))
	l.add("promises of a next word", !u.Next.IsZero(), i.ID)
	l.add("times since when something was so", since || slices.ContainsFunc(u.Claims, func(c status.Claim) bool { return !c.Since.IsZero() }), i.ID)
	l.add("updates with a status that Statuspage does not know", u.Phase == status.NoChange || u.Phase == status.Cancelled, i.ID)
	l.add("windows that were moved", u.Window != (status.Window{}), i.ID)
	l.add("comments that no page shows", strings.Contains(u.Text, "<!--"), i.ID)
}
