package importer

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/BurntSushi/toml"

	"ownup/internal/content/frontmatter"
	"ownup/internal/diag"
)

// maxTOML is how many bytes of TOML are read: a configuration, or front matter.
const maxTOML = 1 << 20

// parseTOML reads TOML as the values that YAML is read as. Their place is the file, whose
// keys are sorted.
func parseTOML(file string, src []byte) (frontmatter.Value, error) {
	if len(src) > maxTOML {
		return frontmatter.Value{}, fmt.Errorf("the file has %d MiB, and at most %d are read", len(src)>>20, maxTOML>>20)
	}
	var root map[string]any
	if err := toml.Unmarshal(src, &root); err != nil {
		return frontmatter.Value{}, fmt.Errorf("it is no TOML: %w", err)
	}
	return valueOf(root, diag.Pos{File: file, Line: 1, Column: 1}), nil
}

func valueOf(v any, at diag.Pos) frontmatter.Value {
	value := frontmatter.Value{Pos: at, Kind: frontmatter.Scalar}
	switch v := v.(type) {
	case map[string]any:
		value.Kind = frontmatter.Map
		for _, key := range slices.Sorted(maps.Keys(v)) {
			name := frontmatter.Value{Pos: at, Kind: frontmatter.Scalar, Text: key}
			value.Pairs = append(value.Pairs, frontmatter.Pair{Key: name, Value: valueOf(v[key], at)})
		}
	case []map[string]any:
		value.Kind = frontmatter.List
		for _, item := range v {
			value.Items = append(value.Items, valueOf(item, at))
		}
	case []any:
		value.Kind = frontmatter.List
		for _, item := range v {
			value.Items = append(value.Items, valueOf(item, at))
		}
	case time.Time:
		value.Text = tomlTime(v)
	default:
		value.Text = fmt.Sprint(v)
	}
	return value
}

// tomlTime writes a time as it stood there. One without an offset has a zone of that name
// in the decoder, whose offset is that of the machine and means nothing.
func tomlTime(t time.Time) string {
	switch t.Location().String() {
	case "datetime-local":
		return t.Format("2006-01-02T15:04:05")
	case "date-local":
		return t.Format(time.DateOnly)
	case "time-local":
		return t.Format(time.TimeOnly)
	}
	return t.Format(time.RFC3339)
}
