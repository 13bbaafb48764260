package site

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"ownup/internal/report"
	"ownup/internal/status"
)

// recorded is what the page of an incident says of its record of edits.
type recorded struct {
	Unknown     string // why it is not known; empty where it is
	Published   time.Time
	Imported    time.Time // instead, where its words are from before the record began
	Later       int       // how many edits came after that
	Lowered     bool      // one of them made it look less bad
	Uncommitted bool
	Edits       []edit // oldest first
}

// edit is a commit that changed what readers see.
type edit struct {
	ID     string // its anchor
	At     time.Time
	Author string // empty where the site names nobody
	Short  string // the commit's hash as people write it
	URL    string // of the commit; empty where the site names no repository
	Signed string // what is known of its signature; empty where none was checked
	Forged bool
	Items  []editItem
}

// editItem is one thing that a commit changed. The arguments of its message are the time
// that an update states, what was, what is, and what it is about.
type editItem struct {
	Key      string
	Of       time.Time // zero: of no update
	Was, Is  editValue
	Name     string
	OfForm   string // the form in which Of is told
	Lowering bool   // it makes the incident look less bad
	Words    []run  // the difference; empty where no words are shown
}

// editValue is what was or is: words, an instant in a form, a day or a window.
type editValue struct {
	Text   string
	Time   time.Time
	Date   status.Date
	Window status.Window
	Form   string
}

// recorded gives the record of edits of an incident.
func (p *press) recorded(i *report.Incident) recorded {
	e := &i.Evidence
	switch record := p.report.Record; {
	case !record.Known:
		return recorded{Unknown: p.t("record.unknown." + record.Gap.String())}
	case !e.Later.IsZero():
		return recorded{Unknown: p.t("record.later_than_now", p.words.DateTime(e.Later, p.report.Site.Zone))}
	case len(e.Revisions) == 0:
		return recorded{Unknown: p.t("record.uncommitted")}
	}
	v := recorded{Published: e.Published, Imported: e.Imported, Lowered: e.Lowered, Uncommitted: e.Uncommitted}
	for _, r := range e.Revisions {
		shown := p.edit(i, r)
		if len(v.Edits) > 0 && shown.Items[0].Key != "edit.form" {
			v.Later++
		}
		v.Edits = append(v.Edits, shown)
	}
	return v
}

// edit tells of one commit.
func (p *press) edit(i *report.Incident, r status.Revision) edit {
	v := edit{ID: editID(r.Commit), At: r.At, Author: r.Author, Short: r.Commit[:min(len(r.Commit), 8)], URL: p.commit(r.Commit)}
	if r.Signature != status.Unchecked {
		v.Signed, v.Forged = p.t("record.signature."+r.Signature.String()), r.Signature == status.Forged
	}
	for _, e := range r.Edits {
		if e.Kind == status.EditPublished && e.From.After(v.At) {
			v.At = e.From // it was held back until then
		}
		v.Items = append(v.Items, p.editItem(i, e))
	}
	return v
}

// editID gives the anchor of a commit on the page of an incident.
func editID(commit string) string { return "edit-" + commit[:min(len(commit), 12)] }

// commit gives the page of a commit; empty where the site names no repository.
func (p *press) commit(hash string) string {
	repository := p.report.Site.Repository
	u, err := url.Parse(repository)
	switch {
	case repository == "" || err != nil:
		return ""
	case strings.Contains(u.Host, "gitlab"):
		return repository + "/-/commit/" + hash
	case strings.Contains(u.Host, "bitbucket"):
		return repository + "/commits/" + hash
	}
	return repository + "/commit/" + hash
}

// editItem tells of one thing that a commit changed.
func (p *press) editItem(i *report.Incident, e status.Edit) editItem {
	v := editItem{Key: "edit." + e.Kind.String(), Lowering: e.Lowers()}
	if e.Update != "" {
		v.Of, v.OfForm = e.Stated, p.near(e.Stated, i.Start)
	}
	v.Was, v.Is = p.editValue(i, e.Kind, e.Was), p.editValue(i, e.Kind, e.Is)
	switch {
	case e.Component != "":
		v.Name = p.name(e.Component)
	case e.Language != "":
		v.Name = p.languageName(e.Language)
	default:
		v.Name = e.Is.Text
		if v.Name == "" {
			v.Name = e.Was.Text
		}
	}
	v.Key += p.variant(i, e)
	if later := p.addedLater(i, e); later != "" {
		v.Was.Text = later
	}
	if e.Was.Text != "" && e.Is.Text != "" && e.Was.Text != e.Is.Text {
		v.Words = elided(difference(e.Was.Text, e.Is.Text))
	}
	return v
}

