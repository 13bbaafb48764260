package markdown_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"ownup/internal/markdown"
)

// album is a folder with one picture, a site with another.
func album(name string) (src string, width, height int, ok bool) {
	switch name {
	case "graph 1.png":
		return "/incidents/a/graph%201.png", 640, 480, true
	case "/logo.svg":
		return "/logo.svg", 0, 0, true
	}
	return "", 0, 0, false
}

func TestTextsBecomeHTML(t *testing.T) {
	o := markdown.Options{
		Heading:  3,
		IDPrefix: "u1-",
		Picture:  album,
		Link:     func(url string) string { return "/base" + strings.TrimPrefix(url, ".") },
	}
	try(t, "html.txtar", func(text string) string { return markdown.HTML(text, o) })
}

func TestZeroOptionsLeaveATextAsItIs(t *testing.T) {
	got := markdown.HTML("# a\n\n### [b](/c)\n\n![d](graph%201.png)", markdown.Options{})
	want := "<h1 id=\"a\">a</h1>\n<h3 id=\"b\"><a href=\"/c\">b</a></h3>\n<p>d</p>\n"
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTheTopmostHeadingGetsTheWantedLevel(t *testing.T) {
	for _, c := range []struct {
		text   string
		wanted int
		want   string
	}{
		{"### a\n#### b\n##### c", 3, "345"},
		{"### a\n#### b\n##### c", 4, "456"},
		{"### a\n#### b\n##### c", 5, "566"},
		{"#### b\n### a", 2, "32"},
		{"###### a", 2, "2"},
		{"# a\n###### b", 1, "16"},
		{"> # a\n\n## b", 3, "34"},
		{"### a", 0, "3"},
		{"### a", 9, "6"},
		{"### a", -1, "1"},
	} {
		var got string
		for rest := markdown.HTML(c.text, markdown.Options{Heading: c.wanted}); ; {
			var found bool
			if _, rest, found = strings.Cut(rest, "<h"); !found {
				break
			}
			got += rest[:1]
		}
		if got != c.want {
			t.Errorf("levels of %q at %d: got %s, want %s", c.text, c.wanted, got, c.want)
		}
	}
}

func TestTasksAreMarkedInTheOrderOfTheSource(t *testing.T) {
	text := "- [x] a\n  - [ ] b\n- c\n\n> 1. [ ] d\n"
	var seen strings.Builder
	got := markdown.HTML(text, markdown.Options{Task: func(n int, done bool) (class, word string) {
		fmt.Fprintf(&seen, "%d %v %s; ", n, done, markdown.Tasks(text)[n].Text)
		return fmt.Sprint("late n", n), "<Late>"
	}})
	if want := "0 true a; 1 false b; 2 false d; "; seen.String() != want {
		t.Errorf("asked for %q, want %q", &seen, want)
	}
	for n := range 3 {
		want := fmt.Sprintf(`<li class="task late n%d"><span class="mark">&lt;Late&gt;</span> `, n)
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in %s", want, got)
		}
	}
}

func TestTasksAreItemsThatBeginWithABox(t *testing.T) {
	text := "- [x] Reach *every* customer\n  by a second\\\n  channel (due: 2013-10-01)\n" +
		"- [x](https://example.com) is a link\n- [ ]\n- a [ ] b\n- [X]\tc\n- [ ]\n  d\n\n[ ] no item\n\n1. [x] e\n\n   [ ] second paragraph\n"
	want := []markdown.Task{
		{Checked: true, Text: "Reach *every* customer by a second channel (due: 2013-10-01)", Line: 1, Column: 7},
		{Text: "", Line: 5, Column: 3},
		{Checked: true, Text: "c", Line: 7, Column: 7},
		{Text: "d", Line: 9, Column: 3},
		{Checked: true, Text: "e", Line: 13, Column: 8},
	}
	got := markdown.Tasks(text)
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

func BenchmarkAnIncidentOfSixUpdates(b *testing.B) {
	var text strings.Builder
	text.WriteString("What is affected: **mail** and [the panel](/components/panel/).\n")
	for i := range 6 {
		fmt.Fprintf(&text, "\n## 2026-09-03 %02d:00 -04:00 monitoring since 07:30 (email: degraded_performance)\n\n", 8+i)
		text.WriteString("We are restarting the affected network devices one by one; see [the map].\nIt takes an hour.\n\n" +
			"### What we did\n\n- [x] Call everyone (due: 2026-10-01)\n- [ ] Publish the report at https://example.com/report\n\n" +
			"| device | state |\n|---|--:|\n| core | up |\n| edge | down |\n")
	}
	text.WriteString("\n[the map]: https://example.com/map\n")

	b.Run("Sections", func(b *testing.B) {
		for b.Loop() {
			markdown.Parse(text.String()).Sections()
		}
	})
	sections := markdown.Parse(text.String()).Sections()
	b.Run("HTML", func(b *testing.B) {
		for b.Loop() {
			for _, s := range sections {
				markdown.HTML(s.Text, markdown.Options{Heading: 3, IDPrefix: "u-"})
			}
		}
	})
}

func TestAnOutlineHasTheHeadingsThatThePageHolds(t *testing.T) {
	const text = "### What *happened*\n\nText.\n\n#### Then\n\n### What happened\n\n```\n### no heading\n```\n"
	o := markdown.Options{Heading: 2, IDPrefix: "p-"}
	want := []markdown.Topic{
		{ID: "p-what-happened", Level: 2, Words: "What happened"},
		{ID: "p-then", Level: 3, Words: "Then"},
		{ID: "p-what-happened-2", Level: 2, Words: "What happened"},
	}
	got := markdown.Outline(text, o)
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	html := markdown.HTML(text, o)
	for _, h := range got {
		if tag := fmt.Sprintf(`<h%d id="%s">`, h.Level, h.ID); !strings.Contains(html, tag) {
			t.Errorf("the page lacks %s", tag)
		}
	}
}
