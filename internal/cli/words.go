package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"

	"golang.org/x/term"
)

// said gives the words of an update: those of -m, else what is piped into stdin, else
// what is written in an editor. About is what the words are about, which the editor
// shows; draft is what it begins with, and what is told where no words are given.
func (s *scribe) said(ctx context.Context, about, draft string) (string, error) {
	text := strings.Join(s.words, "\n\n")
	switch {
	case s.edit && text == "":
		return s.editor(ctx, about, draft)
	case s.edit:
		return s.editor(ctx, about, text)
	case len(s.words) > 0:
		return text, nil
	case s.atTerminal():
		return s.editor(ctx, about, draft)
	}
	b, err := io.ReadAll(s.env.Stdin)
	if err != nil {
		return "", fmt.Errorf("read stdin: %w", err)
	}
	if strings.TrimSpace(string(b)) == "" {
		return draft, nil
	}
	return string(b), nil
}

// atTerminal reports whether a person sits at stdin.
func (s *scribe) atTerminal() bool { return isTerminal(s.env.Stdin) }

// isTerminal reports whether what is read or written is a terminal.
func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// errUnsaid says that an editor was closed and nothing had been written in it.
var errUnsaid = errors.New("nothing was written in the editor, so nothing was changed")

// footer opens what stands in the editor below the words.
const footer = "<!-- Write above this line. Without a change, nothing is written anywhere."

// editor lets a person write in an editor, and gives what was written. Where that is
// refused later, [scribe.kept] says where it still is.
func (s *scribe) editor(ctx context.Context, about, draft string) (string, error) {
	program, ok := s.env.Lookup("VISUAL")
	if !ok || program == "" {
		program, ok = s.env.Lookup("EDITOR")
	}
	if !ok || strings.TrimSpace(program) == "" {
		return "", errors.New("there are no words\n\tgive them with -m, pipe them into stdin, or set $EDITOR")
	}
	f, err := os.CreateTemp("", "ownup-*.md")
	if err != nil {
		return "", fmt.Errorf("open an editor: %w", err)
	}
	name, before := f.Name(), draft+"\n\n"+footer+"\n\n"+about+"\n-->\n"
	_, err = f.WriteString(before)
	if err := errors.Join(err, f.Close()); err != nil {
		return "", fmt.Errorf("open an editor: %w", err)
	}
	if err := s.run(ctx, program, name); err != nil {
		return "", fmt.Errorf("the editor %q failed, and nothing was changed: %w\n\twhat it wrote is in %s", program, err, name)
	}
	b, err := os.ReadFile(name)
	if err != nil {
		return "", fmt.Errorf("read what the editor wrote: %w", err)
	}
	text, _, _ := strings.Cut(string(b), footer)
	if string(b) == before || strings.TrimSpace(text) == "" {
		_ = os.Remove(name)
		return "", errUnsaid
	}
	s.draft = name
	return text, nil
}

// run runs an editor, which is a command line as the shell reads it, on a file.
func (s *scribe) run(ctx context.Context, program, name string) error {
	cmd := exec.CommandContext(ctx, "sh", "-c", program+` "$@"`, program, name)
	if runtime.GOOS == "windows" {
		words := append(strings.Fields(program), name)
		cmd = exec.CommandContext(ctx, words[0], words[1:]...)
	}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = s.env.Stdin, s.env.Stderr, s.env.Stderr
	return cmd.Run()
}

// kept forgets what was written in an editor where it has found its place, and says where
// it is where it has not: no words are lost.
func (s *scribe) kept(err error) error {
	if s.draft == "" {
		return err
	}
	if err == nil {
		_ = os.Remove(s.draft)
		return nil
	}
	fmt.Fprintf(s.env.Stderr, "what you wrote is kept in %s\n", s.draft)
	return err
}
