package importer

import "strings"

// label is the beginning of a message in a text that holds several: "[Update 30 July
// 9am]", "**Resolved** - *November 15, 5PM*:", "Initial message:".
type label struct {
	words      bool // it says that a message begins here
	first      bool // and that it is the first
	postmortem bool // and that it tells what was learned
	when       bool // it says when
	moment     moment
	alone      bool // the line holds nothing else
}

const (
	opens     = "*_#~[(>\\-–—\"“`"
	closes    = "])*_~\\#\"”`"
	separates = ":-–—.,"
)

// readLabel reads the label with which a line begins, if it does. Of the items of a list
// only those count that say that they are messages: others are facts in a row.
func readLabel(line string, item bool) (label, bool) {
	c := cursor{tokens(line)}
	decorated := c.signs(opens)
	var l label
	l.read(&c)
	l.moment, l.when = c.moment()
	if t := c.peek(0); l.words && !l.when && t.kind == 'n' && len(t.text) < 3 { // "Update 3 on July 18"
		next := c
		next.skip(1)
		next.joints(labelJoints)
		if m, ok := next.moment(); ok {
			l.moment, l.when, c = m, true, next
		} else if next.closed() {
			c = next
		}
	}
	closed := c.signs(closes)
	parted := c.signs(":-–—")
	separated := c.signs(separates+closes) || parted || closed
	l.alone = len(c.rest) == 0
	switch {
	case l.words && l.when:
		return l, l.alone || separated || l.moment.timed && (l.moment.dated() || l.moment.zone != nil)
	case l.words:
		return l, l.alone || separated
	case !l.when || item && !l.alone:
		return l, false
	case l.alone:
		return l, l.moment.dated() || l.moment.zone != nil || decorated
	}
	return l, c.message(l.moment, decorated && closed, parted)
}

// message reports whether what follows a time in a line is said at that time: not where
// the time is the first of two, or belongs to a sentence.
func (c *cursor) message(m moment, enclosed, parted bool) bool {
	if c.peek(0).kind == 'n' || c.word("to until till bis hasta") {
		return false
	}
	return enclosed || m.yearFirst && m.timed || parted && !m.dated()
}

// closed reports whether nothing but the end of a label follows.
func (c *cursor) closed() bool {
	return len(c.rest) == 0 || strings.Contains(closes+separates, c.peek(0).text)
}

// signs skips some signs, and reports whether there were any.
func (c *cursor) signs(list string) bool {
	some := false
	for len(c.rest) > 0 && c.peek(0).kind == 's' && strings.Contains(list, c.peek(0).text) {
		some = true
		c.skip(1)
	}
	return some
}

// read takes the words of a label, and what stands between them.
func (l *label) read(c *cursor) {
	for {
		switch t := c.peek(0).text; {
		case c.word(postmortemWords):
			l.words, l.postmortem = true, true
		case c.word(labelWords):
			l.words, l.first = true, l.first || among("initial first original", t)
		case l.words && (c.word(labelJoints) || c.joint()):
		default:
			return
		}
	}
}

// joint skips signs between the words of a label and its time, where there is one.
func (c *cursor) joint() bool {
	at := *c
	if !at.signs(opens + separates + closes) {
		return false
	}
	for at.word(labelJoints) {
	}
	next := at
	if _, ok := next.moment(); ok || at.peek(0).kind == 'w' && among(labelWords, at.peek(0).text) {
		*c = at
		return true
	}
	return false
}
