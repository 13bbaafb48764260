package theme

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"html/template"
	"image/png"
	"math"
	"net/url"
	"path"
	"strconv"
	"strings"
)

// logoHeight is how high a logo stands on the page, in CSS pixels. The theme's name of
// the site takes no more.
const logoHeight = 32

// picture is a logo, by the name of its asset. Its width is known before it is loaded, so
// that nothing moves when it is there.
type picture struct {
	name  string
	width int // in CSS pixels, at logoHeight
}

// logo gives what a page calls the site: the logos of the brand with the title as their
// text, or the title.
func (p Place) logo(t *Theme, title string) template.HTML {
	title = template.HTMLEscapeString(title)
	light, dark := t.logos[0], t.logos[1]
	if light.name == "" {
		return template.HTML(title)
	}
	html := fmt.Sprintf(`<img src="%s" width="%d" height="%d" alt="%s">`, p.file(t, light.name), light.width, logoHeight, title)
	if dark.name != light.name {
		html = fmt.Sprintf(`<picture><source srcset="%s" width="%d" height="%d" media="screen and (prefers-color-scheme:dark)">%s</picture>`,
			p.file(t, dark.name), dark.width, logoHeight, html)
	}
	return template.HTML(html)
}

// file gives the address of an asset, for an attribute.
func (p Place) file(t *Theme, name string) string {
	u := url.URL{Path: p.URL(t.urls[name])}
	return template.HTMLEscapeString(strings.ReplaceAll(u.String(), ",", "%2C")) // a comma ends an address in srcset
}

// ratio gives the width of a picture by its height. An error says what it lacks.
func ratio(name string, content []byte) (float64, error) {
	if strings.EqualFold(path.Ext(name), ".svg") {
		return svgRatio(content)
	}
	config, err := png.DecodeConfig(bytes.NewReader(content))
	if err != nil || config.Height == 0 {
		return 0, fmt.Errorf("it cannot be read as a PNG: %w", err)
	}
	return float64(config.Width) / float64(config.Height), nil
}

// svgRatio reads the width and the height of the outermost element of an SVG, else its
// viewBox.
func svgRatio(content []byte) (float64, error) {
	d := xml.NewDecoder(bytes.NewReader(content))
	for {
		token, err := d.Token()
		if err != nil {
			return 0, fmt.Errorf("it cannot be read as an SVG: %w", err)
		}
		svg, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		attributes := map[string]string{}
		for _, a := range svg.Attr {
			attributes[a.Name.Local] = a.Value
		}
		if r := quotient(attributes["width"], attributes["height"]); r > 0 {
			return r, nil
		}
		if box := strings.FieldsFunc(attributes["viewBox"], func(r rune) bool { return r == ' ' || r == ',' }); len(box) == 4 {
			if r := quotient(box[2], box[3]); r > 0 {
				return r, nil
			}
		}
		return 0, fmt.Errorf("its element %s has no viewBox, and so no size", svg.Name.Local)
	}
}

// quotient divides two lengths in pixels; 0 where they are none.
func quotient(width, height string) float64 {
	w, err := strconv.ParseFloat(strings.TrimSuffix(width, "px"), 64)
	if err != nil {
		return 0
	}
	h, err := strconv.ParseFloat(strings.TrimSuffix(height, "px"), 64)
	if r := w / h; err == nil && r > 0 && !math.IsInf(r, 0) {
		return r
	}
	return 0
}
