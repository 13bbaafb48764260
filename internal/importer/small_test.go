package importer_test

import (
	"strings"
	"testing"

	"ownup/internal/importer"
)

func TestAnIncidentOfGoogleCloudIsTold(t *testing.T) {
	const document = `[{"id": "mLB", "begin": "2022-07-09T14:17:00+00:00", "created": "2022-07-20T13:39:01+00:00", "end": "2022-07-10T15:47:00+00:00",
		"external_desc": "Secret Manager experienced service unavailability in europe-west2", "status_impact": "SERVICE_DISRUPTION",
		"affected_products": [{"title": "Secret Manager", "id": "kzG"}], "uri": "incidents/mLB",
		"updates": [{"when": "2022-07-20T13:39:01+00:00", "text": "# Incident Report\n\n## Summary\n\nIt was down.", "status": "AVAILABLE"}]}]`
	got, _ := only(t, "googlecloud", importer.Input{Files: importer.Documents{"incidents.json": []byte(document)}})
	const want = `---
title: Secret Manager experienced service unavailability in europe-west2
components:
  secret-manager: partial_outage
started: 2022-07-09 14:17 +00:00
backfilled: true
aliases: [/incidents/mLB]
---

## 2022-07-20 13:39:01 +00:00 resolved since 2022-07-10 15:47 +00:00

### Incident Report

#### Summary

It was down.
`
	if got != want {
		t.Errorf("it is\n%s\nwant\n%s", got, want)
	}
}

func TestWhatIsOpenOnAnInstatusPageIsTold(t *testing.T) {
	got, _ := only(t, "instatus", importer.Input{Files: importer.Documents{
		"summary.json": []byte(`{"page": {"name": "Acme", "url": "https://acme.instatus.com", "status": "HASISSUES"},
			"activeIncidents": [{"name": "Slow", "started": "Mon Aug 03 2026 10:15:00 GMT+0000 (Coordinated Universal Time)", "status": "IDENTIFIED", "impact": "MAJOROUTAGE", "url": "https://acme.instatus.com/clb1"}]}`),
		"components.json": []byte(`{"components": [{"id": "c1", "name": "API"}]}`),
	}})
	const want = "---\ntitle: Slow\nimpact: major\naliases: [/clb1]\n---\n\n## 2026-08-03 10:15 +00:00 identified\n"
	if got != want {
		t.Errorf("it is\n%s\nwant\n%s", got, want)
	}
}

func TestWhatIsOpenOnStatusIOIsTold(t *testing.T) {
	got, _ := only(t, "statusio", importer.Input{Files: importer.Documents{"a.json": []byte(`{"result": {
		"status": [{"id": "c1", "name": "API", "status_code": 300}],
		"incidents": [{"_id": "i1", "name": "Slow", "datetime_open": "2026-08-03T10:15:00Z", "components_affected": [{"id": "c1", "name": "API"}],
			"messages": [{"datetime": "2026-08-03T10:20:00Z", "state": 100, "status": 300, "details": "We look."}]}],
		"maintenance": {"active": [], "upcoming": []}}}`)}})
	const want = "---\ntitle: Slow\ncomponents:\n  api: degraded_performance\nstarted: 2026-08-03 10:15 +00:00\n---\n\n## 2026-08-03 10:20 +00:00 investigating\n\nWe look.\n"
	if got != want {
		t.Errorf("it is\n%s\nwant\n%s", got, want)
	}
}

func TestAnUnknownToolIsToldWithTheNearest(t *testing.T) {
	err := importer.Known("cstat")
	if err == nil || !strings.Contains(err.Error(), `did you mean "cstate"?`) {
		t.Errorf("the error is %v", err)
	}
}
