package site_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"html"
	"path"
	"regexp"
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

// searched is what the search knows of a year.
type searched struct {
	Components, Titles, Starts, Ends, Words, Impacts []string
	IDs                                              []any
	Healths                                          []int
	Touched                                          [][]int
}

// id gives an id as the script makes it.
func (s searched) id(t *testing.T, n int) string {
	t.Helper()
	switch id := s.IDs[n].(type) {
	case string:
		return id
	case float64:
		words := regexp.MustCompile("[^a-z0-9]+").ReplaceAllString(strings.ToLower(s.Titles[n]), "-")
		return (s.Starts[n][:10] + "-" + strings.TrimPrefix(words, "-"))[:int(id)]
	default:
		t.Fatalf("the id is %v", id)
		return ""
	}
}

func TestTheSearchKnowsEveryIncidentOfTheHistoryOnce(t *testing.T) {
	files := render(t, small(t, "", after()))
	var ids []string
	for name, content := range files {
		if path.Dir(name) != "history" || path.Ext(name) != ".json" {
			continue
		}
		var year searched
		if err := json.Unmarshal([]byte(content), &year); err != nil {
			t.Fatal(err)
		}
		count := len(year.IDs)
		if len(year.Ends) != count || len(year.Words) != count || len(year.Impacts) != count || len(year.Healths) != count || len(year.Touched) != count {
			t.Errorf("the lists of %s are not all as long as the others", name)
		}
		for n, title := range year.Titles {
			id := year.id(t, n)
			ids = append(ids, id)
			if page := html.UnescapeString(files["incidents/"+id+"/index.html"]); !strings.Contains(page, ">"+title+"</h1>") {
				t.Errorf("the page of %s does not have the title %q", id, title)
			}
			if !strings.HasPrefix(year.Starts[n], strings.TrimPrefix(strings.TrimSuffix(name, ".json"), "history/")) {
				t.Errorf("%s began %s, and is in %s", id, year.Starts[n], name)
			}
			for _, c := range year.Touched[n] {
				if files["components/"+year.Components[c]+"/index.html"] == "" {
					t.Errorf("%s names a component %q that has no page", id, year.Components[c])
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
