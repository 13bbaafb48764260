package importer

import (
	"strconv"
	"strings"
	"time"

	"ownup/internal/content"
	"ownup/internal/status"
)

// observe says since when each component is observed, where the source does not: since
// the first day of the history, or of what names the component before. A component that
// only old incidents name is retired on the day after the last of them, unless one of
// them is open.
func observe(h *History, now time.Time, r *Report) {
	if len(h.Groups) == 0 {
		h.Groups = []status.Group{{Components: []status.Component{{ID: "website", Name: first(line(h.Title), "Website")}}}}
		r.about(Invented, h.Pos, h.Groups[0].Components[0].Name, "the source has no component, and a site needs one")
	}
	start, uses := used(h, now)
	guessed := false
	for g := range h.Groups {
		for n := range h.Groups[g].Components {
			c := &h.Groups[g].Components[n]
			u, named := uses[c.ID]
			if c.Since.IsZero() {
				c.Since, guessed = start, true
			}
			if named && u.first.Compare(c.Since) < 0 {
				c.Since = u.first
			}
			if c.Until != beforeAll {
				continue
			}
			if c.Until = (status.Date{}); named && !u.open {
				c.Until = u.last.AddDays(1)
			}
		}
	}
	if guessed {
		r.note(Guess, h.Pos, "the source does not say since when its components are observed: since %s, the first day of its history", start)
	}
}

// use is when incidents name a component.
type use struct {
	first, last status.Date
	open        bool // one of them is not over
}

// used gives the first day of a history, today where it has none, and when incidents name
// each component, by its id.
func used(h *History, now time.Time) (start status.Date, uses map[string]use) {
	start, uses = status.DateOf(now, h.Zone), map[string]use{}
	for n := range h.Records {
		i := &h.Records[n].Incident
		from, until := reach(i)
		first, last := status.DateOf(from, h.Zone), status.DateOf(until, h.Zone)
		if first.Compare(start) < 0 {
			start = first
		}
		course, ok := i.Course(now)
		for component := range componentsOf(i) {
			u, known := uses[component]
			if !known || first.Compare(u.first) < 0 {
				u.first = first
			}
			if !known || last.Compare(u.last) > 0 {
				u.last = last
			}
			u.open = u.open || ok && course.Open
			uses[component] = u
		}
	}
	return start, uses
}

// reach gives the first and the last instant that an incident speaks of.
func reach(i *status.Incident) (from, until time.Time) {
	from, until = began(i), began(i)
	for _, u := range i.Updates {
		if u.At.After(until) {
			until = u.At
		}
	}
	if i.Window.Until.After(until) {
		until = i.Window.Until
	}
	return from, until
}

// componentsOf gives the components that an incident names.
func componentsOf(i *status.Incident) map[string]bool {
	all := map[string]bool{}
	for _, c := range i.Components {
		all[c.Component] = true
	}
	for _, u := range i.Updates {
		for _, c := range u.Claims {
			all[c.Component] = true
		}
	}
	return all
}

// named gives each record the name of its file, which no other has: that of an earlier
// import, else the source's own, else the day and the title.
func named(records []Record, zone *time.Location, earlier map[string]string) {
	taken := map[string]bool{}
	for _, name := range earlier {
		taken[strings.ToLower(name)] = true
	}
	for n := range records {
		record := &records[n]
		if name, known := earlier[record.Key]; known {
			record.Incident.ID = name
			continue
		}
		base := fileName(record.Name)
		if record.Name == "" {
			base = status.DateOf(began(&record.Incident), zone).String() + "-" + short(fileName(record.Incident.Title))
		}
		id := base
		for n := 2; taken[strings.ToLower(id)]; n++ {
			id = base + "-" + strconv.Itoa(n)
		}
		taken[strings.ToLower(id)] = true
		record.Incident.ID = id
	}
}

// longest is how many characters the name of any file may have, so that every file system
// can hold it.
const longest = 180

// fileName makes a name of any text. It holds no dot, which might set a language apart.
func fileName(text string) string {
	name := strings.ReplaceAll(content.Slug(text), ".", "-")
	if len(name) > longest {
		name = strings.Trim(name[:longest], "-_")
	}
	if name == "index" || name == "readme" {
		name += "-incident"
	}
	return name
}

// nameAtMost is how many characters of a title a file's name has room for.
const nameAtMost = 60

// short cuts a slug between two words where it is too long for a name.
func short(slug string) string {
	if len(slug) <= nameAtMost {
		return slug
	}
	cut := slug[:nameAtMost+1]
	if at := strings.LastIndexByte(cut, '-'); at > 0 {
		return strings.Trim(cut[:at], "-._")
	}
	return strings.Trim(cut[:nameAtMost], "-._")
}
