package report_test

import (
	"fmt"
	"strings"
	"testing"

	"ownup/internal/report"
)

// sentence writes a state: its kind, what it names, since when, and when word is due.
func sentence(s report.State) string {
	var b strings.Builder
	b.WriteString([]string{"all well", "watching", "maintaining", "trouble"}[s.Kind])
	for _, n := range s.Named {
		what := n.ID
		if n.Group {
			what = "group " + n.Name
		}
		fmt.Fprintf(&b, ", %s %v", what, n.Health)
	}
	if s.Others > 0 {
		fmt.Fprintf(&b, " and %d others", s.Others)
	}
	fmt.Fprintf(&b, ", since %s", told(s.Since))
	if !s.Next.IsZero() {
		fmt.Fprintf(&b, ", word by %s", told(s.Next))
	}
	if s.Late {
		b.WriteString(", late")
	}
	return b.String()
}

func TestTheSentenceSaysWhatIsWrongAndSinceWhen(t *testing.T) {
	const mail = "= mail\ncomponents: {email: major}\nstarted: D1 02:00\n---\n## D1 03:00 investigating (next: 1h)\n"
	const work = "= work\nkind: maintenance\ncomponents: [panel]\nscheduled: {from: D1 04:00, until: D1 08:00}\n---\n## D1 01:00 scheduled\n"
	for _, test := range []struct{ name, stories, now, want string }{
		{"nothing ever happened", "", "D1 05:00", "all well, since -"},
		{"one thing is down", mail, "D1 03:30", "trouble, email major_outage, since D1 02:00, word by D1 04:00"},
		{"word is late from the promised instant on", mail, "D1 04:00", "trouble, email major_outage, since D1 02:00, word by D1 04:00, late"},
		{"all is well since the last effect", mail + "## D1 06:00 resolved since 05:00\n", "D1 07:00", "all well, since D1 05:00"},
		{
			"what works again is watched", mail + "## D1 06:00 monitoring (email: operational, next: 2h)\n", "D1 07:00",
			"watching, since D1 06:00, word by D1 08:00",
		},
		{"only what is planned", work, "D1 05:00", "maintaining, panel under_maintenance, since D1 04:00"},
		{
			"planned work promises word", work + "## D1 05:00 in_progress since 04:00 (next: 30m)\n", "D1 05:00",
			"maintaining, panel under_maintenance, since D1 04:00, word by D1 05:30",
		},
		{
			"trouble before what is planned", mail + work, "D1 05:00",
			"trouble, email major_outage, panel under_maintenance, since D1 02:00, word by D1 04:00, late",
		},
		{
			"a whole group in one health is named as one",
			"= a\ncomponents: {email: partial, archive: partial, panel: partial}\nstarted: D1 02:00\n---\n", "D1 05:00",
			"trouble, group Mail partial_outage, panel partial_outage, since D1 02:00",
		},
		{
			"a group in several healths is not",
			"= a\ncomponents: {email: degraded, archive: partial}\nstarted: D1 02:00\n---\n", "D1 05:00",
			"trouble, archive partial_outage, email degraded_performance, since D1 02:00",
		},
		{
			"there is room for two, the worst ones",
			"= a\ncomponents: {email: degraded, archive: degraded, panel: partial, voice: major, sms: partial}\nstarted: D1 02:00\n---\n", "D1 05:00",
			"trouble, voice major_outage, panel partial_outage and 3 others, since D1 02:00",
		},
		{
			"a group that is not named counts by its components",
			"= a\ncomponents: {email: degraded, archive: degraded, panel: partial, voice: major}\nstarted: D1 02:00\n---\n", "D1 05:00",
			"trouble, voice major_outage, panel partial_outage and 2 others, since D1 02:00",
		},
		{
			"a group without what is retired",
			"= a\ncomponents: {voice: major, sms: major, fax: partial}\nstarted: D1 02:00\n---\n", "D11 05:00",
			"trouble, group Calls major_outage, since D1 02:00",
		},
		{
			"what is retired is well",
			"= a\ncomponents: {fax: major}\nstarted: D1 02:00\n---\n", "D11 05:00",
			"watching, since -",
		},
		{
			"what is slight makes what is grave no older",
			"= a\ncomponents: {panel: degraded}\nstarted: D1 02:00\n---\n= b\ncomponents: {email: major}\nstarted: D4 02:00\n---\n", "D4 05:00",
			"trouble, email major_outage, panel degraded_performance, since D4 02:00",
		},
		{
			"what was grave makes what is slight no younger",
			mail + "## D1 06:00 monitoring (email: degraded)\n", "D1 07:00",
			"trouble, email degraded_performance, since D1 02:00",
		},
		{
			"a break makes it younger",
			mail + "## D1 04:00 resolved\n## D1 06:00 investigating (email: degraded)\n", "D1 07:00",
			"trouble, email degraded_performance, since D1 06:00",
		},
		{"it begins now", mail, "D1 03:00", "trouble, email major_outage, since D1 02:00, word by D1 04:00"},
		{
			"the first of several promises counts",
			mail + "= b\ncomponents: {panel: degraded}\nstarted: D1 02:00\n---\n## D1 03:00 investigating (next: 30m)\n", "D1 03:10",
			"trouble, email major_outage, panel degraded_performance, since D1 02:00, word by D1 03:30",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := sentence(storiesAt(t, test.stories, test.now).State); got != test.want {
				t.Errorf("at %s the state is\n%s\nwant\n%s", test.now, got, test.want)
			}
		})
	}
}

