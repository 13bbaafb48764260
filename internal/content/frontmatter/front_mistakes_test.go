package frontmatter

// frontMistakes are Markdown files, the delimiters and the bytes of which are wrong.
var frontMistakes = []mistake{
	{"the file is empty", "", `
a.md: the file is empty
	write at least
	  ---
	  title: Mail is slow
	  ---`},
	{"the file is blank", "\n \n", `
a.md: the file is empty
	write at least
	  ---
	  title: Mail is slow
	  ---`},
	{"there is no front matter", "Mail is slow.\n", `
a.md:1:1: the front matter is missing
	begin the file with
	  ---
	  title: Mail is slow
	  ---`},
	{"the opening line is missing", "title: a\n---\nBody\n", `
a.md:1:1: the opening --- of the front matter is missing
	write a line of three hyphens above it:
	  ---
	  title: a`},
	{"both lines are missing", "title: a\n\nBody\n", `
a.md:1:1: the opening --- of the front matter is missing
	write a line of three hyphens above it:
	  ---
	  title: a
a.md:3:1: the closing --- of the front matter is missing
	write a line of three hyphens above this line:
	  ---
	  Body`},
	{"the closing line is missing before text", "---\ntitle: a\n\nWhat is affected.\n\n## 2013-09-03 08:00 identified\n", `
a.md:4:1: the closing --- of the front matter is missing
	write a line of three hyphens above this line:
	  ---
	  What is affected.`},
	{"the closing line is missing before an update", "---\ntitle: a\n## 2013-09-03 08:00 identified\n\n---\n", `
a.md:3:1: the closing --- of the front matter is missing
	write a line of three hyphens above this line:
	  ---
	  ## 2013-09-03 08:00 identified`},
	{"the closing line is missing and nothing follows", "---\ntitle: a\n", `
a.md:1:1: the closing --- of the front matter is missing
	write a line of three hyphens below the last key:
	  ---`},
	{"the opening line is indented", " ---\ntitle: a\n---\n", `
a.md:1:2: the opening --- of the front matter is indented
	write it at the beginning of the line:
	  ---`},
	{"the closing line is indented", "---\ntitle: a\n ---\nBody\n", `
a.md:3:2: the closing --- of the front matter is indented
	write it at the beginning of the line:
	  ---
	or, if it belongs to a text, write *** instead`},
	{"three hyphens stand in a block scalar", "---\na: |\n  b\n  ---\n  c\n---\nBody\n", `
a.md:4:3: --- in a text of the front matter would end the front matter
	write another ruler instead:
	    ***`},
	{"a phone made dashes of hyphens", "—-\ntitle: a\n–-\nBody\n", `
a.md:1:1: "—-" where the opening --- of the front matter is expected
	write three hyphens and nothing else:
	  ---
	(many keyboards make a dash of two hyphens)
a.md:3:1: "–-" where the closing --- of the front matter is expected
	write three hyphens and nothing else:
	  ---
	(many keyboards make a dash of two hyphens)`},
	{"hyphens are missing, and are too many", "--\ntitle: a\n----\nBody\n", `
a.md:1:1: "--" where the opening --- of the front matter is expected
	write three hyphens and nothing else:
	  ---
a.md:3:1: "----" where the closing --- of the front matter is expected
	write three hyphens and nothing else:
	  ---`},
	{"there is a space between hyphens", "-- -\ntitle: a\n-- -\nBody\n", `
a.md:1:1: "-- -" where the opening --- of the front matter is expected
	write three hyphens and nothing else:
	  ---
a.md:3:1: "-- -" where the closing --- of the front matter is expected
	write three hyphens and nothing else:
	  ---`},
	{"the end is that of a YAML document", "---\ntitle: a\n...\nBody\n", `
a.md:3:1: "..." where the closing --- of the front matter is expected
	write three hyphens and nothing else:
	  ---`},
	{"the opening line says yaml", "---yaml\ntitle: a\n---\n", `
a.md:1:1: "---yaml" where the opening --- of the front matter is expected
	write three hyphens and nothing else:
	  ---`},
	{"there is text before the front matter", "Hello\n\n---\ntitle: a\n---\nBody\n", `
a.md:1:1: there is text before the front matter, which begins on line 3
	move it below the front matter's closing ---`},
	{"the front matter is JSON", "{\n\"title\": \"a\"\n}\n", `
a.md:1:1: front matter in JSON is not supported
	write it as YAML:
	  ---
	  title: Mail is slow
	  ---`},
	{"the front matter is TOML", "+++\ntitle = \"a\"\n+++\n", `
a.md:1:1: front matter in TOML is not supported
	write it as YAML:
	  ---
	  title: Mail is slow
	  ---`},
	{"the front matter is empty", "---\n---\nBody\n", `
a.md:1:1: the front matter has no keys
	write a key and its value between the two lines ---, such as
	  title: Mail is slow`},
	{"the front matter is a comment", "---\n# title: a\n---\nBody\n", `
a.md:1:1: the front matter has no keys
	write a key and its value between the two lines ---, such as
	  title: Mail is slow`},
	{"carriage returns stand alone", "---\rtitle: a\r---\rBody\r", `
a.md:1:4: 4 carriage returns (CR) without a line feed (LF)
	save the file with the line ends LF (Unix) or CRLF (Windows)`},
	{"one carriage return stands alone", "---\ntitle: a\rb\n---\n", `
a.md:2:9: a carriage return (CR) without a line feed (LF)
	save the file with the line ends LF (Unix) or CRLF (Windows)
a.md:3:1: no colon after the key: "b"
	write a colon after it, and a value:
	  b:`},
	{"there are NULs", "---\ntitle: a\x00b\n---\nBo\x00dy\n", `
a.md:2:9: 2 control characters; the first is NUL
	delete what no keyboard writes; a file with much of it is no text file`},
	{"there is a bell", "---\ntitle: a\n---\nBo\x07dy\n", `
a.md:4:3: the control character U+0007
	delete what no keyboard writes; a file with much of it is no text file`},
	{"there is Latin-1", "---\ntitle: caf\xe9\n---\n", `
a.md:2:11: the byte 0xe9 is not UTF-8
	the file seems to be in Windows-1252 or Latin-1, in which 0xe9 is "é": save it as UTF-8`},
	{"there are bytes that are no text", "---\ntitle: a\n---\n\x80\x81\n", `
a.md:4:1: 2 bytes are not UTF-8; the first is 0x80
	save the file as UTF-8`},
	{"the file is in UTF-16", "\xff\xfe-\x00-\x00-\x00", `
a.md:1:1: the file is in UTF-16; only UTF-8 can be read
	save the file as UTF-8`},
	{"a mistake stands below CRLF and blank lines", "\ufeff\r\n\r\n---\r\ntitle: Störung: Ärger\r\n---\r\nBody\r\n", `
a.md:4:15: a colon in a value without quotes: "Störung: Ärger"
	put the value in quotes:
	  title: "Störung: Ärger"`},
	{"a line separator is invisible", "---\ntitle: a\u2028b\n---\n", `
a.md:2:9: an invisible line separator (U+2028 or U+2029)
	delete it, and write a space or a new line`},
	{"two lines are wrong and the closing line, too", "---\ntitle: Mail: slow\ncomponents\n  email: @major\n—-\nBody\n", `
a.md:2:12: a colon in a value without quotes: "Mail: slow"
	put the value in quotes:
	  title: "Mail: slow"
a.md:3:1: no colon after the key: "components"
	write a colon after it, and a value:
	  components:
a.md:4:10: a value that begins with @ must be in quotes
	put the value in quotes:
	    email: "@major"
a.md:5:1: "—-" where the closing --- of the front matter is expected
	write three hyphens and nothing else:
	  ---
	(many keyboards make a dash of two hyphens)`},
}
