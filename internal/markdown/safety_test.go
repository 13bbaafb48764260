package markdown_test

import (
	"io"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"ownup/internal/markdown"
)

// allowed lists the elements that a page may get from a text, with their attributes.
var allowed = map[string]string{
	"h1": "id", "h2": "id", "h3": "id", "h4": "id", "h5": "id", "h6": "id",
	"p": "class", "blockquote": "", "pre": "", "code": "class", "hr": "", "br": "",
	"em": "", "strong": "", "del": "", "span": "class", "div": "class tabindex",
	"ul": "class", "ol": "class start", "li": "class",
	"table": "", "thead": "", "tbody": "", "tr": "", "th": "class scope", "td": "class",
	"a": "href title rel", "img": "src alt title width height loading",
}

// classes lists the class names that a text can bring about, besides language-….
var classes = strings.Fields("table align-left align-center align-right task tasks done open mark raw")

// harm says what is wrong with some HTML: an element or attribute that is not allowed, a
// tag that is not closed, a link in a link, an address that a page must not hold.
func harm(page string) string {
	var open []string
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if z.Err() != io.EOF || len(open) > 0 {
				return "left open: " + strings.Join(open, " ")
			}
			return ""
		case html.CommentToken, html.DoctypeToken:
			return "comment: " + string(z.Raw())
		case html.StartTagToken:
			t := z.Token()
			if wrong := harmOf(t); wrong != "" {
				return wrong
			}
			if t.Data == "a" && slices.Contains(open, "a") {
				return "link in a link"
			}
			if !slices.Contains([]string{"br", "hr", "img"}, t.Data) {
				open = append(open, t.Data)
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			if len(open) == 0 || open[len(open)-1] != string(name) {
				return "closed out of order: " + string(name)
			}
			open = open[:len(open)-1]
		case html.SelfClosingTagToken:
			return "self-closing: " + string(z.Raw())
		}
	}
}

// harmOf says what is wrong with a tag.
func harmOf(t html.Token) string {
	attributes, ok := allowed[t.Data]
	if !ok {
		return "element " + t.Data
	}
	for _, a := range t.Attr {
		switch {
		case !slices.Contains(strings.Fields(attributes), a.Key):
			return "attribute " + a.Key + " of " + t.Data
		case a.Key == "href" && !leadsSomewhere(a.Val):
			return "href " + a.Val
		case a.Key == "src" && a.Val != "/incidents/a/graph%201.png" && a.Val != "/logo.svg":
			return "src " + a.Val
		case a.Key == "class":
			for _, c := range strings.Fields(a.Val) {
				if t.Data != "code" && !slices.Contains(classes, c) {
					return "class " + c
				}
			}
		}
	}
	return ""
}

// leadsSomewhere judges an address as a browser would read it: white space and control
// characters at its ends go, tabs and line feeds everywhere, a backslash is a slash.
func leadsSomewhere(href string) bool {
	href = strings.TrimFunc(href, func(r rune) bool { return r <= ' ' })
	href = strings.NewReplacer("\t", "", "\n", "", "\r", "", `\`, "/").Replace(href)
	u, err := url.Parse(href)
	if err != nil || strings.HasPrefix(href, "//") {
		return false
	}
	switch u.Scheme {
	case "http", "https":
		return u.Host != ""
	case "mailto", "tel", "":
		return href != ""
	}
	return false
}

func TestNoAttackReachesAPage(t *testing.T) {
	a := read(t, "attacks.txtar")
	for _, f := range a.Files {
		t.Run(strings.ReplaceAll(f.Name, " ", "-"), func(t *testing.T) {
			page := markdown.HTML(source(f), markdown.Options{Picture: album})
			if wrong := harm(page); wrong != "" {
				t.Errorf("%s in\n%s", wrong, page)
			}
			if strings.Contains(page, "<a ") && !strings.HasPrefix(f.Name, "harmless ") {
				t.Errorf("there is a link in\n%s", page)
			}
		})
	}
	if n := len(a.Files); n < 50 {
		t.Errorf("%d attacks are too few to be all", n)
	}
}

func FuzzHTMLHoldsOnlyWhatIsAllowed(f *testing.F) {
	for _, text := range texts(f) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		page := markdown.HTML(text, markdown.Options{Heading: 2, IDPrefix: "u-", Picture: album})
		if wrong := harm(page); wrong != "" {
			t.Errorf("%s in\n%s", wrong, page)
		}
		if ids := idsOf(page); len(slices.Compact(slices.Sorted(slices.Values(ids)))) != len(ids) {
			t.Errorf("ids %q are not unique", ids)
		}
	})
}

// idsOf gives the ids of a page.
func idsOf(page string) []string {
	var ids []string
	for z := html.NewTokenizer(strings.NewReader(page)); z.Next() != html.ErrorToken; {
		for _, a := range z.Token().Attr {
			if a.Key == "id" {
				ids = append(ids, a.Val)
			}
		}
	}
	return ids
}
