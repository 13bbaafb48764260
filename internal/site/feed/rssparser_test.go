package feed_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// parsed is a feed as rss.mjs prints it.
type parsed struct {
	Title, Link, Self string
	Items             []parsedItem
}

type parsedItem struct {
	ID, Title, Link, At, Text string
	Categories                []string
}

// parse lets rss-parser fetch and read feeds.
func parse(t *testing.T, urls ...string) []parsed {
	t.Helper()
	library, err := filepath.Abs("../../../tools/node_modules/rss-parser/index.js")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(library); err != nil {
		t.Fatalf("rss-parser is not there: \"make test\" sets it up: %v", err)
	}
	node := exec.CommandContext(t.Context(), "node", append([]string{"testdata/rss.mjs", library}, urls...)...)
	var stderr bytes.Buffer
	node.Stderr = &stderr
	out, err := node.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	var feeds []parsed
	if err := json.Unmarshal(out, &feeds); err != nil {
		t.Fatal(err)
	}
	return feeds
}

func TestRSSParserReadsEveryFeedAsGofeedDoes(t *testing.T) {
	files := all(t, small(t), calm())
	served := fstest.MapFS{}
	var paths []string
	for path, text := range files {
		served[path] = &fstest.MapFile{Data: text}
		if strings.HasSuffix(path, ".rss") || strings.HasSuffix(path, ".atom") {
			paths = append(paths, path)
		}
	}
	server := httptest.NewServer(http.FileServerFS(served))
	t.Cleanup(server.Close)
	urls := make([]string, len(paths))
	for n, path := range paths {
		urls[n] = server.URL + "/" + path
	}
	feeds := parse(t, urls...)
	if len(feeds) != 4*3 {
		t.Errorf("it read %d feeds, want three of the site and of each component", len(feeds))
	}
	for n, got := range feeds {
		feed := read(t, files[paths[n]])
		want := parsed{Title: feed.Title, Link: feed.Link, Self: feed.FeedLink, Items: []parsedItem{}}
		for m, i := range feed.Items {
			item := parsedItem{ID: i.GUID, Title: i.Title, Link: i.Link, At: i.PublishedParsed.UTC().Format("2006-01-02T15:04:05.000Z"), Categories: []string{}}
			if strings.HasSuffix(paths[n], ".rss") { // of Atom it reads none
				item.Categories = i.Categories
			}
			item.Text = "some words"
			if m < len(got.Items) && got.Items[m].Text != "" {
				item.Text = got.Items[m].Text
			}
			want.Items = append(want.Items, item)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-gofeed +rss-parser):\n%s", paths[n], diff)
		}
	}
}

func TestRSSParserFindsTheWordsAndTheComponentsOfAnIncident(t *testing.T) {
	files := all(t, small(t), calm())
	server := httptest.NewServer(http.FileServerFS(fstest.MapFS{"history.rss": {Data: files["history.rss"]}}))
	t.Cleanup(server.Close)
	got := parse(t, server.URL+"/history.rss")[0].Items[0]
	want := parsedItem{
		ID: "tag:acme.example,2026:incident/2026-09-04-open", Title: "Sign-in is slow", At: "2026-09-04T13:00:00.000Z",
		Link: "https://acme.example/status/incidents/2026-09-04-open/", Categories: []string{"Web <shop>", "minor", "Incident"},
		Text: "Affected: Web <shop> (degraded)\nSince 4 September 2026, 09:00 EDT\nInvestigating, 4 September 2026, 09:00 EDT\nIt is slow.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
