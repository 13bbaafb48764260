package diag

import (
	"strings"
	"unicode"
)

// Nearest returns the one of the known words that a person who wrote word most likely
// meant, or "" if none is near: letters exchanged, left out, added or mistyped, in any
// case, with spaces for hyphens.
func Nearest(word string, known []string) string {
	best, least := "", 1+max(1, len([]rune(word))/3)
	folded := fold(word)
	for _, k := range known {
		if d := distance(folded, fold(k)); d < least {
			best, least = k, d
		}
	}
	return best
}

// DidYouMean gives the hint for an unknown word: the nearest known one, else all of
// them.
func DidYouMean(word string, known []string) string {
	if n := Nearest(word, known); n != "" {
		return "did you mean \"" + n + "\"?"
	}
	if len(known) == 0 {
		return ""
	}
	return "known: " + strings.Join(known, ", ")
}

func fold(s string) []rune {
	return []rune(strings.Map(func(r rune) rune {
		if r == ' ' || r == '_' || r == '-' {
			return -1
		}
		return unicode.ToLower(r)
	}, s))
}

// distance is the number of single letters to insert, delete, replace or exchange with
// their neighbour that turns a into b (optimal string alignment).
func distance(a, b []rune) int {
	two, one, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range one {
		one[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(one[j]+1, row[j-1]+1, one[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], two[j-2]+1)
			}
		}
		two, one, row = one, row, two
	}
	return one[len(b)]
}
