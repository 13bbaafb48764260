package notify

import (
	"errors"
	"fmt"
	htmltemplate "html/template"
	"io"
	"io/fs"
	"strings"
	"text/template"
)

// The built-in templates. A file of the project takes the place of one: notify/mail.txt,
// notify/mail.html or notify/chat.txt, and for one language of several notify/mail.de.txt.
// They are given a [Message], and the body of its update.
const (
	mailText = `{{.Said}} - {{.When}}

{{with .Planned}}{{.}}

{{end}}{{with .Body}}{{.}}

{{end}}{{with .Next}}{{.}}

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
{{with .Planned}}<p>{{.}}</p>
{{end}}{{.Body}}
{{with .Next}}<p>{{.}}</p>
{{end}}{{if .Affected}}<ul>
{{range .Affected}}<li>{{.Name}}: {{.Health}}</li>
{{end}}</ul>
{{end}}<p><a href="{{.URL}}">{{.URL}}</a></p>
</html>
`
	chatText = `{{.Said}}: {{.Title}}
{{with .Planned}}{{.}}
{{end}}{{with .Body}}{{.}}
{{end}}{{with .Next}}{{.}}
{{end}}{{.URL}}
`
)

// page is what a template is given.
type page struct {
	Message
	Language, Direction string
	Body                any // text, or HTML in mail.html
}

// chatLimit is how many characters of a text go into a chat: what an SMS or a phone's
// screen holds.
const chatLimit = 400

// tamed takes from a text what a chat would take for a mention, a command or a link in
// disguise.
var tamed = strings.NewReplacer("@", "@\u200b", "<", "‹", ">", "›", "](", "] (")

// tame takes that from all that people wrote.
func (p *page) tame() {
	p.Site, p.Title, p.Subject = tamed.Replace(p.Site), tamed.Replace(p.Title), tamed.Replace(p.Subject)
	affected := make([]Affected, len(p.Affected))
	for n, a := range p.Affected {
		affected[n] = Affected{a.ID, tamed.Replace(a.Name), tamed.Replace(a.Health)}
	}
	p.Affected = affected
}

// executor is a template, of text or of HTML.
type executor interface {
	Execute(w io.Writer, data any) error
}

// form is a template that a project may replace.
type form struct {
	builtIn executor
	own     executor // nil: there is none, or it does not work
	problem error
}

// newForm reads a template, and the project's own where there is one.
func newForm(name, extension, builtIn, language string, project fs.FS) *form {
	parse := func(place, text string) (executor, error) {
		if extension == ".html" {
			return htmltemplate.New(place).Parse(text)
		}
		return template.New(place).Parse(text)
	}
	f := &form{}
	var err error
	if f.builtIn, err = parse(name+extension, builtIn); err != nil {
		panic(err) // it is ours
	}
	for _, place := range []string{"notify/" + name + "." + language + extension, "notify/" + name + extension} {
		text, err := fs.ReadFile(project, place)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		own, parsed := parse(place, string(text))
		if f.problem = errors.Join(err, parsed); f.problem == nil {
			f.own = own
		}
		break
	}
	return f
}

// fill fills the template. Where the project's own fails, the built-in one is taken.
func (f *form) fill(p page) string {
	var b strings.Builder
	if f.own != nil {
		err := f.own.Execute(&b, p)
		if err == nil {
			return b.String()
		}
		f.problem, f.own = err, nil
		b.Reset()
	}
	if err := f.builtIn.Execute(&b, p); err != nil {
		panic(fmt.Sprintf("notify: a built-in template: %v", err))
	}
	return b.String()
}
