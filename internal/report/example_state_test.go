package report_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"ownup/internal/report"
	"ownup/internal/status"
)

func TestTheExampleInTheMiddleOfAnOutage(t *testing.T) {
	r := exampleAt(t, outage)
	s := r.State
	if s.Kind != report.Trouble || s.Health != status.MajorOutage || !s.Since.Equal(instant(t, "2026-09-03 07:00 -04:00")) {
		t.Errorf("the state is %+v", s)
	}
	if !s.Next.Equal(instant(t, "2026-09-03 10:10 -04:00")) || s.Late {
		t.Errorf("the next word is promised for %v, late %v; want 10:10", s.Next, s.Late)
	}
	named := fmt.Sprintf("%s, %s and %d others", s.Named[0].Name, s.Named[1].Name, s.Others)
	if named != "Hosted email, Core network and 5 others" {
		t.Errorf("the state names %s", named)
	}
	since := map[string]string{
		"email": "07:00", "core": "07:00", "support": "07:00", "new-york": "07:00", "chicago": "07:00", "voice": "07:10", "control-panel": "07:20",
	}
	healths := map[string]status.Health{
		"email": status.MajorOutage, "core": status.MajorOutage, "support": status.MajorOutage, "new-york": status.PartialOutage,
		"chicago": status.PartialOutage, "voice": status.PartialOutage, "control-panel": status.PartialOutage,
	}
	for _, c := range r.Components {
		if c.Health != healths[c.ID] {
			t.Errorf("%s is %v, want %v", c.ID, c.Health, healths[c.ID])
		}
	}
	for _, e := range r.Open[0].Effects {
		if !e.From.Equal(instant(t, "2026-09-03 "+since[e.Component]+" -04:00")) || !e.Until.IsZero() {
			t.Errorf("%s is %v from %v until %v, want since %s", e.Component, e.Health, e.From, e.Until, since[e.Component])
		}
	}
	lists(t, r, "2026-09-03-core-routing", "2026-08-24-transport-changes-on-hold", "", "2026-09-09-archive-disks")
	if r.Open[0].Phase != status.Identified || r.Open[0].Impact != status.ImpactCritical {
		t.Errorf("it is %v and %v", r.Open[0].Phase, r.Open[0].Impact)
	}
	if !r.Next.Equal(s.Next) {
		t.Errorf("facts change next at %v, want when the promise falls due", r.Next)
	}
}

func TestTheExampleOnACalmDay(t *testing.T) {
	r := exampleAt(t, calm)
	if s := r.State; s.Kind != report.AllWell || len(s.Named) > 0 || s.Others > 0 || !s.Next.IsZero() || !s.Since.Equal(instant(t, "2026-11-03 09:22 +01:00")) {
		t.Errorf("the state is %+v; want that all has been well since the licence server was", s)
	}
	lists(t, r, "", "", "", "2026-12-05-routing-tables")
	if want := instant(t, "2026-12-05 22:00 -07:00"); !r.Next.Equal(want) {
		t.Errorf("facts change next at %v, want %v, when the maintenance begins", r.Next, want)
	}
	if i := r.Incidents[len(r.Incidents)-1]; i.ID != "2024-02-13-slow-sign-in" || i.Evidence.Revisions != nil || r.Record.Known {
		t.Errorf("the oldest is %s, and the revisions %v are known: %v", i.ID, i.Evidence.Revisions, r.Record.Known)
	}
	if core, signs := incident(t, r, "2026-09-03-core-routing"), incident(t, r, "2026-08-28-core-router-fault"); core.Came != signs || !slices.Equal(signs.Again, []*report.Incident{core}) {
		t.Error("the core routing is not told as a recurrence of the core router fault")
	}
}

func TestTheExampleWithinAMaintenanceThatOverruns(t *testing.T) {
	r := exampleAt(t, "2026-05-17 00:30 -06:00")
	lists(t, r, "", "", "2026-05-16-control-panel-database", "")
	if i := r.Active[0]; !i.Overrun || i.Phase != status.InProgress {
		t.Errorf("it overruns %v, in phase %v", i.Overrun, i.Phase)
	}
	if s := r.State; s.Kind != report.Trouble || s.Health != status.DegradedPerformance || s.Named[0].ID != "billing" || s.Others != 0 ||
		!s.Next.Equal(instant(t, "2026-05-17 00:50 -06:00")) {
		t.Errorf("the state is %+v; want that billing is degraded, and word at 00:50", s)
	}
}

// lists checks what is open, noticed, active and to come, by id.
func lists(t *testing.T, r *report.Report, open, notices, active, upcoming string) {
	t.Helper()
	ids := func(all []*report.Incident) string {
		var names []string
		for _, i := range all {
			names = append(names, i.ID)
		}
		return strings.Join(names, " ")
	}
	for _, l := range []struct {
		what string
		got  []*report.Incident
		want string
	}{{"open", r.Open, open}, {"notices", r.Notices, notices}, {"active", r.Active, active}, {"upcoming", r.Upcoming, upcoming}} {
		if ids(l.got) != l.want {
			t.Errorf("%s are %q, want %q", l.what, ids(l.got), l.want)
		}
	}
}

func TestTheCommitmentsOfTheExample(t *testing.T) {
	for _, test := range []struct {
		now                                string
		kept, late, open, overdue, dropped int
		fact                               string
	}{
		{outage, 4, 1, 7, 0, 0, "11 were made by then: after the certificate, the power loss and New York"},
		{calm, 21, 4, 2, 2, 1, "the vendor's report and the network's plan are overdue"},
	} {
		r := exampleAt(t, test.now)
		count := map[report.CommitmentState]int{}
		late := 0
		for _, c := range r.Commitments {
			count[c.State]++
			if c.State == report.Kept && c.Late {
				late++
			}
		}
		got := []int{count[report.Kept], late, count[report.Open], count[report.Overdue], count[report.Dropped]}
		if want := []int{test.kept, test.late, test.open, test.overdue, test.dropped}; !slices.Equal(got, want) {
			t.Errorf("at %s %v are kept, late, open, overdue and dropped; want %v: %s", test.now, got, want, test.fact)
		}
	}
	r := exampleAt(t, calm)
	for n, due := range []string{"2026-10-15", "2026-10-31"} {
		if c := r.Commitments[n]; c.State != report.Overdue || c.Due.String() != due || !c.Late {
			t.Errorf("commitment %d is %v and due %v, want overdue since %s", n, c.State, c.Due, due)
		}
	}
}
