package main

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v4"
)

const (
	incidentFile = "../../internal/cli/skeleton/workflow-incident.yml"
	events       = "../../internal/issue/testdata/github"
)

// night is one on call: people who write in issues from their phones, a repository with a
// bare remote, and the page that is published.
type night struct {
	*world
	incident workflow
	answers  []string // what the workflow answered in issues
}

func newNight(t *testing.T) *night {
	t.Helper()
	first := func(r *runner) {
		r.must("rm -r content")
		r.write("content/site.yaml", called)
	}
	n := &night{incident: readWorkflow(t, incidentFile), world: &world{
		runner: newRunner(t, first, nil), workers: readWorkflow(t, publishFile), down: map[string]bool{},
	}}
	bare := filepath.Join(t.TempDir(), "status.git")
	n.must("git clone --quiet --bare . '" + filepath.ToSlash(bare) + "'")
	n.origin = bare
	n.playPages()
	server := httptest.NewServer(http.HandlerFunc(n.answer))
	t.Cleanup(server.Close)
	n.env["GITHUB_API_URL"] = server.URL
	return n
}

const called = `title: Meridian Status
url: https://status.meridian.example
timezone: America/Denver
since: 2026-01-01
components:
  - {id: voice, name: Voice}
  - {id: voicemail, name: Voicemail}
  - {id: billing, name: Orders and billing}
`

// answer is GitHub's, where the workflow writes a comment.
func (n *night) answer(w http.ResponseWriter, r *http.Request) {
	var comment struct{ Body string }
	text, err := io.ReadAll(r.Body)
	if err != nil || json.Unmarshal(text, &comment) != nil || r.Method != http.MethodPost || r.Header.Get("Authorization") != "Bearer token" {
		http.Error(w, "no comment", http.StatusBadRequest)
		return
	}
	n.answers = append(n.answers, r.URL.Path+"\n"+comment.Body)
	w.WriteHeader(http.StatusCreated)
	_, _ = w.Write([]byte("{}"))
}

// penned is what an issue and a comment have in common.
type penned struct {
	User        struct{ Login string }
	Association string `json:"author_association"`
}

// hears plays what GitHub does with an event: it runs the workflow, and that calls the one
// that publishes. It reports whether it did.
func (n *night) hears(event string) (published bool) {
	n.Helper()
	n.happens(event)
	n.run(n.incident, "write")
	if len(n.failed) > 0 || !n.holds(n.incident.Jobs["publish"].If, false) {
		return false
	}
	n.publish()
	return true
}

// happens lets the workflow's expressions and steps know of an event.
func (n *night) happens(event string) {
	n.Helper()
	payload, err := os.ReadFile(filepath.Join(events, event+".json"))
	if err != nil {
		n.Fatal(err)
	}
	var e struct {
		Issue struct {
			Number int
			Labels []struct{ Name string }
			Pull   map[string]any `json:"pull_request"`
			penned
		}
		Comment penned
		Sender  struct {
			Login string
			ID    int
		}
	}
	if err := json.Unmarshal(payload, &e); err != nil {
		n.Fatal(err)
	}
	n.env["GITHUB_EVENT_PATH"] = filepath.Join(n.temp, "event.json")
	if err := os.WriteFile(n.env["GITHUB_EVENT_PATH"], payload, 0o666); err != nil {
		n.Fatal(err)
	}
	var labels []string
	for _, l := range e.Issue.Labels {
		labels = append(labels, l.Name)
	}
	n.names["github.event_name"] = "issues"
	n.names["github.event.issue.labels.*.name"] = strings.Join(labels, "\n")
	n.names["github.event.issue.number"] = strconv.Itoa(e.Issue.Number)
	n.names["github.event.issue.user.login"], n.names["github.event.issue.author_association"] = e.Issue.User.Login, e.Issue.Association
	n.names["github.event.comment.user.login"], n.names["github.event.comment.author_association"] = e.Comment.User.Login, e.Comment.Association
	n.names["github.actor"], n.names["github.actor_id"] = e.Sender.Login, strconv.Itoa(e.Sender.ID)
	delete(n.names, "github.event.issue.pull_request")
	if e.Issue.Pull != nil {
		n.names["github.event.issue.pull_request"] = "it is one"
	}
}

// page gives a page as it is published.
func (n *night) page(path string) string {
	n.Helper()
	text, err := os.ReadFile(filepath.Join(n.pages, filepath.FromSlash(path), "index.html"))
	if err != nil {
		n.Fatal(err)
	}
	return string(text)
}

// follows gives the file of the remote that names an issue.
func (n *night) follows(issue string) (name, text string) {
	n.Helper()
	name = strings.TrimPrefix(strings.TrimSpace(n.must("git grep --name-only 'issues/"+issue+"$' main -- content")), "main:")
	return name, n.must("git show 'main:" + name + "'")
}

// unpublished is what a step of a story does not change.
const unpublished = ""

