package site

import (
	"time"

	"ownup/internal/report"
	"ownup/internal/status"
	"ownup/internal/uptime"
)

// matrixMonths is how many months the page of uptimes shows side by side.
const matrixMonths = 12

// matrix is uptimes: a row a component, or a group of them, and a column a month.
type matrix struct {
	ID         string // of its heading
	Name       string // of the group whose components it has; empty: it has all
	Count      int    // components of that group
	Months     []monthHead
	Groups     []matrixGroup
	Objectives bool // a component has one
}

// monthHead is the head of a column; the newest month comes first. Year is named above the
// first month of each that is shown, and empty above the others.
type monthHead struct {
	Path, Name, Full, Year string

	first status.Date
}

// matrixGroup is the rows of a group.
type matrixGroup struct {
	Name string
	Rows []matrixRow
}

// matrixRow is a component, or a group of them, month by month.
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

// matrices gives the matrix of all components. Where they are many, it has a row for each
// group, and those of its components fold.
func (p *press) matrices() (matrix, []matrix) {
	heads := p.monthHeads()
	all := matrix{ID: "matrix", Months: heads}
	var folded []matrix
	var together matrixGroup // of a site of many components
	for _, g := range p.report.Groups {
		rows := p.matrixGroup(g, heads)
		switch {
		case !p.crowded():
			all.add(rows)
		case g.Name == "":
			together.Rows = append(together.Rows, rows.Rows...)
		default:
			together.Rows = append(together.Rows, p.groupRow(g, heads))
			one := matrix{ID: g.ID, Name: g.Name, Count: len(g.Components), Months: heads}
			one.add(matrixGroup{Rows: rows.Rows})
			folded = append(folded, one)
		}
	}
	if together.Rows != nil {
		all.add(together)
	}
	return all, folded
}

func (m *matrix) add(g matrixGroup) {
	m.Groups = append(m.Groups, g)
	for _, row := range g.Rows {
		m.Objectives = m.Objectives || row.SLO != ""
	}
}

func (p *press) monthHeads() []monthHead {
	first := p.report.Today
	first.Day = 1
	heads := make([]monthHead, matrixMonths)
	for n := range heads {
		d := monthsLater(first, -n)
		heads[n] = monthHead{Path: p.pathOfMonth(d), Name: p.words.ShortMonth(d.Month), Full: p.words.Month(d.Year, d.Month), first: d}
		if n == 0 || d.Month == time.December {
			heads[n].Year = p.words.Year(d.Year)
		}
	}
	return heads
}

// monthsLater gives the first day of the month that lies n months from that of a date.
func monthsLater(d status.Date, n int) status.Date {
	return status.DateOf(time.Date(d.Year, d.Month+time.Month(n), 1, 12, 0, 0, 0, time.UTC), time.UTC)
}

func (p *press) matrixGroup(g *report.Group, heads []monthHead) matrixGroup {
	rows := matrixGroup{Name: g.Name}
	for _, c := range g.Components {
		last := c.LastDays(365)
		row := p.matrixRow(last, heads, c)
		row.Path, row.Name = componentPath(c.ID), c.Name
		if c.SLO > 0 {
			row.SLO, row.Met = p.words.Percent(percentOf(c.SLO)), last.Meets(c.SLO)
		}
		rows.Rows = append(rows.Rows, row)
	}
	return rows
}

// groupRow gives the row of a group: of all of its components in use together.
func (p *press) groupRow(g *report.Group, heads []monthHead) matrixRow {
	row := p.matrixRow(g.LastDays(365), heads, g.Components...)
	row.Path, row.Name = "uptime/#"+g.ID, g.Name
	return row
}

func (p *press) matrixRow(last uptime.Tally, heads []monthHead, components ...*report.Component) matrixRow {
	months := map[status.Date]uptime.Tally{}
	for _, c := range components {
		for _, m := range c.Months() {
			months[m.Date] = months[m.Date].Add(m.Tally)
		}
	}
	row := matrixRow{Year: p.matrixCell(last)}
	for _, h := range heads {
		row.Cells = append(row.Cells, p.matrixCell(months[h.first]))
	}
	return row
}

func (p *press) matrixCell(t uptime.Tally) matrixCell {
	if t.NoData() {
		return matrixCell{Uptime: p.t("uptime.none"), Class: unknown}
	}
	return matrixCell{t.Percent(), t.Worst().String(), t.Worst(), t.Worst() != status.Operational}
}
