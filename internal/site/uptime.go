package site

import (
	"time"

	"ownup/internal/report"
	"ownup/internal/status"
	"ownup/internal/uptime"
)

// matrixMonths is how many months the page of uptimes shows side by side.
const matrixMonths = 12

// uptimePage is what the page of uptimes says.
type uptimePage struct {
	Months     []monthHead // newest first
	Groups     []matrixGroup
	Objectives bool // a component has one
	Weights    []weight
	Exclude    bool // maintenance is not observed
	Clock      []report.Year
	Total      report.Year
	Audit      audit
}

// monthHead is the head of a column. Year is named above the first month of each that is
// shown, and empty above the others.
type monthHead struct{ Path, Name, Full, Year string }

// matrixGroup is the rows of a group.
type matrixGroup struct {
	Name string
	Rows []matrixRow
}

// matrixRow is a component, month by month.
type matrixRow struct {
	Path, Name string
	Cells      []matrixCell
	Year       matrixCell // the last 365 days
	SLO        string     // the objective as a percentage; empty where there is none
	Met        bool       // over the last 365 days
}

// matrixCell is the uptime of a component in a month.
type matrixCell struct {
	Uptime string
	Class  string
	Worst  status.Health
	Wrong  bool // something was wrong, even if it cost nothing
}

// weight is what an instant in one health costs.
type weight struct {
	Health status.Health
	Cost   string
}

func (p *press) uptime() []file {
	return []file{p.page("uptime/", "uptime.html", func() page {
		r := p.report
		v := uptimePage{Exclude: r.Site.Weights.ExcludeMaintenance, Clock: r.Years(), Total: r.Total(), Weights: p.weights(), Audit: p.audit()}
		first := r.Today
		first.Day = 1
		var columns []status.Date
		for n := range matrixMonths {
			d := monthsLater(first, -n)
			columns = append(columns, d)
			head := monthHead{Path: p.pathOfMonth(d), Name: p.words.ShortMonth(d.Month), Full: p.words.Month(d.Year, d.Month)}
			if n == 0 || d.Month == time.December {
				head.Year = p.words.Year(d.Year)
			}
			v.Months = append(v.Months, head)
		}
		for _, g := range r.Groups {
			rows := matrixGroup{Name: g.Name}
			for _, c := range g.Components {
				row := p.matrixRow(c, columns)
				rows.Rows, v.Objectives = append(rows.Rows, row), v.Objectives || row.SLO != ""
			}
			v.Groups = append(v.Groups, rows)
		}
		return page{
			Title: p.t("uptime.title"), Section: "uptime", Live: true, Main: v,
			Description: p.t("uptime.description", r.Site.Title),
		}
	})}
}

// monthsLater gives the first day of the month that lies n months from that of a date.
func monthsLater(d status.Date, n int) status.Date {
	return status.DateOf(time.Date(d.Year, d.Month+time.Month(n), 1, 12, 0, 0, 0, time.UTC), time.UTC)
}

func (p *press) matrixRow(c *report.Component, columns []status.Date) matrixRow {
	row := matrixRow{Path: componentPath(c.ID), Name: c.Name}
	months := map[status.Date]uptime.Tally{}
	for _, m := range c.Months() {
		months[m.Date] = m.Tally
	}
	for _, d := range columns {
		row.Cells = append(row.Cells, p.matrixCell(months[d]))
	}
	last := c.LastDays(365)
	row.Year = p.matrixCell(last)
	if c.SLO > 0 {
		row.SLO, row.Met = p.words.Percent(percentOf(c.SLO)), last.Meets(c.SLO)
	}
	return row
}

func (p *press) matrixCell(t uptime.Tally) matrixCell {
	if t.NoData() {
		return matrixCell{Uptime: p.t("uptime.none"), Class: unknown}
	}
	return matrixCell{t.Percent(), t.Worst().String(), t.Worst(), t.Worst() != status.Operational}
}

func (p *press) weights() []weight {
	var all []weight
	for h := status.MajorOutage; h > status.Operational; h-- {
		all = append(all, weight{h, p.words.Percent(percentOf(p.report.Site.Weights.Cost[h]))})
	}
	return all
}
