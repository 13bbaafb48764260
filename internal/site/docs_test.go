package site

import (
	"os"
	"strings"
	"testing"

	"ownup/internal/site/api"
)

func TestEveryKindOfFileIsDocumented(t *testing.T) {
	b, err := os.ReadFile("../../docs/outputs.md")
	if err != nil {
		t.Fatal(err)
	}
	paths := []string{api.BuildPath}
	for _, r := range rows() {
		paths = append(paths, r.path)
	}
	for _, p := range paths {
		if !strings.Contains(string(b), "| `"+p+"` |") {
			t.Errorf("docs/outputs.md does not list %s", p)
		}
	}
}
