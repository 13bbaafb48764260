package importer

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"ownup/internal/content/frontmatter"
	"ownup/internal/diag"
)

// Report tells what an import brought, what it had to guess, and what stayed behind.
type Report struct {
	Tool         string `json:"tool"`
	Incidents    int    `json:"incidents"`
	Maintenances int    `json:"maintenances"`
	Notices      int    `json:"notices"`
	Updates      int    `json:"updates"`
	Components   int    `json:"components"`
	Files        Files  `json:"files"`
	Notes        []Note `json:"notes"` // sorted; never null in JSON

	stayed map[string]bool // keys that stay behind, by file and key
}

// Files counts what an import does to the files of the project.
type Files struct {
	Created   int `json:"created"`
	Updated   int `json:"updated"` // written by an earlier import, and not touched since
	Unchanged int `json:"unchanged"`
	Kept      int `json:"kept"` // a person's, and left alone
}

// Kind says what a note is about.
type Kind string

// The kinds of notes, in the order in which they matter.
const (
	Refused  Kind = "refused"  // a whole record did not become a file
	Kept     Kind = "kept"     // a file of the project was left as a person wrote it
	Invented Kind = "invented" // the source implies something that it does not say
	Left     Kind = "left"     // a part of a record stayed behind
	Guess    Kind = "guess"    // the source is not clear: how it was understood
)

var kinds = []Kind{Refused, Kept, Invented, Left, Guess}

// Note is one thing that a person should know, at one place of the source.
type Note struct {
	Kind    Kind
	Pos     diag.Pos // in the source; of Kept: in the project
	Message string   // lower case, and the same wherever the same rule applied
	About   string   // what it is about, as the source calls it; may be empty
}

// note adds a note.
func (r *Report) note(k Kind, at diag.Pos, format string, args ...any) {
	r.about(k, at, "", format, args...)
}

// about adds a note on something that the source has a name for.
func (r *Report) about(k Kind, at diag.Pos, what, format string, args ...any) {
	r.Notes = append(r.Notes, Note{k, at, fmt.Sprintf(format, args...), clipped(line(what))})
}

// stays tells that the source has a key that ownup has no place for: once for each file,
// with the first place.
func (r *Report) stays(at diag.Pos, key string) {
	if r.stayed == nil {
		r.stayed = map[string]bool{}
	}
	if at.File = cmp.Or(at.File, "."); !r.stayed[at.File+"\n"+key] {
		r.stayed[at.File+"\n"+key] = true
		r.about(Left, at, key, "a key that ownup has no place for")
	}
}

// keys tells which keys of a map stay behind: all that hold something and are not in the
// list.
func (r *Report) keys(v frontmatter.Value, known string) {
	for _, p := range v.Pairs {
		empty := p.Value.Kind == frontmatter.Null || p.Value.Kind == frontmatter.Scalar && strings.TrimSpace(p.Value.Text) == ""
		if !empty && !slices.Contains(strings.Fields(known), p.Key.Text) {
			r.stays(p.Key.Pos, p.Key.Text)
		}
	}
}

// jsonKeys does the same for an object of JSON at the given place.
func (r *Report) jsonKeys(raw json.RawMessage, at diag.Pos, known string) {
	var object map[string]json.RawMessage
	if json.Unmarshal(raw, &object) != nil {
		return // whoever decodes it tells why
	}
	for _, key := range slices.Sorted(maps.Keys(object)) {
		empty := slices.Contains([]string{"null", `""`, "[]", "{}", "false", "0"}, string(object[key]))
		if !empty && !slices.Contains(strings.Fields(known), key) {
			r.stays(at, key)
		}
	}
}

// sort orders the notes by kind, message and place, and drops repetitions.
func (r *Report) sort() {
	slices.SortStableFunc(r.Notes, func(a, b Note) int {
		return cmp.Or(
			cmp.Compare(slices.Index(kinds, a.Kind), slices.Index(kinds, b.Kind)),
			cmp.Compare(a.Message, b.Message),
			a.Pos.Compare(b.Pos),
			cmp.Compare(a.About, b.About),
		)
	})
	r.Notes = slices.Compact(r.Notes)
}

// Refused gives the notes about records that did not become files.
func (r *Report) Refused() []Note {
	var some []Note
	for _, n := range r.Notes {
		if n.Kind == Refused {
			some = append(some, n)
		}
	}
	return some
}

// MarshalJSON writes a note flat, with the keys of other problems.
func (n Note) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Kind    Kind   `json:"kind"`
		File    string `json:"file"`
		Line    int    `json:"line"`
		Message string `json:"message"`
		About   string `json:"about"`
	}{n.Kind, n.Pos.File, n.Pos.Line, n.Message, n.About})
}

// WriteJSON prints the report for programs.
func (r *Report) WriteJSON(w io.Writer) error {
	all := *r
	if all.Notes == nil {
		all.Notes = []Note{}
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(all)
}

// atMostPlaces is how many places of one message people are shown; JSON has them all.
const atMostPlaces = 3

// WriteText prints the report for people: what came, and each message once, with the
// first places that it is about. Refused records are left out; see [Report.Refused].
func (r *Report) WriteText(w io.Writer) error {
	p := &printer{w: w}
	p.print("%s, %s, %s with %s; %s\n",
		count(r.Incidents, "incident"), count(r.Maintenances, "maintenance"), count(r.Notices, "notice"),
		count(r.Updates, "update"), count(r.Components, "component"))
	f := r.Files
	p.print("%s created, %d updated, %d unchanged, %d kept as edited\n", count(f.Created, "file"), f.Updated, f.Unchanged, f.Kept)
	for notes := range grouped(r.Notes) {
		if notes[0].Kind == Refused {
			continue
		}
		p.print("%s: %s (%d)\n", notes[0].Kind, notes[0].Message, len(notes))
		for _, n := range notes[:min(len(notes), atMostPlaces)] {
			if place := n.place(); place != "" {
				p.print("\t%s\n", place)
			}
		}
		if more := len(notes) - atMostPlaces; more > 0 {
			p.print("\tand %d more: see --json\n", more)
		}
	}
	return p.err
}

// place gives where in the source a note belongs, and what it is about.
func (n Note) place() string {
	at := ""
	if n.Pos.File != "" {
		at = line(n.Pos.String()) // a file can have any name
	}
	if n.About == "" {
		return at
	}
	return strings.TrimPrefix(at+": "+strconv.Quote(n.About), ": ")
}

// String gives a note in one line.
func (n Note) String() string {
	return strings.TrimPrefix(n.place()+": ", ": ") + string(n.Kind) + ": " + n.Message
}

// grouped yields runs of notes that say the same.
func grouped(notes []Note) func(yield func([]Note) bool) {
	return func(yield func([]Note) bool) {
		for len(notes) > 0 {
			n := 1
			for n < len(notes) && notes[n].Kind == notes[0].Kind && notes[n].Message == notes[0].Message {
				n++
			}
			if !yield(notes[:n]) {
				return
			}
			notes = notes[n:]
		}
	}
}

// printer prints until something goes wrong.
type printer struct {
	w   io.Writer
	err error
}

func (p *printer) print(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format, args...)
	}
}

// count gives "1 file", "2 files".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
