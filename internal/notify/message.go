package notify

import (
	"fmt"
	htmltemplate "html/template"
	"io/fs"
	"net/url"
	"strings"
	"time"

	"ownup/internal/markdown"
	"ownup/internal/output"
	"ownup/internal/report"
	"ownup/internal/site/api/statuspage"
	"ownup/internal/site/locale"
	"ownup/internal/status"
)

// Message is what one event says to receivers of one language.
type Message struct {
	Event
	Site     string // the site's title
	URL      string // the incident's page
	Title    string // of the incident, one line
	Subject  string // the same for all messages of an incident, so that they form a thread
	First    bool   // nothing was said of the incident before
	Impact   status.Impact
	Affected []Affected
	When     string // in words, in the site's zone
	Said     string // the phase, in words
	Planned  string // the window of a maintenance that is announced, in words; else empty
	Next     string // when the next word is promised, in words; else empty
	Text     string // plain
	HTML     string
	Chat     string // plain and short, without anything that a chat takes for a command
	Webhook  []byte // in Statuspage's shape; nil of a notice, which that does not know
}

// Affected is a component that the incident names.
type Affected struct{ ID, Name, Health string }

// Composer composes messages for one language. It is safe for use by one goroutine.
type Composer struct {
	site  *status.Site
	words *locale.Words
	text  *form
	html  *form
	chat  *form
}

// NewComposer prepares messages in the language of the words, which is one of the site's.
// The project may hold templates of its own in notify/.
func NewComposer(site *status.Site, words *locale.Words, project fs.FS) *Composer {
	return &Composer{
		site: site.In(words.Tag()), words: words,
		text: newForm("mail", ".txt", mailText, words.Tag(), project),
		html: newForm("mail", ".html", mailHTML, words.Tag(), project),
		chat: newForm("chat", ".txt", chatText, words.Tag(), project),
	}
}

// Problems gives what is wrong with the project's own templates, in whose places the
// built-in ones were used: a mistake in one keeps nobody from being told.
func (c *Composer) Problems() []error {
	var all []error
	for _, f := range []*form{c.text, c.html, c.chat} {
		if f.problem != nil {
			all = append(all, fmt.Errorf("%w\n\tuntil it is mended, the built-in template is used", f.problem))
		}
	}
	return all
}

// Compose gives the message of an event: what the site said at its instant.
func (c *Composer) Compose(e Event) (Message, error) {
	r := report.At(c.site, status.Record{}, e.At)
	i := find(r, e.Incident)
	if i == nil {
		return Message{}, fmt.Errorf("compose the message of %s: the incident says nothing at %s", e.ID, e.At.UTC().Format(time.RFC3339))
	}
	m := Message{
		Event: e, Site: line(c.site.Title), URL: c.home() + "/incidents/" + i.ID + "/", Title: line(i.Title), Impact: i.Impact,
		When: c.words.DateTime(e.At, c.site.Zone), Said: c.words.Phase(e.Phase), First: first(i, e),
	}
	m.Subject = "[" + m.Site + "] " + m.Title
	for _, t := range i.Touched {
		if component, ok := c.site.Component(t.Component); ok {
			m.Affected = append(m.Affected, Affected{t.Component, line(component.Name), c.words.Health(t.Health)})
		}
	}
	u := said(i, e)
	if e.Phase == status.Scheduled {
		m.Planned = c.words.T("feed.window", c.words.Span(i.Window().From, i.Window().Until, c.site.Zone))
	}
	if !u.Next.IsZero() {
		m.Next = c.words.T("feed.next", c.words.DateTime(u.Next, c.site.Zone))
	}
	c.fill(&m, body(i, e, u))
	var err error
	m.Webhook, err = c.webhook(r, i)
	return m, err
}

// home gives where the pages of the language stand.
func (c *Composer) home() string {
	if tag := c.words.Tag(); tag != c.site.Languages[0] {
		return c.site.URL + "/" + tag
	}
	return c.site.URL
}

// fill fills the templates. The body is Markdown.
func (c *Composer) fill(m *Message, body string) {
	p := page{Message: *m, Language: c.words.Tag(), Direction: c.words.Dir()}
	p.Body = markdown.Text(body)
	m.Text = c.text.fill(p)
	html := markdown.HTML(body, markdown.Options{Heading: 2, Link: func(address string) string { return c.absolute(m.URL, address) }})
	p.Body = htmltemplate.HTML(html) // which writes nothing that a page must not hold
	m.HTML = c.html.fill(p)
	p.tame()
	p.Body = tamed.Replace(markdown.Plain(body, chatLimit))
	m.Chat = strings.TrimSpace(c.chat.fill(p))
}

// absolute gives the whole address of a link into the site: relative to an incident's
// page, or from the site's root.
func (c *Composer) absolute(page, address string) string {
	if strings.HasPrefix(address, "/") {
		return c.home() + address
	}
	base, err := url.Parse(page)
	if err != nil {
		return page
	}
	to, err := base.Parse(address)
	if err != nil {
		return page
	}
	return to.String()
}

func find(r *report.Report, id string) *report.Incident {
	for _, i := range r.Incidents {
		if i.ID == id {
			return i
		}
	}
	return nil
}

// first reports whether nothing was said before the event.
func first(i *report.Incident, e Event) bool {
	return len(i.Said) == 0 || i.Said[0].ID == e.Update
}

// said gives the update of an event; zero where the clock did it.
func said(i *report.Incident, e Event) status.Update {
	for _, u := range i.Said {
		if u.ID == e.Update {
			return u
		}
	}
	return status.Update{}
}

// body gives the Markdown that an event adds: the update's, and for the first word what
// stands above all updates.
func body(i *report.Incident, e Event, u status.Update) string {
	if first(i, e) && i.Incident.Intro != "" {
		return strings.TrimSpace(i.Incident.Intro + "\n\n" + u.Text)
	}
	return u.Text
}

// webhook gives what Statuspage sends to the subscribers of a webhook: the incident with
// all its updates, and the state of the page.
func (c *Composer) webhook(r *report.Report, i *report.Incident) ([]byte, error) {
	if i.Kind() == status.KindNotice {
		return nil, nil
	}
	state, err := render(statuspage.Site(r, c.words), "api/v2/status.json")
	if err != nil {
		return nil, err
	}
	incident, err := render(statuspage.Incidents(r, c.words), "incidents/"+i.ID+".json")
	if err != nil {
		return nil, err
	}
	return hook(c.site.URL, state, incident)
}

func render(files []output.File, path string) ([]byte, error) {
	for _, f := range files {
		if f.Path == path {
			return f.Render()
		}
	}
	return nil, fmt.Errorf("there is no %s", path)
}

// line gives a text on one line, without control characters.
func line(text string) string {
	text = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, text)
	return strings.Join(strings.Fields(text), " ")
}
