package main

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"
)

func TestWithoutScriptsPagesSayTheSame(t *testing.T) {
	chromium := newBrowser(t)
	// But for controls, which without scripts would do nothing.
	const text = `document.querySelectorAll("main :is(button, form)").forEach(e => e.remove()), document.body.innerText`
	for now, paths := range kinds {
		t.Run(now, func(t *testing.T) {
			t.Parallel()
			v := chromium.tab(t, publish(t, example(), now, "/"))
			v.before(wound(instant(t, now)))
			for _, path := range paths {
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

func TestTheOrderOfUpdatesIsNewestFirstWhileItLastsUnlessSomeoneChoseAnother(t *testing.T) {
	v := newBrowser(t).tab(t, publish(t, example(), inOutage, "/"))
	const open, over = "incidents/2026-09-03-core-routing/", "incidents/2026-08-22-transport-cascade/"
	newestFirst := func(path string) bool {
		v.open(path)
		return evaluate[bool](v, `(a => a[0].id > a.at(-1).id)([...document.querySelectorAll(".updates > li")])`)
	}
	if !newestFirst(open) || newestFirst(over) {
		t.Error("before a choice, what is open does not begin with the newest, or what is over with the oldest")
	}
	v.do(chromedp.Click("#order", chromedp.ByQuery))
	if !newestFirst(over) || !newestFirst(open) {
		t.Error("the choice of the newest first does not hold on other pages")
	}
	v.do(chromedp.Click("#order", chromedp.ByQuery))
	if newestFirst(over) || newestFirst(open) {
		t.Error("the choice of the oldest first does not hold on other pages")
	}
}
