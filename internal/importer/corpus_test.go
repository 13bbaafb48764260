package importer_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"go.yaml.in/yaml/v4"

	"ownup/internal/importer"
	"ownup/internal/report"
	"ownup/internal/site/api/statuspage"
	"ownup/internal/site/locale"
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

// The comparison reads the source by itself: with another YAML decoder, into types of its
// own.
type stactusFile struct {
	ID, Name, Impact string
	Systems          []string
	Timeline         []struct {
		TS            string
		Description   string
		Investigating bool
		Resolved      bool
	}
}

func TestCorpusOfStactus(t *testing.T) {
	for _, page := range []string{"flyio", "hashicorp", "mit", "twilio"} {
		t.Run(page, func(t *testing.T) {
			source := corpus(t, "stactus/"+page)
			project := fstest.MapFS{}
			plan := bring(t, "stactus", importer.Input{Files: source}, project)
			again(t, "stactus", importer.Input{Files: source}, project)
			s := load(t, project)
			names, err := fs.Glob(source, "incidents/*.yaml")
			if err != nil || len(names) == 0 {
				t.Fatal("no incidents", err)
			}
			aliases := map[string]status.Incident{}
			for _, i := range s.Incidents {
				aliases[i.Aliases[0]] = i
			}
			updates := 0
			for _, name := range names {
				text, err := fs.ReadFile(source, name)
				if err != nil {
					t.Fatal(err)
				}
				var want stactusFile
				if err := yaml.Unmarshal(text, &want); err != nil {
					t.Fatal(name, err)
				}
				updates += len(want.Timeline)
				compareStactus(t, want, aliases["/ir/"+want.ID])
			}
			if r := plan.Report; r.Incidents != len(names) || r.Updates != updates || len(r.Refused()) > 0 {
				t.Errorf("%d incidents with %d updates of %d with %d; refused: %v", r.Incidents, r.Updates, len(names), updates, r.Refused())
			}
			t.Logf("%d incidents with %d updates, %d components", len(s.Incidents), updates, plan.Report.Components)
		})
	}
}

func compareStactus(t *testing.T, want stactusFile, got status.Incident) {
	t.Helper()
	if got.Title != strings.Join(strings.Fields(want.Name), " ") || len(got.Updates) != len(want.Timeline) || len(got.Components) != len(want.Systems) {
		t.Errorf("%s: %q with %d updates and %d components, want %q with %d and %d", want.ID,
			got.Title, len(got.Updates), len(got.Components), want.Name, len(want.Timeline), len(want.Systems))
		return
	}
	type said struct{ at, text string }
	var told, told2 []said
	for n, u := range want.Timeline {
		at, err := time.Parse(time.DateTime, u.TS)
		if err != nil {
			t.Fatal(want.ID, err)
		}
		told = append(told, said{at.Format(time.RFC3339), letters(u.Description)})
		told2 = append(told2, said{got.Updates[n].At.UTC().Format(time.RFC3339), letters(got.Updates[n].Text)})
	}
	slices.SortStableFunc(told, func(a, b said) int { return strings.Compare(a.at, b.at) })
	if !slices.Equal(told, told2) {
		t.Errorf("%s says\n%v\nwant\n%v", want.ID, told2, told)
	}
}

// spFile is what the comparison reads of Statuspage's documents.
type spFile struct {
	Page struct {
		UpdatedAt time.Time `json:"updated_at"`
	}
	Status     struct{ Indicator, Description string }
	Components []struct {
		Name, Status string
		Group        bool
	}
	Incidents   []spRecord
	Maintenance []spRecord `json:"scheduled_maintenances"`
}

type spRecord struct {
	ID, Name, Status string
	StartedAt        time.Time  `json:"started_at"`
	ResolvedAt       *time.Time `json:"resolved_at"`
	For              time.Time  `json:"scheduled_for"`
	Until            time.Time  `json:"scheduled_until"`
	Updates          []struct {
		Status, Body string
		DisplayAt    time.Time `json:"display_at"`
		Affected     []spNamed `json:"affected_components"`
	} `json:"incident_updates"`
	Components []spNamed
}

type spNamed struct{ ID, Code, Name string }

