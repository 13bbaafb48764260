package report_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ownup/internal/report"
	"ownup/internal/status"
	"ownup/internal/uptime"
)

// A change is a day on which a zone changes its clock; Kolkata and UTC never do.
type change struct{ zone, day string }

func changes() []change {
	return []change{
		{"UTC", "2024-02-29"},
		{"Asia/Kolkata", "2025-12-31"},
		{"America/Denver", "2026-03-08"},
		{"America/Denver", "2026-11-01"},
		{"Europe/Berlin", "2026-03-29"},
		{"Europe/Berlin", "2026-10-25"},
		{"Australia/Lord_Howe", "2026-04-05"},
		{"Australia/Lord_Howe", "2026-10-04"},
		{"Africa/Cairo", "2024-04-26"},
		{"Africa/Cairo", "2024-10-31"},
	}
}

// worlds draws a site of three components, with histories around a change of the clock.
func worlds(t *rapid.T) world {
	change := rapid.SampledFrom(changes()).Draw(t, "change")
	zone, err := time.LoadLocation(change.zone)
	if err != nil {
		t.Fatal(err)
	}
	day, _ := time.ParseInLocation(time.DateOnly, change.day, zone)
	origin := day.UTC().Add(-24 * time.Hour).Truncate(time.Hour)
	w := world{zone: zone, first: origin.Add(-96 * time.Hour), weights: weights(t)}
	a := author{t, origin, []string{"email", "panel", "voice"}}
	w.now = a.between(origin.Add(-12*time.Hour), origin.Add(144*time.Hour), "now")
	for n, id := range a.components {
		c := status.Component{ID: id, Name: id, Since: status.DateOf(origin.Add(-72*time.Hour), zone)}
		if n > 0 {
			c.Since = status.DateOf(origin.Add(time.Duration(a.evenly(6, "since")-3)*24*time.Hour), zone)
		}
		if n == 2 && rapid.Bool().Draw(t, "retired") {
			c.Until = status.DateOf(origin.Add(time.Duration(4+a.evenly(3, "until"))*24*time.Hour), zone)
		}
		w.components = append(w.components, c)
	}
	for n := range a.evenly(5, "files") {
		kinds := []func(string) telling{a.incident, a.incident, a.maintenance, a.maintenance, a.notice}
		f := rapid.SampledFrom([]int{0, 1, 2, 3, 4}).Draw(t, "kind")
		w.files = append(w.files, kinds[f](fmt.Sprintf("file-%d", n)))
	}
	return w
}

func weights(t *rapid.T) status.Weights {
	w := status.DefaultWeights()
	w.ExcludeMaintenance = rapid.Bool().Draw(t, "exclude maintenance")
	if rapid.Bool().Draw(t, "weights are given") {
		for _, h := range status.Healths()[1:] {
			w.Cost[h] = status.Fraction(rapid.SampledFrom([]int64{0, 1, 3_000_000, 10_000_000}).Draw(t, h.String()))
		}
	}
	return w
}

func TestWhatTheSiteSaysIsWhatItsWordsMeanMinuteByMinute(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := worlds(t)
		site, project := w.load(t)
		r := report.At(site, status.Record{}, w.now)
		defer func() {
			if t.Failed() {
				for _, f := range w.files {
					t.Logf("%s:\n%s", f.id, project["content/incidents/"+f.id+".md"].Data)
				}
			}
		}()
		var accounts []account
		for n, c := range w.components {
			a := w.account(c)
			accounts = append(accounts, a)
			w.compare(t, r.Components[n], a)
		}
		w.compareState(t, r, accounts)
		w.compareLists(t, r)
	})
}

// compare compares what the report says of a component with its account.
func (w world) compare(t *rapid.T, c *report.Component, a account) {
	today := w.now.In(w.zone)
	civil := time.Date(today.Year(), today.Month(), today.Day(), 12, 0, 0, 0, time.UTC)
	for back, day := range reversed(c.Days(12)) {
		date := civil.AddDate(0, 0, -back).Format(time.DateOnly)
		if got, want := shown(day.Tally), a.over(date, "").String(); got != want || day.Date.String() != date {
			t.Errorf("%s on %s (%v): %s, want %s", c.ID, date, day.Date, got, want)
		}
	}
	if got, want := shown(c.LastDays(1)), a.over("", civil.Format(time.DateOnly)).String(); got != want {
		t.Errorf("%s today: %s, want %s", c.ID, got, want)
	}
	if got, want := shown(c.LastDays(7)), a.over("", civil.AddDate(0, 0, -6).Format(time.DateOnly)).String(); got != want {
		t.Errorf("%s in 7 days: %s, want %s", c.ID, got, want)
	}
	for _, p := range c.Months() {
		if got, want := shown(p.Tally), a.over(p.Date.String()[:7], "").String(); got != want {
			t.Errorf("%s in %v: %s, want %s", c.ID, p.Date, got, want)
		}
	}
	if got, want := shown(c.SinceStart()), a.over("", "").String(); got != want {
		t.Errorf("%s since the start: %s, want %s", c.ID, got, want)
	}
	if !c.Retired && c.Health != a.health {
		t.Errorf("%s is %v now, want %v", c.ID, c.Health, a.health)
	}
}

func reversed(days []report.Day) []report.Day {
	all := make([]report.Day, 0, len(days))
	for n := range days {
		all = append(all, days[len(days)-1-n])
	}
	return all
}

// shown writes a tally as the oracle writes a sum.
func shown(t uptime.Tally) string {
	return fmt.Sprint(t.Observed, t.Excluded, t.Lost.Seconds, int64(t.Lost.Parts),
		t.Seconds[0], t.Seconds[1], t.Seconds[2], t.Seconds[3], t.Seconds[4])
}

// compareState compares the one sentence.
func (w world) compareState(t *rapid.T, r *report.Report, accounts []account) {
	want, affected := report.State{}, 0
	for n, a := range accounts {
		if r.Components[n].Retired {
			continue
		}
		if a.health > status.Operational {
			affected++
		}
		if a.health > want.Health || a.health == want.Health && a.health > 0 && a.since.Before(want.Since) {
			want.Health, want.Since = a.health, a.since
		}
		if want.Health == status.Operational && a.ended.After(want.Since) {
			want.Since = a.ended
		}
	}
	for _, f := range w.files {
		if f.kind == "incident" && f.spoken(w.now) && f.open(w.now) {
			want.Kind = report.Watching
		}
	}
	switch {
	case want.Health > status.UnderMaintenance:
		want.Kind = report.Trouble
	case want.Health == status.UnderMaintenance:
		want.Kind = report.Maintaining
	}
	got := r.State
	if got.Kind != want.Kind || got.Health != want.Health || !got.Since.Equal(want.Since) || len(got.Named)+got.Others != affected {
		t.Errorf("the state is %+v, want %+v and %d components", got, want, affected)
	}
}

// compareLists compares what is open, of every kind.
func (w world) compareLists(t *rapid.T, r *report.Report) {
	open := map[string]bool{}
	for _, i := range r.Incidents {
		open[i.ID] = i.Open
	}
	for _, f := range w.files {
		got, told := open[f.id]
		if told != f.spoken(w.now) || told && got != f.open(w.now) {
			t.Errorf("%s is told: %v, open: %v; want %v, %v", f.id, told, got, f.spoken(w.now), f.open(w.now))
		}
	}
}
