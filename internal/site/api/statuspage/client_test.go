package statuspage

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"testing/fstest"
)

// answers is what client.mjs prints.
type answers struct {
	Components            components
	Status                state
	Summary               summary
	Incidents, Unresolved incidents
	// The client asks for what is to come, whatever maintenance it is asked for.
	Maintenances, Upcoming, Active maintenances
}

func TestAClientWrittenForStatuspageReadsTheSite(t *testing.T) {
	later := "---\nkind: maintenance\ntitle: Next upgrade\nscheduled: {from: 2013-09-09 20:00, until: 2013-09-09 22:00}\ncomponents: [email]\n---\n\n## 2013-09-01 09:00 scheduled\n\nSoon.\n"
	docs := at(t, "2013-09-03 09:00", map[string]string{"core": outage, "upgrade": upgrade, "later": later})
	files := fstest.MapFS{}
	for path := range docs {
		files[path] = &fstest.MapFile{Data: []byte(raw(t, docs, path))}
	}
	server := httptest.NewServer(http.FileServerFS(files))
	t.Cleanup(server.Close)

	got := ask(t, server.URL)
	if got.Status.Status != (Status{"major", "Partial System Outage"}) || got.Summary.Status != got.Status.Status {
		t.Errorf("the status is %+v", got.Status.Status)
	}
	if all := got.Components.Components; len(all) != 3 || all[1].ID != "email" || all[1].Status != "major_outage" {
		t.Errorf("the components are %+v", all)
	}
	if all := got.Incidents.Incidents; len(all) != 1 || all[0].ID != "core" || len(all[0].Updates) != 2 {
		t.Errorf("the incidents are %+v", all)
	}
	if all := got.Unresolved.Incidents; len(all) != 1 || all[0].Updates[0].Body != "Still so." {
		t.Errorf("what is open is %+v", all)
	}
	for _, all := range [][]Maintenance{got.Maintenances.Maintenances, got.Upcoming.Maintenances, got.Active.Maintenances} {
		if len(all) != 1 || all[0].ID != "later" || all[0].ScheduledFor != "2013-09-09T20:00:00.000-06:00" {
			t.Errorf("the maintenance to come is %+v", all)
		}
	}
}

// ask lets the client statuspage.io ask a page all that it can.
func ask(t *testing.T, url string) answers {
	t.Helper()
	library, err := filepath.Abs("../../../../tools/node_modules/statuspage.io/dist/index.js")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(library); err != nil {
		t.Fatalf("statuspage.io is not there: \"make test\" sets it up: %v", err)
	}
	node := exec.CommandContext(t.Context(), "node", "testdata/client.mjs", library, url)
	var stderr bytes.Buffer
	node.Stderr = &stderr
	out, err := node.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	var got answers
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	return got
}
