package content

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"ownup/internal/diag"
	"ownup/internal/markdown"
	"ownup/internal/status"
)

// beginsLikeTime tells the headings that are meant as updates.
var beginsLikeTime = regexp.MustCompile(`^\d{4}-\d`)

// marks are what people put before a heading, and bold ones around it: number signs,
// quote and list marks, asterisks, underscores, spaces of every kind.
const marks = "#>-*+_ \t\u00a0\u2007\u202f\u3000"

// swallowed complains of everything that would silently swallow an update: lines that
// look like one but are none, and fences and comments that are never closed. Raw HTML is
// never published, which is advice.
func (p *parsed) swallowed(doc *markdown.Document, place func(line, column int) diag.Pos) {
	for _, l := range doc.Lines() {
		if word := looksLikeSection(l); word != "" {
			p.problems.Add(place(l.Line, l.Column), "write \"## "+word+"\", at the beginning of the line; a heading inside a text needs another word",
				"this looks like the heading of the section %s, but is none: what follows would be published as text of the update above", word)
			continue
		}
		if looksLikeUpdate(l) {
			message, hint := swallowedBy(l)
			p.problems.Add(place(l.Line, l.Column), hint, "this looks like an update, but %s", message)
		}
	}
	for _, u := range doc.Unclosed() {
		p.problems.Add(place(u.Line, u.Column), howToClose(u.What)+", else it swallows the updates below", "%q is never closed", u.What)
	}
	for _, h := range doc.HTMLPlaces() {
		p.problems.Advise(place(h.Line, h.Column), "write Markdown instead", "raw HTML is shown as text: %s", h.What)
	}
}

// howToClose says what ends a fence, a comment or an element that begins in this way.
func howToClose(opening string) string {
	switch {
	case strings.HasPrefix(opening, "<!--"):
		return "close it with -->"
	case strings.HasPrefix(opening, "<"):
		return "close it, or take it away"
	}
	return fmt.Sprintf("close it with a line %q", opening)
}

// keyLine is a line that begins like a key and its value.
var keyLine = regexp.MustCompile(`^([a-z_]+):(?:\s|$)`)

// leaked complains of an introduction that begins with a key, which would be published
// as text and have no effect: it stands below the front matter.
func (p *parsed) leaked(intro string, pos diag.Pos) {
	m := keyLine.FindStringSubmatch(intro)
	if m != nil && slices.Contains(p.keys.known, m[1]) {
		p.problems.Add(pos, fmt.Sprintf("move it above the front matter's closing ---; if it is text, begin with another word than %q", m[1]),
			"the key %q stands below the front matter, where it is text", m[1])
	}
}

// looksLikeSection gives "Internal" or "Postmortem" where a line that divides nothing was
// meant as that heading: for its signs, its bold letters or its line below.
func looksLikeSection(l markdown.Line) string {
	marked := l.Kind == markdown.Heading || l.Kind == markdown.NestedHeading || strings.IndexAny(l.Text, "#*_") == 0
	switch strings.ToLower(strings.Trim(l.Text, marks+":")) {
	case internal:
		if marked {
			return "Internal"
		}
	case "postmortem", "post-mortem":
		if marked {
			return "Postmortem"
		}
	}
	return ""
}

// looksLikeUpdate reports whether a line that divides nothing was meant to: it has a
// time, then a phase, then nothing or what belongs to an update. In a heading the time
// and something like a phase suffice.
func looksLikeUpdate(l markdown.Line) bool {
	text := strings.Trim(l.Text, marks)
	sharp := strings.HasPrefix(strings.TrimLeft(l.Text, "> \t"), "#")
	m := timeForm.FindStringSubmatch(text)
	if m == nil || m[4] == "" {
		return sharp && l.Kind == markdown.Paragraph && m != nil
	}
	rest := text[len(m[0]):]
	if o := offsetForm.FindStringSubmatch(rest); o != nil && isOffset(o[1]) {
		rest = rest[len(o[0]):]
	}
	rest = strings.TrimLeft(rest, " \t")
	for _, word := range []string{twoWords.FindString(rest), wordForm.FindString(rest)} {
		if _, ok := status.ParsePhase(word); ok && word != "" {
			after := strings.TrimLeft(rest[len(word):], " \t")
			return sharp || after == "" || after[0] == '(' || strings.HasPrefix(after, "since ")
		}
	}
	return sharp && diag.Nearest(wordForm.FindString(rest), phaseWords()) != ""
}

func phaseWords() []string {
	var words []string
	for _, k := range []status.Kind{status.KindIncident, status.KindMaintenance} {
		for _, p := range k.Phases() {
			words = append(words, p.String())
		}
	}
	return words
}

// swallowedBy says what hides an update, and what to do about it.
func swallowedBy(l markdown.Line) (message, hint string) {
	right := "## " + strings.Trim(l.Text, marks)
	switch l.Kind {
	case markdown.Heading:
		return "its heading has not two number signs", "write \"" + right + "\""
	case markdown.NestedHeading:
		return "it stands inside a list or a quote", "leave an empty line above and write at the beginning of the line: \"" + right + "\""
	case markdown.HTMLBlock:
		return "it stands inside HTML, which swallows it", "take the HTML away, or leave an empty line above \"" + right + "\""
	}
	if strings.HasPrefix(strings.TrimLeft(l.Text, " "), "##") {
		return "there is no space after the number signs", "write \"" + right + "\""
	}
	return "it is a line of text", "write \"" + right + "\""
}
