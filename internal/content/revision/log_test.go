package revision

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"testing"
)

func TestWhatIsNotALogIsAnError(t *testing.T) {
	hash := strings.Repeat("a", 40)
	tests := []struct{ name, log, want string }{
		{"cut in a field", hash + "\x001", "unexpected EOF"},
		{"cut between fields", hash + "\x001\x00", "unexpected EOF"},
		{"cut before a name", hash + "\x001\x00Ada\x00begin\x00\n:1 2 a b M\x00", "unexpected EOF"},
		{"cut within a rename", hash + "\x001\x00Ada\x00begin\x00\n:1 2 a b R090\x00content/a\x00", "unexpected EOF"},
		{"a time in words", hash + "\x00noon\x00Ada\x00begin\x00", "time of commit " + hash + `: strconv.ParseInt: parsing "noon": invalid syntax`},
		{"an unknown status", hash + "\x001\x00Ada\x00begin\x00\n:1 2 a b Q\x00a\x00", `git log says "1 2 a b Q" where the change of a file was expected`},
		{"a change without blobs", hash + "\x001\x00Ada\x00begin\x00\n:M\x00a\x00", `git log says "M" where the change of a file was expected`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := parse(strings.NewReader(tt.log), func(commit) bool { return true })
			if err == nil || err.Error() != tt.want {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

func FuzzParseNeverPanics(f *testing.F) {
	hash := strings.Repeat("0123456789", 4)
	f.Add([]byte(hash + "\x001\x00Ada\x00begin\x00\n:0 1 0 a A\x00content/a\x00:1 1 a b R087\x00content/b\x00content/c\x00"))
	f.Add([]byte(hash + "\x001\x00\x00\x00\n:1 1 a b M\x00content/a\x00" + hash + "\x002\x00\x00\x00\n:1 0 a 0 D\x00content/a\x00"))
	f.Fuzz(func(t *testing.T, log []byte) {
		var all trails
		err := parse(bytes.NewReader(log), func(c commit) bool {
			all.add(&c)
			return true
		})
		if err != nil {
			return
		}
		for name, steps := range all.byName() {
			if len(steps) == 0 {
				t.Errorf("%q has no steps", name)
			}
		}
	})
}

// BenchmarkRead measures a history of 10,000 files in 20,000 commits, every tenth of
// which renames a file, beside the git log that it rests on.
func BenchmarkRead(b *testing.B) {
	r := newRepository(b)
	load := r.command("fast-import", "--quiet")
	load.Stdin = strings.NewReader(stream20k())
	if out, err := load.CombinedOutput(); err != nil {
		b.Fatalf("git fast-import: %v\n%s", err, out)
	}
	b.Run("git log alone", func(b *testing.B) {
		for b.Loop() {
			r.git("log", "-z", "--name-status", "-M", "--format=%H", "HEAD", "--", "content")
		}
	})
	b.Run("Read", func(b *testing.B) {
		for b.Loop() {
			log, err := Read(b.Context(), r.dir)
			if err != nil || len(log.Files) != 10_000 {
				b.Fatalf("%d files, %v", len(log.Files), err)
			}
		}
	})
	b.Run("Earlier", func(b *testing.B) {
		for b.Loop() {
			if got := versions(b, r.dir, "content/2002/9999.md"); len(got) == 0 {
				b.Fatal("no versions")
			}
		}
	})
}

// stream20k describes the history to git fast-import: 10,000 commits that add a file
// each, then 10,000 that change or rename one.
func stream20k() string {
	var s strings.Builder
	names := make([]string, 10_000)
	for i := range 20_000 {
		at := noon.Unix() + int64(i)*60
		fmt.Fprintf(&s, "commit refs/heads/main\ncommitter Ada <ada@example.com> %d +0000\ndata 4\nedit\n", at)
		n := i % len(names)
		text := strings.Repeat("incident "+strconv.Itoa(n)+"\n", 40) + strconv.Itoa(i)
		switch {
		case i < len(names):
			names[n] = fmt.Sprintf("content/20%02d/%d.md", n%13, n)
		case n%10 == 0:
			renamed := fmt.Sprintf("content/20%02d/%d-renamed.md", n%13, n)
			fmt.Fprintf(&s, "R %s %s\n", names[n], renamed)
			names[n] = renamed
		}
		fmt.Fprintf(&s, "M 100644 inline %s\ndata %d\n%s\n", names[n], len(text), text)
	}
	return s.String()
}
