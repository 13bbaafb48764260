// Package banner makes what another site needs to say that something is wrong here, so
// that those who never look at a status page learn of it:
//
//	<script src="https://status.example.com/embed.js" defer></script>
//
// The script shows one line at the top of that site's pages while something is wrong or
// maintenance is in progress, and nothing otherwise. It asks for embed/state.json now and
// then; whether there is a banner, and what it says, stands there, in the site's language.
//
//	embed.js           the script
//	embed/state.json   what it shows
//
// The script asks nothing of anyone but the status page, keeps nothing but that a reader
// has hidden a message, and needs neither inline styles nor inline scripts. The site that
// uses it has to allow the status page in script-src and connect-src, if it has a policy.
// Where scripts of others are not wanted, a badge says the same as a picture.
//
// A state says until when it may be trusted. Past that the script shows nothing: a page
// that is no longer built must not keep an old outage on somebody else's site.
package banner

import (
	_ "embed" // the script
	"encoding/json"
	"time"

	"ownup/internal/output"
	"ownup/internal/report"
	"ownup/internal/site/locale"
)

//go:embed embed.js
var script string

// State is embed/state.json.
type State struct {
	Schema  string `json:"$schema"` // where this document's JSON Schema stands, relative to it
	Version int    `json:"version"` // of the format: 1
	Show    bool   `json:"show"`    // something is wrong, or maintenance is in progress

	// the worst of all components
	Health string `json:"health" jsonschema:"enum=operational,enum=under_maintenance,enum=degraded_performance,enum=partial_outage,enum=major_outage"`

	Title    string     `json:"title"`                              // of the status page
	Text     string     `json:"text"`                               // how things are, in a sentence
	URL      string     `json:"url" jsonschema:"format=uri"`        // of the status page
	Next     *time.Time `json:"next" jsonschema:"nullable"`         // when the next update is promised; null: none is
	Stale    time.Time  `json:"stale"`                              // from then on this is too old to be trusted
	Language string     `json:"language"`                           // of the texts
	Dir      string     `json:"dir" jsonschema:"enum=ltr,enum=rtl"` // of its script
	Hide     string     `json:"hide"`                               // what the button is called that hides the banner
}

// Files gives the files of the banner. Text says how things are, in a sentence.
func Files(r *report.Report, words *locale.Words, text func() string) []output.File {
	return []output.File{
		{Path: "embed.js", Render: func() ([]byte, error) { return []byte(script), nil }},
		{Path: "embed/state.json", Render: func() ([]byte, error) { return json.Marshal(newState(r, words, text())) }},
	}
}

func newState(r *report.Report, words *locale.Words, text string) State {
	s := State{
		Schema: "../api/schema/banner.json", Version: 1, Show: r.State.Kind == report.Trouble || r.State.Kind == report.Maintaining,
		Health: r.State.Health.String(), Title: r.Site.Title, Text: text, URL: r.Site.Home() + "/",
		Stale: r.Now.Add(r.Site.StaleAfter), Language: words.Tag(), Dir: words.Dir(), Hide: words.T("embed.hide"),
	}
	if !r.State.Next.IsZero() {
		next := r.State.Next.UTC()
		s.Next = &next
	}
	return s
}
