package markdown_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"ownup/internal/markdown"
)

// The line of words is drawn before a rule, the text below it.
func TestTextsBecomePlain(t *testing.T) {
	try(t, "plain.txtar", func(text string) string {
		return markdown.Plain(text, 0) + "\n========\n" + markdown.Text(text)
	})
}

func TestPlainIsCutAfterAWord(t *testing.T) {
	for _, c := range []struct {
		text  string
		limit int
		want  string
	}{
		{"one two three", 13, "one two three"},
		{"one two three", 12, "one two…"},
		{"one two three", 8, "one two…"},
		{"one two three", 7, "one…"},
		{"one, two", 5, "one…"},
		{"one, two", 7, "one…"},
		{"one – two three", 9, "one…"},
		{"überlange Wörter", 4, "übe…"},
		{"überlange Wörter", 12, "überlange…"},
		{"a b", 1, "…"},
		{"", 1, ""},
		{"障害が発生しています", 5, "障害が発…"},
	} {
		if got := markdown.Plain(c.text, c.limit); got != c.want {
			t.Errorf("%q to %d: got %q, want %q", c.text, c.limit, got, c.want)
		}
	}
}

func FuzzPlainKeepsItsLimit(f *testing.F) {
	for i, text := range texts(f) {
		f.Add(text, i)
	}
	f.Fuzz(func(t *testing.T, text string, limit int) {
		limit = max(limit, 1)
		got := markdown.Plain(text, limit)
		if n := utf8.RuneCountInString(got); n > limit {
			t.Errorf("%q has %d characters, not %d", got, n, limit)
		}
		if strings.ContainsAny(got, "\n\t") || strings.TrimSpace(got) != got {
			t.Errorf("%q is no line of words", got)
		}
		markdown.Text(text)
	})
}
