package site

import (
	"fmt"

	"ownup/internal/report"
	"ownup/internal/status"
)

// month is what the page of a month says.
type month struct {
	Name         string
	Lines        []line // of a month that holds few
	Days         []dayOfMonth
	Older, Newer *link
}

// dayOfMonth is a day on which something began, in a month that holds much.
type dayOfMonth struct {
	ID     string // of its heading
	Name   string
	Number int
	Worst  status.Health
	Lines  []line
}

// link leads to a page of the site.
type link struct{ Path, Name string }

func monthPath(m report.Month) string {
	return fmt.Sprintf("history/%04d-%02d/", m.Year, m.Month)
}

func (p *press) months() []file {
	months := p.byMonth()
	files := make([]file, len(months))
	for n, m := range months {
		files[n] = p.page(monthPath(m), "month.html", func() page {
			v := p.month(m)
			if n > 0 {
				v.Newer = p.monthLink(months[n-1])
			}
			if n+1 < len(months) {
				v.Older = p.monthLink(months[n+1])
			}
			return page{
				Title: p.t("history.month", v.Name), Section: "history", Main: v,
				Description: p.t("history.month_of", p.report.Site.Title, v.Name),
			}
		})
	}
	return files
}

func (p *press) month(m report.Month) month {
	v := month{Name: p.words.Month(m.Year, m.Month)}
	if !byDay(m) {
		v.Lines = p.lines(m.Incidents)
		return v
	}
	for _, i := range m.Incidents {
		d := status.DateOf(i.Began(), p.report.Site.Zone)
		if n := len(v.Days); n == 0 || v.Days[n-1].Number != d.Day {
			v.Days = append(v.Days, dayOfMonth{ID: idOfDay(d), Name: p.words.ShortDate(d), Number: d.Day})
		}
		last := &v.Days[len(v.Days)-1]
		last.Lines, last.Worst = append(last.Lines, p.line(i)), max(last.Worst, i.Worst())
	}
	return v
}

// byDay reports whether a month holds so much that its page tells it day by day.
func byDay(m report.Month) bool { return len(m.Incidents) > newest }

func idOfDay(d status.Date) string { return "d" + d.String() }

func (p *press) monthLink(m report.Month) *link {
	return &link{monthPath(m), p.words.Month(m.Year, m.Month)}
}

// pathOfMonth gives the path of a month's history; it is empty where there is none.
func (p *press) pathOfMonth(d status.Date) string {
	for _, m := range p.byMonth() {
		if m.Year == d.Year && m.Month == d.Month {
			return monthPath(m)
		}
	}
	return ""
}

// pathOfDay gives the path of the history of a day on which something began: of its month,
// or where that tells day by day, of its place there.
func (p *press) pathOfDay(d status.Date) string {
	for _, m := range p.byMonth() {
		if m.Year == d.Year && m.Month == d.Month && byDay(m) {
			return monthPath(m) + "#" + idOfDay(d)
		}
	}
	return p.pathOfMonth(d)
}
