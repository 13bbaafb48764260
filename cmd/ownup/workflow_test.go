package main

import (
	"fmt"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	checkFile   = "../../.github/workflows/check.yml"
	publishFile = "../../.github/workflows/publish.yml"
)

const outage = "content/incidents/2026/2026-09-03-core-routing.md"

// mistype gives an edit that breaks the first line of a file.
func mistype(file string) func(*runner) {
	return func(r *runner) {
		r.Helper()
		r.write(file, "oops\n"+r.must("cat "+file))
	}
}

func TestCheckingAPullRequest(t *testing.T) {
	tests := []struct {
		name   string
		edit   func(*runner)
		failed []string
		prints string
	}{
		{"a sound one has a preview and no complaint", nil, nil, ""},
		{
			"one with a typo has a preview all the same, and the complaint beside the line",
			mistype(outage),
			[]string{"Check the files"},
			"::error file=" + outage + ",line=1",
		},
	}
	w := readWorkflow(t, checkFile)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := newRunner(t, nil, tt.edit)
			r.run(w, "site")
			if diff := cmp.Diff(tt.failed, r.failed); diff != "" {
				t.Errorf("failed steps (-want +got):\n%s", diff)
			}
			if !strings.Contains(r.printed.String(), tt.prints) {
				t.Errorf("the run does not print %q", tt.prints)
			}
			if page := r.file("site/index.html"); !strings.Contains(page, "</html>") {
				t.Error("there is no preview")
			}
			if summary := r.file("summary"); !strings.Contains(summary, "http://localhost:8000/") {
				t.Errorf("the summary does not say how to see the preview: %q", summary)
			}
		})
	}
}

func TestWorkflowsAskForLittleAndEnd(t *testing.T) {
	files, err := filepath.Glob("../../.github/workflows/*.yml")
	if err != nil || len(files) == 0 {
		t.Fatalf("workflows: %v, %v", files, err)
	}
	files = append(files, incidentFile)
	pinned := regexp.MustCompile(`^actions/[a-z-]+@v[0-9]+$`)
	for _, file := range files {
		w := readWorkflow(t, file)
		if diff := cmp.Diff(map[string]string{"contents": "read"}, w.Permissions); diff != "" {
			t.Errorf("%s: permissions (-want +got):\n%s", file, diff)
		}
		for name, j := range w.Jobs {
			if j.Uses != "" {
				continue // another workflow has all that
			}
			if j.Minutes == 0 {
				t.Errorf("%s: job %s has no timeout", file, name)
			}
			for _, s := range j.Steps {
				if strings.Contains(s.Run, "${{") {
					t.Errorf("%s: the step %q takes into a command what others write", file, s.Name)
				}
				if s.Uses != "" && !pinned.MatchString(s.Uses) {
					t.Errorf("%s: %s is not pinned to a major version of GitHub's own actions", file, s.Uses)
				}
				if strings.HasPrefix(s.Uses, "actions/checkout@") && s.With["persist-credentials"] != false {
					t.Errorf("%s: a checkout leaves the token to all steps", file)
				}
			}
		}
	}
}

func TestOnlyWhatPublishesWaitsForItsTurn(t *testing.T) {
	w := readWorkflow(t, publishFile)
	// A run that waits is thrown away for a newer one, so that only what takes the newest
	// commit may wait: never the question whether there is anything to do.
	if w.Concurrency != nil || w.Jobs["due"].Concurrency != nil {
		t.Error("a scheduled run that has nothing to do could take the place of a push")
	}
	want := map[string]any{"group": "publish", "cancel-in-progress": false}
	if diff := cmp.Diff(want, w.Jobs["site"].Concurrency); diff != "" {
		t.Errorf("concurrency of the job (-want +got):\n%s", diff)
	}
	for _, s := range w.Jobs["site"].Steps {
		if strings.HasPrefix(s.Uses, "actions/checkout@") && s.With["path"] == nil && s.With["ref"] != "${{ github.ref }}" {
			t.Errorf("the step %q takes the commit of the event, which may not be the newest", s.Name)
		}
	}
	on, ok := w.On.(map[string]any)
	if !ok {
		t.Fatalf("on is %v", w.On)
	}
	if got, want := slices.Sorted(maps.Keys(on)), []string{"push", "schedule", "workflow_call", "workflow_dispatch"}; !slices.Equal(got, want) {
		t.Errorf("runs on %q, want %q", got, want)
	}
}

func TestInitWritesTheWorkflowsOfThisRepository(t *testing.T) {
	for _, name := range []string{"check", "publish"} {
		t.Run(name, func(t *testing.T) {
			own := readWorkflow(t, fmt.Sprintf("../../.github/workflows/%s.yml", name))
			skeleton := readWorkflow(t, fmt.Sprintf("../../internal/cli/skeleton/workflow-%s.yml", name))
			if diff := cmp.Diff(own, fromElsewhere(skeleton)); diff != "" {
				t.Errorf("workflow (-this repository's +init's, without what fetches ownup):\n%s", diff)
			}
		})
	}
}

// fromElsewhere turns a workflow that fetches ownup into one that stands beside it.
func fromElsewhere(w workflow) workflow {
	w.Env["GENERATOR"] = "."
	for name, j := range w.Jobs {
		j.Steps = slices.DeleteFunc(j.Steps, func(s step) bool { return s.Name == "Fetch ownup" })
		for _, s := range j.Steps {
			for key, value := range s.With {
				if text, ok := value.(string); ok {
					s.With[key] = strings.TrimPrefix(text, ".ownup/")
				}
			}
		}
		w.Jobs[name] = j
	}
	return w
}
