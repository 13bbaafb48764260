package site

import (
	"html/template"
	"slices"

	"ownup/internal/report"
	"ownup/internal/status"
)

// maintenance is what the page of maintenance says.
type maintenance struct {
	Active   []planned
	Upcoming []planned
	Past     []line // newest first
	More     int    // older ones
}

func (p *press) maintenance() []file {
	return []file{p.page("maintenance/", "maintenance.html", func() page {
		v := maintenance{Active: p.planned(p.report.Active), Upcoming: p.planned(p.report.Upcoming)}
		for _, i := range p.report.Incidents {
			switch {
			case i.Kind() != status.KindMaintenance || i.Open:
			case len(v.Past) < newest:
				v.Past = append(v.Past, p.line(i))
			default:
				v.More++
			}
		}
		return page{
			Title: p.t("maintenance.title"), Section: "maintenance", Live: len(v.Active)+len(v.Upcoming) > 0, Main: v,
			Description: p.t("maintenance.description", p.report.Site.Title),
		}
	})}
}

// commitments is what the page of commitments says.
type commitments struct {
	Counts string
	Lists  []commitmentList // without those that would be empty
}

// commitmentList is the commitments in one state.
type commitmentList struct {
	State report.CommitmentState
	Items []commitment
	Rest  []commitment // that fold: of many, what was kept or dropped long ago
}

// commitment is what a postmortem promised.
type commitment struct {
	*report.Commitment
	Path    string // of the postmortem
	Outcome string
	Words   template.HTML // the promise
}

func (p *press) commitments() []file {
	return []file{p.page("commitments/", "commitments.html", func() page {
		r := p.report
		v := commitments{Counts: p.count(r.Commitments)}
		for _, c := range r.Commitments {
			if n := len(v.Lists); n == 0 || v.Lists[n-1].State != c.State {
				v.Lists = append(v.Lists, commitmentList{State: c.State})
			}
			last := &v.Lists[len(v.Lists)-1]
			if len(last.Items) < newest || c.State == report.Overdue || c.State == report.Open {
				last.Items = append(last.Items, p.commitment(c))
			} else {
				last.Rest = append(last.Rest, p.commitment(c))
			}
		}
		return page{
			Title: p.t("commitments.title"), Section: "commitments", Live: isOpen(r.Commitments), Main: v,
			Description: p.t("commitments.intro"),
		}
	})}
}

func (p *press) commitment(c *report.Commitment) commitment {
	return commitment{
		Commitment: c, Path: incidentPath(c.Incident.ID) + "#postmortem", Outcome: p.outcome(c),
		Words: p.text("commitments/", c.Incident, c.Text, "", 0),
	}
}

// count tells how many commitments there are, and what became of them: "6 commitments: 1
// overdue, 5 kept". It is empty where there are none.
func (p *press) count(all []*report.Commitment) string {
	if len(all) == 0 {
		return ""
	}
	var in [report.Dropped + 1]int
	for _, c := range all {
		in[c.State]++
	}
	keys := [...]string{
		report.Overdue: "commitment.n_overdue", report.Open: "commitment.n_open",
		report.Kept: "commitment.n_kept", report.Dropped: "commitment.n_dropped",
	}
	said := ""
	for state, n := range in {
		if n == 0 {
			continue
		}
		one := p.t(keys[state], n)
		if said != "" {
			one = p.t("list.more", said, one)
		}
		said = one
	}
	return p.t("commitment.count", len(all), said)
}

// isOpen reports whether the clock may yet change what became of a commitment.
func isOpen(all []*report.Commitment) bool {
	return slices.ContainsFunc(all, func(c *report.Commitment) bool { return c.State == report.Open && !c.DueBy.IsZero() })
}
