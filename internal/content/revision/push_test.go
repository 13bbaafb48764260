package revision

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// pair gives two clones of one bare repository, in which one incident is published.
func pair(t *testing.T) (a, b *repository) {
	t.Helper()
	for variable, value := range map[string]string{
		"GIT_CONFIG_GLOBAL": os.DevNull, "GIT_CONFIG_SYSTEM": os.DevNull,
		"GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.com", "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@example.com",
	} {
		t.Setenv(variable, value)
	}
	origin := filepath.Join(t.TempDir(), "origin.git")
	a = newRepository(t)
	a.git("init", "--quiet", "--bare", "--initial-branch=main", origin)
	a.git("remote", "add", "origin", origin)
	a.write("content/incidents/a.md", "one\n")
	a.write("other.txt", "other\n")
	a.commit("begin")
	a.git("push", "--quiet", "--set-upstream", "origin", "main")
	b = &repository{TB: t, dir: filepath.Join(t.TempDir(), "b")}
	a.git("clone", "--quiet", origin, b.dir)
	return a, b
}

// adding gives the edit that adds a line to the incident, and makes it in the working tree.
func (r *repository) adding(line string) Edit {
	r.Helper()
	before := r.read("content/incidents/a.md")
	add := func(text []byte) ([]byte, error) { return append(text[:len(text):len(text)], line+"\n"...), nil }
	after, _ := add([]byte(before))
	r.write("content/incidents/a.md", string(after))
	return Edit{File: "content/incidents/a.md", Subject: "a: " + line, Before: []byte(before), After: after, Again: add}
}

func (r *repository) read(name string) string {
	r.Helper()
	text, err := os.ReadFile(filepath.Join(r.dir, filepath.FromSlash(name)))
	if err != nil {
		r.Fatal(err)
	}
	return string(text)
}

// published gives what the remote's branch holds of the incident.
func (r *repository) published() string {
	r.Helper()
	r.git("fetch", "--quiet")
	return r.git("show", "origin/main:content/incidents/a.md")
}

func TestAnEditIsPushedAlone(t *testing.T) {
	a, _ := pair(t)
	a.write("other.txt", "changed\n")
	a.write("staged.txt", "staged\n")
	a.git("add", "staged.txt")
	pushed, err := Push(t.Context(), a.dir, a.adding("two"))
	if err != nil {
		t.Fatal(err)
	}
	if pushed.Remote != "origin/main" || pushed.Merged || pushed.Behind != "" || pushed.Commit != strings.TrimSpace(a.git("rev-parse", "HEAD")) {
		t.Errorf("it says %+v", pushed)
	}
	if got := a.git("show", "--name-only", "--format=%s", "origin/main"); got != "a: two\n\ncontent/incidents/a.md\n" {
		t.Errorf("the commit is\n%s", got)
	}
	if got := a.git("status", "--short"); got != " M other.txt\nA  staged.txt\n" {
		t.Errorf("the working tree is\n%s", got)
	}
}

func TestAPushThatOthersWereFasterThanIsMadeOnTopOfTheirs(t *testing.T) {
	a, b := pair(t)
	if _, err := Push(t.Context(), b.dir, b.adding("two of b")); err != nil {
		t.Fatal(err)
	}
	b.write("content/incidents/b.md", "new\n")
	b.commit("b: open")
	b.git("push", "--quiet")
	a.write("other.txt", "changed\n")
	a.write("staged.txt", "staged\n")
	a.git("add", "staged.txt")
	pushed, err := Push(t.Context(), a.dir, a.adding("two of a"))
	if err != nil {
		t.Fatal(err)
	}
	if !pushed.Merged || pushed.Behind != "" {
		t.Errorf("it says %+v", pushed)
	}
	want := "one\ntwo of b\ntwo of a\n"
	if got := b.published(); got != want {
		t.Errorf("published is %q, want %q", got, want)
	}
	if got := a.read("content/incidents/a.md"); got != want {
		t.Errorf("the file here is %q, want %q", got, want)
	}
	if got := a.git("log", "--format=%s"); got != "a: two of a\nb: open\na: two of b\nbegin\n" {
		t.Errorf("the log here is\n%s", got)
	}
	if got := a.git("status", "--short"); got != " M other.txt\nA  staged.txt\n" {
		t.Errorf("the working tree is\n%s", got)
	}
}

