package main

import (
	"strings"
	"testing"

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
	v.do(chromedp.Click("#results a", chromedp.ByQuery), chromedp.WaitVisible("article.incident", chromedp.ByQuery))
	if got := evaluate[string](v, "location.pathname"); got != "/status/incidents/2024-10-21-expired-certificate/" {
		t.Errorf("the result leads to %s", got)
	}
	for _, fault := range v.faultsSoFar() {
		t.Error(fault)
	}
}
