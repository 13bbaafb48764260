package badge

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// drawing is a badge as shields.mjs prints it.
type drawing struct {
	Colour         string
	Label, Message float64 // width in pixels
}

// draw lets shields.io's own library draw badges of its endpoint's form.
func draw(t *testing.T, badges []json.RawMessage) []drawing {
	t.Helper()
	library, err := filepath.Abs("../../../tools/node_modules/badge-maker/lib/index.js")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(library); err != nil {
		t.Fatalf("badge-maker is not there: \"make test\" sets it up: %v", err)
	}
	in, err := json.Marshal(badges)
	if err != nil {
		t.Fatal(err)
	}
	node := exec.CommandContext(t.Context(), "node", "testdata/shields.mjs", library)
	node.Stdin = bytes.NewReader(in)
	var stderr bytes.Buffer
	node.Stderr = &stderr
	out, err := node.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	var all []drawing
	if err := json.Unmarshal(out, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestShieldsDrawsEveryBadgeInItsColour(t *testing.T) {
	const grey = "#939393" // of shields.io's lightgrey, and of any colour that it does not know
	var paths []string
	var texts []json.RawMessage
	for path, text := range badges(t, "degraded") {
		if strings.HasSuffix(path, ".json") {
			paths, texts = append(paths, path), append(texts, text)
		}
	}
	for n, got := range draw(t, texts) {
		if known := !strings.Contains(string(texts[n]), `"lightgrey"`); known == (got.Colour == grey) {
			t.Errorf("%s is drawn in %s: %s", paths[n], got.Colour, texts[n])
		}
	}
}

func TestOurTextsAreAsWideAsThoseOfShields(t *testing.T) {
	const rounding = 2 // pixels: they round up to odd numbers, we to the next
	messages := []string{
		"operational", "partly out", "down", "99.95 %", "100 %", "under maintenance", "no data", "iiiiiiiiii", "WWWWWWWWWW",
		"Hosted email, last 90 days", "(a) [b] {c} <d> & \"e\" 'f' ~ ^ _ ` | \\ / @ # $ * + = ; : ! ?", "Straße, Łódź, Ñandú, naïve", "Пошта й мережа", "Ταχυδρομείο", "状态",
	}
	var texts []json.RawMessage
	for _, m := range messages {
		text, err := badge{"Status", m, best}.endpoint()
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, text)
	}
	for n, got := range draw(t, texts) {
		for text, theirs := range map[string]float64{"Status": got.Label, messages[n]: got.Message} {
			if ours := float64(width(text)); ours < theirs-rounding || ours > theirs+rounding {
				t.Errorf("%q is %.0f wide, and theirs %.0f", text, ours, theirs)
			}
		}
	}
}
