package report_test

import (
	"fmt"
	"strings"
	"testing/fstest"
	"time"

	"pgregory.net/rapid"

	"ownup/internal/status"
)

// telling is what one file tells, as it is written: phases are words, and times may be
// missing.
type telling struct {
	id, kind string
	started  time.Time
	until    time.Time    // of a notice
	window   [2]time.Time // of a maintenance
	front    []saying
	updates  []update // oldest first
	learned  bool     // a postmortem without a time
}

// update is a heading.
type update struct {
	at, since time.Time
	phase     string
	says      []saying
	window    [2]time.Time
}

// saying is "component: health since TIME"; the component may be "all".
type saying struct {
	component string
	health    status.Health
	since     time.Time
}

// so gives since when an update was so.
func (u update) so() time.Time { return or(u.since, u.at) }

func (u update) ends() bool {
	return u.phase == "resolved" || u.phase == "completed" || u.phase == "cancelled"
}

func (u update) keeps() bool { return u.phase == "update" || u.phase == "postmortem" }

// or gives the first of two times that is given.
func or(a, b time.Time) time.Time {
	if a.IsZero() {
		return b
	}
	return a
}

// written writes the file. Times carry an offset that is drawn, or none where the wall
// clock of the site's zone shows the time but once.
func (f telling) written(t *rapid.T, zone *time.Location) *fstest.MapFile {
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: %s\nkind: %s\n", f.id, f.kind)
	if !f.started.IsZero() {
		fmt.Fprintf(&b, "started: %s\n", clockTime(t, f.started, zone))
	}
	if !f.until.IsZero() {
		fmt.Fprintf(&b, "until: %s\n", clockTime(t, f.until, zone))
	}
	if f.kind == "maintenance" {
		fmt.Fprintf(&b, "scheduled:\n  from: %s\n  until: %s\n", clockTime(t, f.window[0], zone), clockTime(t, f.window[1], zone))
	}
	for n, s := range f.front {
		if n == 0 {
			b.WriteString("components:\n")
		}
		fmt.Fprintf(&b, "  %s: %s%s\n", s.component, s.health, since(t, s.since, zone))
	}
	b.WriteString("---\nIt is so.\n")
	for _, u := range f.updates {
		fmt.Fprintf(&b, "\n## %s %s%s", clockTime(t, u.at, zone), u.phase, since(t, u.since, zone))
		var items []string
		for _, s := range u.says {
			items = append(items, s.component+": "+s.health.String()+since(t, s.since, zone))
		}
		if !u.window[0].IsZero() {
			items = append(items, "from: "+clockTime(t, u.window[0], zone), "until: "+clockTime(t, u.window[1], zone))
		}
		if len(items) > 0 {
			fmt.Fprintf(&b, " (%s)", strings.Join(items, ", "))
		}
		b.WriteString("\n\nWords.\n")
	}
	if f.learned {
		b.WriteString("\n## Postmortem\n\nMuch.\n")
	}
	return &fstest.MapFile{Data: []byte(b.String())}
}

func since(t *rapid.T, at time.Time, zone *time.Location) string {
	if at.IsZero() {
		return ""
	}
	return " since " + clockTime(t, at, zone)
}

func clockTime(t *rapid.T, at time.Time, zone *time.Location) string {
	const wall = "2006-01-02 15:04"
	switch rapid.IntRange(0, 2).Draw(t, "offset") {
	case 0:
		return at.UTC().Format(wall + " Z")
	case 1:
		return at.In(time.FixedZone("", 19_800)).Format(wall + " -07:00")
	}
	local := at.In(zone).Format(wall)
	for _, step := range []time.Duration{time.Hour, 30 * time.Minute} {
		if at.Add(step).In(zone).Format(wall) == local || at.Add(-step).In(zone).Format(wall) == local {
			return at.In(zone).Format(wall + " -07:00")
		}
	}
	return local
}

// author writes files that content accepts, about some components and around an origin.
type author struct {
	*rapid.T
	origin     time.Time
	components []string
}

// evenly draws a number from 0 to below n, each as likely: rapid's own numbers are mostly
// small, and small numbers of minutes hardly meet each other or midnight.
func (a author) evenly(n int, label string) int {
	number := 0
	for _, bit := range rapid.SliceOfN(rapid.Bool(), 20, 20).Draw(a.T, label) {
		number *= 2
		if bit {
			number++
		}
	}
	return number % n
}

// between draws a whole minute from a time on, until and including another; half of them
// are full hours, so that edges meet.
func (a author) between(from, until time.Time, label string) time.Time {
	at := from.Add(time.Duration(a.evenly(int(until.Sub(from)/time.Minute)+1, label)) * time.Minute)
	if full := at.Truncate(time.Hour); !full.Before(from) && rapid.Bool().Draw(a.T, "full hour") {
		return full
	}
	return at
}

// sometimes draws a time, or none.
func (a author) sometimes(from, until time.Time, label string) time.Time {
	if a.evenly(3, label+" is given") > 0 {
		return time.Time{}
	}
	return a.between(from, until, label)
}

// times draws when the updates of a file are said, oldest first, some at once.
func (a author) times(atLeast int) []time.Time {
	at := a.between(a.origin, a.origin.Add(72*time.Hour), "first word")
	var all []time.Time
	for range atLeast + a.evenly(6, "updates") {
		all = append(all, at)
		at = at.Add(time.Duration(a.evenly(30, "quiet half hours")) * 30 * time.Minute)
	}
	return all
}

