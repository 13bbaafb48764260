package site

import (
	"ownup/internal/report"
	"ownup/internal/status"
)

// uptimePage is what the page of uptimes says.
type uptimePage struct {
	Matrix  matrix
	Folded  []matrix // of a site of many components: the groups, with theirs
	Weights []weight
	Exclude bool // maintenance is not observed
	Clock   []report.Year
	Total   report.Year
	Audit   audit
}

// weight is what an instant in one health costs.
type weight struct {
	Health status.Health
	Cost   string
}

func (p *press) uptime() []file {
	return []file{p.page("uptime/", "uptime.html", func() page {
		r := p.report
		v := uptimePage{Exclude: r.Site.Weights.ExcludeMaintenance, Clock: r.Years(), Total: r.Total(), Weights: p.weights(), Audit: p.audit()}
		v.Matrix, v.Folded = p.matrices()
		return page{
			Title: p.t("uptime.title"), Section: "uptime", Live: true, Main: v,
			Description: p.t("uptime.description", r.Site.Title),
		}
	})}
}

func (p *press) weights() []weight {
	var all []weight
	for h := status.MajorOutage; h > status.Operational; h-- {
		all = append(all, weight{h, p.words.Percent(percentOf(p.report.Site.Weights.Cost[h]))})
	}
	return all
}
