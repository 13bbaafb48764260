package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"ownup/internal/diag"
	"ownup/internal/report"
)

// newCheck gives the command that says what is wrong.
func newCheck(p *project) *cobra.Command {
	c := checker{project: p}
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Say what is wrong with the files, and what might be better",
		Long: `Check reads all files and says everything that is wrong with any of them, each
with its file, line and column and with what to write instead. Where nothing is
wrong it gives advice, which stops no build: what is held back until its time,
promises that passed, commitments that are overdue.`,
		Example: `  ownup check
  ownup check --strict                 advice counts as a problem
  ownup check --format github          annotations beside the lines of a pull request
  ownup check --format json | jq -r .[].file`,
		Args: wants(0, 0),
		RunE: c.run,
	}
	cmd.Flags().StringVar(&c.format, "format", "text", "text, github or json")
	cmd.Flags().BoolVar(&c.strict, "strict", false, "exit with 1 where there is advice")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formats, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

var formats = []string{string(diag.Text), string(diag.GitHub), string(diag.JSON)}

type checker struct {
	*project
	format string
	strict bool
}

func (c *checker) run(cmd *cobra.Command, args []string) error {
	if !slices.Contains(formats, c.format) {
		return fmt.Errorf("unknown format %q: it is one of %s", c.format, strings.Join(formats, ", "))
	}
	return run(c.check)(cmd, args)
}

func (c *checker) check(cmd *cobra.Command, _ []string) error {
	var problems diag.List
	r, err := c.report(cmd.Context())
	switch {
	case errors.As(err, &problems):
	case err != nil:
		return err
	default:
		if problems, err = c.advice(r); err != nil {
			return err
		}
	}
	if err := problems.Write(c.env.Stdout, diag.Format(c.format)); err != nil {
		return err
	}
	wrong, advice := len(problems.Errors()), len(problems.Advice())
	switch {
	case wrong > 0:
		fmt.Fprintln(c.env.Stderr, counted(wrong, "problem"))
		return errTold
	case advice > 0:
		fmt.Fprintf(c.env.Stderr, "no problems, %s of advice\n", counted(advice, "piece"))
		if c.strict {
			return errTold
		}
	default:
		fmt.Fprintln(c.env.Stderr, "no problems")
	}
	return nil
}

// advice gives what might be better, and what is wrong with the site's own templates.
func (c *checker) advice(r *report.Report) (diag.List, error) {
	all := r.Advice()
	tree, _, err := c.tree(r.Site, r.Record, r.Now)
	var wrong diag.List
	if errors.As(err, &wrong) {
		wrong.Sort()
		return wrong, nil
	}
	if err != nil {
		return nil, err
	}
	all = append(all, deadLinks(r, tree)...)
	all.Sort()
	return all, nil
}
