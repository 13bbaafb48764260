package site_test

import (
	"strings"
	"testing"
)

func TestWhatIsNotTranslatedIsMarkedAsTheLanguageThatItIsIn(t *testing.T) {
	s, files := load(t, "")
	s.Languages = []string{"en", "ar"}
	all := render(t, tree(t, s, files, during()))
	for path, wants := range map[string][]string{
		"ar/index.html":         {`lang="en" dir="ltr">Mail is stuck`, `<div class="prose" lang="en" dir="ltr">`},
		"ar/history/index.html": {`lang="en" dir="ltr">The queue is full`},
		"ar/incidents/2026-09-03-mail-stuck/index.html": {`<h1 lang="en" dir="ltr">`, `<div class="prose lead" lang="en" dir="ltr">`},
	} {
		for _, want := range wants {
			if !strings.Contains(all[path], want) {
				t.Errorf("%s lacks %s", path, want)
			}
		}
		if strings.Contains(all[strings.TrimPrefix(path, "ar/")], `lang="en" dir="ltr">`) {
			t.Errorf("%s is marked in its own language", strings.TrimPrefix(path, "ar/"))
		}
	}
}
