package importer_test

import (
	"encoding/json"
	"fmt"
	"html"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"ownup/internal/importer"
	"ownup/internal/report"
	"ownup/internal/site/api/statuspage"
	"ownup/internal/site/locale"
	"ownup/internal/status"
)

// spFile is what the comparison reads of Statuspage's documents.
type spFile struct {
	Page struct {
		Name, URL string
		UpdatedAt time.Time `json:"updated_at"`
	}
	Status      struct{ Indicator, Description string }
	Components  []spComponent
	Incidents   []spRecord
	Maintenance []spRecord `json:"scheduled_maintenances"`
}

type spComponent struct {
	ID, Name, Description, Status string
	Group                         bool
	CreatedAt                     time.Time `json:"created_at"`
}

type spRecord struct {
	ID, Name, Status, Impact string
	StartedAt                time.Time  `json:"started_at"`
	ResolvedAt               *time.Time `json:"resolved_at"`
	For                      time.Time  `json:"scheduled_for"`
	Until                    time.Time  `json:"scheduled_until"`
	Updates                  []spUpdate `json:"incident_updates"`
	Components               []spComponent
}

type spUpdate struct {
	Status, Body string
	DisplayAt    time.Time `json:"display_at"`
	Affected     []struct {
		Code, Name string
		NewStatus  string `json:"new_status"`
	} `json:"affected_components"`
}

// newest gives the names of all components by their ids: those of the newest incident that
// names them, for names change with the years.
func newest(all []spRecord) map[string]string {
	slices.SortStableFunc(all, func(a, b spRecord) int { return b.StartedAt.Compare(a.StartedAt) })
	names := map[string]string{}
	put := func(id, name string) {
		if _, known := names[id]; !known {
			names[id] = oneLine(name)
		}
	}
	for _, r := range all {
		for _, c := range r.Components {
			put(c.ID, c.Name)
		}
		for _, u := range r.Updates {
			for _, a := range u.Affected {
				put(a.Code, a.Name)
			}
		}
	}
	return names
}

func TestCorpusOfStatuspage(t *testing.T) {
	source := corpus(t, "statuspage")
	for _, test := range []struct {
		name  string
		count int
	}{
		{"github-incidents-641-older.json", 641},
		{"github-scheduled-maintenances.json", 30},
	} {
		t.Run(test.name, func(t *testing.T) {
			text, err := fs.ReadFile(source, test.name)
			if err != nil {
				t.Fatal(err)
			}
			var want spFile
			if text[0] == '[' {
				err = json.Unmarshal(text, &want.Maintenance)
			} else {
				err = json.Unmarshal(text, &want)
			}
			all := slices.Concat(want.Incidents, want.Maintenance)
			if err != nil || len(all) != test.count {
				t.Fatal(len(all), err)
			}
			in := importer.Input{Files: fstest.MapFS{test.name: {Data: text}}}
			project := fstest.MapFS{}
			plan := bring(t, "statuspage", in, project)
			placed(t, plan)
			again(t, "statuspage", in, project)
			s := load(t, project)
			c := compare(t)
			if want.Page.Name != "" {
				c.same("page", "title and URL", s.Title+" "+s.URL, want.Page.Name+" "+want.Page.URL)
			}
			names := newest(all)
			for _, w := range all {
				c.statuspage(s, names, w)
			}
			if len(s.Incidents) != test.count || len(plan.Report.Refused()) > 0 {
				t.Errorf("%d of %d came; refused: %v", len(s.Incidents), test.count, plan.Report.Refused())
			}
			t.Logf("%d incidents, %d maintenances; refused: none", plan.Report.Incidents, plan.Report.Maintenances)
		})
	}
}

