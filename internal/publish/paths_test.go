package publish

import (
	"slices"
	"testing"
)

func TestAPublishNamesTheFilesThatItChanged(t *testing.T) {
	everyPlace(t, func(t *testing.T, p place) {
		mustPublish(t, p.target, firstSite(t))
		want := []string{
			"api/build.json", "assets/style.2.css", "history.atom", "history/index.html",
			"incidents/b/index.html", "incidents/c/index.html", "index.html",
		}
		if got := mustPublish(t, p.target, secondSite(t)).Paths; !slices.Equal(got, want) {
			t.Errorf("it changed\n%q, want\n%q", got, want)
		}
		if again := mustPublish(t, p.target, secondSite(t)).Paths; len(again) > 0 {
			t.Errorf("a second time it changed %q", again)
		}
	})
}
