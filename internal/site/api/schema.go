package api

import (
	"embed"
	"path"

	"ownup/internal/output"
)

// The schemas are made from the types of this package and their comments.
//
//go:generate go test -run TestSchemasFollowFromTheTypes -update .

//go:embed schema/*.json
var schemaFiles embed.FS

// schemas gives the schema of every document, those of the build and the banner included.
func schemas() []output.File {
	entries, err := schemaFiles.ReadDir("schema")
	if err != nil {
		panic(err) // the folder is ours
	}
	var files []output.File
	for _, e := range entries {
		name := path.Join("schema", e.Name())
		files = append(files, output.File{
			Path:   path.Join("api", name),
			Render: func() ([]byte, error) { return schemaFiles.ReadFile(name) },
		})
	}
	return files
}
