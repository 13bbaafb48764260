package status

import "time"

// Edit is one thing that a revision changed in what readers see. Which of the other
// fields are set follows from its kind.
type Edit struct {
	Kind      EditKind
	Update    string    // id of the update that it is about, as the revision left it, or took it away; empty: of no update
	Stated    time.Time // the time that this update states
	Component string    // id
	Language  string    // of a translation
	Was, Is   Value     // before and after; in each, only the field that the kind is about is set
	From      time.Time // readers may not know of it before; zero: they may at once
}

// Value is something that an edit changed. Texts are without comments and marks.
type Value struct {
	Text   string
	Time   time.Time
	Date   Date
	Health Health
	Impact Impact
	Phase  Phase
	Kind   Kind
	Window Window
}

// EditKind says what kind of edit something is.
type EditKind int

// The kinds, in the order in which a page tells those of one revision.
const (
	EditPublished     EditKind = iota // for the first time, or again
	EditWithdrawn                     // the whole report was taken off the page
	EditUpdateAdded                   // an update
	EditUpdateRemoved                 // an update
	EditText                          // what an update says; Text where the words differ, and were public before
	EditStated                        // the time at which an update says it was said; Time
	EditSince                         // since when something was so: what an update says, or of a component; Time
	EditPhase                         // of an update; Phase
	EditPromise                       // by when an update promises the next word; Time
	EditWindow                        // of a maintenance; Window
	EditHealth                        // of a component, in an update or since the start; Health
	EditWorst                         // the worst that the report says of a component is less than it was; Health
	EditImpact                        // Impact
	EditStarted                       // Time
	EditDetected                      // Time; zero: not given
	EditEnd                           // of a notice; Time; zero: none
	EditSort                          // incident, maintenance or notice; Kind
	EditTitle                         // Text
	EditIntro                         // what stands above the updates; Text
	EditBackfilled                    // it says that it was written down later, or does not any more
	EditLinks                         // recurrence_of, related

	EditPostmortemAdded
	EditPostmortemRemoved
	EditPostmortemText    // Text
	EditCommitmentAdded   // Is.Text
	EditCommitmentRemoved // Was.Text
	EditCommitmentText    // its words or its owner; Text
	EditCommitmentDue     // Date; zero: not given
	EditCommitmentKept    // Is.Text
	EditCommitmentDropped // Is.Text
	EditCommitmentOpen    // what was kept or dropped is open again; Is.Text

	EditTranslation // in another language; Language
	EditUnreadable  // the file could not be read, so it was not shown
	EditForm        // nothing that readers see
)

var editKinds = [...]string{
	"published", "withdrawn", "update_added", "update_removed", "text", "stated", "since", "phase", "promise", "window",
	"health", "worst", "impact", "started", "detected", "end", "kind", "title", "intro", "backfilled", "links",
	"postmortem_added", "postmortem_removed", "postmortem_text", "commitment_added", "commitment_removed",
	"commitment_text", "commitment_due", "commitment_kept", "commitment_dropped", "commitment_open",
	"translation", "unreadable", "form",
}

// String gives the word in JSON and in the catalogues of words, such as "update_added".
func (k EditKind) String() string { return editKinds[k] }

// EditKindWords gives the words of all kinds of edits, in their order.
func EditKindWords() []string { return editKinds[:] }

// Lowers reports whether the edit makes the incident look less bad than the page had said
// it was.
func (e Edit) Lowers() bool {
	switch e.Kind {
	case EditWorst:
		return true
	case EditImpact:
		return e.Is.Impact.Gravity() < e.Was.Impact.Gravity()
	}
	return false
}
