package site_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"ownup/internal/content"
)

// decode reads a document into a shape, and complains of a key that the shape does not
// have, and of one that the document lacks or gives another kind of value.
func decode[T any](t failer, name string, text []byte) T {
	t.Helper()
	var doc T
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&doc); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	again, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	var want, got any
	if err := json.Unmarshal(text, &want); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(again, &got); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s lacks a key: it is\n%s\nand should be\n%s", name, text, again)
	}
	return doc
}

// get asks a server for a document.
func get[T any](t *testing.T, server, path string) T {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	var text bytes.Buffer
	if _, err := text.ReadFrom(answer.Body); err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("%s: status %d, %v", path, answer.StatusCode, err)
	}
	if kind := answer.Header.Get("Content-Type"); kind != "application/json" {
		t.Errorf("%s is %q", path, kind)
	}
	return decode[T](t, path, text.Bytes())
}

// meridian serves the example site as it is at an instant, and gives its address.
func meridian(t *testing.T, now time.Time) string {
	t.Helper()
	project := os.DirFS("../..")
	s, err := content.Load(project)
	if err != nil {
		t.Fatal(err)
	}
	files := tree(t, s, project, now)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f, ok := files.Lookup(strings.TrimPrefix(r.URL.Path, "/"))
		if !ok {
			http.NotFound(w, r)
			return
		}
		text, err := f.Render()
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		http.ServeContent(w, r, f.Path, time.Time{}, bytes.NewReader(text))
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func TestAClientInGoReadsAllOfTheExampleByStatuspagesAPI(t *testing.T) {
	for _, now := range []string{"2024-01-01T12:00:00Z", "2026-09-03T13:30:00Z", "2026-09-09T03:00:00Z", "2026-12-31T12:00:00Z"} {
		at, err := time.Parse(time.RFC3339, now)
		if err != nil {
			t.Fatal(err)
		}
		server := meridian(t, at)
		all := get[summaryShape](t, server, "/api/v2/summary.json")
		same(t, now+": status", get[stateShape](t, server, "/api/v2/status.json"), stateShape{all.Page, all.Status})
		same(t, now+": components", get[componentsShape](t, server, "/api/v2/components.json"), componentsShape{all.Page, all.Components})
		same(t, now+": unresolved", get[incidentsShape](t, server, "/api/v2/incidents/unresolved.json"), incidentsShape{all.Page, all.Incidents})
		planned := slices.Concat(
			get[maintenancesShape](t, server, "/api/v2/scheduled-maintenances/active.json").Maintenances,
			get[maintenancesShape](t, server, "/api/v2/scheduled-maintenances/upcoming.json").Maintenances,
		)
		same(t, now+": maintenance", maintenancesShape{all.Page, append([]maintenanceShape{}, planned...)}, maintenancesShape{all.Page, all.Maintenances})
		r := reader{t: t, server: server, page: all.Page.ID, components: map[string]string{}, updates: map[string]bool{}}
		r.learn(all.Components)
		for _, i := range get[incidentsShape](t, server, "/api/v2/incidents.json").Incidents {
			single := get[singleShape[incidentShape]](t, server, "/incidents/"+i.ID+".json")
			same(t, now+": "+i.ID, single.Incident, i)
			r.incident(i, "investigating identified monitoring resolved postmortem", "none minor major critical")
		}
		for _, m := range get[maintenancesShape](t, server, "/api/v2/scheduled-maintenances.json").Maintenances {
			single := get[singleShape[maintenanceShape]](t, server, "/incidents/"+m.ID+".json")
			same(t, now+": "+m.ID, single.Incident, m)
			r.incident(m.incidentShape, "scheduled in_progress verifying completed", "maintenance")
			r.times(m.ID, m.ScheduledFor, m.ScheduledUntil)
		}
	}
}

// same complains where two documents differ.
func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s: got\n%+v\nwant\n%+v", what, got, want)
	}
}

