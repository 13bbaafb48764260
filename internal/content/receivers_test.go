package content_test

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"ownup/internal/content"
	"ownup/internal/diag"
	"ownup/internal/status"
)

const aSite = `title: Acme
url: https://status.acme.example
timezone: UTC
languages: [en, de]
since: 2026-01-01
components: [{id: web}, {id: mail}]
`

func loadSite(text string) (*status.Site, error) {
	return content.Load(fstest.MapFS{"content/site.yaml": {Data: []byte(aSite + text)}})
}

func TestTargetsAndReceiversAreRead(t *testing.T) {
	s, err := loadSite(`publish: [file:///var/www, "git+https://host/a#b"]
notify:
  - mail: customers
    from: Acme <status@acme.example>
    list: lists/customers.txt
    unsubscribe: mailto:leave@acme.example
    language: de
  - webhook: pager
    components: web
    least: major
  - chat: team
`)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Publish) != 2 || s.Publish[1].Text != "git+https://host/a#b" || s.Publish[1].Pos.Line != 7 {
		t.Errorf("targets: %+v", s.Publish)
	}
	want := []status.Receiver{
		{ID: "customers", Kind: status.Mail, Language: "de", From: "Acme <status@acme.example>", List: "lists/customers.txt", Unsubscribe: "mailto:leave@acme.example"},
		{ID: "pager", Kind: status.Webhook, Components: []string{"web"}, Least: status.ImpactMajor},
		{ID: "team", Kind: status.Chat},
	}
	for n, got := range s.Notify {
		got.Pos = diag.Pos{}
		if got.ID != want[n].ID || got.Kind != want[n].Kind || strings.Join(got.Components, " ") != strings.Join(want[n].Components, " ") ||
			got.Least != want[n].Least || got.Language != want[n].Language || got.From != want[n].From || got.List != want[n].List || got.Unsubscribe != want[n].Unsubscribe {
			t.Errorf("got %+v, want %+v", got, want[n])
		}
	}
}

func TestMistakesInTargetsAndReceiversHaveTheirPlace(t *testing.T) {
	for text, want := range map[string]string{
		"publish: /var/www\n":                                          `content/site.yaml:7:10: "/var/www" is no place to publish to`,
		"publish:\n  - s3://a\n  - s3://a\n":                           `:9:5: "s3://a" is named twice`,
		"publish: git+https://ada:hunter2@host/a#b\n":                  `:7:10: this target holds a password`,
		"publish: ftp://ada:hunter2@host/a\n":                          `:7:10: "…@host/a" is no place`,
		"notify: pager\n":                                              `:7:9: notify is "pager", where a list was expected`,
		"notify: [pager]\n":                                            `:7:10: a receiver is "pager", where keys were expected`,
		"notify:\n  - name: pager\n":                                   `a receiver has 0 kinds`,
		"notify:\n  - webhook: pager\n    chat: team\n":                `a receiver has 2 kinds`,
		"notify:\n  - webhook: Pager 1\n":                              `write it as pager-1`,
		"notify:\n  - webhook: a\n  - chat: a\n":                       `two receivers are called "a"`,
		"notify:\n  - webhook: a\n    components: wbe\n":               `did you mean "web"?`,
		"notify:\n  - webhook: a\n    least: maintenance\n":            `write none, minor, major or critical`,
		"notify:\n  - webhook: a\n    language: fr\n":                  `the site has en, de`,
		"notify:\n  - webhook: a\n    url: https://x\n":                `unknown key "url"`,
		"notify:\n  - mail: a\n    unsubscribe: https://a.example/x\n": `mail needs to know who writes`,
		"notify:\n  - mail: a\n    from: a@b.example\n":                `mail needs a way to leave the list`,
		"notify:\n  - mail: a\n    from: a@b.example\n    unsubscribe: mailto:a@b.example\n    list: content/static/list.txt\n": `or would be published`,
	} {
		_, err := loadSite(text)
		if _, ok := errors.AsType[diag.List](err); !ok || !strings.Contains(err.Error(), want) {
			t.Errorf("%sgave\n%v\nwant %s", text, err, want)
		}
		if err != nil && strings.Contains(err.Error(), "hunter2") {
			t.Errorf("a password is repeated: %v", err)
		}
	}
}
