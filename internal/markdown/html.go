package markdown

import (
	"strconv"
	"strings"
	"sync"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extended "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// Options say how a text is put on a page. The zero Options put it there as it is: levels
// as written, ids without a prefix, links as they are, no pictures.
type Options struct {
	// Heading is the level, from 1 to 6, that the text's topmost headings get; those below
	// keep their distance as far as level 6 allows. 0 leaves the levels as written.
	Heading int

	// IDPrefix stands before the id of each heading, any separator included. A page that
	// holds several texts gives each its own. Links to "#words" that mean a heading of the
	// same text follow.
	IDPrefix string

	// Picture finds a picture: by a name that is relative to the text and never leads out
	// of its folder, or by a path from the site's root, with a leading slash. A width or
	// height of 0 is not known. A picture that is not found leaves its alternative text; so
	// do all if Picture is nil.
	Picture func(name string) (src string, width, height int, ok bool)

	// Link rewrites the address of a link into the site, relative or with a leading slash;
	// nil leaves them. What it returns must be safe.
	Link func(url string) string

	// Task gives the class of the n-th task of the text, counted from 0 in the order of
	// [Tasks], and the word that says the same before its text. If it is nil, they are
	// "done" and "Done:", or "open" and "Open:".
	Task func(n int, done bool) (class, word string)
}

// HTML gives a text as HTML that is safe to put on a page, whatever the text; see the
// package's comment for what it holds.
func HTML(markdown string, o Options) string {
	p := newPage(markdown, o)
	if err := printer().Render(p, p.source, p.root); err != nil {
		panic(err) // a sheet does not fail, nor do our renderers
	}
	return p.String()
}

// printer gives the one renderer of this package, which many goroutines may use at a time.
var printer = sync.OnceValue(func() renderer.Renderer {
	return renderer.NewRenderer(renderer.WithNodeRenderers(
		util.Prioritized(nodeRenderer{}, 100),
		util.Prioritized(extension.NewTableHTMLRenderer(
			extension.WithTableCellAlignMethod(extension.TableCellAlignNone)), 500),
		util.Prioritized(extension.NewStrikethroughHTMLRenderer(), 500),
		util.Prioritized(html.NewRenderer(), 1000),
	))
})

// page renders a document for a page. It is also what the renderer writes to: that is how
// the functions that all pages share find the one that they render.
type page struct {
	*Document
	Options
	sheet
	ids   map[string]string   // ids of headings by their words
	same  map[string]int      // how many more headings have the same words
	words map[ast.Node]string // what the boxes of tasks are replaced by
}

// sheet is a text that goldmark can write to without a buffer in between.
type sheet struct{ strings.Builder }

// Available says that nothing is kept back.
func (*sheet) Available() int { return 0 }

// Buffered says that nothing is kept back.
func (*sheet) Buffered() int { return 0 }

// Flush has nothing to do.
func (*sheet) Flush() error { return nil }

// newPage reads a text and dresses it for a page.
func newPage(markdown string, o Options) *page {
	p := &page{
		Document: Parse(markdown),
		Options:  o,
		ids:      map[string]string{},
		same:     map[string]int{},
		words:    map[ast.Node]string{},
	}
	p.dress()
	return p
}

// dress gives the nodes their levels, ids and classes, which goldmark writes as attributes.
func (p *page) dress() {
	shift := p.shift()
	tasks := 0
	for n := range nodes(p.root) {
		switch n := n.(type) {
		case *ast.Heading:
			n.Level = min(n.Level+shift, 6)
			n.SetAttributeString("id", p.id(n))
		case *ast.ListItem:
			if box := boxOf(n); box != nil {
				class, word := p.task(tasks, box.IsChecked)
				tasks++
				p.words[box] = word
				n.SetAttributeString("class", "task "+class)
				n.Parent().SetAttributeString("class", "tasks")
			}
		case *extended.TableCell:
			if n.Alignment != extended.AlignNone {
				n.SetAttributeString("class", "align-"+n.Alignment.String())
			}
			if n.Parent().Kind() == extended.KindTableHeader {
				n.SetAttributeString("scope", "col")
			}
		}
	}
}

// shift is what to add to each level so that the topmost headings get the wanted one.
func (p *page) shift() int {
	top := 7
	for n := range nodes(p.root) {
		if h, ok := n.(*ast.Heading); ok {
			top = min(top, h.Level)
		}
	}
	if p.Heading == 0 || top == 7 {
		return 0
	}
	return min(max(p.Heading, 1), 6) - top
}

// id gives a heading its id: the prefix and its words, with a number from the second of
// the same words on.
func (p *page) id(h *ast.Heading) string {
	words := slug(p.inline(h))
	unique := words
	for p.ids[unique] != "" {
		p.same[words]++
		unique = words + "-" + strconv.Itoa(p.same[words]+1)
	}
	p.ids[unique] = p.IDPrefix + unique
	return p.ids[unique]
}

// slug makes an id of words: lower-case letters and digits of any script, joined by
// hyphens. Words without any make "section".
func slug(words string) string {
	words = strings.Map(func(r rune) rune {
		switch {
		case r == '\'' || r == '’' || unicode.Is(unicode.Variation_Selector, r):
			return -1
		case unicode.In(r, unicode.L, unicode.N, unicode.M):
			return unicode.ToLower(r)
		}
		return ' '
	}, words)
	if words = strings.Join(strings.Fields(words), "-"); words == "" {
		return "section"
	}
	return words
}

// task gives the class and the word of a task.
func (p *page) task(n int, done bool) (class, word string) {
	switch {
	case p.Task != nil:
		return p.Task(n, done)
	case done:
		return "done", "Done:"
	}
	return "open", "Open:"
}
