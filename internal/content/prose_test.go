package content_test

import (
	"testing"

	"ownup/internal/content"
)

func TestLineEndsOfAPlainTextAreHardBreaksInMarkdown(t *testing.T) {
	for plain, markdown := range map[string]string{
		"One.\nTwo.\n\nThree.":       "One.\\\nTwo.\n\nThree.",
		"Two:\n- a\n- b\n\n> c\n> d": "Two:\n- a\n- b\n\n> c\n> d",
		"```\na\nb\n```":             "```\na\nb\n```",
		"### A\nb\nc":                "### A\nb\\\nc",
	} {
		if got := content.LineBreaks(plain); got != markdown {
			t.Errorf("%q becomes %q, want %q", plain, got, markdown)
		}
		if got := content.Unbroken(markdown); got != plain {
			t.Errorf("%q comes back as %q, want %q", markdown, got, plain)
		}
	}
}

func TestLinesThatMarkdownRunsTogetherAreOneInAPlainText(t *testing.T) {
	const markdown, want = "One\nand two,  \nand three\\\nand four.\n\n- a\n  b\n", "One and two,\nand three\nand four.\n\n- a\n  b\n"
	if got := content.Unbroken(markdown); got != want {
		t.Errorf("it is %q, want %q", got, want)
	}
}