func TestAnIssueIsAnIncidentFromThePhone(t *testing.T) {
	n := newNight(t)
	const page = "incidents/2026-09-03-calls-are-dropped"
	for _, step := range []struct{ event, says, no string }{
		{"01-opened", "Some calls end after a minute.", "A trunk"},
		{"02-labeled", unpublished, ""},
		{"03-commented", "A trunk to the public telephone network fails.", "No calls at all"},
		{"04-worse", "No calls at all now, in either direction.", "evil.example"},
		{"05-stranger", unpublished, "evil.example"},
		{"06-robot", unpublished, "has been quiet"},
		{"07-edited", "One of four trunks to the public telephone network fails.", "A trunk to"},
		{"08-internal", unpublished, "night desk"},
		{"09-last-word", "Calls go through again. The trunk is replaced.", ""},
		{"10-closed", "Resolved", ""},
		{"10-closed", unpublished, ""},
		{"11-reopened", "Investigating", ""},
		{"12-slip", "Wrong window", ""},
		{"13-deleted", "Calls go through again.", "Wrong window"},
		{"14-retitled", "Calls cannot be made", ""},
		{"03-commented", unpublished, "A trunk to"},
		{"42-pinned", unpublished, ""},
	} {
		before := n.must("git rev-parse main")
		published := n.hears(step.event)
		if len(n.failed) > 0 || published != (step.says != unpublished) || published == (n.must("git rev-parse main") == before) {
			t.Fatalf("%s: published: %t, failed: %q", step.event, published, n.failed)
		}
		if got := n.page(page); !strings.Contains(got, step.says) || step.no != "" && strings.Contains(got, step.no) {
			t.Errorf("after %s the page should say %q, and not %q", step.event, step.says, step.no)
		}
	}
	name, text := n.follows("12")
	want := `---
title: Calls cannot be made
components:
  voice: degraded_performance
started: 2026-09-03 05:50 -06:00
issue: https://github.com/meridian-example/status/issues/12
---

## 2026-09-03 06:01:10 -06:00 investigating (next: 30m)

Some calls end after a minute.\
We are looking for the cause.

## 2026-09-03 06:10:33 -06:00 identified (voice: partial_outage, next: 1h)

One of four trunks to the public telephone network fails. Calls within Meridian work.

## 2026-09-03 06:20:05 -06:00 update (voice: major_outage, voicemail: degraded_performance)

No calls at all now, in either direction.

## 2026-09-03 06:40 -06:00 resolved

Calls go through again. The trunk is replaced.

## 2026-09-03 06:50:12 -06:00 investigating (voice: major_outage, voicemail: degraded_performance)
`
	if diff := cmp.Diff(want, text); diff != "" || name != "content/incidents/2026/2026-09-03-calls-are-dropped.md" {
		t.Errorf("the file %s (-want +got):\n%s", name, diff)
	}
	want = `ben-on-call <1906120+ben-on-call@users.noreply.github.com>, 2026-09-03-calls-are-dropped: identified
ada-meridian <1815121+ada-meridian@users.noreply.github.com>, 2026-09-03-calls-are-dropped: investigating
`
	if log := n.must("git log --format='%an <%ae>, %s' main -- '" + name + "' | tail -2"); log != want {
		t.Errorf("the commits are\n%s\nwant\n%s", log, want)
	}
	if len(n.answers) > 0 {
		t.Errorf("it answers %q", n.answers)
	}
}

func TestAStrangersIssueIsPublishedAsItStandsWhenSomebodyTrustedSaysSo(t *testing.T) {
	n := newNight(t)
	for _, step := range []struct {
		event     string
		published bool
	}{{"20-stranger-opened", false}, {"21-stranger-labeled", false}, {"22-labeled-by-ada", true}, {"23-stranger-edited", false}, {"24-stranger-closed", false}} {
		if published := n.hears(step.event); published != step.published || len(n.failed) > 0 {
			t.Errorf("%s: published: %t, failed: %q", step.event, published, n.failed)
		}
	}
	_, text := n.follows("13")
	if !strings.HasSuffix(text, "\n## 2026-09-03 06:06:30 -06:00 investigating\n\nMy invoice does not arrive.\n") {
		t.Errorf("the file is\n%s", text)
	}
}

func TestAStrangerNeitherStartsARunNorCouldChangeAnythingInOne(t *testing.T) {
	n := newNight(t)
	n.hears("01-opened")
	before := n.must("git rev-parse main")
	for _, event := range []string{"05-stranger", "06-robot", "20-stranger-opened", "21-stranger-labeled", "23-stranger-edited", "24-stranger-closed", "41-pull-request"} {
		if n.hears(event); len(n.ran) > 0 {
			t.Errorf("%s runs %q", event, n.ran)
		}
		n.job(n.incident, "write")
		if file := n.names["steps.incident.outputs.file"]; file != "" || len(n.failed) > 0 || n.must("git rev-parse main") != before {
			t.Errorf("%s writes %q, failed: %q", event, file, n.failed)
		}
	}
	n.happens("05-stranger")
	n.names["vars.OWNUP_TRUSTED"] = "eve,mallory-passes-by"
	if n.run(n.incident, "write"); n.must("git rev-parse main") == before {
		t.Error("who is trusted by name is not heard")
	}
}

