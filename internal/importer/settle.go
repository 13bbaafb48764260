package importer

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"ownup/internal/content"
	"ownup/internal/markdown"
	"ownup/internal/status"
)

// settle makes of a history what files can say: whatever follows from something else is
// left out, and whatever contradicts itself is decided, and told. The names are those
// that earlier imports gave, by key.
func settle(h *History, names map[string]string, now time.Time, r *Report) *History {
	var records []Record
	for _, record := range h.Records {
		s := settler{Record: &record, zone: h.Zone, now: now, report: r}
		if s.settle() {
			records = append(records, record)
		}
	}
	slices.SortStableFunc(records, func(a, b Record) int {
		return cmp.Or(began(&a.Incident).Compare(began(&b.Incident)), cmp.Compare(a.Key, b.Key))
	})
	h.Records = records
	observe(h, now, r)
	named(records, h.Zone, names)
	return h
}

// began gives the earliest instant that an incident knows.
func began(i *status.Incident) time.Time {
	t := i.FirstWord()
	if !i.Started.IsZero() && i.Started.Before(t) {
		t = i.Started
	}
	return t
}

// settler settles one record.
type settler struct {
	*Record
	zone   *time.Location
	now    time.Time
	report *Report
}

// settle reports false where the record cannot be told at all.
func (s *settler) settle() bool {
	i := &s.Incident
	if i.Title = line(i.Title); i.Title == "" {
		i.Title = "Untitled " + i.Kind.String()
		s.report.note(Guess, s.Pos, "it has no title")
	}
	s.texts()
	s.times()
	if i.FirstWord().IsZero() {
		s.report.about(Refused, s.Pos, i.Title, "it says no time at which anything was")
		return false
	}
	i.Components = distinct(i.Components)
	switch i.Kind {
	case status.KindMaintenance:
		s.maintenance()
	case status.KindNotice:
		s.notice()
	default:
		s.incident()
	}
	s.claims()
	s.impact()
	if c, ok := i.Course(s.now); ok && c.Open {
		i.Backfilled = false // what is not over is news
	}
	cleanAliases(i)
	return true
}

// texts makes every text one that a file can hold.
func (s *settler) texts() {
	i := &s.Incident
	i.Intro, i.Internal = s.text(i.Intro), content.Prose(i.Internal)
	for n := range i.Updates {
		i.Updates[n].Text = s.text(i.Updates[n].Text)
	}
}

// text makes a text one that a file can hold, and tells what its page does not show.
func (s *settler) text(text string) string {
	text = content.Prose(text)
	for _, h := range markdown.Parse(text).HTMLPlaces() {
		s.report.about(Left, s.Pos, h.What, "HTML that Markdown has no words for: the page shows it as text")
	}
	for _, l := range markdown.Links(text) {
		if l.Picture && strings.Contains(l.URL, "//") {
			s.report.about(Left, s.Pos, l.URL, "a picture on another host: the page shows a link to it")
		}
	}
	for _, name := range markdown.References(text) {
		if _, ok := s.Pictures[name]; !ok {
			s.report.about(Left, s.Pos, name, "a picture that is not there: its words stay")
			text = strings.ReplaceAll(text, "![", "[")
		}
	}
	if len(s.Pictures) == 0 && len(markdown.References(text)) > 0 {
		return content.Escaped(text)
	}
	return text
}

// times cuts all times to seconds, orders the updates, and leaves out what follows from
// them. An incident begins no later than anything that is said of it.
func (s *settler) times() {
	i := &s.Incident
	for _, t := range []*time.Time{&i.Started, &i.Detected, &i.Until, &i.Window.From, &i.Window.Until} {
		*t = t.Truncate(time.Second)
	}
	for n := range i.Updates {
		u := &i.Updates[n]
		u.At, u.Since = u.At.Truncate(time.Second), u.Since.Truncate(time.Second)
	}
	slices.SortStableFunc(i.Updates, func(a, b status.Update) int {
		if a.At.IsZero() != b.At.IsZero() { // a postmortem that is told with the end
			return b.At.Compare(a.At)
		}
		return a.At.Compare(b.At)
	})
	for n := range i.Updates {
		u := &i.Updates[n]
		if u.At.IsZero() {
			continue
		}
		if !u.Since.Before(u.At) {
			u.Since = time.Time{}
		}
		if !i.Started.IsZero() && u.Effective().Before(i.Started) {
			if u.At.Before(i.Started) {
				s.report.note(Guess, s.Pos, "it is said to begin after its first update: it begins with that")
			}
			i.Started = u.Effective()
		}
	}
	if len(i.Updates) > 0 && i.Started.Equal(i.Updates[0].Effective()) {
		i.Started = time.Time{}
	}
}

