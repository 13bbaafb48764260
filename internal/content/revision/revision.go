// Package revision reads the record of edits from git: which commits touched which
// file, and what a file said before; and it adds to it, one edit of one file at a time.
// It runs the git program in the project's folder and looks at nothing but content/
// below it.
//
//	log, err := revision.Read(ctx, dir)
//	log.Files["content/incidents/a.md"] // oldest first, renames followed
//	for text, err := range log.Texts(ctx, blobs) { … } // what the file held then
//	pushed, err := revision.Push(ctx, dir, revision.Edit{File: "content/incidents/a.md", …})
//
// The record is that of the branch, by first parents: a merge counts as one commit, at its
// own time. What was written on another branch was not public before.
//
// Where git cannot tell (no repository, no git, no commits, a shallow clone), that is no
// error: the record is not known, and says why.
package revision

import (
	"context"
	"errors"
	"iter"
	"slices"
	"strings"

	"ownup/internal/status"
)

// Log is what git tells of the files of a project. The zero Log stands for "not known".
type Log struct {
	Known bool
	Gap   status.Gap           // why it is not known
	Why   string               // the same in words, with what to do, for whoever runs the program
	Files map[string][]Version // by the file's last name; oldest first, never empty, renames followed

	// Uncommitted are the files that hold something else than the newest commit does, or
	// are in no commit, sorted.
	Uncommitted []string

	dir, head string
}

// Version is a file as one commit left it.
type Version struct {
	status.Revision
	Back int    // its commit's place in the branch: the greater, the older
	File string // the file's name then, slash-separated, from the project's folder
	Blob string // git's id of its text; empty where the commit removed the file
}

// Read returns the log of each file below content/ in the project at dir, which may be a
// subfolder of the repository. Only what is committed on the current branch counts; a
// file that was never committed has no versions, and one that was removed keeps its own
// under its last name. A file that came from elsewhere in the repository begins where it
// came below content/. Names are slash-separated, from dir.
//
// It takes about the time of one git log. An error means that git was there and failed
// halfway, or that ctx ended.
func Read(ctx context.Context, dir string) (Log, error) {
	return Log{}.read(ctx, dir)
}

// Again returns the log of the same project as it is now. It reads the commits again only
// where the branch has moved.
func (l Log) Again(ctx context.Context) (Log, error) { return l.read(ctx, l.dir) }

// read reads the log, of which l may hold what is still so.
func (l Log) read(ctx context.Context, dir string) (Log, error) {
	head, err := known(ctx, dir)
	if u, ok := errors.AsType[*unknownError](err); ok {
		return Log{Gap: u.gap, Why: u.why, dir: dir}, nil
	}
	if err != nil {
		return Log{}, err
	}
	if !l.Known || l.head != head {
		files, err := walk(ctx, dir)
		if err != nil {
			return Log{}, err
		}
		for _, versions := range files {
			slices.Reverse(versions)
		}
		l = Log{Known: true, Files: files, dir: dir, head: head}
	}
	l.Uncommitted, err = uncommitted(ctx, dir)
	return l, err
}

// uncommitted gives the files below content/ that the newest commit does not hold as they
// are, sorted.
func uncommitted(ctx context.Context, dir string) ([]string, error) {
	out, err := git(ctx, dir, "status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--ignored=no", "--", "content")
	if err != nil {
		return nil, err
	}
	// Unlike other commands, this one names files from the top of the repository.
	prefix, err := git(ctx, dir, "rev-parse", "--show-prefix")
	if err != nil {
		return nil, err
	}
	var files []string
	for entry := range strings.SplitSeq(string(out), "\x00") {
		if len(entry) > len("XY ") {
			files = append(files, strings.TrimPrefix(entry[len("XY "):], strings.TrimSuffix(string(prefix), "\n")))
		}
	}
	slices.Sort(files)
	return slices.Compact(files), nil
}

// Edition is what one file held at one commit.
type Edition struct {
	Version
	Text []byte
}

// Earlier yields the committed versions of one file of the project at dir, newest first
// and renames followed, so that a build finds the last good one. Commits that removed
// the file are left out. It yields nothing where the record of edits is not known, and
// ends after the first error.
func Earlier(ctx context.Context, dir, file string) iter.Seq2[Edition, error] {
	return func(yield func(Edition, error) bool) {
		_, err := known(ctx, dir)
		if _, ok := errors.AsType[*unknownError](err); ok {
			return
		}
		files := map[string][]Version{}
		if err == nil {
			files, err = walk(ctx, dir)
		}
		if err != nil {
			yield(Edition{}, err)
			return
		}
		for _, v := range files[file] {
			if v.Blob == "" {
				continue
			}
			text, err := git(ctx, dir, "cat-file", "blob", v.Blob)
			if !yield(Edition{v, text}, err) || err != nil {
				return
			}
		}
	}
}

// walk follows each file of the project through its history, newest version first.
func walk(ctx context.Context, dir string) (map[string][]Version, error) {
	var all trails
	for c, err := range log(ctx, dir) {
		if err != nil {
			return nil, err
		}
		all.add(&c)
	}
	return all.byName(), nil
}

// unknownError says why git cannot tell the whole history.
type unknownError struct {
	gap status.Gap
	why string
}

// Error gives the reason in words.
func (e *unknownError) Error() string { return e.why }

// known gives the newest commit if git can tell the whole history of the folder, and an
// *unknownError if it cannot.
func known(ctx context.Context, dir string) (head string, err error) {
	out, err := git(ctx, dir, "rev-parse", "--is-shallow-repository")
	if failed, ok := errors.AsType[*gitError](err); ok {
		if strings.Contains(failed.said, "not a git repository") {
			return "", &unknownError{status.GapNoRepository, "the project is not in a git repository"}
		}
		return "", &unknownError{status.GapUnreadable, failed.Error()}
	}
	if errors.Is(err, errNoGit) {
		return "", &unknownError{status.GapNoGit, "the program git is not installed"}
	}
	if err != nil {
		return "", err
	}
	if strings.TrimSpace(string(out)) == "true" {
		return "", &unknownError{status.GapShallow, "the clone is shallow, without the older commits: fetch them with \"git fetch --unshallow\""}
	}
	out, err = git(ctx, dir, "rev-parse", "--quiet", "--verify", "HEAD^{commit}")
	if _, ok := errors.AsType[*gitError](err); ok {
		return "", &unknownError{status.GapNoCommits, "the repository has no commits yet"}
	}
	return strings.TrimSpace(string(out)), err
}
