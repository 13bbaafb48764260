package site_test

import (
	"strings"
	"testing"

	"ownup/internal/status"
)

func TestWhatWorksAgainIsNamedInALineOfItsOwn(t *testing.T) {
	s, files := load(t, "")
	for n := range s.Incidents {
		if i := &s.Incidents[n]; i.ID == "2026-09-03-mail-stuck" {
			i.Updates[1].Claims = append(i.Updates[1].Claims, status.Claim{Component: "imap", Health: status.Operational})
		}
	}
	page := render(t, tree(t, s, files, during()))["index.html"]
	card := page[strings.Index(page, "<article"):strings.Index(page, "</article>")]
	if !strings.Contains(card, "<p>Working again: Receiving</p>") || strings.Contains(card, "operational") || !strings.Contains(card, "Sending</a> down") {
		t.Errorf("of what works again the card says\n%s", card)
	}
}
