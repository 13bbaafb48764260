package main

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"
)

// frame tells what is wrong with the head of a page on a phone: the navigation stands on
// one line beside the name, each link is large enough to be hit (WCAG 2.2, 2.5.8), and
// nothing is wider than the window.
const frame = `(() => {
	const wrong = [], box = e => e.getBoundingClientRect(), links = [...document.querySelectorAll(".top nav a")].map(box);
	if (links.some(l => l.top != links[0].top)) wrong.push("the links stand on several lines");
	if (links.some(l => l.width < 24 || l.height < 24)) wrong.push("a link is too small");
	const name = box(document.querySelector(".brand"));
	if (name.bottom <= links[0].top || links[0].bottom <= name.top) wrong.push("the name stands on a line of its own");
	if (box(document.querySelector(".top")).height > 64) wrong.push("it is too high");
	const over = document.documentElement.scrollWidth - innerWidth;
	if (over > 0) wrong.push("the page is " + over + " pixels too wide");
	return wrong;
})()`

func TestOnAPhoneTheNavigationIsOneLineBesideTheName(t *testing.T) {
	v := newBrowser(t).tab(t, publish(t, meridian, inOutage, "/"))
	for _, path := range []string{"", "uptime/", "ar/"} {
		for _, width := range []int64{320, 360, 390, 700} {
			v.dress(width, "light")
			v.open(path)
			for _, wrong := range evaluate[[]string](v, frame) {
				t.Errorf("/%s, %d pixels wide: %s", path, width, wrong)
			}
		}
	}
}

func TestOnPaperTheNameStandsForALogoWhoseGroundIsNotPrinted(t *testing.T) {
	v := newBrowser(t).tab(t, publish(t, project(t, map[string]string{
		"site.yaml": "title: Acme Status\nurl: https://status.example.com\ntimezone: Europe/Berlin\nsince: 2026-01-01\n" +
			"brand: {logo: logo.svg, header: \"#10243e\"}\ncomponents:\n  - {id: web, name: Website}\n",
		"theme/assets/logo.svg": `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 132 32"><path d="M2 2h128v28H2z" fill="#fff"/></svg>`,
	}), onCalm, "/"))
	v.open("")
	const head = `[getComputedStyle(document.querySelector(".brand"), "::after").content, ...[".brand img", ".top nav", ".bottom nav"]
		.filter(q => document.querySelector(q).checkVisibility())].join(" ")`
	if got, want := evaluate[string](v, head), "none .brand img .top nav .bottom nav"; got != want {
		t.Errorf("on a screen there is %s, want %s", got, want)
	}
	v.do(emulation.SetEmulatedMedia().WithMedia("print"))
	if got, want := evaluate[string](v, head), `"Acme Status"`; got != want {
		t.Errorf("on paper there is %s, want %s", got, want)
	}
}

func TestTheMonthsFitTheWindowOrAreScrolledPastTheNames(t *testing.T) {
	v := newBrowser(t).tab(t, publish(t, meridian, onCalm, "/"))
	v.do(page.BringToFront()) // what is behind others does not scroll
	const over = `(e => e.scrollWidth - e.clientWidth)(document.querySelector(".table"))`
	const names = `[...document.querySelectorAll(".matrix tbody th")].map(e => e.firstChild.getBoundingClientRect().left)`
	for _, path := range []string{"uptime/", "ar/uptime/"} {
		v.dress(1024, "light")
		v.open(path)
		if got := evaluate[int](v, over); got > 0 {
			t.Errorf("/%s, 1024 pixels wide: the months are %d pixels too wide", path, got)
		}
		v.dress(360, "light")
		v.open(path)
		key := map[bool]string{true: kb.ArrowLeft, false: kb.ArrowRight}[strings.HasPrefix(path, "ar/")]
		before := evaluate[[]float64](v, names)
		v.do(chromedp.Focus(".table", chromedp.ByQuery), chromedp.KeyEvent(key), chromedp.Poll(`document.querySelector(".table").scrollLeft != 0`, nil))
		if diff := cmp.Diff(before, evaluate[[]float64](v, names)); diff != "" {
			t.Errorf("/%s, 360 pixels wide: the names moved (-before +after):\n%s", path, diff)
		}
	}
}

func TestLongWordsStayInTheWindow(t *testing.T) {
	word := strings.Repeat("Donaudampfschifffahrtsgesellschaft", 2)
	v := newBrowser(t).tab(t, publish(t, project(t, map[string]string{
		"site.yaml": "title: " + word + " Status\nurl: https://status.example.com\ntimezone: Europe/Berlin\nsince: 2026-01-01\ncomponents:\n" +
			"  - group: " + word + "\n    components:\n      - {id: web, name: " + word + "}\n",
		"incidents/a.md": "---\ntitle: " + word + "\ncomponents: {web: major_outage}\n---\n## 2026-11-14 08:00 +00:00 investigating (next: 12h)\n\n" +
			word + "\n\n    " + word + "\n\n| " + word + " | b |\n|---|---|\n| " + word + " | " + word + " |\n",
	}), onCalm, "/"))
	for _, path := range []string{"", "incidents/a/", "components/web/", "uptime/", "history/", "subscribe/"} {
		for _, width := range []int64{320, 1280} {
			v.dress(width, "light")
			v.open(path)
			if over := evaluate[int](v, "document.documentElement.scrollWidth - innerWidth"); over > 0 {
				t.Errorf("/%s is %d pixels wider than a window of %d", path, over, width)
			}
		}
	}
}
