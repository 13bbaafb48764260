package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"ownup/internal/diag"
	"ownup/internal/publish"
	"ownup/internal/status"
)

// newPublish gives the command that sends the site to where it is served from.
func newPublish(p *project) *cobra.Command {
	b := publisher{builder: builder{project: p}}
	cmd := &cobra.Command{
		Use:   "publish",
		Short: "Build the site and send it to where it is served from",
		Long: `Publish builds the site as "ownup build" does, and sends what changed to one place
or to several: a folder, a branch of a git repository, a bucket of S3 or
Azure, a host by SFTP. Without --to, they are those under "publish" in site.yaml.

Whoever reads meanwhile never meets a broken page: assets come first, then pages,
then feeds, the home page last, removals at the end. Only files that ownup put
there are replaced or removed, and a newer build is never replaced by an older
one. One place that fails does not stop the others; then the exit status is 3.
A hub that site.yaml names is told afterwards which feeds changed.

Secrets come from the environment: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY,
AZURE_STORAGE_KEY, OWNUP_GIT_TOKEN, or what git and ssh know themselves.`,
		Example: `  ownup publish --to file:///var/www/status
  ownup publish --to 's3://acme-status?region=eu-central-1' --to git+ssh://git@github.com/acme/status#gh-pages
  ownup publish --dry-run                       what would be sent`,
		Args: wants(0, 0),
		RunE: b.run,
	}
	flags := cmd.Flags()
	flags.StringArrayVar(&b.to, "to", nil, "where to send the site; may be given again (default: those of site.yaml)")
	flags.Var(&p.baseURL, "base-url", "where the site will live, instead of url in site.yaml")
	flags.BoolVar(&b.partial, "partial", false, "publish what can be published, although some files have problems")
	flags.BoolVar(&b.ifListed, "if-listed", false, "send nothing, and be content, where site.yaml lists no target")
	flags.BoolVar(&b.options.DryRun, "dry-run", false, "say what would be sent, and send nothing")
	flags.BoolVar(&b.options.Force, "force", false, "replace a build that was generated later")
	flags.BoolVar(&b.json, "json", false, "print the result as JSON")
	return cmd
}

type publisher struct {
	builder
	to      []string
	given   []publish.Target // those of the command line
	options publish.Options

	ifListed bool // no target is no mistake
}

func (b *publisher) run(cmd *cobra.Command, args []string) error {
	for _, text := range b.to {
		t, err := publish.Parse(text)
		if err != nil {
			return fmt.Errorf("--to: %w", err)
		}
		b.given = append(b.given, t)
	}
	return run(b.publish)(cmd, args)
}

func (b *publisher) publish(cmd *cobra.Command, _ []string) error {
	ctx := cmd.Context()
	site, err := b.compose(ctx)
	if err != nil {
		return err
	}
	targets, err := b.targets(site.report.Site)
	if err != nil {
		return err
	}
	spool, err := os.MkdirTemp("", "ownup-publish-")
	if err != nil {
		return fmt.Errorf("publish: %w", err)
	}
	defer os.RemoveAll(spool)
	staged, err := publish.Stage(ctx, site.tree, spool)
	if err != nil {
		return err
	}
	tellHeld(b.env.Stderr, site.report.HeldBack())
	progress := newProgress(b.env.Stderr)
	b.options.Lookup, b.options.Progress = b.env.Lookup, progress.tell
	b.options.Clock = publish.Clock{Now: time.Now, Wait: wait}
	outcomes := publish.Send(ctx, staged, targets, b.options)
	progress.end()
	hub := b.tellHub(ctx, site.report, outcomes)
	failed, err := b.summary(staged, outcomes, hub)
	if err != nil {
		return err
	}
	if site.problems != nil {
		b.withheld(site.problems, site.report)
	}
	switch {
	case failed > 0 && failed < len(outcomes):
		return errPartly
	case failed > 0 || site.problems != nil:
		return errTold
	case hub != nil && hub.Error != "":
		return errPartly
	}
	return nil
}

// wait lasts for d, unless ctx ends before.
func wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-timer.C:
		return nil
	}
}

// targets gives those of the command line, else those of site.yaml.
func (b *publisher) targets(s *status.Site) ([]publish.Target, error) {
	if len(b.given) > 0 {
		return b.given, nil
	}
	var targets []publish.Target
	var problems diag.List
	for _, a := range s.Publish {
		t, err := publish.Parse(a.Text)
		if err != nil {
			problems.Add(a.Pos, "", "%v", err)
		}
		targets = append(targets, t)
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	if len(targets) == 0 && !b.ifListed {
		return nil, errors.New("there is nowhere to publish to\n\tname a place with --to, or list it under \"publish\" in content/site.yaml")
	}
	return targets, nil
}

// outcome is how a target fared, as --json prints it.
type outcome struct {
	Target  string   `json:"target"`
	Carries bool     `json:"carries"` // the target serves this build now
	Changed int      `json:"changed"`
	Removed int      `json:"removed"`
	Bytes   int64    `json:"bytes"`
	Advice  []string `json:"advice,omitempty"`
	Error   string   `json:"error,omitempty"`
}

// summary says which targets carry which build, and counts those that do not.
func (b *publisher) summary(site *publish.Site, outcomes []publish.Outcome, hub *hubbed) (failed int, err error) {
	all := make([]outcome, len(outcomes))
	for n, o := range outcomes {
		r := o.Result
		all[n] = outcome{
			Target: o.Target.String(), Carries: o.Err == nil && !b.options.DryRun,
			Changed: r.Changed, Removed: r.Removed, Bytes: r.Bytes, Advice: r.Advice,
		}
		if o.Err != nil {
			failed++
			all[n].Error = o.Err.Error()
			printError(b.env.Stderr, o.Err)
		}
		for _, advice := range r.Advice {
			fmt.Fprintf(b.env.Stderr, "%s: %s\n", o.Target, advice)
		}
	}
	if b.json {
		return failed, json.NewEncoder(b.env.Stdout).Encode(struct {
			Generated time.Time `json:"generated"`
			Digest    string    `json:"digest"`
			DryRun    bool      `json:"dry_run"`
			Targets   []outcome `json:"targets"`
			Hub       *hubbed   `json:"hub"` // null where there is none, or no feed changed
		}{site.Build.Generated, site.Build.Digest, b.options.DryRun, all, hub})
	}
	lines := make([]string, 0, len(all)+1)
	for _, o := range all {
		lines = append(lines, b.line(site, o))
	}
	if hub != nil {
		lines = append(lines, hub.line(b.options.DryRun))
	}
	for _, line := range lines {
		if _, err := fmt.Fprintln(b.env.Stdout, line); err != nil {
			return failed, err
		}
	}
	return failed, nil
}

// line says in one line how a target fared.
func (b *publisher) line(site *publish.Site, o outcome) string {
	build := fmt.Sprintf("build %s of %s", site.Build.Short(), site.Build.Generated.UTC().Format(time.RFC3339))
	switch {
	case o.Error != "":
		return fmt.Sprintf("%s: failed; it does not carry %s", o.Target, build)
	case b.options.DryRun:
		return fmt.Sprintf("%s: would carry %s: %d changed, %d removed, %d bytes", o.Target, build, o.Changed, o.Removed, o.Bytes)
	}
	return fmt.Sprintf("%s: carries %s: %d changed, %d removed, %d bytes", o.Target, build, o.Changed, o.Removed, o.Bytes)
}
