package site_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"html"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// squeezed gives how many bytes a text takes as servers send it.
func squeezed(t *testing.T, text string) int {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}

// found is what the search knows of an incident.
type found struct {
	ID, Title, Start, Words, Impact string
	Health                          int
	Components                      []int
}

func TestTheSearchKnowsEveryIncidentOfTheHistoryOnce(t *testing.T) {
	files := render(t, small(t, "", after()))
	var ids []string
	for name, content := range files {
		if path.Dir(name) != "history" || path.Ext(name) != ".json" {
			continue
		}
		var year struct {
			Components []string
			Incidents  []found
		}
		if err := json.Unmarshal([]byte(content), &year); err != nil {
			t.Fatal(err)
		}
		for _, i := range year.Incidents {
			ids = append(ids, i.ID)
			if page := html.UnescapeString(files["incidents/"+i.ID+"/index.html"]); !strings.Contains(page, ">"+i.Title+"</h1>") {
				t.Errorf("the page of %s does not have the title %q", i.ID, i.Title)
			}
			if !strings.HasPrefix(i.Start, strings.TrimPrefix(strings.TrimSuffix(name, ".json"), "history/")) {
				t.Errorf("%s began %s, and is in %s", i.ID, i.Start, name)
			}
			for _, n := range i.Components {
				if files["components/"+year.Components[n]+"/index.html"] == "" {
					t.Errorf("%s names a component %q that has no page", i.ID, year.Components[n])
				}
			}
		}
	}
	slices.Sort(ids)
	want := []string{"2025-03-02-backfilled", "2026-05-10-queue", "2026-07-01-power-test", "2026-08-01-notice", "2026-09-03-mail-stuck"}
	if !slices.Equal(ids, want) {
		t.Errorf("the search knows %q, want %q", ids, want)
	}
}

// The bounds hold for titles of the length that people write, and stand for what a phone
// loads in a second or two.
func TestTheSearchOfTenThousandIncidentsIsSmall(t *testing.T) {
	const most, mostOfAYear = 256 << 10, 32 << 10
	total, years := 0, 0
	for f := range tree(t, world(100, 10_000, 10*365*24*time.Hour), fstest.MapFS{}, during()).All() {
		if path.Dir(f.Path) != "history" || path.Ext(f.Path) != ".json" {
			continue
		}
		b, err := f.Render()
		if err != nil {
			t.Fatal(err)
		}
		size := squeezed(t, string(b))
		t.Logf("%s: %d bytes, compressed %d", f.Path, len(b), size)
		if size > mostOfAYear {
			t.Errorf("%s has %d bytes compressed, want at most %d", f.Path, size, mostOfAYear)
		}
		total += size
		years++
	}
	if total > most || years != 11 {
		t.Errorf("the search takes %d bytes in %d files, want at most %d in 11", total, years, most)
	}
}