func TestHostileIssuesAreHarmless(t *testing.T) {
	n := newNight(t)
	for _, event := range []string{"30-hostile-opened", "31-hostile-comment"} {
		if !n.hears(event) || len(n.failed) > 0 {
			t.Fatalf("%s fails: %q\n%s", event, n.failed, n.printed.String())
		}
	}
	name, text := n.follows("14")
	if name != "content/incidents/2026/2026-09-03-touch-home-owned-echo-touch-owned-touch-owned-tmp-x.md" || strings.Count(text, "\n## ") != 2 {
		t.Errorf("the file %s is\n%s", name, text)
	}
	page := n.page("incidents/" + strings.TrimSuffix(filepath.Base(name), ".md"))
	for _, harm := range []string{"<script>alert", "src=\"https://evil", "href=\"javascript", "\u202e", "\x07", "Mine</h1>"} {
		if strings.Contains(page, harm) {
			t.Errorf("the page holds %q", harm)
		}
	}
	for _, dir := range []string{n.temp, n.dir, n.origin, filepath.Dir(n.origin)} {
		if owned, err := filepath.Glob(filepath.Join(dir, "owned*")); err != nil || len(owned) > 0 {
			t.Errorf("a command has run: %q, %v", owned, err)
		}
	}
}

func TestWhatCannotBeReadIsAnsweredInTheIssue(t *testing.T) {
	n := newNight(t)
	n.hears("01-opened")
	before := n.must("git rev-parse main")
	if n.hears("40-mistyped") || !slices.Equal(n.failed, []string{"Write down what was said"}) || n.must("git rev-parse main") != before {
		t.Errorf("it is published, or the failed steps are %q", n.failed)
	}
	want := `/repos/acme/status/issues/12/comments
This is not on the status page:

    ownup: the first line, "monitorng (voice: operational)", cannot be read: unknown phase "monitorng"
    	did you mean "monitoring"?

Edit what you wrote, and it is tried again.`
	if diff := cmp.Diff([]string{want}, n.answers); diff != "" {
		t.Errorf("answers (-want +got):\n%s", diff)
	}
}

func TestTheWorkflowOfIncidentsThrowsNoWordsAway(t *testing.T) {
	w := readWorkflow(t, incidentFile)
	if diff := cmp.Diff(map[string]any{"group": "incident", "queue": "max"}, w.Jobs["write"].Concurrency); diff != "" || w.Concurrency != nil {
		t.Errorf("concurrency (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]string{"contents": "write", "issues": "write"}, w.Jobs["write"].Permissions); diff != "" {
		t.Errorf("permissions (-want +got):\n%s", diff)
	}
	asked := map[string]string{}
	for _, j := range readWorkflow(t, publishFile).Jobs {
		for scope, level := range j.Permissions {
			asked[scope] = max(asked[scope], level) // "write" comes after "read"
		}
	}
	if diff := cmp.Diff(asked, w.Jobs["publish"].Permissions); diff != "" {
		t.Errorf("permissions of the called workflow (-asked +given):\n%s", diff)
	}
}

func TestInitWritesAFormThatGitHubTakes(t *testing.T) {
	dir := t.TempDir()
	cmd := newRunner(t, nil, nil).bash("go -C . build -o \"$RUNNER_TEMP/ownup\" && \"$RUNNER_TEMP/ownup\" init '"+filepath.ToSlash(dir)+"/site'", nil)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	text, err := os.ReadFile(filepath.Join(dir, "site/.github/ISSUE_TEMPLATE/incident.yml"))
	if err != nil {
		t.Fatal(err)
	}
	var form struct {
		Name, Description string
		Labels            []string
		Body              []struct {
			Type, ID   string
			Attributes struct {
				Label   string
				Options []string
			}
		}
	}
	if err := yaml.Unmarshal(text, &form); err != nil {
		t.Fatal(err)
	}
	if form.Name == "" || form.Description == "" || !slices.Equal(form.Labels, []string{"incident"}) {
		t.Errorf("the form is %+v", form)
	}
	seen := map[string]bool{}
	for _, field := range form.Body {
		a := field.Attributes
		if a.Label == "" || seen[a.Label] || seen[field.ID] || (field.Type == "dropdown") != (len(a.Options) > 0) || len(slices.Compact(slices.Sorted(slices.Values(a.Options)))) != len(a.Options) {
			t.Errorf("the field %+v has no label or options of its own", field)
		}
		seen[a.Label], seen[field.ID] = true, true
	}
}
