package issue_test

import (
	"strings"
	"testing"

	"ownup/internal/issue"
)

func TestWhatCannotBeReadIsRefusedWithWhatToWrite(t *testing.T) {
	affected := func(list, health, rest string) string {
		return "### Affected\n\n" + list + "\n\n### How bad\n\n" + health + "\n\n" + rest + "### What people notice\n\nWords."
	}
	for _, test := range []struct{ body, want string }{
		{affected("emial", "major", ""), `unknown component "emial"` + "\n\tdid you mean \"email\"?"},
		{affected("email", "", ""), `"How bad" is "", which is no health`},
		{affected("email", "awful (it does not work)", ""), "which is no health\n\tknown: operational, "},
		{affected("email: awful", "major", ""), `unknown health "awful"`},
		{affected("", "", "### Status\n\nbroken\n\n"), `"Status": unknown phase "broken"`},
		{affected("", "", "### Status\n\nidentified by Ada\n\n"), `"Status": unexpected "by Ada"`},
		{affected("", "", "### Since\n\nnoon\n\n"), `"Since": no time in "noon"`},
		{affected("", "", "### Next update in\n\nsoon\n\n"), `"Next update in": "soon" is neither a duration nor a time`},
		{"identifed\nWords.", "the first line, \"identifed\", cannot be read: unknown phase \"identifed\"\n\tdid you mean \"identified\"?"},
		{"Fixed", "did you mean \"resolved\"?"},
		{"resolved since tomorrow\nWords.", "no time in \"tomorrow\""},
		{"identified (emial)\nWords.", "\"emial\" has no colon"},
		{"identified (email: major) by Ada", "unexpected \"by Ada\"\n\twords go on the next line, or behind a colon"},
		{"/assign @ada", "a comment that begins with /internal is not published"},
		{"completed", "\"completed\" is no phase of an incident"},
		{strings.Repeat("a", 1<<16) + "é", "the text has 65537 characters, and at most 65536 are read"},
	} {
		for name, write := range map[string]func() (issue.Change, error){
			"an issue": func() (issue.Change, error) { return issue.Begin(opens(test.body), file, world()) },
			"a comment": func() (issue.Change, error) {
				if strings.HasPrefix(test.body, "### ") { // a form is no comment
					return issue.Begin(opens(test.body), file, world())
				}
				return issue.Continue(says(at(8, 10, 0), test.body), file, []byte(follow(t, opens(begun))), world())
			},
		} {
			if c, err := write(); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%s with\n%.200s\ngives the error %v, and\n%s\nwant %q", name, test.body, err, c.Text, test.want)
			}
		}
	}
	untitled := opens("Words.")
	untitled.Issue.Title = " \u202e\t\x00 "
	if _, err := issue.Begin(untitled, file, world()); err == nil || !strings.Contains(err.Error(), "no title") {
		t.Errorf("an issue without a title gives the error %v", err)
	}
}

func TestAnEditOfWhatAPersonWroteByHandIsRefused(t *testing.T) {
	text := strings.Replace(follow(t, opens(begun)), "title: Mail is slow", "title: Mail is slow # very", 1)
	e := happens(issue.Edited, at(8, 30, 0), ada)
	e.Issue.Title, e.Was.Title = "No mail", new("Mail is slow")
	if _, err := issue.Continue(e, file, []byte(text), world()); err == nil || !strings.Contains(err.Error(), "by hand") {
		t.Errorf("the error is %v", err)
	}
}
