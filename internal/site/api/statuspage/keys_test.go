package statuspage

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// The keys, in the order in which Atlassian's pages give them.
const (
	pageKeys        = "id name url time_zone updated_at"
	statusKeys      = "indicator description"
	componentKeys   = "id name status created_at updated_at position description showcase start_date group_id page_id group only_show_if_degraded"
	incidentKeys    = "id name status created_at updated_at monitoring_at resolved_at impact shortlink started_at page_id incident_updates components"
	maintenanceKeys = incidentKeys + " scheduled_for scheduled_until"
	updateKeys      = "id status body incident_id created_at updated_at display_at affected_components deliver_notifications custom_tweet tweet_id"
	affectedKeys    = "code name old_status new_status"
)

// known gives the keys that an object of a document can have, by the key that it stands
// under.
func known() map[string][]string {
	return map[string][]string{
		"page": {pageKeys}, "status": {statusKeys}, "components": {componentKeys, componentKeys + " components"},
		"incidents": {incidentKeys}, "scheduled_maintenances": {maintenanceKeys},
		"incident": {incidentKeys, maintenanceKeys}, "incident_updates": {updateKeys}, "affected_components": {affectedKeys},
		"": {
			"page components incidents scheduled_maintenances status", "page status", "page components",
			"page incidents", "page scheduled_maintenances", "page incident",
		},
	}
}

func TestEveryKeyIsAlwaysThereAndNoOther(t *testing.T) {
	files := map[string]string{"core": outage, "upgrade": upgrade, "quiet": "---\ntitle: Slow\nstarted: 2013-05-01 11:00\n---\n"}
	for _, now := range []string{"2013-01-02 00:00", "2013-05-01 21:00", "2013-09-03 09:00", "2013-09-10 00:00"} {
		docs := at(t, now, files)
		for _, path := range slices.Sorted(maps.Keys(docs)) {
			checkKeys(t, path, raw(t, docs, path))
		}
	}
}

func checkKeys(t *testing.T, path, doc string) {
	t.Helper()
	known := known()
	for _, o := range objects(t, doc) {
		if !slices.Contains(known[o.name], o.keys) {
			t.Errorf("%s: %q has the keys\n%s, want\n%s", path, o.name, o.keys, strings.Join(known[o.name], "\nor "))
		}
	}
}

func TestListsAreNeverNull(t *testing.T) {
	docs := at(t, "2013-01-02 00:00", nil)
	for path := range docs {
		for _, list := range []string{"components", "incidents", "scheduled_maintenances", "incident_updates"} {
			if strings.Contains(raw(t, docs, path), fmt.Sprintf("%q:null", list)) {
				t.Errorf("%s: %s is null", path, list)
			}
		}
	}
}

// object is a JSON object of a document: its keys in order, and the key that it, or the
// list that holds it, stands under.
type object struct{ name, keys string }

// objects lists all objects of a document.
func objects(t *testing.T, doc string) []object {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader([]byte(doc)))
	var all []object
	var walk func(name string)
	walk = func(name string) {
		token, err := d.Token()
		if err != nil {
			t.Fatal(err)
		}
		switch token {
		case json.Delim('['):
			for d.More() {
				walk(name)
			}
			_, _ = d.Token()
		case json.Delim('{'):
			var keys []string
			for d.More() {
				key, err := d.Token()
				if err != nil {
					t.Fatal(err)
				}
				keys = append(keys, key.(string))
				walk(key.(string))
			}
			_, _ = d.Token()
			all = append(all, object{name, strings.Join(keys, " ")})
		}
	}
	walk("")
	return all
}
