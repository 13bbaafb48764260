package content_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"ownup/internal/content"
)

func TestANewFileNamesTheSchemaThatLiesBesideThatOfTheSite(t *testing.T) {
	const file, line = "content/incidents/2026/a.md", "# yaml-language-server: $schema="
	for _, test := range []struct{ modeline, there, want string }{
		{line + "../schema/site.json", "schema/incident.json", line + "../../../schema/incident.json"},
		{line + ".editor/site.json", "content/.editor/incident.json", line + "../../../content/.editor/incident.json"},
		{line + "site.json\r", "content/incident.json", line + "../../../content/incident.json"},
		{line + "../schema/site.json", "schema/site.json", ""},
		{line + "../../schema/site.json", "schema/incident.json", ""},
		{line + "https://acme.example/site.json", "schema/incident.json", ""},
		{"# no line of its own", "schema/incident.json", ""},
	} {
		p := fstest.MapFS{
			"content/site.yaml": {Data: []byte("# Ours.\n" + test.modeline + "\n" + siteFile)},
			test.there:          {Data: []byte("{}")},
		}
		want := small
		if test.want != "" {
			want = strings.Replace(small, "---\n", "---\n"+test.want+"\n", 1)
		}
		got := string(content.WithSchema(p, file, []byte(small)))
		if got != want {
			t.Errorf("by %q it is\n%s\nwant\n%s", test.modeline, got, want)
		}
		p[file] = &fstest.MapFile{Data: []byte(got)}
		if s, err := content.Load(p); err != nil || len(s.Incidents) != 1 || s.Incidents[0].Title != "Mail is slow" {
			t.Errorf("it does not load: %v", err)
		}
	}
}
