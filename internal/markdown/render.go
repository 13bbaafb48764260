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

// RegisterFuncs names what a page renders otherwise than goldmark does.
func (p *page) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindHTMLBlock, leaf(p.htmlBlock))
	r.Register(ast.KindRawHTML, leaf(p.rawHTML))
	r.Register(ast.KindLink, p.link)
	r.Register(ast.KindAutoLink, leaf(p.autoLink))
	r.Register(ast.KindImage, leaf(p.image))
	r.Register(extended.KindTable, p.table)
	r.Register(extended.KindTaskCheckBox, leaf(p.box))
}

// leaf renders a node by a function that takes care of its children as well.
func leaf(write func(util.BufWriter, ast.Node)) renderer.NodeRendererFunc {
	return func(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			write(w, n)
		}
		return ast.WalkSkipChildren, nil
	}
}

// htmlBlock writes a block of HTML as the text that it is.
func (p *page) htmlBlock(w util.BufWriter, n ast.Node) {
	if raw := strings.TrimSpace(uncommented(htmlText(n.(*ast.HTMLBlock), p.source))); raw != "" {
		write(w, `<p class="raw">`, escape(raw), "</p>\n")
	}
}

// rawHTML writes a tag as the text that it is.
func (p *page) rawHTML(w util.BufWriter, n ast.Node) {
	write(w, escape(uncommented(string(n.(*ast.RawHTML).Segments.Value(p.source)))))
}

// link writes a link, or only its words where a page must not hold its address.
func (p *page) link(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	a, _ := p.address(n)
	switch {
	case a.reach == refused || within(n, ast.KindLink):
	case entering:
		p.anchor(w, a, n.(*ast.Link).Title)
	default:
		write(w, "</a>")
	}
	return ast.WalkContinue, nil
}

// autoLink writes a bare link.
func (p *page) autoLink(w util.BufWriter, n ast.Node) {
	label := string(n.(*ast.AutoLink).Label(p.source))
	a, _ := p.address(n)
	p.linked(w, n, a, label)
}

// linked writes words as a link, or as mere words where the address is refused or they
// are part of a link already.
func (p *page) linked(w util.BufWriter, n ast.Node, a address, words string) {
	if a.reach == refused || within(n, ast.KindLink) {
		write(w, escape(words))
		return
	}
	p.anchor(w, a, nil)
	write(w, escape(words), "</a>")
}

// anchor opens a link. A reader who leaves does not tell the other host from where.
func (p *page) anchor(w util.BufWriter, a address, title []byte) {
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
	write(w, `<a href="`, escape(href), `"`)
	p.title(w, title)
	if a.reach == outside {
		write(w, ` rel="noopener noreferrer"`)
	}
	write(w, ">")
}

// image writes a picture of the site's own. One of another host becomes a link, since a
// page asks nothing of other hosts; one that is not found leaves its alternative text.
func (p *page) image(w util.BufWriter, n ast.Node) {
	alt := p.inline(n)
	a, _ := p.address(n)
	if a.reach == outside {
		if alt == "" {
			alt = a.url
		}
		p.linked(w, n, a, alt)
		return
	}
	src, width, height, ok := p.picture(a)
	if !ok {
		write(w, escape(alt))
		return
	}
	write(w, `<img src="`, escape(src), `" alt="`, escape(alt), `"`)
	p.title(w, n.(*ast.Image).Title)
	if width > 0 && height > 0 {
		write(w, ` width="`, strconv.Itoa(width), `" height="`, strconv.Itoa(height), `"`)
	}
	write(w, ` loading="lazy">`)
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
func (p *page) title(w util.BufWriter, title []byte) {
	if len(title) > 0 {
		write(w, ` title="`)
		html.DefaultWriter.Write(w, title)
		write(w, `"`)
	}
}

// table puts a table into a box that can be scrolled, by the keyboard as well.
func (p *page) table(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		write(w, "<div class=\"table\" tabindex=\"0\">\n<table>\n")
	} else {
		write(w, "</table>\n</div>\n")
	}
	return ast.WalkContinue, nil
}

// box writes the word that stands for the box of a task.
func (p *page) box(w util.BufWriter, n ast.Node) {
	write(w, `<span class="mark">`, escape(p.words[n]), "</span> ")
}

// escape makes text of a string, between tags and in quoted attributes.
func escape(s string) string { return string(util.EscapeHTML([]byte(s))) }

// write writes strings. Errors of the writer stay with it until the end.
func write(w util.BufWriter, parts ...string) {
	for _, s := range parts {
		_, _ = w.WriteString(s)
	}
}
