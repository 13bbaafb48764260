package site_test

import (
	"bytes"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"ownup/internal/content"
	"ownup/internal/output"
	"ownup/internal/report"
	"ownup/internal/site"
	"ownup/internal/site/theme"
	"ownup/internal/status"
	"ownup/themes"
)

// failer is a test, or a check of one property.
type failer interface {
	Helper()
	Errorf(format string, args ...any)
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

// schemas gives the schemas that a site publishes, and those of what others have defined
// or of what is nobody's business, from testdata: all by name.
func schemas(t *testing.T, tree output.Tree) map[string]*jsonschema.Schema {
	t.Helper()
	texts := map[string][]byte{}
	for f := range tree.All() {
		if path.Dir(f.Path) == "api/schema" {
			text, err := f.Render()
			if err != nil {
				t.Fatal(err)
			}
			texts[path.Base(f.Path)] = text
		}
	}
	names, err := filepath.Glob("testdata/schema/*.json")
	if err != nil || len(names) == 0 || len(texts) == 0 {
		t.Fatalf("there are no schemas: %v", err)
	}
	for _, name := range names {
		if texts[filepath.Base(name)], err = os.ReadFile(name); err != nil {
			t.Fatal(err)
		}
	}
	all := map[string]*jsonschema.Schema{}
	for name, text := range texts {
		document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		c := jsonschema.NewCompiler()
		c.AssertFormat()
		if err := c.AddResource(name, document); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if all[name], err = c.Compile(name); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	return all
}

// schemaNames says of which schema the JSON files are, by their paths.
var schemaNames = []struct {
	path *regexp.Regexp
	name string
}{
	{regexp.MustCompile(`^api/(site|uptime|incidents|build)\.json$`), ""}, // their own
	{regexp.MustCompile(`^api/incidents/[^/]+\.json$`), "incident.json"},
	{regexp.MustCompile(`^api/uptime/[^/]+\.json$`), "days.json"},
	{regexp.MustCompile(`^embed/state\.json$`), "banner.json"},
	{regexp.MustCompile(`^badges/([^/]+/)?(status|uptime-\d+d)\.json$`), "shields.json"},
	{regexp.MustCompile(`^(components/[^/]+/)?feed\.json$`), "feed.json"},
	{regexp.MustCompile(`^([a-z-]+/)?history/\d{4}\.json$`), "search.json"},
}

// checkJSON checks a file against its schema, or its shape in Statuspage's API. A file of
// neither is a mistake.
func checkJSON(t failer, schemas map[string]*jsonschema.Schema, name string, text []byte) {
	t.Helper()
	if shaped(t, name, text) {
		return
	}
	for _, s := range schemaNames {
		if !s.path.MatchString(name) {
			continue
		}
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		schema := schemas[s.name]
		if s.name == "" {
			schema = schemas[path.Base(name)]
		}
		if err := schema.Validate(value); err != nil {
			t.Errorf("%s: %v\n%s", name, err, text)
		}
		return
	}
	t.Errorf("%s has no schema", name)
}

// shaped checks a file of Statuspage's API, and reports whether it is one.
func shaped(t failer, name string, text []byte) bool {
	t.Helper()
	switch {
	case name == "api/v2/summary.json":
		decode[summaryShape](t, name, text)
	case name == "api/v2/status.json":
		decode[stateShape](t, name, text)
	case name == "api/v2/components.json":
		decode[componentsShape](t, name, text)
	case name == "api/v2/incidents.json", name == "api/v2/incidents/unresolved.json":
		decode[incidentsShape](t, name, text)
	case strings.HasPrefix(name, "api/v2/scheduled-maintenances"):
		decode[maintenancesShape](t, name, text)
	case path.Dir(name) == "incidents" && bytes.Contains(text, []byte(`"scheduled_for":`)):
		decode[singleShape[maintenanceShape]](t, name, text)
	case path.Dir(name) == "incidents":
		decode[singleShape[incidentShape]](t, name, text)
	default:
		return false
	}
	return true
}

// checkAllJSON checks the JSON files of a site, and counts them.
func checkAllJSON(t failer, schemas map[string]*jsonschema.Schema, tree output.Tree) int {
	t.Helper()
	checked := 0
	for f := range tree.All() {
		if path.Ext(f.Path) != ".json" || path.Dir(f.Path) == "api/schema" || f.Path == "api/build.json" {
			continue
		}
		text, err := f.Render()
		if err != nil {
			t.Fatalf("%s: %v", f.Path, err)
		}
		checkJSON(t, schemas, f.Path, text)
		checked++
	}
	return checked
}

func TestEveryJSONFileOfTheExampleFollowsItsSchema(t *testing.T) {
	files := os.DirFS("../..")
	s, err := content.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	s.Hub = "https://hub.example.com/"
	for _, now := range []time.Time{during(), after()} {
		tree := tree(t, s, files, now)
		all := schemas(t, tree)
		if checked := checkAllJSON(t, all, tree); checked < 100 {
			t.Errorf("only %d files were checked", checked)
		}
		checkJSON(t, all, "api/build.json", []byte(render(t, tree)["api/build.json"]))
	}
}

func TestEveryJSONFileOfAnySiteFollowsItsSchema(t *testing.T) {
	none := fstest.MapFS{}
	look, err := theme.Load("", themes.FS, none)
	if err != nil {
		t.Fatal(err)
	}
	all := schemas(t, small(t, "", during()))
	rapid.Check(t, func(t *rapid.T) {
		tree, err := site.Tree(report.At(sites().Draw(t, "site"), status.Record{}, instants().Draw(t, "now")), look, none)
		if err != nil {
			t.Fatal(err)
		}
		checkAllJSON(t, all, tree)
	})
}

// odd are texts with what could break JSON.
func odd() *rapid.Generator[string] {
	return rapid.SampledFrom([]string{"Mail", `a < b & "c" \ d`, "null \x00 and \x1b", "\xff no UTF-8", "ünïcödé 🙂\u2028", "*Words* [here](/x/)", strings.Repeat("long ", 100)})
}

func instants() *rapid.Generator[time.Time] {
	return rapid.Map(rapid.IntRange(0, 60*24*40), func(n int) time.Time {
		return time.Date(2026, 2, 20, 0, n, 0, 0, time.UTC) // the clocks change on 8 March
	})
}

// sites are small ones, in a zone whose days have 23 to 25 hours, as content might load
// them.
func sites() *rapid.Generator[*status.Site] {
	return rapid.Custom(func(t *rapid.T) *status.Site {
		zone, err := time.LoadLocation("America/Denver")
		if err != nil {
			t.Fatal(err)
		}
		s := &status.Site{
			Title: odd().Draw(t, "title"), URL: "https://example.com/status", Zone: zone, Weights: status.DefaultWeights(),
			Hub:       rapid.SampledFrom([]string{"", "https://hub.example.com/"}).Draw(t, "hub"),
			Languages: rapid.SampledFrom([][]string{{"en"}, {"ar", "en"}}).Draw(t, "languages"), StaleAfter: 26 * time.Hour,
		}
		for n := range rapid.IntRange(1, 2).Draw(t, "groups") {
			g := status.Group{Components: components(string(rune('a'+n))).Draw(t, "components")}
			if rapid.Bool().Draw(t, "named") {
				g.ID, g.Name = "group-"+g.Components[0].ID, odd().Draw(t, "group")
			}
			s.Groups = append(s.Groups, g)
		}
		for n := range rapid.IntRange(0, 3).Draw(t, "incidents") {
			s.Incidents = append(s.Incidents, incidents("2026-02-2"+string(rune('0'+n)), s.Components()).Draw(t, "incident"))
		}
		return s
	})
}

func components(prefix string) *rapid.Generator[[]status.Component] {
	return rapid.Custom(func(t *rapid.T) []status.Component {
		var all []status.Component
		for n := range rapid.IntRange(1, 2).Draw(t, "many") {
			c := status.Component{
				ID: prefix + string(rune('0'+n)), Name: odd().Draw(t, "name"), Description: rapid.SampledFrom([]string{"", "What it is"}).Draw(t, "description"),
				Since: status.DateOf(instants().Draw(t, "since"), time.UTC), SLO: status.Fraction(rapid.SampledFrom([]int64{0, 9_995_000}).Draw(t, "slo")),
			}
			if rapid.Bool().Draw(t, "retires") {
				c.Until = c.Since.AddDays(rapid.IntRange(1, 30).Draw(t, "days"))
			}
			all = append(all, c)
		}
		return all
	})
}

// incidents are of every kind, with updates that may be in any order of phases.
func incidents(id string, of []status.Component) *rapid.Generator[status.Incident] {
	return rapid.Custom(func(t *rapid.T) status.Incident {
		i := status.Incident{
			ID: id, File: "content/incidents/" + id + ".md", Title: odd().Draw(t, "title"), Intro: odd().Draw(t, "intro"),
			Kind:       rapid.SampledFrom([]status.Kind{status.KindIncident, status.KindMaintenance, status.KindNotice}).Draw(t, "kind"),
			Backfilled: rapid.Bool().Draw(t, "backfilled"),
		}
		if i.Kind == status.KindMaintenance {
			from := instants().Draw(t, "from")
			i.Window = status.Window{From: from, Until: from.Add(3 * time.Hour)}
		}
		if i.Kind != status.KindNotice {
			i.Components = claims(of).Draw(t, "claims")
		}
		at := rapid.SliceOfN(instants(), 1, 4).Draw(t, "at")
		slices.SortFunc(at, time.Time.Compare)
		for n, at := range at {
			u := status.Update{ID: status.UpdateID(at, n+1), At: at, Text: odd().Draw(t, "text"), Phase: rapid.SampledFrom(i.Kind.Phases()).Draw(t, "phase")}
			if i.Kind != status.KindNotice {
				u.Claims = claims(of).Draw(t, "claims")
			}
			if rapid.Bool().Draw(t, "promises") {
				u.Next = at.Add(time.Hour)
			}
			i.Updates = append(i.Updates, u)
		}
		return i
	})
}

func claims(of []status.Component) *rapid.Generator[[]status.Claim] {
	return rapid.Custom(func(t *rapid.T) []status.Claim {
		healths := map[string]status.Health{}
		for _, c := range of {
			if rapid.Bool().Draw(t, "named") {
				healths[c.ID] = rapid.SampledFrom(status.Healths()).Draw(t, "health")
			}
		}
		var all []status.Claim
		for _, id := range slices.Sorted(maps.Keys(healths)) {
			all = append(all, status.Claim{Component: id, Health: healths[id]})
		}
		return all
	})
}
