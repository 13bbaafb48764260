package importer_test

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/BurntSushi/toml"
	"go.yaml.in/yaml/v4"

	"ownup/internal/importer"
	"ownup/internal/status"
)

// cstateFile is what the comparison reads of an issue: everything as text.
type cstateFile struct {
	Title         string
	Date          string
	Resolved      string
	ResolvedWhen  string `yaml:"resolvedWhen"`
	Severity      string
	Informational string
	Pin           string
	Affected      []string
	body          string
}

// start and end are when the issue was, by its front matter. Where it ends before it
// begins, it ends as it begins.
func (f cstateFile) start(t testing.TB) time.Time { return cstateTime(t, f.Date) }

func (f cstateFile) end(t testing.TB) time.Time {
	if strings.TrimSpace(f.ResolvedWhen) == "" {
		return time.Time{}
	}
	end := cstateTime(t, f.ResolvedWhen)
	if start := f.start(t); end.Before(start) {
		return start
	}
	return end
}

// cstateSite is what the comparison reads of a configuration.
type cstateSite struct {
	Title   string
	BaseURL string `yaml:"baseURL"`
	Params  struct {
		Categories []struct {
			Name     string
			Untitled bool
		}
		Systems []struct {
			Name, DisplayName, Description, Category string
		}
	}
}

// cstateTime reads the times of the corpus by Go's own layouts.
func cstateTime(t testing.TB, text string) time.Time {
	t.Helper()
	text = strings.TrimSpace(text)
	for _, layout := range []string{
		"2006-01-02T15:04:05Z07:00", "2006-01-02 15:04:05", "2006-01-02T15:04:05", "2006-01-02 15:04:05 -0700", time.DateOnly,
	} {
		if at, err := time.Parse(layout, text); err == nil {
			return seconds(at)
		}
	}
	t.Errorf("%q is no time of the corpus", text)
	return time.Time{}
}

// saidWhen is what a person found in the texts of the corpus: when their messages were
// said, in UTC, besides the first words and the front matter's end. All other issues of the
// corpus say no time at which anything was said.
var saidWhen = map[string]string{
	"2023-09-13-problema-con-red":        "11 13:15",
	"2023-03-03-router-upgrade":          "06 12:20",
	"2023-11-22-mantenimiento-de-transf": "28 11:00, 29 00:00",
	"2023-02-01-spectrum-scale":          "09 00:00, 10 00:00, 11 09:15",
	"2026-04-27-hpc-users":               "30 12:30, 30 15:00",
	"2024-07-17-cloud-upgrade":           "23 15:00, 24 18:00, 25 11:00",
	"2024-09-28-incidencia-el":           "01 10:45",
	"2024-09-12-mantenimiento-de-transf": "16 00:00",
	"2025-07-24-hpc-and-grid":            "30 09:00, 30 16:00, 01 09:00, 04 09:00",
	"2025-07-31-cloud-disrupted":         "", // the day of its beginning
	"2025-04-14-cloud-upgrade":           "25 13:30, 08 10:00, 09 15:00, 13 00:00",
	"2025-08-29-multiple-internal":       "29 00:00, 18 00:00, 19 00:00, 23 12:30",
	"2025-02-13-ampliacion-de-pot":       "25 17:30, 27 12:30, 28 08:40, 03 13:40, 05 11:30, 11 11:00",
	"2022-08-03-openstack-update":        "11 00:00, 19 00:00, 01 00:00, 05 00:00",
	"2022-11-22-corte-de-corr":           "02 00:00", // and one of the year 2922
	"2022-12-14-cloud-dhcp":              "14 11:00, 14 11:00",
	"2020-12-17-scheduled-maint":         "19 12:00, 20 12:00, 20 14:00, 20 15:00, 20 15:15, 20 15:45, 20 22:00",
	"2023-03-28-ci-outage":               "28 21:00, 29 07:30, 29 14:00, 29 15:30, 29 15:50",
	"2024-09-09-azure-VMs":               "10 00:00",
	"2022-02-10-agents-not":              "11 15:20, 11 19:00",
	"2021-05-03-maintenance-ingress":     "03 11:58",
	"2021-06-08-ci-agents":               "08 09:35, 08 11:20",
	"2021-10-25-maintenance-window-aks":  "25 00:00",
	"2021-04-19-get-jenkins-io":          "19 21:12",
	"2021-06-07-repo-jenkins":            "07 16:37, 08 07:37",
	"2022-11-15-director":                "15 20:00, 15 22:00",
	"2024-07-16-planned-hpcc":            "17 00:00, 17 00:00, 18 18:00",
	"2024-05-07-planned-lustre":          "08 00:00, 09 00:00, 10 13:00",
	"2024-08-26-planned-hpcc":            "28 00:00, 30 00:00, 06 00:00, 10 16:00",
	"2025-07-18-storage":                 "18 22:00, 18 22:30",
	"2022-06-22_network":                 "24 08:00, 24 10:00",
	"2022-11-29-datacentre":              "01 15:00",
	"2021-network-failure":               "28 11:35",
}

