package api

import (
	"ownup/internal/markdown"
	"ownup/internal/report"
	"ownup/internal/status"
)

// Incidents is api/incidents.json: all that ever was, in a few words.
type Incidents struct {
	Head
	Incidents []Listed `json:"incidents"` // newest first, by their start
}

// Listed is an incident, a maintenance or a notice in a few words.
type Listed struct {
	ID         string   `json:"id"` // permanent
	Kind       Kind     `json:"kind"`
	Title      string   `json:"title"`
	Phase      Phase    `json:"phase"`
	Impact     Impact   `json:"impact"`
	Open       bool     `json:"open"`                      // not over; of a maintenance also before it begins
	Start      Instant  `json:"start"`                     // when it began; of a maintenance: begins
	End        *Instant `json:"end" jsonschema:"nullable"` // null while it lasts
	Published  Instant  `json:"published"`                 // the first public word
	Updated    Instant  `json:"updated"`                   // the newest public word
	Components []string `json:"components"`                // ids of those that it names
	URL        string   `json:"url" jsonschema:"format=uri"`
}

// Incident is api/incidents/<id>.json: all that is known of an incident, a maintenance or
// a notice.
type Incident struct {
	Head
	Listed
	Detected    *Instant     `json:"detected" jsonschema:"nullable"` // when it was noticed
	Backfilled  bool         `json:"backfilled"`                     // written down later
	Pinned      bool         `json:"pinned"`
	Windows     []Planned    `json:"windows"` // of a maintenance, as announced one after the other; the last one counts
	Overrun     bool         `json:"overrun"` // a maintenance that is kept open past the end of its window
	Affected    []Affected   `json:"affected"`
	Effects     []Effect     `json:"effects"`  // by component, then by time
	Markdown    string       `json:"markdown"` // what stands above the updates, without comments; may be empty
	Text        string       `json:"text"`     // the same without marks
	Updates     []Update     `json:"updates"`  // oldest first
	Clock       *Clock       `json:"clock" jsonschema:"nullable"`
	Postmortem  *string      `json:"postmortem" jsonschema:"nullable"` // id of the update that is its first postmortem
	Commitments []Commitment `json:"commitments"`                      // what the postmortems promise
	Recurrence  *string      `json:"recurrence_of" jsonschema:"nullable"`
	Recurrences []string     `json:"recurrences"` // ids of the later ones in which this one came back, oldest first
	Related     []string     `json:"related"`     // ids, oldest first
	Tags        []string     `json:"tags"`        // words of the site's own to sort by
	Record      Evidence     `json:"record"`
	Revisions   []Revision   `json:"revisions"` // oldest first; empty where they are not known
}

// Planned is an interval that was announced.
type Planned struct {
	From  Instant `json:"from"`
	Until Instant `json:"until"`
}

// Affected is a component that an incident names.
type Affected struct {
	Component string `json:"component"` // its id
	Name      string `json:"name"`
	Health    Health `json:"health"` // what this incident says of it now
	Worst     Health `json:"worst"`  // the worst that it ever said
}

// Effect is one component in one health over one interval: what uptime is counted from.
type Effect struct {
	Component string   `json:"component"` // its id
	Health    Health   `json:"health"`
	From      Instant  `json:"from"`
	Until     *Instant `json:"until" jsonschema:"nullable"` // null: still lasting
}

// Update is what was said at one time.
type Update struct {
	ID         string   `json:"id"` // unique in its incident, permanent; also the anchor on its page
	Phase      Phase    `json:"phase"`
	At         Instant  `json:"at"`    // when it was said
	Since      Instant  `json:"since"` // since when it was so
	Components []Claim  `json:"components"`
	Public     *Instant `json:"public" jsonschema:"nullable"` // when it could be read at the earliest; null where that is not known
	Next       *Instant `json:"next" jsonschema:"nullable"`   // by when the next word is promised
	Window     *Planned `json:"window" jsonschema:"nullable"` // of a maintenance: its new window
	Markdown   string   `json:"markdown"`                     // as it was written, without comments; may be empty
	Text       string   `json:"text"`                         // the same without marks
}

// Claim is what an update says of one component.
type Claim struct {
	Component string  `json:"component"` // its id
	Health    Health  `json:"health"`
	Since     Instant `json:"since"` // since when it was so
}

// Clock is how an incident was communicated, in seconds; null where that is not known.
// What was not told while it lasted, and what was planned, has none.
type Clock struct {
	Detect    *int64 `json:"detect" jsonschema:"nullable"`     // from its start until it was noticed
	FirstWord *int64 `json:"first_word" jsonschema:"nullable"` // from its start to the first public word
	Silence   *int64 `json:"silence" jsonschema:"nullable"`    // the longest time between two updates; null while it lasts
	Resolve   *int64 `json:"resolve" jsonschema:"nullable"`    // from its start to its end
	Public    *int64 `json:"public" jsonschema:"nullable"`     // from the time that an update states until it could be read: the median
	Slowest   *int64 `json:"slowest" jsonschema:"nullable"`    // the same of the update that took longest
	Promises  int    `json:"promises"`                         // how often the next word was promised for a time
	Broken    int    `json:"broken"`                           // how many of these passed without a word
}

