package cli

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"ownup/internal/exporter"
	"ownup/internal/report"
	"ownup/internal/site/locale"
)

// newExport gives the command that writes a history for other tools.
func newExport(p *project) *cobra.Command {
	e := exporting{project: p}
	cmd := &cobra.Command{
		Use:   "export FORMAT",
		Short: "Write the whole history for other tools",
		Long: `Export writes what the site tells, all of it, for other tools:

  statuspage   one document in the shape of Atlassian Statuspage's API, on stdout.
               What that shape cannot carry is named on stderr.
  csv          incidents.csv, effects.csv and uptime.csv in a folder.`,
		Example: `  ownup export statuspage > history.json
  ownup export csv --out tables`,
		Args:      cobra.MatchAll(cobra.ExactArgs(1), cobra.OnlyValidArgs),
		ValidArgs: []string{"statuspage", "csv"},
		RunE:      run(e.export),
	}
	cmd.Flags().StringVarP(&e.out, "out", "o", "", "of csv: the folder to write, from the project's (default \"export\");\nof statuspage: the file to write (default stdout)")
	return cmd
}

type exporting struct {
	*project
	out string
}

func (e *exporting) export(cmd *cobra.Command, args []string) error {
	r, err := e.report(cmd.Context())
	if err != nil {
		return err
	}
	if args[0] == "csv" {
		return e.tables(r)
	}
	words, err := locale.For(r.Site.Languages[0])
	if err != nil {
		words, err = locale.For("en")
	}
	if err != nil {
		return err
	}
	b, err := exporter.Statuspage(r, words)
	if err != nil {
		return err
	}
	for _, l := range exporter.LeftByStatuspage(r) {
		fmt.Fprintf(e.env.Stderr, "left behind: %s (%d), such as %s\n", l.What, l.Count, l.Such)
	}
	if e.out != "" {
		return os.WriteFile(e.path(e.out), b, 0o666)
	}
	_, err = e.env.Stdout.Write(b)
	return err
}

// tables writes the tables into a folder.
func (e *exporting) tables(r *report.Report) error {
	out := e.out
	if out == "" {
		out = "export"
	}
	files := map[string][]byte{}
	tables := exporter.Tables(r)
	for _, t := range tables {
		files[t.Name] = t.CSV()
	}
	if err := writeFiles(e.path(out), files); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	for _, t := range tables {
		fmt.Fprintf(e.env.Stdout, "%s: %s\n", filepath.Join(out, t.Name), counted(len(t.Rows)-1, "row"))
	}
	return nil
}