func TestCorpusOfCState(t *testing.T) {
	pages, err := fs.Glob(corpus(t, "cstate"), "*")
	if err != nil || len(pages) != 5 {
		t.Fatal(pages, err)
	}
	for _, page := range pages {
		t.Run(page, func(t *testing.T) { compareCState(t, corpus(t, "cstate/"+page)) })
	}
}

func compareCState(t *testing.T, source fs.FS) {
	project := fstest.MapFS{}
	plan := bring(t, "cstate", importer.Input{Files: source}, project)
	placed(t, plan)
	again(t, "cstate", importer.Input{Files: source}, project)
	s := load(t, project)
	c := compare(t)
	config := readCStateConfig(t, source)
	c.same("config", "page with its components", pageOf(s), cstatePage(config, s))
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
			c.cstate(s, config, name, want, got)
		}
	}
	if len(s.Incidents) != count || len(plan.Report.Refused()) > 0 {
		t.Errorf("%d of %d came; refused: %v", len(s.Incidents), count, plan.Report.Refused())
	}
	t.Logf("%d issues: %d incidents, %d maintenances, %d notices; refused: none", count, plan.Report.Incidents, plan.Report.Maintenances, plan.Report.Notices)
}

func readCStateConfig(t *testing.T, source fs.FS) cstateSite {
	t.Helper()
	var config cstateSite
	text, err := fs.ReadFile(source, "config.yml")
	if err == nil {
		text = []byte(strings.ReplaceAll(string(text), "displayName:", "displayname:"))
		err = yaml.Unmarshal(text, &config)
	} else if text, err = fs.ReadFile(source, "hugo.toml"); err == nil {
		err = toml.Unmarshal(text, &config)
	}
	if err != nil {
		t.Fatal(err)
	}
	return config
}

// cstatePage tells what pageOf tells, by the configuration: components in the order of
// their categories.
func cstatePage(config cstateSite, s *status.Site) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s %s\n", config.Title, strings.TrimRight(config.BaseURL, "/"), s.Zone)
	row := func(group, name, display, description string) {
		if display == "" {
			display = name
		}
		fmt.Fprintf(&b, "%s / %s: %s\n", group, oneLine(display), oneLine(description))
	}
	for _, category := range config.Params.Categories {
		for _, system := range config.Params.Systems {
			group := category.Name
			if category.Untitled {
				group = ""
			}
			if system.Category == category.Name {
				row(group, system.Name, system.DisplayName, system.Description)
			}
		}
	}
	return b.String()
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

var tagOrCall = regexp.MustCompile(`</?strike>|\{\{.*?\}\}`)

