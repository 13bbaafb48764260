package api

import (
	"time"

	"ownup/internal/report"
	"ownup/internal/status"
)

// Evidence is what the history of the repository says of how a report came to be what it
// is. All of it is null or false where that is not known.
type Evidence struct {
	Published   *Instant `json:"published" jsonschema:"nullable"` // when its first words could be read at the earliest
	Imported    *Instant `json:"imported" jsonschema:"nullable"`  // when it came into the record, where its first words are from before that began; published is not known then
	Late        *int64   `json:"late" jsonschema:"nullable"`      // seconds from the time that its first words state until then; null up to an hour
	Over        bool     `json:"over"`                            // it was late, and all was over by then
	Backdated   bool     `json:"backdated"`                       // an update states a time more than an hour before it could be read; false where all was over
	Lowered     bool     `json:"lowered"`                         // it was made to look less bad afterwards
	Uncommitted bool     `json:"uncommitted"`                     // its file holds something else than the newest commit does
}

// Revision is a commit that touched the file of an incident after its first words could
// be read, or made them so.
type Revision struct {
	Commit    string    `json:"commit"`
	At        Instant   `json:"at"`                           // when it was committed
	Author    *string   `json:"author" jsonschema:"nullable"` // null where the site names nobody
	Signature Signature `json:"signature"`
	Edits     []Edit    `json:"edits"` // what it changed in what readers see; never empty
}

// Edit is one thing that a commit changed in what readers see.
type Edit struct {
	Kind      EditKind `json:"kind"`
	Update    *string  `json:"update" jsonschema:"nullable"`    // id of the update that it is about, as the commit left it
	Stated    *Instant `json:"stated" jsonschema:"nullable"`    // the time that this update states
	Component *string  `json:"component" jsonschema:"nullable"` // id
	Language  *string  `json:"language" jsonschema:"nullable"`  // of a translation
	Was       *string  `json:"was" jsonschema:"nullable"`       // what it was before, in the form that its kind has elsewhere; null where there was none, or it is not shown
	Is        *string  `json:"is" jsonschema:"nullable"`        // what it is since
	Lowers    bool     `json:"lowers"`                          // it makes the incident look less bad
}

// Audit is what the history of the repository says of all unplanned incidents together.
// Those that say themselves that they were written down afterwards are left out.
type Audit struct {
	Known      bool     `json:"known"`                     // the history is known; all else is empty where it is not
	Gap        *Gap     `json:"gap" jsonschema:"nullable"` // why it is not
	Told       int      `json:"told"`                      // of how many incidents it is known when they were published
	Afterwards []string `json:"afterwards"`                // ids of those that were told late, and only when all was over; newest first
	Backdated  []string `json:"backdated"`                 // ids of those in which an update states a time more than an hour before it could be read
	Lowered    []string `json:"lowered"`                   // ids of those that were made to look less bad afterwards
	Gone       []Gone   `json:"gone"`                      // reports of whatever kind that were taken off the page, newest first
}

// Gone is a report that was taken off the page.
type Gone struct {
	Published Instant `json:"published"`
	At        Instant `json:"at"`     // when it was taken off
	Commit    string  `json:"commit"` // that did so
}

// Communication is how the incidents of a year were communicated. Lengths of time are in
// seconds, medians, and null where nothing is known.
type Communication struct {
	Year      *int   `json:"year" jsonschema:"nullable"`       // null: all years together
	Incidents int    `json:"incidents"`                        // unplanned ones that began in it
	Affecting int    `json:"affecting"`                        // those with an effect
	MTTR      *int64 `json:"mttr" jsonschema:"nullable"`       // mean time from start to end of those with an effect
	MTBF      *int64 `json:"mtbf" jsonschema:"nullable"`       // mean time between their starts
	Told      int    `json:"told"`                             // those with a clock, of which the following tells
	Detect    *int64 `json:"detect" jsonschema:"nullable"`     // from the start until it was noticed
	FirstWord *int64 `json:"first_word" jsonschema:"nullable"` // from the start to the first public word
	Silence   *int64 `json:"silence" jsonschema:"nullable"`    // the longest time between two updates
	Resolve   *int64 `json:"resolve" jsonschema:"nullable"`    // from the start to the end
	Public    *int64 `json:"public" jsonschema:"nullable"`     // from the time that an update states until it could be read
	Slowest   *int64 `json:"slowest" jsonschema:"nullable"`    // the same of the update that took longest
	Promises  int    `json:"promises"`                         // how often the next word was promised for a time
	Broken    int    `json:"broken"`                           // how many of these passed without a word
}

func newEvidence(e *report.Evidence) Evidence {
	return Evidence{maybe(e.Published), maybe(e.Imported), measured(e.Late), e.Over, e.Backdated, e.Lowered, e.Uncommitted}
}

// measured writes a length of time that may not be known.
func measured(m report.Measure) *int64 {
	if !m.Known {
		return nil
	}
	s := int64(m.Duration / time.Second)
	return &s
}

func revision(r status.Revision) Revision {
	return Revision{r.Commit, instant(r.At), textIf(r.Author), Signature(r.Signature.String()), collect(r.Edits, edit)}
}

func edit(e status.Edit) Edit {
	return Edit{
		EditKind(e.Kind.String()), textIf(e.Update), maybe(e.Stated), textIf(e.Component), textIf(e.Language),
		value(e, e.Was), value(e, e.Is), e.Lowers(),
	}
}

// value writes what an edit changed: words, an instant, a day, a window as ISO 8601 has it,
// or a word.
func value(e status.Edit, v status.Value) *string {
	switch e.Kind {
	case status.EditHealth, status.EditWorst:
		return textIf(v.Health.String())
	case status.EditImpact:
		return textIf(v.Impact.String())
	case status.EditPhase:
		return textIf(v.Phase.String())
	case status.EditSort:
		return textIf(v.Kind.String())
	}
	switch {
	case !v.Time.IsZero():
		return textIf(string(instant(v.Time)))
	case !v.Date.IsZero():
		return textIf(v.Date.String())
	case v.Window != status.Window{}:
		return textIf(string(instant(v.Window.From)) + "/" + string(instant(v.Window.Until)))
	}
	return textIf(v.Text)
}

func newAudit(r *report.Report) Audit {
	if !r.Record.Known {
		gap := Gap(r.Record.Gap.String())
		return Audit{Gap: &gap, Afterwards: []string{}, Backdated: []string{}, Lowered: []string{}, Gone: []Gone{}}
	}
	a := r.Audit()
	return Audit{
		Known: true, Told: a.Told, Afterwards: ids(a.Afterwards), Backdated: ids(a.Backdated), Lowered: ids(a.Lowered),
		Gone: collect(a.Gone, func(g status.Gone) Gone { return Gone{instant(g.Published), instant(g.At), g.Commit} }),
	}
}

// communication gives all years together, then each of them, newest first.
func communication(r *report.Report) []Communication {
	return collect(append([]report.Year{r.Total()}, r.Years()...), func(y report.Year) Communication {
		c := Communication{
			Incidents: y.Incidents, Affecting: y.Affecting, MTTR: measured(y.MTTR), MTBF: measured(y.MTBF), Told: y.Told,
			Detect: measured(y.Detect), FirstWord: measured(y.FirstWord), Silence: measured(y.Silence), Resolve: measured(y.Resolve),
			Public: measured(y.Public), Slowest: measured(y.Slowest), Promises: y.Promises, Broken: y.Broken,
		}
		if y.Year != 0 {
			c.Year = &y.Year
		}
		return c
	})
}
