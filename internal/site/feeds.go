package site

import (
	"path"
	"strings"

	"ownup/internal/report"
	"ownup/internal/site/api"
	"ownup/internal/site/feed"
)

// subscription is what the page of subscriptions says.
type subscription struct {
	Feeds      []named // of the whole site
	Components []componentFeeds
	Groups     []*report.Group // of a site of many components: their pages have their feeds
	Programs   []named         // what is not read by people
	Shown      []named         // what other pages can show
}

// componentFeeds are the feeds of one component.
type componentFeeds struct {
	Name  string
	Feeds []named
}

// named is a file that a page leads to, in words.
type named struct {
	Path, Type, Words string
	For               string // what it is for; may be empty
	Code              string // what someone takes along: its address, or what shows it elsewhere
}

func (p *press) subscribe() []file {
	return []file{p.page("subscribe/", "subscribe.html", func() page {
		v := subscription{Feeds: p.named(p.general), Programs: p.programs(), Shown: p.shown()}
		for n := range v.Feeds {
			v.Feeds[n].For = p.t("subscribe.for." + path.Base(v.Feeds[n].Path))
		}
		if p.crowded() {
			v.Groups = p.report.Groups
		}
		for _, c := range p.report.Components {
			if !c.Retired && !p.crowded() {
				v.Components = append(v.Components, componentFeeds{c.Name, p.ofComponent(c)})
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
	all := make([]named, len(feeds))
	for n, f := range feeds {
		all[n] = named{Path: f.Path, Type: f.Type, Words: p.t("subscribe." + path.Base(f.Path)), Code: p.absolute(f.Path)}
	}
	return all
}

// ofComponent gives what can be had of one component: its feeds, and its badge unless it
// is retired.
func (p *press) ofComponent(c *report.Component) []named {
	all := p.named(p.feeds.Component(c))
	if !c.Retired {
		all = append(all, p.badge("badges/"+c.ID+"/status.svg", c.Name, componentPath(c.ID)))
	}
	return all
}

// programs gives where programs that do not read feeds begin.
func (p *press) programs() []named {
	program := func(path, kind, key string) named {
		return named{path, kind, p.t("subscribe." + key), p.t("subscribe.for." + key), p.absolute(path)}
	}
	return []named{
		program("api/v2/summary.json", "application/json", "statuspage"),
		program("api/site.json", "application/json", "api"),
		program("metrics.txt", "text/plain", "metrics"),
		program(api.BuildPath, "application/json", "build"),
	}
}

// shown gives what other pages can show of the state.
func (p *press) shown() []named {
	badge := p.badge("badges/status.svg", p.report.Site.Title, "")
	badge.For = p.t("subscribe.for.badge")
	return []named{badge, {
		"embed.js", "text/javascript", p.t("subscribe.banner"), p.t("subscribe.for.banner"),
		`<script src="` + p.absolute("embed.js") + `" defer></script>`,
	}}
}

// badge gives a badge as the Markdown that shows it and leads to the page that it tells of.
func (p *press) badge(picture, name, leads string) named {
	name = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`).Replace(name)
	return named{
		Path: picture, Type: "image/svg+xml", Words: p.t("subscribe.badge"),
		Code: "[![" + name + "](" + p.absolute(picture) + ")](" + p.absolute(p.folder+leads) + ")",
	}
}

func (p *press) siteFeeds() []file { return fed(p.general) }

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
