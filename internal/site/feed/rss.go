package feed

import (
	"html"

	"github.com/gorilla/feeds"
)

// rssFeed is gorilla/feeds' RSS document with a namespace more, for the links to itself and
// to its hub.
type rssFeed struct {
	*feeds.RssFeedXml
	AtomNamespace string     `xml:"xmlns:atom,attr"`
	Channel       rssChannel `xml:"channel"`
}

// rssChannel is gorilla/feeds' channel with those links and complete items.
type rssChannel struct {
	*feeds.RssFeed
	Links []rssLink `xml:"atom:link"`
	Items []rssItem `xml:"item"`
}

type rssLink struct {
	Href string `xml:"href,attr"`
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
}

// rssItem is gorilla/feeds' item with as many categories as there are.
type rssItem struct {
	*feeds.RssItem
	Categories []rssCategory `xml:"category"`
}

type rssCategory struct {
	Domain string `xml:"domain,attr"`
	Text   string `xml:",chardata"`
}

// minutesToLive is for how long readers may keep a feed without asking again.
const minutesToLive = 5

// FeedXml lets gorilla/feeds write the feed.
func (f rssFeed) FeedXml() any { return f } //nolint:revive,staticcheck // the name is that of gorilla/feeds' interface

// rss writes entries as an RSS feed.
func (c channel) rss(entries []entry) ([]byte, error) {
	stock := (&feeds.Rss{Feed: c.feed(entries)}).RssFeed()
	stock.Language, stock.Ttl = c.language, minutesToLive
	f := rssFeed{
		RssFeedXml:    stock.FeedXml().(*feeds.RssFeedXml),
		AtomNamespace: "http://www.w3.org/2005/Atom",
		Channel:       rssChannel{RssFeed: stock, Links: []rssLink{{c.self, "self", "application/rss+xml"}}},
	}
	if c.hub != "" {
		f.Channel.Links = append(f.Channel.Links, rssLink{Href: c.hub, Rel: "hub"})
	}
	for n, e := range entries {
		item := rssItem{RssItem: stock.Items[n]}
		item.Description = html.EscapeString(e.summary) // RSS takes it for HTML
		for _, k := range e.categories {
			item.Categories = append(item.Categories, rssCategory{Domain: k.scheme, Text: k.label})
		}
		f.Channel.Items = append(f.Channel.Items, item)
	}
	return xml(f)
}
