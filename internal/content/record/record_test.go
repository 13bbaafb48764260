package record_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"ownup/internal/content"
	"ownup/internal/content/record"
	"ownup/internal/status"
)

var update = flag.Bool("update", false, "write what the histories are into the stories")

const site = `
title: Status
url: https://status.example.com
timezone: UTC
languages: [en, de]
since: 2026-01-01
components:
  - {id: email, name: Email}
  - {id: panel, name: Panel}
`

// front is what a version of a story has before its text where it gives none itself.
const front = "---\ntitle: Mail is slow\ncomponents: {email: degraded}\n---\n"

var day = regexp.MustCompile(`\bD(\d\d?)\b`)

// dated writes the days of a story as dates: D1 is 1 March 2026.
func dated(story string) string {
	return day.ReplaceAllStringFunc(story, func(d string) string {
		var n int
		fmt.Sscanf(d, "D%d", &n)
		return fmt.Sprintf("2026-03-%02d", n)
	})
}

// A story is a txtar file: its comment says what it is about, each of its files is a
// version of a report, and named by when it was committed: "D1 08:05". After the time, "de"
// gives a version of the translation, "gone" takes the file away and "broken" is a version
// that cannot be read. The file "history" is what becomes of it.
func TestStories(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d stories, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			story, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			n := slices.IndexFunc(story.Files, func(f txtar.File) bool { return f.Name == "history" })
			if n < 0 {
				story.Files = append(story.Files, txtar.File{Name: "history"})
				n = len(story.Files) - 1
			}
			got := tell(record.Of(versions(t, story.Files[:n])))
			if *update {
				story.Files[n].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(story), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(string(story.Files[n].Data), got); diff != "" {
				t.Errorf("history (-want +got):\n%s", diff)
			}
		})
	}
}

// versions reads those of a story.
func versions(t *testing.T, files []txtar.File) []record.Version {
	t.Helper()
	var all []record.Version
	own, translation := "", ""
	for n, f := range files {
		v := record.Version{Revision: status.Revision{Commit: fmt.Sprintf("c%d", n+1), At: instant(t, f.Name[:len("D1 08:05")])}}
		switch what := strings.TrimSpace(f.Name[len("D1 08:05"):]); what {
		case "gone":
			own = ""
		case "broken":
			v.Unreadable = true
		case "de":
			translation = dated(string(f.Data))
			v.Incident = read(t, own, translation)
		case "":
			if own = dated(string(f.Data)); !strings.HasPrefix(own, "---") {
				own = front + own
			}
			v.Incident = read(t, own, translation)
		default:
			t.Fatalf("a version cannot be %q", what)
		}
		all = append(all, v)
	}
	return all
}

func instant(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.Parse("2006-01-02 15:04", dated(text))
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// read reads one version, which must be one that the site accepts.
func read(t *testing.T, own, translation string) *status.Incident {
	t.Helper()
	project := fstest.MapFS{
		"content/site.yaml":          {Data: []byte(site)},
		"content/incidents/mail.md":  {Data: []byte(own)},
		"content/incidents/other.md": {Data: []byte("---\ntitle: Other\ncomponents: {panel: major}\nstarted: 2026-02-01 00:00\n---\n")},
	}
	if translation != "" {
		project["content/incidents/mail.de.md"] = &fstest.MapFile{Data: []byte(translation)}
	}
	s, err := content.Load(project)
	if err != nil {
		t.Fatal(err)
	}
	return &s.Incidents[0]
}

// tell writes a history: when it was published, what each revision changed, and since when
// each update can be read.
func tell(h status.History) string {
	var b strings.Builder
	fmt.Fprintf(&b, "published %s\n", told(h.Published))
	for _, r := range h.Revisions {
		fmt.Fprintf(&b, "%s %s\n", r.Commit, told(r.At))
		for _, e := range r.Edits {
			fmt.Fprintf(&b, "\t%s\n", edit(e))
		}
	}
	var updates []string
	for id, at := range h.Public {
		updates = append(updates, fmt.Sprintf("public %s: %s\n", id, told(at)))
	}
	slices.Sort(updates)
	return b.String() + strings.Join(updates, "")
}

func edit(e status.Edit) string {
	parts := []string{e.Kind.String()}
	if e.Update != "" {
		parts = append(parts, "of "+told(e.Stated))
	}
	parts = append(parts, e.Component, e.Language)
	if was, is := value(e.Kind, e.Was), value(e.Kind, e.Is); was+is != "" {
		parts = append(parts, was+" -> "+is)
	}
	if !e.From.IsZero() {
		parts = append(parts, "from "+told(e.From))
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " ")
}

// value writes what an edit of a kind changed.
func value(kind status.EditKind, v status.Value) string {
	switch kind {
	case status.EditStated, status.EditSince, status.EditPromise, status.EditStarted, status.EditDetected, status.EditEnd:
		return told(v.Time)
	case status.EditHealth, status.EditWorst:
		return v.Health.String()
	case status.EditImpact:
		return v.Impact.String()
	case status.EditPhase:
		return v.Phase.String()
	case status.EditSort:
		return v.Kind.String()
	case status.EditWindow:
		return told(v.Window.From) + ".." + told(v.Window.Until)
	case status.EditCommitmentDue:
		return strings.TrimSpace(v.Date.String() + " " + v.Text)
	}
	if v.Text == "" {
		return ""
	}
	return fmt.Sprintf("%q", v.Text)
}

// told writes an instant as the stories do.
func told(at time.Time) string {
	if at.IsZero() {
		return "never"
	}
	first := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	return fmt.Sprintf("D%d %s", 1+int(at.Sub(first)/(24*time.Hour)), at.Format("15:04"))
}
