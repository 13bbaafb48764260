package feed

import (
	"bytes"
	"time"

	"github.com/gorilla/feeds"
)

// atomFeed is gorilla/feeds' Atom feed with what it lacks: the language, the links,
// an id that is not its address, and complete entries. Fields of the same name hide those
// of the embedded struct.
type atomFeed struct {
	*feeds.AtomFeed
	Language string           `xml:"xml:lang,attr"`
	Links    []feeds.AtomLink `xml:"link"`
	Entries  []atomEntry      `xml:"entry"`
}

// atomEntry is gorilla/feeds' entry with categories as RFC 4287 wants them.
type atomEntry struct {
	*feeds.AtomEntry
	Categories []atomCategory `xml:"category"`
}

type atomCategory struct {
	Term   string `xml:"term,attr"`
	Scheme string `xml:"scheme,attr"`
	Label  string `xml:"label,attr"`
}

// FeedXml lets gorilla/feeds write the feed.
func (f atomFeed) FeedXml() any { return f } //nolint:revive,staticcheck // the name is that of gorilla/feeds' interface

// atom writes entries as an Atom feed.
func (c channel) atom(entries []entry) ([]byte, error) {
	stock := (&feeds.Atom{Feed: c.feed(entries)}).AtomFeed()
	stock.Id, stock.Subtitle = c.id, ""
	stock.Author = &feeds.AtomAuthor{AtomPerson: feeds.AtomPerson{Name: c.site, Uri: c.home}}
	f := atomFeed{AtomFeed: stock, Language: c.language, Links: []feeds.AtomLink{
		{Href: c.self, Rel: "self", Type: "application/atom+xml"},
		{Href: c.page, Rel: "alternate", Type: "text/html"},
	}}
	if c.hub != "" {
		f.Links = append(f.Links, feeds.AtomLink{Href: c.hub, Rel: "hub"})
	}
	for n, e := range entries {
		entry := atomEntry{AtomEntry: stock.Entries[n]}
		entry.Published = e.published.UTC().Format(time.RFC3339)
		entry.Summary.Type = "text"
		for _, k := range e.categories {
			entry.Categories = append(entry.Categories, atomCategory{Term: k.term, Scheme: k.scheme, Label: k.label})
		}
		f.Entries = append(f.Entries, entry)
	}
	return xml(f)
}

// xml writes a feed that gorilla/feeds can write, with a line end.
func xml(f feeds.XmlFeed) ([]byte, error) {
	var b bytes.Buffer
	if err := feeds.WriteXML(f, &b); err != nil {
		return nil, err
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}
