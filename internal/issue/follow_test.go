package issue_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ownup/internal/issue"
)

// form is a body that GitHub makes of the form.
const form = "### Affected\r\n\r\nHosted email (email), Calendar, contacts (calendar)\r\n\r\n### How bad\r\n\r\ndegraded performance (it is slow, or fails at times)\r\n\r\n" +
	"### Status\r\n\r\nidentified\r\n\r\n### Since\r\n\r\n09:20\r\n\r\n### Next update in\r\n\r\n30m\r\n\r\n### What people notice\r\n\r\nMail takes an hour.\r\nNothing is lost.\r\n\r\n### Details\r\n\r\nA disk is full.\r\n"

func TestAnIssueBegins(t *testing.T) {
	for _, test := range []struct{ name, body, want string }{
		{"as its form says", form, `---
title: Mail is slow
components:
  email: degraded_performance
  calendar: degraded_performance
started: 2026-09-03 09:20 +02:00
issue: https://github.com/acme/status/issues/12
---

## 2026-09-03 10:00 +02:00 identified (next: 30m)

Mail takes an hour.\
Nothing is lost.

### Details

A disk is full.
`},
		{"with what is not filled in left out", "### Affected\n\n_No response_\n\n### How bad\n\nmajor outage\n\n### Since\n\n_No response_\n\n### Next update in\n\n_No response_\n\n### What people notice\n\nWords.", `---
title: Mail is slow
issue: https://github.com/acme/status/issues/12
---

## 2026-09-03 10:00 +02:00 investigating

Words.
`},
		{"with a health for each component", "### Affected\n\n- [x] email\n- [ ] fax\n- api: major since 09:00\n\n### How bad\n\npartial\n\n### What people notice\n\nWords.", `---
title: Mail is slow
components:
  email: partial_outage
  api: major_outage since 2026-09-03 09:00 +02:00
issue: https://github.com/acme/status/issues/12
---

## 2026-09-03 10:00 +02:00 investigating

Words.
`},
		{"with its body as the first words", "We look\ninto it.\n\n```\nlog 1\nlog 2\n```", `---
title: Mail is slow
issue: https://github.com/acme/status/issues/12
---

## 2026-09-03 10:00 +02:00 investigating

We look\
into it.

` + "```\nlog 1\nlog 2\n```\n"},
		{"as its first line says", "identified since 09:30 (email: major, next: 11:00): A disk is full.\n\nWe replace it.", `---
title: Mail is slow
components:
  email: major_outage
started: 2026-09-03 09:30 +02:00
issue: https://github.com/acme/status/issues/12
---

## 2026-09-03 10:00 +02:00 identified (next: 1h)

A disk is full.

We replace it.
`},
		{"without words", "", `---
title: Mail is slow
issue: https://github.com/acme/status/issues/12
---

## 2026-09-03 10:00 +02:00 investigating
`},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, follow(t, opens(test.body))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestAnIssueThatBecomesAnIncidentLaterIsToldOfThen(t *testing.T) {
	e := happens(issue.Labelled, at(9, 0, 5), ada)
	e.Labels = []string{"incident"}
	e.Issue.Author = mallory
	want := "\n## 2026-09-03 11:00:05 +02:00 investigating\n\nWe look into it.\n"
	if diff := cmp.Diff(want, body(follow(t, e))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// begun is what every story begins with: an issue about mail, at eight.
const begun = "investigating (email: degraded)\nWe look into it."

const first = `
## 2026-09-03 10:00 +02:00 investigating

We look into it.
`

func TestWhatIsSaidInAnIssueIsWrittenDown(t *testing.T) {
	closes := func(when time.Time) issue.Event { return happens(issue.Closed, when, ada) }
	opensAgain := func(when time.Time) issue.Event { return happens(issue.Reopened, when, ada) }
	for _, test := range []struct {
		name   string
		events []issue.Event
		want   string
	}{
		{"a comment keeps the status", []issue.Event{says(at(8, 10, 7), "Still slow.")}, first + `
## 2026-09-03 10:10:07 +02:00 update

Still slow.
`},
		{"its first line may be a status", []issue.Event{says(at(8, 10, 0), "Identified\r\n\r\nA disk is full.")}, first + `
## 2026-09-03 10:10 +02:00 identified

A disk is full.
`},
		{"with all that a heading can say, and words behind a colon", []issue.Event{says(at(8, 10, 0), "/monitoring since 09:55 (email: operational, next: 1h): It flows (again).")}, first + `
## 2026-09-03 10:10 +02:00 monitoring since 09:55 (email: operational, next: 1h)

It flows (again).
`},
		{"but words that begin with such a word are words", []issue.Event{says(at(8, 10, 0), "Identified the disk.\nMonitoring it.")}, first + `
## 2026-09-03 10:10 +02:00 update

Identified the disk.\
Monitoring it.
`},
		{"and so is a path", []issue.Event{says(at(8, 10, 0), "/var/mail is full.")}, first + `
## 2026-09-03 10:10 +02:00 update

/var/mail is full.
`},
		{"what is internal stays in the issue", []issue.Event{says(at(8, 10, 0), "/internal Who has the keys?")}, first},
		{"a comment is told where it belongs, whenever it comes", []issue.Event{says(at(8, 20, 0), "Second."), says(at(8, 10, 0), "First.")}, first + `
## 2026-09-03 10:10 +02:00 update

First.

## 2026-09-03 10:20 +02:00 update

Second.
`},
		{"closing resolves", []issue.Event{closes(at(9, 0, 0))}, first + `
## 2026-09-03 11:00 +02:00 resolved
`},
		{"but what is resolved only once", []issue.Event{says(at(8, 59, 0), "resolved since 10:45"), closes(at(9, 0, 0))}, first + `
## 2026-09-03 10:59 +02:00 resolved since 10:45
`},
		{"closing with a comment says it with the comment", []issue.Event{says(at(9, 0, 0), "It works."), closes(at(9, 0, 1))}, first + `
## 2026-09-03 11:00 +02:00 resolved

It works.
`},
		{"whichever event comes first", []issue.Event{closes(at(9, 0, 1)), says(at(9, 0, 0), "It works.")}, first + `
## 2026-09-03 11:00 +02:00 resolved

It works.
`},
		{"an edit of that comment keeps it resolved", []issue.Event{says(at(9, 0, 0), "It works."), closes(at(9, 0, 1)), rewrites(at(9, 0, 0), "It works.", "All works.")}, first + `
## 2026-09-03 11:00 +02:00 resolved

All works.
`},
		{"opening again names what the end had mended", []issue.Event{says(at(8, 30, 0), "update (email: major, api: partial)"), says(at(8, 40, 0), "update (api: operational)"), closes(at(9, 0, 0)), opensAgain(at(9, 30, 0))}, first + `
## 2026-09-03 10:30 +02:00 update (email: major_outage, api: partial_outage)

## 2026-09-03 10:40 +02:00 update (api: operational)

## 2026-09-03 11:00 +02:00 resolved

## 2026-09-03 11:30 +02:00 investigating (email: major_outage)
`},
		{"else all that was affected, at its worst", []issue.Event{says(at(8, 30, 0), "monitoring (email: operational)"), closes(at(9, 0, 0)), opensAgain(at(9, 30, 0))}, first + `
## 2026-09-03 10:30 +02:00 monitoring (email: operational)

## 2026-09-03 11:00 +02:00 resolved

## 2026-09-03 11:30 +02:00 investigating (email: degraded_performance)
`},
		{"and so does a comment that opens it again", []issue.Event{closes(at(9, 0, 0)), says(at(9, 30, 0), "identified: It is back.")}, first + `
## 2026-09-03 11:00 +02:00 resolved

## 2026-09-03 11:30 +02:00 identified (email: degraded_performance)

It is back.
`},
		{"an issue that is closed and opened counts as often", []issue.Event{closes(at(9, 0, 0)), opensAgain(at(9, 30, 0)), closes(at(10, 0, 0))}, first + `
## 2026-09-03 11:00 +02:00 resolved

## 2026-09-03 11:30 +02:00 investigating (email: degraded_performance)

## 2026-09-03 12:00 +02:00 resolved
`},
		{"what is open already is not opened", []issue.Event{opensAgain(at(9, 30, 0))}, first},
		{"what was learned is a comment, too", []issue.Event{closes(at(9, 0, 0)), says(at(9, 30, 0), "postmortem\n# Summary\nA disk.\n## What we will change\n- [ ] More disks (due: 2026-10-01)")}, first + `
## 2026-09-03 11:00 +02:00 resolved

## 2026-09-03 11:30 +02:00 postmortem

### Summary
A disk.
#### What we will change
- [ ] More disks (due: 2026-10-01)
`},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := body(follow(t, append([]issue.Event{opens(begun)}, test.events...)...))
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestAnEditOfACommentIsOneOfItsUpdate(t *testing.T) {
	when := at(8, 10, 0)
	for _, test := range []struct{ name, from, to, want string }{
		{"in its words", "A disk is full.", "A disk is", "update\n\nA disk is\n"},
		{"in its status", "identified\nA disk.", "monitoring (email: operational)\nA disk.", "monitoring (email: operational)\n\nA disk.\n"},
		{"that it says no longer", "identified\nA disk.", "A disk.", "update\n\nA disk.\n"},
		{"that it says now", "A disk.", "identified: A disk.", "identified\n\nA disk.\n"},
		{"that was to stay in the issue", "/internal A disk.", "A disk.", "update\n\nA disk.\n"},
		{"that could not be read", "identifed\nA disk.", "identified\nA disk.", "identified\n\nA disk.\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			text := []byte(follow(t, opens(begun)))
			if c, err := issue.Continue(says(when, test.from), file, text, world()); err == nil {
				text = c.Text
			}
			got := body(string(once(t, rewrites(when, test.from, test.to), text)))
			if diff := cmp.Diff(first+"\n## 2026-09-03 10:10 +02:00 "+test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	gone := body(follow(t, opens(begun), says(when, "A disk."), rewrites(when, "A disk.", "/internal A disk.")))
	if diff := cmp.Diff(first, gone); diff != "" {
		t.Errorf("a comment that is to stay in the issue (-want +got):\n%s", diff)
	}
}

func TestADeletedCommentTakesItsWordsAway(t *testing.T) {
	for said, want := range map[string]string{
		"A disk is full.":                    first,
		"identified\nA disk is full.":        first + "\n## 2026-09-03 10:10 +02:00 identified\n",
		"update (next: 1h)\nA disk is full.": first + "\n## 2026-09-03 10:10 +02:00 update (next: 1h)\n",
		"/internal A disk is full.":          first,
	} {
		got := body(follow(t, opens(begun), says(at(8, 10, 0), said), deletes(at(8, 10, 0), said)))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", said, diff)
		}
	}
}

func TestAnEditOfTheIssueIsOneOfTheBeginning(t *testing.T) {
	edits := func(title, from, to string) issue.Event {
		e := happens(issue.Edited, at(8, 30, 0), ada)
		if title != "" {
			was := e.Issue.Title
			e.Issue.Title, e.Was.Title = title, &was
		}
		e.Issue.Body = to
		if from != to {
			e.Was.Body = &from
		}
		return e
	}
	const changed = "### Affected\n\napi\n\n### How bad\n\nmajor outage\n\n### Status\n\nidentified\n\n### Since\n\n09:40\n\n### Next update in\n\n1h\n\n### What people notice\n\nNo answers."
	for _, test := range []struct {
		name   string
		events []issue.Event
		want   string
	}{
		{"in its title", []issue.Event{opens(begun), edits(`Mail: "slow"`, begun, begun)}, `---
title: "Mail: \"slow\""
components:
  email: degraded_performance
issue: https://github.com/acme/status/issues/12
---
` + first},
		{"in all that the form says", []issue.Event{opens(form), says(at(8, 10, 0), "Still slow."), edits("", form, changed)}, `---
title: Mail is slow
components:
  api: major_outage
started: 2026-09-03 09:40 +02:00
issue: https://github.com/acme/status/issues/12
---

## 2026-09-03 10:00 +02:00 identified (next: 1h)

No answers.

## 2026-09-03 10:10 +02:00 update

Still slow.
`},
		{"in both at once", []issue.Event{opens(begun), edits("No mail", begun, "identified (email: major)\nNo mail.")}, `---
title: No mail
components:
  email: major_outage
issue: https://github.com/acme/status/issues/12
---

## 2026-09-03 10:00 +02:00 identified

No mail.
`},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, follow(t, test.events...)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestAnIncidentThatWasNotBegunIsBegunByWhatComesNext(t *testing.T) {
	got := body(follow(t, says(at(8, 10, 0), "identified\nA disk.")))
	want := "\n## 2026-09-03 10:09:59 +02:00 investigating\n\nWe look into it.\n\n## 2026-09-03 10:10 +02:00 identified\n\nA disk.\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
