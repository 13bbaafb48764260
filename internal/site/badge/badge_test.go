package badge

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	_ "time/tzdata"

	"ownup/internal/content"
	"ownup/internal/report"
	"ownup/internal/site/locale"
	"ownup/internal/status"
	"ownup/internal/uptime"
)

const siteYAML = `title: Acme <&> Status
url: https://example.com
timezone: UTC
since: 2013-09-01
components:
  - group: Mail
    components: [{id: email, name: Email, slo: 99.95}, {id: archive, name: Archive}]
  - {id: web, name: Website, since: 2013-09-04}
  - {id: fax, name: Fax, until: 2013-09-02}
`

// badges gives the badges of a site on which email is in some health, by path.
func badges(t *testing.T, health string) map[string][]byte {
	t.Helper()
	site, err := content.Load(fstest.MapFS{
		"content/site.yaml":         {Data: []byte(siteYAML)},
		"content/incidents/core.md": {Data: []byte("---\ntitle: Trouble\ncomponents: {email: " + health + "}\n---\n\n## 2013-09-03 11:52 investigating\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	words, err := locale.For("en")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]byte{}
	for _, f := range Files(report.At(site, status.Record{}, time.Date(2013, 9, 3, 12, 0, 0, 0, time.UTC)), words) {
		if all[f.Path], err = f.Render(); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

func TestEachComponentGroupAndWindowHasABadge(t *testing.T) {
	var want []string
	for _, folder := range []string{"badges/", "badges/archive/", "badges/email/", "badges/group-mail/", "badges/web/"} {
		for _, name := range []string{"status", "uptime-1d", "uptime-7d", "uptime-30d", "uptime-90d", "uptime-365d"} {
			want = append(want, folder+name+".svg", folder+name+".json")
		}
	}
	slices.Sort(want)
	if got := slices.Sorted(maps.Keys(badges(t, "major_outage"))); !slices.Equal(got, want) {
		t.Errorf("there are\n%q, want\n%q", got, want)
	}
}

func TestShieldsIsToldWhatItAsksForAndNoMore(t *testing.T) {
	all := badges(t, "major_outage")
	for path, want := range map[string]string{
		"badges/status.json":                `{"schemaVersion":1,"label":"Acme \u003c\u0026\u003e Status","message":"partly out","color":"orange"}`,
		"badges/email/status.json":          `{"schemaVersion":1,"label":"Email","message":"down","color":"red"}`,
		"badges/archive/status.json":        `{"schemaVersion":1,"label":"Archive","message":"operational","color":"brightgreen"}`,
		"badges/group-mail/status.json":     `{"schemaVersion":1,"label":"Mail","message":"down","color":"red"}`,
		"badges/email/uptime-1d.json":       `{"schemaVersion":1,"label":"Email, today","message":"98.88 %","color":"yellow"}`,
		"badges/email/uptime-30d.json":      `{"schemaVersion":1,"label":"Email, last 30 days","message":"99.77 %","color":"yellow"}`,
		"badges/group-mail/uptime-30d.json": `{"schemaVersion":1,"label":"Mail, last 30 days","message":"99.88 %","color":"green"}`,
		"badges/web/uptime-7d.json":         `{"schemaVersion":1,"label":"Website, last 7 days","message":"no data","color":"lightgrey"}`,
	} {
		if got := string(all[path]); got != want {
			t.Errorf("%s is\n%s, want\n%s", path, got, want)
		}
	}
	for path, b := range all {
		var shown map[string]any
		if !strings.HasSuffix(path, ".json") {
			continue
		}
		if err := json.Unmarshal(b, &shown); err != nil {
			t.Fatal(err)
		}
		if keys := slices.Sorted(maps.Keys(shown)); !slices.Equal(keys, []string{"color", "label", "message", "schemaVersion"}) || shown["message"] == "" {
			t.Errorf("%s holds %s", path, b)
		}
	}
}

func TestABadgeIsXMLThatSaysWhatItShows(t *testing.T) {
	for path, b := range badges(t, "degraded") {
		if !strings.HasSuffix(path, ".svg") {
			continue
		}
		var svg struct {
			Role  string `xml:"role,attr"`
			Label string `xml:"aria-label,attr"`
			Title string `xml:"title"`
			Width int    `xml:"width,attr"`
		}
		d := xml.NewDecoder(bytes.NewReader(b))
		if err := d.Decode(&svg); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		if _, err := d.Token(); err != io.EOF && err != nil {
			t.Errorf("%s: %v", path, err)
		}
		if svg.Role != "img" || svg.Title == "" || svg.Label != svg.Title || svg.Width < 60 || svg.Width > 300 {
			t.Errorf("%s is %+v", path, svg)
		}
		if !bytes.Contains(b, []byte("prefers-color-scheme: dark")) || bytes.Contains(b, []byte("href")) {
			t.Errorf("%s has no dark colours, or asks for something else", path)
		}
	}
}

func TestTheWholeIsDownOnlyIfAllOfItIs(t *testing.T) {
	down, well, slow := status.MajorOutage, status.Operational, status.DegradedPerformance
	for _, test := range []struct {
		components []status.Health
		want       status.Health
	}{
		{nil, well},
		{[]status.Health{well, slow}, slow},
		{[]status.Health{well, down}, status.PartialOutage},
		{[]status.Health{down, down}, down},
	} {
		if got := whole(test.components); got != test.want {
			t.Errorf("%v together are %v, want %v", test.components, got, test.want)
		}
	}
}

func TestAnObjectiveDecidesBeforeTheTable(t *testing.T) {
	for _, test := range []struct {
		points int64 // of 10,000
		slo    status.Fraction
		want   tone
	}{
		{10_000, 0, best},
		{9990, 0, best},
		{9989, 0, good},
		{9950, 0, good},
		{9900, 0, fair},
		{9800, 0, poor},
		{9500, 0, bad},
		{9499, 0, worst},
		{9900, 9_900_000, best},
		{9989, 9_990_000, poor},
		{9700, 9_990_000, bad},
	} {
		tally := uptime.Tally{Observed: 10_000, Lost: uptime.Weighted{Seconds: 10_000 - test.points}}
		if got := ofUptime(tally, test.slo); got != test.want {
			t.Errorf("%d of %v is %v, want %v", test.points, test.slo, got, test.want)
		}
	}
}

func TestTextStandsOutFromItsColour(t *testing.T) {
	check := func(what, a, b string) {
		t.Helper()
		if c := contrast(t, a, b); c < 4.5 {
			t.Errorf("%s: %s on %s has a contrast of %.2f", what, a, b, c)
		}
	}
	check("label", "#ffffff", labelLight)
	check("label", "#ffffff", labelDark)
	for tone := best; tone <= unknown; tone++ {
		check(tone.shields(), "#ffffff", tone.light())
		check(tone.shields(), "#000000", tone.dark())
	}
}

// contrast gives the contrast of two colours.
// Source: https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio
func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	luminance := func(colour string) float64 {
		sum := 0.0
		for n, weight := range []float64{0.2126, 0.7152, 0.0722} {
			v, err := strconv.ParseUint(colour[1+2*n:3+2*n], 16, 8)
			if err != nil {
				t.Fatal(err)
			}
			c := float64(v) / 255
			if c <= 0.03928 {
				c /= 12.92
			} else {
				c = math.Pow((c+0.055)/1.055, 2.4)
			}
			sum += weight * c
		}
		return sum
	}
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestATextIsAsWideAsItsLetters(t *testing.T) {
	for text, want := range map[string]int{"": 0, "i": 4, "iii": 10, "WWW": 33, "状态": 22, "é": 7, "e\u0301": 7} {
		if got := width(text); got != want {
			t.Errorf("%q is %d wide, want %d", text, got, want)
		}
	}
}