// reader looks at what a client relies on beyond the shapes.
type reader struct {
	t          *testing.T
	server     string
	page       string
	components map[string]string // status by id
	updates    map[string]bool   // ids that were seen
}

const healthWords = "operational under_maintenance degraded_performance partial_outage major_outage"

// one complains of a word that is none of those that a client knows.
func (r reader) one(what, got, known string) {
	r.t.Helper()
	if !slices.Contains(strings.Fields(known), got) {
		r.t.Errorf("%s is %q, and none of %s", what, got, known)
	}
}

// times complains of what is no instant.
func (r reader) times(what string, all ...string) {
	r.t.Helper()
	for _, text := range all {
		if _, err := time.Parse("2006-01-02T15:04:05.000Z07:00", text); err != nil {
			r.t.Errorf("%s: %v", what, err)
		}
	}
}

// learn takes in the components, each group before those that name it.
func (r reader) learn(all []componentShape) {
	for n, c := range all {
		r.one(c.ID, c.Status, healthWords)
		r.times(c.ID, c.CreatedAt, c.UpdatedAt)
		if _, known := r.components[c.ID]; known || c.PageID != r.page || n > 0 && c.Position <= all[n-1].Position {
			r.t.Errorf("the component %s is there twice, out of its place or of another page", c.ID)
		}
		if _, known := r.components[value(c.GroupID)]; c.GroupID != nil && !known || c.Group != (c.Components != nil) {
			r.t.Errorf("the group of %s is not known, or it is no group of its own", c.ID)
		}
		r.components[c.ID] = c.Status
	}
}

// value gives what a client shows of a text that may be missing.
func value(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}

// incident looks at an incident or a maintenance with all of its updates.
func (r reader) incident(i incidentShape, phases, impacts string) {
	r.one(i.ID, i.Status, phases)
	r.one(i.ID, i.Impact, impacts)
	r.times(i.ID, i.CreatedAt, i.UpdatedAt, i.StartedAt)
	if i.PageID != r.page || len(i.Updates) == 0 || !strings.HasSuffix(i.Shortlink, "/incidents/"+i.ID+"/") {
		r.t.Errorf("%s is of the page %s, at %s, with %d updates", i.ID, i.PageID, i.Shortlink, len(i.Updates))
	}
	var last time.Time
	for n, u := range i.Updates {
		r.one(u.ID, u.Status, phases)
		r.times(u.ID, u.CreatedAt, u.UpdatedAt, u.DisplayAt)
		at, _ := time.Parse(time.RFC3339, u.CreatedAt)
		if r.updates[u.ID] || u.IncidentID != i.ID || u.Body == "" || n > 0 && at.After(last) {
			r.t.Errorf("the update %s of %s is there twice, empty or out of order", u.ID, i.ID)
		}
		r.updates[u.ID], last = true, at
		for _, a := range u.AffectedComponents {
			r.one(u.ID, a.OldStatus, healthWords)
			r.one(u.ID, a.NewStatus, healthWords)
			named := func(c componentShape) bool { return c.ID == a.Code && c.Name == a.Name }
			if !slices.ContainsFunc(i.Components, named) {
				r.t.Errorf("%s affects %s, which %s does not name", u.ID, a.Code, i.ID)
			}
		}
	}
}

// TestCorpusPagesHaveTheShapesThatTheClientKnows reads real pages with the same types.
func TestCorpusPagesHaveTheShapesThatTheClientKnows(t *testing.T) {
	folder := os.Getenv("OWNUP_CORPUS")
	if folder == "" {
		t.Skip("OWNUP_CORPUS names no folder of real pages")
	}
	names, err := filepath.Glob(filepath.Join(folder, "statuspage", "summaries", "*.json"))
	if err != nil || len(names) == 0 {
		t.Fatalf("there are no summaries in %s: %v", folder, err)
	}
	newer := regexp.MustCompile(`"reminder_intervals":\s*null,\s*|,\s*"reminder_intervals":\s*null`) // of some, and always null
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		decode[summaryShape](t, filepath.Base(name), newer.ReplaceAll(text, nil))
	}
}
