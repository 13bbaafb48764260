package report_test

import (
	"testing"
	"time"

	"ownup/internal/report"
	"ownup/internal/status"
)

func TestTheLastMonthsOfAComponentBeginWithAMonthAndEndWithItsLife(t *testing.T) {
	date := func(y int, m time.Month, d int) status.Date { return status.Date{Year: y, Month: m, Day: d} }
	site := &status.Site{Zone: time.UTC, Languages: []string{"en"}, Weights: status.DefaultWeights(), Groups: []status.Group{{
		Components: []status.Component{
			{ID: "used", Since: date(2020, time.January, 1)},
			{ID: "retired", Since: date(2020, time.January, 1), Until: date(2024, time.March, 1)},
			{ID: "planned", Since: date(2030, time.January, 1)},
		},
	}}}
	r := report.At(site, status.Record{}, time.Date(2026, time.January, 2, 12, 0, 0, 0, time.UTC))
	tests := []struct {
		id          string
		from, until status.Date
		days        int
	}{
		{"used", date(2025, time.December, 1), date(2026, time.January, 2), 33},
		{"retired", date(2024, time.January, 1), date(2024, time.February, 29), 60},
	}
	for _, test := range tests {
		days := r.Component(test.id).LastMonths(2)
		if len(days) != test.days || days[0].Date != test.from || days[len(days)-1].Date != test.until {
			t.Errorf("%s: %d days from %v to %v, want %d from %v to %v", test.id, len(days), days[0].Date, days[len(days)-1].Date, test.days, test.from, test.until)
		}
	}
	if days := r.Component("planned").LastMonths(2); days != nil {
		t.Errorf("a component that was never observed has %d days", len(days))
	}
}
