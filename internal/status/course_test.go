package status_test

import (
	"testing"
	"time"

	"ownup/internal/status"
)

func TestAnIncidentCountsWhatWasSo(t *testing.T) {
	stories{
		{"components hold from started, not from the first update", `
components: {email: major}
started: D1 03:00
---
## D1 05:00 investigating
`, "D1 08:00", `
investigating, major, D1 03:00 to -
email ...MMMMM>`},
		{"without started they hold from the first update", `
components: {email: major}
---
## D1 05:00 investigating
`, "D1 08:00", `
investigating, major, D1 05:00 to -
email .....MMM>`},
		{"and since when that was so", `
components: {email: major}
---
## D1 05:00 investigating since 03:00
`, "D1 08:00", `
investigating, major, D1 03:00 to -
email ...MMMMM>`},
		{"a component's own since wins", `
components: {email: major}
started: D1 01:00
---
## D1 05:00 investigating since 03:00 (panel: degraded, voice: partial since 02:00)
`, "D1 06:00", `
investigating, major, D1 01:00 to -
email .MMMMM>
panel ...ddd>
voice ..pppp>`},
		{"a component of the front matter has its own since", `
components:
  email: major
  panel: partial since D1 03:00
started: D1 02:00
---
## D1 04:00 resolved
`, "D1 06:00", `
resolved, major, D1 02:00 to D1 04:00
email ..MM
panel ...p`},
		{"an incident without updates speaks from started", `
components: {email: partial}
started: D1 03:00
---
`, "D1 05:00", `
investigating, minor, D1 03:00 to -
email ...pp>`},
		{"also where it has but a postmortem", `
components: {email: partial}
started: D1 03:00
---
## Postmortem
`, "D1 05:00", `
investigating, minor, D1 03:00 to -
email ...pp>`},
		{"an effect can begin at now", `
components: {email: partial}
started: D1 03:00
---
`, "D1 03:00", `
investigating, minor, D1 03:00 to -
email ...>`},
		{"the earliest effect is the start, where none is given", `
---
## D1 05:00 investigating (email: major since 02:00)
`, "D1 06:00", `
investigating, major, D1 02:00 to -
email ..MMMM>`},
		{"resolved counts since when it was so", `
components: {email: major}
started: D1 03:00
---
## D1 05:00 investigating
## D1 12:00 resolved since 08:00
`, "D2 00:00", `
resolved, major, D1 03:00 to D1 08:00
email ...MMMMM`},
		{"monitoring overnight, resolved since the evening before", `
components: {email: degraded}
started: D1 08:00
---
## D1 09:00 investigating
## D1 16:00 monitoring
## D2 08:00 resolved since 18:00
`, "D2 12:00", `
resolved, minor, D1 08:00 to D1 18:00
email ........dddddddddd`},
		{"monitoring by itself changes no health", `
components: {email: major}
started: D1 03:00
---
## D1 05:00 monitoring
`, "D1 08:00", `
monitoring, major, D1 03:00 to -
email ...MMMMM>`},
		{"operational names a component without an effect", `
components: {email: operational}
started: D1 03:00
---
## D1 05:00 identified
`, "D1 08:00", `
identified, none, D1 03:00 to -
email `},
	}.check(t)
}

