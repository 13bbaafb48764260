package publish

import (
	"bytes"
	"context"
	"crypto/sha1"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"strings"
	"time"

	"ownup/internal/output"
)

// branch is a branch of a git repository, from which a host serves the files. It moves in
// one step, from one commit to the next, and only if nobody moved it meanwhile.
type branch struct {
	text    string
	address string // as git takes it
	ref     string // refs/heads/NAME
	replace bool   // keep no history: each publish is a commit without a parent
	tries   int    // how often a push is tried where somebody else moved the branch, or the server failed
}

// tokenVariable holds what a git server asks for over HTTPS, unless git itself knows.
const tokenVariable = "OWNUP_GIT_TOKEN"

func parseBranch(text string, u *url.URL) (Target, error) {
	transport := strings.TrimPrefix(u.Scheme, "git+")
	name, query, _ := strings.Cut(u.Fragment, "?")
	at := *u
	at.Scheme, at.Fragment = transport, ""
	if query != "" {
		at.RawQuery = query
	}
	given, err := options(&at, "history")
	if err != nil {
		return nil, err
	}
	at.RawQuery = ""
	b := branch{text: text, address: at.String(), ref: "refs/heads/" + name, tries: branchTries}
	switch {
	case transport != "file" && transport != "https" && transport != "http" && transport != "ssh":
		return nil, fmt.Errorf("git cannot publish by %q\n\twrite git+file, git+https or git+ssh", u.Scheme)
	case at.Path == "" || transport != "file" && at.Host == "":
		return nil, fmt.Errorf("the target %q names no repository\n\twrite one such as %s", text, examples["git+https"])
	case !branchName(name):
		return nil, fmt.Errorf("the target %q names no branch\n\twrite it behind the address, such as %s", text, examples["git+https"])
	}
	switch given["history"] {
	case "", "keep":
	case "replace":
		b.replace = true
	default:
		return nil, fmt.Errorf("history=%s of the target %q is not known\n\twrite history=keep or history=replace", given["history"], text)
	}
	return b, nil
}

// branchName reports whether git takes a name for a branch.
// Source: git-check-ref-format(1).
func branchName(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if part == "" || part[0] == '.' || strings.HasSuffix(part, ".") || strings.HasSuffix(part, ".lock") {
			return false
		}
	}
	return !strings.HasPrefix(name, "-") && !strings.ContainsAny(name, " ~^:?*[\\\x7f") &&
		!strings.Contains(name, "..") && !strings.Contains(name, "@{") && name != "@"
}

// String is the target as it was written.
func (b branch) String() string { return b.text }

// The defaults of a branch.
const (
	branchTries = 5
	branchPause = time.Second // before a push is tried again; each pause is twice the one before
)

func (b branch) publish(ctx context.Context, site *Site, o Options) (Result, error) {
	dir, err := os.MkdirTemp(site.dir, "branch-")
	if err != nil {
		return Result{}, err
	}
	defer os.RemoveAll(dir)
	r, err := newRepository(ctx, dir, b.address, b.token(o))
	if err != nil {
		return Result{}, err
	}
	pause := branchPause
	for try := 1; ; try++ {
		result, err := b.try(ctx, r, site, o)
		refused, ok := errors.AsType[*gitError](err)
		if err == nil || !ok || try >= b.tries || refused.final() {
			return result, err
		}
		if err := o.Clock.Wait(ctx, pause); err != nil {
			return Result{}, err
		}
		pause *= 2
	}
}

// final reports whether git would fail again: who may not write, may not write later.
func (e *gitError) final() bool {
	for _, words := range []string{
		"does not appear to be a git repository", "does not exist", "not found", "Authentication failed", "could not read Username",
		"could not read Password", "Permission denied", "Host key verification failed", "pre-receive hook declined", "protected branch",
	} {
		if strings.Contains(e.said, words) {
			return true
		}
	}
	return false
}

// token gives the secret for the server. It goes nowhere in plain text, unless to this
// machine itself.
func (b branch) token(o Options) string {
	u, err := url.Parse(b.address)
	if err != nil || u.Scheme != "https" && u.Hostname() != "127.0.0.1" && u.Hostname() != "localhost" {
		return ""
	}
	token, _ := o.Lookup(tokenVariable)
	return token
}

// try brings the branch from where it is now to the site.
func (b branch) try(ctx context.Context, r *repository, site *Site, o Options) (Result, error) {
	head, err := r.fetch(ctx, b.ref)
	if err != nil {
		return Result{}, err
	}
	p, entries, err := b.compare(ctx, r, site, head, o)
	if err != nil {
		return Result{}, err
	}
	if p.empty() || o.DryRun {
		return p.result(), nil
	}
	commit, err := b.commit(ctx, r, site, head, p, entries)
	if err != nil {
		return Result{}, err
	}
	_, err = r.git(ctx, nil, "push", "--quiet", "--force-with-lease="+b.ref+":"+head, "origin", commit+":"+b.ref)
	if err != nil {
		return Result{}, err
	}
	return p.result(), nil
}