func (c *comparison) cstate(s *status.Site, config cstateSite, name string, want cstateFile, got status.Incident) {
	c.same(name, "title", got.Title, oneLine(want.Title))
	c.same(name, "pin", got.Pinned, want.Pin == "true")
	course, _ := got.Course(noon)
	start, end := want.start(c), want.end(c)
	c.same(name, "start", stamped(course.Start), stamped(start))
	resolved := want.Resolved == "true" || want.Resolved == "True"
	if got.Kind != status.KindNotice && resolved && !end.IsZero() {
		c.same(name, "end", stamped(course.End), stamped(end))
	}
	if resolved {
		c.same(name, "state", course.Open, false)
	}
	c.same(name, "kind", want.kind(c, got.Kind), "fits")
	if got.Kind == status.KindMaintenance {
		c.same(name, "window", stamped(got.Window.From)+" "+stamped(got.Window.Until), stamped(start)+" "+stamped(end))
	}
	names := c.cstateSystems(s, config, name, want, got)
	c.spells(name, s, &got, noon, want.spells(c, got.Kind, names))
	c.cstateTimes(name, got, start)
	var told strings.Builder
	for _, u := range got.Updates {
		told.WriteString(u.Text)
	}
	gotLetters, wantLetters := []byte(letters(told.String())), []byte(letters(tagOrCall.ReplaceAllString(want.body, "")))
	slices.Sort(gotLetters) // updates stand in the order of time
	slices.Sort(wantLetters)
	c.same(name, "words", string(gotLetters), string(wantLetters))
}

// kind reports whether what an issue became fits its severity: an outage never becomes
// anything else, and nothing becomes a maintenance that has no window.
func (f cstateFile) kind(t testing.TB, k status.Kind) string {
	outage := f.Severity == "down" || f.Severity == "disrupted"
	if outage != (k == status.KindIncident) || k == status.KindMaintenance && !f.start(t).Before(f.end(t)) {
		return "an issue of severity " + f.Severity + " is told as " + k.String()
	}
	return "fits"
}

// spells works out who was affected when: each system by the severity of the whole, from
// the date to its end.
func (f cstateFile) spells(t testing.TB, k status.Kind, names []string) []spell {
	health := map[string]string{"down": "major_outage", "disrupted": "partial_outage"}[f.Severity]
	if k == status.KindMaintenance {
		health = "under_maintenance"
	}
	if health == "" {
		return nil
	}
	end := f.end(t)
	if k == status.KindIncident && f.Resolved != "true" && f.Resolved != "True" {
		end = time.Time{}
	}
	var all []spell
	for _, name := range names {
		all = append(all, spell{name, health, f.start(t), end})
	}
	return all
}

// cstateSystems compares the names of what is affected, and gives them.
func (c *comparison) cstateSystems(s *status.Site, config cstateSite, name string, want cstateFile, got status.Incident) []string {
	shown := map[string]string{}
	for _, system := range config.Params.Systems {
		shown[strings.ToLower(system.Name)] = oneLine(system.Name)
		if system.DisplayName != "" {
			shown[strings.ToLower(system.Name)] = oneLine(system.DisplayName)
		}
	}
	var names, wanted []string
	for _, claim := range got.Components {
		component, _ := s.Component(claim.Component)
		names = append(names, component.Name)
	}
	for _, a := range strings.Split(strings.Join(want.Affected, ","), ",") { // one file has a list in a text
		a = oneLine(a)
		if a == "" {
			continue
		}
		if known, ok := shown[strings.ToLower(a)]; ok {
			a = known
		}
		if !slices.ContainsFunc(wanted, func(w string) bool { return strings.EqualFold(w, a) }) {
			wanted = append(wanted, a)
		}
	}
	fold := func(all []string) string { return strings.ToLower(strings.Join(sorted(all), "\n")) }
	c.same(name, "components", fold(names), fold(wanted))
	return names
}

// cstateTimes compares when the messages of an issue were said.
func (c *comparison) cstateTimes(name string, got status.Incident, start time.Time) {
	want := ""
	for prefix, times := range saidWhen {
		if strings.HasPrefix(path.Base(name), prefix) {
			want = times
		}
	}
	var said []string
	for n, u := range got.Updates {
		opening := n == 0 && (u.At.Equal(start) || got.Kind == status.KindMaintenance)
		if !opening && u.Text != "" {
			said = append(said, u.At.UTC().Format("02 15:04"))
		}
	}
	c.same(name, "times of its messages", strings.Join(said, ", "), want)
}
