package cli

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"ownup/internal/report"
	"ownup/internal/status"
	"ownup/internal/uptime"
)

// view writes a report for a terminal:
//
//	Meridian Status, 2026-09-03 12:00 -04:00: major outage
//
//	open
//	  2026-09-03-core-routing  Packet loss between core and edge routers
//	    identified, major, since 2026-09-03 07:00 -04:00 (5 h)
//	    email: major_outage, control-panel: partial_outage
//	    told 4 h ago; more was promised for 2026-09-03 09:00 -04:00: late by 3 h
type view struct {
	*report.Report
	out io.Writer
}

func (v view) line(format string, args ...any) { fmt.Fprintf(v.out, format+"\n", args...) }

func (v view) write() {
	v.line("%s, %s: %s", v.Site.Title, v.when(v.Now), v.sentence())
	v.section("open", v.Open, v.open)
	v.section("maintenance", slices.Concat(v.Active, v.Upcoming), v.maintenance)
	v.section("notices", v.Notices, func(i *report.Incident) {
		if !i.Incident.Until.IsZero() {
			v.line("    until %s", v.when(i.Incident.Until))
		}
	})
	v.overdue()
	v.month()
}

// sentence says in words how things are.
func (v view) sentence() string {
	switch v.State.Kind {
	case report.AllWell:
		return "all is operational"
	case report.Watching:
		return "all is operational, and an incident is open"
	}
	return words(v.State.Health)
}

// words gives a health as people say it.
func words(h status.Health) string { return strings.ReplaceAll(h.String(), "_", " ") }

// section writes incidents below a heading, if there are any.
func (v view) section(heading string, some []*report.Incident, more func(*report.Incident)) {
	if len(some) == 0 {
		return
	}
	v.line("\n%s", heading)
	for _, i := range some {
		v.line("  %s  %s", i.ID, i.Title)
		more(i)
	}
}

func (v view) open(i *report.Incident) {
	v.line("    %s, %s, since %s (%s)", i.Phase, i.Impact, v.when(i.Start), span(i.Duration()))
	var affected []string
	for _, t := range i.Touched {
		if t.Health != status.Operational {
			affected = append(affected, t.Component+": "+t.Health.String())
		}
	}
	if len(affected) > 0 {
		v.line("    %s", strings.Join(affected, ", "))
	}
	v.waiting(i)
}

// waiting says since when people wait for a word, and for when one was promised.
func (v view) waiting(i *report.Incident) {
	told := "told " + span(v.Now.Sub(i.Updated())) + " ago"
	switch p := i.Promise(); {
	case p.IsZero():
		v.line("    %s; nothing more is promised", told)
	case i.Late():
		v.line("    %s; more was promised for %s: late by %s", told, v.when(p), span(v.Now.Sub(p)))
	default:
		v.line("    %s; more is promised for %s, in %s", told, v.when(p), span(p.Sub(v.Now)))
	}
}

func (v view) maintenance(i *report.Incident) {
	w := i.Window()
	planned := fmt.Sprintf("%s until %s", v.when(w.From), v.when(w.Until))
	switch {
	case i.Overrun:
		v.line("    %s, %s: overrunning by %s", i.Phase, planned, span(v.Now.Sub(w.Until)))
	case i.Phase == status.Scheduled:
		v.line("    %s, %s, in %s", i.Phase, planned, span(w.From.Sub(v.Now)))
	default:
		v.line("    %s, %s", i.Phase, planned)
	}
	if i.Late() {
		v.waiting(i)
	}
}

// overdue writes the commitments that nobody has kept in time.
func (v view) overdue() {
	heading := "\noverdue"
	for _, c := range v.Commitments {
		if c.State != report.Overdue {
			continue
		}
		if heading != "" {
			v.line("%s", heading)
			heading = ""
		}
		v.line("  %s  %s, due %s", c.Incident.ID, c.Text, c.Due)
	}
}

// month writes the uptime of the present month beside what was promised.
func (v view) month() {
	v.line("\nuptime in %s", v.Today.String()[:len("2006-01")])
	table := tabwriter.NewWriter(v.out, 0, 0, 2, ' ', 0)
	for _, c := range v.Components {
		t, ok := thisMonth(c, v.Today)
		switch {
		case c.Retired:
		case !ok || t.NoData():
			fmt.Fprintf(table, "  %s\tno data\t%s\n", c.ID, words(c.Health))
		default:
			fmt.Fprintf(table, "  %s\t%s %%\t%s%s\n", c.ID, t.Percent(), words(c.Health), objective(c.SLO, t))
		}
	}
	_ = table.Flush()
}

// thisMonth gives the tally of the month that is not over.
func thisMonth(c *report.Component, today status.Date) (uptime.Tally, bool) {
	for _, m := range c.Months() {
		if m.Date.Year == today.Year && m.Date.Month == today.Month {
			return m.Tally, true
		}
	}
	return uptime.Tally{}, false
}

// objective says, in a column of its own, how an uptime compares with what was promised.
func objective(slo status.Fraction, t uptime.Tally) string {
	if slo == 0 {
		return ""
	}
	verdict := "met"
	if !t.Meets(slo) {
		verdict = "missed"
	}
	return fmt.Sprintf("\t%s %% %s, %s down", percent(slo), verdict, span(t.Downtime()))
}

// percent writes a fraction as a percentage, exactly.
func percent(f status.Fraction) string {
	return strconv.FormatFloat(float64(f)/float64(status.Whole/100), 'f', -1, 64)
}

// when writes an instant in the site's zone, as the files do.
func (v view) when(t time.Time) string {
	return t.In(v.Site.Zone).Format("2006-01-02 15:04 -07:00")
}

// span writes a length of time by its two largest units.
func span(d time.Duration) string {
	days, hours, minutes := int(d/(24*time.Hour)), int(d/time.Hour)%24, int(d/time.Minute)%60
	switch {
	case days > 0 && hours > 0:
		return fmt.Sprintf("%d d %d h", days, hours)
	case days > 0:
		return fmt.Sprintf("%d d", days)
	case hours > 0 && minutes > 0:
		return fmt.Sprintf("%d h %d min", hours, minutes)
	case hours > 0:
		return fmt.Sprintf("%d h", hours)
	default:
		return fmt.Sprintf("%d min", minutes)
	}
}
