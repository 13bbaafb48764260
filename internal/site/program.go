package site

import (
	"ownup/internal/output"
	"ownup/internal/site/api"
	"ownup/internal/site/api/prometheus"
	"ownup/internal/site/api/statuspage"
	"ownup/internal/site/badge"
	"ownup/internal/site/banner"
)

func (p *press) statuspage() []file { return of(statuspage.Site(p.report, p.words)) }

func (p *press) statuspageIncidents() []file { return of(statuspage.Incidents(p.report, p.words)) }

func (p *press) api() []file { return of(api.Files(p.report)) }

func (p *press) metrics() []file { return of(prometheus.Files(p.report)) }

func (p *press) badges() []file { return of(badge.Files(p.report, p.words)) }

func (p *press) banner() []file { return of(banner.Files(p.report, p.words, p.sentence)) }

// of gives another package's files as files of the site.
func of(some []output.File) []file {
	files := make([]file, len(some))
	for n, f := range some {
		files[n] = file{path: f.Path, render: f.Render}
	}
	return files
}
