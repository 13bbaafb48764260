package revision

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
	"time"

	"ownup/internal/status"
)

// commit is one commit and the files that it changed.
type commit struct {
	status.Revision
	changes []change
}

// change is what a commit did to one file.
type change struct {
	kind kind
	name string   // after the commit, or before it for a removal
	from []string // the names before the commit, if others: one, but for a merge
}

// kind is the way in which a commit changed a file.
type kind int

const (
	modified kind = iota
	added
	removed
	renamed // from another name in each parent
)

// errStop ends the reading of a log that nobody wants to read on.
var errStop = errors.New("stop")

// log yields the commits that changed files below content/, newest first and no commit
// before its children. A merge is among them only if it changed a file beyond what its
// parents hold. It ends after the first error.
func log(ctx context.Context, dir string) iter.Seq2[commit, error] {
	args := []string{
		"log", "-z", "--name-status", "-M", "-l1000", "--relative", "--date-order",
		"--cc", "--combined-all-paths", "--no-color", "--no-notes",
		"--format=%H%x00%ct%x00%aN%x00%s", "HEAD", "--", "content",
	}
	return func(yield func(commit, error) bool) {
		err := stream(ctx, dir, args, func(r io.Reader) error {
			return parse(r, func(c commit) bool { return yield(c, nil) })
		})
		if err != nil && !errors.Is(err, errStop) {
			yield(commit{}, err)
		}
	}
}

// parse reads the output of log and hands each commit to yield, until that says no: then
// it fails with errStop. The output is a list of fields, each closed by a NUL:
//
//	hash  time  author  subject  [empty]  [\n]status name  status name  …
//	R087  old  new      a rename, with the likeness of the two
//	MM  one  two  name  a merge: the name in each parent, then in the merge
//
// Source: git help diff-format, "Raw output format" and "diff format for merges".
func parse(r io.Reader, yield func(commit) bool) error {
	in := fields{bufio.NewReaderSize(r, 1<<16)}
	var c commit
	for {
		field, err := in.next()
		switch {
		case errors.Is(err, io.EOF):
			if c.Commit != "" && !yield(c) {
				return errStop
			}
			return nil
		case err != nil:
			return err
		}
		switch field = strings.TrimPrefix(field, "\n"); {
		case field == "": // stands before the first status of a merge
		case strings.Contains("0123456789abcdef", field[:1]): // a status is in capitals
			if c.Commit != "" && !yield(c) {
				return errStop
			}
			c = commit{}
			c.Revision, err = in.revision(field)
		default:
			var ch change
			ch, err = in.change(field)
			c.changes = append(c.changes, ch)
		}
		if err != nil {
			return err
		}
	}
}

// fields reads what a NUL closes.
type fields struct{ *bufio.Reader }

// next returns the next field, without its NUL. It fails with io.EOF only where a field
// would begin.
func (f fields) next() (string, error) {
	s, err := f.ReadString(0)
	if errors.Is(err, io.EOF) && s != "" {
		err = io.ErrUnexpectedEOF
	}
	return strings.TrimSuffix(s, "\x00"), err
}

// take returns the next n fields.
func (f fields) take(n int) ([]string, error) {
	all := make([]string, n)
	for i := range all {
		s, err := f.next()
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return nil, err
		}
		all[i] = s
	}
	return all, nil
}

// revision reads what follows the hash of a commit. The time is that of committing, not
// of writing: when the edit entered the record.
func (f fields) revision(hash string) (status.Revision, error) {
	rest, err := f.take(3)
	if err != nil {
		return status.Revision{}, err
	}
	seconds, err := strconv.ParseInt(rest[0], 10, 64)
	if err != nil {
		return status.Revision{}, fmt.Errorf("time of commit %s: %w", hash, err)
	}
	return status.Revision{
		Commit:  hash,
		At:      time.Unix(seconds, 0).UTC(),
		Author:  strings.ToValidUTF8(rest[1], "\uFFFD"),
		Subject: strings.ToValidUTF8(rest[2], "\uFFFD"),
	}, nil
}

// change reads what follows the status of a file.
func (f fields) change(letters string) (change, error) {
	letters = strings.TrimRight(letters, "0123456789")
	if letters == "" || strings.Trim(letters, "AMDRTUX") != "" {
		return change{}, fmt.Errorf("git log says %q where the status of a file was expected", letters)
	}
	if len(letters) == 1 && letters != "R" {
		names, err := f.take(1)
		if err != nil {
			return change{}, err
		}
		return change{kind: kindOf(letters), name: names[0]}, nil
	}
	names, err := f.take(len(letters) + 1)
	if err != nil {
		return change{}, err
	}
	ch := change{kind: kindOf(letters), name: names[len(letters)]}
	for i, letter := range letters {
		if letter == 'R' {
			ch.from = append(ch.from, names[i])
		}
	}
	return ch, nil
}

// kindOf gives the kind of a change from git's letters, one for each parent. A merge
// adds, removes or renames a file only if it does so against each of its parents.
func kindOf(letters string) kind {
	switch {
	case strings.Trim(letters, "A") == "":
		return added
	case strings.Trim(letters, "D") == "":
		return removed
	case strings.Trim(letters, "R") == "":
		return renamed
	default:
		return modified
	}
}
