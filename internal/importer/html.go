package importer

import (
	"html"
	"regexp"
	"strings"
)

// maxHTML is how many bytes of HTML are turned into Markdown in one piece. What is larger
// was not written by a person, and stays as it is.
const maxHTML = 256 << 10

var (
	breakTags   = regexp.MustCompile(`(?i)\s*(?:<br\s*/?>\s*)+`)
	linkTag     = regexp.MustCompile(`(?is)<a\b[^<>]*?\bhref\s*=\s*["']([^"'<>]*)["'][^<>]*>(.*?)</a\s*>`)
	imageTag    = regexp.MustCompile(`(?is)<img\b([^<>]*)>`)
	imageSource = regexp.MustCompile(`(?is)\bsrc\s*=\s*["']([^"'<>]*)["']`)
	imageWords  = regexp.MustCompile(`(?is)\balt\s*=\s*["']([^"'<>]*)["']`)
	wrapTag     = regexp.MustCompile(`(?i)</?(?:span|font|u|small|var|time|center|tt)\b[^<>]*>`)
	anyTag      = regexp.MustCompile(`(?i)</?(?:p|div|ul|ol|li|table|h[1-6]|pre|blockquote|br|img|a|b|strong|i|em|s|strike|del|code|span|font|u|small|var|time|center|tt|section|article|dl|details|summary|hr|iframe)\b[^<>]*>`)
	codeSpan    = regexp.MustCompile("(?s)```.*?```|`[^`\n]*`")
)

// marks are the inline elements that Markdown has marks for.
var marks = []struct {
	tag  *regexp.Regexp
	mark string
}{
	{regexp.MustCompile(`(?is)<(?:b|strong)\b[^<>]*>\s*(.*?)\s*</(?:b|strong)\s*>`), "**"},
	{regexp.MustCompile(`(?is)<(?:i|em)\b[^<>]*>\s*(.*?)\s*</(?:i|em)\s*>`), "*"},
	{regexp.MustCompile(`(?is)<(?:s|strike|del)\b[^<>]*>\s*(.*?)\s*</(?:s|strike|del)\s*>`), "~~"},
	{regexp.MustCompile(`(?is)<code\b[^<>]*>\s*(.*?)\s*</code\s*>`), "`"},
}

// mask stands for a piece of code while the text around it is turned into Markdown.
const mask = "\ue000"

// withoutHTML turns the HTML in a text into Markdown, and leaves the Markdown that is
// there already: people mix both. Code is left as it is.
func withoutHTML(text string) string {
	if !anyTag.MatchString(text) || len(text) > maxHTML || strings.Contains(text, mask) {
		return text
	}
	var code []string
	masked := codeSpan.ReplaceAllStringFunc(text, func(found string) string {
		code = append(code, found)
		return mask
	})
	parts := strings.Split(unmarked(masked), mask)
	if len(parts) != len(code)+1 { // some of it stood within a tag
		return text
	}
	var b strings.Builder
	for n, part := range parts {
		if n > 0 {
			b.WriteString(code[n-1])
		}
		b.WriteString(part)
	}
	return b.String()
}

// inline turns the elements within lines into marks.
func inline(text string) string {
	text = withoutBreaks(text)
	for _, m := range marks {
		text = m.tag.ReplaceAllStringFunc(text, func(found string) string {
			words := m.tag.FindStringSubmatch(found)[1]
			if words == "" {
				return ""
			}
			return m.mark + words + m.mark
		})
	}
	text = linkTag.ReplaceAllStringFunc(text, func(found string) string {
		m := linkTag.FindStringSubmatch(found)
		address := strings.TrimSpace(html.UnescapeString(m[1]))
		words := strings.TrimSpace(m[2])
		if address == "" || strings.ContainsAny(address, " ()\n") {
			return words
		}
		if words == "" {
			words = address
		}
		return "[" + words + "](" + address + ")"
	})
	text = imageTag.ReplaceAllStringFunc(text, image)
	return wrapTag.ReplaceAllString(text, "")
}

// withoutBreaks turns breaks into those of Markdown: one is a hard break, several are the
// end of a paragraph, and at the end of a paragraph they say nothing.
func withoutBreaks(text string) string {
	var b strings.Builder
	from := 0
	for _, at := range breakTags.FindAllStringIndex(text, -1) {
		b.WriteString(text[from:at[0]])
		from = at[1]
		switch found := text[at[0]:at[1]]; {
		case at[0] == 0 || at[1] == len(text):
		case strings.Count(found, "<") > 1 || strings.Contains(strings.NewReplacer(" ", "", "\t", "", "\r", "").Replace(found), "\n\n"):
			b.WriteString("\n\n")
		default:
			b.WriteString("\\\n")
		}
	}
	return b.String() + text[from:]
}

// image turns an image into Markdown; one without an address leaves its words.
func image(tag string) string {
	alt, address := "", ""
	if m := imageWords.FindStringSubmatch(tag); m != nil {
		alt = strings.NewReplacer("[", "", "]", "", "\n", " ").Replace(html.UnescapeString(m[1]))
	}
	if m := imageSource.FindStringSubmatch(tag); m != nil {
		address = strings.TrimSpace(html.UnescapeString(m[1]))
	}
	if address == "" || strings.ContainsAny(address, " ()\n") {
		return alt
	}
	return "![" + alt + "](" + address + ")"
}
