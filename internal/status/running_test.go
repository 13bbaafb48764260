package status_test

import "testing"

// window is the front matter of a maintenance of email from 4 to 8 on D1.
const window = `
kind: maintenance
components: [email]
scheduled: {from: D1 04:00, until: D1 08:00}
---
## D1 01:00 scheduled
`

func TestAMaintenanceRunsByTheClock(t *testing.T) {
	stories{
		{"before it is announced", window, "D1 00:00", "nothing"},
		{"before it begins", window, "D1 03:00", `
scheduled, maintenance, D1 04:00 to -
email `},
		{"at its first instant", window, "D1 04:00", `
in_progress, maintenance, D1 04:00 to -
email ....uuuu`},
		{"in its window", window, "D1 06:00", `
in_progress, maintenance, D1 04:00 to -
email ....uuuu`},
		{"after it", window, "D1 08:00", `
completed, maintenance, D1 04:00 to D1 08:00
email ....uuuu`},
		{"words that keep the phase do not keep it open", window + "## D1 07:00 update\n", "D1 09:00", `
completed, maintenance, D1 04:00 to D1 08:00
email ....uuuu`},
		{"a health can be given", `
kind: maintenance
components: {email: , panel: degraded}
scheduled: {from: D1 04:00, until: D1 08:00}
---
## D1 01:00 scheduled
`, "D1 09:00", `
completed, maintenance, D1 04:00 to D1 08:00
email ....uuuu
panel ....dddd`},
		{"what is announced counts only in the window", window + "## D1 02:00 update (panel: partial)\n", "D1 09:00", `
completed, maintenance, D1 04:00 to D1 08:00
email ....uuuu
panel ....pppp`},
	}.check(t)
}

func TestAMaintenanceRunsByWords(t *testing.T) {
	stories{
		{"early", window + `
## D1 02:00 in_progress
`, "D1 03:00", `
in_progress, maintenance, D1 02:00 to -
email ..u>`},
		{"early and done before its window", window + `
## D1 02:00 in_progress
## D1 03:00 completed
`, "D1 09:00", `
completed, maintenance, D1 02:00 to D1 03:00
email ..u`},
		{"late", window + `
## D1 05:00 in_progress
## D1 07:00 completed
`, "D1 09:00", `
completed, maintenance, D1 05:00 to D1 07:00
email .....uu`},
		{"completed since", window + `
## D1 04:00 in_progress
## D1 09:00 completed since 07:00
`, "D1 09:00", `
completed, maintenance, D1 04:00 to D1 07:00
email ....uuu`},
		{"completed, without having been in progress by words", window + `
## D1 06:00 completed
`, "D1 09:00", `
completed, maintenance, D1 04:00 to D1 06:00
email ....uu`},
		{"verifying began with the window", window + `
## D1 06:00 verifying
`, "D1 07:00", `
verifying, maintenance, D1 04:00 to -
email ....uuu>`},
		{"completed late ends late", window + `
## D1 10:00 completed
`, "D1 11:00", `
completed, maintenance, D1 04:00 to D1 10:00
email ....uuuuuu`},
		{"completed, and then said better", window + `
## D1 07:00 completed
## D1 09:00 completed since 06:00
`, "D1 11:00", `
completed, maintenance, D1 04:00 to D1 06:00
email ....uu`},
		{"a component works before the others", window + `
## D1 05:00 in_progress since 04:00 (panel: degraded)
## D1 06:00 verifying (panel: operational)
## D1 07:00 completed
`, "D1 11:00", `
completed, maintenance, D1 04:00 to D1 07:00
email ....uuu
panel ....dd`},
		{"a component noticed after the end", window + `
## D1 07:00 completed
## D1 09:00 update (panel: partial since 05:00)
`, "D1 11:00", `
completed, maintenance, D1 04:00 to D1 07:00
email ....uuu
panel .....pp`},
		{"completed, and begun again", window + `
## D1 05:00 completed
## D1 06:00 in_progress
## D1 07:00 completed
`, "D1 11:00", `
completed, maintenance, D1 04:00 to D1 07:00
email ....u.u`},
		{"completed, and verified again", window + `
## D1 05:00 completed
## D1 06:00 verifying
`, "D1 07:00", `
verifying, maintenance, D1 04:00 to -
email ....u.u>`},
	}.check(t)
}

func TestAMaintenanceOverruns(t *testing.T) {
	for _, test := range []struct {
		name, words, now string
		want             bool
	}{
		{"not by the clock", "", "D1 09:00", false},
		{"not while its window lasts", "## D1 05:00 in_progress\n", "D1 07:59", false},
		{"from the end of the window on", "## D1 05:00 in_progress\n", "D1 08:00", true},
		{"verifying as well", "## D1 05:00 verifying\n", "D1 08:00", true},
		{"begun after its window", "## D1 09:00 in_progress\n", "D1 09:00", true},
		{"until it is completed", "## D1 05:00 in_progress\n## D1 09:00 completed\n", "D1 09:00", false},
		{"not once it has a new window", "## D1 05:00 in_progress\n## D1 07:00 scheduled (from: D2 04:00, until: D2 08:00)\n", "D1 09:00", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, _ := read(t, window+test.words).Course(at(t, test.now))
			if c.Overrun != test.want {
				t.Errorf("at %s it overruns: %v", test.now, c.Overrun)
			}
		})
	}
	stories{{"and counts as long as it does", window + "## D1 05:00 in_progress since 04:00\n", "D1 11:00", `
in_progress, maintenance, D1 04:00 to -
email ....uuuuuuu>`}}.check(t)
}

