package preview

import (
	"bytes"
	"embed"
	"errors"
	"html/template"
	"strings"
	"time"

	"ownup/internal/diag"
)

// prefix is where the preview answers for itself; no site has such a folder.
const prefix = "/-/preview/"

//go:embed assets
var assets embed.FS

// bar gives the HTML of the preview's bar over a view: the moment that the page tells of,
// the ways to others, and what is wrong with the files.
func (s *server) bar(v *view) string {
	moment := v.asked
	if v.site != nil {
		moment = v.site.now
	}
	moment = moment.In(s.shelf.now().Location())
	b := bar{
		Prefix:   prefix,
		Edition:  v.edition,
		Moment:   moment.Format("2006-01-02T15:04"),
		Zone:     moment.Format("MST"),
		Earlier:  moment.Add(-time.Hour).UTC().Format(time.RFC3339),
		Later:    moment.Add(time.Hour).UTC().Format(time.RFC3339),
		Running:  v.running,
		HasPage:  v.site != nil,
		Problems: problemsOf(v.err),
	}
	var html strings.Builder
	if err := barTemplate.Execute(&html, b); err != nil {
		panic(err) // it writes plain values into memory
	}
	return html.String()
}

// bar is what its template shows.
type bar struct {
	Prefix         string
	Edition        string
	Moment, Zone   string // of the site's clock
	Earlier, Later string
	Running        bool // the moment is now
	HasPage        bool // there is a good page below
	Problems       []problem
}

type problem struct {
	Place, Message, Hint string
}

// problemsOf gives what is wrong, as a diag.List tells it or else as one problem without
// a place.
func problemsOf(err error) []problem {
	if err == nil {
		return nil
	}
	list, ok := errors.AsType[diag.List](err)
	if !ok {
		return []problem{{Message: err.Error()}}
	}
	var all []problem
	for _, p := range list {
		all = append(all, problem{p.Pos.String(), p.Message, p.Hint})
	}
	return all
}

// inject puts the bar at the end of a page. Its style sheet and its script are files, as
// the policy of the site wants it.
func inject(page []byte, bar string) []byte {
	at := bytes.LastIndex(page, []byte("</body>"))
	if at < 0 {
		at = len(page)
	}
	var b bytes.Buffer
	b.Grow(len(page) + len(bar))
	b.Write(page[:at])
	b.WriteString(bar)
	b.Write(page[at:])
	return b.Bytes()
}

var barTemplate = template.Must(template.New("bar").Parse(`<ownup-preview data-edition="{{.Edition}}" data-problems="{{len .Problems}}" role="region" aria-label="Preview">
<link rel="stylesheet" href="{{.Prefix}}preview.css">
{{- with .Problems}}
<details open>
<summary>{{len .}} {{if eq (len .) 1}}problem{{else}}problems{{end}}{{if $.HasPage}}: the page below is the last good one{{end}}</summary>
<ol>
{{- range .}}
<li>{{with .Place}}<code>{{.}}</code> {{end}}<strong>{{.Message}}</strong>{{with .Hint}}<pre>{{.}}</pre>{{end}}</li>
{{- end}}
</ol>
</details>
{{- end}}
<form>
<label>Preview{{if .Running}}, now{{else}} of{{end}} <input type="datetime-local" name="now" value="{{.Moment}}" required></label> <span>{{.Zone}}</span>
<button>Go</button>
<a href="?now={{.Earlier}}">an hour earlier</a>
<a href="?now={{.Later}}">an hour later</a>
{{- if not .Running}}
<a href="?now=">now</a>
{{- end}}
</form>
<script src="{{.Prefix}}preview.js" defer></script>
</ownup-preview>
`))
