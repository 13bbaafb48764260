package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	_ "time/tzdata"

	validator "github.com/santhosh-tekuri/jsonschema/v6"

	"ownup/internal/content"
	"ownup/internal/report"
	"ownup/internal/status"
)

const siteYAML = `title: Acme
url: https://example.com/status
timezone: America/Denver
since: 2013-01-01
components:
  - group: Mail
    components:
      - {id: email, name: Email, description: Mailboxes, slo: 99.9}
      - {id: archive, name: Archive, until: 2013-06-01}
  - {id: web, name: Website, since: 2013-09-01}
`

// project gives the report of a site with some incidents by name, at a time in Denver.
func project(t *testing.T, now string, incidents map[string]string) *report.Report {
	t.Helper()
	files := fstest.MapFS{"content/site.yaml": {Data: []byte(siteYAML)}}
	for name, text := range incidents {
		files["content/incidents/"+name+".md"] = &fstest.MapFile{Data: []byte(text)}
	}
	site, err := content.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	return report.At(site, status.Record{}, denver(t, now))
}

// example gives the report of the example site.
func example(t *testing.T, now string) *report.Report {
	t.Helper()
	site, err := content.Load(os.DirFS("../../.."))
	if err != nil {
		t.Fatal(err)
	}
	return report.At(site, status.Record{}, denver(t, now))
}

func denver(t *testing.T, s string) time.Time {
	t.Helper()
	zone, err := time.LoadLocation("America/Denver")
	if err != nil {
		t.Fatal(err)
	}
	instant, err := time.ParseInLocation("2006-01-02 15:04", s, zone)
	if err != nil {
		t.Fatal(err)
	}
	return instant
}

// render gives the bytes of every document, by path.
func render(t *testing.T, r *report.Report) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	for _, f := range Files(r) {
		b, err := f.Render()
		if err != nil {
			t.Fatal(err)
		}
		all[f.Path] = b
	}
	return all
}

// read decodes a document, and complains of each key that T does not have.
func read[T any](t *testing.T, r *report.Report, path string) T {
	t.Helper()
	b, ok := render(t, r)[path]
	if !ok {
		t.Fatalf("there is no %s", path)
	}
	var doc T
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&doc); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return doc
}

// schemaName gives the name of the schema of the document at a path.
func schemaName(document string) string {
	switch path.Dir(document) {
	case "api/incidents":
		return "incident"
	case "api/uptime":
		return "days"
	}
	return strings.TrimSuffix(path.Base(document), ".json")
}

// compile makes validators that allow for no other keys, and check formats.
func compile(t *testing.T) map[string]*validator.Schema {
	t.Helper()
	all := map[string]*validator.Schema{}
	for name, document := range documents() {
		schema, err := validator.UnmarshalJSON(bytes.NewReader(schemaOf(t, document, false)))
		if err != nil {
			t.Fatal(err)
		}
		c := validator.NewCompiler()
		c.AssertFormat()
		if err := c.AddResource(name, schema); err != nil {
			t.Fatal(err)
		}
		if all[name], err = c.Compile(name); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// invalid says what is wrong with a document, and with what it says of its own schema.
func invalid(schemas map[string]*validator.Schema, document string, b []byte) error {
	value, err := validator.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		return err
	}
	name := schemaName(document)
	if err := schemas[name].Validate(value); err != nil {
		return err
	}
	said, _ := value.(map[string]any)["$schema"].(string)
	if got, want := path.Join(path.Dir(document), said), "api/schema/"+name+".json"; got != want {
		return fmt.Errorf("its schema is said to be %s, and is %s", got, want)
	}
	return nil
}

func TestEveryDocumentOfTheExampleSiteFollowsItsSchema(t *testing.T) {
	schemas := compile(t)
	for _, now := range []string{"2024-01-01 00:00", "2026-08-22 01:00", "2026-09-03 09:00", "2026-12-31 12:00"} {
		docs := render(t, example(t, now))
		for _, path := range slices.Sorted(maps.Keys(docs)) {
			if strings.HasPrefix(path, "api/schema/") {
				continue
			}
			if err := invalid(schemas, path, docs[path]); err != nil {
				t.Errorf("at %s, %s: %v", now, path, err)
			}
		}
	}
}