func TestWhatIsSaidReplacesWhatWasSaidFromItsSinceOn(t *testing.T) {
	stories{
		{"a health changes", `
components: {email: major}
started: D1 03:00
---
## D1 05:00 identified (email: partial)
## D1 07:00 monitoring (email: operational)
`, "D1 09:00", `
monitoring, major, D1 03:00 to -
email ...MMpp`},
		{"it changes in hindsight", `
components: {email: major}
started: D1 03:00
---
## D1 06:00 identified (email: partial since 04:00)
## D1 09:00 resolved since 08:00
`, "D1 10:00", `
resolved, major, D1 03:00 to D1 08:00
email ...Mpppp`},
		{"what is said last wins, also of what was said to be later", `
components: {email: degraded}
started: D1 02:00
---
## D1 05:00 identified (email: partial)
## D1 07:00 identified (email: major since 04:00)
`, "D1 08:00", `
identified, major, D1 02:00 to -
email ..ddMMMM>`},
		{"a mistake that is replaced from its beginning on was never so", `
components: {email: degraded}
started: D1 02:00
---
## D1 04:00 investigating (panel: major since 03:00)
## D1 06:00 identified (panel: degraded since 03:00)
`, "D1 07:00", `
identified, minor, D1 02:00 to -
email ..ddddd>
panel ...dddd>`},
		{"equal times apply in the order of the file", `
components: {email: degraded}
started: D1 02:00
---
## D1 04:00 identified (email: major)
## D1 04:00 identified (email: partial)
`, "D1 05:00", `
identified, minor, D1 02:00 to -
email ..ddp>`},
		{"updates apply in order of time, wherever they stand", `
components: {email: degraded}
started: D1 02:00
---
## D1 05:00 identified (email: partial)
## D1 04:00 identified (email: major)
`, "D1 06:00", `
identified, major, D1 02:00 to -
email ..ddMp>`},
		{"all stands for every component named so far", `
components: {email: major}
started: D1 01:00
---
## D1 02:00 investigating (panel: partial)
## D1 04:00 monitoring (all: degraded since 03:00)
## D1 05:00 identified (voice: partial)
`, "D1 06:00", `
identified, major, D1 01:00 to -
email .MMddd>
panel ..pddd>
voice .....p>`},
		{"all but those that the update names itself", `
components: {email: major, panel: partial}
started: D1 01:00
---
## D1 04:00 monitoring (email: degraded, all: operational, voice: partial since 03:00)
`, "D1 05:00", `
monitoring, major, D1 01:00 to -
email .MMMd>
panel .ppp
voice ...pp>`},
		{"a component that is noticed late", `
components: {email: major}
started: D1 02:00
---
## D1 03:00 investigating
## D1 05:00 update (panel: partial since 02:00)
## D1 08:00 resolved
`, "D1 09:00", `
resolved, major, D1 02:00 to D1 08:00
email ..MMMMMM
panel ..pppppp`},
		{"a component that is noticed after the end", `
components: {email: degraded}
started: D1 02:00
---
## D1 08:00 resolved since 06:00
## D2 10:00 update (panel: major since D1 04:00)
`, "D2 12:00", `
resolved, major, D1 02:00 to D1 06:00
email ..dddd
panel ....MM`},
		{"what is said after the end, of the time before it", `
components: {email: degraded}
started: D1 02:00
---
## D1 08:00 resolved since 06:00
## D1 10:00 update (email: operational since 04:00)
`, "D1 12:00", `
resolved, minor, D1 02:00 to D1 06:00
email ..dd`},
		{"the end is said better", `
components: {email: degraded}
started: D1 02:00
---
## D1 08:00 resolved
## D1 10:00 resolved since 06:00
`, "D1 12:00", `
resolved, minor, D1 02:00 to D1 06:00
email ..dddd`},
	}.check(t)
}

func TestAnIncidentIsOpenedAgain(t *testing.T) {
	stories{
		{"by words that name what is affected, and only that", `
components: {email: major, panel: partial}
started: D1 02:00
---
## D1 04:00 resolved
## D1 06:00 investigating (email: degraded)
`, "D1 08:00", `
investigating, major, D1 02:00 to -
email ..MM..dd>
panel ..pp`},
		{"since before it was said to be resolved", `
components: {email: major}
started: D1 02:00
---
## D1 06:00 resolved
## D1 08:00 identified since 05:00 (email: partial)
## D1 10:00 resolved since 09:00
`, "D1 12:00", `
resolved, major, D1 02:00 to D1 09:00
email ..MMMpppp`},
		{"in the middle of which it had ended", `
components: {email: major}
started: D1 02:00
---
## D1 04:00 resolved
## D1 06:00 investigating (email: degraded)
`, "D1 05:00", `
resolved, major, D1 02:00 to D1 04:00
email ..MM`},
		{"what was noticed late in the first part ends with that part", `
components: {email: major}
started: D1 02:00
---
## D1 04:00 resolved
## D1 05:00 update (panel: partial since 03:00)
## D1 06:00 investigating (email: degraded)
## D1 07:00 resolved
`, "D1 08:00", `
resolved, major, D1 02:00 to D1 07:00
email ..MM..d
panel ...p`},
		{"but not by an update", `
components: {email: major}
started: D1 02:00
---
## D1 04:00 resolved
## D1 06:00 update
`, "D1 08:00", `
resolved, major, D1 02:00 to D1 04:00
email ..MM`},
		{"nor by a postmortem, weeks later", `
components: {email: major}
started: D1 02:00
---
## D1 04:00 resolved
## D20 06:00 postmortem
`, "D21 00:00", `
resolved, major, D1 02:00 to D1 04:00
email ..MM`},
	}.check(t)
}

