package importer

import (
	"strings"
	"time"

	"ownup/internal/content"
)

// block is a paragraph of an issue's text, or what stands for one.
type block struct {
	text    string
	line    int  // from 0
	rule    bool // a line between two messages
	heading bool
	said    time.Time // zero: neither a label nor a shortcode says when
	tracked bool      // a shortcode does
	labeled bool
	label   label
	headed  bool // its first line holds nothing but the label
}

// divide divides the text of an issue at blank lines, rules and headings, and a list of
// messages at its items. A fence and a comment stay whole.
func (i *cstateIssue) divide() []block {
	var d divider
	for n, l := range strings.Split(strings.ReplaceAll(i.body.Text, "\r\n", "\n"), "\n") {
		d.line(n, content.PlainText(l))
	}
	d.end()
	return d.blocks
}

// divider gathers the lines of a block.
type divider struct {
	blocks []block
	lines  []string
	from   int    // line at which the block begins
	until  string // what ends the fence or comment that is open; empty: none is
}

func (d *divider) line(n int, l string) {
	t := strings.TrimSpace(l)
	switch {
	case d.until != "":
		d.add(n, l)
		if strings.Contains(t, d.until) && (d.until == "-->" || strings.HasPrefix(t, d.until)) {
			d.until = ""
		}
	case strings.HasPrefix(t, "```") || strings.HasPrefix(t, "~~~"):
		d.until = t[:3]
		d.add(n, l)
	case strings.HasPrefix(t, "<!--") && !strings.Contains(t, "-->"):
		d.until = "-->"
		d.add(n, l)
	case t == "":
		d.end()
	case len(d.lines) == 0 && rule.MatchString(l):
		d.blocks = append(d.blocks, block{text: l, line: n, rule: true})
	case heading.MatchString(l):
		d.end()
		b := block{text: strings.TrimSpace(l), line: n, heading: true}
		b.label, b.labeled = readLabel(l, false)
		b.headed = b.label.alone
		d.blocks = append(d.blocks, b)
	default:
		d.add(n, l)
	}
}

func (d *divider) add(n int, l string) {
	if len(d.lines) == 0 {
		d.from = n
	}
	d.lines = append(d.lines, l)
}

// end ends a block.
func (d *divider) end() {
	if len(d.lines) == 0 {
		return
	}
	lines, from := d.lines, d.from
	d.lines = nil
	if bullet.MatchString(lines[0]) && !track.MatchString(strings.Join(lines, "\n")) {
		d.list(lines, from)
		return
	}
	b := block{text: strings.Join(lines, "\n"), line: from}
	if fenced := strings.HasPrefix(strings.TrimSpace(lines[0]), "```"); !fenced {
		b.label, b.labeled = readLabel(lines[0], false)
		b.headed = b.labeled && b.label.alone
		b.label.alone = b.headed && len(lines) == 1
	}
	d.blocks = append(d.blocks, b)
}

// list divides a list where its items are messages of their own, which lose their bullets.
func (d *divider) list(lines []string, from int) {
	var items []block
	dated := false
	for n, l := range lines {
		if !bullet.MatchString(l) && len(items) > 0 {
			items[len(items)-1].text += "\n" + l
			continue
		}
		b := block{text: l, line: from + n}
		if b.label, b.labeled = readLabel(l, true); b.labeled {
			b.text = strings.TrimSuffix(strings.TrimRight(bullet.ReplaceAllString(l, ""), " "), " *")
		}
		dated = dated || b.labeled && (b.label.when || b.label.alone)
		items = append(items, b)
	}
	if !dated {
		d.blocks = append(d.blocks, block{text: strings.Join(lines, "\n"), line: from})
		return
	}
	for n, b := range items {
		if last := len(d.blocks) - 1; n > 0 && !b.labeled && !d.blocks[last].labeled {
			d.blocks[last].text += "\n" + b.text
			continue
		}
		b.label.alone = b.label.alone && !strings.Contains(b.text, "\n")
		d.blocks = append(d.blocks, b)
	}
}

