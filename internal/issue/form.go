package issue

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"ownup/internal/content"
	"ownup/internal/diag"
	"ownup/internal/markdown"
	"ownup/internal/status"
)

// The fields of the form, by their labels, in the order of the form. The last one takes
// all that follows it.
const (
	fieldAffected = "Affected"
	fieldHealth   = "How bad"
	fieldPhase    = "Status"
	fieldSince    = "Since"
	fieldNext     = "Next update in"
	fieldWords    = "What people notice"
)

var fields = []string{fieldAffected, fieldHealth, fieldPhase, fieldSince, fieldNext, fieldWords}

// empties are what forges write where a field was left empty.
var empties = []string{"_no response_", "none", ""}

// filledIn gives the values of a form by the labels of its fields, where a body is one: it
// begins with the heading of a field. A heading that is none belongs to the text above it.
func filledIn(body string) (map[string]string, bool) {
	lines := strings.Split(body, "\n")
	values := map[string]string{}
	field, from := "", 0
	take := func(to int) {
		if field != "" {
			values[field] = strings.TrimSpace(strings.Join(lines[from:to], "\n"))
		}
	}
	for _, l := range markdown.Parse(body).Lines() {
		label, ok := fieldOf(l)
		_, twice := values[label]
		if !ok || twice || label == field || field == fieldWords || field == "" && strings.TrimSpace(strings.Join(lines[:l.Line-1], "")) != "" {
			continue
		}
		take(l.Line - 1)
		field, from = label, l.Line
	}
	take(len(lines))
	for label, value := range values {
		if slices.Contains(empties, strings.ToLower(value)) {
			values[label] = ""
		}
	}
	return values, field != ""
}

// fieldOf gives the field that a line is the heading of.
func fieldOf(l markdown.Line) (string, bool) {
	words, ok := strings.CutPrefix(l.Text, "### ")
	if !ok || l.Kind != markdown.Heading {
		return "", false
	}
	n := slices.IndexFunc(fields, func(label string) bool { return strings.EqualFold(label, strings.TrimSpace(words)) })
	if n < 0 {
		return "", false
	}
	return fields[n], true
}

// fill puts into a new incident what a form says that was sent in at the given time.
func fill(i *status.Incident, values map[string]string, at time.Time, s *status.Site) error {
	u := &i.Updates[0]
	wrong := func(field string, err error) error { return fmt.Errorf("%q: %w", field, err) }
	var err error
	if i.Components, err = affected(values[fieldAffected], values[fieldHealth], at, s); err != nil {
		return wrong(fieldAffected, err)
	}
	if word := values[fieldPhase]; word != "" {
		var rest string
		var said status.Update
		said, rest, err = content.ParseHeading(word, i.Kind, at, s.Zone)
		if err == nil && rest != "" {
			err = fmt.Errorf("unexpected %q", rest)
		}
		if err != nil {
			return wrong(fieldPhase, err)
		}
		u.Phase = said.Phase
	}
	if since := values[fieldSince]; since != "" {
		if i.Started, err = content.ParseSince(since, at, s.Zone); err != nil {
			return wrong(fieldSince, err)
		}
	}
	if next := values[fieldNext]; next != "" {
		if u.Next, err = content.ParseLater(next, at, s.Zone); err != nil {
			return wrong(fieldNext, err)
		}
	}
	u.Text = prose(values[fieldWords])
	return nil
}

// affected reads the components of a form, which all have one health, unless one says its
// own.
func affected(list, worst string, at time.Time, s *status.Site) ([]status.Claim, error) {
	health, _, _ := strings.Cut(worst, "(")
	h, known := status.ParseHealth(strings.TrimSpace(health))
	var claims []status.Claim
	parts := items(list)
	for len(parts) > 0 {
		id, taken := component(parts, s)
		if taken == 0 && strings.ContainsAny(parts[0], ":=") {
			c, err := content.ParseClaim(parts[0], at, s.Zone)
			if err != nil {
				return nil, err
			}
			c.Pos = diag.Pos{}
			claims, parts = append(claims, c), parts[1:]
			continue
		}
		switch {
		case taken == 0:
			return nil, fmt.Errorf("unknown component %q\n\t%s", parts[0], diag.DidYouMean(parts[0], ids(s)))
		case !known:
			return nil, fmt.Errorf("%q is %q, which is no health\n\t%s", fieldHealth, worst, diag.DidYouMean(health, status.HealthWords()))
		}
		claims, parts = append(claims, status.Claim{Component: id, Health: h}), parts[taken:]
	}
	return claims, nil
}

// items divides a list at its commas and line ends. Marks of lists and boxes are no part of
// an item; a box that is not ticked is none.
func items(list string) []string {
	var all []string
	for _, part := range strings.FieldsFunc(list, func(c rune) bool { return c == ',' || c == '\n' }) {
		part = strings.TrimLeft(strings.TrimSpace(part), "-*+ ")
		if strings.HasPrefix(part, "[ ]") {
			continue
		}
		part = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(part, "[x]"), "[X]"))
		if part != "" {
			all = append(all, part)
		}
	}
	return all
}

// component finds the component that the first of some parts name, and how many of them:
// names may have commas. An id in parentheses will do, for names change.
func component(parts []string, s *status.Site) (string, int) {
	const most = 8 // that one name is divided into
	for n := min(len(parts), most); n > 0; n-- {
		written := strings.Join(parts[:n], ", ")
		for _, c := range s.Components() {
			known := n == 1 && strings.HasSuffix(written, "("+c.ID+")")
			if known || written == option(c) || strings.EqualFold(written, c.ID) || strings.EqualFold(written, c.Name) {
				return c.ID, n
			}
		}
	}
	return "", 0
}

// option is how the form shows a component.
func option(c status.Component) string {
	if c.Name == c.ID || c.Name == "" {
		return c.ID
	}
	return c.Name + " (" + c.ID + ")"
}

func ids(s *status.Site) []string {
	var all []string
	for _, c := range s.Components() {
		all = append(all, c.ID)
	}
	return all
}
