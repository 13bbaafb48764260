package site_test

import (
	"strings"
	"testing"

	"ownup/internal/status"
)

func TestASitesOwnWaysToSubscribeStandBeforeTheFeeds(t *testing.T) {
	s, files := load(t, "")
	s.Subscribe = []status.Way{
		{Name: "Mail & more", Description: "All of it", URL: "mailto:status@example.com"},
		{Name: "Chat", Command: "/feed <address>"},
	}
	page := render(t, tree(t, s, files, after()))["subscribe/index.html"]
	const want = `<ul class="feeds"><li><a href="mailto:status@example.com">Mail &amp; more</a> <span class="meta">All of it</span></li>` +
		"\n<li>Chat <code>/feed &lt;address&gt;</code></li>"
	if at := strings.Index(page, want); at < 0 || at > strings.Index(page, "history.rss</code>") {
		t.Errorf("there is no\n%s\nbefore the feeds in\n%s", want, page)
	}
}

func TestAPhoneNumberIsALinkInTheFooter(t *testing.T) {
	s, files := load(t, "")
	s.Contact = "tel:+13035550100"
	if page := render(t, tree(t, s, files, after()))["index.html"]; !strings.Contains(page, `<a href="tel:+13035550100">`) {
		t.Errorf("there is no link to call in\n%s", page)
	}
}
