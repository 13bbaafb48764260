package importer

import "testing"

func TestHTMLInATextBecomesMarkdownAndMarkdownStays(t *testing.T) {
	for html, want := range map[string]string{
		"A <b>bold</b> <a href='https://x.example.com/?c=1&amp;d=2' target=_blank>link</a>.<br/>Next <em>line</em>": "A **bold** [link](https://x.example.com/?c=1&d=2).\\\nNext *line*",
		"<br>time.\n<br>\nFor <BR>\n\nMore.<br/>": "time.\\\nFor\n\nMore.",
		"one<br><br>two":                        "one\n\ntwo",
		"<p>One</p><p>Two <code>a_b</code></p>": "One\n\nTwo `a_b`",
		"Text **md**\n\n<ul>\n<li>One</li>\n<li>Two</li>\n</ul>\n\nAfter **md** with_underscores_\n\n1. a\n2. b": "Text **md**\n\n- One\n- Two\n\nAfter **md** with_underscores_\n\n1. a\n2. b",
		"<details><summary>More</summary>\n\nInner **md**\n\n</details>\nAfter":                                  "**More**\n\nInner **md**\n\nAfter",
		"<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>":                              "| A | B |\n|---|---|\n| 1 | 2 |",
		"<img src='/img/a.png' alt='a graph'> and <img alt='words'>":                                             "![a graph](/img/a.png) and words",
		"<iframe src='https://x.example.com/v'></iframe>":                                                        "<https://x.example.com/v>",
		"`<b>code</b>` and ```\n<p>x</p>\n```":                                                                   "`<b>code</b>` and ```\n<p>x</p>\n```",
		"<p>Run `git fetch` <b>now</b></p>":                                                                      "Run `git fetch` **now**",
		"x < y, <your-name>, <https://x.example.com> and <!-- a comment -->":                                     "x < y, <your-name>, <https://x.example.com> and <!-- a comment -->",
		"<strike>It is over</strike>, <var data-var='date'>11</var>":                                             "~~It is over~~, 11",
		"<div>open": "open",
	} {
		if got := withoutHTML(html); got != want {
			t.Errorf("%q\nbecame %q\nwant   %q", html, got, want)
		}
	}
}
