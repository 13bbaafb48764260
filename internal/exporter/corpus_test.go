package exporter_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"ownup/internal/content"
	"ownup/internal/exporter"
	"ownup/internal/importer"
	"ownup/internal/report"
)

// corpus gives the folder of real histories, which are not part of the repository.
func corpus(t *testing.T) fs.FS {
	t.Helper()
	root := os.Getenv("OWNUP_CORPUS")
	if root == "" {
		t.Skip("OWNUP_CORPUS names no folder of real histories")
	}
	if !filepath.IsAbs(root) {
		root = filepath.Join("..", "..", root)
	}
	return os.DirFS(root)
}

// TestCorpusOfOtherToolsLosesNothingThatIsNotListed exports histories that no Statuspage
// has written, imports them again, and finds each difference in the list of what stays
// behind.
func TestCorpusOfOtherToolsLosesNothingThatIsNotListed(t *testing.T) {
	for tool, pattern := range map[string]string{"cstate": "cstate/*", "stactus": "stactus/*", "upptime": "upptime/*"} {
		names, err := fs.Glob(corpus(t), pattern)
		if err != nil || len(names) == 0 {
			t.Fatal(names, err)
		}
		for _, name := range names {
			t.Run(name, func(t *testing.T) {
				source, err := fs.Sub(corpus(t), name)
				if err != nil {
					t.Fatal(err)
				}
				plan, err := importer.Import(tool, importer.Input{Files: source, Now: noon}, fstest.MapFS{})
				if err != nil {
					t.Fatal(err)
				}
				project := fstest.MapFS{}
				for _, f := range plan.Writes {
					project[f.Path] = &fstest.MapFile{Data: f.Content}
				}
				before := at(t, project, noon)
				listed(t, before, at(t, bring(t, export(t, project, noon), noon), noon))
			})
		}
	}
}

// listed complains of differences between two reports that the list of what stays behind
// does not hold.
func listed(t *testing.T, before, after *report.Report) {
	t.Helper()
	left := map[string]int{}
	for _, l := range exporter.LeftByStatuspage(before) {
		left[l.What] = l.Count
	}
	again := map[string]*report.Incident{}
	for _, i := range after.Incidents {
		again[i.Title+i.Start.UTC().String()] = i
	}
	found, equal := map[string]int{}, 0
	for _, i := range before.Incidents {
		lost := lostOf(i, again[i.Title+i.Start.UTC().String()])
		if len(lost) == 0 {
			equal++
		}
		for what, n := range lost {
			if found[what] += n; found[what] > left[what] {
				t.Errorf("%s loses something that is not listed: %s", i.ID, what)
			}
		}
	}
	names := func(r *report.Report) string {
		var b strings.Builder
		for _, g := range r.Site.Groups {
			for _, c := range g.Components {
				if c.Until.IsZero() {
					fmt.Fprintln(&b, g.Name, c.ID, c.Name, c.Description, c.Since)
				}
			}
		}
		return b.String()
	}
	if a, b := names(before), names(after); a != b {
		t.Errorf("the components were\n%s\nand are\n%s", a, b)
	}
	t.Logf("%d of %d incidents come back as they were; of the others stays behind: %v", equal, len(before.Incidents), found)
}

// lostOf tells how an incident differs from what came back of it, in the words of the list.
func lostOf(i, got *report.Incident) map[string]int {
	lost := map[string]int{}
	if got == nil {
		kind := i.Kind().String() + "s"
		lost[kind]++
		return lost
	}
	differs := func(what string, a, b any) {
		if fmt.Sprint(a) != fmt.Sprint(b) {
			lost[what]++
		}
	}
	differs("the state", i.Open, got.Open)
	differs("the end", i.End.UTC(), got.End.UTC())
	differs("the impact", i.Impact, got.Impact)
	differs("the windows", i.Windows, got.Windows)
	differs("the effects", effectsOf(i), effectsOf(got))
	differs("the mark of what was told later", i.Incident.Backfilled, got.Incident.Backfilled)
	differs("incidents that are pinned", i.Incident.Pinned, got.Incident.Pinned)
	if len(i.Incident.Aliases) > 0 {
		differs("old URLs", i.Incident.Aliases, got.Incident.Aliases)
	}
	k := 0
	for _, u := range i.Said {
		for k < len(got.Said) && got.Said[k].Text == "" && !got.Said[k].At.Equal(u.At) {
			k++ // what Statuspage says by the clock
		}
		if k == len(got.Said) {
			lost["updates"]++
			break
		}
		g := got.Said[k]
		k++
		differs("the time of an update", u.At.UTC(), g.At.UTC())
		differs("the words of an update", content.Unbroken(u.Text), content.Unbroken(g.Text))
		differs("updates with a status that Statuspage does not know", u.Phase, g.Phase)
		if u.Phase == g.Phase {
			differs("times since when something was so", u.Since.UTC(), g.Since.UTC())
		}
	}
	return lost
}

func effectsOf(i *report.Incident) string {
	var b strings.Builder
	for _, e := range i.Effects {
		fmt.Fprintln(&b, e.Component, e.Health, e.From.UTC(), e.Until.UTC())
	}
	return b.String()
}
