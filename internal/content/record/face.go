package record

import (
	"time"

	"ownup/internal/status"
)

// face is what readers see of a report at an instant.
type face struct {
	incident *status.Incident // nil: there is none
	course   status.Course
	spoken   bool // something of it was said: it can be read
	at       time.Time
}

// see gives the face of a report. A report that is not there has one that says nothing.
func see(i *status.Incident, at time.Time) face {
	f := face{incident: i, at: at}
	if i != nil {
		f.course, f.spoken = i.Course(at)
	}
	return f
}

// updates gives all updates of the report, those that are held back as well.
func (f face) updates() []status.Update {
	if f.incident == nil {
		return nil
	}
	return f.incident.Updates
}

// said gives the updates that readers see, oldest first; a postmortem without a time has
// that of the end.
func (f face) said() []status.Update {
	if !f.spoken {
		return nil
	}
	return f.course.Said
}

// find gives an update that readers see.
func (f face) find(id string) (status.Update, bool) {
	for _, u := range f.said() {
		if u.ID == id {
			return u, true
		}
	}
	return status.Update{}, false
}

// worst gives the worst that the report says of each component, and the components in the
// order in which it names them.
func (f face) worst() (map[string]status.Health, []string) {
	worst := map[string]status.Health{}
	var names []string
	for _, t := range f.course.Touched {
		worst[t.Component] = t.Worst
		names = append(names, t.Component)
	}
	return worst, names
}
