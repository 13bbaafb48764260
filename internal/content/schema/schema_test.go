package schema_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	_ "time/tzdata"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"

	"ownup/internal/content"
	"ownup/internal/content/schema"
	"ownup/internal/diag"
	"ownup/internal/status"
)

func TestTheExampleSiteFollowsTheSchemas(t *testing.T) {
	project := os.DirFS("../../..")
	check(t, project, "content/site.yaml", "site.json")
	err := fs.WalkDir(project, "content/incidents", func(name string, _ fs.DirEntry, err error) error {
		if strings.HasSuffix(name, ".md") {
			check(t, project, name, "incident.json")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func check(t *testing.T, project fs.FS, file, name string) {
	t.Helper()
	b, err := fs.ReadFile(project, file)
	if err != nil {
		t.Fatal(err)
	}
	if err := follows(t, name, front(string(b))); err != nil {
		t.Errorf("%s: %v", file, err)
	}
}

// front gives the front matter of a Markdown file, and any other as it is.
func front(text string) string {
	rest, ok := strings.CutPrefix(text, "---\n")
	if !ok {
		return text
	}
	text, _, _ = strings.Cut(rest, "\n---")
	return text
}

// follows says what of a YAML text does not follow a schema.
func follows(t *testing.T, name, text string) error {
	t.Helper()
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema.Read(name)))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource(name, document); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile(name)
	if err != nil {
		t.Fatal(err)
	}
	return compiled.Validate(value(t, text))
}

// value reads YAML as the language servers of editors do: dates are texts.
func value(t *testing.T, text string) any {
	t.Helper()
	var node yaml.Node
	if err := yaml.Unmarshal([]byte(text), &node); err != nil {
		t.Fatal(err)
	}
	return plain(t, node.Content[0])
}

func plain(t *testing.T, n *yaml.Node) any {
	t.Helper()
	switch n.Kind {
	case yaml.MappingNode:
		m := map[string]any{}
		for i := 0; i < len(n.Content); i += 2 {
			m[n.Content[i].Value] = plain(t, n.Content[i+1])
		}
		return m
	case yaml.SequenceNode:
		list := []any{}
		for _, item := range n.Content {
			list = append(list, plain(t, item))
		}
		return list
	}
	switch n.ShortTag() {
	case "!!bool":
		return n.Value == "true"
	case "!!int", "!!float":
		return json.Number(n.Value)
	case "!!null":
		return nil
	}
	return n.Value
}

const site = "title: Acme\nurl: https://example.com\ntimezone: UTC\nsince: 2013-01-01\n"

func TestWhatIsWrongIsFoundWhileItIsWritten(t *testing.T) {
	const one = "components:\n  - {id: email}\n"
	for name, texts := range map[string][]string{
		"site.json": {
			site,
			site + one + "titel: Acme\n",
			site + "components:\n  - {id: E}\n",
			site + "components:\n  - {id: all}\n",
			site + "components:\n  - {id: email, slo: 101}\n",
			site + "components:\n  - {group: Mail, components: []}\n",
			site + one + "weights: {major_outage: 2}\n",
			site + one + "weights: {operational: 1}\n",
			site + one + "stale_after: soon\n",
			site + one + "brand: {accent: blue}\n",
			site + one + "brand: {header: {night: \"#000\"}}\n",
			site + one + "brand: {logo: logo.jpg}\n",
			site + one + "brand: {font: {bold: b.woff2}}\n",
			site + one + "subscribe: [{name: Mail}]\n",
			site + one + "feeds: {hub: hub.example.com}\n",
			site + one + "record: {authors: some}\n",
			site + one + "record: {redact: [HEAD]}\n",
			site + one + "subscribe: [{url: https://a.example}]\n",
			"title: Acme\nurl: example.com\ntimezone: UTC\n" + one,
		},
		"incident.json": {
			"kind: incident\n",
			"title: A\nkind: outage\n",
			"title: A\nkind: maintenance\n",
			"title: A\nuntil: 2013-09-03 08:00\n",
			"title: A\nstarted: 2013-09-03\n",
			"title: A\nstarted: 2013-09-03 08:00 EST\n",
			"title: A\ncomponents: {email: broken}\n",
			"title: A\nscheduled: {from: 2013-09-03 08:00}\nkind: maintenance\n",
		},
	} {
		for _, text := range texts {
			if follows(t, name, text) == nil {
				t.Errorf("nothing is wrong by %s with\n%s", name, text)
			}
		}
	}
}

func TestWhatIsRightIsLeftAlone(t *testing.T) {
	for text, name := range map[string]string{
		site + "components:\n  - {id: email, slo: 99.95 %}\n  - {group: Mail, components: [{id: a-1, until: 2014-01-01}]}\n" +
			"weights: {partial: 0.5, under_maintenance: exclude}\nstale_after: 2d\nnoindex: yes\nlanguages: [en, pt-BR]\nformat: 1\n": "site.json",
		site + "components:\n  - {id: email}\nbrand: {accent: \"#0B57C2\", header: {dark: \"#123\"}, logo: {light: a.svg, dark: b.PNG}, favicon: a.ico, font: a.woff2}\n" +
			"subscribe:\n  - {name: Mail, url: mailto:a@example.com}\n  - {name: Chat, description: In ours, command: /feed}\nfeeds: {hub: https://hub.example.com/}\nrecord: {authors: yes, redact: a1b2c3d, signers: content/allowed_signers}\n": "site.json",
		"title: A\nstarted: 2013-09-03T08:00Z\ncomponents: {email: Major outage since 2013-09-03 07:20 -04:00, web: degraded}\n" +
			"impact: critical\nrelated: b\naliases: [/a/]\nissue: https://github.com/acme/status/issues/12\nrecurrence_of: c\ndetected: 2013-09-03 08:00:10 +0200\npinned: true\n": "incident.json",
		"title: A\nkind: maintenance\nscheduled: {from: 2013-09-03 08:00, until: 2013-09-03 09:00}\ncomponents: [email]\n": "incident.json",
		"title: A\nkind: notice\nuntil: 2013-09-03 08:00\n":                                                                "incident.json",
	} {
		if err := follows(t, name, text); err != nil {
			t.Errorf("%v\n%s", err, text)
		}
	}
}

func TestTheSchemasKnowTheKeysThatContentKnows(t *testing.T) {
	const other = strange + ": 1"
	components := "components:\n  - {id: email, " + other + "}\n  - {group: Mail, " + other + ", components: [{id: a}]}\n"
	components += "brand: {" + other + ", accent: {" + other + "}, logo: {" + other + "}, font: {regular: a.woff2, " + other + "}}\nsubscribe: [{name: A, command: a, " + other + "}]\nfeeds: {" + other + "}\nrecord: {" + other + "}\n"
	incident := "---\ntitle: A\nkind: maintenance\n" + other + "\nscheduled: {from: 2013-09-03 08:00, until: 2013-09-03 09:00, " +
		other + "}\n---\n\n## 2013-01-02 08:00 scheduled\n"
	known := append(known(t, site+other+"\n"+components, ""), known(t, site+"components:\n  - {id: email}\n", incident)...)
	want := []string{
		keys(t, "site.json", "properties"), keys(t, "site.json", "$defs", "component", "properties"),
		keys(t, "site.json", "$defs", "group", "properties"), keys(t, "incident.json", "properties"),
		keys(t, "site.json", "properties", "brand", "properties"), keys(t, "site.json", "$defs", "way", "properties"),
		keys(t, "site.json", "properties", "feeds", "properties"), keys(t, "site.json", "properties", "record", "properties"),
		"dark light", "dark light", "bold regular",
		keys(t, "incident.json", "properties", "scheduled", "properties"),
	}
	slices.Sort(known)
	slices.Sort(want)
	if !slices.Equal(known, want) {
		t.Errorf("content knows\n%s\nthe schemas know\n%s", strings.Join(known, "\n"), strings.Join(want, "\n"))
	}
}

// strange is a key that nobody has, and that is near to none.
const strange = "a-key-that-nobody-ever-wanted-to-have"

// known gives the keys that content proposes for each that is strange.
func known(t *testing.T, siteYAML, incident string) []string {
	t.Helper()
	project := fstest.MapFS{"content/site.yaml": {Data: []byte(siteYAML)}}
	if incident != "" {
		project["content/incidents/a.md"] = &fstest.MapFile{Data: []byte(incident)}
	}
	_, err := content.Load(project)
	var problems diag.List
	if !errors.As(err, &problems) {
		t.Fatalf("the error is %v", err)
	}
	var all []string
	for _, p := range problems {
		if words, ok := strings.CutPrefix(p.Hint, "known: "); ok && strings.Contains(p.Message, strange) {
			all = append(all, sorted(strings.Split(words, ", ")))
		}
	}
	return all
}

func TestTheSchemasKnowEveryWord(t *testing.T) {
	healths := sorted(slices.DeleteFunc(status.HealthWords(), func(w string) bool { return w == "operational" }))
	if got := keys(t, "site.json", "properties", "weights", "properties"); got != healths {
		t.Errorf("there are weights for %s, want %s", got, healths)
	}
	for _, word := range status.HealthWords() {
		for _, written := range []string{word, strings.ReplaceAll(word, "_", " ") + " since 07:20", strings.ToUpper(word[:1]) + word[1:]} {
			if err := follows(t, "incident.json", "title: A\ncomponents: {email: "+written+"}\n"); err != nil {
				t.Errorf("%q is no health: %v", written, err)
			}
		}
	}
	if got, want := enum(t, "impact"), sorted(status.ImpactWords()); got != want {
		t.Errorf("impacts are %s, want %s", got, want)
	}
	if got, want := enum(t, "kind"), sorted(status.KindWords()); got != want {
		t.Errorf("kinds are %s, want %s", got, want)
	}
}

// node gives a part of a schema.
func node(t *testing.T, name string, path ...string) any {
	t.Helper()
	var at any
	if err := json.Unmarshal(schema.Read(name), &at); err != nil {
		t.Fatal(err)
	}
	for _, key := range path {
		at = at.(map[string]any)[key]
	}
	return at
}

func keys(t *testing.T, name string, path ...string) string {
	t.Helper()
	var all []string
	for key := range node(t, name, path...).(map[string]any) {
		all = append(all, key)
	}
	return sorted(all)
}

func enum(t *testing.T, key string) string {
	t.Helper()
	var all []string
	for _, word := range node(t, "incident.json", "properties", key, "enum").([]any) {
		all = append(all, word.(string))
	}
	return sorted(all)
}

func sorted(words []string) string {
	return strings.Join(slices.Sorted(slices.Values(words)), " ")
}
