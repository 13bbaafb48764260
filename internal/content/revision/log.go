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

// commit is one commit of the branch and the files that it changed.
type commit struct {
	status.Revision
	changes []change
}

// change is what a commit did to one file.
type change struct {
	kind kind
	name string // after the commit, or before it for a removal
	from string // of a rename: the name before the commit
	blob string // the id of what the file held after the commit; empty for a removal
}

// kind is the way in which a commit changed a file.
type kind int

const (
	modified kind = iota
	added
	removed
	renamed
)

// errStop ends the reading of a log that nobody wants to read on.
var errStop = errors.New("stop")

// log yields the commits of the branch that changed files below content/, newest first. A
// merge is one commit, which brings into the branch all that it merges: what was written
// elsewhere was public from then on, and drafts that came and went there never were.
func log(ctx context.Context, dir string) iter.Seq2[commit, error] {
	args := []string{
		"log", "-z", "--raw", "--no-abbrev", "-M", "-l1000", "--relative",
		"--first-parent", "--diff-merges=first-parent", "--no-color", "--no-notes",
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
//	hash  time  author  subject  [\n]:mode mode blob blob status  name  …
//	:100644 100644 5626abf… f719efd… M     name
//	:100644 100644 5626abf… f719efd… R087  old  new   a rename, with the likeness of the two
//
// Source: git help diff-format, "Raw output format".
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
		if raw, ok := strings.CutPrefix(strings.TrimPrefix(field, "\n"), ":"); ok {
			var ch change
			ch, err = in.change(raw)
			c.changes = append(c.changes, ch)
		} else {
			if c.Commit != "" && !yield(c) {
				return errStop
			}
			c = commit{}
			c.Revision, err = in.revision(field)
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

// change reads what a commit did to one file: its modes, blobs and status, and the names
// that follow them.
func (f fields) change(raw string) (change, error) {
	parts := strings.Split(raw, " ")
	if len(parts) != 5 || parts[4] == "" || !strings.Contains("AMDRT", parts[4][:1]) {
		return change{}, fmt.Errorf("git log says %q where the change of a file was expected", raw)
	}
	ch := change{blob: parts[3]}
	switch parts[4][0] {
	case 'A':
		ch.kind = added
	case 'D':
		ch.kind, ch.blob = removed, ""
	case 'R':
		ch.kind = renamed
		names, err := f.take(1)
		if err != nil {
			return change{}, err
		}
		ch.from = names[0]
	}
	names, err := f.take(1)
	if err != nil {
		return change{}, err
	}
	ch.name = names[0]
	return ch, nil
}
