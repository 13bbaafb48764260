package notify

import (
	"os"
	"strings"
	"testing"
)

func TestTheDocumentedTemplateIsTheBuiltInOne(t *testing.T) {
	text, err := os.ReadFile("../../docs/publishing.md")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), "```text\n"+chatText+"```") {
		t.Errorf("docs/publishing.md does not show %q", chatText)
	}
}
