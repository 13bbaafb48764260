package importer

import (
	"slices"
	"strconv"
	"strings"

	"ownup/internal/content"
	"ownup/internal/status"
)

// roster collects the components of a source, in its order, and gives each an id that a
// site can have.
type roster struct {
	groups []status.Group
	ids    map[string]string // by what the source calls the component
	taken  map[string]bool
}

func newRoster() *roster { return &roster{ids: map[string]string{}, taken: map[string]bool{}} }

// reserved are words of the grammar of updates, which no component can have as its id.
var reserved = []string{"all", "next", "from", "until", "since"}

// longestID is how many characters an id may have: it names a folder of the site.
const longestID = 100

// idOfName makes an id of a name.
func idOfName(name string) string {
	words := strings.FieldsFunc(content.Slug(name), func(c rune) bool { return c == '-' || c == '.' || c == '_' })
	base := strings.Join(words, "-")
	if len(base) > longestID {
		base = strings.TrimRight(base[:longestID], "-")
	}
	if base == "" || base == "incident" && !strings.Contains(strings.ToLower(name), "incident") {
		base = "component"
	}
	if slices.Contains(reserved, base) {
		base += "-component"
	}
	return base
}

// numbered reports whether an id is another one with a number behind it.
func numbered(id, base string) bool {
	n, ok := strings.CutPrefix(id, base+"-")
	return ok && n != "" && strings.Trim(n, "0123456789") == ""
}

// id makes an id of a name that no other component or group has.
func (r *roster) id(name string) string {
	base := idOfName(name)
	id := base
	for n := 2; r.taken[id]; n++ {
		id = base + "-" + strconv.Itoa(n)
	}
	r.taken[id] = true
	return id
}

// add adds a component to a group, which begins where it is not there yet; a group
// without a name is a run of components by themselves. What the source calls the
// component is its key, and the id that it proposes counts before its name. Of two with
// one key the first counts.
func (r *roster) add(key string, c status.Component, group string) string {
	if id, known := r.ids[key]; known {
		return id
	}
	c.ID, c.Name = r.id(first(c.ID, c.Name)), line(c.Name)
	c.Description = line(c.Description)
	r.ids[key] = c.ID
	g := r.group(group)
	g.Components = append(g.Components, c)
	return c.ID
}

// group finds a group by its name, or begins it.
func (r *roster) group(name string) *status.Group {
	name = line(name)
	last := len(r.groups) - 1
	for n := range r.groups {
		if g := &r.groups[n]; g.Name == name && (name != "" || n == last) {
			return g
		}
	}
	g := status.Group{Name: name}
	if name != "" {
		g.ID = r.id("group-" + name)
	}
	r.groups = append(r.groups, g)
	return &r.groups[len(r.groups)-1]
}

// find gives the id of the component that the source calls so.
func (r *roster) find(key string) (string, bool) {
	id, ok := r.ids[key]
	return id, ok
}

// line makes one line of any text.
func line(text string) string { return strings.Join(strings.Fields(content.PlainText(text)), " ") }