// variant gives the end of a message's key where one kind of edit is told in several ways.
func (p *press) variant(i *report.Incident, e status.Edit) string {
	switch e.Kind {
	case status.EditPublished:
		switch {
		case e.From.After(i.Evidence.Published) && e.From.After(i.Evidence.Imported):
			return "_again"
		case !i.Evidence.Imported.IsZero():
			return "_imported"
		}
	case status.EditUpdateAdded, status.EditPostmortemAdded:
		if p.addedLater(i, e) != "" {
			return "_later"
		}
	case status.EditSince, status.EditHealth, status.EditWorst:
		switch {
		case e.Update == "":
			return "_start"
		case e.Component == "":
			return "_all"
		}
	case status.EditPromise, status.EditDetected, status.EditEnd, status.EditCommitmentDue:
		switch {
		case e.Was == status.Value{} || e.Kind == status.EditCommitmentDue && e.Was.Date.IsZero():
			return "_set"
		case e.Is.Time.IsZero() && e.Is.Date.IsZero():
			return "_unset"
		}
	case status.EditWindow:
		if e.Was.Window == (status.Window{}) || e.Is.Window == (status.Window{}) {
			return "_set"
		}
	case status.EditImpact:
		if e.Lowers() {
			return "_lowered"
		}
		return "_raised"
	}
	return ""
}

// addedLater tells how long after the time that it states an update was added; empty where
// that was at once.
func (p *press) addedLater(i *report.Incident, e status.Edit) string {
	for _, u := range i.Said {
		if u.ID != e.Update || e.Kind != status.EditUpdateAdded && e.Kind != status.EditPostmortemAdded {
			continue
		}
		if d := i.Evidence.Added(u); d.Known {
			return p.words.Duration(rough(d.Duration))
		}
	}
	return ""
}

// proof gives the anchor of the commit that added an update, else that of the record.
func (p *press) proof(i *report.Incident, u status.Update) string {
	for _, r := range i.Evidence.Revisions {
		if slices.ContainsFunc(r.Edits, func(e status.Edit) bool { return e.Update == u.ID && e.Kind == status.EditUpdateAdded }) {
			return editID(r.Commit)
		}
	}
	return "record"
}

// late says, once and for all updates that came with it, that a report was published long
// after what it tells.
type late struct {
	Key   string // of the message; empty where it was not late
	At    time.Time
	After string
}

func (p *press) lateness(i *report.Incident) late {
	e := &i.Evidence
	if !e.Late.Known {
		return late{}
	}
	key, after := "record.late", e.Published.Sub(i.Start)
	switch {
	case after <= 0: // of something that was still to come
		key, after = "record.late_words", e.Late.Duration
	case e.Over:
		key = "record.late_over"
	}
	return late{key, e.Published, p.words.Duration(rough(after))}
}

// postmortemAdded gives when a postmortem was added to a report that was public already,
// where the postmortem states no time of its own, and it was not at once.
func (p *press) postmortemAdded(i *report.Incident, u status.Update) time.Time {
	if _, stated := i.Evidence.Public(u); stated.Known {
		return time.Time{}
	}
	for _, r := range slices.Backward(i.Evidence.Revisions) {
		if slices.ContainsFunc(r.Edits, func(e status.Edit) bool { return e.Update == u.ID && e.Kind == status.EditPostmortemAdded }) && r.At.Sub(u.At) > report.Prompt {
			return r.At
		}
	}
	return time.Time{}
}

// rough cuts a length of time to what matters beside it: from two days on to whole days.
func rough(d time.Duration) time.Duration {
	if d >= 48*time.Hour {
		return d.Truncate(24 * time.Hour)
	}
	return d.Truncate(time.Minute)
}

// editValue puts into words what an edit of a kind changed.
func (p *press) editValue(i *report.Incident, kind status.EditKind, v status.Value) editValue {
	switch kind {
	case status.EditHealth, status.EditWorst:
		return editValue{Text: p.words.Health(v.Health)}
	case status.EditImpact:
		return editValue{Text: p.words.Impact(v.Impact)}
	case status.EditPhase:
		return editValue{Text: p.words.Phase(v.Phase)}
	case status.EditSort:
		return editValue{Text: p.words.Kind(v.Kind)}
	case status.EditSince:
		if v.Time.IsZero() {
			return editValue{Text: p.t("record.its_start")}
		}
	}
	value := editValue{Time: v.Time, Date: v.Date, Window: v.Window, Form: "short"}
	if !v.Time.IsZero() {
		value.Form = p.near(v.Time, i.Start)
	}
	return value
}

// languageName gives the name of one of the site's languages in its own words; of another
// one, its tag.
func (p *press) languageName(tag string) string {
	if n := slices.Index(p.report.Site.Languages, tag); n >= 0 {
		return p.names[n]
	}
	return tag
}
