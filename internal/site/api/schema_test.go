package api

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"github.com/invopop/jsonschema"

	"ownup/internal/site/banner"
	"ownup/internal/status"
)

var rewrite = flag.Bool("update", false, "write the schemas anew")

// documents are the types of the documents, by the name of their schema.
func documents() map[string]any {
	return map[string]any{
		"site": Site{}, "uptime": Uptime{}, "days": Days{}, "incidents": Incidents{}, "incident": Incident{},
		"build": Build{}, "banner": banner.State{},
	}
}

func TestSchemasFollowFromTheTypes(t *testing.T) {
	all := documents()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		file := filepath.Join("schema", name+".json")
		want := schemaOf(t, all[name], true)
		if *rewrite {
			if err := os.WriteFile(file, want, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is not what the types say; run \"go generate ./internal/site/api\"", file)
		}
	}
}

// schemaOf makes the schema of a document. That for readers allows for keys that later
// versions add.
func schemaOf(t *testing.T, document any, open bool) []byte {
	t.Helper()
	r := &jsonschema.Reflector{Anonymous: true, ExpandedStruct: true, AllowAdditionalProperties: open, Mapper: valueSchema}
	pkg := reflect.TypeOf(document).PkgPath()
	if err := r.AddGoComments(pkg, path.Join("..", path.Base(pkg))); err != nil {
		t.Fatal(err)
	}
	b, err := json.MarshalIndent(r.Reflect(document), "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return append(b, '\n')
}

// valueSchema gives the schema of a value that has a form of its own.
func valueSchema(t reflect.Type) *jsonschema.Schema {
	switch t {
	case reflect.TypeFor[Instant]():
		return &jsonschema.Schema{Type: "string", Format: "date-time"}
	case reflect.TypeFor[Date]():
		return &jsonschema.Schema{Type: "string", Format: "date"}
	case reflect.TypeFor[Health]():
		return oneOf(status.Healths())
	case reflect.TypeFor[Phase]():
		var all []status.Phase
		for p := status.Investigating; p <= status.Postmortem; p++ {
			all = append(all, p)
		}
		return oneOf(all)
	case reflect.TypeFor[Kind]():
		return oneOf([]status.Kind{status.KindIncident, status.KindMaintenance, status.KindNotice})
	case reflect.TypeFor[Impact]():
		return oneOf([]status.Impact{status.ImpactNone, status.ImpactMinor, status.ImpactMajor, status.ImpactCritical, status.ImpactMaintenance})
	case reflect.TypeFor[EditKind]():
		return words(status.EditKindWords())
	case reflect.TypeFor[Signature]():
		return oneOf([]status.Signature{status.Unchecked, status.Unsigned, status.Signed, status.Unverified, status.Forged})
	case reflect.TypeFor[Gap]():
		return words(status.GapWords())
	}
	return nil
}

// words gives the schema of a word that is one of some.
func words(all []string) *jsonschema.Schema {
	s := &jsonschema.Schema{Type: "string"}
	for _, w := range all {
		s.Enum = append(s.Enum, w)
	}
	return s
}

// oneOf gives the schema of a word that is one of some.
func oneOf[T fmt.Stringer](words []T) *jsonschema.Schema {
	s := &jsonschema.Schema{Type: "string"}
	for _, w := range words {
		s.Enum = append(s.Enum, w.String())
	}
	return s
}
