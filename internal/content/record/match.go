package record

import (
	"slices"
	"strings"
	"unicode"

	"ownup/internal/markdown"
	"ownup/internal/status"
)

// alike is the share of their words, in percent, from which on two texts are taken for one
// that was edited.
const alike = 50

// match finds the updates after an edit that were there before: it gives the id before by
// the id after. An update is the same one if its id and its words are; else if its words
// and its phase are, at another time; else if its id is; else if its phase is, and most of
// its words. Each is matched once.
func match(before, after []status.Update) map[string]string {
	m := matcher{before: before, after: after, same: map[string]string{}, taken: map[string]bool{}}
	m.pair(func(b, a status.Update) bool { return b.ID == a.ID && b.Text == a.Text })
	m.pair(func(b, a status.Update) bool { return b.Phase == a.Phase && b.Text == a.Text && a.Text != "" })
	m.pair(func(b, a status.Update) bool {
		return b.ID == a.ID && (b.Phase == status.Postmortem) == (a.Phase == status.Postmortem)
	})
	m.pair(func(b, a status.Update) bool {
		return b.Phase == a.Phase && (b.Phase == status.Postmortem || likeness(words(b.Text), words(a.Text)) >= alike)
	})
	return m.same
}

// Same reports whether two texts of one file can be the same report: they have their title
// in common, the time at which they began, or that of an update.
func Same(a, b *status.Incident) bool {
	return a.Title == b.Title || !a.Started.IsZero() && a.Started.Equal(b.Started) ||
		slices.ContainsFunc(a.Updates, func(u status.Update) bool {
			return slices.ContainsFunc(b.Updates, func(v status.Update) bool { return u.ID == v.ID && !u.At.IsZero() })
		})
}

// matcher pairs the updates of two versions.
type matcher struct {
	before, after []status.Update
	same          map[string]string // the id before, by the id after
	taken         map[string]bool   // ids before that are paired
}

// pair pairs each update after that has no pair yet with the first one before that fits.
func (m *matcher) pair(fits func(b, a status.Update) bool) {
	if len(m.same) == len(m.before) || len(m.same) == len(m.after) {
		return
	}
	for _, a := range m.after {
		if _, done := m.same[a.ID]; done {
			continue
		}
		n := slices.IndexFunc(m.before, func(b status.Update) bool { return !m.taken[b.ID] && fits(b, a) })
		if n >= 0 {
			m.same[a.ID], m.taken[m.before[n].ID] = m.before[n].ID, true
		}
	}
}

// likeness gives the share of words that two texts have in common, in percent, wherever
// they stand and in whatever case. It is 0 where one of them has none.
// Source: L. R. Dice, Measures of the Amount of Ecologic Association (1945), of multisets.
func likeness(a, b string) int {
	count := map[string]int{}
	between := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }
	x, y := strings.FieldsFunc(strings.ToLower(a), between), strings.FieldsFunc(strings.ToLower(b), between)
	if len(x) == 0 || len(y) == 0 {
		return 0
	}
	for _, w := range x {
		count[w]++
	}
	common := 0
	for _, w := range y {
		if count[w] > 0 {
			count[w]--
			common++
		}
	}
	return 200 * common / (len(x) + len(y))
}

// words gives what readers see of a text: no comments, no marks, and a single space where
// there is any, but for what begins a line.
func words(text string) string {
	var b strings.Builder
	for line := range strings.Lines(markdown.Text(text)) {
		own := strings.TrimLeft(line, " ")
		b.WriteString(line[:len(line)-len(own)] + strings.Join(strings.Fields(own), " ") + "\n")
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// reads reports whether two texts look the same to readers.
func reads(a, b string) bool { return a == b || look(a) == look(b) }

// look gives a text as readers see it: marks and pictures count, comments and white space
// do not.
func look(text string) string {
	shown := func(name string) (string, int, int, bool) { return name, 0, 0, true }
	html := markdown.HTML(markdown.Public(text), markdown.Options{Picture: shown})
	return strings.ReplaceAll(strings.Join(strings.Fields(html), " "), " </", "</")
}
