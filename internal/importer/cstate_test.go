package importer_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"ownup/internal/importer"
	"ownup/internal/status"
)

const cstateConfig = `title: Acme
baseURL: https://status.acme.com/
timeZone: Europe/Berlin
params:
  categories:
    - {name: Network}
    - {name: Rest, untitled: true}
  systems:
    - {name: Website, category: Rest}
    - {name: Core, category: Network}
`

// issue is a cState page with one issue.
func issue(name, text string) importer.Input {
	return importer.Input{Files: fstest.MapFS{
		"config.yml":             {Data: []byte(cstateConfig)},
		"content/issues/" + name: {Data: []byte(text)},
	}}
}

func TestAnIssueOfCStateReadsAsIfAPersonHadWrittenIt(t *testing.T) {
	got, _ := only(t, "cstate", issue("2024-05-01 Core down.md", `---
title: Core is down
date: 2024-05-01 08:00:00
resolved: true
resolvedWhen: 2024-05-01T10:00:00Z
severity: down
affected: [core, Website]
section: issue
---
*Resolved* - all is well. {{< track "2024-05-01 12:30" >}}

*Investigating* - we look. {{< track "2024-05-01 08:10" >}}

## What we know

Little.
`))
	const want = `---
title: Core is down
components:
  core: major_outage
  website: major_outage
aliases: ["/issues/2024-05-01-core-down/"]
---

## 2024-05-01 08:00 +02:00 investigating

### What we know

Little.

## 2024-05-01 08:10 +02:00 investigating

*Investigating* - we look.

## 2024-05-01 12:30 +02:00 resolved since 12:00

*Resolved* - all is well.
`
	if got != want {
		t.Errorf("it is\n%s\nwant\n%s", got, want)
	}
}

func TestIssuesOfCStateAreWhatTheyMean(t *testing.T) {
	const open = "---\ntitle: A\ndate: 2024-05-01T08:00:00Z\n"
	for _, test := range []struct {
		name, text, want string // kind, phase and times at noon of 2026-09-03
	}{
		{"a maintenance to come", open + "resolved: false\nresolvedWhen: 2027-05-01T10:00:00Z\nseverity: notice\n---\n", "maintenance in_progress 08:00"},
		{"a planned window", open + "resolved: true\nresolvedWhen: 2024-05-01T10:00:00Z\nseverity: notice\n---\nPlanned maintenance.\n", "maintenance completed 08:00-10:00"},
		{"a remark", open + "resolved: true\nresolvedWhen: 2024-05-01T10:00:00Z\nseverity: notice\n---\nHello.\n", "notice resolved 08:00-10:00"},
		{"an informational", open + "informational: true\n---\nHello.\n", "notice update 08:00"},
		{"an end before the beginning", open + "resolved: true\nresolvedWhen: 2024-05-01T07:00:00Z\nseverity: down\n---\n", "incident resolved 08:00-08:00"},
		{"no end", open + "resolved: yes\nresolvedWhen: \"\"\nseverity: disrupted\n---\n", "incident resolved 08:00-08:00"},
		{"an end spelled otherwise", open + "resolved: \"true\"\nresolvedwhen: '2024-05-01 09:30:00Z'\nseverity: down\n---\n", "incident resolved 08:00-09:30"},
		{"an end in a comment", open + "resolved: true\n# resolvedWhen: 2024-05-01 09:30\nseverity: down\n---\n", "incident resolved 08:00-08:00"},
		{"an open one with an end", open + "resolved: false\nresolvedWhen: 2024-05-01T10:00:00Z\nseverity: down\n---\n", "incident investigating 08:00"},
		{"CRLF and a BOM", "\ufeff" + strings.ReplaceAll(open+"resolved: true\nresolvedWhen: 2024-05-01T8:30:00+00:00\nseverity: down\n---\nText\n", "\n", "\r\n"), "incident resolved 08:00-08:30"},
		{"TOML", "+++\ntitle = \"A\"\ndate = 2024-05-01T08:00:00Z\nresolved = true\nresolvedWhen = 2024-05-01T10:00:00+02:00\nseverity = \"down\"\n+++\nText\n", "incident resolved 08:00-08:00"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, i := only(t, "cstate", issue("a.md", test.text))
			c, ok := i.Course(noon)
			got := i.Kind.String() + " " + c.Phase.String() + " " + c.Start.UTC().Format("15:04")
			if !c.End.IsZero() {
				got += "-" + c.End.UTC().Format("15:04")
			}
			if got != test.want || !ok {
				t.Errorf("it is %q, want %q", got, test.want)
			}
		})
	}
}

