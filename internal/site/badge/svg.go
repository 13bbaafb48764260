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
	fmt.Fprintf(&s, `<text x="%.1f" y="14" textLength="%d">%s</text>`, float64(split)/2, left, text(b.label))
	fmt.Fprintf(&s, `<text class="t" x="%.1f" y="14" textLength="%d">%s</text></g>`+"\n", float64(split+all)/2, right, text(b.message))
	s.WriteString("</svg>\n")
	return []byte(s.String())
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

// em is the unit of the widths: so many make the size of the font.
const em = 2048

// size is that of the font in pixels.
const size = 11

// widths are those of Verdana from space to tilde, the first of the fonts that a badge
// asks for. Where another one is used, textLength makes it as wide.
var widths = [...]int{
	720, 806, 940, 1676, 1302, 2204, 1488, 550, 930, 930, 1302, 1676, 745, 930, 745, 930, // space to /
	1302, 1302, 1302, 1302, 1302, 1302, 1302, 1302, 1302, 1302, 930, 930, 1676, 1676, 1676, 1117, // 0 to ?
	2048, 1400, 1404, 1430, 1578, 1295, 1177, 1588, 1539, 862, 931, 1419, 1140, 1726, 1532, 1612, // @ to O
	1235, 1612, 1424, 1400, 1262, 1499, 1400, 2025, 1403, 1260, 1403, 930, 930, 930, 1676, 1302, // P to _
	1302, 1230, 1276, 1067, 1276, 1220, 720, 1276, 1296, 562, 705, 1212, 562, 1992, 1296, 1243, // ` to o
	1276, 1276, 874, 1067, 807, 1296, 1212, 1676, 1212, 1212, 1076, 1300, 930, 1300, 1676, // p to ~
}

// width gives the width of a text in pixels, rounded up. Beyond ASCII it is that of a
// letter of the same kind.
func width(s string) int {
	sum := 0
	for _, r := range s {
		switch {
		case r >= ' ' && r <= '~':
			sum += widths[r-' ']
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul), r >= 0xff01 && r <= 0xff60, r > 0xffff:
			sum += em
		case unicode.IsUpper(r):
			sum += widths['N'-' ']
		case unicode.IsSpace(r):
			sum += widths[0]
		default:
			sum += widths['n'-' ']
		}
	}
	return (sum*size + em - 1) / em
}
