package site

import (
	"fmt"
	"strconv"
	"strings"

	"ownup/internal/report"
	"ownup/internal/status"
)

// panel tells of the days that are not quiet, a line each: the first and the last one of
// a run of days of which the same is said by their numbers in the strip, the incidents by
// their numbers in the page's index, and the words. The script shows it for a day that
// someone points at; without it the component's page has the same as a table.
func (p *press) panel(days []report.Day, named *index) string {
	said := make([]string, len(days))
	for n, d := range days {
		switch {
		case dayClass(d) == unknown:
			said[n] = "- " + p.t("uptime.no_data")
		case d.Worst != status.Operational && named == nil:
			said[n] = "= " + p.t("list.more", p.spent(d.Tally), p.t("history.count", len(d.Incidents)))
		case d.Worst != status.Operational:
			said[n] = named.numbers(d.Incidents) + " " + p.spent(d.Tally)
		}
	}
	var lines []string
	for from := 0; from < len(days); {
		until := from
		for until+1 < len(days) && said[until+1] == said[from] {
			until++
		}
		if said[from] != "" {
			lines = append(lines, fmt.Sprintf("%d-%d %s", from, until, said[from]))
		}
		from = until + 1
	}
	return strings.Join(lines, "\n")
}

// mostNamed is how many incidents a page names for its panels: the titles of more would
// weigh more than all the rest.
const mostNamed = 100

// index numbers incidents in the order in which they are first named. Where it is nil, a
// panel counts them and leads to the day on the component's page.
type index struct {
	known map[*report.Incident]int
	lines []string
}

// numbers gives the numbers of some incidents: "0,2"; "-" for none.
func (x *index) numbers(incidents []*report.Incident) string {
	if len(incidents) == 0 {
		return "-"
	}
	all := make([]string, len(incidents))
	for n, i := range incidents {
		all[n] = strconv.Itoa(x.number(i))
	}
	return strings.Join(all, ",")
}

func (x *index) number(i *report.Incident) int {
	if n, ok := x.known[i]; ok {
		return n
	}
	if x.known == nil {
		x.known = map[*report.Incident]int{}
	}
	n := len(x.lines)
	x.known[i] = n
	x.lines = append(x.lines, i.ID+" "+i.Title)
	return n
}

// String gives the id and the title of each incident, a line each.
func (x *index) String() string {
	if x == nil {
		return ""
	}
	return strings.Join(x.lines, "\n")
}

// indexOf gives the index of some days: nil where they name too many incidents.
func indexOf(days []report.Day) *index {
	named := map[*report.Incident]bool{}
	for _, d := range days {
		for _, i := range d.Incidents {
			named[i] = true
		}
	}
	if len(named) > mostNamed {
		return nil
	}
	return &index{}
}
