package theme

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
)

// legible is the contrast that a text must have with what it stands on: level AA of
// WCAG 2.2, success criterion 1.4.3.
const legible = 4.5

// colour is a colour of sRGB: red, green and blue.
type colour [3]uint8

// parseColour reads "#rrggbb".
func parseColour(text string) colour {
	n, err := strconv.ParseUint(text[1:], 16, 24)
	if err != nil {
		panic(fmt.Sprintf("theme: %q is no colour", text)) // package content lets none pass
	}
	return colour{uint8(n >> 16), uint8(n >> 8), uint8(n)}
}

func (c colour) String() string { return fmt.Sprintf("#%02x%02x%02x", c[0], c[1], c[2]) }

var black, white = colour{}, colour{255, 255, 255}

// luminance is how bright a colour is, from 0 to 1. Source: WCAG 2.2, relative luminance.
func (c colour) luminance() float64 {
	linear := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c[0]) + 0.7152*linear(c[1]) + 0.0722*linear(c[2])
}

// contrast is the ratio of two luminances, from 1 to 21. Source: WCAG 2.2, contrast ratio.
func contrast(a, b colour) float64 {
	x, y := a.luminance(), b.luminance()
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// worst gives the one of some grounds on which a colour is read worst; none where there
// are no grounds.
func (c colour) worst(grounds []colour) (ground colour, ratio float64) {
	ratio = math.Inf(1)
	for _, g := range grounds {
		if r := contrast(c, g); r < ratio {
			ground, ratio = g, r
		}
	}
	return ground, ratio
}

// ink gives the one of black and white that is read better on a colour. It is always
// legible, for the two contrasts multiply to 21.
func (c colour) ink() colour {
	if contrast(c, white) >= contrast(c, black) {
		return white
	}
	return black
}

// made gives the legible colour nearest to c on the way to the ink of its grounds.
func (c colour) made(grounds []colour) colour {
	ground, _ := c.worst(grounds)
	ink := ground.ink()
	for percent := range 100 {
		var mixed colour
		for n := range mixed {
			mixed[n] = uint8((int(c[n])*(100-percent) + int(ink[n])*percent) / 100)
		}
		if _, ratio := mixed.worst(grounds); ratio >= legible {
			return mixed
		}
	}
	return ink
}

var (
	darkScheme = regexp.MustCompile(`prefers-color-scheme:\s*dark`)
	paper      = regexp.MustCompile(`--(?:paper|wash):\s*(#[0-9a-fA-F]{6}|#[0-9a-fA-F]{3})\b`)
)

// grounds gives what texts stand on, on light and on dark pages, as a stylesheet says it:
// the values of --paper and --wash, those of dark pages in a query for them. A stylesheet
// of a site's own may know neither: then nothing is said of its contrasts.
func grounds(css string) (light, dark []colour) {
	split := len(css)
	if at := darkScheme.FindStringIndex(css); at != nil {
		split = at[0]
	}
	for _, m := range paper.FindAllStringSubmatchIndex(css, -1) {
		text := css[m[2]:m[3]]
		if len(text) == len("#rgb") {
			text = fmt.Sprintf("#%[1]c%[1]c%[2]c%[2]c%[3]c%[3]c", text[1], text[2], text[3])
		}
		if m[0] < split {
			light = append(light, parseColour(text))
		} else {
			dark = append(dark, parseColour(text))
		}
	}
	return light, dark
}
