package statuspage

import "ownup/internal/status"

// Page is the head of every document.
type Page struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	URL       string `json:"url"`
	TimeZone  string `json:"time_zone"`  // an IANA name; that of UTC is Etc/UTC
	UpdatedAt string `json:"updated_at"` // when the newest fact became so or was said
}

// Status is the state of the whole page in a word and in a few.
type Status struct {
	Indicator   string `json:"indicator"` // none, minor, major, critical or maintenance
	Description string `json:"description"`
}

// rollUp sums up the healths of components, as Statuspage does: the worst wins, and it
// is worse where all of them have it. Neither groups nor incidents matter.
//
// The rule is that of Statuspage's documentation, checked against ten thousand states of
// a real page; "all" was seen there once only, so that "Degraded System Service" rests on
// the documentation.
func rollUp(components []status.Health) Status {
	var count [status.MajorOutage + 1]int
	for _, h := range components {
		count[h]++
	}
	all := len(components)
	switch {
	case all == 0:
	case count[status.MajorOutage] == all:
		return Status{"critical", "Major System Outage"}
	case count[status.MajorOutage] > 0, count[status.PartialOutage] == all:
		return Status{"major", "Partial System Outage"}
	case count[status.PartialOutage] > 0:
		return Status{"minor", "Minor Service Outage"}
	case count[status.DegradedPerformance] == all:
		return Status{"minor", "Degraded System Service"}
	case count[status.DegradedPerformance] > 0:
		return Status{"minor", "Partially Degraded Service"}
	case count[status.UnderMaintenance] > 0:
		return Status{"maintenance", "Service Under Maintenance"}
	}
	return Status{"none", "All Systems Operational"}
}
