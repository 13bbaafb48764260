package notify

import (
	"bytes"
	"fmt"
	htmltemplate "html/template"
	"io/fs"
	"strings"
	"text/template"
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
	Text     string // plain
	HTML     string
	Chat     string // plain and short, without anything that a chat takes for a command
	Webhook  []byte // in Statuspage's shape; nil of a notice, which that does not know
}

// Affected is a component that the incident names.
type Affected struct{ ID, Name, Health string }

// Composer composes messages for one language. It is safe for use by one goroutine.
type Composer struct {
	site     *status.Site
	language string
	words    *locale.Words
	text     *template.Template
	html     *htmltemplate.Template
}

// The built-in templates. A file of the same name in the project's folder notify/ takes
// the place of one. They are given a [Message] and the body of its update.
const (
	textName = "mail.txt"
	htmlName = "mail.html"
	mailText = `{{.Said}} - {{.When}}

{{with .Body}}{{.}}

{{end}}{{range .Affected}}{{.Name}}: {{.Health}}
{{end}}
{{.URL}}
`
	mailHTML = `<!doctype html>
<html lang="{{.Language}}" dir="{{.Direction}}">
<meta charset="utf-8">
<title>{{.Subject}}</title>
<h1 style="font-size:1.2em"><a href="{{.URL}}">{{.Title}}</a></h1>
<p><b>{{.Said}}</b> - {{.When}}</p>
{{.Body}}
{{if .Affected}}<ul>
{{range .Affected}}<li>{{.Name}}: {{.Health}}</li>
{{end}}</ul>
{{end}}<p><a href="{{.URL}}">{{.URL}}</a></p>
</html>
`
)

// NewComposer prepares messages in a language of the site. The project may hold templates
// of its own in notify/.
func NewComposer(site *status.Site, language string, project fs.FS) (*Composer, error) {
	if language == "" {
		language = site.Languages[0]
	}
	words, err := locale.For(language)
	if err != nil {
		words, err = locale.As(language)
	}
	if err != nil {
		return nil, err
	}
	c := &Composer{site: site.In(language), language: language, words: words}
	own := func(name, builtIn string) string {
		if b, err := fs.ReadFile(project, "notify/"+name); err == nil {
			return string(b)
		}
		return builtIn
	}
	if c.text, err = template.New("notify/" + textName).Parse(own(textName, mailText)); err != nil {
		return nil, err
	}
	c.html, err = htmltemplate.New("notify/" + htmlName).Parse(own(htmlName, mailHTML))
	return c, err
}

// page is what a template is given.
type page struct {
	Message
	Language, Direction string
	Body                any // text in mail.txt, HTML in mail.html
}

// Compose gives the message of an event: what the site said at its instant.
func (c *Composer) Compose(e Event) (Message, error) {
	r := report.At(c.site, status.Record{}, e.At)
	i := find(r, e.Incident)
	if i == nil {
		return Message{}, fmt.Errorf("compose the message of %s: the incident says nothing at %s", e.ID, e.At.UTC().Format(time.RFC3339))
	}
	m := Message{
		Event: e, Site: line(c.site.Title), URL: c.site.URL + "/incidents/" + i.ID + "/", Title: line(i.Title), Impact: i.Impact,
		When: c.words.DateTime(e.At, c.site.Zone), Said: c.words.Phase(e.Phase), First: first(i, e),
	}
	m.Subject = "[" + m.Site + "] " + m.Title
	for _, t := range i.Touched {
		if component, ok := c.site.Component(t.Component); ok {
			m.Affected = append(m.Affected, Affected{t.Component, line(component.Name), c.words.Health(t.Health)})
		}
	}
	body := words(i, e)
	var err error
	if m.Text, m.HTML, err = c.mail(m, body); err != nil {
		return Message{}, err
	}
	m.Chat = chat(m, body)
	m.Webhook, err = c.webhook(r, i)
	return m, err
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

// words gives the Markdown that an event adds: the update's, and for the first word what
// stands above all updates.
func words(i *report.Incident, e Event) string {
	text := ""
	for _, u := range i.Said {
		if u.ID == e.Update {
			text = u.Text
		}
	}
	if first(i, e) && i.Incident.Intro != "" {
		text = strings.TrimSpace(i.Incident.Intro + "\n\n" + text)
	}
	return text
}

func (c *Composer) mail(m Message, body string) (text, html string, err error) {
	var t, h bytes.Buffer
	p := page{Message: m, Language: c.language, Direction: c.words.Dir(), Body: markdown.Text(body)}
	if err := c.text.Execute(&t, p); err != nil {
		return "", "", err
	}
	p.Body = htmltemplate.HTML(markdown.HTML(body, markdown.Options{Heading: 2})) // which writes nothing that a page must not hold
	err = c.html.Execute(&h, p)
	return t.String(), h.String(), err
}

// chatLimit is how many characters of a text go into a chat: what an SMS or a phone's
// screen holds.
const chatLimit = 400

// tamed takes from a text what a chat would take for a mention, a command or a link in
// disguise.
var tamed = strings.NewReplacer("@", "@\u200b", "<", "‹", ">", "›", "](", "] (")

func chat(m Message, body string) string {
	text := fmt.Sprintf("%s: %s", m.Said, m.Title)
	if said := markdown.Plain(body, chatLimit); said != "" {
		text += "\n" + said
	}
	return tamed.Replace(text) + "\n" + m.URL
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
