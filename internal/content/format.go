package content

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"ownup/internal/status"
)

// Format writes an incident as a careful person would have written it: times in the
// given zone with their offset, nothing that follows from the rest. What Format writes
// loads to the same value, if the texts of the incident are such as Load gives: without
// level-2 headings.
func Format(i status.Incident, zone *time.Location) []byte {
	w := formatter{clock: clock{zone}}
	w.head(i)
	w.text(i.Intro)
	for _, u := range i.Updates {
		w.line("")
		w.line("## " + w.heading(u))
		if u.Text != "" {
			w.line("")
			w.text(u.Text)
		}
	}
	if i.Internal != "" {
		w.line("\n## Internal\n")
		w.text(i.Internal)
	}
	return w.Bytes()
}

// formatter writes the lines of a file.
type formatter struct {
	bytes.Buffer
	clock
}

func (w *formatter) line(s string) { w.WriteString(s + "\n") }

func (w *formatter) text(s string) {
	if s != "" {
		w.line(s)
	}
}

// key writes a key of the front matter, unless its value is empty.
func (w *formatter) key(name, value string) {
	if value != "" {
		w.line(name + ": " + value)
	}
}

func (w *formatter) instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return w.format(t)
}

// head writes the front matter between its two lines.
func (w *formatter) head(i status.Incident) {
	w.line("---")
	w.front(i)
	w.line("---")
}

func (w *formatter) front(i status.Incident) {
	w.key("title", Scalar(i.Title))
	if i.Kind != status.KindIncident {
		w.key("kind", i.Kind.String())
	}
	w.components(i)
	w.key("started", w.instant(i.Started))
	w.key("detected", w.instant(i.Detected))
	w.key("until", w.instant(i.Until))
	if i.Window != (status.Window{}) {
		w.key("scheduled", fmt.Sprintf("{from: %s, until: %s}", w.format(i.Window.From), w.format(i.Window.Until)))
	}
	w.key("impact", i.Impact.String())
	w.flag("pinned", i.Pinned)
	w.flag("backfilled", i.Backfilled)
	w.key("recurrence_of", scalarOrNothing(i.RecurrenceOf))
	w.list("related", i.Related)
	w.list("tags", i.Tags)
	w.list("aliases", i.Aliases)
	w.key("issue", plainURL(i.Issue))
}

func (w *formatter) flag(name string, set bool) {
	if set {
		w.key(name, "true")
	}
}

// list writes a list on one line where it is short.
func (w *formatter) list(name string, items []string) {
	if len(items) == 0 {
		return
	}
	quoted := make([]string, len(items))
	for n, item := range items {
		quoted[n] = flowScalar(item)
	}
	if one := strings.Join(quoted, ", "); len(one) < 80 {
		w.key(name, "["+one+"]")
		return
	}
	w.line(name + ":")
	for _, q := range quoted {
		w.line("  - " + q)
	}
}

// components writes the affected components: a list where no health need be given.
func (w *formatter) components(i status.Incident) {
	usual, plain := status.Operational, i.Kind != status.KindIncident
	if i.Kind == status.KindMaintenance {
		usual = status.UnderMaintenance
	}
	var ids []string
	for _, c := range i.Components {
		plain = plain && c.Health == usual && c.Since.IsZero()
		ids = append(ids, c.Component)
	}
	if plain || len(ids) == 0 {
		w.list("components", ids)
		return
	}
	w.line("components:")
	for _, c := range i.Components {
		value := c.Health.String()
		if !c.Since.IsZero() {
			value += " since " + w.format(c.Since)
		}
		w.line("  " + flowScalar(c.Component) + ": " + value)
	}
}

// heading writes what stands behind the two number signs of an update.
func (w *formatter) heading(u status.Update) string {
	if u.At.IsZero() {
		return "Postmortem"
	}
	s := w.format(u.At) + " " + u.Phase.String()
	if !u.Since.IsZero() {
		s += " since " + w.before(u.Since, u.At)
	}
	var items []string
	for _, c := range u.Claims {
		item := c.Component + ": " + c.Health.String()
		if !c.Since.IsZero() {
			item += " since " + w.before(c.Since, u.At)
		}
		items = append(items, item)
	}
	if u.Window != (status.Window{}) {
		items = append(items, "from: "+w.format(u.Window.From), "until: "+w.format(u.Window.Until))
	}
	if !u.Next.IsZero() {
		items = append(items, "next: "+w.next(u))
	}
	if len(items) > 0 {
		s += " (" + strings.Join(items, ", ") + ")"
	}
	return s
}

// before writes a time that an update looks back to: the time of the day alone where
// that is read as the same instant.
func (w *formatter) before(t, at time.Time) string {
	bare := t.In(w.zone).Format("15:04")
	_, offset := at.In(w.zone).Zone()
	if got, f := w.bare(bare, written{Time: at, zone: time.FixedZone("", offset)}); f == nil && got.Equal(t) {
		return bare
	}
	return w.format(t)
}

// next writes a promise: how long from the update, where that is a number of minutes.
func (w *formatter) next(u status.Update) string {
	d := u.Next.Sub(u.At)
	if d > 0 && d%time.Minute == 0 && d < 100*time.Hour {
		return formatDuration(d)
	}
	return w.format(u.Next)
}

// plainScalar is a text that is itself in YAML, wherever it stands.
var plainScalar = regexp.MustCompile(`^[\pL\d/](?:[\pL\d ()/.;_+–—’-]*[\pL\d().;])?$`)

// Scalar writes a text as a value of YAML, in quotes where it needs them.
func Scalar(s string) string {
	if s == "" {
		return `""`
	}
	loose := strings.ReplaceAll(strings.ReplaceAll(s, ",", ""), "'", "")
	if s[0] != '\'' && s[0] != ',' && plainScalar.MatchString(loose) && !strings.HasSuffix(s, " ") && !strings.EqualFold(s, "null") {
		return s
	}
	return strconv.Quote(s)
}

func scalarOrNothing(s string) string {
	if s == "" {
		return ""
	}
	return flowScalar(s)
}

// flowScalar writes a text as an item of a list, or as a key.
func flowScalar(s string) string {
	if strings.ContainsAny(s, ",'") {
		return strconv.Quote(s)
	}
	return Scalar(s)
}
