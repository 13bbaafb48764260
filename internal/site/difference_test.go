package site

import (
	"strings"
	"testing"
)

// drawn writes a difference as text.
func drawn(runs []run) string {
	var b strings.Builder
	for _, r := range runs {
		switch {
		case r.Out():
			b.WriteString("[-" + r.Text + "-]")
		case r.In():
			b.WriteString("{+" + r.Text + "+}")
		default:
			b.WriteString(r.Text)
		}
	}
	return b.String()
}

func TestADifferenceIsToldInWords(t *testing.T) {
	for _, test := range []struct{ before, after, want string }{
		{"", "", ""},
		{"same", "same", "same"},
		{"", "new words", "{+new words+}"},
		{"old words", "", "[-old words-]"},
		{"We look into it.", "We look into it, and will come back.", "We look into it{+, and will come back+}."},
		{"Nobody is affected.", "Half of you are affected.", "[-Nobody is-]{+Half of you are+} affected."},
		{"Mail is down for all of you", "Mail is slow for some of you", "Mail is [-down-]{+slow+} for [-all-]{+some+} of you"},
		{"one two three", "three two one", "[-one-]{+three+} two [-three-]{+one+}"},
		{"all but this", "nearly nothing now", "[-all but this-]{+nearly nothing now+}"},
		{"A\n\nB", "A\n\nC", "A\n\n[-B-]{+C+}"},
		{"بريد متوقف الآن", "بريد بطيء الآن", "بريد [-متوقف-]{+بطيء+} الآن"},
		{"10:30", "10:45", "10:[-30-]{+45+}"},
	} {
		if got := drawn(difference(test.before, test.after)); got != test.want {
			t.Errorf("from %q to %q it is %q, want %q", test.before, test.after, got, test.want)
		}
	}
}

func TestTwoTextsThatHaveNothingInCommonAreToldAsTwo(t *testing.T) {
	before, after := strings.Repeat("a. ", 40_000), strings.Repeat("b! ", 40_000)
	if got := difference(before, after); len(got) > 3 || !strings.HasPrefix(got[0].Text, "a.") {
		t.Errorf("there are %d runs", len(got))
	}
}

func FuzzADifferenceHoldsBothTexts(f *testing.F) {
	f.Add("We look into it.", "We look into it, and will come back.")
	f.Add("a b c d e f", "f e d c b a a b")
	f.Add("é\xff\u0301 x", "\n\n x \xff")
	f.Fuzz(func(t *testing.T, before, after string) {
		var was, is strings.Builder
		runs := difference(before, after)
		for n, r := range runs {
			if !r.In() {
				was.WriteString(r.Text)
			}
			if !r.Out() {
				is.WriteString(r.Text)
			}
			if r.Text == "" || n > 0 && runs[n-1].Kind == r.Kind {
				t.Errorf("run %d of %+v is empty, or of the kind of the one before", n, runs)
			}
		}
		if was.String() != before || is.String() != after {
			t.Errorf("from %q to %q it is %q", before, after, drawn(runs))
		}
		if before == after && len(runs) > 1 {
			t.Errorf("two texts that are the same differ: %+v", runs)
		}
	})
}
