package importer

import (
	"html"
	"regexp"
	"strings"

	htmltomarkdown "github.com/JohannesKaufmann/html-to-markdown/v2"
)

// maxHTML is how many bytes of HTML are turned into Markdown in one piece. What is larger
// was not written by a person, and stays as it is.
const maxHTML = 256 << 10

var (
	// blockTag begins a piece of HTML that is more than marks within a line.
	blockTag = regexp.MustCompile(`(?i)<(?:p|div|ul|ol|li|table|h[1-6]|pre|blockquote|section|dl|details)\b[^<>]*>`)
	breakTag = regexp.MustCompile(`(?i)[ \t]*<br\s*/?>[ \t]*\n?`)
	linkTag  = regexp.MustCompile(`(?is)<a\b[^<>]*?\bhref\s*=\s*["']([^"'<>]*)["'][^<>]*>(.*?)</a\s*>`)
	wrapTag  = regexp.MustCompile(`(?i)</?(?:span|font|u|small|var|time|center|tt)\b[^<>]*>`)
	anyTag   = regexp.MustCompile(`(?i)</?(?:p|div|ul|ol|li|table|h[1-6]|pre|blockquote|br|a|b|strong|i|em|s|strike|del|code|span|font|u|small|var|time|center|tt|section|dl|details)\b[^<>]*>`)
	codeSpan = regexp.MustCompile("(?s)```.*?```|`[^`\n]*`")
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

// withoutHTML turns the HTML in a text into Markdown, and leaves the Markdown that is
// there already: people mix both. Code is left as it is.
func withoutHTML(text string) string {
	if !anyTag.MatchString(text) || len(text) > maxHTML {
		return text
	}
	var b strings.Builder
	at := 0
	for _, code := range codeSpan.FindAllStringIndex(text, -1) {
		b.WriteString(unmarked(text[at:code[0]]))
		b.WriteString(text[code[0]:code[1]])
		at = code[1]
	}
	b.WriteString(unmarked(text[at:]))
	return b.String()
}

// unmarked turns the HTML of a text without code into Markdown, paragraph by paragraph.
func unmarked(text string) string {
	if !anyTag.MatchString(text) {
		return text
	}
	if at := blockTag.FindStringIndex(text); at != nil {
		before := strings.TrimRight(inline(text[:at[0]]), " \t\n")
		converted, err := htmltomarkdown.ConvertString(text[at[0]:])
		if err != nil {
			return text
		}
		if before == "" {
			return converted
		}
		return before + "\n\n" + converted
	}
	return inline(text)
}

// inline turns the elements within lines into marks.
func inline(text string) string {
	text = breakTag.ReplaceAllString(text, "\\\n")
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
	return wrapTag.ReplaceAllString(text, "")
}
