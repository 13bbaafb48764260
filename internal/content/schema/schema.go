// Package schema holds JSON Schemas of what people write, with which editors complete and
// check it while it is written:
//
//	site.json      of content/site.yaml
//	incident.json  of the front matter of content/incidents/**/*.md
//
// They are somewhat stricter than package content, which also takes a key's words in other
// cases: an editor should propose one way to write a thing. What they let pass may still be
// wrong, for they see one file, and neither its text nor the others.
package schema

import (
	"embed"
	"io/fs"
)

// files holds the schemas, by name.
//
//go:embed *.json
var files embed.FS

// Names gives the names of the files, sorted.
func Names() []string {
	names, err := fs.Glob(files, "*.json")
	if err != nil {
		panic(err) // the pattern is ours
	}
	return names
}

// Read gives the schema of a name that Names gives.
func Read(name string) []byte {
	b, err := files.ReadFile(name)
	if err != nil {
		panic(err) // the name is ours
	}
	return b
}
