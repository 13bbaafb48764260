package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// reads prints what a part of a page says, which is known by its id or by that of its
// heading: a line a block, with the words that were taken
// out as [-words-] and those that were put in as {+words+}:
//
//	reads public/uptime/index.html audit
func reads(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: reads PAGE ID")
	}
	root, err := html.Parse(strings.NewReader(ts.ReadFile(args[0])))
	ts.Check(err)
	for n := range root.Descendants() {
		if slices.Contains(n.Attr, html.Attribute{Key: "id", Val: args[1]}) || slices.Contains(n.Attr, html.Attribute{Key: "aria-labelledby", Val: args[1]}) {
			var r pageReader
			r.read(n)
			r.end()
			fmt.Fprint(ts.Stdout(), r.text.String())
			return
		}
	}
	ts.Fatalf("%s has nothing with the id %q", args[0], args[1])
}

// pageReader writes the words of a page, a line a block.
type pageReader struct{ text, line strings.Builder }

// ownLine are the elements that begin a line of their own.
var ownLine = []atom.Atom{atom.Details, atom.Summary, atom.Ol, atom.Ul, atom.Li, atom.P, atom.H1, atom.H2, atom.H3, atom.Section, atom.Div, atom.Header, atom.Dt, atom.Dd}

func (r *pageReader) read(n *html.Node) {
	if n.Type == html.TextNode {
		r.line.WriteString(n.Data)
		return
	}
	if slices.Contains(n.Attr, html.Attribute{Key: "class", Val: "quiet"}) {
		return // the marks say it
	}
	around := map[atom.Atom][2]string{atom.Del: {"[-", "-]"}, atom.Ins: {"{+", "+}"}}[n.DataAtom]
	if slices.Contains(ownLine, n.DataAtom) {
		r.end()
	}
	r.line.WriteString(around[0])
	for c := range n.ChildNodes() {
		r.read(c)
	}
	r.line.WriteString(around[1])
	if slices.Contains(ownLine, n.DataAtom) {
		r.end()
	}
}

// end ends a line, with single spaces between its words; there are no empty ones.
func (r *pageReader) end() {
	if words := strings.Fields(r.line.String()); len(words) > 0 {
		r.text.WriteString(strings.Join(words, " ") + "\n")
	}
	r.line.Reset()
}
