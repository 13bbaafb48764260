package report_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ownup/internal/report"
	"ownup/internal/status"
)

// plain gives a copy of an incident of a report as text, without what belongs to the
// instant of the report and without its ties to others.
func plain(i *report.Incident) string {
	c := i.Course
	c.Now, c.Held, c.Incident = time.Time{}, nil, nil
	clock := "none"
	if i.Clock != nil {
		clock = fmt.Sprintf("%+v", *i.Clock)
	}
	return fmt.Sprintf("%+v\nclock %s\n%v %v %v %v", c, clock, i.Began(), i.Duration(), i.Updated(), i.Worst())
}

func TestWhatIsClosedStaysAsItIs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := worlds(t)
		site, _ := w.load(t)
		r := report.At(site, status.Record{}, w.now)
		after := w.now.Add(time.Duration(rapid.Int64Range(1, 1_000_000).Draw(t, "minutes later")) * time.Minute)
		then := report.At(site, status.Record{}, after)
		for _, i := range r.Incidents {
			if i.Open || slices.ContainsFunc(i.Held, func(u status.Update) bool { return !u.At.IsZero() && !u.At.After(after) }) {
				continue
			}
			n := slices.IndexFunc(then.Incidents, func(j *report.Incident) bool { return j.ID == i.ID })
			if was, is := plain(i), plain(then.Incidents[n]); was != is {
				t.Errorf("%s was\n%s\nand is later\n%s", i.ID, was, is)
			}
		}
		for n, c := range r.Components {
			now := then.Components[n].Timeline.Spans(c.Timeline.Observed())
			if len(site.Incidents) == closed(r.Incidents) && fmt.Sprint(c.Timeline.Spans(c.Timeline.Observed())) != fmt.Sprint(now) {
				t.Errorf("%s was %v, and is later %v", c.ID, c.Timeline, now)
			}
		}
	})
}

// closed counts the incidents that are over, and of which nothing is held back.
func closed(all []*report.Incident) int {
	n := 0
	for _, i := range all {
		if !i.Open && len(i.Held) == 0 {
			n++
		}
	}
	return n
}

func TestFactsChangeOnlyWhenTheReportSaysSo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := worlds(t)
		site, _ := w.load(t)
		r := report.At(site, status.Record{}, w.now)
		last := w.now.AddDate(1, 0, 0)
		if !r.Next.IsZero() {
			last = r.Next.Add(-time.Second)
		}
		if was, is := facts(r), facts(report.At(site, status.Record{}, last)); was != is {
			t.Errorf("at %v the facts are\n%s\nand at %v, before the next change, they are\n%s", w.now, was, last, is)
		}
	})
}

// facts writes what a report says that does not change with every second.
func facts(r *report.Report) string {
	var b strings.Builder
	fmt.Fprintln(&b, sentence(r.State), len(r.Held), r.Next)
	for _, g := range r.Groups {
		fmt.Fprintln(&b, g.ID, g.Health, len(g.Components))
	}
	for _, c := range r.Components {
		fmt.Fprintln(&b, c.ID, c.Health, c.Retired)
	}
	for _, i := range r.Incidents {
		fmt.Fprintln(&b, i.ID, i.Phase, i.Impact, i.Open, i.Overrun, i.Late(), i.Start, i.End, len(i.Said), i.Touched, i.Effects)
		if i.Clock != nil {
			fmt.Fprintln(&b, i.Clock.Detect, i.Clock.Promises, i.Clock.Broken)
		}
	}
	for _, c := range r.Commitments {
		fmt.Fprintln(&b, c.Text, c.State, c.Late)
	}
	return b.String()
}