// division is an issue's text on its way into messages.
type division struct {
	*cstateIssue
	frame       frame
	blocks      []block
	newestFirst bool
	learns      bool // what was learned can be told: with the end of an incident
	opening     message
	dated       []message
}

// understand finds out when the blocks were said, and in which order they stand.
func (d *division) understand() {
	var times []time.Time
	above := false // words stand above the first time
	for n := range d.blocks {
		b := &d.blocks[n]
		d.time(b)
		if !b.said.IsZero() {
			times = append(times, b.said)
		} else if len(times) == 0 && !b.rule {
			above = true
		}
	}
	switch {
	case len(times) > 1 && !times[0].Equal(times[len(times)-1]):
		d.newestFirst = times[0].After(times[len(times)-1])
	case len(times) > 0:
		d.newestFirst = !above
	}
}

// time finds out when a block was said, by its shortcode or its label.
func (d *division) time(b *block) {
	if m := track.FindStringSubmatch(b.text); m != nil {
		at, err := instant(m[1], d.frame.zone)
		if err != nil {
			d.report.note(Left, d.place(*b), "a track shortcode with a time that cannot be read: %v", err)
			return
		}
		if at.Before(d.frame.from) {
			d.report.about(Guess, d.place(*b), m[1], "a message says a time before the beginning: it stays in the first")
			return
		}
		b.said, b.tracked = at, true
		return
	}
	if !b.labeled || !b.label.when {
		return
	}
	at, ok := d.frame.meant(b.label.moment)
	first, _, _ := strings.Cut(b.text, "\n")
	switch m := b.label.moment; {
	case !ok:
		d.report.about(Guess, d.place(*b), first, "a message says a time that does not fit the issue: it stays in the first")
		return
	case !m.timed:
		d.report.about(Guess, d.place(*b), first, "a message says its day and no time: it is told with the beginning of that day, the last one with the end")
	case m.year == 0 || m.unsure:
		d.report.about(Guess, d.place(*b), first, "a message says a part of its day alone, or day and month in either order: it is read as near the issue")
	}
	b.said = at
}

// gather puts each block into the message that it belongs to. What follows a label is said
// with it, up to the next; below the oldest of messages that stand newest first, where it
// is not clear what is still a part of it, only a paragraph is.
func (d *division) gather() {
	last := 0
	for n := range d.blocks {
		if !d.blocks[n].said.IsZero() && !d.blocks[n].tracked {
			last = n
		}
	}
	current, left := -1, -1 // the opening; as far as it goes
	for n, b := range d.blocks {
		switch {
		case !b.said.IsZero() || b.labeled && b.label.postmortem && !b.label.when && d.learns:
			d.dated = append(d.dated, message{blocks: []block{b}, at: b.said, postmortem: b.said.IsZero()})
			current, left = len(d.dated)-1, -1
			if b.tracked {
				current = -1
			} else if n == last && d.newestFirst && !b.said.IsZero() && !b.label.first {
				left = d.reach(n)
			}
			continue
		case b.labeled, left == 0, b.rule && current >= 0 && d.ends(d.dated[current], n > last):
			current, left = -1, -1
		}
		left--
		m := &d.opening
		if current >= 0 {
			m = &d.dated[current]
		}
		m.blocks = append(m.blocks, b)
	}
}

// ends reports whether a rule ends a message: one whose words stand beside its label, a
// postmortem, and the last.
func (d *division) ends(m message, last bool) bool {
	return m.postmortem || last && d.newestFirst || !m.blocks[0].label.alone
}

// reach gives how many blocks below the oldest message are a part of it.
func (d *division) reach(n int) int {
	for k, b := range d.blocks[n+1:] {
		if b.rule || b.heading || b.labeled {
			return k
		}
	}
	if d.blocks[n].label.alone {
		return 1
	}
	return 0
}
