package site

import (
	"fmt"
	"strings"
	"time"

	"ownup/internal/report"
	"ownup/internal/site/locale"
	"ownup/internal/status"
)

// week is the days of a column.
const week = 7

// calendar is a drawing of days by week: a column for each week, a row for each day of
// the week from Monday on (ISO 8601). A day is a point whose size says how bad its worst
// health was. Today is the last day.
type calendar struct {
	Days   int
	Weeks  int
	First  int // the row of the first day
	Today  status.Date
	Paths  []stroke
	Months []label
	Said   string // of its days, see panel
	Named  string // the incidents that they name, as on the home page; empty where they are too many
}

// label is a word above a column. Left and Right are the column's distances from the
// edges, in percent of the drawing.
type label struct{ Left, Right, Name string }

// calendar draws days, which come oldest first and of which there is at least one.
func (p *press) calendar(days []report.Day) *calendar {
	named := indexOf(days)
	first := (int(days[0].Date.Weekday()) + week - int(time.Monday)) % week
	v := &calendar{
		Days: len(days), Weeks: (first + len(days) + week - 1) / week, First: first,
		Today: days[len(days)-1].Date, Said: p.panel(days, named),
	}
	v.Named = named.String()
	v.Paths = points(days, first)
	v.Months = monthLabels(p.words, days, first, v.Weeks)
	return v
}

// points draws each day as a path of next to no length, which the stylesheet gives ends
// and so a size. One of none at all has no square ends on paper.
func points(days []report.Day, first int) []stroke {
	paths := map[string]*strings.Builder{}
	for n, d := range days {
		class := dayClass(d)
		if paths[class] == nil {
			paths[class] = &strings.Builder{}
		}
		fmt.Fprintf(paths[class], "M%d %dh.01", (first+n)/week, (first+n)%week)
	}
	return strokes(paths)
}

// monthLabels names the months above the columns in which they begin. That of the first
// column is left out where the next one would touch it.
func monthLabels(words *locale.Words, days []report.Day, first, weeks int) []label {
	const apart = 3 // columns that a name takes
	var all []label
	last := -apart
	for n, d := range days {
		if n > 0 && d.Date.Day != 1 {
			continue
		}
		column := (first + n) / week
		if column < last+apart {
			all = all[:len(all)-1]
		}
		part := func(columns int) string { return fmt.Sprintf("%.2f%%", 100*float64(columns)/float64(weeks)) }
		all = append(all, label{part(column), part(weeks - column), words.ShortMonth(d.Date.Month)})
		last = column
	}
	return all
}
