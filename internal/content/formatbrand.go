package content

import (
	"strings"

	"ownup/internal/status"
)

// brand writes what makes the look the site's own.
func (w *formatter) brand(b status.Brand) {
	if b == (status.Brand{}) {
		return
	}
	w.line("brand:")
	key := func(name, value string) {
		if value != "" {
			w.line("  " + name + ": " + value)
		}
	}
	key("accent", pair("light", b.Accent.Light, "dark", b.Accent.Dark))
	key("header", pair("light", b.Header.Light, "dark", b.Header.Dark))
	key("logo", pair("light", b.Logo.Light, "dark", b.Logo.Dark))
	key("favicon", quoted(b.Favicon))
	key("font", pair("regular", b.Font.Regular, "bold", b.Font.Bold))
}

// pair writes two values: one for both where they are the same, else a map of those that
// there are.
func pair(first string, a status.Written, second string, b status.Written) string {
	if a.Text == b.Text {
		return quoted(a)
	}
	var keys []string
	if a.Text != "" {
		keys = append(keys, first+": "+quoted(a))
	}
	if b.Text != "" {
		keys = append(keys, second+": "+quoted(b))
	}
	return "{" + strings.Join(keys, ", ") + "}"
}

// quoted writes a value, which may stand in a map in braces; nothing where there is none.
func quoted(v status.Written) string {
	if v.Text == "" {
		return ""
	}
	return flowScalar(v.Text)
}

// ways writes the site's own ways to hear of incidents.
func (w *formatter) ways(all []status.Way) {
	if len(all) == 0 {
		return
	}
	w.line("subscribe:")
	for _, way := range all {
		w.line("  - name: " + Scalar(way.Name))
		key := func(name, value string) {
			if value != "" {
				w.line("    " + name + ": " + value)
			}
		}
		if way.Description != "" {
			key("description", Scalar(way.Description))
		}
		key("url", way.URL)
		if way.Command != "" {
			key("command", Scalar(way.Command))
		}
	}
}