func TestGroupsAreAsWellAsTheirWorstComponentInUse(t *testing.T) {
	r := storiesAt(t, "= a\ncomponents: {email: major, archive: degraded, fax: major}\nstarted: D1 02:00\n---\n", "D11 05:00")
	var got []string
	for _, g := range r.Groups {
		got = append(got, fmt.Sprintf("%s %v of %d", g.Name, g.Health, len(g.Components)))
	}
	if got, want := strings.Join(got, ", "), "Mail major_outage of 2,  operational of 1, Calls operational of 2"; got != want {
		t.Errorf("the groups are %q, want %q", got, want)
	}
	if tally := r.Groups[0].LastDays(1); tally.Observed != 2*5*3600 || tally.Lost.Seconds != 5*3600 {
		t.Errorf("the group lost %v of %d s today, want 5 of 10 hours", tally.Lost, tally.Observed)
	}
	if fax := r.Component("fax"); !fax.Retired || fax.Health != 0 || fax.SinceStart().Lost.Seconds != (8*24+22)*3600 {
		t.Errorf("fax is retired: %v, in %v, and lost %v", fax.Retired, fax.Health, fax.SinceStart().Lost)
	}
	if r.Component("telex") != nil {
		t.Error("there is a component that no one named")
	}
}

func TestWhatIsOpenIsSortedByWhatMattersFirst(t *testing.T) {
	r := storiesAt(t, `
= old-major
components: {email: major}
started: D1 01:00
---
= minor
components: {email: partial}
started: D1 04:00
---
= new-major
components: {panel: major}
started: D1 03:00
---
= pinned
pinned: true
components: {panel: operational}
started: D1 02:00
---
= planned-by-word-alone
components: {panel: maintenance}
started: D1 05:00
---
= old-notice
kind: notice
---
## D1 01:00 update
= new-notice
kind: notice
---
## D1 02:00 update
= pinned-notice
kind: notice
pinned: true
---
## D1 00:00 update
= ends-late
kind: maintenance
components: [sms]
scheduled: {from: D1 02:00, until: D1 09:00}
---
## D1 00:00 scheduled
= ends-early
kind: maintenance
components: [sms]
scheduled: {from: D1 03:00, until: D1 08:00}
---
## D1 00:00 scheduled
= later
kind: maintenance
components: [sms]
scheduled: {from: D3 03:00, until: D3 08:00}
---
## D1 00:00 scheduled
= sooner
kind: maintenance
components: [sms]
scheduled: {from: D2 03:00, until: D4 08:00}
---
## D1 00:00 scheduled
= unsaid
components: {email: major}
---
## D1 07:00 investigating
`, "D1 06:00")
	lists(t, r, "pinned new-major old-major minor planned-by-word-alone", "pinned-notice new-notice old-notice", "ends-early ends-late", "sooner later")
	if got, want := idsOf(r.Component("panel").Incidents), "planned-by-word-alone new-major pinned"; got != want {
		t.Errorf("those of a component are %q, want %q", got, want)
	}
}

func TestIncidentsAreTiedToEachOther(t *testing.T) {
	const stories = `
= first
components: {email: major}
started: D1 01:00
---
## D1 02:00 resolved
= second
recurrence_of: first
components: {email: major}
started: D2 01:00
---
## D2 02:00 resolved
= third
recurrence_of: first
related: [second]
components: {email: major}
started: D3 01:00
---
## D3 02:00 resolved
`
	r := storiesAt(t, stories, "D4 00:00")
	first, second, third := incident(t, r, "first"), incident(t, r, "second"), incident(t, r, "third")
	if second.Came != first || third.Came != first || first.Came != nil || idsOf(first.Again) != "second third" {
		t.Errorf("the first came again as %q", idsOf(first.Again))
	}
	if idsOf(second.Related) != "third" || idsOf(third.Related) != "second" {
		t.Errorf("related are %q and %q", idsOf(second.Related), idsOf(third.Related))
	}
	if early := incident(t, storiesAt(t, stories, "D2 03:00"), "second"); len(early.Related) > 0 {
		t.Error("it is tied to what is not said yet")
	}
}