// named gives the components that an incident names anywhere, each with its code: names
// change with the years.
func (r spRecord) named() []spNamed {
	all := slices.Clone(r.Components)
	for n := range all {
		all[n].Code = all[n].ID
	}
	for _, u := range r.Updates {
		all = append(all, u.Affected...)
	}
	return all
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
			again(t, "statuspage", in, project)
			s := load(t, project)
			codes := map[string]string{}
			for _, w := range all {
				for _, c := range w.named() {
					codes[c.Name] = c.Code
				}
			}
			for _, w := range all {
				compareStatuspage(t, s, codes, w)
			}
			if len(s.Incidents) != test.count || len(plan.Report.Refused()) > 0 {
				t.Errorf("%d of %d came; refused: %v", len(s.Incidents), test.count, plan.Report.Refused())
			}
		})
	}
}

func compareStatuspage(t *testing.T, s *status.Site, codes map[string]string, want spRecord) {
	t.Helper()
	got, ok := byAlias(s, "/incidents/"+want.ID)
	if !ok || got.Title != strings.Join(strings.Fields(want.Name), " ") {
		t.Errorf("%s is titled %q, want %q", want.ID, got.Title, want.Name)
		return
	}
	if w := got.Window; !want.For.IsZero() && (!w.From.Equal(want.For.Truncate(time.Second)) || !w.Until.Equal(want.Until.Truncate(time.Second))) {
		t.Errorf("%s has the window %v, want %v to %v", want.ID, w, want.For, want.Until)
	}
	course, _ := got.Course(noon)
	if want.ResolvedAt != nil && !course.End.Equal(want.ResolvedAt.Truncate(time.Second)) {
		t.Errorf("%s ended %v, want %v", want.ID, course.End, want.ResolvedAt)
	}
	if want.For.IsZero() && !course.Start.Equal(want.StartedAt.Truncate(time.Second)) {
		t.Errorf("%s began %v, want %v", want.ID, course.Start, want.StartedAt)
	}
	var touched, wanted []string
	for _, c := range course.Touched {
		component, _ := s.Component(c.Component)
		touched = append(touched, codes[component.Name])
	}
	for _, c := range want.named() {
		wanted = append(wanted, c.Code)
	}
	slices.Sort(touched)
	slices.Sort(wanted)
	if wanted = slices.Compact(wanted); !slices.Equal(touched, wanted) {
		t.Errorf("%s names %q, want %q", want.ID, touched, wanted)
	}
	for n, w := range want.Updates {
		g := got.Updates[len(want.Updates)-1-n]
		if !g.At.Equal(w.DisplayAt.Truncate(time.Second)) || g.Phase.String() != w.Status {
			t.Errorf("%s was %s at %v, want %s at %v", want.ID, g.Phase, g.At, w.Status, w.DisplayAt)
		}
	}
}

// TestCorpusOfStates imports what a real page said of a moment, and compares what the
// imported site says of it.
func TestCorpusOfStates(t *testing.T) {
	source := corpus(t, "statuspage/summaries")
	names, err := fs.Glob(source, "*.json")
	if err != nil || len(names) != 10 {
		t.Fatal(names, err)
	}
	words, err := locale.For("en")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			text, err := fs.ReadFile(source, name)
			if err != nil {
				t.Fatal(err)
			}
			var want spFile
			if err := json.Unmarshal(text, &want); err != nil {
				t.Fatal(err)
			}
			now := want.Page.UpdatedAt
			project := fstest.MapFS{}
			plan := bring(t, "statuspage", importer.Input{Files: fstest.MapFS{name: {Data: text}}, Now: now}, project)
			s := load(t, project)
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
			made := slices.ContainsFunc(plan.Report.Notes, func(n importer.Note) bool {
				return n.Kind == importer.Invented && strings.Contains(n.Message, "one is made up")
			})
			if told, wanted := summed(got), summed(want); told != wanted {
				if made && strings.Replace(told, "Webhooks: partial outage investigating\n", "", 1) == wanted {
					return // the one with an outage that no incident names
				}
				t.Errorf("it says\n%s\nwant\n%s", told, wanted)
			}
		})
	}
}

// summed tells the state of a page in lines.
func summed(f spFile) string {
	lines := []string{fmt.Sprint(f.Status)}
	for _, c := range f.Components {
		if !c.Group {
			lines = append(lines, c.Name+" "+c.Status)
		}
	}
	for _, i := range slices.Concat(f.Incidents, f.Maintenance) {
		lines = append(lines, i.Name+" "+i.Status)
	}
	return strings.Join(lines, "\n") + "\n"
}
