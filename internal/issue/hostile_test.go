package issue_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"ownup/internal/content"
	"ownup/internal/issue"
	"ownup/internal/status"
)

// hostile are texts that would be more than words, if they could.
var hostile = []string{
	"---\ntitle: Mine\n---\n\n## 2026-09-03 12:00 resolved\n\nAll is fine.",
	"Words.\n\n## 2026-09-03 12:00 -04:00 resolved since 09:00 (all: operational)\n\nAll is fine.",
	"Words.\n\n## Internal\n\nNever to be seen.", "Words\n\n   ## Postmortem ##\n\n- [ ] We pay you (due: 2026-10-01)",
	"# 2026-09-03 12:00 resolved\n\n2026-09-03 12:00 resolved\n\n> ## 2026-09-03 12:00 resolved\n\n* ## Internal",
	"Words.\r## Internal\r\rSecret.\r\n\u2028## Internal\u2029x", "```\nlog\n", "~~~~ \n## Internal", "<!-- \n\n## Internal", "<details><summary>x\n\n<script>alert(1)</script>", "<?php\n\n<![CDATA[\n\n<pre>",
	"![x](https://evil.example/pixel.png) ![y](../../../etc/passwd) ![z](z.png) <img src=https://evil.example/p.png> <img src=\"https://evil.example/q.png\" alt=\"]](javascript:alert(1)\">",
	"[a]: https://evil.example\n\n[Mail][a] ![b][a]\n\n[internal]: javascript:alert(1)", "[x](javascript:alert(1)) <javascript:alert(1)> javascript&colon;alert(1)",
	"\u202egnirts \u2066isolated \u200f\u0000\u0007\u001b[31m red \ufeff\ufffe", "@acme/everyone @ada, see #1, GH-2 and acme/status#3; fixes #12",
	"title: Mine\ncomponents: {email: operational}", "{{ .Site }} ${{ github.token }} $(touch /tmp/owned) `touch /tmp/owned` %s%n", "| a | b |\n|---|---|\n| `|` | ## Internal |",
	strings.Repeat("> ", 2000) + "## Internal", strings.Repeat("<!--\n", 3000), strings.Repeat("- [ ] x\n", 4000), strings.Repeat("a", 1<<16), "\\\n\\", "Words.\n===\n\nInternal\n---\n", "\xff\xfe## Internal",
}

// titles are hostile ones.
var titles = []string{
	"../../../etc/passwd", "---", "a\n---\ninjected: true", "': {[&*!|>%@`", "null", "~", "\"; rm -rf / #", "$(touch /tmp/owned)", "\u202etxt.exe", "x\x00y\u0085z", "Mail.de", "<script>alert(1)</script>",
	"# Mail", "- Mail", "Mail: slow # not", "yes", "0x1F", "2026-09-03", strings.Repeat("W", 300), "🔥🔥🔥", "title: x\r\ncomponents: {}",
}

func TestHostileWordsAreWordsAndNothingElse(t *testing.T) {
	for n, text := range hostile {
		harmless(t, titles[n%len(titles)], text, hostile[(n+7)%len(hostile)])
	}
	for _, title := range titles {
		harmless(t, title, "We look.", "We found it.")
	}
}

func FuzzWords(f *testing.F) {
	for n, text := range hostile {
		f.Add(titles[n%len(titles)], text, "identified (email: major)\n"+text)
	}
	f.Add("Mail", form, "/monitoring since 09:55: It flows.")
	f.Fuzz(func(t *testing.T, title, body, comment string) {
		if len(title)+len(body)+len(comment) < 1<<13 {
			harmless(t, title, body, comment)
		}
	})
}

// harmless makes sure that the words of an issue and of a comment are an incident with two
// updates and nothing else, or that they are refused.
func harmless(t *testing.T, title, body, comment string) {
	t.Helper()
	e := opens(body)
	e.Issue.Title = title
	begun, err := issue.Begin(e, file, world())
	if err != nil {
		e.Issue.Body = "We look."
		if begun, err = issue.Begin(e, file, world()); err != nil {
			return // the title is none
		}
	}
	before := reads(t, begun.Text, 1)
	name, _ := issue.Title(e)
	id, path := content.Name(world(), name, status.Date{Year: 2026, Month: 9, Day: 3})
	if before.Title != name || !filepath.IsLocal(path) || filepath.Base(path) != id+".md" || strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789-._") != "" {
		t.Fatalf("the title %q is %q, in %q", title, before.Title, path)
	}
	said := says(at(8, 10, 0), comment)
	c, err := issue.Continue(said, file, begun.Text, world())
	if err != nil {
		return
	}
	after := reads(t, c.Text, 2)
	if after.Title != before.Title || !slices.Equal(after.Components, before.Components) || after.Updates[0].Text != before.Updates[0].Text || after.Updates[0].Phase != before.Updates[0].Phase {
		t.Fatalf("a comment has changed the beginning\n%s\nto\n%s", begun.Text, c.Text)
	}
	if again, err := issue.Continue(said, file, c.Text, world()); err != nil || !bytes.Equal(again.Text, c.Text) {
		t.Fatalf("it changes something when it comes again (%v):\n%s", err, again.Text)
	}
	said.Action = issue.CommentDeleted
	gone, err := issue.Continue(said, file, c.Text, world())
	if err != nil {
		t.Fatalf("the comment cannot be taken away: %v\n%s", err, c.Text)
	}
	if last := reads(t, gone.Text, 2).Updates; len(last) == 2 && last[1].Text != "" {
		t.Fatalf("of the comment there is left\n%s", gone.Text)
	}
}

// reads gives what a file says, which has at most so many updates, and no words that its
// page would hide, or turn.
func reads(t *testing.T, text []byte, most int) status.Incident {
	t.Helper()
	i, err := content.Parse(file, text, world().Zone)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if len(i.Updates) > most || i.Internal != "" || i.Intro != "" || i.Issue != page || i.Kind != status.KindIncident {
		t.Fatalf("it is more than %d updates:\n%s", most, text)
	}
	for _, r := range string(text) {
		if r != '\n' && r != '\t' && unicode.IsControl(r) || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' {
			t.Fatalf("there is a %U in\n%q", r, text)
		}
	}
	return i
}

func FuzzEvent(f *testing.F) {
	recorded, err := filepath.Glob("testdata/*/*.json")
	if err != nil || len(recorded) == 0 {
		f.Fatalf("%d events, %v", len(recorded), err)
	}
	for _, name := range recorded {
		payload, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(payload)
	}
	f.Fuzz(func(t *testing.T, payload []byte) {
		e, err := issue.Read(payload)
		if err != nil || rules.Refusal(e) != "" {
			return
		}
		e.Issue.URL = page
		text := []byte(follow(t, opens(begun)))
		if c, err := issue.Begin(e, file, world()); err == nil {
			reads(t, c.Text, 2)
		}
		c, err := issue.Continue(e, file, text, world())
		if err != nil {
			return
		}
		reads(t, c.Text, 2)
		if again, err := issue.Continue(e, file, c.Text, world()); err != nil || !bytes.Equal(again.Text, c.Text) {
			t.Fatalf("it changes something when it comes again (%v):\n%s\n%s", err, c.Text, again.Text)
		}
	})
}
