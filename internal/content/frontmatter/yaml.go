package frontmatter

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"

	"ownup/internal/diag"
)

// rounds is how often a document is read anew after a line was mended, and bigRounds how
// often a big one is. What is wrong beyond that, the next run tells.
const (
	rounds    = 25
	bigRounds = 3
	big       = 64 << 10 // bytes
)

// yaml reads YAML whose first line is the given one of the file. A line that is no YAML,
// or is read otherwise than it was meant, is reported, mended as the hint says, and the
// reading begins anew.
func (r *reader) yaml(text string, first int) Value {
	lines := strings.Split(text, "\n")
	r.separators(lines, first)
	lines = r.oneDocument(lines, first)
	d := document{reader: r, first: first, lines: slices.Clone(lines), written: lines, mended: map[int]bool{}, told: map[told]bool{}}
	left := rounds
	if len(text) > big {
		left = bigRounds
	}
	for range left {
		root, err := compose(strings.Join(d.lines, "\n"))
		if err != nil {
			if m, ok := faultOf(err, d.lines).mend(); !d.accept(m, d.mended[m.at.line]) || !ok {
				return r.nothing()
			}
			continue
		}
		if r.literal {
			return d.value(root)
		}
		again := false
		for _, m := range misreadings(root, d.lines) {
			again = d.accept(m, false) || again
		}
		if !again || len(d.problems) > maxProblems {
			return d.value(root)
		}
	}
	return r.nothing()
}

// compose returns the root of the document, or nil if it is empty.
func compose(text string) (*yaml.Node, error) {
	limits := loaderlimits.New(loaderlimits.AliasNone(), loaderlimits.DepthFunc(func(depth int, _ *yaml.DepthContext) error {
		if depth > maxDepth {
			return errTooDeep
		}
		return nil
	}))
	loader, err := yaml.NewLoader(strings.NewReader(text), yaml.WithPlugin(limits))
	if err != nil {
		panic(err) // the options are ours
	}
	var node yaml.Node
	if err := loader.Load(&node); errors.Is(err, io.EOF) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	if len(node.Content) == 0 {
		return nil, nil
	}
	return node.Content[0], nil
}

// errTooDeep stops the reading of what no person wrote.
var errTooDeep = fmt.Errorf("nested deeper than %d levels", maxDepth)

// oneDocument reports where a second document begins, and cuts it off.
func (r *reader) oneDocument(lines []string, first int) []string {
	begun := false
	for i, l := range lines {
		marker := l == delimiter || strings.HasPrefix(l, delimiter+" ") || l == "..."
		if marker && begun {
			hint := "remove this line"
			if strings.TrimSpace(strings.Join(lines[i+1:], "")) != "" {
				hint = "remove this line, or move what is below it into a file of its own"
			}
			r.report(r.place(first+i, 1), hint, "%q ends the document: a file holds only one", strings.TrimSpace(l))
			return lines[:i]
		}
		t := strings.TrimSpace(l)
		begun = begun || t != "" && t[0] != '#' && t[0] != '%'
	}
	return lines
}

// document is the YAML of a file while it is read.
type document struct {
	*reader
	first    int      // number of the first line in the file
	lines    []string // as mended
	written  []string // as written
	mended   map[int]bool
	told     map[told]bool
	expanded int  // values that came from aliases
	flooded  bool // whether those were too many
}

// told is a problem that was reported already.
type told struct {
	line    int
	message string
}

// accept reports a mistake, unless quietly or again, and applies its mend. It returns
// whether a line has changed.
func (d *document) accept(m mend, quietly bool) bool {
	t := told{m.at.line, m.message}
	if d.told[t] {
		return false
	}
	d.told[t] = true
	if !quietly {
		d.report(d.pos(m.at.line+1, m.at.column), m.hint, "%s%s", m.message, d.also(m))
	}
	for i, l := range m.lines {
		d.lines[i] = l
		d.mended[i] = true
	}
	return len(m.lines) > 0
}

// also names the other lines that one mend changes.
func (d *document) also(m mend) string {
	var numbers []int
	for i := range m.lines {
		if i != m.at.line {
			numbers = append(numbers, d.first+i)
		}
	}
	switch {
	case !m.every || len(numbers) == 0:
		return ""
	case len(numbers) == 1:
		return fmt.Sprintf(" (and on line %d)", numbers[0])
	case len(numbers) > 8:
		return fmt.Sprintf(" (and on %d more lines)", len(numbers))
	}
	return " (and on lines " + enumerate(numbers) + ")"
}

// pos is the place in the file of a line and a column of the document, each from 1.
func (d *document) pos(line, column int) diag.Pos {
	line = max(1, min(line, len(d.written)))
	width := len([]rune(d.written[line-1]))
	return d.place(d.first+line-1, max(1, min(column, width+1)))
}
