package frontmatter

import (
	"slices"
	"strings"
	"testing"

	"ownup/internal/diag"
)

const incident = `---
title: Packet loss
components:
  email: major_outage
  control-panel: partial_outage since 2013-09-03 07:20 -04:00   # noticed late
started: 2013-09-03 07:00 -04:00
aliases: [one, 'two, three']
related:
- café: 0123
quoted: "a \"b\""
block: |
  first

  second
folded: >-
  first
  second
nothing:
tilde: ~
yes: no
---
Body

## 2013-09-03 08:00 -04:00 identified
`

func TestValuesAreTextAsWritten(t *testing.T) {
	front, _, problems := Parse("a.md", []byte(incident))
	if len(problems) > 0 {
		t.Fatal(problems.Error())
	}
	for _, want := range []struct {
		key    string
		kind   Kind
		text   string
		quoted bool
	}{
		{"title", Scalar, "Packet loss", false},
		{"started", Scalar, "2013-09-03 07:00 -04:00", false},
		{"quoted", Scalar, `a "b"`, true},
		{"block", Scalar, "first\n\nsecond\n", true},
		{"folded", Scalar, "first second", true},
		{"nothing", Null, "", false},
		{"tilde", Null, "~", false},
		{"yes", Scalar, "no", false},
	} {
		v, ok := front.Key(want.key)
		if !ok || v.Kind != want.kind || v.Text != want.text || v.Quoted != want.quoted {
			t.Errorf("%s: got %v %s %q quoted %v, want %s %q quoted %v", want.key, ok, v.Kind, v.Text, v.Quoted, want.kind, want.text, want.quoted)
		}
	}
	aliases, _ := front.Key("aliases")
	if got, want := drawn(aliases), "[one, two, three]"; got != want || len(aliases.Items) != 2 {
		t.Errorf("aliases: %s with %d items", got, len(aliases.Items))
	}
	components, _ := front.Key("components")
	panel, _ := components.Key("control-panel")
	if want := "partial_outage since 2013-09-03 07:20 -04:00"; panel.Text != want {
		t.Errorf("control-panel: %q, want %q", panel.Text, want)
	}
}

func TestEachKeyAndValueKnowsItsPlace(t *testing.T) {
	windows := byteOrderMark + strings.ReplaceAll(incident, "\n", "\r\n")
	for name, src := range map[string]string{"LF": incident, "BOM and CRLF": windows} {
		front, body, problems := Parse("a.md", []byte(src))
		if len(problems) > 0 {
			t.Fatal(problems.Error())
		}
		started, _ := front.Key("started")
		related, _ := front.Key("related")
		pair := related.Items[0].Pairs[0]
		for what, c := range map[string]struct{ got, want diag.Pos }{
			"the map":             {front.Pos, diag.Pos{File: "a.md", Line: 2, Column: 1}},
			"started":             {started.Pos, diag.Pos{File: "a.md", Line: 6, Column: 10}},
			"a key in a list":     {pair.Key.Pos, diag.Pos{File: "a.md", Line: 9, Column: 3}},
			"what follows café: ": {pair.Value.Pos, diag.Pos{File: "a.md", Line: 9, Column: 9}},
		} {
			if c.got != c.want {
				t.Errorf("%s: %s is at %s, want %s", name, what, c.got, c.want)
			}
		}
		if body.Line != 22 || body.Text != "Body\n\n## 2013-09-03 08:00 -04:00 identified\n" {
			t.Errorf("%s: the body begins on line %d: %q", name, body.Line, body.Text)
		}
	}
}

