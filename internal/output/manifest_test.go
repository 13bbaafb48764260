package output

import (
	"crypto/sha256"
	"testing"
)

func FuzzManifestReadsWhatItWrites(f *testing.F) {
	m := Manifest{}
	m.add("index.html", sha256.Sum256([]byte("one")))
	m.add("index.html", sha256.Sum256([]byte("two")))
	m.add("a  b/ü.html", sha256.Sum256(nil))
	f.Add(string(m.Bytes()))
	f.Add(manifestHead + "\r\n")
	f.Add("# ownup manifest 2\n")
	f.Fuzz(func(t *testing.T, text string) {
		m, err := ParseManifest(text)
		if err != nil {
			return
		}
		written := string(m.Bytes())
		again, err := ParseManifest(written)
		if err != nil {
			t.Fatalf("%q was read, and written as %q, which is not: %v", text, written, err)
		}
		if got := string(again.Bytes()); got != written {
			t.Errorf("written as %q, then as %q", written, got)
		}
	})
}

func TestManifestOfADyingBuildListsTheOldSumsAndTheNew(t *testing.T) {
	one, two := sha256.Sum256([]byte("one")), sha256.Sum256([]byte("two"))
	both := Manifest{"a": {one}, "b": {one}}.With(Manifest{"a": {two}, "b": {one}, "c": {two}})
	want := "# ownup manifest 1\n" +
		Sum{Path: "a", SHA256: two}.String() + "\n" + // the lines of a path are in the order of their sums
		Sum{Path: "a", SHA256: one}.String() + "\n" +
		Sum{Path: "b", SHA256: one}.String() + "\n" +
		Sum{Path: "c", SHA256: two}.String() + "\n"
	if got := string(both.Bytes()); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
