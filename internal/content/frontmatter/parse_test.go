package frontmatter

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ownup/internal/diag"
)

// A mistake is a file as a person writes it, and all that is said of it.
type mistake struct{ name, src, want string }

func TestMistakesAroundFrontMatterAreToldWithWhatToWrite(t *testing.T) {
	for _, m := range frontMistakes {
		t.Run(m.name, func(t *testing.T) {
			_, _, problems := Parse("a.md", []byte(m.src))
			checkProblems(t, problems, m.want)
		})
	}
}

func TestMistakesInYAMLAreToldWithTheLineAsItOughtToBe(t *testing.T) {
	for _, m := range mistakes {
		t.Run(m.name, func(t *testing.T) {
			_, problems := ParseYAML("site.yaml", []byte(m.src))
			checkProblems(t, problems, m.want)
		})
	}
}

func TestMistakesInFrontMatterHaveThePlacesOfTheFile(t *testing.T) {
	for _, m := range mistakes {
		if strings.Contains(m.src, "\n---") || strings.HasPrefix(m.src, "---") || strings.HasPrefix(m.src, "#") || strings.Contains(m.want, "on line") {
			continue // these mean something else in front matter, or name other lines
		}
		t.Run(m.name, func(t *testing.T) {
			_, _, problems := Parse("site.yaml", []byte("\ufeff\r\n---\r\n"+strings.ReplaceAll(m.src, "\n", "\r\n")+"---\r\nBody\r\n"))
			for i := range problems {
				problems[i].Pos.Line -= 2
			}
			checkProblems(t, problems, m.want)
		})
	}
}

func checkProblems(t *testing.T, problems diag.List, want string) {
	t.Helper()
	problems.Sort()
	if diff := cmp.Diff(strings.TrimPrefix(want, "\n"), problems.Error()); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

func TestAnEmptyYAMLFileIsToldWithWhatToWrite(t *testing.T) {
	_, problems := ParseYAML("site.yaml", nil)
	checkProblems(t, problems, `
site.yaml: the file is empty
	write a key and its value, such as
	  title: Example Status`)
}

func TestALineWrittenAsTheHintSaysIsNoMistake(t *testing.T) {
	tried := 0
	for _, m := range mistakes {
		_, problems := ParseYAML("site.yaml", []byte(m.src))
		mended, ok := obey(m.src, problems)
		if !ok {
			continue
		}
		tried++
		if v, left := ParseYAML("site.yaml", []byte(mended)); len(left) > 0 || v.Kind != Map {
			t.Errorf("%s: %q is said to be right: %s", m.name, mended, left.Error())
		}
	}
	if tried < 50 {
		t.Errorf("only %d hints were tried", tried)
	}
}

// obey writes the one line that a hint shows in the place of the problem's line.
func obey(src string, problems diag.List) (string, bool) {
	if len(problems) != 1 || strings.Contains(problems[0].Message, "(and on") {
		return "", false
	}
	p, shown := problems[0], []string(nil)
	for _, l := range strings.Split(p.Hint, "\n") {
		if line, ok := strings.CutPrefix(l, "  "); ok {
			shown = append(shown, line)
		}
	}
	if len(shown) != 1 || strings.Contains(p.Hint, "such as") || strings.Contains(p.Hint, "on a line of its own") {
		return "", false
	}
	lines := strings.Split(src, "\n")
	if p.Pos.Line > len(lines) {
		return "", false
	}
	lines[p.Pos.Line-1] = shown[0]
	return strings.Join(lines, "\n"), true
}

func TestMendedLinesHaveTheirValues(t *testing.T) {
	src := "title: Mail: slow\ncomponents\n  email:major_outage\n  fax: [a, b\nnote: “It’s fine”\nrack: A #3\nall: !x y\n"
	v, problems := ParseYAML("site.yaml", []byte(src))
	if len(problems) != 7 {
		t.Errorf("7 lines are wrong, %d problems: %s", len(problems), problems.Error())
	}
	want := "{title: Mail: slow, components: {email: major_outage, fax: [a, b]}, note: It’s fine, rack: A #3, all: !x y}"
	if got := drawn(v); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// drawn is a value as flow YAML, without quotes.
func drawn(v Value) string {
	var parts []string
	switch v.Kind {
	case List:
		for _, item := range v.Items {
			parts = append(parts, drawn(item))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case Map:
		for _, p := range v.Pairs {
			parts = append(parts, p.Key.Text+": "+drawn(p.Value))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	default:
		return v.Text
	}
}

func TestTooLargeAFileIsNotRead(t *testing.T) {
	src := []byte(strings.Repeat("a: b: c\n", 1<<17) + "\n")
	_, body, problems := Parse("a.md", src)
	checkProblems(t, problems, `
a.md: the file has 1048577 bytes; at most 1048576 (1 MiB) are read
	move pictures and logs into files of their own, and link to them`)
	if body.Text != "" {
		t.Errorf("the body has %d bytes", len(body.Text))
	}
}

func TestABombOfAliasesIsNotSet(t *testing.T) {
	var b strings.Builder
	b.WriteString("a: &a0 [x, x, x, x, x, x, x, x, x, x]\n")
	for i := range 9 {
		fmt.Fprintf(&b, "b%d: &a%d [%s]\n", i, i+1, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i), 10), ", "))
	}
	v, problems := ParseYAML("site.yaml", []byte(b.String()))
	checkProblems(t, problems, `
site.yaml:4:45: the aliases stand for more than 10000 values
	write out what is meant, without * and &`)
	if v.Kind != Null {
		t.Errorf("the value is %s", v.Kind)
	}
}

func TestWhatIsNestedTooDeepIsNotRead(t *testing.T) {
	nested := "a:\n"
	for i := range 120 {
		nested += strings.Repeat(" ", i+1) + "a:\n"
	}
	for name, src := range map[string]string{"brackets": "a: " + strings.Repeat("[", 200), "keys": nested, "hyphens": "a:\n" + strings.Repeat("- ", 200)} {
		v, problems := ParseYAML("site.yaml", []byte(src))
		if v.Kind != Null || len(problems) != 1 || problems[0].Message != "nested deeper than 100 levels" {
			t.Errorf("%s: %s, %s", name, v.Kind, problems.Error())
		}
	}
	chain := "k0: &a0 x\n"
	for i := range 200 {
		chain += fmt.Sprintf("k%d: &a%d [*a%d]\n", i+1, i+1, i)
	}
	if _, problems := ParseYAML("site.yaml", []byte(chain)); len(problems) != 1 || problems[0].Message != "nested deeper than 100 levels" {
		t.Errorf("a chain of aliases: %s", problems.Error())
	}
}

func TestALargeFileOfMistakesIsToldInShort(t *testing.T) {
	for _, line := range []string{"a: b: c\n", "a: “b”\n", "\ta: b\n", "- &a b\n", " ---\n", "  - ", "[", "a: \"", "? ", "a #b "} {
		for _, opening := range []string{"", "---\n", "---\na: |\n"} {
			src := opening + strings.Repeat(line, (200<<10)/len(line))
			_, _, problems := Parse("a.md", []byte(src))
			_, more := ParseYAML("a.md", []byte(src))
			if len(problems) > 101 || len(more) > 101 {
				t.Errorf("%q and many of %q: %d and %d problems", opening, line, len(problems), len(more))
			}
		}
	}
}
