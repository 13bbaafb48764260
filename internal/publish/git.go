package publish

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"time"
)

// repository is a bare repository of our own, which lives as long as a publish: it knows
// the branch, none of its contents, and no checkout.
type repository struct {
	dir string
	env []string
}

// newRepository makes one in a folder, whose origin is at an address. A token is for
// servers that ask for one over HTTPS; it stands on no command line.
func newRepository(ctx context.Context, dir, address, token string) (*repository, error) {
	r := &repository{dir: dir, env: gitEnvironment(os.Environ())}
	if token != "" {
		secret := base64.StdEncoding.EncodeToString([]byte("x-access-token:" + token))
		r.env = setting(r.env, "http."+address+".extraHeader", "Authorization: Basic "+secret)
	}
	for _, set := range [][2]string{
		{"remote.origin.url", address}, {"remote.origin.promisor", "true"}, {"remote.origin.partialclonefilter", "blob:none"},
	} {
		r.env = setting(r.env, set[0], set[1])
	}
	_, err := r.git(ctx, nil, "init", "--quiet", "--bare", ".")
	return r, err
}

// gitEnvironment gives git's environment: that of the process, in plain English, without
// questions, and without what a hook's git says of the repository that it runs for.
func gitEnvironment(of []string) []string {
	env := slices.DeleteFunc(slices.Clone(of), func(variable string) bool {
		name, _, _ := strings.Cut(variable, "=")
		return slices.Contains([]string{
			"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX",
			"GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_TRACE", "GIT_TRACE_CURL", "GIT_CURL_VERBOSE",
		}, name)
	})
	return append(env, "LC_ALL=C", "GIT_TERMINAL_PROMPT=0", "GIT_SSH_COMMAND="+sshCommand(of))
}

// setting adds a setting of git's to its environment, beside those that are there.
func setting(env []string, key, value string) []string {
	n := 0
	for _, variable := range env {
		if count, ok := strings.CutPrefix(variable, "GIT_CONFIG_COUNT="); ok {
			n, _ = strconv.Atoi(count)
		}
	}
	return append(env, fmt.Sprintf("GIT_CONFIG_COUNT=%d", n+1),
		fmt.Sprintf("GIT_CONFIG_KEY_%d=%s", n, key), fmt.Sprintf("GIT_CONFIG_VALUE_%d=%s", n, value))
}

// sshCommand gives the program by which git reaches a host: the user's own for git, else
// the one for all targets, and that asks nothing.
func sshCommand(env []string) string {
	for _, name := range []string{"GIT_SSH_COMMAND=", sshVariable + "="} {
		for _, variable := range env {
			if command, ok := strings.CutPrefix(variable, name); ok && command != "" {
				return command
			}
		}
	}
	return "ssh -o BatchMode=yes"
}

// gitError is git's refusal, in its own words.
type gitError struct {
	command, said string
	err           error
}

// Error gives the lines that git printed as a reason.
func (e *gitError) Error() string {
	var reasons []string
	for line := range strings.Lines(e.said) {
		line = strings.TrimSpace(line)
		for _, mark := range []string{"fatal: ", "error: ", "remote: ", "! "} {
			if reason, ok := strings.CutPrefix(line, mark); ok && len(reasons) < 3 {
				reasons = append(reasons, strings.TrimSpace(reason))
			}
		}
	}
	if len(reasons) == 0 {
		reasons = []string{strings.TrimSpace(e.said + " " + e.err.Error())}
	}
	return "git " + e.command + ": " + strings.Join(reasons, "; ")
}

// Unwrap gives the way in which git ended.
func (e *gitError) Unwrap() error { return e.err }

// git runs a command in the repository and returns what it prints.
func (r *repository) git(ctx context.Context, stdin io.Reader, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "git", args...)
	cmd.Dir, cmd.Env, cmd.Stdin = r.dir, r.env, stdin
	cmd.WaitDelay = time.Second
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	err := cmd.Run()
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return nil, errors.New("the program git is not installed")
	case ctx.Err() != nil:
		return nil, fmt.Errorf("run git: %w", context.Cause(ctx))
	case err != nil:
		return nil, &gitError{args[0], out.String() + said.String(), err}
	}
	return out.Bytes(), nil
}

// fetch brings the newest commit of a branch, and gives its id; "" where there is no such
// branch yet. Of its files it brings the names alone, where the server can do that.
func (r *repository) fetch(ctx context.Context, ref string) (string, error) {
	out, err := r.git(ctx, nil, "ls-remote", "origin", ref)
	if err != nil {
		return "", err
	}
	id, _, found := strings.Cut(string(out), "\t")
	if !found {
		return "", nil
	}
	_, err = r.git(ctx, nil, "fetch", "--quiet", "--no-tags", "--depth=1", "--filter=blob:none", "origin", "+"+ref+":"+ref)
	if err != nil {
		return "", err
	}
	head, err := r.git(ctx, nil, "rev-parse", ref)
	if err != nil {
		return id, err
	}
	return strings.TrimSpace(string(head)), nil
}

// entry is a file of a commit.
type entry struct{ mode, id string }

// list gives the files of a commit by path; none of "".
func (r *repository) list(ctx context.Context, commit string) (map[string]entry, error) {
	entries := map[string]entry{}
	if commit == "" {
		return entries, nil
	}
	out, err := r.git(ctx, nil, "ls-tree", "-r", "-z", "--full-tree", commit)
	for line := range strings.SplitSeq(string(out), "\x00") {
		meta, path, found := strings.Cut(line, "\t")
		if fields := strings.Fields(meta); found && len(fields) == 3 {
			entries[path] = entry{fields[0], fields[2]}
		}
	}
	return entries, err
}

// show gives what a file of a commit holds.
func (r *repository) show(ctx context.Context, commit, path string) ([]byte, error) {
	return r.git(ctx, nil, "cat-file", "blob", commit+":"+path)
}
