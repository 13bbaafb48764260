package statuspage

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	_ "time/tzdata"

	"ownup/internal/content"
	"ownup/internal/output"
	"ownup/internal/report"
	"ownup/internal/site/locale"
	"ownup/internal/status"
)

const siteYAML = `title: Acme
url: https://example.com/status
timezone: America/Denver
since: 2013-01-01
components:
  - group: Mail
    components:
      - {id: email, name: Email, description: Mailboxes}
      - {id: archive, name: Archive, until: 2013-06-01}
  - {id: web, name: Website}
`

// at gives the documents, by path, of a site with some incidents by name, at a time.
func at(t *testing.T, now string, incidents map[string]string) map[string]output.File {
	t.Helper()
	project := fstest.MapFS{"content/site.yaml": {Data: []byte(siteYAML)}}
	for name, text := range incidents {
		project["content/incidents/"+name+".md"] = &fstest.MapFile{Data: []byte(text)}
	}
	site, err := content.Load(project)
	if err != nil {
		t.Fatal(err)
	}
	instant, err := time.Parse("2006-01-02 15:04 -07:00", now+" -06:00")
	if err != nil {
		t.Fatal(err)
	}
	words, err := locale.For("en")
	if err != nil {
		t.Fatal(err)
	}
	r := report.At(site, status.Record{}, instant)
	files := map[string]output.File{}
	for _, f := range append(Site(r, words), Incidents(r, words)...) {
		files[f.Path] = f
	}
	return files
}

