package uptime_test

import (
	"fmt"
	"time"

	"ownup/internal/status"
	"ownup/internal/uptime"
)

// Two reports tell of one evening: a major outage from 18:00 to 19:00, and a partial one
// from 18:30 to 20:00. The half hour that both hold counts once, as the worse.
func Example() {
	now := time.Date(2013, 9, 4, 0, 0, 0, 0, time.UTC)
	at := func(hour, minute int) time.Time { return time.Date(2013, 9, 3, hour, minute, 0, 0, time.UTC) }
	effects := []status.Effect{
		{Health: status.MajorOutage, From: at(18, 0), Until: at(19, 0)},
		{Health: status.PartialOutage, From: at(18, 30), Until: at(20, 0)},
	}
	email := status.Component{ID: "email", Since: status.Date{Year: 2013, Month: time.June, Day: 1}}

	timeline := uptime.New(effects, uptime.Lifetime(email, now, time.UTC), status.DefaultWeights())
	yesterday := uptime.Days(status.DateOf(now, time.UTC).AddDays(-1), status.DateOf(now, time.UTC), time.UTC)[0]
	tally := timeline.Over(yesterday.Interval)

	for _, span := range timeline.Spans(yesterday.Interval) {
		fmt.Println(span.From.Format("15:04"), span.Health)
	}
	fmt.Println(tally.Percent(), "%,", tally.Downtime(), "lost")
	// Output:
	// 00:00 operational
	// 18:00 major_outage
	// 19:00 partial_outage
	// 20:00 operational
	// 94.58 %, 1h18m0s lost
}