func TestWhatCStateCannotReadIsRefusedByName(t *testing.T) {
	for name, text := range map[string]string{
		"empty.md":    "",
		"front.md":    "title: no front matter\n---\nText\n",
		"month.md":    "---\ntitle: A\ndate: 2023-07-94T10:00:00Z\n---\n",
		"variable.md": "---\ntitle: A\ndate: $ISSUE_DATETIME\n---\n",
		"hour.md":     "---\ntitle: A\ndate: 2023-07-14T015:00:00+02:00\n---\n",
		"none.md":     "---\ntitle: A\n---\n",
		"draft.md":    "---\ntitle: A\ndate: 2023-07-14\ndraft: true\n---\n",
	} {
		project := fstest.MapFS{}
		plan := bring(t, "cstate", issue(name, text), project)
		refused := plan.Report.Refused()
		if len(refused) != 1 || refused[0].Pos.File != "content/issues/"+name || refused[0].Message == "" {
			t.Errorf("%s: %v", name, refused)
		}
		if s := load(t, project); len(s.Incidents) > 0 {
			t.Errorf("%s is told all the same", name)
		}
	}
}

func TestSystemsThatAreGoneAreRetired(t *testing.T) {
	project := fstest.MapFS{}
	bring(t, "cstate", issue("a.md", "---\ntitle: A\ndate: 2024-05-01T08:00:00Z\nresolved: true\nresolvedWhen: 2024-05-02T08:00:00Z\nseverity: down\naffected:\n- Compute/LON1, core\n- Next\n---\n"), project)
	s := load(t, project)
	for id, until := range map[string]string{"compute-lon1": "2024-05-03", "next-component": "2024-05-03", "core": "0000-00-00"} {
		if c, ok := s.Component(id); !ok || c.Until.String() != until {
			t.Errorf("%s is in use until %s, want %s", id, c.Until, until)
		}
	}
}

func TestTranslationsAndPicturesComeAlong(t *testing.T) {
	in := issue("a.md", "---\ntitle: A\ndate: 2024-05-01T08:00:00Z\nseverity: down\n---\nSee ![the map](/img/map.png), ![a graph](graph.png) and ![gone](/no.png).\n")
	files := in.Files.(fstest.MapFS)
	files["content/de/issues/a.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Ein Ausfall\ndate: 2024-05-01T08:00:00Z\nseverity: down\n---\nSiehe Karte.\n")}
	files["static/img/map.png"] = &fstest.MapFile{Data: []byte("PNG")}
	files["content/issues/graph.png"] = &fstest.MapFile{Data: []byte("PNG")}
	project := fstest.MapFS{}
	bring(t, "cstate", in, project)
	s := load(t, project)
	i := s.Incidents[0]
	if len(i.Translations) != 1 || i.Translations[0].Title != "Ein Ausfall" || i.Translations[0].Texts[i.Updates[0].ID] != "Siehe Karte." {
		t.Errorf("the translation is %+v", i.Translations)
	}
	if want := []string{"/de/issues/a/", "/issues/a/"}; !slices.Equal(i.Aliases, want) || !slices.Equal(s.Languages, []string{"en", "de"}) {
		t.Errorf("the aliases are %q, the languages %q", i.Aliases, s.Languages)
	}
	if len(i.Pictures) != 1 || i.Pictures[0].Name != "graph.png" || project["content/static/img/map.png"] == nil {
		t.Errorf("the pictures are %v", i.Pictures)
	}
	if text := i.Updates[0].Text; strings.Contains(text, "no.png") || !strings.Contains(text, "and gone.") {
		t.Errorf("the text is %q", text)
	}
	if c, _ := i.Course(noon); c.Phase != status.Investigating {
		t.Errorf("it is %v", c.Phase)
	}
}