// raw gives the bytes of a document.
func raw(t *testing.T, files map[string]output.File, path string) string {
	t.Helper()
	f, ok := files[path]
	if !ok {
		t.Fatalf("there is no %s", path)
	}
	b, err := f.Render()
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// read decodes a document, and complains of each key that T does not have.
func read[T any](t *testing.T, files map[string]output.File, path string) T {
	t.Helper()
	var doc T
	d := json.NewDecoder(strings.NewReader(raw(t, files, path)))
	d.DisallowUnknownFields()
	if err := d.Decode(&doc); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return doc
}

const outage = `---
title: Mail is down
components: {email: major_outage}
started: 2013-09-03 07:00
---
Who sends mail is affected.

## 2013-09-03 08:00 identified (web: degraded_performance since 07:30)

A *router* is [broken](https://example.org/why).

## 2013-09-03 09:00 update

Still so.

## 2013-09-03 10:00 monitoring since 09:40 (email: degraded_performance)

## 2013-09-03 12:00 resolved since 11:30

All is well.

## 2013-09-05 12:00 postmortem

It was the router.
`

func TestAnIncidentIsToldAsItWasSaid(t *testing.T) {
	doc := read[single[Incident]](t, at(t, "2013-09-10 00:00", map[string]string{"core": outage}), "incidents/core.json")
	i := doc.Incident
	got := []string{i.ID, i.Name, i.Status, i.Impact, i.CreatedAt, i.StartedAt, *i.MonitoringAt, *i.ResolvedAt, i.UpdatedAt, i.Shortlink, i.PageID}
	want := []string{
		"core", "Mail is down", "postmortem", "major", "2013-09-03T08:00:00.000-06:00", "2013-09-03T07:00:00.000-06:00",
		"2013-09-03T09:40:00.000-06:00", "2013-09-03T11:30:00.000-06:00", "2013-09-05T12:00:00.000-06:00",
		"https://example.com/status/incidents/core/", "example-com-status",
	}
	if !slices.Equal(got, want) {
		t.Errorf("the incident is\n%q, want\n%q", got, want)
	}
	var updates []string
	for _, u := range i.Updates {
		line := u.ID + " " + u.Status + " " + u.DisplayAt[11:16] + " " + u.Body
		for _, a := range u.AffectedComponents {
			line += " | " + a.Code + " " + a.OldStatus + " > " + a.NewStatus
		}
		updates = append(updates, line)
	}
	want = []string{
		"core-20130905T180000Z postmortem 12:00 It was the router.",
		"core-20130903T180000Z resolved 12:00 All is well. | email degraded_performance > operational | web degraded_performance > operational",
		"core-20130903T160000Z monitoring 10:00 Email: degraded | email major_outage > degraded_performance",
		"core-20130903T150000Z identified 09:00 Still so.",
		"core-20130903T140000Z identified 08:00 A router is broken (https://example.org/why)." +
			" | email operational > major_outage | web operational > degraded_performance",
	}
	if !slices.Equal(updates, want) {
		t.Errorf("the updates are\n%s\nwant\n%s", strings.Join(updates, "\n"), strings.Join(want, "\n"))
	}
}

func TestAnIncidentBecomesPostmortemOnlyWithItsPostmortem(t *testing.T) {
	for now, want := range map[string]string{
		"2013-09-03 08:00": "identified", "2013-09-03 10:00": "monitoring",
		"2013-09-04 00:00": "resolved", "2013-09-05 12:00": "postmortem",
	} {
		doc := read[single[Incident]](t, at(t, now, map[string]string{"core": outage}), "incidents/core.json")
		if got := doc.Incident.Status; got != want {
			t.Errorf("at %s it is %s, want %s", now, got, want)
		}
	}
}

func TestWhatIsOverHasTheSameBytesInAnyLaterBuild(t *testing.T) {
	files := map[string]string{"core": outage, "upgrade": upgrade}
	for id, now := range map[string]string{"core": "2013-09-06 00:00", "upgrade": "2013-05-02 00:00"} {
		before := raw(t, at(t, now, files), "incidents/"+id+".json")
		files["later"] = strings.ReplaceAll(outage, "2013-09", "2013-10")
		after := raw(t, at(t, "2013-10-03 09:00", files), "incidents/"+id+".json")
		if before != after {
			t.Errorf("another incident and a month later it is\n%s\nit was\n%s", after, before)
		}
	}
}

const upgrade = `---
kind: maintenance
title: Upgrade
scheduled: {from: 2013-05-01 20:00, until: 2013-05-01 22:00}
components: [email, archive]
---

## 2013-04-20 09:00 scheduled

We upgrade.
`

func TestTheClockMovesAMaintenance(t *testing.T) {
	for _, test := range []struct{ now, status, updated, list string }{
		{"2013-04-30 12:00", "scheduled", "2013-04-20T09:00:00.000-06:00", "upcoming"},
		{"2013-05-01 20:00", "in_progress", "2013-05-01T20:00:00.000-06:00", "active"},
		{"2013-05-01 22:00", "completed", "2013-05-01T22:00:00.000-06:00", ""},
	} {
		files := at(t, test.now, map[string]string{"upgrade": upgrade})
		m := read[single[Maintenance]](t, files, "incidents/upgrade.json")
		if m.Incident.Status != test.status || m.Incident.UpdatedAt != test.updated || m.Page.UpdatedAt != test.updated {
			t.Errorf("at %s it is %s since %s, on a page updated %s; want %s since %s", test.now,
				m.Incident.Status, m.Incident.UpdatedAt, m.Page.UpdatedAt, test.status, test.updated)
		}
		if i := m.Incident; i.Impact != "maintenance" || i.ScheduledFor != "2013-05-01T20:00:00.000-06:00" ||
			i.ScheduledUntil != "2013-05-01T22:00:00.000-06:00" || i.StartedAt != "2013-04-20T09:00:00.000-06:00" || len(i.Updates) != 1 {
			t.Errorf("at %s it is %+v", test.now, i)
		}
		for _, list := range []string{"upcoming", "active"} {
			some := read[maintenances](t, files, "api/v2/scheduled-maintenances/"+list+".json").Maintenances
			if got, want := len(some) > 0, list == test.list; got != want {
				t.Errorf("at %s it is in %s: %v, want %v", test.now, list, got, want)
			}
		}
		if got, want := len(read[summary](t, files, "api/v2/summary.json").Maintenances) > 0, test.list != ""; got != want {
			t.Errorf("at %s it is in the summary: %v, want %v", test.now, got, want)
		}
	}
}

func TestACancelledMaintenanceIsCompleted(t *testing.T) {
	files := at(t, "2013-05-02 00:00", map[string]string{"upgrade": upgrade + `
## 2013-05-01 20:05 in_progress

## 2013-05-01 21:00 cancelled since 20:50

We stopped.
`})
	m := read[single[Maintenance]](t, files, "incidents/upgrade.json").Incident
	if m.Status != "completed" || *m.ResolvedAt != "2013-05-01T20:50:00.000-06:00" || m.Updates[0].Status != "completed" {
		t.Errorf("it is %s, over %s, last update %s", m.Status, *m.ResolvedAt, m.Updates[0].Status)
	}
	want := []Affected{{"email", "Email", "operational", "under_maintenance"}, {"archive", "Archive", "operational", "under_maintenance"}}
	if got := m.Updates[1].AffectedComponents; !slices.Equal(got, want) {
		t.Errorf("its beginning affected %v, want %v", got, want)
	}
}

func TestAPostmortemOfAMaintenanceLeavesItCompleted(t *testing.T) {
	files := at(t, "2013-05-04 00:00", map[string]string{"upgrade": upgrade + "\n## 2013-05-03 09:00 postmortem\n\nIt took too long.\n"})
	m := read[single[Maintenance]](t, files, "incidents/upgrade.json").Incident
	if m.Status != "completed" || m.Updates[0].Status != "completed" || m.Updates[0].Body != "It took too long." {
		t.Errorf("it is %s, its last update %+v", m.Status, m.Updates[0])
	}
}

func TestNoticesAreNoTrouble(t *testing.T) {
	files := at(t, "2013-05-01 12:00", map[string]string{"phishing": "---\nkind: notice\ntitle: Phishing\n---\n\n## 2013-05-01 10:00 update\n\nBeware.\n"})
	for path := range files {
		if strings.Contains(raw(t, files, path), "hishing") || strings.Contains(path, "phishing") {
			t.Errorf("%s tells of a notice", path)
		}
	}
}

func TestWhatNobodySpokeOfYetHasOneUpdate(t *testing.T) {
	files := at(t, "2013-05-01 12:00", map[string]string{"quiet": "---\ntitle: Mail is slow\nstarted: 2013-05-01 11:00\ncomponents: {email: degraded}\n---\nMail is slow.\n"})
	i := read[incidents](t, files, "api/v2/incidents/unresolved.json").Incidents[0]
	if i.Status != "investigating" || len(i.Updates) != 1 || i.Updates[0].Body != "Mail is slow." || i.Updates[0].ID != "quiet-20130501T170000Z" {
		t.Errorf("it is %+v", i)
	}
}

func TestWhatWasToldWhenItWasOverSaysHowItWas(t *testing.T) {
	files := at(t, "2013-05-03 12:00", map[string]string{"late": "---\ntitle: Mail was down\nstarted: 2013-05-01 11:00\n" +
		"components: {email: partial}\n---\n\n## 2013-05-03 10:00 resolved since 2013-05-01 12:00\n\nMail was down.\n"})
	want := []Affected{{"email", "Email", "partial_outage", "operational"}}
	if got := read[single[Incident]](t, files, "incidents/late.json").Incident.Updates[0].AffectedComponents; !slices.Equal(got, want) {
		t.Errorf("it says %v, want %v", got, want)
	}
}

func TestWhatIsReopenedIsNeitherResolvedNorMonitored(t *testing.T) {
	files := at(t, "2013-09-03 15:00", map[string]string{"core": outage[:strings.Index(outage, "## 2013-09-05")] +
		"## 2013-09-03 14:00 investigating (email: partial_outage)\n\nIt is back.\n"})
	i := read[single[Incident]](t, files, "incidents/core.json").Incident
	if i.Status != "investigating" || i.ResolvedAt != nil || i.MonitoringAt != nil {
		t.Errorf("it is %s, resolved %v, monitored %v", i.Status, i.ResolvedAt, i.MonitoringAt)
	}
	if got, want := i.Updates[0].AffectedComponents, []Affected{{"email", "Email", "operational", "partial_outage"}}; !slices.Equal(got, want) {
		t.Errorf("what came back is %v, want %v", got, want)
	}
}

func TestWhatWasWrittenDownLaterNotifiesNobody(t *testing.T) {
	files := at(t, "2013-09-10 00:00", map[string]string{"core": strings.Replace(outage, "title:", "backfilled: true\ntitle:", 1)})
	for _, u := range read[single[Incident]](t, files, "incidents/core.json").Incident.Updates {
		if u.DeliverNotifications {
			t.Errorf("%s notifies", u.ID)
		}
	}
}

func TestComponentsStandInTheOrderOfThePage(t *testing.T) {
	got := read[components](t, at(t, "2013-09-03 09:00", map[string]string{"core": outage}), "api/v2/components.json").Components
	description, group, since := "Mailboxes", "group-mail", "2013-01-01"
	head := Component{CreatedAt: "2013-01-01T00:00:00.000-07:00", Showcase: true, PageID: "example-com-status"}
	mail, email, web := head, head, head
	mail.ID, mail.Name, mail.Status, mail.Position, mail.Group = group, "Mail", "major_outage", 1, true
	mail.UpdatedAt, mail.Components = "2013-09-03T07:00:00.000-06:00", []string{"email"}
	email.ID, email.Name, email.Status, email.Position, email.GroupID = "email", "Email", "major_outage", 2, &group
	email.UpdatedAt, email.Description, email.StartDate = "2013-09-03T07:00:00.000-06:00", &description, &since
	web.ID, web.Name, web.Status, web.Position = "web", "Website", "degraded_performance", 4
	web.UpdatedAt, web.StartDate = "2013-09-03T07:30:00.000-06:00", &since
	for n, want := range []Component{mail, email, web} {
		a, _ := json.Marshal(got[n])
		b, _ := json.Marshal(want)
		if string(a) != string(b) {
			t.Errorf("component %d is\n%s, want\n%s", n, a, b)
		}
	}
	if len(got) != 3 {
		t.Errorf("%d components, want 3: the archive is retired", len(got))
	}
}
