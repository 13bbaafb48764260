package content

import (
	"net/url"
	"strings"
)

// hub reads the WebSub hub of the feeds. Its address is kept to the letter, for a hub may
// know one with a slash at its end and not the other.
func (r *siteReader) hub() string {
	v, ok := r.take("feeds")
	if !ok {
		return ""
	}
	f := r.below("feeds", v, "feeds:\n    hub: https://hub.example.com/")
	if f == nil {
		return ""
	}
	address := f.link("hub", "https", "http")
	f.done()
	if address == "" {
		return ""
	}
	given, _ := f.Key("hub")
	if u, err := url.Parse(address); err != nil || u.User != nil {
		r.problems.Add(given.Pos, "take it out: every feed names the hub, to everybody", "the hub's address holds a user's name or a password")
		return ""
	}
	return strings.TrimSpace(given.Text)
}
