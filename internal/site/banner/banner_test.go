package banner

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"ownup/internal/content"
	"ownup/internal/report"
	"ownup/internal/site/locale"
	"ownup/internal/status"
)

const siteYAML = `title: Acme <Status>
url: https://example.com/status
timezone: UTC
since: 2013-09-01
stale_after: 2h
components: [{id: email, name: Email}, {id: web, name: Website}]
`

const outage = `---
title: Mail is down
components: {email: major_outage}
---

## 2013-09-03 06:00 investigating (next: 1h)

## 2013-09-03 08:00 monitoring (email: operational)
`

// rendered gives the files, by path, at an hour of the day of the outage.
func rendered(t *testing.T, hour int) map[string]string {
	t.Helper()
	site, err := content.Load(fstest.MapFS{
		"content/site.yaml":         {Data: []byte(siteYAML)},
		"content/incidents/core.md": {Data: []byte(outage)},
	})
	if err != nil {
		t.Fatal(err)
	}
	words, err := locale.For("en")
	if err != nil {
		t.Fatal(err)
	}
	r := report.At(site, status.Record{}, time.Date(2013, 9, 3, hour, 0, 0, 0, time.UTC))
	all := map[string]string{}
	for _, f := range Files(r, words, func() string { return "Email is down & out" }) {
		b, err := f.Render()
		if err != nil {
			t.Fatal(err)
		}
		all[f.Path] = string(b)
	}
	return all
}

func TestAStateSaysWhatIsWrongAndForHowLongToBelieveIt(t *testing.T) {
	var got State
	d := json.NewDecoder(strings.NewReader(rendered(t, 6)["embed/state.json"]))
	d.DisallowUnknownFields()
	if err := d.Decode(&got); err != nil {
		t.Fatal(err)
	}
	next := time.Date(2013, 9, 3, 7, 0, 0, 0, time.UTC)
	if got.Next == nil || !got.Next.Equal(next) {
		t.Errorf("the next update is promised for %v, want %v", got.Next, next)
	}
	got.Next = nil
	want := State{
		Schema: "../api/schema/banner.json", Version: 1, Show: true, Health: "major_outage", Title: "Acme <Status>", Text: "Email is down & out",
		URL: "https://example.com/status/", Stale: time.Date(2013, 9, 3, 8, 0, 0, 0, time.UTC), Language: "en", Dir: "ltr", Hide: "Hide",
	}
	if got != want {
		t.Errorf("the state is\n%+v, want\n%+v", got, want)
	}
}

func TestNothingIsShownWhereNothingIsWrong(t *testing.T) {
	for hour, want := range map[int]string{5: `"show":false`, 6: `"show":true`, 8: `"show":false`} {
		if got := rendered(t, hour)["embed/state.json"]; !strings.Contains(got, want) {
			t.Errorf("at %d the state is %s, want %s", hour, got, want)
		}
	}
}

func TestEveryHealthHasAColour(t *testing.T) {
	script := rendered(t, 6)["embed.js"]
	for _, h := range status.Healths()[1:] {
		if !strings.Contains(script, h.String()+": \"#") {
			t.Errorf("the banner has no colour for %s", h)
		}
	}
}
