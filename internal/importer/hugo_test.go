package importer_test

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"ownup/internal/importer"
)

// with adds a file to those of a source.
func with(files fs.FS, name, text string) fs.FS {
	m := files.(fstest.MapFS)
	m[name] = &fstest.MapFile{Data: []byte(text)}
	return m
}

func TestEachIssueHasTheURLThatHugoGaveIt(t *testing.T) {
	const plain = "---\ntitle: Ä Title\ndate: 2024-05-01T08:00:00Z\nseverity: down\n"
	for _, test := range []struct{ name, config, file, front, want string }{
		{"a plain name", "", "content/issues/2024-05-01-core.md", "", "/issues/2024-05-01-core/"},
		{"capitals, spaces, signs", "", "content/issues/Core (Down) - Now!.md", "", "/issues/core-down-now/"},
		{"accents and dots", "", "content/issues/actualización 1.29.10.md", "", "/issues/actualización-1.29.10/"},
		{"capitals that stay", "disablePathToLower: true\n", "content/issues/AKS.md", "", "/issues/AKS/"},
		{"a folder", "", "content/issues/2024/core.md", "", "/issues/2024/core/"},
		{"a bundle", "", "content/issues/core/index.md", "", "/issues/core/"},
		{"a slug", "", "content/issues/a.md", "slug: Core Down\n", "/issues/core-down/"},
		{"a URL of its own", "", "content/issues/a.md", "URL: /down/core/\n", "/down/core/"},
		{"aliases of its own", "", "content/issues/a.md", "aliases: [/old/core, \"2020/core\"]\n", "/issues/2020/core /issues/a/ /old/core"},
		{"URLs with an ending", "uglyURLs: true\n", "content/issues/a.md", "", "/issues/a.html"},
		{"a pattern", "permalinks: {issues: \"/:year/:month/:day/:slug/\"}\n", "content/issues/a.md", "", "/2024/05/01/ä-title/"},
		{"a pattern of pages", "permalinks: {page: {issues: \"/incident/:contentbasename\"}}\n", "content/issues/a.md", "slug: b\n", "/incident/a"},
		{"a folder for each language", "defaultContentLanguageInSubdir: true\n", "content/issues/a.md", "", "/en/issues/a/"},
		{"the folder of the language", "languages: {en: {contentDir: content/english}}\n", "content/english/issues/a.md", "", "/issues/a/"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, i := only(t, "cstate", importer.Input{Files: fstest.MapFS{
				"config.yml": {Data: []byte("title: A\nbaseurl: https://a.example.com\ntimeZone: UTC\n" + test.config)},
				test.file:    {Data: []byte(plain + test.front + "---\nText.\n")},
			}})
			if got := strings.Join(i.Aliases, " "); got != test.want {
				t.Errorf("the old URLs are %q, want %q", got, test.want)
			}
		})
	}
}

func TestLanguagesOfHugoAreThoseOfFoldersAndOfNames(t *testing.T) {
	const front = "---\ntitle: TITLE\ndate: 2024-05-01T08:00:00Z\nseverity: down\n---\nText.\n"
	text := func(title string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(strings.Replace(front, "TITLE", title, 1))}
	}
	project := fstest.MapFS{}
	bring(t, "cstate", importer.Input{Files: fstest.MapFS{
		"hugo.toml":                    {Data: []byte("baseURL = 'https://a.example.com'\ndefaultContentLanguage = 'en'\n[languages.en]\ntitle = 'Ours'\n[languages.de]\n[languages.pt-BR]\ncontentDir = 'content/brazil'\n[languages.sv]\n")},
		"content/issues/a.md":          text("One"),
		"content/issues/a.de.md":       text("Eins"),
		"content/brazil/issues/a.md":   text("Um"),
		"content/sv/issues/a.md":       text("Ett"),
		"content/issues/b/index.md":    text("Two"),
		"content/issues/b/index.de.md": text("Zwei"),
		"content/issues/v1.2.md":       text("Three"),
	}}, project)
	s := load(t, project)
	titles := map[string]string{}
	for _, i := range s.Incidents {
		all := []string{i.Title}
		for _, tr := range i.Translations {
			all = append(all, tr.Language+" "+tr.Title)
		}
		titles[i.ID] = strings.Join(all, ", ")
	}
	for id, want := range map[string]string{"a": "One, de Eins, pt-BR Um, sv Ett", "b": "Two, de Zwei", "v1-2": "Three"} {
		if titles[id] != want {
			t.Errorf("%s has the titles %q, want %q", id, titles[id], want)
		}
	}
	if want := []string{"en", "de", "pt-BR", "sv"}; len(titles) != 3 || s.Title != "Ours" || !slices.Equal(s.Languages, want) {
		t.Errorf("%d incidents in %q, titled %q", len(titles), s.Languages, s.Title)
	}
	a, _ := byAlias(s, "/issues/a/")
	if want := []string{"/de/issues/a/", "/issues/a/", "/pt-br/issues/a/", "/sv/issues/a/"}; !slices.Equal(a.Aliases, want) {
		t.Errorf("the old URLs are %q, want %q", a.Aliases, want)
	}
}

