package markdown

import (
	"strings"
	"testing"
)

func TestWhatAnAuthorHidesIsNotInTheMarkdownForPrograms(t *testing.T) {
	for text, want := range map[string]string{
		"Plain *words*.":                      "Plain *words*.",
		"Before <!-- hidden --> after.":       "Before  after.",
		"<!-- hidden -->\n\nAfter.":           "After.",
		"One.\n\n<!--\nhidden\n-->\n\nTwo.":   "One.\n\n\n\nTwo.",
		"`<!-- shown -->`":                    "`<!-- shown -->`",
		"```\n<!-- shown -->\n```":            "```\n<!-- shown -->\n```",
		"- a <!-- hidden\n  hidden --> b":     "- a  b",
		"> <!-- hidden\n> hidden -->\n> seen": "> \n> seen",
		"<div>\n<!-- hidden -->\n</div>":      "<div>\n\n</div>",
		"End.\n\n<!-- never closed\nhidden":   "End.",
	} {
		if got := Public(text); got != want {
			t.Errorf("Public(%q) is %q, want %q", text, got, want)
		}
	}
}

func FuzzWhatIsHiddenStaysHidden(f *testing.F) {
	for _, seed := range []string{"a <!-- SECRET --> b", "> <!--\n> SECRET\n> -->", "- <!-- SECRET", "<div><!-- SECRET --></div>"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		public := Public(text)
		if strings.Contains(public, "SECRET") && !strings.Contains(Text(text)+HTML(text, Options{}), "SECRET") {
			t.Errorf("Public(%q) is %q", text, public)
		}
	})
}
