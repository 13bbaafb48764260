package site

import (
	"time"

	"ownup/internal/report"
	"ownup/internal/status"
	"ownup/internal/uptime"
)

// sentence puts the state of the site into words.
func (p *press) sentence() string {
	s := p.report.State
	switch s.Kind {
	case report.AllWell:
		return p.t("state.all_well")
	case report.Watching:
		return p.t("state.watching")
	case report.Maintaining:
		names := make([]string, len(s.Named))
		for n, named := range s.Named {
			names[n] = named.Name
		}
		return p.withOthers(p.t("state.maintaining", p.words.List(names)), s.Others)
	}
	return p.withOthers(p.trouble(s.Named), s.Others)
}

// trouble names what is wrong.
func (p *press) trouble(named []report.Named) string {
	first := named[0]
	if len(named) == 1 {
		if first.Group {
			return p.t("state.group", first.Name, p.words.Health(first.Health))
		}
		return p.t("state.one", first.Name, p.words.Health(first.Health))
	}
	second := named[1]
	if first.Health == second.Health {
		return p.t("state.both", first.Name, second.Name, p.words.Health(first.Health))
	}
	return p.t("state.two", first.Name, p.words.Health(first.Health), second.Name, p.words.Health(second.Health))
}

func (p *press) withOthers(sentence string, others int) string {
	if others == 0 {
		return sentence
	}
	return p.t("state.and", sentence, p.t("state.others", others))
}

// near gives the form in which an instant is told beside another: with its day only if
// that is another one.
func (p *press) near(t, other time.Time) string {
	zone := p.report.Site.Zone
	if status.DateOf(t, zone) == status.DateOf(other, zone) {
		return "zoned"
	}
	if apart := other.Sub(t).Abs(); apart > 300*24*time.Hour {
		return "full"
	}
	return "short"
}

// spent tells how long each health lasted in a window, the worst first: "down 8 h 30 min,
// degraded 3 h". It is empty where nothing was wrong.
func (p *press) spent(t uptime.Tally) string {
	all := ""
	for h := status.MajorOutage; h > status.Operational; h-- {
		if d := t.In(h); d > 0 {
			one := p.t("day.health", p.words.Health(h), p.words.Downtime(d))
			if all != "" {
				one = p.t("list.more", all, one)
			}
			all = one
		}
	}
	return all
}

// percent gives the uptime of a window, or says that there is no data.
func (p *press) percent(t uptime.Tally) string {
	if t.NoData() {
		return p.t("uptime.no_data")
	}
	return p.words.Percent(t.Percent())
}
