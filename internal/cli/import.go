package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"ownup/internal/content/revision"
	"ownup/internal/importer"
	"ownup/internal/status"
)

// newImport gives the command that brings a history from another status page.
func newImport(p *project) *cobra.Command {
	i := importing{project: p}
	cmd := &cobra.Command{
		Use:   "import TOOL SOURCE",
		Short: "Bring a history from another status page",
		Long: `Import reads what another status page has written, and writes it into a project:
content/site.yaml, a file for every incident, and what belongs to them.

Tools: ` + strings.Join(importer.Tools(), ", ") + `.
The source is a folder, a file, or, where the tool has a public API, a URL.

The report says how much came, every guess, and everything that was left behind.
What cannot be imported is named on stderr. Running it again brings what is new;
a file that was edited since is never touched.`,
		Example: `  ownup import cstate ../old-status --dry-run
  ownup import cstate ../old-status --out my-status
  ownup import statuspage https://status.example.com --out my-status
  ownup import upptime ../upptime --issues issues.json`,
		Args: wants(2, 2),
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) == 0 {
				return importer.Tools(), cobra.ShellCompDirectiveNoFileComp
			}
			return nil, cobra.ShellCompDirectiveDefault
		},
		RunE: i.run,
	}
	cmd.Flags().StringVarP(&i.out, "out", "o", ".", "the project to write, from the project's folder; made where it is not there")
	cmd.Flags().StringVar(&i.issues, "issues", "", "of upptime: a file with GitHub's issues, as its API gives them")
	cmd.Flags().BoolVar(&i.dry, "dry-run", false, "say what would be written, and write nothing")
	cmd.Flags().BoolVar(&i.json, "json", false, "print the report as JSON, with every note")
	_ = cmd.MarkFlagDirname("out")
	_ = cmd.MarkFlagFilename("issues", "json")
	return cmd
}

type importing struct {
	*project
	out, issues string
	dry, json   bool
}

func (i *importing) run(cmd *cobra.Command, args []string) error {
	if err := importer.Known(args[0]); err != nil {
		return err
	}
	return run(i.bring)(cmd, args)
}

func (i *importing) bring(cmd *cobra.Command, args []string) error {
	in, err := i.input(cmd.Context(), args[0], args[1])
	if err != nil {
		return err
	}
	out := i.path(i.out)
	if !i.dry {
		if err := os.MkdirAll(out, 0o777); err != nil {
			return fmt.Errorf("import: %w", err)
		}
	}
	project, root, err := destination(out)
	if err != nil {
		return fmt.Errorf("import: %w", err)
	}
	if root != nil {
		defer root.Close()
	}
	plan, err := importer.Import(args[0], in, project)
	if err != nil {
		return fmt.Errorf("import from %s: %w", args[0], err)
	}
	if !i.dry {
		for _, f := range plan.Writes {
			if err := place(root, f); err != nil {
				return fmt.Errorf("write %s: %w", f.Path, err)
			}
		}
	}
	return i.tell(plan)
}

// destination opens the folder that gets the files. Nothing outside of it is ever written,
// whatever links it holds. A folder that is not there is empty.
func destination(dir string) (fs.FS, *os.Root, error) {
	root, err := os.OpenRoot(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return importer.Documents{}, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	return root.FS(), root, nil
}

// input gives what the source is to read.
func (i *importing) input(ctx context.Context, tool, source string) (importer.Input, error) {
	now, err := i.now(&status.Site{Zone: time.UTC})
	in := importer.Input{Now: now}
	if err != nil {
		return in, err
	}
	if strings.Contains(source, "://") {
		in.Files, err = importer.Fetch(ctx, tool, source)
		return in, err
	}
	source = i.path(source)
	info, err := os.Stat(source)
	switch {
	case err != nil:
		return in, fmt.Errorf("open the source: %w", err)
	case !info.IsDir():
		in.Files, err = alone(source)
	default:
		in.Files, err = within(source)
	}
	if err != nil {
		return in, fmt.Errorf("open the source: %w", err)
	}
	if tool == "upptime" {
		if in.Commits, err = revision.Subjects(ctx, source, "history"); err != nil {
			return in, err
		}
	}
	if i.issues != "" {
		if in.Issues, err = os.ReadFile(i.path(i.issues)); err != nil {
			return in, fmt.Errorf("read the issues: %w", err)
		}
		in.Source = i.issues
	}
	return in, nil
}

// within opens a folder that is read: nothing outside of it, whatever links it holds. It
// stays open until the program ends.
func within(dir string) (fs.FS, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return root.FS(), nil
}

// alone gives a folder that holds one file.
func alone(name string) (fs.FS, error) {
	b, err := os.ReadFile(name)
	return importer.Documents{filepath.Base(name): b}, err
}

// place writes a file as a whole: whoever reads it sees the old text or the new one.
func place(root *os.Root, f importer.File) error {
	if err := root.MkdirAll(path.Dir(f.Path), 0o777); err != nil {
		return err
	}
	beside := path.Join(path.Dir(f.Path), ".ownup-"+strconv.Itoa(os.Getpid())+"-"+path.Base(f.Path))
	err := root.WriteFile(beside, f.Content, 0o666)
	if err == nil {
		err = root.Rename(beside, f.Path)
	}
	if err != nil {
		_ = root.Remove(beside)
	}
	return err
}

// tell prints the report: what was refused to stderr, the rest as the result.
func (i *importing) tell(plan *importer.Plan) error {
	for _, n := range plan.Report.Refused() {
		fmt.Fprintln(i.env.Stderr, n)
	}
	if i.json {
		return plan.Report.WriteJSON(i.env.Stdout)
	}
	if i.dry {
		for _, f := range plan.Writes {
			if _, err := fmt.Fprintf(i.env.Stdout, "would write %s\n", f.Path); err != nil {
				return err
			}
		}
	}
	return plan.Report.WriteText(i.env.Stdout)
}
