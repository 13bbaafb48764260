package record

import (
	"strings"
	"time"

	"ownup/internal/status"
)

// update compares an update with what it was before. Readers saw both.
func (c *change) update(b, u status.Update) {
	first := len(c.found)
	if b.ID != bare && u.ID != bare {
		c.time(status.EditStated, b.At, u.At)
	}
	if !b.Since.Equal(u.Since) {
		c.time(status.EditSince, b.Effective(), u.Effective())
	}
	c.time(status.EditPromise, b.Next, u.Next)
	c.value(b.Phase != u.Phase, status.Edit{Kind: status.EditPhase, Was: status.Value{Phase: b.Phase}, Is: status.Value{Phase: u.Phase}})
	c.value(!sameWindow(b.Window, u.Window), status.Edit{Kind: status.EditWindow, Was: status.Value{Window: b.Window}, Is: status.Value{Window: u.Window}})
	c.claims(b.Effective(), resolved(b), u.Effective(), resolved(u))
	switch {
	case b.Phase == status.Postmortem && u.Phase == status.Postmortem:
		c.postmortem(b, u)
	case !reads(b.Text, u.Text):
		c.add(c.text(status.EditText, b.At, words(b.Text), words(u.Text)))
	}
	for n := range c.found[first:] {
		e := &c.found[first+n]
		e.Update, e.Stated, e.From = u.ID, u.At, later(e.From, later(b.At, u.At))
	}
}

// bare is the id of a postmortem that states no time: it is told with the end.
const bare = "postmortem"

// visible gives the claims of the front matter that readers know of.
func visible(f face) []status.Claim {
	var claims []status.Claim
	for _, k := range f.incident.Components {
		if !k.Since.After(f.at) {
			claims = append(claims, k)
		}
	}
	return claims
}

// resolved gives the claims of an update, each with the instant since when it holds.
func resolved(u status.Update) []status.Claim {
	var claims []status.Claim
	for _, k := range u.Claims {
		if k.Since.IsZero() {
			k.Since = u.Effective()
		}
		claims = append(claims, k)
	}
	return claims
}

// claims compares what is said of the components. Where a claim began with its update, and
// still does, that this begins at another time is told of the update alone.
func (c *change) claims(began time.Time, before []status.Claim, begins time.Time, after []status.Claim) {
	was, is := byComponent(before), byComponent(after)
	for _, k := range before {
		if _, kept := is[k.Component]; !kept {
			c.add(status.Edit{Kind: status.EditHealth, Component: k.Component, Was: status.Value{Health: k.Health}})
		}
	}
	for _, k := range after {
		b, known := was[k.Component]
		switch {
		case !known || b.Health != k.Health:
			c.add(status.Edit{Kind: status.EditHealth, Component: k.Component, Was: status.Value{Health: b.Health}, Is: status.Value{Health: k.Health}})
		case b.Since.Equal(began) && k.Since.Equal(begins):
		case !b.Since.Equal(k.Since):
			c.add(status.Edit{Kind: status.EditSince, Component: k.Component, Was: status.Value{Time: b.Since}, Is: status.Value{Time: k.Since}})
		}
	}
}

func byComponent(claims []status.Claim) map[string]status.Claim {
	all := make(map[string]status.Claim, len(claims))
	for _, k := range claims {
		all[k.Component] = k
	}
	return all
}

// translations compares the texts in other languages, as far as readers see them.
func (c *change) translations() {
	was, is := c.before.translated(), c.after.translated()
	for _, t := range c.after.incident.Translations {
		c.value(is[t.Language] != was[t.Language], status.Edit{Kind: status.EditTranslation, Language: t.Language})
	}
	for _, t := range c.before.incident.Translations {
		_, kept := is[t.Language]
		c.value(!kept, status.Edit{Kind: status.EditTranslation, Language: t.Language})
	}
}

// translated gives what readers see of each translation, by language.
func (f face) translated() map[string]string {
	all := map[string]string{}
	for _, t := range f.incident.Translations {
		texts := []string{t.Title, look(t.Intro)}
		for _, u := range f.said() {
			texts = append(texts, look(t.Texts[u.ID]))
		}
		all[t.Language] = strings.Join(texts, "\x00")
	}
	return all
}