func TestKeysKeepTheOrderOfTheFile(t *testing.T) {
	v, _ := ParseYAML("site.yaml", []byte("z: 1\na: 2\nm: 3\na: 4\n"))
	if got, want := v.Keys(), []string{"z", "a", "m"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if first, _ := v.Key("a"); first.Text != "2" {
		t.Errorf("of a key that is there twice, the first counts, not %q", first.Text)
	}
	if _, ok := v.Key("x"); ok {
		t.Error("a key is there that is not")
	}
}

func TestAliasesStandForTheirAnchors(t *testing.T) {
	v, problems := ParseYAML("site.yaml", []byte("a: &x {b: c}\nd: *x\ne: [*x, *x]\n"))
	if len(problems) > 0 {
		t.Fatal(problems.Error())
	}
	if got, want := drawn(v), "{a: {b: c}, d: {b: c}, e: [{b: c}, {b: c}]}"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if d, _ := v.Key("d"); d.Pos.Line != 1 {
		t.Errorf("the text of an alias is where its anchor is: got %s", d.Pos)
	}
}

func TestWhatLooksLikeAMistakeAndIsNoneIsAccepted(t *testing.T) {
	for name, src := range map[string]string{
		"a tab after the key":            "a:\tb\n",
		"a tab at the end of a line":     "a: b\t\nc: d\n",
		"a comment":                      "a: b # c: d\n# e: f\n",
		"a number sign in a URL":         "a: http://b/#c\n",
		"a colon in a time":              "a: 07:00\n",
		"a URL below its key":            "a:\n  https://b\n",
		"quotes in quotes":               "a: 'it''s “fine”: # yes'\n",
		"typographic quotes in a text":   "a: the “Mail” server\n",
		"typographic quotes, two pairs":  "a: “Mail” and “Fax”\n",
		"anything in a block":            "a: |\n  b: “c”: d\n  e:f\n  #3\n  \tg\n",
		"a list in a folded block":       "a: >-\n  - b\n    - c\n",
		"an item below a dash in a text": "a:\n  - b: c\n    d: e - f\n  - b: g\n",
		"a list at its key's column":     "a:\n- b\n- c\n",
		"a map in braces":                "{a: b, c: [d]}\n",
		"a list over lines":              "a: [\n  b,\n  c,\n]\n",
		"a quote over lines":             "a: \"b\n  c\"\n",
		"a document's beginning":         "---\na: b\n",
		"a directive before it":          "%YAML 1.1\n---\na: b\n",
		"a minus":                        "a: -5\nb: --flag\n",
		"quotes in the middle":           "a: the \"b\" and the 'c'\n",
		"a question":                     "a: what?\n",
		"an anchor on a map":             "a: &b\n  c: d\n",
		"a no-break space in the middle": "a: 5\u00a0%\n",
		"no final line end":              "a: b",
	} {
		if v, problems := ParseYAML("site.yaml", []byte(src)); len(problems) > 0 || v.Kind != Map {
			t.Errorf("%s: %q: %s", name, src, problems.Error())
		}
	}
}

func TestFrontMatterMayBeginBelowBlankLinesAndEndWithBlanks(t *testing.T) {
	front, body, problems := Parse("a.md", []byte("\n\n--- \t\ntitle: a\n---  \n\nBody\n---\nMore\n"))
	if len(problems) > 0 {
		t.Fatal(problems.Error())
	}
	if title, _ := front.Key("title"); title.Pos.Line != 4 {
		t.Errorf("the title is on line %d", title.Pos.Line)
	}
	if body.Line != 6 || body.Text != "\nBody\n---\nMore\n" {
		t.Errorf("the body begins on line %d: %q", body.Line, body.Text)
	}
}

func TestTheBodyIsFoundWhereTheClosingLineIsWrong(t *testing.T) {
	for name, src := range map[string]string{
		"a dash":   "---\ntitle: a\n—\nThis is the body.\n---\n",
		"indented": "---\ntitle: a\n  ---\nThis is the body.\n---\n",
		"missing":  "---\ntitle: a\n\nThis is the body.\n---\n",
	} {
		_, body, problems := Parse("a.md", []byte(src))
		if body.Text != "This is the body.\n---\n" || len(problems) != 1 {
			t.Errorf("%s: %q, %s", name, body.Text, problems.Error())
		}
	}
}

func TestWhatAnotherProgramReadsMeansWhatItSays(t *testing.T) {
	const src = "name: “Mail”\nnumber: a #3\n"
	v, problems := ParseForeignYAML("page.yaml", []byte(src))
	if name, _ := v.Key("name"); name.Text != "“Mail”" || len(problems) > 0 {
		t.Errorf("name is %q: %v", name.Text, problems)
	}
	v, body, problems := ParseForeign("a.md", []byte("---\n"+src+"---\nText\n"))
	if number, _ := v.Key("number"); number.Text != "a" || body.Text != "Text\n" || len(problems) > 0 {
		t.Errorf("number is %q, the body %q: %v", number.Text, body.Text, problems)
	}
	if _, problems := ParseForeignYAML("page.yaml", []byte("a: b: c\n")); len(problems) == 0 {
		t.Error("what is no YAML is not told")
	}
}
