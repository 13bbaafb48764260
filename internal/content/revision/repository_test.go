package revision

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// repository is a git repository in a folder of its own, whose commits are an hour apart
// from noon of a fixed day on, by a fixed author, whatever the person's own settings.
type repository struct {
	testing.TB
	dir     string
	commits int
}

var noon = time.Date(2026, 9, 3, 12, 0, 0, 0, time.UTC)

func newRepository(t testing.TB) *repository {
	t.Helper()
	r := &repository{TB: t, dir: t.TempDir()}
	r.git("init", "--quiet", "--initial-branch=main")
	return r
}

func (r *repository) git(args ...string) string {
	r.Helper()
	out, err := r.command(args...).CombinedOutput()
	if err != nil {
		r.Fatalf("git %q: %v\n%s", args, err, out)
	}
	return string(out)
}

func (r *repository) command(args ...string) *exec.Cmd {
	cmd := exec.Command("git", args...)
	cmd.Dir = r.dir
	date := noon.Add(time.Duration(r.commits) * time.Hour).Format(time.RFC3339)
	cmd.Env = append(os.Environ(),
		"GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null", "GIT_EDITOR=true",
		"GIT_AUTHOR_NAME=Ada", "GIT_AUTHOR_EMAIL=ada@example.com", "GIT_AUTHOR_DATE="+date,
		"GIT_COMMITTER_NAME=Ada", "GIT_COMMITTER_EMAIL=ada@example.com", "GIT_COMMITTER_DATE="+date,
	)
	return cmd
}

// write lays a file into the work tree; name is slash-separated.
func (r *repository) write(name, text string) {
	r.Helper()
	path := filepath.Join(r.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		r.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		r.Fatal(err)
	}
}

func (r *repository) move(from, to string) {
	r.Helper()
	if err := os.MkdirAll(filepath.Join(r.dir, filepath.FromSlash(to), ".."), 0o777); err != nil {
		r.Fatal(err)
	}
	r.git("mv", from, to)
}

// commit commits all that the work tree holds.
func (r *repository) commit(subject string) {
	r.Helper()
	r.git("add", "--all")
	r.git("commit", "--quiet", "--allow-empty", "--allow-empty-message", "--message", subject)
	r.commits++
}

// history gives the record of a project in a form to compare: for each file, its
// subjects, oldest first.
func history(t testing.TB, dir string) map[string]string {
	t.Helper()
	log, err := Read(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	if !log.Known {
		t.Fatalf("not known: %s", log.Why)
	}
	subjects := map[string]string{}
	for file, versions := range log.Files {
		var all []string
		for _, v := range versions {
			all = append(all, v.Subject)
		}
		subjects[file] = strings.Join(all, ", ")
	}
	return subjects
}

// versions gives the earlier versions of a file in a form to compare, newest first.
func versions(t testing.TB, dir, file string) []string {
	t.Helper()
	var all []string
	for v, err := range Earlier(t.Context(), dir, file) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, fmt.Sprintf("%s at %s: %s", v.File, v.Subject, v.Text))
	}
	return all
}
