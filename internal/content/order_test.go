package content_test

import (
	"testing"
	"testing/fstest"

	"ownup/internal/content"
)

func TestAnUpdateSaysOneThingOfAllComponents(t *testing.T) {
	_, err := content.Load(fstest.MapFS{
		"content/site.yaml": {Data: []byte("title: Status\nurl: https://status.example.com\ntimezone: UTC\nsince: 2026-01-01\ncomponents: [{id: email, name: Email}]\n")},
		"content/incidents/a.md": {Data: []byte("---\ntitle: A\ncomponents: {email: major}\n---\n## 2026-03-01 07:00 investigating\n" +
			"## 2026-03-01 08:00 identified (all: partial, all: degraded)\n")},
	})
	want := "content/incidents/a.md:6:47: \"all\" is named twice in one update\n\tkeep one of the two"
	if err == nil || err.Error() != want {
		t.Errorf("it is told as %v, want %s", err, want)
	}
}
