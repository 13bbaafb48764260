package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"ownup/internal/content"
	"ownup/internal/content/revision"
	"ownup/internal/diag"
	"ownup/internal/report"
	"ownup/internal/status"
)

// scribe is what the commands that write into files have in common: each changes one file
// as a careful person would, and says what it did.
type scribe struct {
	*project
	words      []string // of -m, a paragraph each
	edit       bool     // open an editor, although words are given
	json, push bool
	problems   diag.List // of all files, as they stand
	draft      string    // the file in which an editor wrote; empty: none did
}

// edition is what a command does to one file.
type edition struct {
	id, file string
	isNew    bool
	change   func(src []byte) ([]byte, error) // what the file is to hold; of a new one, from nothing
	said     string                           // the line that says it
	subject  string                           // of the commit
}

// flags adds the flags that all of these commands take.
func (s *scribe) flags(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&s.json, "json", false, "print the result as JSON: an object with id and file")
	cmd.Flags().BoolVar(&s.push, "push", false, "commit this file alone, and push it")
}

// textFlags adds the flags of those that take words.
func (s *scribe) textFlags(cmd *cobra.Command) {
	cmd.Flags().StringArrayVarP(&s.words, "message", "m", nil, "what to tell, as Markdown; twice makes two paragraphs\n(default stdin where it is piped, else $EDITOR)")
	cmd.Flags().BoolVarP(&s.edit, "edit", "e", false, "write it in $EDITOR all the same")
	s.flags(cmd)
}

// read reads the site. A file with problems is left out, for it stops no word on another.
func (s *scribe) read(ctx context.Context) (*status.Site, error) {
	files, err := s.open()
	if err != nil {
		return nil, err
	}
	site, err := s.loader.LoadPartial(files, func(string) iter.Seq[content.Earlier] {
		return func(func(content.Earlier) bool) {}
	})
	if site == nil {
		return nil, err
	}
	s.problems = site.Problems
	return site, ctx.Err()
}

// moment gives the time of an update: the minute, unless something was said in it already
// that must stand before.
func (s *scribe) moment(site *status.Site, i *status.Incident) (time.Time, error) {
	now, err := s.now(site)
	at := now.Truncate(time.Minute)
	if i == nil || err != nil {
		return at, err
	}
	passed := func(t time.Time) bool { return t.After(at) && !t.After(now) }
	if passed(i.Started) || slices.ContainsFunc(i.Updates, func(u status.Update) bool { return passed(u.At) }) {
		return now.Truncate(time.Second), nil
	}
	return at, nil
}

// named finds the incident of an id. A path of its file will do.
func (s *scribe) named(site *status.Site, id string) (*status.Incident, error) {
	var ids []string
	for n := range site.Incidents {
		i := &site.Incidents[n]
		if i.ID == id || i.File == id {
			return i, nil
		}
		ids = append(ids, i.ID)
	}
	for _, w := range site.Withheld {
		if w.ID == id || w.File == id {
			return nil, s.problemsOf(w.File)
		}
	}
	return nil, fmt.Errorf("there is no incident %q%s", id, indented(diag.DidYouMean(id, newest(ids))))
}

// problemsOf gives the problems of one file.
func (s *scribe) problemsOf(file string) diag.List {
	return slices.DeleteFunc(slices.Clone(s.problems.Errors()), func(p diag.Problem) bool { return p.Pos.File != file })
}

// newest gives some of the ids that begin with the latest dates.
func newest(ids []string) []string {
	const some = 5
	return ids[max(0, len(ids)-some):]
}

// indented gives a hint on a line of its own.
func indented(hint string) string {
	if hint == "" {
		return ""
	}
	return "\n\t" + strings.ReplaceAll(hint, "\n", "\n\t")
}

// only gives the one of the incidents that a command without an id can mean. The verb is
// how the command is called.
func only(open []*report.Incident, verb string) (*status.Incident, error) {
	switch len(open) {
	case 0:
		return nil, fmt.Errorf("nothing is open that this could be about\n\tname it: ownup %s", verb)
	case 1:
		return open[0].Incident, nil
	}
	lines := make([]string, len(open))
	for n, i := range open {
		lines[n] = fmt.Sprintf("%s: %s (%s)", i.ID, i.Title, i.Phase)
	}
	return nil, fmt.Errorf("%d are open: name the one that is meant\n\t%s", len(open), strings.Join(lines, "\n\t"))
}

// carryOut writes the file, pushes it where that is asked for, and tells.
func (s *scribe) carryOut(ctx context.Context, e *edition) error {
	files, err := s.open()
	if err != nil {
		return err
	}
	var src []byte
	if !e.isNew {
		if src, err = fs.ReadFile(files, e.file); err != nil {
			return fmt.Errorf("read the incident: %w", err)
		}
	}
	text, err := e.change(src)
	if err != nil {
		return err
	}
	if err := content.Try(files, e.file, text); err != nil {
		return err
	}
	if err := s.replace(e, text); err != nil {
		return fmt.Errorf("write %s: %w", e.file, err)
	}
	if !s.push {
		return s.tell(e, nil)
	}
	pushed, err := revision.Push(ctx, s.dir, revision.Edit{File: e.file, Subject: e.subject, Before: src, After: text, Again: e.change})
	if err != nil {
		return errors.Join(s.tell(e, nil), fmt.Errorf("%s is written, but not published: %w", e.file, err))
	}
	return s.tell(e, &pushed)
}

// tell says what was done: for programs and for people.
func (s *scribe) tell(e *edition, pushed *revision.Pushed) error {
	if s.json {
		result := struct {
			ID     string `json:"id"`
			File   string `json:"file"`
			Commit string `json:"commit,omitempty"` // that is published
		}{ID: e.id, File: e.file}
		if pushed != nil {
			result.Commit = pushed.Commit
		}
		return json.NewEncoder(s.env.Stdout).Encode(result)
	}
	fmt.Fprintln(s.env.Stderr, e.said)
	switch {
	case pushed == nil && !s.push:
		fmt.Fprintln(s.env.Stderr, "to publish it, commit and push the file (or let --push do both)")
	case pushed != nil:
		tellPushed(s.env.Stderr, *pushed)
	}
	_, err := fmt.Fprintln(s.env.Stdout, e.file)
	return err
}

// tellPushed says where an edit was pushed to, and what is to be done.
func tellPushed(w io.Writer, p revision.Pushed) {
	on := ""
	if p.Merged {
		on = ", on top of what others have pushed"
	}
	fmt.Fprintf(w, "pushed to %s as %.10s%s\n", p.Remote, p.Commit, on)
	if p.Behind != "" {
		fmt.Fprintf(w, "your branch does not hold that commit: %s\n\tjoin the two with \"git pull --rebase\"\n", p.Behind)
	}
}
