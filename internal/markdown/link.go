package markdown

import (
	"bytes"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// Link is a link or a picture of a text.
type Link struct {
	URL          string // as a page would hold it: references resolved, percent-encoded
	Line, Column int    // where it is used; from 1, columns in characters
	Picture      bool
	Refused      bool // no page holds this address: only the words beside it are shown
}

// Links gives the links and pictures of a text in the order of the source.
func Links(markdown string) []Link {
	d := Parse(markdown)
	var links []Link
	for n := range nodes(d.root) {
		a, ok := d.address(n)
		if !ok {
			continue
		}
		l := Link{URL: a.url, Picture: n.Kind() == ast.KindImage, Refused: a.reach == refused}
		l.Line, l.Column = d.place(d.linkStart(n))
		links = append(links, l)
	}
	return links
}

// References gives the names of the pictures that a text shows and that lie beside it,
// slash-separated, sorted and each once. A name never leads out of the folder.
func References(markdown string) []string {
	d := Parse(markdown)
	var names []string
	for n := range nodes(d.root) {
		if a, ok := d.address(n); ok && n.Kind() == ast.KindImage {
			if name, ok := a.name(); ok && name[0] != '/' {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// linkStart gives the offset at which a link begins.
func (d *Document) linkStart(n ast.Node) int {
	pos := max(n.Pos(), 0)
	if auto, ok := n.(*ast.AutoLink); ok && d.source[pos] != '<' { // a bare one may begin behind a sign
		pos += max(bytes.Index(d.source[pos:], auto.Label(d.source)), 0)
	}
	return pos
}

// reach says where an address leads.
type reach int

const (
	refused  reach = iota // nowhere: a page must not hold it
	inside                // to this site: "a.png", "/history/", "?x"
	fragment              // to this page: "#summary"
	outside               // to another host
	person                // to mail or a telephone
)

// address is where a link or a picture leads.
type address struct {
	url   string // percent-encoded, not yet escaped for HTML
	reach reach
}

// address gives the address of a link, a bare link or a picture.
func (d *Document) address(n ast.Node) (address, bool) {
	switch n := n.(type) {
	case *ast.Link:
		return addressOf(string(util.URLEscape(n.Destination, true))), true
	case *ast.Image:
		return addressOf(string(util.URLEscape(n.Destination, true))), true
	case *ast.AutoLink:
		u := string(util.URLEscape(n.URL(d.source), false))
		if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(u), "mailto:") {
			u = "mailto:" + u
		}
		return addressOf(u), true
	}
	return address{}, false
}

// addressOf judges an address. It takes what a browser would be sure to read as it is
// meant, and refuses the rest: other schemes, hosts without a scheme, and whatever holds a
// control character or a backslash, even encoded.
func addressOf(s string) address {
	a := address{url: s}
	plain, err := url.PathUnescape(s)
	if err != nil || s == "" || strings.Contains(plain, `\`) || strings.ContainsFunc(plain, unicode.IsControl) {
		return a
	}
	u, err := url.Parse(s)
	switch {
	case err != nil:
	case u.Scheme == "http" || u.Scheme == "https":
		if u.Host != "" {
			a.reach = outside
		}
	case u.Scheme == "mailto" || u.Scheme == "tel":
		if u.Opaque != "" {
			a.reach = person
		}
	case u.Scheme != "" || strings.HasPrefix(s, "//"):
	case s[0] == '#':
		a.reach = fragment
	default:
		a.reach = inside
	}
	return a
}

// name gives the file that an address inside the site means: relative to the text, or
// from the site's root with a leading slash. There is none where it leads out of the
// folder or is a folder.
func (a address) name() (string, bool) {
	if a.reach != inside {
		return "", false
	}
	u, err := url.Parse(a.url)
	if err != nil || u.Path == "" || strings.HasSuffix(u.Path, "/") {
		return "", false
	}
	name := path.Clean(u.Path)
	leaves := name == "." || name == ".." || strings.HasPrefix(name, "../")
	return name, !leaves && name != "/" && utf8.ValidString(name)
}
