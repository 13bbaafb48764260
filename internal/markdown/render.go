package markdown

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	extended "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// nodeRenderer renders what a page has otherwise than goldmark. The writer that goldmark
// hands it is the page.
type nodeRenderer struct{}

// RegisterFuncs names what that is.
func (nodeRenderer) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindHTMLBlock, leaf((*page).htmlBlock))
	r.Register(ast.KindRawHTML, leaf((*page).rawHTML))
	r.Register(ast.KindLink, frame((*page).link))
	r.Register(ast.KindAutoLink, leaf((*page).autoLink))
	r.Register(ast.KindImage, leaf((*page).image))
	r.Register(extended.KindTable, frame((*page).table))
	r.Register(extended.KindTaskCheckBox, leaf((*page).box))
}

// leaf renders a node by a function that takes care of its children as well.
func leaf(write func(*page, ast.Node)) renderer.NodeRendererFunc {
	return func(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			write(w.(*page), n)
		}
		return ast.WalkSkipChildren, nil
	}
}

// frame renders what stands before and after the children of a node.
func frame(write func(p *page, n ast.Node, entering bool)) renderer.NodeRendererFunc {
	return func(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		write(w.(*page), n, entering)
		return ast.WalkContinue, nil
	}
}

// htmlBlock writes a block of HTML as the text that it is.
func (p *page) htmlBlock(n ast.Node) {
	if raw := strings.TrimSpace(uncommented(htmlText(n.(*ast.HTMLBlock), p.source))); raw != "" {
		p.write(`<p class="raw">`, escape(raw), "</p>\n")
	}
}

// rawHTML writes a tag as the text that it is.
func (p *page) rawHTML(n ast.Node) {
	p.write(escape(uncommented(string(n.(*ast.RawHTML).Segments.Value(p.source)))))
}

// link writes a link, or only its words where a page must not hold its address.
func (p *page) link(n ast.Node, entering bool) {
	a, _ := p.address(n)
	switch {
	case a.reach == refused || within(n, ast.KindLink):
	case entering:
		p.anchor(a, n.(*ast.Link).Title)
	default:
		p.write("</a>")
	}
}

// autoLink writes a bare link.
func (p *page) autoLink(n ast.Node) {
	label := string(n.(*ast.AutoLink).Label(p.source))
	a, _ := p.address(n)
	p.linked(n, a, label)
}

// linked writes words as a link, or as mere words where the address is refused or they
// are part of a link already.
func (p *page) linked(n ast.Node, a address, words string) {
	if a.reach == refused || within(n, ast.KindLink) {
		p.write(escape(words))
		return
	}
	p.anchor(a, nil)
	p.write(escape(words), "</a>")
}

// anchor opens a link. A reader who leaves does not tell the other host from where.
func (p *page) anchor(a address, title []byte) {
	href := a.url
	switch a.reach {
	case fragment:
		words, _ := url.PathUnescape(href[1:]) // an address that is not refused can be unescaped
		if id, ok := p.ids[words]; ok {
			href = "#" + id
		}
	case inside:
		if p.Link != nil {
			href = p.Link(href)
		}
	}
	p.write(`<a href="`, escape(href), `"`)
	p.title(title)
	if a.reach == outside {
		p.write(` rel="noopener noreferrer"`)
	}
	p.write(">")
}

// image writes a picture of the site's own. One of another host becomes a link, since a
// page asks nothing of other hosts; one that is not found leaves its alternative text.
func (p *page) image(n ast.Node) {
	alt := p.inline(n)
	a, _ := p.address(n)
	if a.reach == outside {
		if alt == "" {
			alt = a.url
		}
		p.linked(n, a, alt)
		return
	}
	src, width, height, ok := p.picture(a)
	if !ok {
		p.write(escape(alt))
		return
	}
	p.write(`<img src="`, escape(src), `" alt="`, escape(alt), `"`)
	p.title(n.(*ast.Image).Title)
	if width > 0 && height > 0 {
		p.write(` width="`, strconv.Itoa(width), `" height="`, strconv.Itoa(height), `"`)
	}
	p.write(` loading="lazy">`)
}

// picture finds the picture at an address.
func (p *page) picture(a address) (src string, width, height int, ok bool) {
	name, ok := a.name()
	if !ok || p.Picture == nil {
		return "", 0, 0, false
	}
	return p.Picture(name)
}

// title writes the attribute of that name, if there is a title.
func (p *page) title(title []byte) {
	if len(title) > 0 {
		p.write(` title="`)
		html.DefaultWriter.Write(p, title)
		p.write(`"`)
	}
}

// table puts a table into a box that can be scrolled, by the keyboard as well.
func (p *page) table(_ ast.Node, entering bool) {
	if entering {
		p.write("<div class=\"table\" tabindex=\"0\">\n<table>\n")
	} else {
		p.write("</table>\n</div>\n")
	}
}

// box writes the word that stands for the box of a task.
func (p *page) box(n ast.Node) {
	p.write(`<span class="mark">`, escape(p.words[n]), "</span> ")
}

// escape makes text of a string, between tags and in quoted attributes.
func escape(s string) string { return string(util.EscapeHTML([]byte(s))) }

// write writes strings.
func (p *page) write(parts ...string) {
	for _, s := range parts {
		p.WriteString(s)
	}
}
