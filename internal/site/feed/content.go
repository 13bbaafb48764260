package feed

import (
	"html"
	"net/url"
	"slices"
	"strings"
	"time"

	"ownup/internal/markdown"
	"ownup/internal/status"
)

// topHeading is the level that the topmost headings of a text get. The reader shows the
// entry's title above.
const topHeading = 3

// content gives the HTML of an entry: what is affected and when, an introduction, and
// the given updates in their order. It names components, and dates with year and zone,
// because an entry is read far from its page.
func (s *Source) content(c status.Course, intro string, updates []status.Update) string {
	var b strings.Builder
	paragraph(&b, html.EscapeString(s.affected(c)))
	paragraph(&b, html.EscapeString(s.when(c)))
	if intro != "" {
		b.WriteString(s.html(c.Incident, intro, "intro-"))
	}
	for _, u := range updates {
		s.update(&b, c, u)
	}
	return b.String()
}

// update writes one update: its head, its words, and what it promises.
func (s *Source) update(b *strings.Builder, c status.Course, u status.Update) {
	lines := []string{"<strong>" + html.EscapeString(s.words.Phase(u.Phase)) + "</strong>, " + s.time(u.At)}
	if !u.Since.IsZero() && !u.Since.Equal(u.At) {
		lines[0] += "; " + html.EscapeString(s.words.T("feed.since", s.words.DateTime(u.Since, s.zone())))
	}
	for _, k := range u.Claims {
		lines = append(lines, html.EscapeString(s.claim(k)))
	}
	if u.Window != (status.Window{}) {
		lines = append(lines, html.EscapeString(s.planned(u.Window)))
	}
	paragraph(b, strings.Join(lines, "<br>\n"))
	if u.Text != "" {
		b.WriteString(s.html(c.Incident, u.Text, idPrefix(c, u)))
	}
	if !u.Next.IsZero() {
		paragraph(b, html.EscapeString(s.words.T("feed.next", s.words.DateTime(u.Next, s.zone()))))
	}
}

// idPrefix gives what the incident's page puts before the ids of an update's headings, so
// that a link to one of them leads there.
func idPrefix(c status.Course, u status.Update) string {
	if u.Phase == status.Postmortem {
		first := slices.IndexFunc(c.Said, func(v status.Update) bool { return v.Phase == status.Postmortem })
		if c.Said[first].ID == u.ID {
			return "postmortem-"
		}
	}
	return u.ID + "-"
}

func paragraph(b *strings.Builder, inner string) {
	if inner != "" {
		b.WriteString("<p>" + inner + "</p>\n")
	}
}

// time gives an instant in full, for people and for programs.
func (s *Source) time(t time.Time) string {
	return `<time datetime="` + t.UTC().Format(time.RFC3339) + `">` + html.EscapeString(s.words.DateTime(t, s.zone())) + "</time>"
}

func (s *Source) zone() *time.Location { return s.report.Site.Zone }

// affected names the components with the worst that the incident ever said of each.
func (s *Source) affected(c status.Course) string {
	var names []string
	for _, t := range c.Touched {
		name := s.name(t.Component)
		if t.Worst != status.Operational {
			name = s.words.T("feed.worst", name, s.words.Health(t.Worst))
		}
		names = append(names, name)
	}
	if len(names) == 0 {
		return ""
	}
	return s.words.T("feed.affected", s.words.List(names))
}

// when says when something is planned for, how long it lasted, or since when it lasts. It
// never says for how long it has lasted so far: that would change with every build.
func (s *Source) when(c status.Course) string {
	switch {
	case c.Incident.Kind == status.KindMaintenance:
		return s.planned(c.Windows[len(c.Windows)-1])
	case c.Incident.Kind == status.KindNotice:
		return ""
	case c.Open:
		return s.words.T("feed.lasting", s.words.DateTime(c.Start, s.zone()))
	default:
		return s.words.T("feed.lasted", s.words.Span(c.Start, c.End, s.zone()), s.words.Duration(c.End.Sub(c.Start)))
	}
}

func (s *Source) planned(w status.Window) string {
	return s.words.T("feed.window", s.words.Span(w.From, w.Until, s.zone()))
}

// claim says what an update says of one component.
func (s *Source) claim(c status.Claim) string {
	name, health := s.name(c.Component), s.words.Health(c.Health)
	if c.Since.IsZero() {
		return s.words.T("feed.claim", name, health)
	}
	return s.words.T("feed.claim_since", name, health, s.words.DateTime(c.Since, s.zone()))
}

// html gives a text of an incident as HTML whose addresses are all absolute.
func (s *Source) html(i *status.Incident, text, prefix string) string {
	page := s.base.JoinPath("incidents", i.ID, "/")
	h := markdown.HTML(text, markdown.Options{
		Heading:  topHeading,
		IDPrefix: prefix,
		Picture:  func(name string) (string, int, int, bool) { return s.picture(i, page, name) },
		Link:     func(address string) string { return s.resolve(page, address) },
	})
	// Links to a heading of the same text are written as such and nothing else in the
	// HTML looks like one, since "<" and quotes in text are escaped.
	return strings.ReplaceAll(h, `<a href="#`, `<a href="`+html.EscapeString(page.String())+"#")
}

// resolve makes an address inside the site absolute: relative to the incident's page, or
// from the site's root, which need not be the host's.
func (s *Source) resolve(page *url.URL, address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return page.String() // markdown refuses such an address
	}
	if strings.HasPrefix(address, "/") {
		u.Path = strings.TrimPrefix(u.Path, "/")
		u.RawPath = strings.TrimPrefix(u.RawPath, "/")
		return s.base.ResolveReference(u).String()
	}
	return page.ResolveReference(u).String()
}

// picture finds a picture beside an incident's file, or among the static files.
func (s *Source) picture(i *status.Incident, page *url.URL, name string) (src string, width, height int, ok bool) {
	if path, static := strings.CutPrefix(name, "/"); static {
		_, ok := slices.BinarySearch(s.report.Site.Static, path)
		return s.url(path), 0, 0, ok
	}
	for _, p := range i.Pictures {
		if p.Name == name {
			return page.JoinPath(name).String(), p.Width, p.Height, true
		}
	}
	return "", 0, 0, false
}
