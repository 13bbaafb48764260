package importer_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"go.yaml.in/yaml/v4"

	"ownup/internal/importer"
	"ownup/internal/status"
)

// corpus gives a folder of real histories, which are not part of the repository.
func corpus(t *testing.T, folder string) fs.FS {
	t.Helper()
	root := os.Getenv("OWNUP_CORPUS")
	if root == "" {
		t.Skip("OWNUP_CORPUS names no folder of real histories")
	}
	if !filepath.IsAbs(root) {
		root = filepath.Join("..", "..", root)
	}
	return os.DirFS(filepath.Join(root, filepath.FromSlash(folder)))
}

// again imports a second time, which must change nothing.
func again(t *testing.T, tool string, in importer.Input, project fstest.MapFS) {
	t.Helper()
	if in.Now.IsZero() {
		in.Now = noon
	}
	plan, err := importer.Import(tool, in, project)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range plan.Writes {
		t.Errorf("importing again writes %s", f.Path)
	}
}

// placed complains of notes that do not say where in the source they belong.
func placed(t *testing.T, plan *importer.Plan) {
	t.Helper()
	for _, n := range plan.Report.Notes {
		if n.Pos.File == "" || n.Message == "" {
			t.Errorf("a note does not say where: %s", n)
		}
	}
}

// byAlias finds the incident that an old URL leads to.
func byAlias(s *status.Site, alias string) (status.Incident, bool) {
	for _, i := range s.Incidents {
		if slices.Contains(i.Aliases, alias) {
			return i, true
		}
	}
	return status.Incident{}, false
}

// letters gives the letters and digits of a text, which stay whatever Markdown is made of
// it.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, text)
}

type stactusPage struct {
	Name, URL string
	Systems   []struct{ ID, Name, Description string }
}

type stactusFile struct {
	ID, Name, Impact string
	Systems          []string
	Timeline         []stactusEntry
}

type stactusEntry struct {
	TS            string
	Description   string
	Investigating bool
	Resolved      bool
}

func (e stactusEntry) at() time.Time {
	at, err := time.Parse(time.DateTime, e.TS)
	if err != nil {
		panic(err) // the corpus has no other times
	}
	return at
}

func TestCorpusOfStactus(t *testing.T) {
	for _, page := range []string{"flyio", "hashicorp", "mit", "twilio"} {
		t.Run(page, func(t *testing.T) { compareStactus(t, corpus(t, "stactus/"+page)) })
	}
}

func compareStactus(t *testing.T, source fs.FS) {
	project := fstest.MapFS{}
	plan := bring(t, "stactus", importer.Input{Files: source}, project)
	placed(t, plan)
	again(t, "stactus", importer.Input{Files: source}, project)
	s := load(t, project)
	names, err := fs.Glob(source, "incidents/*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatal("no incidents", err)
	}
	var p stactusPage
	decodeYAML(t, source, "stactus.yaml", &p)
	c := compare(t)
	systems := map[string]string{}
	want := fmt.Sprintf("%s %s UTC\n", p.Name, p.URL)
	groups := map[string]int{} // places of groups in the page
	var rows []string
	for _, system := range p.Systems {
		group, name, ok := strings.Cut(system.Name, " / ")
		if !ok {
			group, name = "", system.Name
		}
		systems[system.ID] = name
		row := fmt.Sprintf("%s / %s: %s\n", group, name, oneLine(system.Description))
		if at, known := groups[group]; known && group != "" {
			rows[at] += row
			continue
		}
		groups[group] = len(rows)
		rows = append(rows, row)
	}
	c.same("stactus.yaml", "page with its components", pageOf(s), want+strings.Join(rows, ""))
	aliases := map[string]status.Incident{}
	for _, i := range s.Incidents {
		aliases[i.Aliases[0]] = i
	}
	updates := 0
	for _, name := range names {
		var want stactusFile
		decodeYAML(t, source, name, &want)
		updates += len(want.Timeline)
		c.stactus(s, want, systems, aliases["/ir/"+want.ID])
	}
	if r := plan.Report; r.Incidents != len(names) || r.Updates != updates || len(r.Refused()) > 0 {
		t.Errorf("%d incidents with %d updates of %d with %d; refused: %v", r.Incidents, r.Updates, len(names), updates, r.Refused())
	}
	t.Logf("%d incidents with %d updates, %d components; refused: none", len(s.Incidents), updates, plan.Report.Components)
}

func decodeYAML(t *testing.T, source fs.FS, name string, v any) {
	t.Helper()
	text, err := fs.ReadFile(source, name)
	if err == nil {
		err = yaml.Unmarshal(text, v)
	}
	if err != nil {
		t.Fatal(name, err)
	}
}

func (c *comparison) stactus(s *status.Site, want stactusFile, systems map[string]string, got status.Incident) {
	c.same(want.ID, "title", got.Title, oneLine(want.Name))
	slices.SortStableFunc(want.Timeline, func(a, b stactusEntry) int { return a.at().Compare(b.at()) })
	var names, wanted []string
	for _, claim := range got.Components {
		component, _ := s.Component(claim.Component)
		names = append(names, component.Name)
	}
	for _, id := range want.Systems {
		if name, ok := systems[id]; ok {
			wanted = append(wanted, name)
		} else {
			wanted = append(wanted, id)
		}
	}
	c.same(want.ID, "components", names, wanted)
	c.same(want.ID, "number of updates", len(got.Updates), len(want.Timeline))
	for n, w := range want.Timeline[:min(len(want.Timeline), len(got.Updates))] {
		u := got.Updates[n]
		phase := "update"
		switch {
		case w.Resolved:
			phase = "resolved"
		case w.Investigating || n == 0:
			phase = "investigating"
		}
		c.same(want.ID, "time of an update", stamped(u.At), stamped(w.at()))
		c.same(want.ID, "status of an update", u.Phase, phase)
		c.same(want.ID, "words of an update", letters(u.Text), letters(lineBreak.ReplaceAllString(w.Description, "")))
	}
	course, _ := got.Course(noon)
	c.same(want.ID, "impact", course.Impact, want.Impact)
	c.spells(want.ID, s, &got, noon, stactusSpells(want, wanted))
}

// lineBreak is the only HTML that the corpus of Stactus holds.
var lineBreak = regexp.MustCompile(`(?i)<br\s*/?>`)

// stactusSpells works out who was affected when: all systems, as bad as the impact says,
// from the first entry until one resolves it, and again from one that investigates.
func stactusSpells(want stactusFile, systems []string) []spell {
	health := map[string]string{"minor": "degraded_performance", "major": "partial_outage", "critical": "major_outage"}[want.Impact]
	if health == "" {
		return nil
	}
	var all []spell
	var from time.Time
	open := false
	for n, e := range want.Timeline {
		switch {
		case e.Resolved && open:
			open = false
			for _, name := range systems {
				all = append(all, spell{name, health, from, e.at()})
			}
		case !e.Resolved && !open && (n == 0 || e.Investigating):
			open, from = true, e.at()
		}
	}
	for _, name := range systems {
		if open {
			all = append(all, spell{name, health, from, time.Time{}})
		}
	}
	return all
}
