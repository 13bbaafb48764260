package badge

import (
	"fmt"
	"html"
	"strings"
	"unicode"
)

const (
	height  = 20
	padding = 6 // on both sides of a text
)

// The colours behind the label on a light and on a dark page.
const (
	labelLight = "#3a4149"
	labelDark  = "#2d333b"
)

// svg draws the badge. The colours of a light page are attributes, so that it is legible
// too where its style is not applied.
func (b badge) svg() []byte {
	left, right := width(b.label), width(b.message)
	split, all := left+2*padding, left+right+4*padding
	name := text(b.label + ": " + b.message)
	var s strings.Builder
	fmt.Fprintf(&s, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %[1]d %[2]d" role="img" aria-label="%[3]s">`, all, height, name)
	fmt.Fprintf(&s, "\n<title>%s</title>\n", name)
	fmt.Fprintf(&s, "<style>@media (prefers-color-scheme: dark) {.l {fill: %s} .m {fill: %s} .t {fill: #000}}</style>\n", labelDark, b.tone.dark())
	fmt.Fprintf(&s, `<clipPath id="r"><rect width="%d" height="%d" rx="3"/></clipPath>`+"\n", all, height)
	fmt.Fprintf(&s, `<g clip-path="url(#r)"><rect class="l" width="%d" height="%d" fill="%s"/>`, split, height, labelLight)
	fmt.Fprintf(&s, `<rect class="m" x="%d" width="%d" height="%d" fill="%s"/></g>`+"\n", split, all-split, height, b.tone.light())
	s.WriteString(`<g aria-hidden="true" fill="#fff" font-family="Verdana, Geneva, DejaVu Sans, sans-serif" font-size="11" text-anchor="middle">`)
	fmt.Fprintf(&s, `<text x="%.1f" y="14"%s>%s</text>`, float64(split)/2, fitted(b.label, left), text(b.label))
	fmt.Fprintf(&s, `<text class="t" x="%.1f" y="14"%s>%s</text></g>`+"\n", float64(split+all)/2, fitted(b.message, right), text(b.message))
	s.WriteString("</svg>\n")
	return []byte(s.String())
}

// fitted makes a text as wide as it was taken to be, whatever its font. Letters that join
// would come apart: their texts stay as wide as they are.
func fitted(s string, width int) string {
	if strings.ContainsFunc(s, joins) {
		return ""
	}
	return fmt.Sprintf(` textLength="%d"`, width)
}

// text writes a text for XML, which cannot hold most control characters.
func text(s string) string {
	return html.EscapeString(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd")))
}
