// Package cli holds the commands of ownup, one file each.
//
// The rules of what they print: a result goes to stdout, whatever is for people to
// stderr. Messages begin with a small letter and end without a period; what to do about
// one stands on a line of its own, indented. The exit status is 0 where all is well, 1
// where the content has problems or something failed, 2 where the command line is wrong,
// 3 where a publish or a notification failed in part.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"ownup/internal/diag"
)

// Environment is everything that the commands take from outside.
type Environment struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Lookup         func(name string) (string, bool) // environment variables
	Now            func() time.Time
}

// The exit statuses.
const (
	exitFine   = 0
	exitFailed = 1
	exitUsage  = 2
	exitPartly = 3
)

// failure is an error of a command that was called rightly.
type failure struct{ error }

func (f failure) Unwrap() error { return f.error }

// Failures that have been printed already.
var (
	errTold   = errors.New("told")
	errPartly = errors.New("failed in part")
)

// Run runs one command and returns the exit status.
func Run(ctx context.Context, args []string, env Environment) int {
	root := newRoot(env)
	root.SetArgs(args)
	cmd, err := root.ExecuteContextC(ctx)
	var failed failure
	switch {
	case err == nil:
		return exitFine
	case errors.Is(err, errTold):
		return exitFailed
	case errors.Is(err, errPartly):
		return exitPartly
	case errors.As(err, &failed):
		printError(env.Stderr, failed.error)
		return exitFailed
	default:
		printUsage(env.Stderr, cmd, err)
		return exitUsage
	}
}

// printError prints problems as they are, and any other error behind the program's name.
func printError(w io.Writer, err error) {
	var problems diag.List
	if errors.As(err, &problems) {
		_ = problems.Write(w, diag.Text)
		fmt.Fprintf(w, "%s\n", counted(len(problems.Errors()), "problem"))
		return
	}
	fmt.Fprintf(w, "ownup: %v\n", err)
}

// counted gives "1 problem", "2 problems".
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// newRoot gives the command that holds all others.
func newRoot(env Environment) *cobra.Command {
	p := &project{env: env}
	root := &cobra.Command{
		Use:   "ownup",
		Short: "The status page that owns up",
		Long: `ownup builds a status page from incidents, which are Markdown files in a folder.

A project is a folder that holds content/: site.yaml says what the site is, and
content/incidents has a file for every incident.`,
		Example: `  ownup init my-status          a new project that builds
  cd my-status
  ownup serve                   look at it while you write
  ownup check                   what is wrong, with file, line and column
  ownup build                   the site, in public/`,
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          unknownCommand,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetIn(env.Stdin)
	root.SetOut(env.Stdout)
	root.SetErr(env.Stderr)
	flags := root.PersistentFlags()
	flags.StringVarP(&p.dir, "project", "C", ".", "the project: the folder that holds content/")
	flags.StringVar(&p.nowText, "now", "", "the moment that the site tells of, such as \"2026-09-03T09:30-04:00\"\n(default $SOURCE_DATE_EPOCH, else the clock)")
	_ = root.MarkPersistentFlagDirname("project")
	root.SetFlagErrorFunc(unknownFlag)
	root.AddCommand(newInit(p), newBuild(p), newServe(p), newCheck(p), newNext(p), newSchema(p), newVersion(p))
	root.AddCommand(newPublish(p), newVerify(p), newNotify(p))
	root.AddCommand(newNew(p), newUpdate(p), newResolve(p), newStart(p), newComplete(p), newCancel(p))
	root.AddCommand(newPostmortem(p), newCommitTo(p), newDone(p), newFromIssue(p), newStatus(p), newImport(p), newExport(p))
	completes(root)
	return root
}

// run turns what a command does into what cobra calls: its errors are failures, while
// those that cobra finds are wrong usage.
func run(f func(cmd *cobra.Command, args []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		if err := f(cmd, args); err != nil {
			return failure{err}
		}
		return nil
	}
}
