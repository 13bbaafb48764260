package site

import (
	"slices"
	"strings"
	"unicode"
)

// run is some words of a difference.
type run struct {
	Kind runKind
	Text string
}

// runKind says what became of the words of a run.
type runKind int

const (
	kept runKind = iota
	takenOut
	putIn
)

// Out and In tell a template what became of the words.
func (r run) Out() bool { return r.Kind == takenOut }
func (r run) In() bool  { return r.Kind == putIn }

// difference gives two texts as one, by words: what was kept and taken out is the text
// before, what was kept and put in is the text after. Of two runs that stand for each
// other, the one that was taken out comes first.
//
// Source: E. W. Myers, An O(ND) Difference Algorithm and Its Variations (1986).
func difference(before, after string) []run {
	a, b := pieces(before), pieces(after)
	head := common(a, b, fromStart)
	a, b = a[head:], b[head:]
	tail := common(a, b, fromEnd)
	var d drawing
	d.add(kept, pieces(before)[:head]...)
	d.compare(a[:len(a)-tail], b[:len(b)-tail])
	d.add(kept, a[len(a)-tail:]...)
	return d.runs
}

// pieces cuts a text into words, runs of white space, and single other characters.
func pieces(text string) []string {
	var all []string
	class := func(r rune) int {
		switch {
		case unicode.IsSpace(r):
			return 1
		case unicode.IsLetter(r), unicode.IsNumber(r), unicode.IsMark(r):
			return 2
		}
		return 0
	}
	start, last := 0, 0
	for n, r := range text {
		if c := class(r); c == 0 || c != last {
			if n > start {
				all = append(all, text[start:n])
			}
			start, last = n, c
		}
	}
	if start < len(text) {
		all = append(all, text[start:])
	}
	return all
}

func fromStart(s []string, n int) string { return s[n] }
func fromEnd(s []string, n int) string   { return s[len(s)-1-n] }

// common counts how many pieces two texts share from one of their ends on.
func common(a, b []string, at func([]string, int) string) int {
	n := 0
	for n < min(len(a), len(b)) && at(a, n) == at(b, n) {
		n++
	}
	return n
}

// mostEdits is how many pieces two texts may differ in to be compared: beyond it they are
// two texts, and time and memory grow with its square.
const mostEdits = 1000

// drawing gathers runs.
type drawing struct{ runs []run }

// add adds pieces, to the last run if they are of its kind.
func (d *drawing) add(kind runKind, pieces ...string) {
	text := strings.Join(pieces, "")
	if text == "" {
		return
	}
	if n := len(d.runs); n > 0 && d.runs[n-1].Kind == kind {
		d.runs[n-1].Text += text
		return
	}
	d.runs = append(d.runs, run{kind, text})
}

// compare adds the difference of two texts, which share neither beginning nor end. White
// space that was kept between changes belongs to both sides, so that a phrase stays one.
func (d *drawing) compare(a, b []string) {
	path, ok := shortest(a, b)
	if !ok {
		d.add(takenOut, a...)
		d.add(putIn, b...)
		return
	}
	var out, in []string // of the change that goes on
	flush := func() {
		tail := common(out, in, fromEnd)
		d.add(takenOut, out[:len(out)-tail]...)
		d.add(putIn, in[:len(in)-tail]...)
		d.add(kept, out[len(out)-tail:]...)
		out, in = nil, nil
	}
	for n, step := range path {
		switch {
		case step.kind == takenOut:
			out = append(out, step.piece)
		case step.kind == putIn:
			in = append(in, step.piece)
		case len(out)+len(in) > 0 && strings.TrimSpace(step.piece) == "" && n+1 < len(path) && path[n+1].kind != kept:
			out, in = append(out, step.piece), append(in, step.piece)
		default:
			flush()
			d.add(kept, step.piece)
		}
	}
	flush()
}

// step is one piece of a path from one text to another.
type step struct {
	kind  runKind
	piece string
}

// shortest gives the shortest path from one text to another; false where it is too long.
func shortest(a, b []string) ([]step, bool) {
	most := min(len(a)+len(b), mostEdits)
	furthest := make([]int, 2*most+3) // by diagonal, which is x-y
	at := func(k int) *int { return &furthest[k+most+1] }
	var rounds [][]int
	for edits := range most + 1 {
		for k := -edits; k <= edits; k += 2 {
			x := 0
			switch {
			case edits == 0:
			case k == -edits || k != edits && *at(k - 1) < *at(k + 1):
				x = *at(k + 1)
			default:
				x = *at(k - 1) + 1
			}
			for x < len(a) && x-k < len(b) && a[x] == b[x-k] {
				x++
			}
			*at(k) = x
			if k == len(a)-len(b) && x >= len(a) {
				return retrace(a, b, rounds), true
			}
		}
		rounds = append(rounds, slices.Clone(furthest[most+1-edits:most+2+edits]))
	}
	return nil, false
}

// retrace walks back from the end of both texts. Each round holds how far its diagonals
// reached, from the lowest to the highest.
func retrace(a, b []string, rounds [][]int) []step {
	x, y := len(a), len(b)
	var path []step
	keep := func(to int) {
		for ; x > to; x, y = x-1, y-1 {
			path = append(path, step{kept, a[x-1]})
		}
	}
	for edits := len(rounds); edits > 0; edits-- {
		reached := func(k int) int { return rounds[edits-1][k+edits-1] }
		k := x - y
		if k == -edits || k != edits && reached(k-1) < reached(k+1) {
			keep(reached(k + 1))
			y--
			path = append(path, step{putIn, b[y]})
		} else {
			keep(reached(k-1) + 1)
			x--
			path = append(path, step{takenOut, a[x]})
		}
	}
	keep(0)
	slices.Reverse(path)
	return path
}

// around is how many words of a long run that was kept stand on either side of a change.
const around = 12

// elided leaves out the middle of long runs that were kept, and their far ends.
func elided(runs []run) []run {
	const dots = " … "
	for n, r := range runs {
		if r.Kind != kept {
			continue
		}
		words := pieces(r.Text)
		first, last := words[:min(len(words), 2*around)], words[max(0, len(words)-2*around):]
		switch {
		case n == 0 && len(words) > 3*around:
			runs[n].Text = strings.TrimLeft(dots, " ") + strings.TrimLeft(strings.Join(last, ""), " ")
		case n == len(runs)-1 && len(words) > 3*around:
			runs[n].Text = strings.TrimRight(strings.Join(first, ""), " ") + strings.TrimRight(dots, " ")
		case n > 0 && n < len(runs)-1 && len(words) > 5*around:
			runs[n].Text = strings.TrimRight(strings.Join(first, ""), " ") + dots + strings.TrimLeft(strings.Join(last, ""), " ")
		}
	}
	return runs
}
