package importer

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"ownup/internal/content"
	"ownup/internal/diag"
	"ownup/internal/status"
)

var (
	// track is cState's own way to date a paragraph: it stands at its end.
	track = regexp.MustCompile("[ \t]*\\{\\{[<%]\\s*track\\s+[\"'“`]([^\"'”`]*)[\"'”`]\\s*[>%]\\}\\}")

	// rule is a line between two messages, also as people escape it.
	rule = regexp.MustCompile(`^[ \\]*[*_]?[ \\]*(?:-[ -]*-[ -]*-|\*[ *]*\*[ *]*\*|_[ _]*_[ _]*_)[-*_ \\]*$`)

	// heading is a heading of Markdown's with number signs.
	heading = regexp.MustCompile(`^ {0,3}#{1,6}(?:\s|$)`)

	// bullet is the mark of an item of a list.
	bullet = regexp.MustCompile(`^ {0,3}[-*+] +`)
)

// message is a part of an issue's text that was said at one time.
type message struct {
	blocks     []block
	at         time.Time // zero: it does not say when
	postmortem bool
}

// updates divides the text of an issue into what was said when, oldest first. What says
// no time stays in the opening, in its order. Many write the newest on top.
func (i *cstateIssue) updates(f frame, learns bool) []status.Update {
	opening, dated := i.messages(f, learns)
	updates := []status.Update{{At: f.from, Phase: status.NoChange, Text: i.text(opening)}}
	for _, m := range dated {
		b := &m.blocks[0]
		learned := learns && b.label.postmortem
		if learned && b.headed { // the heading of the update says it
			_, b.text, _ = strings.Cut(b.text, "\n")
		}
		u := status.Update{At: m.at, Text: i.text(m)}
		if u.Phase = phaseIn(u.Text); learned {
			u.Phase = status.Postmortem
		}
		updates = append(updates, u)
	}
	if len(updates) > 1 && updates[0].Text == "" && !updates[1].At.IsZero() {
		return updates[1:]
	}
	return updates
}

// messages gives the opening of a text, and what else was said: by time, a postmortem last.
func (i *cstateIssue) messages(f frame, learns bool) (message, []message) {
	d := division{cstateIssue: i, frame: f, blocks: i.divide(), learns: learns}
	d.understand()
	d.gather()
	var dated []message
	for _, m := range d.dated {
		switch {
		case !m.postmortem && m.at.Equal(f.start) && f.from.Equal(f.start):
			d.opening.blocks = append(d.opening.blocks, m.blocks...)
		default:
			dated = append(dated, m)
		}
	}
	slices.SortStableFunc(d.opening.blocks, func(a, b block) int { return a.line - b.line })
	if d.newestFirst {
		slices.Reverse(dated)
	}
	slices.SortStableFunc(dated, func(a, b message) int {
		switch {
		case a.postmortem == b.postmortem:
			return a.at.Compare(b.at)
		case a.postmortem:
			return 1
		}
		return -1
	})
	i.conclude(f, d, dated)
	return d.opening, dated
}

// conclude lets the newest message stand with the end of the issue where it says the day
// of that alone, and tells how the text was divided.
func (i *cstateIssue) conclude(f frame, d division, dated []message) {
	words := slices.ContainsFunc(d.opening.blocks, func(b block) bool { return !b.rule })
	timed := slices.IndexFunc(dated, func(m message) bool { return m.postmortem })
	if timed < 0 {
		timed = len(dated)
	}
	if timed == 0 {
		if words {
			i.report.note(Guess, i.at, "its text says no times: all of it stays in one update, at its beginning")
		}
		return
	}
	last := &dated[timed-1]
	if label := last.blocks[0].label; !label.moment.timed && label.when && isTrue(i.front, "resolved") && !f.end.Before(last.at) &&
		status.DateOf(f.end, f.zone) == status.DateOf(last.at, f.zone) {
		last.at = f.end
	}
	if words {
		i.report.note(Guess, i.at, "some of its paragraphs say when they were said: each is an update, and what says no time stays in the first")
	}
}

// text gives what a message says, in the Markdown of a site.
func (i *cstateIssue) text(m message) string {
	for len(m.blocks) > 0 && m.blocks[len(m.blocks)-1].rule {
		m.blocks = m.blocks[:len(m.blocks)-1]
	}
	var parts []string
	for n, b := range m.blocks {
		switch {
		case b.rule && (n == 0 || m.blocks[n-1].rule):
		case b.rule:
			parts = append(parts, "---")
		default:
			parts = append(parts, track.ReplaceAllString(b.text, ""))
		}
	}
	text := withoutHTML(content.PlainText(strings.Join(parts, "\n\n")))
	text = figures(text)
	if shortcode.MatchString(text) {
		i.report.note(Left, i.at, "a shortcode of Hugo's stays as it was written")
	}
	return text
}

// phaseWords are the words with which an update says how things stand, worst news last.
var phaseWords = []struct {
	word  *regexp.Regexp
	phase status.Phase
}{
	{regexp.MustCompile(`(?i)^\W*(?:resolved|fixed|solved|final|completed)\b`), status.Resolved},
	{regexp.MustCompile(`(?i)^\W*(?:monitoring|watching)\b`), status.Monitoring},
	{regexp.MustCompile(`(?i)^\W*identified\b`), status.Identified},
	{regexp.MustCompile(`(?i)^\W*investigating\b`), status.Investigating},
}

// phaseIn gives the phase that the first word of a text names, if it names one.
func phaseIn(text string) status.Phase {
	for _, p := range phaseWords {
		if p.word.MatchString(text) {
			return p.phase
		}
	}
	return status.NoChange
}

var (
	// figure is Hugo's way to show a picture, and what it says of it.
	figure       = regexp.MustCompile(`\{\{[<%]\s*figure\s([^{}]*?)/?\s*[>%]\}\}`)
	figureSource = regexp.MustCompile("\\bsrc\\s*=\\s*[\"'`]([^\"'`]+)[\"'`]")
	figureWords  = regexp.MustCompile("\\b(?:alt|caption|title)\\s*=\\s*[\"'`]([^\"'`]*)[\"'`]")

	// shortcode is any other call of Hugo's.
	shortcode = regexp.MustCompile(`\{\{[<%].*?[>%]\}\}`)
)

// figures turns Hugo's figures into pictures of Markdown.
func figures(text string) string {
	return figure.ReplaceAllStringFunc(text, func(found string) string {
		source := figureSource.FindStringSubmatch(found)
		if source == nil {
			return found
		}
		words := ""
		if m := figureWords.FindStringSubmatch(found); m != nil {
			words = strings.NewReplacer("[", "", "]", "").Replace(m[1])
		}
		return "![" + words + "](" + source[1] + ")"
	})
}

// place gives where a block stands in the file.
func (i *cstateIssue) place(b block) diag.Pos {
	return diag.Pos{File: i.name, Line: i.body.Line + b.line}
}
