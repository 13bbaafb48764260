package status

import (
	"strconv"
	"time"

	"ownup/internal/diag"
)

// Incident is what one file tells: an incident, a maintenance or a notice, by its Kind.
type Incident struct {
	ID         string // the file's name, or its folder's: the permanent URL
	Kind       Kind
	Title      string
	Components []Claim   // what the front matter says, in its order; a zero Since means from Started
	Started    time.Time // zero: with the first update
	Detected   time.Time // zero: not given
	Until      time.Time // of a notice: when it ends by itself; zero: only when resolved
	Window     Window    // of a maintenance: as first announced

	Impact       Impact // ImpactDerived unless the file overrides it
	Pinned       bool
	Backfilled   bool     // written down later: no communication clock, no news in feeds
	RecurrenceOf string   // id of the incident that came back; may be empty
	Related      []string // ids, in the order of the file
	Tags         []string // words of the site's own to sort by, in the order of the file
	Aliases      []string // old URL paths of this incident, each beginning with a slash
	Issue        string   // URL of the issue that its file follows; never published; may be empty

	Intro    string   // Markdown; what is affected, above the updates; may be empty
	Updates  []Update // oldest first, equal times in the order of the file; a postmortem without a time is last
	Internal string   // Markdown that is never published

	Translations []Translation // by language
	Pictures     []Picture     // files beside a folder's index.md that its texts can show, by name

	File string // where it stands, from the project's folder

	// For want of a translation, these are in the site's default language.
	Untranslated      bool // its title
	UntranslatedIntro bool
}

// Claim is what a file says of one component: its health from an instant on.
type Claim struct {
	Component string
	Health    Health
	Since     time.Time // zero: since that which it belongs to
	Pos       diag.Pos
}

// Window is a planned interval. The zero Window stands for "not given".
type Window struct{ From, Until time.Time }

// holds reports whether t lies in the window. One without an Until has no end.
func (w Window) holds(t time.Time) bool {
	return !t.Before(w.From) && (w.Until.IsZero() || t.Before(w.Until))
}

// Update is a dated message. When it was said and since when it was so are two things:
// the page shows the one, uptime counts by the other.
type Update struct {
	ID           string    // permanent, from its time: "20060102T150405Z", with "-2", "-3" where several share it
	At           time.Time // when it was said; zero: a postmortem that is told with the last resolved
	Since        time.Time // since when it was so; zero: since At
	Phase        Phase
	Claims       []Claim      // a zero Since means since that of the update
	Next         time.Time    // when the next word is due; zero: nothing is promised
	Window       Window       // of a maintenance: the new window
	Text         string       // Markdown; may be empty
	Commitments  []Commitment // the commitments that Text makes, in its order; only of a postmortem
	Pos          diag.Pos     // of its heading
	Untranslated bool         // Text is in the site's default language, for want of a translation
}

// Effective gives the instant since when the update's words were so.
func (u Update) Effective() time.Time {
	if u.Since.IsZero() {
		return u.At
	}
	return u.Since
}

// UpdateID gives the id of the nth update (from 1) that was said at t.
func UpdateID(t time.Time, n int) string {
	id := t.UTC().Format("20060102T150405Z")
	if n > 1 {
		id += "-" + strconv.Itoa(n)
	}
	return id
}

// Commitment is what was promised in a postmortem.
type Commitment struct {
	Text    string // Markdown of one line, without the parentheses that hold what follows
	Kept    bool
	Due     Date // until the end of that day in the site's zone; zero: not given
	Done    Date // zero: not kept, or not said when
	Dropped Date // zero: not dropped
	Owner   string
}

// Translation is an incident's title and texts in another language. What is missing
// falls back to the incident's own.
type Translation struct {
	Language string // a tag such as "de"
	Title    string
	Intro    string
	Texts    map[string]string // Markdown by id of the update
}

// Picture is an image file that the texts of an incident can show.
type Picture struct {
	Name          string // relative to the incident's folder
	File          string // from the project's folder
	Width, Height int    // in pixels; 0 where they are not known
}
