package content

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"ownup/internal/status"
)

// FormatSite writes site.yaml as a careful person would have written it: what has its
// usual value is left out. What it writes loads to the same value, incidents and files
// apart.
func FormatSite(s *status.Site) []byte {
	w := formatter{clock: clock{s.Zone}}
	w.key("format", fmt.Sprint(formatNow))
	w.key("title", Scalar(s.Title))
	w.key("url", plainURL(s.URL))
	w.key("timezone", s.Zone.String())
	if len(s.Languages) > 1 || len(s.Languages) == 1 && s.Languages[0] != "en" {
		w.key("languages", "["+strings.Join(s.Languages, ", ")+"]")
	}
	w.key("since", day(s.Since))
	w.key("contact", plainURL(s.Contact))
	w.key("repository", plainURL(s.Repository))
	w.flag("noindex", s.NoIndex)
	if s.StaleAfter != staleAfter && s.StaleAfter > 0 {
		w.key("stale_after", formatDuration(s.StaleAfter.Truncate(time.Minute)))
	}
	w.weights(s.Weights)
	w.disclosure(s.Record)
	w.check(s.Check)
	w.brand(s.Brand)
	w.ways(s.Subscribe)
	if s.Hub != "" {
		w.line("feeds:")
		w.key("  hub", plainURL(s.Hub))
	}
	w.targets(s.Publish)
	w.receivers(s.Notify)
	w.line("components:")
	for _, g := range s.Groups {
		w.group(g, s.Since)
	}
	return w.Bytes()
}

// bareURL is an address that is itself in YAML.
var bareURL = regexp.MustCompile(`^(?:https?://|mailto:|tel:)[A-Za-z0-9._~/%@+-]+(?::\d+)?(?:/[A-Za-z0-9._~/%@+-]*)?$`)

// plainURL writes an address, in quotes where it needs them.
func plainURL(address string) string {
	if address == "" || bareURL.MatchString(address) {
		return address
	}
	return Scalar(address)
}

// day writes a date; nothing where none is given.
func day(d status.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

// weights writes those that are not the usual ones.
func (w *formatter) weights(weights status.Weights) {
	usual := status.DefaultWeights()
	if weights == usual || weights == (status.Weights{}) {
		return
	}
	w.line("weights:")
	for _, h := range status.Healths()[1:] {
		if weights.Cost[h] != usual.Cost[h] {
			w.line("  " + h.String() + ": " + decimal(weights.Cost[h], 0))
		}
	}
	if weights.ExcludeMaintenance {
		w.line("  under_maintenance: exclude")
	}
}

func (w *formatter) group(g status.Group, since status.Date) {
	indent := "  "
	if g.Name != "" {
		w.line("  - group: " + Scalar(g.Name))
		if g.ID != "group-"+componentSlug(g.Name) {
			w.line("    id: " + g.ID)
		}
		w.line("    components:")
		indent = "      "
	}
	for _, c := range g.Components {
		w.component(c, indent, since)
	}
}

func (w *formatter) component(c status.Component, indent string, since status.Date) {
	w.line(indent + "- id: " + Scalar(c.ID))
	indent += "  "
	key := func(name, value string) {
		if value != "" {
			w.line(indent + name + ": " + value)
		}
	}
	if c.Name != c.ID {
		key("name", Scalar(c.Name))
	}
	if c.Description != "" {
		key("description", Scalar(c.Description))
	}
	if c.SLO != 0 {
		key("slo", decimal(c.SLO, 2))
	}
	if c.Since != since {
		key("since", day(c.Since))
	}
	key("until", day(c.Until))
}

// decimal writes a fraction as [readDecimal] reads it, moved by so many decimal places to
// the left.
func decimal(f status.Fraction, places int) string {
	for range places {
		f *= 10
	}
	whole := f / status.Whole
	text := fmt.Sprintf("%d.%07d", whole, f%status.Whole)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}
