package statuspage

import (
	"slices"
	"strings"

	"ownup/internal/markdown"
	"ownup/internal/report"
	"ownup/internal/status"
)

// Update is what was said at one time.
type Update struct {
	ID                   string     `json:"id"`
	Status               string     `json:"status"`
	Body                 string     `json:"body"` // plain text; never empty
	IncidentID           string     `json:"incident_id"`
	CreatedAt            string     `json:"created_at"`
	UpdatedAt            string     `json:"updated_at"`
	DisplayAt            string     `json:"display_at"`
	AffectedComponents   []Affected `json:"affected_components"`   // null where no component is named and none changes
	DeliverNotifications bool       `json:"deliver_notifications"` // false where it was written down later
	CustomTweet          *string    `json:"custom_tweet"`          // always null
	TweetID              *int64     `json:"tweet_id"`              // always null
}

// Affected is a component that an update names or changes.
type Affected struct {
	Code      string `json:"code"`
	Name      string `json:"name"`
	OldStatus string `json:"old_status"` // as it was after the update before
	NewStatus string `json:"new_status"` // as it is after this one
}

// updates gives what was said of an incident, newest first. Of what nobody has said
// anything but that it is there, one update tells the introduction: Statuspage knows no
// incident without an update.
func (t *translator) updates(i *report.Incident) []Update {
	said := i.Said
	if len(said) == 0 {
		said = []status.Update{{ID: status.UpdateID(i.Start, 1), At: i.Start, Phase: i.Phase, Text: i.Incident.Intro}}
	}
	all := make([]Update, len(said))
	before := map[string]status.Health{}
	for n, u := range said {
		course := after(i.Incident, said[:n+1])
		all[len(said)-1-n] = t.update(i.ID, u, course, t.changes(u, course, before))
		for _, c := range course.Touched {
			before[c.Component] = c.Health
		}
	}
	return all
}

// after gives the course of an incident as it was once the last of some updates was said,
// so that what each of them changed follows from the same rules as all else.
func after(i *status.Incident, said []status.Update) status.Course {
	then := *i
	then.Updates = said
	course, _ := then.Course(said[len(said)-1].At)
	return course
}

// changes gives the components that an update names or changes. The first one names all
// that the incident has named by then, and one that ends it all that it ever has. Where
// these are one, it ends the worst of what was never told.
func (t *translator) changes(u status.Update, course status.Course, before map[string]status.Health) []Affected {
	var all []Affected
	for _, c := range course.Touched {
		p := t.components[c.Component]
		if p == nil {
			continue
		}
		named := slices.ContainsFunc(u.Claims, func(k status.Claim) bool { return k.Component == c.Component })
		first, old := len(course.Said) == 1, before[c.Component]
		if first && u.Phase.Ends() {
			old = c.Worst
		}
		if named || old != c.Health || first || u.Phase.Ends() {
			all = append(all, Affected{c.Component, p.fixed.Name, old.String(), c.Health.String()})
		}
	}
	return all
}

func (t *translator) update(incident string, u status.Update, course status.Course, affected []Affected) Update {
	at := t.stamp(u.At)
	return Update{
		ID: incident + "-" + u.ID, Status: phaseOf(u, course), Body: t.body(u, affected), IncidentID: incident,
		CreatedAt: at, UpdatedAt: at, DisplayAt: at,
		AffectedComponents: affected, DeliverNotifications: !course.Incident.Backfilled,
	}
}

// phaseOf gives the status of an update, which is never "update" or "cancelled"; and of a
// maintenance never "postmortem".
func phaseOf(u status.Update, course status.Course) string {
	phase := u.Phase
	if phase == status.NoChange || phase == status.Postmortem && course.Incident.Kind == status.KindMaintenance {
		phase = course.Phase
	}
	if phase == status.Cancelled {
		phase = status.Completed
	}
	return phase.String()
}

// body gives the words of an update. Where it has none, it says which components are how,
// or else in which phase the incident is: clients show the body, and often nothing else.
func (t *translator) body(u status.Update, affected []Affected) string {
	if text := markdown.Text(u.Text); text != "" {
		return text
	}
	var lines []string
	for _, a := range affected {
		health, _ := status.ParseHealth(a.NewStatus)
		lines = append(lines, t.words.T("feed.claim", a.Name, t.words.Health(health)))
	}
	if len(lines) == 0 {
		return t.words.Phase(u.Phase)
	}
	return strings.Join(lines, "\n")
}
