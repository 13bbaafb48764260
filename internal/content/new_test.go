package content_test

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"ownup/internal/content"
	"ownup/internal/status"
)

const siteFile = "title: Status\nurl: https://status.example.com\ntimezone: UTC\nsince: 2026-01-01\ncomponents: [{id: email, name: Email}]\n"

// project gives a project with these files beside its site.yaml.
func project(files map[string]string) fstest.MapFS {
	p := fstest.MapFS{"content/site.yaml": {Data: []byte(siteFile)}}
	for name, text := range files {
		p[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return p
}

const small = "---\ntitle: Mail is slow\ncomponents: {email: degraded}\n---\n## 2026-09-01 08:00 investigating\n"

func TestANewFileStandsWhereTheOthersDo(t *testing.T) {
	for _, test := range []struct{ name, there, title, want string }{
		{"in a folder for its year", "content/incidents/2025/2025-01-01-a.md", "Mail is slow", "content/incidents/2026/2026-09-03-mail-is-slow.md"},
		{"in none, where the newest has none", "content/incidents/2025-01-01-a.md", "Mail is slow", "content/incidents/2026-09-03-mail-is-slow.md"},
		{"in none, beside a folder with pictures", "content/incidents/2025-01-01-a/index.md", "Mail is slow", "content/incidents/2026-09-03-mail-is-slow.md"},
		{"under a name that is free", "content/incidents/2026/2026-09-03-MAIL-is-slow.md", "Mail is slow", "content/incidents/2026/2026-09-03-mail-is-slow-2.md"},
		{"under a short name", "content/incidents/2026/a.md", strings.Repeat("Mail is slow ", 20), "content/incidents/2026/2026-09-03-mail-is-slow-mail-is-slow-mail-is-slow-mail-is-slow-mail-is.md"},
		{"under a name that is no translation's", "content/incidents/2026/a.md", "Trouble with mail.en", "content/incidents/2026/2026-09-03-trouble-with-mail-en.md"},
		{"under a name without a word", "content/incidents/2026/a.md", "郵便", "content/incidents/2026/2026-09-03-incident.md"},
	} {
		s, err := content.Load(project(map[string]string{test.there: small}))
		if err != nil {
			t.Fatal(err)
		}
		id, file := content.Name(s, test.title, status.Date{Year: 2026, Month: time.September, Day: 3})
		if file != test.want {
			t.Errorf("%s: it is %s, want %s", test.name, file, test.want)
		}
		if !strings.HasSuffix(file, "/"+id+".md") {
			t.Errorf("%s: the id %s is not that of %s", test.name, id, file)
		}
	}
}

func TestATextIsTriedWithTheOtherFilesAsTheyAre(t *testing.T) {
	p := project(map[string]string{"content/incidents/a.md": small, "content/incidents/broken.md": "Nothing."})
	for _, test := range []struct{ file, text, message string }{
		{"content/incidents/b.md", small, ""},
		{"content/incidents/a.md", small, ""},
		{"content/incidents/b.md", strings.Replace(small, "title", "recurrence_of: c\ntitle", 1), `unknown incident "c"`},
		{"content/incidents/b.md", strings.Replace(small, "title", "related: [a]\ntitle", 1), ""},
		{"content/incidents/a.md", strings.Replace(small, "email", "voice", 1), `unknown component "voice"`},
		{"content/incidents/ä.md", small, "cannot be a URL"},
		{"content/incidents/b.md", small + strings.Repeat("Still slow.\n", 1<<17), "the file would have 1.5 MiB"},
	} {
		err := content.Try(p, test.file, []byte(test.text))
		if test.message == "" && err != nil || test.message != "" && (err == nil || !strings.Contains(err.Error(), test.message)) {
			t.Errorf("%s gives the error %v, want %q", test.file, err, test.message)
		}
	}
}

func TestANewIncidentIsRefusedWhereItsTextWouldDivideTheFile(t *testing.T) {
	i := status.Incident{Title: "Mail is slow", Updates: []status.Update{{At: noon(12, 0), Phase: status.Investigating}}}
	for _, text := range []string{"## Internal\n\nx", "a\n\n## Postmortem", "## 2026-09-03 13:00 -04:00 resolved"} {
		i.Updates[0].Text = text
		if _, err := content.New(file, i, newYork); err == nil {
			t.Errorf("%q is taken", text)
		}
	}
	i.Updates[0].Text = "\r\n\r\nA disk\r\nis full.  \r\n"
	got, err := content.New(file, i, newYork)
	want := "---\ntitle: Mail is slow\n---\n\n## 2026-09-03 12:00 -04:00 investigating\n\nA disk\nis full.\n"
	if err != nil || string(got) != want {
		t.Errorf("it is %q (%v), want %q", got, err, want)
	}
}

func TestWhatIsAdvisedIsReadAsItIsWritten(t *testing.T) {
	p := project(nil)
	p["content/site.yaml"].Data = []byte(siteFile + "check: {late: error, silent: 12h, postmortem: error 30d, capitals: off, held: advice}\n")
	s, err := content.Load(p)
	if err != nil {
		t.Fatal(err)
	}
	want := "check: {late: error, silent: 12h, postmortem: error 30d, capitals: off}\n"
	written := content.FormatSite(s)
	if !strings.Contains(string(written), want) {
		t.Errorf("it is written as\n%s\nwant\n%s", written, want)
	}
	p["content/site.yaml"].Data = written
	again, err := content.Load(p)
	if err != nil || again.Check != s.Check {
		t.Errorf("it loads as %v (%v), want %v", again.Check, err, s.Check)
	}
}
