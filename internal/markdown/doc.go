// Package markdown reads the Markdown of reports: the sections of a text, what in it might
// be meant as a section and is none, and its HTML, safe to put on a page.
//
//	What is affected.                       the first section, without a heading
//
//	## 2026-09-03 08:00 identified          a section: heading and text
//
//	We restart the devices. See [the map].
//
//	[the map]: https://example.com/map      lent to every section that uses it
//
// The dialect is CommonMark with GitHub's tables, strikethrough, task lists and bare links.
// A section begins at a level-2 ATX heading that stands directly in the document, as the
// parser sees it: never inside a fence, a list, a quote, HTML or a comment.
//
// Everything is a pure function of the text. Lines and columns count from 1, columns in
// characters. Texts have LF line ends; nothing else is asked of them, and no text is an
// error.
//
// # What reaches a page
//
// [HTML] writes headings (with ids), paragraphs, lists, quotes, code, tables, rules,
// emphasis, strikethrough, links and pictures, and nothing else. Raw HTML is written as the
// text that it is, comments vanish, and an address that a page must not hold leaves only
// its words. There is no style attribute, no script, no form control, and no request to
// another host. These class names are for the theme:
//
//	div.table                     around each table: scrolls where the table is too wide
//	th|td.align-left|center|right
//	ul|ol.tasks, li.task          a list of tasks, and each of them
//	li.done, li.open              or what Options.Task says instead
//	span.mark                     the word before a task that says so to those who see no colour
//	p.raw                         raw HTML, as text
//	code.language-NAME
package markdown