func TestWhatStaysBehindOfAHugoSiteIsNamed(t *testing.T) {
	in := issue("a.md", "---\ntitle: A\ndate: 2024-05-01T08:00:00Z\nseverity: down\ntags: [dns]\nautomated: true\n---\n<video src=\"x\"></video>\n")
	for _, name := range []string{"content/about.adoc", "content/issues/note", "content/issues/x.png", "content/affected/core/_index.md"} {
		in.Files = with(in.Files, name, "x")
	}
	in.Files.(fstest.MapFS)["content/linked"] = &fstest.MapFile{Data: []byte("issues"), Mode: fs.ModeSymlink}
	project := fstest.MapFS{}
	plan := bring(t, "cstate", in, project)
	if text := string(project["content/incidents/2024/a.md"].Data); !strings.Contains(text, "\ntags: [dns]\n") {
		t.Errorf("the tag is not in the file:\n%s", text)
	}
	var left []string
	for _, n := range plan.Report.Notes {
		if n.Kind == importer.Left {
			left = append(left, n.String())
		}
	}
	want := []string{
		`content/issues/a.md: "<video src=\"x\">": left: HTML that Markdown has no words for: the page shows it as text`,
		`content/issues/a.md:6:1: "automated": left: a key that ownup has no place for`,
		"content/linked: left: a link to a folder is not followed",
		"content/issues/x.png: left: a picture that no issue shows",
		"content/issues/note: left: by its ending this is no page",
		"content/about.adoc: left: this page is no issue",
		"content/affected/core/_index.md: left: this page is no issue",
	}
	for _, w := range want {
		if !slices.Contains(left, w) {
			t.Errorf("nobody is told %s", w)
		}
	}
	if t.Failed() {
		t.Logf("but:\n%s", strings.Join(left, "\n"))
	}
}

func TestOldPagesThatAreNoIncidentsLeadOn(t *testing.T) {
	in := issue("a.md", "---\ntitle: A\ndate: 2024-05-01T08:00:00Z\nseverity: down\naffected: [Core, \""+strings.Repeat("Long name ", 40)+"\"]\n---\n")
	project := fstest.MapFS{}
	bring(t, "cstate", in, project)
	load(t, project)
	for file, to := range map[string]string{"issues": "../history/", "affected/core": "../../components/core/"} {
		f := project["content/static/"+file+"/index.html"]
		if f == nil || !strings.Contains(string(f.Data), `url=`+to+`"`) {
			t.Errorf("%s does not lead to %s: %s", file, to, f)
		}
	}
	for name := range project {
		for part := range strings.SplitSeq(name, "/") {
			if len(part) > 200 {
				t.Errorf("no file system holds %q", part)
			}
		}
	}
}

func TestAnOldURLLeadsToOneIncident(t *testing.T) {
	in := issue("a.md", "---\ntitle: A\ndate: 2024-05-01T08:00:00Z\nseverity: down\naliases: [/b/, /history/, /incidents/b, /api/v2/summary.json]\n---\n")
	in.Files = with(in.Files, "content/issues/b.md", "---\ntitle: B\ndate: 2024-05-02T08:00:00Z\nseverity: down\naliases: [/b/, /B]\n---\n")
	project := fstest.MapFS{}
	plan := bring(t, "cstate", in, project)
	s := load(t, project)
	var got []string
	for _, i := range s.Incidents {
		got = append(got, i.ID+": "+strings.Join(i.Aliases, " "))
	}
	if want := []string{"a: /b/ /issues/a/", "b: /issues/b/"}; !slices.Equal(got, want) {
		t.Errorf("the old URLs are %q, want %q", got, want)
	}
	left := 0
	for _, n := range plan.Report.Notes {
		if n.Message == "an old URL at which the new site has another page" {
			left++
		}
	}
	if left != 5 {
		t.Errorf("%d are told to be left, want 5", left)
	}
}
