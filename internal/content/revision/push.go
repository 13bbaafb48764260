package revision

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"ownup/internal/status"
)

// Edit is a change of one file that is to be published by itself.
type Edit struct {
	File    string // slash-separated, from the project's folder
	Subject string // of the commit
	Before  []byte // what the file held before the edit; nil: it was not there
	After   []byte // what it holds now, in the working tree as well

	// Again makes the same edit in what the file holds elsewhere, where somebody else has
	// changed it meanwhile; nil: it is not there.
	Again func(theirs []byte) ([]byte, error)
}

// Pushed says what became of an edit.
type Pushed struct {
	Commit string // the commit that is published; full hash
	Remote string // where, such as "origin/main"

	// Merged says that others had pushed meanwhile, so that the edit was made once more
	// on top of theirs.
	Merged bool

	// Behind says that the branch here does not hold that commit, and why. The same edit
	// is committed here, too: git leaves out the second one when the two are joined with
	// "git pull --rebase".
	Behind string
}

// Push commits an edit of one file of the project at dir, alone, and pushes that commit
// to the branch that the current one is pushed to. Other commits of the branch that are
// not published yet, and whatever else is changed or staged, stay where they are.
//
// Where the push is refused because others were faster, the edit is made again on top of
// what they pushed, and pushed once more. The working tree is brought up to date only
// where that loses nothing. Whatever fails, the edit stays in the working tree, and from
// the first step on in a commit.
func Push(ctx context.Context, dir string, e Edit) (Pushed, error) {
	p := pusher{ctx: ctx, dir: dir, edit: e}
	if err := p.target(); err != nil {
		return Pushed{}, err
	}
	if err := p.commit(); err != nil {
		return Pushed{}, fmt.Errorf("commit %s: %w", e.File, err)
	}
	alone, err := p.alone()
	if err != nil {
		return Pushed{}, err
	}
	if alone {
		refused, err := p.push(p.own)
		if err != nil {
			return Pushed{}, err
		}
		if !refused {
			return p.done(p.own), nil
		}
	}
	return p.onTop(!alone)
}

// pusher pushes one edit.
type pusher struct {
	ctx  context.Context
	dir  string
	edit Edit

	remote, branch string // where to: the name of the remote, and that of its branch
	path           string // of the file, from the top of the repository
	own            string // the commit of the edit here
}

// run runs a git command and gives what it prints, without spaces around it. Git may ask
// a person for a password, which it does at the terminal.
func (p *pusher) run(args ...string) (string, error) {
	return p.with([]string{"GIT_TERMINAL_PROMPT=1"}, args...)
}

// target finds out where the current branch is pushed to: to its upstream, else, under
// its own name, to the only remote or to origin.
func (p *pusher) target() error {
	branch, err := p.run("symbolic-ref", "--quiet", "--short", "HEAD")
	if err != nil {
		if _, err := known(p.ctx, p.dir); err != nil {
			if u, ok := errors.AsType[*unknownError](err); !ok || u.gap != status.GapShallow && u.gap != status.GapNoCommits {
				return err
			}
		}
		return errors.New("no branch is checked out, so there is none to push to\n\tswitch to one with \"git switch main\"")
	}
	prefix, err := p.run("rev-parse", "--show-prefix")
	if err != nil {
		return err
	}
	p.path = prefix + p.edit.File
	p.remote, _ = p.run("config", "--get", "branch."+branch+".remote")
	merge, _ := p.run("config", "--get", "branch."+branch+".merge")
	p.branch = strings.TrimPrefix(merge, "refs/heads/")
	if p.remote != "" && p.branch != "" {
		return nil
	}
	p.branch = branch
	all, err := p.run("remote")
	if err != nil {
		return err
	}
	remotes := strings.Fields(all)
	for _, r := range remotes {
		if len(remotes) == 1 || r == "origin" {
			p.remote = r
			return nil
		}
	}
	return fmt.Errorf("the branch %q is pushed nowhere\n\ttell git once: git push --set-upstream REMOTE %s", branch, branch)
}

// commit commits the file alone: what else is staged stays staged.
func (p *pusher) commit() error {
	if _, err := p.run("add", "--", p.edit.File); err != nil {
		return err
	}
	_, err := p.run("commit", "--quiet", "--only", "--message", p.edit.Subject, "--", p.edit.File)
	if err != nil {
		return err
	}
	p.own, err = p.run("rev-parse", "HEAD")
	return err
}

// alone reports whether a push of the branch would publish the edit and nothing else, as
// far as is known here.
func (p *pusher) alone() (bool, error) {
	upstream := "refs/remotes/" + p.remote + "/" + p.branch
	if _, err := p.run("rev-parse", "--quiet", "--verify", upstream); err != nil {
		return p.unborn()
	}
	count, err := p.run("rev-list", "--count", p.own, "^"+upstream)
	return count == "1", err
}

// unborn reports whether the remote has no such branch, so that it begins with this one.
func (p *pusher) unborn() (bool, error) {
	out, err := p.run("ls-remote", "--heads", p.remote, "refs/heads/"+p.branch)
	return out == "", err
}

// push pushes a commit to the branch. The first result says that others were faster.
func (p *pusher) push(commit string) (refused bool, err error) {
	_, err = p.run("push", "--quiet", p.remote, commit+":refs/heads/"+p.branch)
	failed, ok := errors.AsType[*gitError](err)
	if !ok {
		return false, err
	}
	for _, sign := range []string{"[rejected]", "(failed to update ref)", "(cannot lock ref", "(incorrect old value provided)"} {
		if strings.Contains(failed.said, sign) {
			return true, nil
		}
	}
	if address, rest, ok := strings.Cut(failed.said, "\n"); ok && strings.HasPrefix(address, "To ") {
		failed.said = rest
	}
	return false, err
}

