package main

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/google/go-cmp/cmp"
)

func TestWithoutScriptsPagesSayTheSame(t *testing.T) {
	chromium := newBrowser(t)
	// Buttons and the search do what only scripts do.
	const text = "document.querySelectorAll('button, .search').forEach(b => b.hidden = true), document.body.innerText"
	for _, now := range factors[byMoment] {
		t.Run(now, func(t *testing.T) {
			t.Parallel()
			v := chromium.tab(t, publish(t, meridian, now, "/"))
			v.before(wound(instant(t, now)))
			for _, s := range product([][]string{byPage: factors[byPage], byMoment: {now}, byLanguage: factors[byLanguage]}) {
				path := s.path()
				v.do(emulation.SetScriptExecutionDisabled(false), emulation.SetTimezoneOverride(zoneOfExample))
				v.open(path)
				with := evaluate[string](v, text)
				// That times stay the site's own shows that no script runs.
				v.do(emulation.SetScriptExecutionDisabled(true), emulation.SetTimezoneOverride("Asia/Tokyo"))
				v.open(path)
				without := evaluate[string](v, text)
				if diff := cmp.Diff(without, with); diff != "" {
					t.Errorf("/%s (-without +with scripts):\n%s", path, diff)
				}
			}
		})
	}
}
