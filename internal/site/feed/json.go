package feed

import (
	"bytes"
	"encoding/json"

	"github.com/gorilla/feeds"
)

// jsonFeed is gorilla/feeds' JSON Feed, whose items are there even where there are none.
type jsonFeed struct {
	*feeds.JSONFeed
	Items []jsonItem `json:"items"`
}

// jsonItem is gorilla/feeds' item with the facts of the incident.
type jsonItem struct {
	*feeds.JSONItem
	Status statusExtension `json:"_status"`
}

// json writes entries as a JSON Feed.
func (c channel) json(entries []entry) ([]byte, error) {
	stock := (&feeds.JSON{Feed: c.feed(entries)}).JSONFeed()
	stock.Description = ""
	stock.HomePageUrl, stock.FeedUrl, stock.Language = c.page, c.self, c.language
	stock.Authors = []*feeds.JSONAuthor{{Name: c.site, Url: c.home}}
	if c.hub != "" {
		stock.Hubs = []*feeds.JSONHub{{Type: "WebSub", Url: c.hub}}
	}
	f := jsonFeed{JSONFeed: stock, Items: []jsonItem{}}
	for n, e := range entries {
		item := jsonItem{JSONItem: stock.Items[n], Status: e.status}
		for _, k := range e.categories {
			item.Tags = append(item.Tags, k.label)
		}
		f.Items = append(f.Items, item)
	}
	var b bytes.Buffer
	out := json.NewEncoder(&b)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	err := out.Encode(f)
	return b.Bytes(), err
}
