package cli

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"ownup/internal/content/schema"
)

// schemaFolder is where a project keeps the schemas, unless it is told otherwise. The
// files that init writes name it.
const schemaFolder = "schema"

// newSchema gives the command that writes JSON Schemas for editors.
func newSchema(p *project) *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use:   "schema [NAME]",
		Short: "Write JSON Schemas of site.yaml and of front matter, for editors",
		Long: `Schema writes two JSON Schemas into a folder of the project: site.json describes
content/site.yaml, and incident.json the front matter of incidents. An editor with
a YAML language server completes and checks a file whose first line names one:

	# yaml-language-server: $schema=../schema/site.json

Projects that "ownup init" began have both. Write them anew with each new version
of ownup. With a NAME, site or incident, the schema is printed and nothing written.`,
		Example: `  ownup schema
  ownup schema --out .vscode/ownup
  ownup schema site`,
		Args:      cobra.MatchAll(cobra.MaximumNArgs(1), cobra.OnlyValidArgs),
		ValidArgs: schemaNames(),
		RunE: run(func(_ *cobra.Command, args []string) error {
			if len(args) == 1 {
				_, err := p.env.Stdout.Write(schema.Read(args[0] + ".json"))
				return err
			}
			return p.writeSchemas(out)
		}),
	}
	cmd.Flags().StringVarP(&out, "out", "o", schemaFolder, "the folder to write, from the project's")
	_ = cmd.MarkFlagDirname("out")
	return cmd
}

// schemaNames gives what the schemas are called on the command line.
func schemaNames() []string {
	names := slices.Clone(schema.Names())
	for n, name := range names {
		names[n] = strings.TrimSuffix(name, ".json")
	}
	return names
}

func (p *project) writeSchemas(dir string) error {
	files := schemas()
	if err := writeFiles(p.path(dir), files); err != nil {
		return fmt.Errorf("write the schemas: %w", err)
	}
	for _, name := range schema.Names() {
		fmt.Fprintln(p.env.Stdout, filepath.Join(dir, name))
	}
	return nil
}

// schemas gives the schemas by name.
func schemas() map[string][]byte {
	files := map[string][]byte{}
	for _, name := range schema.Names() {
		files[name] = schema.Read(name)
	}
	return files
}
