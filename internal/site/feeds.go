package site

import "ownup/internal/site/feed"

// subscription is what the page of subscriptions says.
type subscription struct {
	Components []componentFeeds
}

// componentFeeds are the feeds of one component.
type componentFeeds struct {
	Path, Name string
	Feeds      []feed.File
}

func (p *press) subscribe() []file {
	return []file{p.page("subscribe/", "subscribe.html", func() page {
		var v subscription
		for _, c := range p.report.Components {
			if !c.Retired {
				v.Components = append(v.Components, componentFeeds{componentPath(c.ID), c.Name, p.feeds.Component(c)})
			}
		}
		return page{
			Title: p.t("subscribe.title"), Section: "subscribe", Main: v,
			Description: p.t("subscribe.description", p.report.Site.Title),
		}
	})}
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