func TestCommitsThatAreNotPublishedYetStaySo(t *testing.T) {
	a, b := pair(t)
	a.write("draft.txt", "not yet\n")
	a.commit("a draft")
	pushed, err := Push(t.Context(), a.dir, a.adding("two"))
	if err != nil {
		t.Fatal(err)
	}
	if want := "1 other commits of this branch are not published"; pushed.Behind != want {
		t.Errorf("it says %q, want %q", pushed.Behind, want)
	}
	if got := b.published(); got != "one\ntwo\n" {
		t.Errorf("published is %q", got)
	}
	if got := b.git("ls-tree", "--name-only", "origin/main"); strings.Contains(got, "draft") {
		t.Errorf("the draft is published:\n%s", got)
	}
	a.git("pull", "--quiet", "--rebase")
	if got := a.git("log", "--format=%s"); got != "a draft\na: two\nbegin\n" {
		t.Errorf("after git pull --rebase the log is\n%s", got)
	}
}

func TestNothingThatIsChangedHereIsOverwritten(t *testing.T) {
	a, b := pair(t)
	b.write("other.txt", "theirs\n")
	b.commit("change the other file")
	b.git("push", "--quiet")
	a.write("other.txt", "mine\n")
	pushed, err := Push(t.Context(), a.dir, a.adding("two"))
	if err != nil {
		t.Fatal(err)
	}
	if pushed.Behind == "" {
		t.Error("it says nothing of the branch here")
	}
	if got := b.published(); got != "one\ntwo\n" {
		t.Errorf("published is %q", got)
	}
	if got := a.read("other.txt"); got != "mine\n" {
		t.Errorf("the other file is %q", got)
	}
	if got := a.read("content/incidents/a.md"); got != "one\ntwo\n" {
		t.Errorf("the file here is %q", got)
	}
}

func TestAnEditThatCannotBeMadeAgainStaysInACommit(t *testing.T) {
	a, b := pair(t)
	b.git("rm", "--quiet", "content/incidents/a.md")
	b.commit("take it away")
	b.git("push", "--quiet")
	_, err := Push(t.Context(), a.dir, a.adding("two"))
	if err == nil || !strings.Contains(err.Error(), "somebody else has changed content/incidents/a.md meanwhile") {
		t.Errorf("the error is %v", err)
	}
	if got := a.git("show", "HEAD:content/incidents/a.md"); got != "one\ntwo\n" {
		t.Errorf("the commit here holds %q", got)
	}
}

func TestAPushWithoutAnywhereToGoSaysSo(t *testing.T) {
	a, _ := pair(t)
	a.git("remote", "remove", "origin")
	_, err := Push(t.Context(), a.dir, a.adding("two"))
	if err == nil || !strings.Contains(err.Error(), `the branch "main" is pushed nowhere`) {
		t.Errorf("the error is %v", err)
	}
	a.git("switch", "--quiet", "--detach")
	_, err = Push(t.Context(), a.dir, a.adding("three"))
	if err == nil || !strings.Contains(err.Error(), "no branch is checked out") {
		t.Errorf("the error is %v", err)
	}
	_, err = Push(t.Context(), t.TempDir(), Edit{File: "a.md"})
	if err == nil || !strings.Contains(err.Error(), "not in a git repository") {
		t.Errorf("the error is %v", err)
	}
}

func TestAFirstPushBeginsTheBranch(t *testing.T) {
	a, _ := pair(t)
	origin := filepath.Join(t.TempDir(), "empty.git")
	a.git("init", "--quiet", "--bare", "--initial-branch=main", origin)
	a.git("remote", "set-url", "origin", origin)
	a.git("update-ref", "-d", "refs/remotes/origin/main")
	if _, err := Push(t.Context(), a.dir, a.adding("two")); err != nil {
		t.Fatal(err)
	}
	if got := a.published(); got != "one\ntwo\n" {
		t.Errorf("published is %q", got)
	}
}

func TestTheProjectMayStandInAFolderOfTheRepository(t *testing.T) {
	a, b := pair(t)
	a.write("status/content/incidents/a.md", "one\n")
	a.commit("move in")
	a.git("push", "--quiet")
	b.git("pull", "--quiet")
	inner := func(r *repository) *repository {
		return &repository{TB: t, dir: filepath.Join(r.dir, "status")}
	}
	for n, r := range []*repository{inner(a), inner(b)} {
		if _, err := Push(t.Context(), r.dir, r.adding([]string{"two", "three"}[n])); err != nil {
			t.Fatal(err)
		}
	}
	b.git("fetch", "--quiet")
	if got := b.git("show", "origin/main:status/content/incidents/a.md"); got != "one\ntwo\nthree\n" {
		t.Errorf("published is %q", got)
	}
}
