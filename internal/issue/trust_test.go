package issue_test

import (
	"testing"

	"ownup/internal/issue"
)

func TestOnlyTrustedPeopleChangeAnything(t *testing.T) {
	comment := func(by, author issue.Person, action issue.Action) issue.Event {
		e := says(at(8, 10, 0), "Words.")
		e.Action, e.By, e.Comment.Author = action, by, author
		return e
	}
	ofMallory := func(action issue.Action, by issue.Person) issue.Event {
		e := happens(action, at(8, 10, 0), by)
		e.Issue.Author, e.Labels = mallory, []string{"incident"}
		return e
	}
	pull, hidden, whisper := opens("Words."), opens("Words."), says(at(8, 10, 0), "Words.")
	pull.Issue.Change, hidden.Issue.Hidden, whisper.Comment.Hidden = true, true, true
	plain, other, taken := opens("Words."), happens(issue.Labelled, at(8, 10, 0), ada), happens(issue.Unlabelled, at(8, 10, 0), ada)
	plain.Issue.Labels, other.Labels, taken.Labels = []string{"bug"}, []string{"bug"}, []string{"incident"}
	for _, test := range []struct {
		name           string
		event          issue.Event
		counts, begins bool
	}{
		{"a member opens", opens("Words."), true, true},
		{"somebody who is named comments", comment(cleo, cleo, issue.Commented), true, true},
		{"a member closes what never was begun", happens(issue.Closed, at(9, 0, 0), ada), true, false},
		{"a stranger opens", ofMallory(issue.Opened, mallory), false, false},
		{"the form gives a stranger's issue the label", ofMallory(issue.Labelled, mallory), false, false},
		{"a member gives a stranger's issue the label", ofMallory(issue.Labelled, ada), true, true},
		{"a stranger edits their issue", ofMallory(issue.Edited, mallory), false, false},
		{"a member edits a stranger's issue that has no file", ofMallory(issue.Edited, ada), true, false},
		{"a stranger closes their issue", ofMallory(issue.Closed, mallory), false, false},
		{"a stranger comments", comment(mallory, mallory, issue.Commented), false, false},
		{"a member edits a stranger's comment", comment(ada, mallory, issue.CommentEdited), false, false},
		{"a member deletes another's comment", comment(ada, ben, issue.CommentDeleted), true, false},
		{"a robot comments", comment(robot, robot, issue.Commented), false, false},
		{"a robot closes", happens(issue.Closed, at(9, 0, 0), robot), false, false},
		{"nobody knows who comments", comment(issue.Person{}, issue.Person{}, issue.Commented), false, false},
		{"a pull request", pull, false, false},
		{"an issue that only some may read", hidden, false, false},
		{"a comment that only some may read", whisper, false, false},
		{"an issue without the label", plain, false, false},
		{"another label", other, false, false},
		{"the label is taken away", taken, false, false},
		{"it is pinned", happens(issue.Other, at(9, 0, 0), ada), false, false},
		{"it is moved elsewhere", happens(issue.Gone, at(9, 0, 0), ada), false, false},
	} {
		why := rules.Refusal(test.event)
		if (why == "") != test.counts {
			t.Errorf("%s: it counts: %v (%s)", test.name, !test.counts, why)
		}
		if got := rules.MayBegin(test.event); test.counts && got != test.begins {
			t.Errorf("%s: it may begin an incident: %v", test.name, got)
		}
	}
}
