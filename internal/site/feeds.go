package site

import (
	"path"

	"ownup/internal/site/api"
	"ownup/internal/site/feed"
)

// subscription is what the page of subscriptions says.
type subscription struct {
	Feeds      []named // of the whole site
	Components []componentFeeds
	Programs   []named // what is not read by people
}

// componentFeeds are the feeds of one component.
type componentFeeds struct {
	Name  string
	Feeds []named
}

// named is a file that a page leads to, in words.
type named struct{ Path, Type, Words string }

func (p *press) subscribe() []file {
	return []file{p.page("subscribe/", "subscribe.html", func() page {
		v := subscription{Feeds: p.named(p.feeds.Site()), Programs: p.programs()}
		for _, c := range p.report.Components {
			if !c.Retired {
				v.Components = append(v.Components, componentFeeds{c.Name, p.named(p.feeds.Component(c))})
			}
		}
		return page{
			Title: p.t("subscribe.title"), Section: "subscribe", Main: v,
			Description: p.t("subscribe.description", p.report.Site.Title),
		}
	})}
}

// named puts feeds into words.
func (p *press) named(feeds []feed.File) []named {
	keys := map[string]string{
		"history.rss": "subscribe.rss", "history.atom": "subscribe.atom", "feed.json": "subscribe.json",
		"updates.atom": "subscribe.updates", "maintenance.ics": "subscribe.maintenance",
	}
	all := make([]named, len(feeds))
	for n, f := range feeds {
		all[n] = named{f.Path, f.Type, p.t(keys[path.Base(f.Path)])}
	}
	return all
}

// programs gives where programs that do not read feeds begin.
func (p *press) programs() []named {
	return []named{
		{"api/v2/summary.json", "application/json", p.t("subscribe.statuspage")},
		{"api/site.json", "application/json", p.t("subscribe.api")},
		{"metrics.txt", "text/plain", p.t("subscribe.metrics")},
		{api.BuildPath, "application/json", p.t("subscribe.build")},
	}
}

func (p *press) siteFeeds() []file { return fed(p.feeds.Site()) }

func (p *press) componentFeeds() []file {
	var all []file
	for _, c := range p.report.Components {
		all = append(all, fed(p.feeds.Component(c))...)
	}
	return all
}

// fed gives the feeds as files of the site.
func fed(feeds []feed.File) []file {
	files := make([]file, len(feeds))
	for n, f := range feeds {
		files[n] = file{path: f.Path, render: f.Render}
	}
	return files
}
