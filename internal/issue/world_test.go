package issue_test

import (
	"strings"
	"testing"
	"time"

	"ownup/internal/content"
	"ownup/internal/issue"
	"ownup/internal/status"
)

// page is the issue that these tests follow, and file the file that follows it.
const (
	page = "https://github.com/acme/status/issues/12"
	file = "content/incidents/2026/2026-09-03-mail-is-slow.md"
)

// rules are those of most tests.
var rules = issue.Rules{Label: "incident", Trusted: []string{"Cleo"}}

// The people of these tests.
var (
	ada     = issue.Person{Name: "ada", Member: true}
	ben     = issue.Person{Name: "ben", Member: true}
	cleo    = issue.Person{Name: "cleo"} // trusted by name
	mallory = issue.Person{Name: "mallory"}
	robot   = issue.Person{Name: "stale[bot]", Member: true, Robot: true}
)

// world is a site with some components; one has a comma in its name.
func world() *status.Site {
	day := status.Date{Year: 2026, Month: time.January, Day: 1}
	return &status.Site{
		Title: "Status", Zone: time.FixedZone("", 2*3600), Languages: []string{"en"}, Since: day,
		Groups: []status.Group{{Components: []status.Component{
			{ID: "email", Name: "Hosted email", Since: day},
			{ID: "calendar", Name: "Calendar, contacts", Since: day},
			{ID: "api", Name: "api", Since: day},
			{ID: "fax", Name: "Fax", Since: day, Until: status.Date{Year: 2026, Month: time.August, Day: 1}},
		}}},
	}
}

// at gives an instant of 3 September 2026, by UTC.
func at(hour, minute, second int) time.Time {
	return time.Date(2026, 9, 3, hour, minute, second, 0, time.UTC)
}

// happens gives an event of the issue, which ada has opened at eight, with the label.
func happens(action issue.Action, when time.Time, by issue.Person) issue.Event {
	return issue.Event{Action: action, At: when, By: by, Issue: issue.Issue{
		URL: page, Title: "Mail is slow", Body: "We look into it.", Author: ada,
		Labels: []string{"bug", "Incident"}, Opened: at(8, 0, 0),
	}}
}

// opens gives the event that opens the issue.
func opens(body string) issue.Event {
	e := happens(issue.Opened, at(8, 0, 0), ada)
	e.Issue.Body = body
	return e
}

// says gives the event of a comment by ben.
func says(when time.Time, body string) issue.Event {
	e := happens(issue.Commented, when, ben)
	e.Comment = issue.Comment{Body: body, Author: ben, At: when}
	return e
}

// rewrites gives the event of an edit of a comment by ben.
func rewrites(when time.Time, from, to string) issue.Event {
	e := says(when, to)
	e.Action, e.At, e.Was.Body = issue.CommentEdited, when.Add(time.Minute), &from
	return e
}

// deletes gives the event of a comment by ben that is taken away.
func deletes(when time.Time, body string) issue.Event {
	e := says(when, body)
	e.Action, e.At = issue.CommentDeleted, when.Add(time.Minute)
	return e
}

// follow gives the file after some events, each of which comes twice: the second time
// nothing may change. What cannot be read changes nothing.
func follow(t *testing.T, events ...issue.Event) string {
	t.Helper()
	var text []byte
	for n, e := range events {
		if why := rules.Refusal(e); why != "" {
			t.Fatalf("event %d does not count: %s", n+1, why)
		}
		text = once(t, e, text)
		if again := once(t, e, text); string(again) != string(text) {
			t.Fatalf("event %d changes something when it comes again:\n%s\nbefore that it was\n%s", n+1, again, text)
		}
	}
	return string(text)
}

// once gives the file after one event, and makes sure that it can be read.
func once(t *testing.T, e issue.Event, text []byte) []byte {
	t.Helper()
	s := world()
	write := func() (issue.Change, error) { return issue.Continue(e, file, text, s) }
	if text == nil {
		write = func() (issue.Change, error) { return issue.Begin(e, file, s) }
	}
	c, err := write()
	if err != nil {
		t.Fatal(err)
	}
	if (c.What == "") != (string(c.Text) == string(text)) {
		t.Fatalf("it is said to have done %q, and makes\n%s\nof\n%s", c.What, c.Text, text)
	}
	if _, err := content.Parse(file, c.Text, s.Zone); err != nil {
		t.Fatalf("%v\n%s", err, c.Text)
	}
	return c.Text
}

// body gives a file without its front matter.
func body(text string) string {
	_, after, _ := strings.Cut(strings.TrimPrefix(text, "---\n"), "\n---\n")
	return after
}
