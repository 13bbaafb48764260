package frontmatter

// mistakes are YAML files.
var mistakes = []mistake{
	{"a value has a colon", "title: Mail: slow\n", `
site.yaml:1:12: a colon in a value without quotes: "Mail: slow"
	put the value in quotes:
	  title: "Mail: slow"`},
	{"a value has a colon, and a comment follows", "title: Mail: slow # really\n", `
site.yaml:1:12: a colon in a value without quotes: "Mail: slow"
	put the value in quotes:
	  title: "Mail: slow" # really`},
	{"a value ends with a colon", "title: Mail:\n", `
site.yaml:1:12: a colon in a value without quotes: "Mail:"
	put the value in quotes:
	  title: "Mail:"`},
	{"an item has a colon", "a:\n  - b: Mail: slow\n", `
site.yaml:2:12: a colon in a value without quotes: "Mail: slow"
	put the value in quotes:
	    - b: "Mail: slow"`},
	{"a value looks like a key", "components: email: major_outage\n", `
site.yaml:1:18: a colon in a value without quotes: "email: major_outage"
	if it is a key with its value, begin it on a line of its own:
	  components:
	    email: major_outage
	if it is text, put it in quotes:
	  components: "email: major_outage"`},
	{"a value looks like the first of some keys", "components: email: major_outage\n  fax: operational\n", `
site.yaml:1:18: a colon in a value without quotes: "email: major_outage"
	begin it on a line of its own:
	  components:
	    email: major_outage`},
	{"a first line has no colon", "title Mail\nstarted: x\n", `
site.yaml:1:6: no colon after the key: "title Mail"
	write a colon after the key:
	  title: Mail`},
	{"a line has no colon", "title: a\nstarted 2013\nx: y\n", `
site.yaml:2:8: no colon after the key: "started 2013"
	write a colon after the key:
	  started: 2013`},
	{"the last line has no colon", "title: a\nstarted 2013\n", `
site.yaml:2:8: no colon after the key: "started 2013"
	write a colon after the key:
	  started: 2013`},
	{"a key with a map has no colon", "title: a\ncomponents\n  email: x\n", `
site.yaml:2:1: no colon after the key: "components"
	write a colon after it, and a value:
	  components:`},
	{"a key has a semicolon", "title: a\ncomponents;\n  email: x\n", `
site.yaml:2:1: no colon after the key: "components;"
	write a colon after it, and a value:
	  components:`},
	{"a key has an equals sign", "title = a\nx: y\n", `
site.yaml:1:6: no colon after the key: "title = a"
	write a colon and a space:
	  title: a`},
	{"a colon is full-width", "title: a\nx：y\n", `
site.yaml:2:2: no colon after the key: "x：y"
	write a colon and a space:
	  x: y`},
	{"a first colon has no space after it", "title:a\nx: y\n", `
site.yaml:1:7: no space after the colon: "title:a"
	write a space after the colon:
	  title: a`},
	{"a colon has no space after it", "title: a\nx:y\n", `
site.yaml:2:3: no space after the colon: "x:y"
	write a space after the colon:
	  x: y`},
	{"the only colon has no space after it", "title:a\n", `
site.yaml:1:7: no space after the colon: "title:a"
	write a space after the colon:
	  title: a`},
	{"colons of a map have no space after them", "title: a\ncomponents:\n  email:x\n  fax:y\n", `
site.yaml:3:9: no space after the colon: "email:x"
	write a space after the colon:
	    email: x
site.yaml:4:7: no space after the colon: "fax:y"
	write a space after the colon:
	    fax: y`},
	{"a no-break space follows the colon", "title:\u00a0a\n", `
site.yaml:1:7: no space after the colon: "title:\u00a0a"
	write a space after the colon:
	  title: a`},
	{"no-break spaces indent", "a:\n\u00a0\u00a0b: c\n  d: e\n", `
site.yaml:2:1: an invisible character in the indentation, where YAML wants spaces
	write spaces:
	    b: c`},
	{"a value begins with a space without a width", "title: \u200ba\n", `
site.yaml:1:8: the invisible character U+200B, which YAML takes for a letter
	write spaces:
	  title: a`},
	{"a double quote is not closed", "title: \"a\nx: y\n", `
site.yaml:1:8: the quote " is not closed
	close it:
	  title: "a"`},
	{"a double quote is not closed before another", "title: \"a\nx: \"y\"\nz: w\n", `
site.yaml:1:8: the quote " is not closed
	close it:
	  title: "a"`},
	{"a single quote is not closed", "title: 'a\nx: y\n", `
site.yaml:1:8: the quote ' is not closed
	close it:
	  title: 'a'`},
	{"an apostrophe ends a quote", "title: 'It's slow'\nx: y\n", `
site.yaml:1:12: text after the closing ': "s slow'"
	put the value in quotes:
	  title: "It's slow"`},
	{"a value begins with a quoted word", "title: \"Mail\" is slow\n", `
site.yaml:1:15: text after the closing ": "is slow"
	put the value in quotes:
	  title: '"Mail" is slow'`},
	{"a value begins with a word in brackets", "title: [Resolved] Mail\nx: y\n", `
site.yaml:1:19: text after the closing ]: "Mail"
	put the value in quotes:
	  title: "[Resolved] Mail"`},
	{"a value begins with a word in braces", "title: {Resolved} Mail\n", `
site.yaml:1:19: text after the closing }: "Mail"
	put the value in quotes:
	  title: "{Resolved} Mail"`},
	{"a backslash is no escape", "title: \"C:\\q\"\n", `
site.yaml:1:11: \ in double quotes begins an escape that there is not
	write it in single quotes, in which \ is a letter, or write \\:
	  title: 'C:\q'`},
	{"a bracket is not closed", "a: [b, c\nx: y\n", `
site.yaml:1:4: the bracket [ is not closed
	close it:
	  a: [b, c]`},
	{"a bracket and a brace are not closed", "a: {b: c, d: [e\nx: y\n", `
site.yaml:1:14: the bracket [ is not closed
	close it:
	  a: {b: c, d: [e]}`},
	{"the last bracket is not closed", "a: [b, c\n", `
site.yaml:1:4: the bracket [ is not closed
	close it:
	  a: [b, c]`},
	{"a brace of an item is not closed", "a:\n  - {b: c\n  - {d: e}\n", `
site.yaml:2:5: the bracket { is not closed
	close it:
	    - {b: c}`},
	{"a comma is missing", "a: {b: c d: e}\n", `
site.yaml:1:11: a comma or a bracket is missing: "{b: c d: e}"
	separate items by commas: [a, b]; if it is text, put it in quotes:
	  a: "{b: c d: e}"`},
	{"a tab indents the first key", "\ttitle: a\n", `
site.yaml:1:1: a tab in the indentation, where YAML wants spaces
	write two spaces for each tab:
	    title: a`},
	{"tabs indent two lines", "a:\n\tb: c\n\td: e\n", `
site.yaml:2:1: a tab in the indentation, where YAML wants spaces (and on line 3)
	write two spaces for each tab:
	    b: c`},
	{"tabs indent some lines", "a:\n\tb: c\n\td:\n\t\te: f\n\tg: h\n", `
site.yaml:2:1: a tab in the indentation, where YAML wants spaces (and on lines 3, 4 and 5)
	write two spaces for each tab:
	    b: c`},
	{"tabs indent many lines", "a:\n\tb: x\n\tc: x\n\td: x\n\te: x\n\tf: x\n\tg: x\n\th: x\n\ti: x\n\tj: x\n\tk: x\n\tl: x\n\tm: x\n", `
site.yaml:2:1: a tab in the indentation, where YAML wants spaces (and on 11 more lines)
	write two spaces for each tab:
	    b: x`},
	{"a list item among keys is text", "a: b\n- c\n", `
site.yaml:2:1: a list item where a key is expected
	write it without the hyphen:
	  c:`},
	{"a value's bracket has no key", "a: b\n[c, d\n", `
site.yaml:2:1: this is no YAML (while parsing a block mapping: did not find expected key): "[c, d"
	a line is key: value, with a space after the colon, or - item;
	what belongs to a key is indented by two spaces; text with signs goes in quotes`},
	{"quotes of several lines stand above", "a: \"b\n  c\"\nd: e: f\n", `
site.yaml:3:5: a colon in a value without quotes: "e: f"
	if it is a key with its value, begin it on a line of its own:
	  d:
	    e: f
	if it is text, put it in quotes:
	  d: "e: f"`},
	{"a tag and a value", "a:\n  - !x [b]\n", `
site.yaml:2:5: a value that begins with ! must be in quotes
	put the value in quotes:
	    - "!x [b]"`},
	{"typographic quotes go over lines", "a: “b\n  c”\n", `
site.yaml:1:4: typographic quotes around "b c"
	write straight quotes: "`},
	{"a tab indents after spaces", "a:\n  b: c\n\td: e\n", `
site.yaml:3:1: a tab in the indentation, where YAML wants spaces
	write two spaces for each tab:
	    d: e`},
	{"a value begins with @", "title: @all\n", `
site.yaml:1:8: a value that begins with @ must be in quotes
	put the value in quotes:
	  title: "@all"`},
	{"a value begins with `", "title: `mail`\n", "\nsite.yaml:1:8: a value that begins with ` must be in quotes\n\tput the value in quotes:\n\t  title: \"`mail`\""},
	{"a value begins with %", "title: %5 of mail\n", `
site.yaml:1:8: a value that begins with % must be in quotes
	put the value in quotes:
	  title: "%5 of mail"`},
	{"a value begins with *", "title: *Mail* is slow\n", `
site.yaml:1:8: a value that begins with * must be in quotes
	put the value in quotes:
	  title: "*Mail* is slow"`},
	{"a value begins with & and a word", "title: &c more\n", `
site.yaml:1:8: a value that begins with & must be in quotes
	put the value in quotes:
	  title: "&c more"`},
	{"a value is & and a word", "title: &c\n", `
site.yaml:1:8: a value that begins with & must be in quotes
	put the value in quotes:
	  title: "&c"`},
	{"a value begins with !", "title: !important\n", `
site.yaml:1:8: a value that begins with ! must be in quotes
	put the value in quotes:
	  title: "!important"`},
	{"a value begins with ! and a space", "title: ! a\n", `
site.yaml:1:8: a value that begins with ! must be in quotes
	put the value in quotes:
	  title: "! a"`},
	{"a value begins with >", "title: > 5 users\n", `
site.yaml:1:8: a value that begins with > must be in quotes
	put the value in quotes:
	  title: "> 5 users"`},
	{"a value begins with |", "title: | a\n", `
site.yaml:1:8: a value that begins with | must be in quotes
	put the value in quotes:
	  title: "| a"`},
	{"a value begins with ?", "title: ? a\n", `
site.yaml:1:8: a value that begins with ? must be in quotes
	put the value in quotes:
	  title: "? a"`},
	{"a value begins with a comma", "title: , a\n", `
site.yaml:1:8: a value that begins with , must be in quotes
	put the value in quotes:
	  title: ", a"`},
	{"a value begins with a number sign", "title: #3 is down\n", `
site.yaml:1:8: "#3 is down" is taken for a comment, not for the value
	put the value in quotes:
	  title: "#3 is down"
	or, if it is a comment, write a space after the #`},
	{"a value has a number sign", "title: Rack #3 is down\n", `
site.yaml:1:13: "#3 is down" is taken for a comment, not for the value
	put the value in quotes:
	  title: "Rack #3 is down"
	or, if it is a comment, write a space after the #`},
	{"a value is a placeholder", "title: {{ title }}\n", `
site.yaml:1:8: a value that begins with {{ must be in quotes
	put the value in quotes:
	  title: "{{ title }}"`},
	{"a map has a tag", "a: !map\n  b: c\n", `
site.yaml:1:4: the tag !map is not supported
	leave it out:
	  a:`},
	{"typographic quotes enclose a value", "title: “Mail”\n", `
site.yaml:1:8: typographic quotes around "Mail"
	write straight quotes:
	  title: "Mail"`},
	{"typographic quotes enclose a value with a colon", "title: “Mail: slow”\n", `
site.yaml:1:8: typographic quotes around "Mail: slow"
	write straight quotes:
	  title: "Mail: slow"`},
	{"a typographic quote ends a straight one", "title: \"Mail”\nx: y\n", `
site.yaml:1:8: typographic quotes around "Mail"
	write straight quotes:
	  title: "Mail"`},
	{"guillemets enclose a value", "title: «Störung» # now\n", `
site.yaml:1:8: typographic quotes around "Störung"
	write straight quotes:
	  title: "Störung" # now`},
	{"typographic quotes enclose a key and its value", "“title”: “Mail”\n", `
site.yaml:1:1: typographic quotes around "title"
	write straight quotes:
	  "title": “Mail”
site.yaml:1:10: typographic quotes around "Mail"
	write straight quotes:
	  "title": "Mail"`},
	{"a key is indented too deep", "a: b\n  c: d\n", `
site.yaml:2:3: indented deeper than the line above, which has a value of its own
	begin it in the column of the line above:
	  c: d`},
	{"a nested key is indented too deep", "a:\n  b: c\n   d: e\n", `
site.yaml:3:4: indented deeper than the line above, which has a value of its own
	begin it in the column of the line above:
	    d: e`},
	{"a nested key is indented too little", "a:\n  b: c\n d: e\n", `
site.yaml:3:2: indented less than the line above, and like no line before it
	begin it in the column of the line above:
	    d: e`},
	{"the first key is indented", "  a: b\n  c: d\ne: f\n", `
site.yaml:1:1: the first key is indented (and on line 2)
	begin it at the beginning of the line:
	  a: b`},
	{"an item stands among keys", "a: b\n- c: d\n", `
site.yaml:2:1: a list item where a key is expected
	write it without the hyphen:
	  c: d`},
	{"the first key has a hyphen", "- a: b\nc: d\n", `
site.yaml:1:1: a list item where a key is expected
	write it without the hyphen:
	  a: b`},
	{"each key has a hyphen", "- a: b\n- c: d\n", `
site.yaml:1:1: a list item where a key is expected
	write it without the hyphen:
	  a: b
site.yaml:2:1: a list item where a key is expected
	write it without the hyphen:
	  c: d`},
	{"a key stands among items", "a:\n  - b\n  c: d\n", `
site.yaml:3:3: a key among the items of a list
	begin it where the key of the list begins:
	  c: d`},
	{"a key of an item is indented too little", "a:\n  - b: c\n    d: e\n   f: g\n", `
site.yaml:4:4: a key among the items of a list
	if it belongs to the item above, begin it where that item's first key begins:
	      f: g`},
	{"an item is indented too deep", "a:\n  - b\n    - c\n", `
site.yaml:3:5: a list item that is indented deeper than the one above
	begin it where the item above begins:
	    - c`},
	{"an item stands below a value", "title: a\n  - b\n", `
site.yaml:2:3: a list item below a key that has a value already
	give the list a key of its own; if it is text, put all of it in quotes`},
	{"an item stands on the line of its key", "a: - b\n", `
site.yaml:1:4: a list cannot begin on the line of its key
	if it is a list, begin it on a line of its own:
	  a:
	    - b
	if it is text, put it in quotes:
	  a: "- b"`},
	{"an item has a bullet", "a:\n  - b\n  • c\n", `
site.yaml:3:3: a list item that does not begin with a hyphen: "• c"
	write a hyphen and a space:
	    - c`},
	{"a key is there twice", "a: b\nc: d\na: e\n", `
site.yaml:3:1: the key "a" is there twice: first on line 1
	keep one of the two`},
	{"a key is missing", ": b\n", `
site.yaml:1:1: a colon without a key
	write the key before the colon`},
	{"a key is a list", "[a]: b\n", `
site.yaml:1:1: a bracket where a key is expected
	put the text in quotes if it is not meant as YAML's brackets`},
	{"there are two documents", "a: b\n---\nc: d\n", `
site.yaml:2:1: "---" ends the document: a file holds only one
	remove this line, or move what is below it into a file of its own`},
	{"the file ends like front matter", "---\na: b\n---\n", `
site.yaml:3:1: "---" ends the document: a file holds only one
	remove this line`},
	{"an alias has no anchor", "a: *b\n", `
site.yaml:1:4: a value that begins with * must be in quotes
	put the value in quotes:
	  a: "*b"`},
	{"an alias stands for itself", "a: &b [*b]\n", `
site.yaml:1:8: "*b" stands for itself
	write out what is meant, without * and &`},
	{"there is a merge key", "a: &b {c: d}\ne:\n  <<: *b\n", `
site.yaml:3:3: the merge key << is not supported
	write out the keys that are meant`},
	{"there is but a comment", "# a: b\n", `
site.yaml: the file has no keys
	write a key and its value, such as
	  title: Example Status`},
	{"there is but text", "\"Mail is slow\"\n", `
site.yaml:1:1: text where a key is expected: "Mail is slow"
	write a key and its value, such as
	  title: Mail is slow`},
	{"there is but a list", "[a, b]\n", `
site.yaml:1:1: a list where keys are expected
	write a key and its value on each line, such as
	  title: Mail is slow`},
	{"there are signs", "a: b\n..\n", `
site.yaml:2:1: neither a key nor a list item: ".."
	a line is key: value, with a space after the colon, or - item;
	what belongs to a key is indented by two spaces; text with signs goes in quotes`},
	{"many lines are wrong", "a: b: c\nb 3\nc: @d\ne: [f\ng: \"h\ni: “j”\n", `
site.yaml:1:5: a colon in a value without quotes: "b: c"
	if it is a key with its value, begin it on a line of its own:
	  a:
	    b: c
	if it is text, put it in quotes:
	  a: "b: c"
site.yaml:2:2: no colon after the key: "b 3"
	write a colon after the key:
	  b: 3
site.yaml:3:4: a value that begins with @ must be in quotes
	put the value in quotes:
	  c: "@d"
site.yaml:4:4: the bracket [ is not closed
	close it:
	  e: [f]
site.yaml:5:4: the quote " is not closed
	close it:
	  g: "h"
site.yaml:6:4: typographic quotes around "j"
	write straight quotes:
	  i: "j"`},
}
