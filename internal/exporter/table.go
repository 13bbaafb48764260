package exporter

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"time"

	"ownup/internal/report"
	"ownup/internal/status"
	"ownup/internal/uptime"
)

// Table is a file of comma-separated values, as RFC 4180 describes them.
type Table struct {
	Name string
	Rows [][]string // the first names the columns
}

// CSV gives the table as its file holds it. A value that a spreadsheet would take for a
// formula begins with a quote, as OWASP advises.
func (t Table) CSV() []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	for _, row := range t.Rows {
		safe := make([]string, len(row))
		for n, v := range row {
			if v != "" && (v[0] == '=' || v[0] == '+' || v[0] == '-' || v[0] == '@') {
				v = "'" + v
			}
			safe[n] = v
		}
		_ = w.Write(safe) // a buffer takes everything
	}
	w.Flush()
	return b.Bytes()
}

// Tables gives incidents, effects and uptime.
func Tables(r *report.Report) []Table {
	return []Table{incidents(r), effects(r), months(r)}
}

// incidents gives a row for each incident, newest first.
func incidents(r *report.Report) Table {
	rows := [][]string{{"id", "kind", "title", "impact", "phase", "start", "end", "seconds", "updates", "url"}}
	for _, i := range r.Incidents {
		rows = append(rows, []string{
			i.ID, i.Kind().String(), i.Title, i.Impact.String(), i.Phase.String(), stamp(i.Start), stamp(i.End),
			seconds(i.Start, i.End), strconv.Itoa(len(i.Said)), r.Site.Home() + "/incidents/" + i.ID + "/",
		})
	}
	return Table{"incidents.csv", rows}
}

// effects gives a row for each interval in which an incident had a component in one
// health. The end of one that lasts is empty.
func effects(r *report.Report) Table {
	rows := [][]string{{"incident", "component", "health", "from", "until", "seconds"}}
	for _, i := range r.Incidents {
		for _, e := range i.Effects {
			rows = append(rows, []string{i.ID, e.Component, e.Health.String(), stamp(e.From), stamp(e.Until), seconds(e.From, e.Until)})
		}
	}
	return Table{"effects.csv", rows}
}

// months gives a row for each component and month of the calendar.
func months(r *report.Report) Table {
	row := []string{"component", "name", "month", "uptime_percent", "observed_seconds", "downtime_seconds"}
	for _, h := range status.Healths() {
		row = append(row, h.String()+"_seconds")
	}
	rows := [][]string{row}
	for _, c := range r.Components {
		from := status.DateOf(c.Timeline.Observed().From, r.Site.Zone)
		for _, p := range uptime.Months(from, r.Today.AddDays(1), r.Site.Zone) {
			t := c.Timeline.Over(p.Interval)
			if t.NoData() {
				continue
			}
			row := []string{
				c.ID, c.Name, p.Date.String()[:7], t.Percent(),
				strconv.FormatInt(t.Observed, 10), strconv.FormatInt(int64(t.Downtime()/time.Second), 10),
			}
			for _, h := range status.Healths() {
				row = append(row, strconv.FormatInt(t.Seconds[h], 10))
			}
			rows = append(rows, row)
		}
	}
	return Table{"uptime.csv", rows}
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func seconds(from, until time.Time) string {
	if from.IsZero() || until.IsZero() || until.Before(from) {
		return ""
	}
	return strconv.FormatInt(int64(until.Sub(from)/time.Second), 10)
}