// distinct keeps the last claim of each component, in the order of naming.
func distinct(claims []status.Claim) []status.Claim {
	var all []status.Claim
	for _, c := range claims {
		if n := slices.IndexFunc(all, func(a status.Claim) bool { return a.Component == c.Component }); n >= 0 {
			all[n] = c
			continue
		}
		all = append(all, c)
	}
	return all
}

// incident lets an incident that is spoken of after its end open again with what was
// affected before. Effects end with it.
func (s *settler) incident() {
	i := &s.Incident
	over := false
	if len(i.Updates) > 0 && i.Updates[0].Phase == status.NoChange {
		i.Updates[0].Phase = status.Investigating // that is the phase which it keeps
	}
	for n := range i.Updates {
		u := &i.Updates[n]
		u.Window = status.Window{}
		switch {
		case u.Phase.Ends():
			over = true
		case !u.Phase.Keeps():
			if over && len(u.Claims) == 0 {
				u.Claims = s.worst(n)
			}
			over = false
		}
	}
	if i.Detected.Before(began(i)) {
		i.Detected = time.Time{}
	}
}

// worst gives the worst claim on each component before an update.
func (s *settler) worst(update int) []status.Claim {
	claims := slices.Clone(s.Incident.Components)
	for _, u := range s.Incident.Updates[:update] {
		claims = append(claims, u.Claims...)
	}
	slices.SortStableFunc(claims, func(a, b status.Claim) int { return cmp.Compare(a.Health, b.Health) })
	all := distinct(claims)
	for n := range all {
		all[n].Since = time.Time{}
	}
	slices.SortStableFunc(all, func(a, b status.Claim) int { return strings.Compare(a.Component, b.Component) })
	if len(all) > 0 {
		s.report.note(Guess, s.Pos, "it opens again after its end, and does not say with what: it is as bad as it was")
	}
	return all
}

// notice takes the effects from a notice, which has none.
func (s *settler) notice() {
	i := &s.Incident
	i.Started, i.Detected, i.Impact = time.Time{}, time.Time{}, status.ImpactDerived
	for n := range i.Components {
		i.Components[n].Health, i.Components[n].Since = status.Operational, time.Time{}
	}
	for n := range i.Updates {
		u := &i.Updates[n]
		u.Claims = nil
		if u.Phase != status.Resolved {
			u.Phase = status.NoChange
		}
	}
}

// claims drops what is said again, and what an end says by itself.
func (s *settler) claims() {
	i := &s.Incident
	now := map[string]status.Health{}
	for _, c := range i.Components {
		now[c.Component] = c.Health
	}
	for n := range i.Updates {
		u := &i.Updates[n]
		u.Claims = slices.DeleteFunc(distinct(u.Claims), func(c status.Claim) bool {
			before, known := now[c.Component]
			if u.Phase.Ends() {
				if c.Health != status.Operational {
					s.report.note(Guess, s.Pos, "its end leaves a component %s: the end counts", c.Health)
				}
				return known || n > 0
			}
			now[c.Component] = c.Health
			return known && before == c.Health && c.Since.IsZero()
		})
		slices.SortFunc(u.Claims, func(a, b status.Claim) int { return strings.Compare(a.Component, b.Component) })
		if u.Phase.Ends() {
			for n := range u.Claims {
				u.Claims[n].Health = status.Operational
			}
			for component := range now {
				now[component] = status.Operational
			}
		}
	}
}

// impact leaves the impact out where it follows from the healths.
func (s *settler) impact() {
	i := &s.Incident
	given := i.Impact
	i.Impact = status.ImpactDerived
	end := i.FirstWord()
	for _, u := range i.Updates {
		end = later(end, u.At)
	}
	course, _ := i.Course(end.Add(time.Second))
	if i.Kind == status.KindIncident && given != course.Impact {
		i.Impact = given
	}
}
