package revision

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// errNoGit says that there is no program git to run.
var errNoGit = errors.New("git is not installed")

// gitError is git's own refusal.
type gitError struct {
	command string
	said    string // all that it printed for people
	err     error
}

// Error gives the first line that git printed, which names the cause.
func (e *gitError) Error() string {
	line, _, _ := strings.Cut(strings.TrimSpace(e.said), "\n")
	line = strings.TrimPrefix(line, "fatal: ")
	if line == "" {
		line = e.err.Error()
	}
	return "git " + e.command + ": " + line
}

// Unwrap gives the way in which the program ended.
func (e *gitError) Unwrap() error { return e.err }

// git runs a git command in the folder dir and returns what it prints. It fails with a
// *gitError if git says no, with errNoGit, or with the error that ended ctx.
func git(ctx context.Context, dir string, args ...string) ([]byte, error) {
	var out bytes.Buffer
	err := stream(ctx, dir, args, func(r io.Reader) error {
		_, err := out.ReadFrom(r)
		return err
	})
	return out.Bytes(), err
}

// stream runs a git command in the folder dir and lets read take what it prints, as it
// comes. When read stops early, git is stopped too. Its errors are those of git and
// those of read.
func stream(ctx context.Context, dir string, args []string, read func(io.Reader) error) error {
	return streamWith(ctx, dir, nil, args, read)
}

// streamWith does what stream does, with more variables in git's environment.
func streamWith(ctx context.Context, dir string, variables, args []string, read func(io.Reader) error) error {
	return command{dir: dir, args: args, variables: variables}.stream(ctx, read)
}

// command is a git command.
type command struct {
	dir       string
	args      []string
	variables []string  // more of git's environment
	input     io.Reader // what it reads; may be nil
}

// stream runs the command as the function of that name does.
func (c command) stream(ctx context.Context, read func(io.Reader) error) error {
	if ctx.Err() != nil {
		return fmt.Errorf("run git: %w", context.Cause(ctx))
	}
	inner, stop := context.WithCancel(ctx)
	defer stop()
	cmd := exec.CommandContext(inner, "git", append(slices.Clone(settings), c.args...)...)
	cmd.Dir = c.dir
	cmd.Stdin = c.input
	cmd.Env = append(environment(os.Environ()), c.variables...)
	cmd.WaitDelay = time.Second
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.StdoutPipe()
	if err != nil {
		return fmt.Errorf("run git: %w", err)
	}
	if err := cmd.Start(); errors.Is(err, exec.ErrNotFound) {
		return errNoGit
	} else if err != nil {
		return fmt.Errorf("run git: %w", err)
	}
	readErr := read(out)
	if readErr != nil {
		stop()
	}
	err = cmd.Wait()
	switch {
	case ctx.Err() != nil:
		return fmt.Errorf("run git: %w", context.Cause(ctx))
	case readErr != nil:
		return readErr
	case err != nil:
		return &gitError{c.args[0], said.String(), err}
	}
	return nil
}

// settings are given to each git command, so that a person's own do not change what it
// prints.
var settings = []string{
	"--no-pager",
	"-c", "core.quotePath=false",
	"-c", "color.ui=false",
	"-c", "diff.orderFile=/dev/null",
	"-c", "i18n.logOutputEncoding=UTF-8",
	"-c", "log.follow=false",
	"-c", "log.mailmap=true",
	"-c", "log.showRoot=true",
	"-c", "log.showSignature=false",
}

// environment gives git's environment: that of the process, but in plain English, without
// locks or questions, and without the variables by which git tells a hook which
// repository it runs for, since the folder decides that.
// Source of the list: git rev-parse --local-env-vars.
func environment(of []string) []string {
	local := []string{
		"GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_DIR", "GIT_GRAFT_FILE",
		"GIT_IMPLICIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_INTERNAL_SUPER_PREFIX",
		"GIT_NO_REPLACE_OBJECTS", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX",
		"GIT_REPLACE_REF_BASE", "GIT_SHALLOW_FILE", "GIT_WORK_TREE",
		"GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS",
	}
	env := slices.DeleteFunc(slices.Clone(of), func(variable string) bool {
		name, _, _ := strings.Cut(variable, "=")
		return slices.Contains(local, name)
	})
	return append(env, "LC_ALL=C", "GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0")
}
