package markdown

import (
	"regexp"
	"sync"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// dialect gives the one parser of this package, which many goroutines may use at a time.
var dialect = sync.OnceValue(func() parser.Parser {
	return goldmark.New(
		goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Linkify),
		goldmark.WithParserOptions(
			// Each stands before the parser that it wraps.
			parser.WithBlockParsers(util.Prioritized(fences{parser.NewFencedCodeBlockParser()}, 699)),
			parser.WithInlineParsers(util.Prioritized(boxes{extension.NewTaskCheckBoxParser()}, 0)),
		),
	).Parser()
})

// fences parses fenced code and remembers which fences were closed by a line of their own,
// rather than by the end of the text, the list or the quote in which they stand.
type fences struct{ parser.BlockParser }

const closedFence = "closed"

// Continue marks the fence whose closing line it has read.
func (f fences) Continue(n ast.Node, r text.Reader, pc parser.Context) parser.State {
	state := f.BlockParser.Continue(n, r, pc)
	if state&parser.Continue == 0 {
		n.SetAttributeString(closedFence, true)
	}
	return state
}

// boxes parses the box of a task only where white space follows it, as GitHub does, so
// that "- [x](https://example.com)" stays a link.
type boxes struct{ parser.InlineParser }

var box = regexp.MustCompile(`^\[[ \txX]\](\s|$)`)

// Parse reads a box and the white space behind it.
func (b boxes) Parse(parent ast.Node, r text.Reader, pc parser.Context) ast.Node {
	if line, _ := r.PeekLine(); !box.Match(line) {
		return nil
	}
	return b.InlineParser.Parse(parent, r, pc)
}
