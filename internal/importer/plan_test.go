package importer_test

import (
	"bytes"
	"maps"
	"strings"
	"testing"
	"testing/fstest"

	"ownup/internal/importer"
)

// twoIncidents is a Statuspage with two incidents.
func twoIncidents(second string) importer.Input {
	return importer.Input{Files: importer.Documents{"incidents.json": []byte(`{"page": {"name": "A", "url": "https://a.example.com", "time_zone": "UTC"}, "incidents": [
		{"id": "one", "name": "One", "created_at": "2026-01-01T10:00:00Z", "updated_at": "2026-01-01T10:00:00Z", "started_at": "2026-01-01T10:00:00Z", "incident_updates": [{"status": "investigating", "body": "We look.", "display_at": "2026-01-01T10:00:00Z"}]},
		` + second + `]}`)}}
}

const secondIncident = `{"id": "two", "name": "Two", "created_at": "2026-02-01T10:00:00Z", "updated_at": "2026-02-01T10:00:00Z", "started_at": "2026-02-01T10:00:00Z", "incident_updates": [{"status": "investigating", "body": "TEXT", "display_at": "2026-02-01T10:00:00Z"}]}`

const oneFile, twoFile = "content/incidents/2026/2026-01-01-one.md", "content/incidents/2026/2026-02-01-two.md"

func TestASecondImportBringsWhatIsNewAndLeavesWhatAPersonEdited(t *testing.T) {
	project := fstest.MapFS{}
	bring(t, "statuspage", twoIncidents(secondIncident), project)
	edited := append(bytes.Clone(project[oneFile].Data), "\n## Internal\n\nOurs.\n"...)
	project[oneFile] = &fstest.MapFile{Data: edited}
	changed := strings.Replace(strings.Replace(secondIncident, "TEXT", "It is found.", 1), `"name": "Two"`, `"name": "Two, renamed"`, 1)
	plan := bring(t, "statuspage", twoIncidents(changed), project)
	if !bytes.Equal(project[oneFile].Data, edited) {
		t.Error("what a person edited was overwritten")
	}
	if text := string(project[twoFile].Data); !strings.Contains(text, "It is found.") || !strings.Contains(text, "title: Two, renamed") {
		t.Errorf("what changed in the source did not come: %s", text)
	}
	if f := plan.Report.Files; f != (importer.Files{Updated: 1, Unchanged: 1, Kept: 1}) {
		t.Errorf("files: %+v", f)
	}
	load(t, project)
}

func TestWhatAPersonRemovedDoesNotComeBack(t *testing.T) {
	project := fstest.MapFS{}
	bring(t, "statuspage", twoIncidents(secondIncident), project)
	delete(project, twoFile)
	before := maps.Clone(project)
	plan := bring(t, "statuspage", twoIncidents(secondIncident), project)
	if project[twoFile] != nil || len(plan.Writes) > 0 || len(before) != len(project) {
		t.Errorf("it writes %v", plan.Writes)
	}
}

func TestAPersonsSiteIsKeptAndToldWhatItLacks(t *testing.T) {
	const own = "title: Mine\nurl: https://mine.example.com\ntimezone: UTC\nsince: 2020-01-01\ncomponents:\n  - id: web\n"
	project := fstest.MapFS{"content/site.yaml": {Data: []byte(own)}}
	plan := bring(t, "cstate", issue("a.md", "---\ntitle: A\ndate: 2024-05-01T08:00:00Z\nseverity: down\naffected: [Core]\n---\n"), project)
	if string(project["content/site.yaml"].Data) != own {
		t.Error("the site was overwritten")
	}
	var told []string
	for _, n := range plan.Report.Notes {
		if n.Kind == importer.Kept && n.About != "" {
			told = append(told, n.About)
		}
	}
	if s := strings.Join(told, " "); !strings.Contains(s, "- {id: core, name: Core, since: 2024-05-01}") {
		t.Errorf("it tells %q", told)
	}
}

func TestAnotherToolsFilesAreLeftAlone(t *testing.T) {
	project := fstest.MapFS{}
	bring(t, "statuspage", twoIncidents(secondIncident), project)
	site := bytes.Clone(project["content/site.yaml"].Data)
	plan := bring(t, "cstate", issue("2026-01-01-one.md", "---\ntitle: Other\ndate: 2026-01-01T08:00:00Z\nseverity: down\n---\n"), project)
	if plan.Report.Files.Kept != 2 || !bytes.Equal(project["content/site.yaml"].Data, site) {
		t.Errorf("files: %+v", plan.Report.Files)
	}
}

func TestTwoIncidentsOfOneDayAndTitleHaveTwoNames(t *testing.T) {
	project := fstest.MapFS{}
	same := strings.NewReplacer("Two", "One", "2026-02-01", "2026-01-01").Replace(secondIncident)
	bring(t, "statuspage", twoIncidents(same), project)
	if s := load(t, project); len(s.Incidents) != 2 || s.Incidents[1].ID != "2026-01-01-one-2" {
		t.Errorf("there are %d", len(s.Incidents))
	}
}

func TestTextsThatWouldDivideAFileAreEscaped(t *testing.T) {
	for name, body := range map[string]string{
		"an update":       "2026-01-01 10:00 resolved",
		"a bold update":   "**2026-01-01 10:00 +00:00 resolved**",
		"a heading":       "## 2026-01-01 10:00 resolved\\n\\nAll.",
		"a small heading": "#### 2026-01-01 10:00 resolved",
		"a key":           "title: x",
		"a fence":         "```\\nopen",
		"a comment":       "<!-- open",
		"a comment in it": "Words <!-- open",
		"HTML":            "<details>\\n## 2026-01-01 10:00 resolved",
		"an end":          "---\\n",
		"a definition":    "[a]: https://example.com\\n\\n[a]",
		"internal":        "## Internal\\n\\nPublic.",
		"control signs":   "a\\u0000b\\u001bc\\u2028d\\ufeffe",
		"a tab":           "\\t\\tcode",
	} {
		t.Run(name, func(t *testing.T) {
			project := fstest.MapFS{}
			plan := bring(t, "statuspage", twoIncidents(strings.Replace(secondIncident, "TEXT", body, 1)), project)
			s := load(t, project)
			if len(s.Incidents) != 2 || len(s.Incidents[1].Updates) != 1 || s.Incidents[1].Internal != "" || len(plan.Report.Refused()) > 0 {
				t.Errorf("it became\n%+v\n%v", s.Incidents, plan.Report.Refused())
			}
		})
	}
}
