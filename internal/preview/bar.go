package preview

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"regexp"
	"slices"
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
	moment := v.moment().In(s.shelf.now().Location())
	b := bar{
		Prefix:   prefix,
		Edition:  v.edition,
		Moment:   moment.Format("2006-01-02T15:04"),
		Zone:     moment.Format("MST"),
		Earlier:  moment.Add(-time.Hour).UTC().Format(time.RFC3339),
		Later:    moment.Add(time.Hour).UTC().Format(time.RFC3339),
		Now:      time.Since(moment).Abs() < present,
		Away:     !v.running,
		HasPage:  v.site != nil,
		Problems: problemsOf(v.err),
	}
	if v.site != nil {
		b.Links = v.site.links
	}
	var html strings.Builder
	if err := barTemplate.Execute(&html, b); err != nil {
		panic(err) // it writes plain values into memory
	}
	return html.String()
}

// moment gives the moment that a view shows, else the one that was asked for.
func (v *view) moment() time.Time {
	if v.site != nil {
		return v.site.now
	}
	return v.asked
}

// bar is what its template shows.
type bar struct {
	Prefix         string
	Edition        string
	Moment, Zone   string // of the site's clock
	Earlier, Later string
	Now            bool // that is the real time
	Away           bool // the visitor has travelled there
	HasPage        bool // there is a good page
	Links          []Link
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

// inject puts the bar at the end of a page, and a clock that shows the page's moment
// before its own scripts. Style sheet and scripts are files, as the policy of the
// site wants it.
func inject(page []byte, bar string, moment time.Time) []byte {
	clock := fmt.Sprintf(`<script src="%sclock.js" data-now="%s"></script>`, prefix, moment.UTC().Format(time.RFC3339))
	end := bytes.LastIndex(page, []byte("</body>"))
	if end < 0 {
		end = len(page)
	}
	head := end // a page without a head begins with what has to come first
	if tag := headTag.FindIndex(page[:end]); tag != nil {
		head = tag[1]
	}
	return slices.Concat(page[:head], []byte(clock), page[head:end], []byte(bar), page[end:])
}

var headTag = regexp.MustCompile(`(?i)<head(\s[^>]*)?>`)

var barTemplate = template.Must(template.New("bar").Parse(`<ownup-preview data-edition="{{.Edition}}" data-problems="{{len .Problems}}" role="region" aria-label="Preview">
<link rel="stylesheet" href="{{.Prefix}}preview.css">
{{- with .Problems}}
<details open>
<summary>{{len .}} {{if eq (len .) 1}}problem{{else}}problems{{end}}{{if $.HasPage}}: this page is the last good one{{end}}</summary>
<ol>
{{- range .}}
<li>{{with .Place}}<code>{{.}}</code> {{end}}<strong>{{.Message}}</strong>{{with .Hint}}<pre>{{.}}</pre>{{end}}</li>
{{- end}}
</ol>
</details>
{{- end}}
<form>
<label>Preview{{if .Now}}, now{{else}} of{{end}} <input type="datetime-local" name="now" value="{{.Moment}}" required></label> <span>{{.Zone}}</span>
<button>Go</button>
<a href="?now={{.Earlier}}">an hour earlier</a>
<a href="?now={{.Later}}">an hour later</a>
{{- if .Away}}
<a href="?now=">back</a>
{{- end}}
{{- range .Links}}
<a href="{{.Address}}">{{.Name}}</a>
{{- end}}
</form>
<script src="{{.Prefix}}preview.js" defer></script>
</ownup-preview>
`))
