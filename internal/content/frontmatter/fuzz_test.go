package frontmatter

import (
	"strings"
	"testing"
	"unicode/utf8"

	"ownup/internal/diag"
)

func FuzzParse(f *testing.F) {
	for _, m := range frontMistakes {
		f.Add([]byte(m.src))
	}
	for _, m := range mistakes {
		f.Add([]byte("---\n" + m.src + "\n---\nBody\n"))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		front, body, problems := Parse("a.md", src)
		checkInvariants(t, src, front, problems)
		if body.Line < 1 || body.Line > lineCount(src) {
			t.Errorf("the body begins on line %d of %d", body.Line, lineCount(src))
		}
		if strings.Contains(body.Text, "\r") || !utf8.ValidString(body.Text) {
			t.Errorf("the body is no clean text: %q", body.Text)
		}
	})
}

func FuzzParseYAML(f *testing.F) {
	for _, m := range mistakes {
		f.Add([]byte(m.src))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		v, problems := ParseYAML("site.yaml", src)
		checkInvariants(t, src, v, problems)
	})
}

// checkInvariants checks what holds for any file whatsoever.
func checkInvariants(t *testing.T, src []byte, v Value, problems diag.List) {
	t.Helper()
	for _, p := range problems {
		if p.Message == "" || p.Hint == "" || p.Pos.File == "" {
			t.Errorf("a problem without a message, a hint or a place: %+v", p)
		}
		if p.Pos.Line > 0 {
			checkPlace(t, src, p.Pos)
		}
	}
	if v.Kind == Null && len(problems) == 0 {
		t.Error("nothing was read, and nothing is reported")
	}
	if v.Kind != Map && v.Kind != Null {
		t.Errorf("the root is %s", v.Kind)
	}
	walkValues(v, func(v Value) {
		checkPlace(t, src, v.Pos)
		if v.Kind == Scalar && !v.Quoted && len(problems) == 0 {
			for word := range strings.FieldsSeq(v.Text) {
				if !strings.Contains(string(src), word) {
					t.Errorf("%q at %s is not in the file", word, v.Pos)
				}
			}
		}
	})
}

func walkValues(v Value, visit func(Value)) {
	visit(v)
	for _, item := range v.Items {
		walkValues(item, visit)
	}
	for _, p := range v.Pairs {
		walkValues(p.Key, visit)
		walkValues(p.Value, visit)
	}
}

func lineCount(src []byte) int {
	text := strings.ReplaceAll(string(src), "\r\n", "\n")
	return 1 + strings.Count(text, "\n") + strings.Count(text, "\r")
}

func checkPlace(t *testing.T, src []byte, p diag.Pos) {
	t.Helper()
	text := strings.ReplaceAll(strings.TrimPrefix(string(src), byteOrderMark), "\r\n", "\n")
	lines := strings.Split(strings.ReplaceAll(text, "\r", "\n"), "\n")
	if p.Line < 1 || p.Line > len(lines) || p.Column < 1 || p.Column > 1+utf8.RuneCountInString(lines[p.Line-1]) {
		t.Errorf("%s is outside of the file", p)
	}
}