// Commitment is what a postmortem promised.
type Commitment struct {
	Markdown string  `json:"markdown"`
	Text     string  `json:"text"` // the same without marks
	State    string  `json:"state" jsonschema:"enum=overdue,enum=open,enum=kept,enum=dropped"`
	Late     bool    `json:"late"` // kept after it was due, or overdue
	Due      *Date   `json:"due" jsonschema:"nullable"`
	Done     *Date   `json:"done" jsonschema:"nullable"`
	Dropped  *Date   `json:"dropped" jsonschema:"nullable"`
	Owner    *string `json:"owner" jsonschema:"nullable"`
}

func newIncidents(r *report.Report) Incidents {
	return Incidents{Head{"schema/incidents.json", version}, collect(r.Incidents, func(i *report.Incident) Listed { return listed(r, i) })}
}

func listed(r *report.Report, i *report.Incident) Listed {
	return Listed{
		ID: i.ID, Kind: Kind(i.Kind().String()), Title: i.Title, Phase: Phase(i.Phase.String()), Impact: Impact(i.Impact.String()),
		Open: i.Open, Start: instant(i.Start), End: maybe(i.End), Published: instant(i.Published()), Updated: instant(i.Updated()),
		Components: collect(i.Touched, func(t status.Touched) string { return t.Component }),
		URL:        r.Site.Home() + "/incidents/" + i.ID + "/",
	}
}

func newIncident(r *report.Report, i *report.Incident) Incident {
	own := i.Incident
	doc := Incident{
		Head: Head{"../schema/incident.json", version}, Listed: listed(r, i),
		Backfilled: own.Backfilled, Pinned: own.Pinned,
		Windows: collect(i.Windows, planned), Overrun: i.Overrun,
		Affected: collect(i.Touched, func(t status.Touched) Affected {
			return Affected{t.Component, nameOf(r, t.Component), Health(t.Health.String()), Health(t.Worst.String())}
		}),
		Effects: collect(i.Effects, func(e status.Effect) Effect {
			return Effect{e.Component, Health(e.Health.String()), instant(e.From), maybe(e.Until)}
		}),
		Markdown: markdown.Public(own.Intro), Text: markdown.Text(own.Intro), Updates: collect(i.Said, func(u status.Update) Update { return update(i, u) }),
		Clock: clock(i), Commitments: collect(i.Promised, commitment),
		Recurrences: ids(i.Again), Related: ids(i.Related), Tags: append([]string{}, i.Incident.Tags...),
		Record: newEvidence(&i.Evidence), Revisions: collect(i.Evidence.Revisions, revision),
	}
	if !own.Detected.After(i.Now) {
		doc.Detected = maybe(own.Detected)
	}
	if all := i.Postmortem(); len(all) > 0 {
		doc.Postmortem = &all[0].ID
	}
	if i.Came != nil {
		doc.Recurrence = &i.Came.ID
	}
	return doc
}

// nameOf gives the name of a component; of one that the site does not have, its id.
func nameOf(r *report.Report, id string) string {
	if c := r.Component(id); c != nil {
		return c.Name
	}
	return id
}

func planned(w status.Window) Planned { return Planned{instant(w.From), instant(w.Until)} }

func update(i *report.Incident, u status.Update) Update {
	public, _ := i.Evidence.Public(u)
	doc := Update{
		Public: maybe(public),
		ID:     u.ID, Phase: Phase(u.Phase.String()), At: instant(u.At), Since: instant(u.Effective()),
		Next: maybe(u.Next), Markdown: markdown.Public(u.Text), Text: markdown.Text(u.Text),
		Components: collect(u.Claims, func(k status.Claim) Claim {
			since := k.Since
			if since.IsZero() {
				since = u.Effective()
			}
			return Claim{k.Component, Health(k.Health.String()), instant(since)}
		}),
	}
	if u.Window != (status.Window{}) {
		w := planned(u.Window)
		doc.Window = &w
	}
	return doc
}

func clock(i *report.Incident) *Clock {
	if i.Clock == nil {
		return nil
	}
	c := i.Clock
	k := Clock{
		measured(c.Detect), measured(c.FirstWord), measured(c.Silence), measured(c.Resolve), measured(c.Public), measured(c.Slowest),
		c.Promises, c.Broken,
	}
	if i.Open {
		k.Silence = nil
	}
	return &k
}

func commitment(c *report.Commitment) Commitment {
	return Commitment{
		Markdown: markdown.Public(c.Text), Text: markdown.Text(c.Text), State: c.State.String(), Late: c.Late,
		Due: dateIf(c.Due), Done: dateIf(c.Done), Dropped: dateIf(c.Dropped), Owner: textIf(c.Owner),
	}
}
