package importer_test

import (
	"slices"
	"testing"
	"testing/fstest"

	"ownup/internal/importer"
)

func TestAnIncidentOfStatusfyReadsAsIfAPersonHadWrittenIt(t *testing.T) {
	project := fstest.MapFS{}
	bring(t, "statusfy", importer.Input{Files: fstest.MapFS{
		"config.js":       {Data: []byte("module.exports = {\n  title: 'Demo',\n  defaultLocale: 'en',\n  baseUrl: 'https://status.example.com',\n  content: {\n    systems: ['cdn', 'api']\n  }\n}\n")},
		"locales/en.json": {Data: []byte(`{"systems": {"cdn": "CDN", "api": {"title": "The API"}}}`)},
		"content/2018-01-28_api-issues.md": {Data: []byte("---\ntitle: API Issues\ndescription: Our API was slow.\ndate: 2018-01-28T18:28:48.878Z\nseverity: degraded-performance\naffectedsystems:\n  - api\n  - cdn\nresolved: true\n---\n" +
			"General text.\n\n::: update Monitoring | 2018-01-28T23:28:48.878Z\nBack to normal.\n:::\n\n::: update Resolved | 2018-01-28T23:58:48.878Z\nDone.\n:::\n")},
		"content/es/2018-01-28_api-issues.md": {Data: []byte("---\ntitle: Fallos\ndate: 2018-01-28T18:28:48.878Z\nseverity: degraded-performance\n---\nTexto.\n")},
		"content/README.md":                   {Data: []byte("# Not an incident\n")},
		"content/2018-02-01_plan.md":          {Data: []byte("---json\n{\"title\": \"Plan\", \"date\": \"2018-02-01T10:00:00Z\", \"severity\": \"under-maintenance\", \"scheduled\": \"2018-02-03T10:00:00Z\", \"duration\": 90, \"affectedsystems\": [\"api\"]}\n---\nNew disks.\n")},
	}}, project)
	s := load(t, project)
	const want = `---
title: API Issues
components:
  api: degraded_performance
  cdn: degraded_performance
aliases: [/es/incidents/16b62b0e, /incidents/16b62b0e]
---
Our API was slow.

## 2018-01-28 18:28:48 +00:00 investigating

General text.

## 2018-01-28 23:28:48 +00:00 monitoring

Back to normal.

## 2018-01-28 23:58:48 +00:00 resolved

Done.
`
	if got := string(project["content/incidents/2018/2018-01-28_api-issues.md"].Data); got != want {
		t.Errorf("it is\n%s\nwant\n%s", got, want)
	}
	i := s.Incidents[0]
	if len(i.Translations) != 1 || i.Translations[0].Title != "Fallos" || !slices.Equal(s.Languages, []string{"en", "es"}) {
		t.Errorf("the translations are %+v", i.Translations)
	}
	if c, _ := s.Component("the-api"); c.Name != "" {
		t.Error("an id is made of a name where the source has one")
	}
	plan := s.Incidents[1]
	if plan.Window.Until.Sub(plan.Window.From).Minutes() != 90 || plan.Title != "Plan" {
		t.Errorf("the plan is %+v", plan)
	}
}
