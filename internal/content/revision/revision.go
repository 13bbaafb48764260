// Package revision reads the record of edits from git: which commits touched which
// file, and what a file said before; and it adds to it, one edit of one file at a time.
// It runs the git program in the project's folder and looks at nothing but content/
// below it.
//
//	record, err := revision.Read(ctx, dir)
//	record.ByFile["content/incidents/a.md"] // oldest first, renames followed
//	pushed, err := revision.Push(ctx, dir, revision.Edit{File: "content/incidents/a.md", …})
//
// Where git cannot tell (no repository, no git, no commits, a shallow clone), that is no
// error: the record is not known, and says why.
package revision

import (
	"context"
	"errors"
	"iter"
	"strings"

	"ownup/internal/status"
)

// Read returns the commits that touched each file below content/ in the project at dir,
// which may be a subfolder of the repository. Only what is committed on the current
// branch counts; a file that was never committed has no revisions, and one that was
// removed keeps its own under its last name. A file that came from elsewhere in the
// repository begins where it came below content/. Names are slash-separated, from dir.
//
// It takes about the time of one git log. An error means that git was there and failed
// halfway, or that ctx ended.
func Read(ctx context.Context, dir string) (status.Record, error) {
	trails, err := walk(ctx, dir)
	if u, ok := errors.AsType[*unknownError](err); ok {
		return status.Record{Why: u.why}, nil
	}
	if err != nil {
		return status.Record{}, err
	}
	record := status.Record{Known: true, ByFile: make(map[string][]status.Revision, len(trails))}
	for name, steps := range trails {
		revisions := make([]status.Revision, len(steps))
		for i, s := range steps {
			revisions[len(steps)-1-i] = s.commit.Revision
		}
		record.ByFile[name] = revisions
	}
	return record, nil
}

// Version is what one file said at one commit.
type Version struct {
	status.Revision
	File string // the file's name then, slash-separated, from the project's folder
	Text []byte
}

// Earlier yields the committed versions of one file of the project at dir, newest first
// and renames followed, so that a build finds the last good one. Commits that removed
// the file are left out. It yields nothing where the record of edits is not known, and
// ends after the first error.
func Earlier(ctx context.Context, dir, file string) iter.Seq2[Version, error] {
	return func(yield func(Version, error) bool) {
		trails, err := walk(ctx, dir)
		if _, ok := errors.AsType[*unknownError](err); ok {
			return
		}
		if err != nil {
			yield(Version{}, err)
			return
		}
		for _, s := range trails[file] {
			if s.kind == removed {
				continue
			}
			// "./" makes git take the name from the folder it runs in.
			text, err := git(ctx, dir, "cat-file", "blob", s.commit.Commit+":./"+s.name)
			if !yield(Version{s.commit.Revision, s.name, text}, err) || err != nil {
				return
			}
		}
	}
}

// walk checks that git knows the whole history of the project, and follows each of its
// files through it, newest step first. Where git does not, it fails with an
// *unknownError.
func walk(ctx context.Context, dir string) (map[string][]step, error) {
	if err := known(ctx, dir); err != nil {
		return nil, err
	}
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
type unknownError struct{ why string }

// Error gives the reason in words.
func (e *unknownError) Error() string { return e.why }

// known returns nil if git can tell the whole history of the folder, and an
// *unknownError if it cannot.
func known(ctx context.Context, dir string) error {
	out, err := git(ctx, dir, "rev-parse", "--is-shallow-repository")
	if failed, ok := errors.AsType[*gitError](err); ok {
		if strings.Contains(failed.said, "not a git repository") {
			return &unknownError{"the project is not in a git repository"}
		}
		return &unknownError{failed.Error()}
	}
	if errors.Is(err, errNoGit) {
		return &unknownError{"the program git is not installed"}
	}
	if err != nil {
		return err
	}
	if strings.TrimSpace(string(out)) == "true" {
		return &unknownError{"the clone is shallow, without the older commits: fetch them with \"git fetch --unshallow\""}
	}
	_, err = git(ctx, dir, "rev-parse", "--quiet", "--verify", "HEAD^{commit}")
	if _, ok := errors.AsType[*gitError](err); ok {
		return &unknownError{"the repository has no commits yet"}
	}
	return err
}
