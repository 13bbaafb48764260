package content_test

import (
	"reflect"
	"testing"
	"testing/fstest"
	"time"

	"ownup/internal/content"
	"ownup/internal/status"
)

func TestASiteIsWrittenAsItLoads(t *testing.T) {
	const text = `format: 1
title: "Meridian: Status"
url: https://status.example.com/meridian
timezone: America/Denver
languages: [en, de]
since: 2012-01-01
contact: https://example.com/support
repository: https://github.com/acme/status
noindex: true
stale_after: 12h
weights:
  degraded_performance: 0.1
  partial_outage: 0.5
  under_maintenance: exclude
record:
  since: 2024-09-01
  authors: true
  hide_words: true
  redact: ["a1b2c3d", "0123456789abcdef0123456789abcdef01234567"]
  signers: content/allowed_signers
brand:
  accent: {light: "#0b57c2", dark: "#8ab4ff"}
  header: "#10243e"
  logo: {light: meridian.svg, dark: dark/meridian.png}
  favicon: mark.svg
  font: {regular: text.woff2, bold: "text, bold.woff2"}
subscribe:
  - name: By e-mail
    description: "A message for each update: no more"
    url: https://lists.example.com/status
  - name: Chat
    command: "/feed https://status.example.com/history.rss"
feeds:
  hub: https://hub.example.com/
publish:
  - "file:///var/www/status"
  - "git+https://github.com/acme/status#gh-pages?history=replace"
notify:
  - mail: customers
    components: [email, core]
    least: major
    language: de
    from: "Meridian Status <status@example.com>"
    list: lists/customers.txt
    unsubscribe: mailto:leave@example.com
  - webhook: pager
components:
  - id: email
    name: Hosted email
    description: "Mailboxes: sending and receiving"
    slo: 99.95
  - group: Network
    components:
      - id: core
        name: Core network
        since: 2014-05-01
      - id: fax
        name: Fax
        until: 2019-12-31
  - group: Voice
    id: phones
    components:
      - id: calls
  - id: panel
`
	site := func(text []byte) *status.Site {
		s, err := content.Load(fstest.MapFS{"content/site.yaml": {Data: text}})
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		return s
	}
	s := site([]byte(text))
	written := content.FormatSite(s)
	if string(written) != text {
		t.Errorf("it is written as\n%s\nwant\n%s", written, text)
	}
	if !reflect.DeepEqual(site(written), s) {
		t.Error("what is written loads to another value")
	}
}

func TestASiteWithNothingUnusualIsWrittenShort(t *testing.T) {
	s := &status.Site{
		Title: "Status", URL: "https://status.example.com", Zone: time.UTC, Since: status.Date{Year: 2024, Month: 1, Day: 1},
		Groups: []status.Group{{Components: []status.Component{{ID: "web", Name: "Web", Since: status.Date{Year: 2024, Month: 1, Day: 1}}}}},
	}
	const want = "format: 1\ntitle: Status\nurl: https://status.example.com\ntimezone: UTC\nsince: 2024-01-01\ncomponents:\n  - id: web\n    name: Web\n"
	if got := string(content.FormatSite(s)); got != want {
		t.Errorf("it is written as\n%s\nwant\n%s", got, want)
	}
}
