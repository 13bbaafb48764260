package importer_test

import (
	"io/fs"
	"path"
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

// cstateFile is what the comparison reads of an issue: everything as text.
type cstateFile struct {
	Title        string
	Date         string
	Resolved     string
	ResolvedWhen string `yaml:"resolvedWhen"`
	Severity     string
	Affected     []string
	Draft        string
	body         string
}

// cstateTime reads the times of the corpus by Go's own layouts.
func cstateTime(t *testing.T, text string) time.Time {
	t.Helper()
	text = strings.TrimSpace(text)
	for _, layout := range []string{
		"2006-01-02T15:04:05Z07:00", "2006-01-02 15:04:05", "2006-01-02T15:04:05", "2006-01-02 15:04:05 -0700", time.DateOnly,
	} {
		if at, err := time.Parse(layout, text); err == nil {
			return at.Truncate(time.Second)
		}
	}
	t.Errorf("%q is no time of the corpus", text)
	return time.Time{}
}

func TestCorpusOfCState(t *testing.T) {
	pages, err := fs.Glob(corpus(t, "cstate"), "*")
	if err != nil || len(pages) != 5 {
		t.Fatal(pages, err)
	}
	for _, page := range pages {
		t.Run(page, func(t *testing.T) {
			source := corpus(t, "cstate/"+page)
			project := fstest.MapFS{}
			plan := bring(t, "cstate", importer.Input{Files: source}, project)
			again(t, "cstate", importer.Input{Files: source}, project)
			s := load(t, project)
			count := 0
			for _, pattern := range []string{"content/issues/*.md", "content/*/issues/*.md"} {
				names, _ := fs.Glob(source, pattern)
				for _, name := range names {
					count++
					want := readCState(t, source, name)
					got, ok := byAlias(s, "/issues/"+strings.ToLower(strings.TrimSuffix(path.Base(name), ".md"))+"/")
					if !ok {
						t.Errorf("the old URL of %s leads nowhere", name)
						continue
					}
					compareCState(t, s, name, want, got)
				}
			}
			if len(s.Incidents) != count || len(plan.Report.Refused()) > 0 {
				t.Errorf("%d of %d came; refused: %v", len(s.Incidents), count, plan.Report.Refused())
			}
			t.Logf("%d issues: %d incidents, %d maintenances, %d notices", count, plan.Report.Incidents, plan.Report.Maintenances, plan.Report.Notices)
		})
	}
}

func readCState(t *testing.T, source fs.FS, name string) cstateFile {
	t.Helper()
	b, err := fs.ReadFile(source, name)
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.SplitN(strings.ReplaceAll(string(b), "\r\n", "\n"), "---\n", 3)
	if len(parts) < 3 {
		t.Fatalf("%s has no front matter", name)
	}
	var want cstateFile
	if err := yaml.Unmarshal([]byte(parts[1]), &want); err != nil {
		t.Fatal(name, err)
	}
	want.body = parts[2]
	return want
}

var (
	tagOrCall = regexp.MustCompile(`</?strike>|\{\{.*?\}\}`)
	untold    = regexp.MustCompile(`^\s*$`)
)

func compareCState(t *testing.T, s *status.Site, name string, want cstateFile, got status.Incident) {
	t.Helper()
	if title := strings.Join(strings.Fields(want.Title), " "); got.Title != title {
		t.Errorf("%s is titled %q, want %q", name, got.Title, title)
	}
	course, _ := got.Course(noon)
	if start := cstateTime(t, want.Date); !course.Start.Equal(start) {
		t.Errorf("%s began %v, want %v", name, course.Start, start)
	}
	if got.Kind == status.KindIncident && !untold.MatchString(want.ResolvedWhen) && want.Resolved == "true" {
		end := cstateTime(t, want.ResolvedWhen)
		if start := cstateTime(t, want.Date); end.Before(start) {
			end = start // it is resolved before it began
		}
		if !course.End.Equal(end) {
			t.Errorf("%s ended %v, want %v", name, course.End, end)
		}
	}
	if want.Resolved == "true" && course.Open {
		t.Errorf("%s is open", name)
	}
	compareSystems(t, s, name, want, got)
	var told strings.Builder
	for _, u := range got.Updates {
		told.WriteString(u.Text)
	}
	gotLetters, wantLetters := []byte(letters(told.String())), []byte(letters(tagOrCall.ReplaceAllString(want.body, "")))
	slices.Sort(gotLetters) // updates stand in the order of time
	slices.Sort(wantLetters)
	if string(gotLetters) != string(wantLetters) {
		t.Errorf("%s says\n%s\nwant\n%s", name, told.String(), want.body)
	}
}

// compareSystems compares the names of what is affected, and how badly.
func compareSystems(t *testing.T, s *status.Site, name string, want cstateFile, got status.Incident) {
	t.Helper()
	health := map[string]status.Health{"down": status.MajorOutage, "disrupted": status.PartialOutage}[want.Severity]
	if got.Kind == status.KindMaintenance {
		health = status.UnderMaintenance
	}
	var names, wanted []string
	for _, c := range got.Components {
		component, _ := s.Component(c.Component)
		names = append(names, strings.ToLower(component.Name))
		if c.Health != health {
			t.Errorf("%s: %s is %v, want %v", name, c.Component, c.Health, health)
		}
	}
	for _, a := range strings.Split(strings.Join(want.Affected, ","), ",") { // one file has a list in a text
		if a == "" {
			continue
		}
		wanted = append(wanted, strings.ToLower(strings.Join(strings.Fields(a), " ")))
	}
	slices.Sort(names)
	slices.Sort(wanted)
	if wanted = slices.Compact(wanted); !slices.Equal(names, wanted) {
		t.Errorf("%s names %q, want %q", name, names, wanted)
	}
}
