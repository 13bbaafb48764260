package cli

import (
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"ownup/internal/content/revision"
	"ownup/internal/diag"
	"ownup/internal/output"
	"ownup/internal/report"
	"ownup/internal/site/theme"
	"ownup/internal/status"
	"ownup/themes"
)

// newBuild gives the command that writes the site.
func newBuild(p *project) *cobra.Command {
	b := builder{project: p}
	cmd := &cobra.Command{
		Use:   "build",
		Short: "Write the site into a folder",
		Long: `Build writes the site into a folder, from which any web server can serve it.

Files that did not change are left alone, and only files that an earlier build
wrote are ever removed. With --partial, a file with problems is taken from its
last good revision, or left out, and a broken look gives way to the built-in one;
the site is written all the same, and the exit status is 1.`,
		Example: `  ownup build
  ownup build --out /var/www/status --base-url https://example.com/status
  ownup build --now 2026-09-03T09:30-04:00      what the files say of that moment
  ownup build --partial || failed=yes           then publish, then fail`,
		Args: wants(0, 0),
		RunE: run(b.build),
	}
	cmd.Flags().StringVarP(&b.out, "out", "o", "public", "the folder to write, from the project's")
	cmd.Flags().Var(&p.baseURL, "base-url", "where the site will live, instead of url in site.yaml")
	cmd.Flags().BoolVar(&b.partial, "partial", false, "write what can be written, although some files have problems")
	cmd.Flags().BoolVar(&b.json, "json", false, "print the result as JSON")
	_ = cmd.MarkFlagDirname("out")
	return cmd
}

type builder struct {
	*project
	out           string
	partial, json bool
}

// built is a site that is ready to be written.
type built struct {
	tree     output.Tree
	report   *report.Report
	problems error // of files that the site was built without; nil unless the build is partial
}

// compose builds the site, and writes nothing.
func (b *builder) compose(ctx context.Context) (built, error) {
	s, problems := b.load(ctx, b.partial)
	if s == nil {
		return built{}, fmt.Errorf("%w", problems)
	}
	now, err := b.now(s)
	if err != nil {
		return built{}, err
	}
	record, err := b.record(ctx, s)
	tellGap(b.env.Stderr, b.log)
	var wrong diag.List
	if b.partial && errors.As(err, &wrong) {
		problems, record = together(problems, wrong), status.Record{}
		err = nil
	}
	if err != nil {
		return built{}, err
	}
	look, err := b.look(s)
	if b.partial && errors.As(err, &wrong) {
		problems = together(problems, wrong)
		look, err = theme.Load("", themes.FS, embed.FS{})
	}
	if err != nil {
		return built{}, err
	}
	tree, r, err := b.dressed(s, look, record, now)
	return built{tree, r, problems}, err
}

// together adds what is wrong with the look to what is wrong with the content: at night
// the words are needed, and the built-in look will do.
func together(problems error, look diag.List) error {
	var all diag.List
	errors.As(problems, &all)
	return append(slices.Clone(all), look...).Err()
}

func (b *builder) build(cmd *cobra.Command, _ []string) error {
	start := time.Now()
	site, err := b.compose(cmd.Context())
	if err != nil {
		return err
	}
	result, err := output.Write(cmd.Context(), site.tree, b.path(b.out))
	if err != nil {
		return err
	}
	tellHeld(b.env.Stderr, site.report.HeldBack())
	if err := b.tell(result, site.report, time.Since(start)); err != nil {
		return err
	}
	if site.problems != nil {
		b.withheld(site.problems, site.report)
		return errTold
	}
	return nil
}

// tellGap says why the record of edits is not known, where somebody can do something about
// it: it is known of no project that is not in git.
func tellGap(w io.Writer, log revision.Log) {
	switch log.Gap {
	case status.GapShallow, status.GapNoGit, status.GapUnreadable:
		fmt.Fprintf(w, "the record of edits is not known: %s\n", log.Why)
	}
}

// tellHeld names what is not published yet, a line each.
func tellHeld(w io.Writer, held diag.List) {
	for _, h := range held {
		fmt.Fprintf(w, "%s: %s\n", h.Pos, h.Message)
	}
}

// tell prints in one line what was done.
func (b *builder) tell(result output.Result, r *report.Report, took time.Duration) error {
	if b.json {
		return json.NewEncoder(b.env.Stdout).Encode(struct {
			Out       string  `json:"out"`
			Files     int     `json:"files"`
			Changed   int     `json:"changed"`
			Removed   int     `json:"removed"`
			Bytes     int64   `json:"bytes"`
			Incidents int     `json:"incidents"`
			Seconds   float64 `json:"seconds"`
		}{b.out, result.Files, result.Changed, result.Removed, result.Bytes, len(r.Incidents), took.Seconds()})
	}
	for _, kept := range result.Kept {
		fmt.Fprintf(b.env.Stderr, "%s: no longer part of the site, but changed by hand since, and left alone\n", kept)
	}
	_, err := fmt.Fprintf(b.env.Stdout, "%s: %s of %s, %d changed, %d removed, in %.2f s\n",
		b.out, counted(result.Files, "file"), counted(len(r.Incidents), "incident"), result.Changed, result.Removed, took.Seconds())
	return err
}

// withheld prints the problems of a partial build, and what the site shows instead.
func (b *builder) withheld(problems error, r *report.Report) {
	var list diag.List
	if errors.As(problems, &list) {
		_ = list.Errors().Write(b.env.Stderr, diag.Text)
	}
	for _, w := range r.Site.Withheld {
		if w.From == "" {
			fmt.Fprintf(b.env.Stderr, "%s: left out of the site\n", w.File)
			continue
		}
		fmt.Fprintf(b.env.Stderr, "%s: shown as of revision %.10s\n", w.File, w.From)
	}
	fmt.Fprintln(b.env.Stderr, "the site was written without these corrections: publish it, and mend the files")
}
