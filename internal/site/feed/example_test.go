package feed_test

import (
	"bytes"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"

	"ownup/internal/content"
)

func TestEveryFeedOfTheExampleIsReadAndSpeaksOfItsComponent(t *testing.T) {
	site, err := content.Load(os.DirFS("../../.."))
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]string{}
	for _, c := range site.Components() {
		names[c.ID] = c.Name
	}
	files := all(t, site, time.Date(2026, 12, 31, 0, 0, 0, 0, time.UTC))
	for _, path := range slices.Sorted(maps.Keys(files)) {
		if strings.HasSuffix(path, ".ics") {
			if _, err := ics.ParseCalendar(bytes.NewReader(files[path])); err != nil {
				t.Errorf("%s: %v", path, err)
			}
			continue
		}
		f := read(t, files[path])
		component := ""
		if parts := strings.Split(path, "/"); parts[0] == "components" {
			component = names[parts[1]]
		}
		for _, i := range f.Items {
			if component != "" && !slices.Contains(i.Categories, component) || len(i.Categories) == 0 {
				t.Errorf("%s: %s is of the categories %q", path, i.GUID, i.Categories)
			}
		}
	}
	if got := readCalendar(t, files["maintenance.ics"]); len(got.Events) < 5 {
		t.Errorf("the calendar has %d events", len(got.Events))
	}
}
