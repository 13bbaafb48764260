package importer

import (
	"regexp"
	"strings"

	"github.com/JohannesKaufmann/html-to-markdown/v2/converter"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/base"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/commonmark"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/strikethrough"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/table"
)

var (
	// blockTag begins a piece of HTML that is more than marks within a line.
	blockTag = regexp.MustCompile(`(?i)<(p|div|ul|ol|li|table|h[1-6]|pre|blockquote|section|article|dl|details|summary|hr|iframe)\b([^<>]*)>`)

	manyLines = regexp.MustCompile(`\n[ \t]*(?:\n[ \t]*)+\n`)

	// wrapper is an element that holds others, and says nothing by itself.
	wrapper = regexp.MustCompile(`(?i)^(?:div|section|article|details)$`)
)

// mostPieces is how many pieces of HTML are turned into Markdown one by one, with the
// Markdown between them as it is.
const mostPieces = 500

// unmarked turns the HTML of a text without code into Markdown, piece by piece.
func unmarked(text string) string {
	var parts []string
	add := func(part string) {
		if part = strings.Trim(manyLines.ReplaceAllString(part, "\n\n"), " \t\n"); part != "" {
			parts = append(parts, part)
		}
	}
	for range mostPieces {
		at := blockTag.FindStringSubmatchIndex(text)
		if at == nil {
			break
		}
		add(inline(text[:at[0]]))
		name := strings.ToLower(text[at[2]:at[3]])
		inner, end := held(text, name, at[1])
		switch {
		case wrapper.MatchString(name):
			if rest := text[end:]; rest != "" {
				inner += "\n\n" + rest
			}
			text = inner
			continue
		case name == "summary":
			add("**" + strings.TrimSpace(inline(inner)) + "**")
		case name == "hr":
			add("---")
		case name == "iframe":
			if m := imageSource.FindStringSubmatch(text[at[4]:at[5]]); m != nil {
				add("<" + m[1] + ">")
			}
		default:
			add(converted(text[at[0]:end]))
		}
		text = text[end:]
	}
	if blockTag.MatchString(text) {
		text = converted(text)
	}
	if len(parts) == 0 {
		return manyLines.ReplaceAllString(inline(text), "\n\n")
	}
	add(inline(text))
	return strings.Join(parts, "\n\n")
}

// held gives what an element holds that begins before the given offset, and where it
// ends: with its end tag, else with the paragraph. An empty one ends where it begins.
func held(text, name string, from int) (inner string, end int) {
	if name == "hr" {
		return "", from
	}
	depth := 1
	for _, at := range regexp.MustCompile(`(?i)<(/?)`+name+`\b[^<>]*>`).FindAllStringSubmatchIndex(text[from:], -1) {
		if depth++; at[3] > at[2] {
			depth -= 2
		}
		if depth == 0 {
			return text[from : from+at[0]], from + at[1]
		}
	}
	if n := strings.Index(text[from:], "\n\n"); n >= 0 {
		return text[from : from+n], from + n
	}
	return text[from:], len(text)
}

// converted turns HTML into Markdown; what cannot be read stays.
func converted(text string) string {
	c := converter.NewConverter(converter.WithPlugins(
		base.NewBasePlugin(), commonmark.NewCommonmarkPlugin(), table.NewTablePlugin(), strikethrough.NewStrikethroughPlugin(),
	))
	markdown, err := c.ConvertString(text)
	if err != nil {
		return text
	}
	return markdown
}
