package revision

import (
	"bufio"
	"bytes"
	"strings"
	"testing"
)

func TestWhatIsNoBlobIsAnError(t *testing.T) {
	for text, want := range map[string]string{
		"":                     "read a blob: EOF",
		"0123 missing\n":       `git cat-file says "0123 missing" where a blob was expected`,
		"0123 blob many\n":     `size of blob 0123: strconv.Atoi: parsing "many": invalid syntax`,
		"0123 blob -1\n":       `size of blob 0123: it is -1`,
		"0123 blob 5\nabc":     "read blob 0123: unexpected EOF",
		"0123 tree 9999\nabc":  "read blob 0123: EOF",
		"0123 blob 9999999\na": "read blob 0123: EOF",
	} {
		if _, err := object(bufio.NewReader(strings.NewReader(text))); err == nil || err.Error() != want {
			t.Errorf("of %q it says %v, want %s", text, err, want)
		}
	}
}

func FuzzABlobIsReadWhole(f *testing.F) {
	f.Add([]byte("0123 blob 3\nabc\n0123 tree 2\nab\n"))
	f.Fuzz(func(t *testing.T, answer []byte) {
		in := bufio.NewReader(bytes.NewReader(answer))
		for {
			text, err := object(in)
			if err != nil {
				return
			}
			if text != nil && !bytes.Contains(answer, text) {
				t.Errorf("%q is not in %q", text, answer)
			}
		}
	})
}