func (c *comparison) statuspage(s *status.Site, names map[string]string, want spRecord) {
	got, ok := byAlias(s, "/incidents/"+want.ID)
	if !ok {
		c.Errorf("the old URL of %s leads nowhere", want.ID)
		return
	}
	c.same(want.ID, "title", got.Title, oneLine(want.Name))
	if !want.For.IsZero() {
		c.same(want.ID, "window", stamped(got.Window.From)+" "+stamped(got.Window.Until), stamped(want.For)+" "+stamped(want.Until))
	}
	course, _ := got.Course(noon)
	if want.ResolvedAt != nil {
		c.same(want.ID, "end", stamped(course.End), stamped(*want.ResolvedAt))
	}
	if want.For.IsZero() {
		c.same(want.ID, "start", stamped(course.Start), stamped(want.StartedAt))
	}
	c.same(want.ID, "impact", course.Impact, want.Impact)
	c.same(want.ID, "mark of what was told later", got.Backfilled, len(want.Updates) == 1 && want.Updates[0].Status == "resolved")
	var touched []string
	for _, t := range course.Touched {
		component, _ := s.Component(t.Component)
		touched = append(touched, component.Name)
	}
	c.same(want.ID, "components", sorted(touched), sorted(want.named(names)))
	for n, w := range want.Updates {
		g := got.Updates[len(want.Updates)-1-n]
		c.same(want.ID, "time of an update", stamped(g.At), stamped(w.DisplayAt))
		c.same(want.ID, "status of an update", g.Phase, w.Status)
		c.same(want.ID, "words of an update", letters(html.UnescapeString(g.Text)), letters(plainWords(w.Body)))
	}
	c.spells(want.ID, s, &got, noon, want.spells(names, course.End))
}

func sorted(all []string) []string {
	all = slices.Clone(all)
	slices.Sort(all)
	return slices.Compact(all)
}

// named gives the components that a record names anywhere.
func (r spRecord) named(names map[string]string) []string {
	var all []string
	for _, c := range r.Components {
		all = append(all, names[c.ID])
	}
	for _, u := range r.Updates {
		for _, a := range u.Affected {
			all = append(all, names[a.Code])
		}
	}
	return all
}

var htmlTag = regexp.MustCompile(`<[^<>]*>`)

// plainWords gives the words of HTML, with the targets of its links.
func plainWords(text string) string {
	text = regexp.MustCompile(`<a href="([^"]*)"[^<>]*>(.*?)</a>`).ReplaceAllString(text, "$2 $1")
	return html.UnescapeString(htmlTag.ReplaceAllString(text, ""))
}

// spells works out who was affected when: each update says how components are from then
// on, the first from the beginning; an end ends all. A maintenance affects from when it
// runs, as the first update says that tells of it running.
func (r spRecord) spells(names map[string]string, end time.Time) []spell {
	type state struct {
		health string
		since  time.Time
	}
	now := map[string]state{}
	var all []spell
	set := func(name, health string, at time.Time) {
		if old, ok := now[name]; ok && old.health != health {
			all = append(all, spell{name, old.health, old.since, at})
		} else if ok {
			return
		}
		now[name] = state{health, at}
	}
	maintenance := !r.For.IsZero()
	running := false
	for n := range r.Updates {
		u := r.Updates[len(r.Updates)-1-n]
		at := seconds(u.DisplayAt)
		switch {
		case u.Status == "resolved" || u.Status == "completed":
			continue
		case maintenance && u.Status == "in_progress" && !running:
			running = true
			for _, c := range r.Components {
				set(names[c.ID], "under_maintenance", at)
			}
		case maintenance && !running:
			continue
		case !maintenance && n == 0:
			at = seconds(r.StartedAt)
		}
		for _, a := range u.Affected {
			if running && now[names[a.Code]].since.Equal(at) {
				now[names[a.Code]] = state{a.NewStatus, at}
				continue
			}
			set(names[a.Code], a.NewStatus, at)
		}
	}
	if maintenance && !running {
		for _, c := range r.Components {
			set(names[c.ID], "under_maintenance", seconds(r.For))
		}
	}
	for name, s := range now {
		all = append(all, spell{name, s.health, s.since, end})
	}
	return all
}