func TestAMaintenanceIsCancelled(t *testing.T) {
	stories{
		{"before it begins, and leaves nothing", window + `
## D1 03:00 cancelled
`, "D1 09:00", `
cancelled, maintenance, D1 04:00 to D1 03:00
email `},
		{"before it begins, as known in its window", window + `
## D1 05:00 cancelled since 03:00
`, "D1 06:00", `
cancelled, maintenance, D1 04:00 to D1 03:00
email `},
		{"and what had begun by the clock counts", window + `
## D1 06:00 cancelled since 05:00
`, "D1 09:00", `
cancelled, maintenance, D1 04:00 to D1 05:00
email ....u`},
		{"what had begun by words counts", window + `
## D1 02:00 in_progress
## D1 05:00 cancelled
`, "D1 09:00", `
cancelled, maintenance, D1 02:00 to D1 05:00
email ..uuu`},
		{"the words of its end end all effects", window + `
## D1 05:00 in_progress since 04:00 (panel: partial)
## D1 06:00 cancelled
`, "D1 09:00", `
cancelled, maintenance, D1 04:00 to D1 06:00
email ....uu
panel ....pp`},
	}.check(t)
}

func TestAMaintenanceGetsANewWindow(t *testing.T) {
	stories{
		{"before the old one begins", window + `
## D1 03:00 scheduled (from: D1 10:00, until: D1 12:00)
`, "D1 13:00", `
completed, maintenance, D1 10:00 to D1 12:00
email ..........uu`},
		{"and waits for it", window + `
## D1 03:00 scheduled (from: D1 10:00, until: D1 12:00)
`, "D1 05:00", `
scheduled, maintenance, D1 10:00 to -
email `},
		{"after the old one began by the clock", window + `
## D1 06:00 scheduled (from: D1 10:00, until: D1 12:00)
`, "D1 07:00", `
scheduled, maintenance, D1 04:00 to -
email ....uu`},
		{"after it began by words", window + `
## D1 03:00 in_progress
## D1 06:00 scheduled (from: D1 10:00, until: D1 12:00)
`, "D1 13:00", `
completed, maintenance, D1 03:00 to D1 12:00
email ...uuu....uu`},
		{"after the clock had ended the old one", window + `
## D1 09:00 scheduled (from: D1 10:00, until: D1 12:00)
`, "D1 13:00", `
completed, maintenance, D1 04:00 to D1 12:00
email ....uuuu..uu`},
		{"after it was cancelled", window + `
## D1 05:00 cancelled
## D1 09:00 scheduled (from: D1 10:00, until: D1 12:00)
`, "D1 11:00", `
in_progress, maintenance, D1 04:00 to -
email ....u.....uu`},
		{"that only ends later", window + `
## D1 07:00 scheduled (from: D1 04:00, until: D1 10:00)
`, "D1 09:00", `
in_progress, maintenance, D1 04:00 to -
email ....uuuuuu`},
		{"in which holds what was announced, not what happened before", `
kind: maintenance
components: [email]
scheduled: {from: D1 04:00, until: D1 08:00}
---
## D1 01:00 scheduled (voice: degraded)
## D1 05:00 in_progress since 04:00 (panel: partial)
## D1 06:00 verifying (email: operational)
## D1 07:00 cancelled
## D1 09:00 scheduled (from: D1 10:00, until: D1 12:00)
`, "D1 13:00", `
completed, maintenance, D1 04:00 to D1 12:00
email ....uu....uu
voice ....ddd...dd
panel ....ppp`},
		{"and what is said of the old one in the end is not about the new one", `
kind: maintenance
components: [email]
scheduled: {from: D1 04:00, until: D1 08:00}
---
## D1 01:00 scheduled
## D1 06:00 cancelled
## D1 09:00 scheduled (from: D1 10:00, until: D1 12:00)
## D1 12:00 completed (email: operational since 05:00)
`, "D1 13:00", `
completed, maintenance, D1 04:00 to D1 12:00
email ....u.....uu`},
	}.check(t)
}

func TestTheWindowsOfAMaintenanceStayOnRecord(t *testing.T) {
	c, _ := read(t, window+`
## D1 03:00 scheduled (from: D1 10:00, until: D1 12:00)
## D1 05:00 scheduled (from: D2 10:00, until: D2 12:00)
`).Course(at(t, "D1 04:00"))
	got := ""
	for _, w := range c.Windows {
		got += told(w.From) + " to " + told(w.Until) + "\n"
	}
	if want := "D1 04:00 to D1 08:00\nD1 10:00 to D1 12:00\n"; got != want {
		t.Errorf("its windows are\n%swant those that were said\n%s", got, want)
	}
}
