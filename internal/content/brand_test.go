package content_test

import (
	"testing"
	"testing/fstest"

	"ownup/internal/content"
	"ownup/internal/diag"
	"ownup/internal/status"
)

const unbranded = "title: T\nurl: https://status.example.com\ntimezone: UTC\nsince: 2024-01-01\ncomponents: [{id: web}]\n"

func loadBranded(more string) (*status.Site, error) {
	return content.Load(fstest.MapFS{"content/site.yaml": {Data: []byte(unbranded + more)}})
}

func TestOneValueOfABrandHoldsOnLightAndOnDarkPages(t *testing.T) {
	s, err := loadBranded("brand:\n  accent: \"#0BC\"\n  header: {dark: \"#10243e\"}\n  logo: content/theme/assets/a.svg\n  font: a.woff2\n")
	if err != nil {
		t.Fatal(err)
	}
	at := func(text string, line, column int) status.Written {
		return status.Written{Text: text, Pos: diag.Pos{File: "content/site.yaml", Line: line, Column: column}}
	}
	accent, logo, font := at("#00bbcc", 7, 11), at("a.svg", 9, 9), at("a.woff2", 10, 9)
	want := status.Brand{
		Accent: status.Choice{Light: accent, Dark: accent},
		Header: status.Choice{Dark: at("#10243e", 8, 18)},
		Logo:   status.Choice{Light: logo, Dark: logo},
		Font:   status.Font{Regular: font, Bold: font},
	}
	if s.Brand != want {
		t.Errorf("the brand is\n%+v\nwant\n%+v", s.Brand, want)
	}
}

func TestWhatIsWrongWithABrandIsToldWithItsPlaceAndWhatToWrite(t *testing.T) {
	tests := []struct{ text, want string }{
		{"brand: blue", ":6:8: brand is \"blue\", where keys were expected\n\twrite its keys below it, indented by two spaces:\n\t  brand:\n\t    logo: logo.svg"},
		{"brand:\n  acent: \"#000\"", ":7:3: unknown key \"acent\"\n\tdid you mean \"accent\"?"},
		{"brand:\n  accent: #0b57c2", ":7:11: \"#0b57c2\" is taken for a comment, not for the value\n\tput the value in quotes:\n\t    accent: \"#0b57c2\"\n\tor, if it is a comment, write a space after the #"},
		{"brand:\n  accent: 0B57C2", ":7:11: accent is \"0B57C2\", where a colour was expected\n\twrite its red, green and blue as hexadecimal digits: accent: \"#0b57c2\""},
		{"brand:\n  header: {light: navy}", ":7:19: light is \"navy\", where a colour was expected\n\twrite its red, green and blue as hexadecimal digits: light: \"#0b57c2\""},
		{"brand:\n  header: {night: \"#000\"}", ":7:12: unknown key \"night\"\n\tdid you mean \"light\"?"},
		{"brand:\n  logo: logo.jpg", ":7:9: logo is \"logo.jpg\", where a file was expected that ends in .svg or .png\n\tname a file such as logo: logo.svg"},
		{"brand:\n  favicon: https://example.com/a.ico", ":7:12: favicon is \"https://example.com/a.ico\", but a page asks nothing of other hosts\n\tput the file into content/theme/assets, and name it: favicon: a.ico"},
		{"brand:\n  font: Inter", ":7:9: font is \"Inter\", where a file was expected that ends in .woff2 or .woff\n\tname a file such as font: Inter.woff2"},
		{"brand:\n  font: {bold: b.woff2}", ":7:9: font has no regular weight\n\tname the file of the regular weight: font: {regular: text.woff2, bold: bold.woff2}"},
		{"subscribe: by mail", ":6:12: subscribe is \"by mail\", where a list was expected\n\twrite each on a line of its own:\n\t  subscribe:\n\t    - {name: By e-mail, url: https://lists.example.com/status}"},
		{"subscribe:\n  - {url: mailto:a@example.com}", ":7:5: this way to subscribe has no name\n\tname it: - {name: By e-mail, …}"},
		{"subscribe:\n  - {name: Mail}", ":7:5: the way to subscribe \"Mail\" leads nowhere\n\tgive it a url: (of a form, a list, or mailto:) or a command: to type"},
		{"subscribe:\n  - {name: Mail, url: a@example.com}", ":7:23: url \"a@example.com\" is no address with https:, http: or mailto:\n\twrite it in full, such as url: mailto:a@example.com"},
	}
	for _, test := range tests {
		_, err := loadBranded(test.text + "\n")
		if want := "content/site.yaml" + test.want; err == nil || err.Error() != want {
			t.Errorf("%s:\n%v\nwant\n%s", test.text, err, want)
		}
	}
}

func TestASiteHasItsOwnWaysToSubscribe(t *testing.T) {
	s, err := loadBranded("subscribe:\n  - {name: Mail, url: mailto:status@example.com}\n  - name: Chat\n    description: In our workspace\n    command: /feed\n")
	if err != nil {
		t.Fatal(err)
	}
	want := []status.Way{{Name: "Mail", URL: "mailto:status@example.com"}, {Name: "Chat", Description: "In our workspace", Command: "/feed"}}
	if len(s.Subscribe) != 2 || s.Subscribe[0] != want[0] || s.Subscribe[1] != want[1] {
		t.Errorf("the ways are %+v, want %+v", s.Subscribe, want)
	}
}
