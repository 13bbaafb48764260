package status_test

import (
	"strings"
	"testing"
	"time"

	"ownup/internal/status"
)

func TestANoticeAffectsNothingAndEnds(t *testing.T) {
	const front = "kind: notice\ncomponents: {email: operational}\n"
	const until = front + "until: D1 08:00\n---\n## D1 02:00 update\n"
	stories{
		{"not by itself", front + "---\n## D1 02:00 update\n", "D9 00:00", "update, none, D1 02:00 to -\nemail "},
		{"when it is resolved", front + "---\n## D1 02:00 update\n## D1 05:00 resolved since 04:00\n", "D1 06:00", "resolved, none, D1 02:00 to D1 04:00\nemail "},
		{"not before its end", until, "D1 07:00", "update, none, D1 02:00 to -\nemail "},
		{"with its end", until, "D1 08:00", "resolved, none, D1 02:00 to D1 08:00\nemail "},
		{"before its end, if it is resolved", until + "## D1 05:00 resolved\n", "D1 09:00", "resolved, none, D1 02:00 to D1 05:00\nemail "},
		{"with its end, whatever is said later", until + "## D1 10:00 resolved\n", "D1 11:00", "resolved, none, D1 02:00 to D1 08:00\nemail "},
		{"not before it is said", until, "D1 01:00", "nothing"},
	}.check(t)
}

func TestAPostmortemWithoutATimeIsToldWithTheEnd(t *testing.T) {
	const incident = "components: {email: major}\nstarted: D1 02:00\n---\n## D1 03:00 investigating\n"
	const work = "kind: maintenance\ncomponents: [email]\nscheduled: {from: D1 04:00, until: D1 08:00}\n---\n## D1 01:00 scheduled\n"
	for _, test := range []struct{ name, story, now, said, held string }{
		{"not while it lasts", incident, "D1 04:00", "investigating D1 03:00", "postmortem -"},
		{
			"with the resolving update, not the instant since when it was resolved", incident + "## D1 06:00 resolved since 05:00\n", "D1 06:00",
			"investigating D1 03:00, resolved D1 06:00, postmortem D1 06:00", "",
		},
		{
			"held back with it", incident + "## D1 06:00 resolved since 05:00\n", "D1 05:00",
			"investigating D1 03:00", "resolved D1 06:00, postmortem D1 06:00",
		},
		{
			"before what is said later", incident + "## D1 06:00 resolved\n## D1 09:00 update\n", "D1 10:00",
			"investigating D1 03:00, resolved D1 06:00, postmortem D1 06:00, update D1 09:00", "",
		},
		{
			"with the last of several", incident + "## D1 06:00 resolved\n## D1 07:00 identified (email: partial)\n## D1 09:00 resolved\n", "D1 08:00",
			"investigating D1 03:00, resolved D1 06:00, identified D1 07:00", "resolved D1 09:00, postmortem D1 09:00",
		},
		{
			"of a maintenance with its last word", work + "## D1 09:00 completed since 07:00\n", "D1 10:00",
			"scheduled D1 01:00, completed D1 09:00, postmortem D1 09:00", "",
		},
		{"of a maintenance that the clock ends, then", work, "D1 08:00", "scheduled D1 01:00, postmortem D1 08:00", ""},
		{"and not before", work, "D1 07:59", "scheduled D1 01:00", "postmortem -"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, _ := read(t, test.story+"## Postmortem\n").Course(at(t, test.now))
			if got := list(c.Said); got != test.said {
				t.Errorf("said is %q, want %q", got, test.said)
			}
			if got := list(c.Held); got != test.held {
				t.Errorf("held is %q, want %q", got, test.held)
			}
		})
	}
}

// list writes updates with their phases and times.
func list(updates []status.Update) string {
	var all []string
	for _, u := range updates {
		all = append(all, u.Phase.String()+" "+told(u.At))
	}
	return strings.Join(all, ", ")
}