// done says where a commit is published.
func (p *pusher) done(commit string) Pushed {
	return Pushed{Commit: commit, Remote: p.remote + "/" + p.branch}
}

// onTop makes the edit on top of what the remote's branch holds, and pushes it.
func (p *pusher) onTop(others bool) (Pushed, error) {
	if _, err := p.run("fetch", "--quiet", p.remote, "+refs/heads/"+p.branch+":refs/remotes/"+p.remote+"/"+p.branch); err != nil {
		return Pushed{}, err
	}
	base, err := p.run("rev-parse", "refs/remotes/"+p.remote+"/"+p.branch)
	if err != nil {
		return Pushed{}, err
	}
	text, err := p.again(base)
	if err != nil {
		return Pushed{}, fmt.Errorf("somebody else has changed %s meanwhile: %w\n\tyours is committed here; join the two with \"git pull --rebase\"", p.edit.File, err)
	}
	commit, err := p.graft(base, text)
	if err != nil {
		return Pushed{}, err
	}
	refused, err := p.push(commit)
	if err != nil {
		return Pushed{}, err
	}
	if refused {
		return Pushed{}, errors.New("the push was refused twice, since others are pushing as well\n\tit is committed here; try again with \"git pull --rebase\" and \"git push\"")
	}
	pushed := p.done(commit)
	pushed.Merged = true
	pushed.Behind = p.catchUp(commit, others)
	return pushed, nil
}

// again gives what the file is to hold on top of a commit of others: what it holds here,
// unless they have changed it since the two branches parted.
func (p *pusher) again(base string) ([]byte, error) {
	parted, err := p.run("merge-base", p.own, base)
	if err != nil {
		return nil, err
	}
	theirs, err := p.blob(base)
	if err != nil {
		return nil, err
	}
	before, err := p.blob(parted)
	switch {
	case err != nil:
		return nil, err
	case same(theirs, before):
		return p.edit.After, nil
	case theirs == nil:
		return nil, fs.ErrNotExist
	case p.edit.Before == nil:
		return nil, fs.ErrExist
	case !same(p.edit.Before, before):
		return nil, errors.New("it had been changed here before, too")
	}
	return p.edit.Again(theirs)
}

// blob gives what the file holds in a commit; nil where it is not there.
func (p *pusher) blob(commit string) ([]byte, error) {
	text, err := git(p.ctx, p.dir, "cat-file", "blob", commit+":"+p.path)
	if _, missing := errors.AsType[*gitError](err); missing {
		return nil, nil
	}
	return append([]byte{}, text...), err
}

// same compares what a file holds, or that it is not there, but for its line ends, which
// git may change between a commit and the working tree.
func same(a, b []byte) bool {
	lines := func(text []byte) []byte { return bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")) }
	return (a == nil) == (b == nil) && bytes.Equal(lines(a), lines(b))
}

// graft makes a commit that is another one with this file, and that no branch here holds.
// It touches neither the working tree nor the index.
func (p *pusher) graft(base string, text []byte) (string, error) {
	scratch, err := os.MkdirTemp("", "ownup-push-")
	if err != nil {
		return "", fmt.Errorf("make a commit: %w", err)
	}
	defer os.RemoveAll(scratch)
	file := filepath.Join(scratch, "text")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		return "", fmt.Errorf("make a commit: %w", err)
	}
	index := []string{"GIT_INDEX_FILE=" + filepath.Join(scratch, "index")}
	blob, err := p.run("hash-object", "-w", "--no-filters", file)
	if err != nil {
		return "", err
	}
	steps := [][]string{
		{"read-tree", base},
		{"update-index", "--add", "--cacheinfo", p.mode(base) + "," + blob + "," + p.path},
		{"write-tree"},
	}
	var tree string
	for _, step := range steps {
		if tree, err = p.with(index, step...); err != nil {
			return "", err
		}
	}
	args := []string{"commit-tree", tree, "-p", base, "-m", p.edit.Subject}
	if sign, _ := p.run("config", "--type=bool", "--get", "commit.gpgsign"); sign == "true" {
		args = append(args, "-S")
	}
	return p.run(args...)
}

// mode gives the mode that a file has in a commit; that of a plain file where it is not
// there.
func (p *pusher) mode(commit string) string {
	entry, err := p.run("ls-tree", "--full-tree", commit, "--", p.path)
	if mode, _, ok := strings.Cut(entry, " "); ok && err == nil {
		return mode
	}
	return "100644"
}

// with runs a git command with more variables in its environment.
func (p *pusher) with(variables []string, args ...string) (string, error) {
	var out bytes.Buffer
	err := streamWith(p.ctx, p.dir, variables, args, func(r io.Reader) error {
		_, err := out.ReadFrom(r)
		return err
	})
	return strings.TrimSpace(out.String()), err
}

// catchUp brings the branch here to the commit that is published, where nothing is lost
// by that; else it says why not.
func (p *pusher) catchUp(commit string, others bool) string {
	if others {
		count, _ := p.run("rev-list", "--count", p.own+"~1", "^"+commit)
		n, _ := strconv.Atoi(count)
		return fmt.Sprintf("%d other commits of this branch are not published", n)
	}
	_, err := p.run("read-tree", "-m", "-u", p.own, commit)
	if err == nil {
		_, err = p.run("update-ref", "-m", "ownup: push", "HEAD", commit, p.own)
	}
	if err != nil {
		return "files that others have changed are changed here as well"
	}
	return ""
}
