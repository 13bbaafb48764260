package report

import (
	"fmt"
	"time"
	"unicode"

	"ownup/internal/diag"
	"ownup/internal/status"
)

// Advice says what whoever runs the page may want to do, sorted, as strictly as the site
// has it: none of it stops a build. The links of the texts are not among it, since only
// the site's files tell where they lead.
func (r *Report) Advice() diag.List {
	a := adviser{Report: r, list: r.Site.Problems.Advice()}
	for _, p := range r.HeldBack() {
		a.advise(status.RuleHeld, p.Pos, p.Hint, "%s", p.Message)
	}
	for _, i := range r.Incidents {
		a.course(i)
		a.front(i)
	}
	for _, c := range r.Commitments {
		if c.State == Overdue {
			a.advise(status.RuleOverdue, diag.Pos{File: c.Incident.Incident.File}, "keep it and tick it with (done: …), or give it up with (dropped: …) and the reason",
				"the commitment %q is overdue since %s", c.Text, c.Due)
		}
	}
	a.list.Sort()
	return a.list
}

// adviser collects advice.
type adviser struct {
	*Report
	list diag.List
}

// advise adds what a rule says, as strictly as the site has it.
func (a *adviser) advise(rule status.Rule, pos diag.Pos, hint, format string, args ...any) {
	switch a.Site.Check.Strict[rule] {
	case status.Advised:
		a.list.Advise(pos, hint, format, args...)
	case status.Demanded:
		a.list.Add(pos, hint, format, args...)
	}
}

// course says what is amiss with how an incident goes.
func (a *adviser) course(i *Incident) {
	pos := diag.Pos{File: i.Incident.File}
	if u, ok := i.Latest(); ok {
		pos = u.Pos
	}
	running := i.Open && i.Kind() != status.KindNotice && i.Phase != status.Scheduled
	silence := a.Now.Sub(i.Updated())
	switch {
	case i.Late():
		a.advise(status.RuleLate, pos, "add an update, if only to say that there is nothing new", "the next word was promised for %s, and has not come", a.local(i.Promise()))
	case running && i.Promise().IsZero() && silence > a.Site.Check.Patience(status.RuleSilent):
		a.advise(status.RuleSilent, pos, "say how it stands, and when you will say more: (next: 4h)", "it is open, and nothing was said since %s", a.local(i.Updated()))
	}
	if i.Open && i.Phase == status.Monitoring {
		for _, t := range i.Touched {
			if t.Health > status.DegradedPerformance {
				a.advise(status.RuleMonitoring, pos, fmt.Sprintf("if it works again, say so in an update: (%s: operational)", t.Component), "this says %q, but %q is still in %s", i.Phase, t.Component, t.Health)
			}
		}
	}
	if i.Overrun {
		a.advise(status.RuleOverrun, pos, "end it with \"completed\", or give it a new end with an update", "the maintenance was to end %s, and is still %s", a.local(i.Window().Until), i.Phase)
	}
	grave := i.Kind() == status.KindIncident && (i.Impact == status.ImpactMajor || i.Impact == status.ImpactCritical)
	if grave && !i.Open && !i.Incident.Backfilled && len(i.Postmortem()) == 0 && a.Now.Sub(i.End) > a.Site.Check.Patience(status.RulePostmortem) {
		a.advise(status.RulePostmortem, diag.Pos{File: i.Incident.File}, "begin one: ownup postmortem "+i.ID, "a %s incident that ended %s has no postmortem", i.Impact, a.local(i.End))
	}
}

// front says what is amiss with what is said of an incident as a whole.
func (a *adviser) front(i *Incident) {
	pos := diag.Pos{File: i.Incident.File}
	if i.Kind() != status.KindNotice && len(i.Touched) == 0 {
		a.advise(status.RuleUntouched, pos, "name what it was about: components: {id: health}, with operational where nothing was affected", "it names no component, so no component's page tells of it")
	}
	derived := i.DerivedImpact()
	switch given := i.Incident.Impact; {
	case given == status.ImpactDerived || i.Kind() != status.KindIncident:
	case derived == status.ImpactNone && given > status.ImpactNone:
		a.advise(status.RuleImpact, pos, "say what was affected, or leave impact out", "impact is %s, but nothing was affected", given)
	case given < derived:
		a.advise(status.RuleImpact, pos, "mend one of the two, or leave impact out", "impact is %s, but by its healths it is %s", given, derived)
	}
	if shouts(i.Title) {
		a.advise(status.RuleCapitals, pos, "write it as a sentence; who is worried reads no faster in capitals", "the title %q is in capitals", i.Title)
	}
}

// shouts reports whether a text is in capitals: longer than a name may be.
func shouts(text string) bool {
	upper, words := 0, 1
	for _, c := range text {
		switch {
		case unicode.IsLower(c):
			return false
		case unicode.IsUpper(c):
			upper++
		case unicode.IsSpace(c):
			words++
		}
	}
	return upper >= 6 && words > 1
}

// local writes an instant in the site's zone, as the files do.
func (r *Report) local(t time.Time) string {
	return t.In(r.Site.Zone).Format("2006-01-02 15:04 -07:00")
}
