package main

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// stops marks what the Tab key must reach with its place in the page, and returns how
// much there is.
const stops = `(() => {
	const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")];
	const seen = all.filter(e => e.checkVisibility({visibilityProperty: true}) && e.tabIndex >= 0);
	seen.forEach((e, n) => e.dataset.stop = n);
	return seen.length;
})()`

// here tells where the keyboard is: the number of the stop, and whether it is seen there.
const here = `(() => {
	const e = document.activeElement, box = e.getBoundingClientRect();
	const seen = getComputedStyle(e).outlineStyle != "none" && box.width > 8 && box.height > 8;
	return (e.dataset.stop ?? e.tagName) + (seen ? "" : ", not to be seen");
})()`

func TestTheFirstStopSkipsToTheContent(t *testing.T) {
	v := newBrowser(t).tab(t, publish(t, meridian, inOutage, "/"))
	v.open("")
	v.do(chromedp.KeyEvent(kb.Tab))
	if got := evaluate[string](v, "document.activeElement.getAttribute('href')"); got != "#main" {
		t.Errorf("the first stop leads to %q", got)
	}
	v.do(chromedp.KeyEvent(kb.Enter), chromedp.KeyEvent(kb.Tab))
	if !evaluate[bool](v, "document.activeElement == document.querySelector('main a[href]')") {
		t.Error("the next stop is not the first of the content")
	}
}

func TestAStripIsOneStopAndArrowsWalkItsDays(t *testing.T) {
	v := newBrowser(t).tab(t, publish(t, meridian, inOutage, "/"))
	v.open("")
	if got := evaluate[int](v, "document.querySelectorAll('.components li :is(a, button, [tabindex])').length - document.querySelectorAll('.components li').length"); got != 0 {
		t.Errorf("the strips have %d stops too many", got)
	}
	v.do(chromedp.Focus(`.components li > a[href="components/core/"]`, chromedp.ByQuery))
	panel := func(keys ...string) string {
		for _, key := range keys {
			v.do(chromedp.KeyEvent(key))
		}
		return evaluate[string](v, `document.querySelector(".panel")?.innerText.replaceAll("\u00a0", " ") ?? ""`)
	}
	for _, c := range []struct {
		keys []string
		want []string // pieces of what the panel says
	}{
		{[]string{kb.ArrowLeft}, []string{"3 September 2026", "down 2 h 30 min", "Packet loss between core and edge routers"}},
		{[]string{kb.ArrowLeft}, []string{"2 September 2026"}},
		{[]string{kb.ArrowRight, kb.ArrowRight}, []string{"3 September 2026"}},
		{[]string{kb.Home}, []string{"6 June 2026"}},
		{[]string{kb.ArrowLeft}, []string{"6 June 2026"}},
		{[]string{kb.End}, []string{"3 September 2026"}},
	} {
		got := panel(c.keys...)
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("the panel says %q, which lacks %q", got, want)
			}
		}
	}
	for _, barrier := range v.barriers() {
		t.Errorf("with the panel: %s", barrier)
	}
	v.do(chromedp.KeyEvent(kb.Tab))
	if got := evaluate[string](v, "document.activeElement.closest('.panel')?.innerText ?? 'elsewhere'"); got == "elsewhere" {
		t.Error("Tab does not reach the incidents of the day")
	}
	if got := panel(kb.Escape); got != "" {
		t.Errorf("after Escape the panel still says %q", got)
	}
	if got := evaluate[string](v, "document.activeElement.getAttribute('href')"); got != "components/core/" {
		t.Errorf("after Escape the keyboard is at %q", got)
	}
}

func TestAPointerChoosesADayAndANameLeadsOn(t *testing.T) {
	v := newBrowser(t).tab(t, publish(t, meridian, inOutage, "/"))
	v.dress(360, "light")
	v.open("")
	click := func(selector string) {
		t.Helper()
		at := evaluate[[]float64](v, "q => { const e = document.querySelector(q); e.scrollIntoView(); const b = e.getBoundingClientRect(); return [b.right - 2, b.top + b.height / 2] }", selector)
		v.do(chromedp.MouseClickXY(at[0], at[1]))
	}
	const core = `.components li > a[href="components/core/"]`
	click(core + " .window")
	if got := evaluate[string](v, "document.querySelector('.panel')?.innerText ?? ''"); !strings.Contains(got, "3 September 2026") {
		t.Errorf("the last day of the strip says %q", got)
	}
	if got := evaluate[string](v, "location.pathname"); got != "/" {
		t.Errorf("a day leads to %s", got)
	}
	click(core + " .name")
	v.do(chromedp.WaitVisible("header.heading h1", chromedp.ByQuery))
	if got := evaluate[string](v, "location.pathname"); got != "/components/core/" {
		t.Errorf("the name leads to %s", got)
	}
}
