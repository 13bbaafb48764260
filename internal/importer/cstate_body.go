package importer

import (
	"regexp"
	"strings"
	"time"

	"ownup/internal/content"
	"ownup/internal/status"
)

var (
	// track is cState's own way to date a paragraph: it stands at its end.
	track = regexp.MustCompile(`\{\{[<%]\s*track\s+["'“]([^"'”]*)["'”]\s*[>%]\}\}`)

	// shortcode is any other call of Hugo's.
	shortcode = regexp.MustCompile(`\{\{[<%].*?[>%]\}\}`)

	// dated is a paragraph that begins with a day and a time, perhaps behind a word such as
	// "Update" and in bold or brackets.
	dated = regexp.MustCompile(`(?i)^([*_#>\s\\\[(]*(?:update|updated|uppdatering|actualización|aktualisierung)?[*_:,\s(\[-]*)(\d{4}-\d{2}-\d{2})[T ]+(\d{1,2}:\d{2})(?::\d{2})?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?[\])]*[*_:.,\s]*`)

	// timed is one that begins with a word such as "Update" and the time of the day alone.
	timed = regexp.MustCompile(`(?i)^[*_#>\s\\\[(]*(?:update|updated)[*_:,\s(\[-]*(\d{1,2}:\d{2})\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?[\])]*[*_:.,\s]`)
)

// updates divides the text of an issue. A paragraph that says when it was said is an
// update, with the undated ones that follow it and are not above the first; what has no
// time stays in the first update, in its order.
func (i *cstateIssue) updates(start time.Time) []status.Update {
	first := status.Update{At: start, Phase: status.NoChange}
	var opening []string
	var dated []status.Update
	for _, block := range blocks(i.body.Text) {
		text, at := i.dated(block, start)
		if at.IsZero() {
			opening = append(opening, block)
			continue
		}
		dated = append(dated, status.Update{At: at, Phase: phaseIn(text), Text: i.text(text)})
	}
	first.Text = i.text(strings.Join(opening, "\n\n"))
	if len(dated) > 0 && first.Text == "" {
		return dated
	}
	if len(dated) == 0 {
		i.report.note(Guess, i.at, "its text says no times: all of it stays in one update, at its beginning")
	} else {
		i.report.note(Guess, i.at, "some of its paragraphs say when they were said: each is an update, and what says no time stays in the first")
	}
	return append([]status.Update{first}, dated...)
}

// blocks divides a text at blank lines, and at rules, which it drops. A fence stays whole.
func blocks(text string) []string {
	var all []string
	var block []string
	fence := ""
	end := func() {
		if len(block) > 0 {
			all = append(all, strings.Join(block, "\n"))
		}
		block = nil
	}
	for _, l := range strings.Split(text, "\n") {
		t := strings.TrimSpace(l)
		switch {
		case fence != "":
			block = append(block, l)
			if strings.HasPrefix(t, fence) {
				fence = ""
			}
		case strings.HasPrefix(t, "```") || strings.HasPrefix(t, "~~~"):
			fence = t[:3]
			block = append(block, l)
		case t == "":
			end()
		case t == "---" && len(block) == 0:
		default:
			block = append(block, strings.TrimRight(l, "\r"))
		}
	}
	end()
	return all
}

// dated gives the text of a paragraph, and when it was said; zero where it does not say.
func (i *cstateIssue) dated(block string, start time.Time) (string, time.Time) {
	if m := track.FindStringSubmatch(block); m != nil {
		at, err := instant(m[1], i.zone)
		if err == nil {
			return strings.TrimSpace(track.ReplaceAllString(block, "")), at
		}
		i.report.note(Left, i.at, "a track shortcode with a time that cannot be read: %v", err)
		return track.ReplaceAllString(block, ""), time.Time{}
	}
	if strings.HasPrefix(strings.TrimLeft(block, " "), "- ") || strings.HasPrefix(block, "```") {
		return block, time.Time{}
	}
	var at time.Time
	var err error
	if m := dated.FindStringSubmatch(block); m != nil {
		at, err = instant(m[2]+" "+m[3]+m[4], i.zone)
	} else if m := timed.FindStringSubmatch(block); m != nil {
		at, err = instant(start.In(i.zone).Format("2006-01-02 ")+m[1]+m[2], i.zone)
		if err == nil && at.Before(start) {
			at = at.AddDate(0, 0, 1)
		}
	}
	if err != nil || at.Before(start) {
		return block, time.Time{}
	}
	return block, at
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

// text turns the Markdown of a Hugo page into that of a site.
func (i *cstateIssue) text(text string) string {
	text = withoutHTML(content.PlainText(text))
	if shortcode.MatchString(text) {
		i.report.note(Left, i.at, "a shortcode of Hugo's stays as it was written")
	}
	return text
}
