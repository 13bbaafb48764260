package site

import (
	"time"

	"ownup/internal/report"
)

// audit is what the page of uptimes says of the record of edits.
type audit struct {
	Unknown string      // why it is not known; empty where it is
	Clean   string      // says that there is nothing to list; empty where there is
	Told    string      // of how many incidents it is known
	Lists   []auditList // without those that would be empty
	Gone    []gone      // reports that were taken off the page, newest first
	GoneHow string      // how many
}

// auditList is some incidents, newest first, and what they have in common.
type auditList struct {
	Words string
	Lines []line
	More  int // older ones
}

// gone is a report that was taken off the page. Its title went with it.
type gone struct {
	Published, At time.Time
	Short, URL    string
}

// audit tells what the record of edits says of all incidents.
func (p *press) audit() audit {
	if !p.report.Record.Known {
		return audit{Unknown: p.t("record.unknown." + p.report.Record.Gap.String())}
	}
	a := p.report.Audit()
	v := audit{Told: p.t("audit.told", a.Told)}
	list := func(key string, incidents []*report.Incident) {
		if n := len(incidents); n > 0 {
			v.Lists = append(v.Lists, auditList{p.t(key, n), p.lines(incidents[:min(n, newest)]), max(0, n-newest)})
		}
	}
	list("audit.afterwards", a.Afterwards)
	list("audit.backdated", a.Backdated)
	list("audit.lowered", a.Lowered)
	for _, g := range a.Gone {
		v.Gone = append(v.Gone, gone{g.Published, g.At, g.Commit[:min(len(g.Commit), 8)], p.commit(g.Commit)})
	}
	v.GoneHow = p.t("audit.gone", len(v.Gone))
	switch {
	case len(v.Lists)+len(v.Gone) > 0:
	case a.Told == 0:
		v.Clean = p.t("audit.none")
	default:
		v.Clean = p.t("audit.clean", a.Told)
	}
	return v
}