// compare plans what has to change in a commit, which may be none.
func (b branch) compare(ctx context.Context, r *repository, site *Site, head string, o Options) (plan, map[string]entry, error) {
	entries, err := r.list(ctx, head)
	if err != nil {
		return plan{}, nil, err
	}
	before, err := survey(site, o, func(path string) ([]byte, error) {
		if _, listed := entries[path]; !listed {
			return nil, fs.ErrNotExist
		}
		return r.show(ctx, head, path)
	})
	if err != nil {
		return plan{}, nil, err
	}
	stands := map[string]bool{}
	for path := range entries {
		stands[path] = true
	}
	var failed error
	p, err := newPlan(site, ground{before, stands, func(sum output.Sum) bool {
		id, err := site.blob(sum)
		failed = errors.Join(failed, err)
		return entries[sum.Path] == entry{"100644", id}
	}, true})
	return p, entries, errors.Join(failed, err)
}

// blob gives the id by which git knows the bytes of a file.
// Source: gitglossary(7), object name; git-hash-object(1).
func (s *Site) blob(sum output.Sum) (string, error) {
	content, err := s.read(sum)
	h := sha1.New()
	fmt.Fprintf(h, "blob %d\x00", len(content))
	h.Write(content)
	return hex.EncodeToString(h.Sum(nil)), err
}

// commit makes the commit that holds the site, and gives its id. What somebody else put
// beside the site stays.
func (b branch) commit(ctx context.Context, r *repository, site *Site, head string, p plan, entries map[string]entry) (string, error) {
	const made = "refs/ownup/made"
	stream, writer := io.Pipe()
	go func() { writer.CloseWithError(b.write(writer, made, site, head, p, entries)) }()
	_, err := r.git(ctx, stream, "fast-import", "--quiet", "--force", "--date-format=raw")
	stream.CloseWithError(err)
	if err != nil {
		return "", err
	}
	commit := made
	if b.replace && head != "" {
		who := strings.NewReader(message(site))
		r.env = append(r.env, identity(site)...)
		out, err := r.git(ctx, who, "commit-tree", made+"^{tree}")
		if err != nil {
			return "", err
		}
		commit = strings.TrimSpace(string(out))
	}
	out, err := r.git(ctx, nil, "rev-parse", commit)
	return strings.TrimSpace(string(out)), err
}

// committer is who publishes.
const committer = "ownup <ownup@localhost>"

func message(site *Site) string {
	return fmt.Sprintf("Publish build %s of %s\n", site.Build.Short(), site.Build.Generated.UTC().Format(time.RFC3339))
}

// identity gives the committer as git's environment.
func identity(site *Site) []string {
	var env []string
	for _, role := range []string{"AUTHOR", "COMMITTER"} {
		env = append(env, "GIT_"+role+"_NAME=ownup", "GIT_"+role+"_EMAIL=ownup@localhost",
			fmt.Sprintf("GIT_%s_DATE=%d +0000", role, site.Build.Generated.Unix()))
	}
	return env
}

// write writes the commit as git-fast-import(1) reads it.
func (b branch) write(w io.Writer, ref string, site *Site, head string, p plan, entries map[string]entry) error {
	var top bytes.Buffer
	text := message(site)
	fmt.Fprintf(&top, "commit %s\ncommitter %s %d +0000\ndata %d\n%s\n", ref, committer, site.Build.Generated.Unix(), len(text), text)
	if head != "" {
		fmt.Fprintf(&top, "from %s\n", head)
	}
	for _, path := range append(p.inTheWay, p.remove...) {
		if _, exists := entries[path]; exists {
			fmt.Fprintf(&top, "D %s\n", quoted(path))
		}
	}
	if _, err := top.WriteTo(w); err != nil {
		return err
	}
	for _, stage := range p.stages {
		for _, sum := range stage {
			content, err := site.read(sum)
			if err != nil {
				return err
			}
			if err := writeFile(w, sum.Path, content); err != nil {
				return err
			}
		}
	}
	return writeFile(w, output.ManifestName, site.manifest.Bytes())
}

func writeFile(w io.Writer, path string, content []byte) error {
	_, err := fmt.Fprintf(w, "M 100644 inline %s\ndata %d\n%s\n", quoted(path), len(content), content)
	return err
}

// quoted gives a path as fast-import reads it: without control characters, which no path
// of a site has.
func quoted(path string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(path) + `"`
}