// TestCorpusOfStates imports what a real page said of a moment, and compares what the
// imported site says of it.
func TestCorpusOfStates(t *testing.T) {
	source := corpus(t, "statuspage/summaries")
	names, err := fs.Glob(source, "*.json")
	if err != nil || len(names) != 10 {
		t.Fatal(names, err)
	}
	c := compare(t)
	made := 0
	for _, name := range names {
		made += c.state(t, source, name)
	}
	if made != 1 {
		t.Errorf("%d incidents are made up, want 1", made)
	}
}

// state compares one summary, and says how many incidents were made up for it.
func (c *comparison) state(t *testing.T, source fs.FS, name string) int {
	text, err := fs.ReadFile(source, name)
	if err != nil {
		t.Fatal(err)
	}
	var want spFile
	if err := json.Unmarshal(text, &want); err != nil {
		t.Fatal(name, err)
	}
	now := want.Page.UpdatedAt
	project := fstest.MapFS{}
	plan := bring(t, "statuspage", importer.Input{Files: fstest.MapFS{name: {Data: text}}, Now: now}, project)
	placed(t, plan)
	got := summaryOf(t, load(t, project), now)
	c.same(name, "indicator and description", got.Status, want.Status)
	c.same(name, "components", statuses(got.Components), statuses(want.Components))
	incidents, made := got.Incidents, 0
	for _, n := range plan.Report.Notes {
		if n.Kind == importer.Invented && strings.Contains(n.Message, "one is made up") {
			made++
			incidents = slices.DeleteFunc(incidents, func(r spRecord) bool { return strings.HasPrefix(r.Name, n.About+":") })
		}
	}
	c.same(name, "number of incidents", len(incidents)+made, len(got.Incidents))
	changed := slices.ContainsFunc(plan.Report.Notes, func(n importer.Note) bool {
		return strings.HasPrefix(n.Message, "a component changed without a word")
	})
	for n := range incidents {
		if changed { // such a change is an update without words, at a time of its own
			incidents[n].Updates = slices.DeleteFunc(incidents[n].Updates, func(u spUpdate) bool { return !saidAt(want.Incidents, u.DisplayAt) })
		}
	}
	c.same(name, "open incidents", opened(incidents), opened(want.Incidents))
	c.same(name, "maintenances", opened(got.Maintenance), opened(want.Maintenance))
	return made
}

// saidAt reports whether anything was said at a time.
func saidAt(all []spRecord, at time.Time) bool {
	return slices.ContainsFunc(all, func(r spRecord) bool {
		return slices.ContainsFunc(r.Updates, func(u spUpdate) bool { return seconds(u.DisplayAt).Equal(seconds(at)) })
	})
}

// summaryOf gives the summary that a site serves at an instant.
func summaryOf(t *testing.T, s *status.Site, now time.Time) spFile {
	t.Helper()
	words, err := locale.For("en")
	if err != nil {
		t.Fatal(err)
	}
	var got spFile
	for _, f := range statuspage.Site(report.At(s, status.Record{}, now), words) {
		if path.Base(f.Path) != "summary.json" {
			continue
		}
		b, err := f.Render()
		if err == nil {
			err = json.Unmarshal(b, &got)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return got
}

func statuses(all []spComponent) string {
	var b strings.Builder
	for _, c := range all {
		if !c.Group {
			fmt.Fprintf(&b, "%s: %s\n", c.Name, c.Status)
		}
	}
	return b.String()
}

// opened tells what is open: its name, how it stands, how bad it is, when it is, and what
// was said when.
func opened(all []spRecord) string {
	var b strings.Builder
	for _, r := range all {
		fmt.Fprintf(&b, "%s: %s, %s, since %s", r.Name, r.Status, r.Impact, stamped(r.StartedAt))
		if !r.For.IsZero() {
			fmt.Fprintf(&b, ", %s to %s", stamped(r.For), stamped(r.Until))
		}
		for _, u := range r.Updates {
			fmt.Fprintf(&b, "\n\t%s %s: %s", stamped(u.DisplayAt), u.Status, letters(html.UnescapeString(plainWords(u.Body))))
		}
		b.WriteString("\n")
	}
	return b.String()
}