// says draws what an update says of a few components, each at most once.
func (a author) says(healths []status.Health, from, until time.Time) []saying {
	var all []saying
	for _, c := range a.components {
		if a.evenly(3, c+" is named") > 0 {
			continue
		}
		all = append(all, saying{c, rapid.SampledFrom(healths).Draw(a.T, "health"), a.sometimes(from, until, "own since")})
	}
	return all
}

// incident draws something unplanned: it may be opened again, and told in hindsight.
func (a author) incident(id string) telling {
	f := telling{id: id, kind: "incident", learned: rapid.Bool().Draw(a.T, "postmortem")}
	times := a.times(0)
	earliest := a.origin.Add(-24 * time.Hour)
	if len(times) == 0 || rapid.Bool().Draw(a.T, "started is given") {
		f.started = a.between(earliest, append(times, a.origin.Add(72*time.Hour))[0], "started")
		earliest = f.started
	}
	f.front = a.says(status.Healths(), earliest, earliest.Add(20*time.Hour))
	open, end := true, time.Time{}
	for _, at := range times {
		u := update{at: at, phase: rapid.SampledFrom([]string{
			"investigating", "identified", "monitoring", "resolved", "resolved", "update", "update", "postmortem",
		}).Draw(a.T, "phase")}
		u.since = a.sometimes(earliest, at, "since")
		if f.started.IsZero() && len(f.updates) == 0 {
			earliest = u.so() // nothing is resolved before it began
		}
		switch {
		case u.ends():
			u.says = a.says([]status.Health{status.Operational}, earliest, at)
			open, end = false, u.so()
		case u.keeps() && !open:
			u.says = a.before(end, a.says(status.Healths(), earliest, at), u)
		default:
			u.says = a.says(status.Healths(), earliest, at)
			if !open && len(u.says) == 0 && f.names() {
				u.says = []saying{{component: a.components[0], health: status.PartialOutage}}
			}
			open = open || !u.keeps()
		}
		f.updates = append(f.updates, a.all(f, u))
	}
	return f
}

// before keeps those sayings that an update may say after the end, which are those about
// the time before it.
func (a author) before(end time.Time, all []saying, u update) []saying {
	var some []saying
	for _, s := range all {
		if s.health == status.Operational || or(s.since, u.so()).Before(end) {
			some = append(some, s)
		}
	}
	return some
}

// all turns what an update says first into something about all components, at times,
// where some were named.
func (a author) all(f telling, u update) update {
	if len(u.says) > 0 && f.names() && a.evenly(4, "all") == 0 {
		u.says[0].component = "all"
	}
	return u
}

// names reports whether the file has named a component so far.
func (f telling) names() bool {
	for _, u := range f.updates {
		if len(u.says) > 0 {
			return true
		}
	}
	return len(f.front) > 0
}

// maintenance draws something planned: early, late, overrunning, cancelled, moved.
func (a author) maintenance(id string) telling {
	f := telling{id: id, kind: "maintenance", learned: rapid.Bool().Draw(a.T, "postmortem")}
	draw := func() [2]time.Time {
		from := a.between(a.origin, a.origin.Add(96*time.Hour), "from")
		return [2]time.Time{from, from.Add(time.Duration(1+a.evenly(20, "half hours")) * 30 * time.Minute)}
	}
	f.window = draw()
	for range 1 + a.evenly(2, "components") {
		c := rapid.SampledFrom(a.components).Draw(a.T, "component")
		if len(f.front) == 0 || f.front[0].component != c {
			f.front = append(f.front, saying{component: c, health: rapid.SampledFrom(status.Healths()[1:3]).Draw(a.T, "health")})
		}
	}
	from, spoken := f.window[0], false // of the window; whether words began or ended it
	for n, at := range a.times(1) {
		u := update{at: at, phase: "scheduled"}
		if n > 0 {
			u.phase = rapid.SampledFrom([]string{"scheduled", "in_progress", "in_progress", "verifying", "completed", "cancelled", "update"}).Draw(a.T, "phase")
		}
		u.since = a.sometimes(a.origin, later(at, a.origin), "since")
		if u.since.After(at) {
			u.since = time.Time{}
		}
		if u.phase == "completed" && !spoken && u.so().Before(from) {
			u.phase = "cancelled"
		}
		healths := status.Healths()
		if u.ends() {
			healths = healths[:1]
		}
		u.says = a.says(healths, a.origin.Add(-time.Hour), at)
		switch {
		case u.phase == "scheduled" && n > 0:
			u.window = draw()
			from, spoken = u.window[0], false
		case !u.keeps() && u.phase != "scheduled":
			spoken = true
		}
		f.updates = append(f.updates, a.all(f, u))
	}
	return f
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// notice draws words without an effect.
func (a author) notice(id string) telling {
	f := telling{id: id, kind: "notice", front: []saying{{component: a.components[0]}}}
	for n, at := range a.times(1) {
		u := update{at: at, phase: "update"}
		if n > 0 {
			u.phase = rapid.SampledFrom([]string{"update", "resolved"}).Draw(a.T, "phase")
		}
		f.updates = append(f.updates, u)
	}
	f.until = a.sometimes(f.updates[0].at, f.updates[0].at.Add(48*time.Hour), "until")
	return f
}