func TestNothingIsSaidBeforeItsTime(t *testing.T) {
	const story = `
components: {email: degraded}
started: D1 02:00
---
## D1 05:00 investigating since 02:00 (panel: partial)
## D1 08:00 identified (email: major since 04:00)
## D1 12:00 resolved since 10:00
## Postmortem
`
	stories{
		{"not even that it began", story, "D1 04:00", "nothing"},
		{"the first update tells of the time before", story, "D1 05:00", `
investigating, minor, D1 02:00 to -
email ..ddd>
panel ..ppp>`},
		{"a later one is held back with all that it says", story, "D1 07:00", `
investigating, minor, D1 02:00 to -
email ..ddddd>
panel ..ppppp>`},
		{"until it is said", story, "D1 08:00", `
identified, major, D1 02:00 to -
email ..ddMMMM>
panel ..pppppp>`},
		{"an end counts when it is said", story, "D1 11:00", `
identified, major, D1 02:00 to -
email ..ddMMMMMMM>
panel ..ppppppppp>`},
		{"and then since when it was so", story, "D1 12:00", `
resolved, major, D1 02:00 to D1 10:00
email ..ddMMMMMM
panel ..pppppppp`},
		{"started to come, and no update", "components: {email: degraded}\nstarted: D1 02:00\n---\n", "D1 01:00", "nothing"},
	}.check(t)
}

func TestMinutesThatBecameKnownInHindsight(t *testing.T) {
	for _, test := range []struct {
		name, story string
		want        time.Duration
	}{
		{"seven minutes, known only an hour later", `
components: {email: major}
started: D1 14:02
---
## D1 15:10 resolved since 14:09
`, 7 * time.Minute},
		{"seven minutes, told while and after", `
components: {email: major}
---
## D1 15:10 investigating since 14:02
## D1 15:12 resolved since 14:09
`, 7 * time.Minute},
		{"a maintenance cancelled after 40 minutes that were real", `
kind: maintenance
components: [email]
scheduled: {from: D1 22:00, until: D2 02:00}
---
## D1 10:00 scheduled
## D1 22:55 cancelled since 22:40
`, 40 * time.Minute},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, _ := read(t, test.story).Course(at(t, "D3 00:00"))
			if len(c.Effects) != 1 {
				t.Fatalf("it has the effects %v, want one", c.Effects)
			}
			if got := c.Effects[0].Until.Sub(c.Effects[0].From); got != test.want {
				t.Errorf("it lasted %v, want %v", got, test.want)
			}
		})
	}
}

func TestTheImpactIsThatOfTheWorstHealthEverHeld(t *testing.T) {
	for _, test := range []struct{ front, claim, want string }{
		{"", "operational", "none"},
		{"", "degraded", "minor"},
		{"", "partial", "minor"},
		{"", "major", "major"},
		{"", "maintenance", "maintenance"},
		{"impact: critical\n", "degraded", "critical"},
		{"impact: none\n", "major", "none"},
	} {
		story := test.front + "---\n## D1 05:00 investigating (email: " + test.claim + ")\n## D1 06:00 resolved\n"
		c, _ := read(t, story).Course(at(t, "D1 07:00"))
		if got := c.Impact.String(); got != test.want {
			t.Errorf("%s%s is %s, want %s", test.front, test.claim, got, test.want)
		}
	}
	i := status.Incident{Components: []status.Claim{{Component: "email", Health: status.MajorOutage}}, Started: at(t, "D1 01:00")}
	if c, _ := i.Course(at(t, "D1 02:00")); c.Impact != status.ImpactMajor {
		t.Errorf("without an update it is %v", c.Impact)
	}
}
