package issue_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ownup/internal/issue"
)

// recorded reads an event as its forge sends it.
func recorded(t *testing.T, name string) issue.Event {
	t.Helper()
	payload, err := os.ReadFile(filepath.Join("testdata", filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	e, err := issue.Read(payload)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return e
}

func TestAnEventIsReadAsItsForgeSendsIt(t *testing.T) {
	member, stranger := issue.Person{Name: "ada-meridian", Member: true}, issue.Person{Name: "mallory-passes-by"}
	ben := issue.Person{Name: "ben-on-call", Member: true}
	adaOfGitLab := issue.Person{Name: "ada"}
	for name, want := range map[string]issue.Event{
		"github/01-opened":           {Action: issue.Opened, At: at(12, 1, 10), By: member},
		"github/02-labeled":          {Action: issue.Labelled, At: at(12, 1, 10), By: member, Labels: []string{"incident"}},
		"github/10-closed":           {Action: issue.Closed, At: at(12, 40, 1), By: member},
		"github/11-reopened":         {Action: issue.Reopened, At: at(12, 50, 12), By: ben},
		"github/14-retitled":         {Action: issue.Edited, At: at(12, 54, 0), By: member, Was: issue.Earlier{Title: new("Calls are dropped")}},
		"github/21-stranger-labeled": {Action: issue.Labelled, At: at(12, 5, 0), By: stranger, Labels: []string{"incident"}},
		"github/22-labeled-by-ada":   {Action: issue.Labelled, At: at(12, 6, 30), By: member, Labels: []string{"incident"}},
		"github/24-stranger-closed":  {Action: issue.Closed, At: at(12, 8, 0), By: stranger},
		"github/42-pinned":           {Action: issue.Other, At: at(12, 35, 0), By: member},
		"github/13-deleted": {
			Action: issue.CommentDeleted, At: at(12, 52, 0), By: ben,
			Comment: issue.Comment{Body: "Wrong window, sorry.", Author: ben, At: at(12, 52, 0)},
		},
		"github/06-robot": {
			Action: issue.Commented, At: at(12, 22, 0), By: issue.Person{Name: "stale[bot]", Robot: true},
			Comment: issue.Comment{Body: "resolved\n\nThis issue has been quiet for a minute.", Author: issue.Person{Name: "stale[bot]", Robot: true}, At: at(12, 22, 0)},
		},
		"gitlab/01-opened":    {Action: issue.Opened, At: at(12, 1, 10), By: adaOfGitLab},
		"gitlab/06-closed":    {Action: issue.Closed, At: at(12, 40, 0), By: adaOfGitLab},
		"gitlab/07-reopened":  {Action: issue.Reopened, At: at(12, 50, 0), By: adaOfGitLab},
		"gitlab/08-labeled":   {Action: issue.Labelled, At: at(12, 20, 0), By: adaOfGitLab, Labels: []string{"incident"}},
		"gitlab/09-retitled":  {Action: issue.Edited, At: at(12, 54, 0), By: adaOfGitLab, Was: issue.Earlier{Title: new("Calls are dropped")}},
		"gitlab/11-unlabeled": {Action: issue.Unlabelled, At: at(12, 55, 0), By: adaOfGitLab, Labels: []string{"incident"}},
		"gitlab/03-edited": {
			Action: issue.CommentEdited, At: at(12, 15, 0), By: adaOfGitLab,
			Comment: issue.Comment{Body: "identified (voice: partial)\n\nOne of four trunks fails.", Author: adaOfGitLab, At: at(12, 10, 33)},
		},
		"gitlab/04-internal-note": {
			Action: issue.Commented, At: at(12, 16, 0), By: adaOfGitLab,
			Comment: issue.Comment{Body: "Who is awake?", Author: adaOfGitLab, At: at(12, 16, 0), Hidden: true},
		},
	} {
		got := recorded(t, name+".json")
		got.Issue = issue.Issue{}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestAnIssueIsReadAsItsForgeSendsIt(t *testing.T) {
	hub, lab := recorded(t, "github/22-labeled-by-ada.json").Issue, recorded(t, "gitlab/08-labeled.json").Issue
	if !strings.HasPrefix(hub.Body, "### Affected\r\n") || !strings.HasPrefix(lab.Body, "### Affected\n") {
		t.Errorf("the bodies are %q and %q", hub.Body, lab.Body)
	}
	hub.Body, lab.Body = "", ""
	want := issue.Issue{
		URL: "https://github.com/meridian-example/status/issues/13", Title: "Billing is down",
		Author: issue.Person{Name: "mallory-passes-by"}, Labels: []string{"incident"}, Opened: at(12, 5, 0),
	}
	if diff := cmp.Diff(want, hub); diff != "" {
		t.Errorf("of GitHub (-want +got):\n%s", diff)
	}
	want = issue.Issue{
		URL: "https://gitlab.com/meridian-example/status/-/issues/12", Title: "Calls are dropped",
		Labels: []string{"incident"}, Opened: at(12, 1, 10),
	}
	if diff := cmp.Diff(want, lab); diff != "" {
		t.Errorf("of GitLab (-want +got):\n%s", diff)
	}
	if !recorded(t, "github/41-pull-request.json").Issue.Change || !recorded(t, "gitlab/10-confidential.json").Issue.Hidden {
		t.Error("a pull request is an issue, or everybody may read a confidential one")
	}
}

func TestWhatIsNoEventIsRefused(t *testing.T) {
	for payload, want := range map[string]string{
		"":                         "no event in JSON",
		"[]":                       "no event in JSON",
		`{"action": "opened"}`:     "no event of an issue",
		`{"object_kind": "push"}`:  `its kind is "push"`,
		`{"issue": {"number": 1}}`: "does not say who did it",
		`{"issue": {"title": 1}, "sender": {"login": "ada"}}`:                                                                                                    "read an event of GitHub",
		`{"issue": {"html_url": "https://github.com/a/b/issues/1"}, "sender": {"login": "ada"}}`:                                                                 `"" is no time`,
		`{"issue": {"html_url": "javascript:alert(1)", "created_at": "2026-09-03T12:00:00Z", "updated_at": "2026-09-03T12:00:00Z"}, "sender": {"login": "ada"}}`: "is no address",
	} {
		if e, err := issue.Read([]byte(payload)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s gives %+v and the error %v, want %q", payload, e, err, want)
		}
	}
}

func TestAnIssueOfGitLabIsFollowedWhereItsPeopleAreNamed(t *testing.T) {
	rules := issue.Rules{Label: "incident", Trusted: []string{"ada"}}
	s := world()
	s.Groups[0].Components[0].ID = "voice"
	var text []byte
	for _, name := range []string{"01-opened", "02-commented", "03-edited", "04-internal-note", "05-stranger", "06-closed", "07-reopened", "09-retitled"} {
		e := recorded(t, "gitlab/"+name+".json")
		if rules.Refusal(e) != "" {
			continue
		}
		c, err := issue.Begin(e, file, s)
		if text != nil {
			c, err = issue.Continue(e, file, text, s)
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		text = c.Text
	}
	want := `---
title: Calls cannot be made
components:
  voice: degraded_performance
started: 2026-09-03 05:50 +02:00
issue: https://gitlab.com/meridian-example/status/-/issues/12
---

## 2026-09-03 14:01:10 +02:00 investigating (next: 30m)

Some calls end after a minute.\
We are looking for the cause.

## 2026-09-03 14:10:33 +02:00 identified (voice: partial_outage)

One of four trunks fails.

## 2026-09-03 14:40 +02:00 resolved

## 2026-09-03 14:50 +02:00 investigating (voice: partial_outage)
`
	if diff := cmp.Diff(want, string(text)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTheFormIsReadAsItIsFilledIn(t *testing.T) {
	s := world()
	form := string(issue.Form(s, "incident", at(12, 0, 0)))
	for _, want := range []string{
		"labels: [\"incident\"]", `- "Hosted email (email)"`, `- "Calendar, contacts (calendar)"`, "- \"api\"\n", "label: Affected\n", "label: How bad\n",
		"label: Status\n", "label: Since\n", "label: Next update in\n", "label: What people notice\n",
	} {
		if !strings.Contains(form, want) {
			t.Errorf("there is no %s in\n%s", want, form)
		}
	}
	if strings.Contains(form, "Fax") {
		t.Error("it offers what is retired")
	}
	for _, health := range []string{"major outage (it does not work)", "partial outage (it works for some, or in part)", "degraded performance (it is slow, or fails at times)", "operational (nothing is affected: words alone)"} {
		if !strings.Contains(form, `- "`+health+`"`) {
			t.Errorf("%q is no option of\n%s", health, form)
		}
		follow(t, opens("### Affected\n\nHosted email (email), Calendar, contacts (calendar), api\n\n### How bad\n\n"+health+"\n\n### What people notice\n\nWords."))
	}
}
