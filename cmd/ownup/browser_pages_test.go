package main

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

func TestTheOrderOfUpdatesIsNewestFirstWhileItLastsUnlessSomeoneChoseAnother(t *testing.T) {
	v := newBrowser(t).tab(t, publish(t, meridian, inOutage, "/"))
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

// searched waits until the search says something, and gives that and the titles it shows.
const searched = `new Promise(done => {
	const said = document.getElementById("found");
	const look = () => said.textContent && done([said.textContent, ...[...document.querySelectorAll("#results .title")].map(e => e.textContent)].join("\n"));
	new MutationObserver(look).observe(said, {childList: true});
	look();
})`

func TestTheHistoryIsSearchedByWordsComponentAndImpact(t *testing.T) {
	v := newBrowser(t).tab(t, publish(t, meridian, onCalm, "/status/"))
	for _, fault := range v.open("history/") {
		t.Error(fault)
	}
	for _, address := range v.requests() {
		if strings.HasSuffix(address, ".json") {
			t.Errorf("the index is asked for before anyone searches: %s", address)
		}
	}
	for _, c := range []struct{ query, want string }{
		{"?q=CALLS+new+york", "Found: 1\nNew York datacentre down, calls interrupted"},
		{"?component=core&impact=minor", "Found: 1\nCore routers lose traffic"},
		{"?q=no+such+thing", "Nothing was found."},
	} {
		v.open("history/" + c.query)
		if got := evaluate[string](v, searched); got != c.want {
			t.Errorf("%s: %q, want %q", c.query, got, c.want)
		}
	}
	v.open("history/")
	v.do(chromedp.SendKeys("#search input", "certificate", chromedp.ByQuery), chromedp.WaitVisible("#results a", chromedp.ByQuery))
	if got := evaluate[string](v, "location.search"); got != "?q=certificate" {
		t.Errorf("what is looked for stands in the address as %q", got)
	}
	if got := evaluate[string](v, "[...document.querySelectorAll('#results mark')].map(e => e.textContent).join()"); got != "certificate" {
		t.Errorf("the results have %q marked", got)
	}
	v.do(chromedp.Click("#results a", chromedp.ByQuery), chromedp.WaitVisible("article.incident", chromedp.ByQuery))
	if got := evaluate[string](v, "location.pathname"); got != "/status/incidents/2024-10-21-expired-certificate/" {
		t.Errorf("the result leads to %s", got)
	}
	for _, fault := range v.faultsSoFar() {
		t.Error(fault)
	}
}

// loaded waits until what looks for news has been loaded.
const loaded = `new Promise(done => {
	const look = () => performance.getEntriesByType("resource").some(e => /news/.test(e.name)) && done("");
	new PerformanceObserver(look).observe({type: "resource", buffered: true});
	look();
})`

// told waits until the page tells of news, and gives what it says of them.
const told = `new Promise(done => {
	const news = document.querySelector(".news"), look = () => news.textContent && done(news.innerText);
	new MutationObserver(look).observe(news, {childList: true});
	look();
})`

func TestAPageBringsInANewerBuildWithoutMovingWhatIsRead(t *testing.T) {
	site := publish(t, meridian, inOutage, "/")
	v := newBrowser(t).tab(t, site)
	built := instant(t, inOutage)
	v.before(wound(built))
	rebuild := func(now string) {
		t.Helper()
		run(t, "-C", meridian, "build", "--now", now, "--out", site.folder, "--base-url", site.url)
	}
	minute := func(n int) {
		t.Helper()
		evaluate[int](v, "to => (wind(to), 0)", built.Add(time.Duration(n)*61*time.Second).UnixMilli())
	}
	newest := func() string {
		t.Helper()
		return evaluate[string](v, "document.querySelector('.updates > li').id")
	}
	v.open("incidents/2026-09-03-core-routing/")

	rebuild("2026-09-03T11:26-04:00")
	minute(1)
	evaluate[string](v, loaded)
	if got := v.requests(); slices.ContainsFunc(got, func(a string) bool { return strings.HasSuffix(a, ".json") }) {
		t.Errorf("while nobody sees it, it asks for %v", got)
	}
	v.do(page.BringToFront())
	if got, want := evaluate[string](v, told), "This page has been brought up to date: Packet loss between core and edge routers"; got != want {
		t.Errorf("at the top it says %q, want %q", got, want)
	}
	if got, want := newest(), "20260903T152500Z"; got != want {
		t.Errorf("at the top the newest update is %s, want %s", got, want)
	}

	evaluate[int](v, "(document.querySelector('.news').replaceChildren(), scrollTo(0, 400), 0)")
	rebuild("2026-09-03T13:21-04:00")
	minute(2)
	if got, want := evaluate[string](v, told), "There is a newer version of this page. Show it"; got != want {
		t.Errorf("further down it says %q, want %q", got, want)
	}
	if got, want := newest(), "20260903T152500Z"; got != want || evaluate[int](v, "scrollY") != 400 {
		t.Errorf("further down the newest update is %s, want %s still, and the page moved", got, want)
	}
	v.do(chromedp.Click(".news button", chromedp.ByQuery))
	if got, want := newest(), "20260903T172000Z"; got != want || evaluate[int](v, "scrollY") != 0 {
		t.Errorf("when it is asked for, the newest update is %s, want %s at the top", got, want)
	}

	v.do(chromedp.Click("#order", chromedp.ByQuery)) // it was set up anew
	if got := newest(); got == "20260903T172000Z" {
		t.Error("the order of what was brought in cannot be turned")
	}
	for _, fault := range v.faultsSoFar() {
		t.Error(fault)
	}
}

func TestAPageWithoutOpenIncidentsAsksForNothingMore(t *testing.T) {
	v := newBrowser(t).tab(t, publish(t, meridian, onCalm, "/"))
	v.before(wound(instant(t, onCalm)))
	v.open("")
	evaluate[int](v, "to => (wind(to), 0)", instant(t, onCalm).Add(time.Hour).UnixMilli())
	for _, address := range v.requests() {
		if strings.Contains(address, "news.") || strings.HasSuffix(address, ".json") {
			t.Errorf("in a calm hour it asks for %s", address)
		}
	}
}