func TestAnIDThatHadToWaitForItsTimeIsOfItsOwn(t *testing.T) {
	end := at(t, "D1 08:00")
	i := status.Incident{Updates: []status.Update{
		{ID: status.UpdateID(end.Add(-time.Hour), 1), At: end.Add(-time.Hour), Phase: status.Investigating},
		{ID: status.UpdateID(end, 1), At: end, Phase: status.Resolved},
		{Phase: status.Postmortem},
	}}
	c, _ := i.Course(end)
	if len(c.Said) != 3 || c.Said[2].ID != "20260301T080000Z-2" {
		t.Errorf("said is %+v", c.Said)
	}
	if i.Updates[2].ID != "" {
		t.Error("the incident itself was changed")
	}
}

func TestTheNextWordIsPromised(t *testing.T) {
	const story = `
components: {email: major}
started: D1 02:00
---
## D1 03:00 investigating (next: 1h)
## D1 06:00 identified
## D1 07:00 monitoring (next: 2h)
## D1 08:00 resolved (next: 5h)
`
	for _, test := range []struct {
		now, promise string
		late         bool
	}{
		{"D1 03:00", "D1 04:00", false},
		{"D1 03:59", "D1 04:00", false},
		{"D1 04:00", "D1 04:00", true},
		{"D1 05:00", "D1 04:00", true},
		{"D1 06:00", "-", false},
		{"D1 07:00", "D1 09:00", false},
		{"D1 08:00", "-", false},
	} {
		c, _ := read(t, story).Course(at(t, test.now))
		if got := told(c.Promise()); got != test.promise || c.Late() != test.late {
			t.Errorf("at %s the next word is promised for %s, late %v; want %s, %v", test.now, got, c.Late(), test.promise, test.late)
		}
	}
}

func TestFactsChangeNext(t *testing.T) {
	const incident = `
components:
  email: major
  panel: degraded since D1 05:30
started: D1 02:00
detected: D1 03:30
---
## D1 03:00 investigating (next: 1h)
## D1 06:00 resolved
## D1 08:00 postmortem
`
	const work = `
kind: maintenance
components: [email]
scheduled: {from: D1 04:00, until: D1 08:00}
---
## D1 01:00 scheduled
`
	for _, test := range []struct{ name, story, now, want string }{
		{"first it is said", incident, "D1 01:00", "D1 03:00"},
		{"then it is known when it was detected", incident, "D1 03:00", "D1 03:30"},
		{"then the promise falls due", incident, "D1 03:30", "D1 04:00"},
		{"then a component is affected", incident, "D1 04:00", "D1 05:30"},
		{"then it ends", incident, "D1 05:30", "D1 06:00"},
		{"then the postmortem comes", incident, "D1 06:00", "D1 08:00"},
		{"then nothing more", incident, "D1 08:00", "-"},
		{"without updates, it begins", "components: {email: major}\nstarted: D1 02:00\n---\n", "D1 01:00", "D1 02:00"},
		{"a maintenance is announced", work, "D1 00:00", "D1 01:00"},
		{"it begins", work, "D1 01:00", "D1 04:00"},
		{"it ends", work, "D1 04:00", "D1 08:00"},
		{"it has ended", work, "D1 08:00", "-"},
		{"begun early it has but an end", work + "## D1 02:00 in_progress\n", "D1 02:00", "D1 08:00"},
		{"overrunning it waits for words", work + "## D1 02:00 in_progress\n", "D1 08:00", "-"},
		{"cancelled it has no window", work + "## D1 02:00 cancelled\n", "D1 02:00", "-"},
		{"a new window comes in place of the old one", work + "## D1 02:00 scheduled (from: D2 04:00, until: D2 08:00)\n", "D1 02:00", "D2 04:00"},
		{"a notice ends", "kind: notice\nuntil: D1 08:00\n---\n## D1 02:00 update\n", "D1 02:00", "D1 08:00"},
	} {
		t.Run(test.name, func(t *testing.T) {
			i := read(t, test.story)
			c, spoken := i.Course(at(t, test.now))
			if got := told(c.NextChange()); got != test.want {
				t.Errorf("after %s the next change is at %s, want %s", test.now, got, test.want)
			}
			if !spoken && told(i.FirstWord()) != test.want {
				t.Errorf("the first word comes at %s, want %s", told(i.FirstWord()), test.want)
			}
		})
	}
}
