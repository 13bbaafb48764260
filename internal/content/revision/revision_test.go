package revision

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ownup/internal/status"
)

// long is a text that git recognises after a small edit.
func long(word string) string {
	return strings.Repeat("We are restarting the affected network devices.\n", 20) + word + "\n"
}

func TestAFileHasItsCommitsOldestFirst(t *testing.T) {
	r := newRepository(t)
	r.write("content/a.md", "one")
	r.write("content/b.md", "one")
	r.commit("begin")
	r.write("content/a.md", "two")
	r.write("README.md", "not of the site")
	r.commit("more")

	log, err := Read(t.Context(), r.dir)
	if err != nil {
		t.Fatal(err)
	}
	id := func(of string) string { return strings.TrimSpace(r.git("rev-parse", of)) }
	begin := status.Revision{Commit: id("HEAD~"), At: noon, Author: "Ada", Subject: "begin"}
	more := status.Revision{Commit: id("HEAD"), At: noon.Add(time.Hour), Author: "Ada", Subject: "more"}
	want := map[string][]Version{
		"content/a.md": {
			{Revision: begin, Back: 2, File: "content/a.md", Blob: id("HEAD~:content/a.md")},
			{Revision: more, Back: 1, File: "content/a.md", Blob: id("HEAD:content/a.md")},
		},
		"content/b.md": {{Revision: begin, Back: 2, File: "content/b.md", Blob: id("HEAD:content/b.md")}},
	}
	if diff := cmp.Diff(want, log.Files); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
}

func TestTheRecordFollowsFilesThroughHistory(t *testing.T) {
	tests := []struct {
		name string
		make func(r *repository)
		want map[string]string
	}{
		{"what is not committed has no revisions", func(r *repository) {
			r.write("content/a", "one")
			r.commit("begin")
			r.write("content/new", "not committed")
			r.git("add", "--all")
		}, map[string]string{"content/a": "begin"}},

		{"a renamed file keeps its record", func(r *repository) {
			r.write("content/a", long("one"))
			r.commit("begin")
			r.move("content/a", "content/2026/b")
			r.commit("move")
			r.write("content/2026/b", long("two"))
			r.commit("edit")
		}, map[string]string{"content/2026/b": "begin, move, edit"}},

		{"a file may be renamed and edited at once, again and again", func(r *repository) {
			r.write("content/a", long("one"))
			r.commit("begin")
			r.move("content/a", "content/b")
			r.write("content/b", long("two"))
			r.commit("to b")
			r.move("content/b", "content/c")
			r.write("content/c", long("three"))
			r.commit("to c")
			r.move("content/c", "content/a")
			r.commit("back to a")
		}, map[string]string{"content/a": "begin, to b, to c, back to a"}},

		{"a new file under the old name of another has a record of its own", func(r *repository) {
			r.write("content/a", long("one"))
			r.commit("begin")
			r.move("content/a", "content/b")
			r.commit("move")
			r.write("content/a", "quite another text")
			r.commit("anew")
			r.write("content/a", "yet another text")
			r.commit("edit")
		}, map[string]string{"content/b": "begin, move", "content/a": "anew, edit"}},

		{"a file that takes over a name does not take over its record", func(r *repository) {
			r.write("content/a", "first of the name")
			r.write("content/b", long("one"))
			r.commit("begin")
			r.git("rm", "--quiet", "content/a")
			r.commit("remove")
			r.move("content/b", "content/a")
			r.commit("move")
		}, map[string]string{"content/a": "begin, move"}},

		{"a file that was removed keeps its record, and one that came back too", func(r *repository) {
			r.write("content/a", "one")
			r.write("content/b", "one")
			r.commit("begin")
			r.git("rm", "--quiet", "content/a", "content/b")
			r.commit("remove")
			r.write("content/a", "two")
			r.commit("back")
		}, map[string]string{"content/a": "begin, remove, back", "content/b": "begin, remove"}},

		{"what was edited on another branch counts from its merge on, under the name that it has then", func(r *repository) {
			r.write("content/a", long("one"))
			r.commit("begin")
			r.git("checkout", "--quiet", "-b", "side")
			r.git("checkout", "--quiet", "main")
			r.move("content/a", "content/b")
			r.commit("move")
			r.git("checkout", "--quiet", "side")
			r.write("content/a", long("two"))
			r.commit("edit")
			r.git("checkout", "--quiet", "main")
			r.git("merge", "--quiet", "side")
		}, map[string]string{"content/b": "begin, move, Merge branch 'side'"}},

		{"a merge counts for all that it brings into the branch, and for nothing else", func(r *repository) {
			r.write("content/a", "one\n")
			r.write("content/b", "one\n")
			r.write("content/c", long("one"))
			r.write("content/e", "one\n")
			r.commit("begin")
			r.git("checkout", "--quiet", "-b", "side")
			r.write("content/e", "a draft\n")
			r.commit("draft")
			r.write("content/e", "one\n")
			r.write("content/a", "side\n")
			r.write("content/b", "side\n")
			r.commit("side")
			r.git("checkout", "--quiet", "main")
			r.write("content/a", "main\n")
			r.commit("main")
			r.git("merge", "--quiet", "--no-commit", "--strategy=ours", "side")
			r.write("content/a", "both\n")
			r.write("content/b", "side\n")
			r.move("content/c", "content/d")
			r.commit("merge")
		}, map[string]string{
			"content/a": "begin, main, merge",
			"content/b": "begin, merge",
			"content/d": "begin, merge",
			"content/e": "begin",
		}},

		{"odd names are names", func(r *repository) {
			r.write("content/two words.md", "1")
			r.write("content/Zürich ☕.md", "2")
			r.write("content/M", "3")
			r.write("content/-flag", "4")
			r.write("content/:(top)x", "5")
			r.commit("begin")
		}, map[string]string{
			"content/two words.md": "begin",
			"content/Zürich ☕.md":  "begin",
			"content/M":            "begin",
			"content/-flag":        "begin",
			"content/:(top)x":      "begin",
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := newRepository(t)
			tt.make(r)
			if diff := cmp.Diff(tt.want, history(t, r.dir)); diff != "" {
				t.Errorf("history (-want +got):\n%s", diff)
			}
		})
	}
}

func TestNamesMayHoldWhateverTheFileSystemAllows(t *testing.T) {
	name := "content/\"quoted\"\n\tand\\broken.md"
	if runtime.GOOS == "windows" {
		name = "content/'quoted' & spaced.md"
	}
	r := newRepository(t)
	r.write(name, "text")
	r.commit("begin")
	r.write("content/"+strings.Repeat("f", 40), "a name like a hash")
	r.commit("")
	want := map[string]string{name: "begin", "content/" + strings.Repeat("f", 40): ""}
	if diff := cmp.Diff(want, history(t, r.dir)); diff != "" {
		t.Errorf("history (-want +got):\n%s", diff)
	}
}

func TestTheProjectMayBeASubfolderOfTheRepository(t *testing.T) {
	r := newRepository(t)
	r.write("content/a", "of another site")
	r.write("docs/status/content/a", long("one"))
	r.commit("begin")
	r.move("docs/status/content/a", "docs/status/content/b")
	r.commit("move")
	project := filepath.Join(r.dir, "docs", "status")
	if diff := cmp.Diff(map[string]string{"content/b": "begin, move"}, history(t, project)); diff != "" {
		t.Errorf("history (-want +got):\n%s", diff)
	}
	want := []string{"content/b at move: " + long("one"), "content/a at begin: " + long("one")}
	if diff := cmp.Diff(want, versions(t, project, "content/b")); diff != "" {
		t.Errorf("versions (-want +got):\n%s", diff)
	}
}

func TestAPersonsOwnSettingsChangeNothing(t *testing.T) {
	r := newRepository(t)
	r.write("content/a", long("one"))
	r.commit("begin")
	r.move("content/a", "content/ä")
	r.commit("move")
	want := history(t, r.dir)
	for _, setting := range []string{
		"diff.renames=false", "core.quotePath=true", "log.follow=true", "log.showSignature=true",
		"log.showRoot=false", "color.ui=always", "diff.relative=false", "diff.renameLimit=1",
		"log.diffMerges=off", "log.date=relative", "format.pretty=oneline", "core.pager=false",
		"i18n.logOutputEncoding=latin1", "log.decorate=full", "diff.orderFile=/nowhere",
	} {
		key, value, _ := strings.Cut(setting, "=")
		r.git("config", key, value)
	}
	t.Setenv("GIT_DIR", "/nowhere")
	t.Setenv("GIT_WORK_TREE", "/nowhere")
	t.Setenv("GIT_LITERAL_PATHSPECS", "1")
	t.Setenv("LC_ALL", "de_DE.UTF-8")
	if diff := cmp.Diff(want, history(t, r.dir)); diff != "" {
		t.Errorf("history (-want +got):\n%s", diff)
	}
}

func TestTheRecordSaysWhyItIsNotKnown(t *testing.T) {
	tests := []struct {
		name string
		make func(t *testing.T) (dir string)
		gap  status.Gap
		want string
	}{
		{"outside of a repository", func(t *testing.T) string {
			dir := t.TempDir()
			t.Setenv("GIT_CEILING_DIRECTORIES", filepath.Dir(dir))
			return dir
		}, status.GapNoRepository, "the project is not in a git repository"},

		{"before the first commit", func(t *testing.T) string {
			r := newRepository(t)
			r.write("content/a", "one")
			return r.dir
		}, status.GapNoCommits, "the repository has no commits yet"},

		{"in a shallow clone", func(t *testing.T) string {
			r := newRepository(t)
			r.commit("one")
			r.commit("two")
			clone := filepath.Join(t.TempDir(), "clone")
			r.git("clone", "--quiet", "--depth=1", "file://"+filepath.ToSlash(r.dir), clone)
			return clone
		}, status.GapShallow, `the clone is shallow, without the older commits: fetch them with "git fetch --unshallow"`},

		{"without git", func(t *testing.T) string {
			r := newRepository(t)
			r.commit("one")
			t.Setenv("PATH", t.TempDir())
			return r.dir
		}, status.GapNoGit, "the program git is not installed"},

		{"where git refuses", func(t *testing.T) string {
			r := newRepository(t)
			r.commit("one")
			r.git("config", "core.repositoryFormatVersion", "99")
			return r.dir
		}, status.GapUnreadable, "git rev-parse: Expected git repo version <= 1, found 99"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := tt.make(t)
			log, err := Read(t.Context(), dir)
			if err != nil {
				t.Fatal(err)
			}
			if log.Known || log.Gap != tt.gap || log.Why != tt.want || log.Files != nil {
				t.Errorf("the log is %+v, want none because %q", log, tt.want)
			}
			for v, err := range Earlier(t.Context(), dir, "content/a") {
				t.Errorf("an earlier version %v, %v; want none", v, err)
			}
		})
	}
}

func TestARepositoryWithoutContentIsKnown(t *testing.T) {
	r := newRepository(t)
	r.commit("empty")
	if got := history(t, r.dir); len(got) != 0 {
		t.Errorf("history %v, want none", got)
	}
}

func TestEarlierGivesWhatTheFileSaid(t *testing.T) {
	r := newRepository(t)
	r.write("content/a", long("one"))
	r.commit("begin")
	r.write("content/a", long("two"))
	r.commit("edit")
	r.git("rm", "--quiet", "content/a")
	r.commit("remove")
	r.write("content/a", long("three"))
	r.commit("back")
	r.move("content/a", "content/b c")
	r.commit("move")
	r.write("content/b c", "not committed")

	want := []string{
		"content/b c at move: " + long("three"),
		"content/a at back: " + long("three"),
		"content/a at edit: " + long("two"),
		"content/a at begin: " + long("one"),
	}
	if diff := cmp.Diff(want, versions(t, r.dir, "content/b c")); diff != "" {
		t.Errorf("versions (-want +got):\n%s", diff)
	}
	if got := versions(t, r.dir, "content/never"); got != nil {
		t.Errorf("versions of a file that never was: %q", got)
	}
}

func TestAReaderOfEarlierVersionsMayStop(t *testing.T) {
	r := newRepository(t)
	r.write("content/a", "good")
	r.commit("good")
	r.write("content/a", "bad")
	r.commit("bad")
	for v, err := range Earlier(t.Context(), r.dir, "content/a") {
		if err != nil || string(v.Text) != "bad" {
			t.Errorf("got %q, %v", v.Text, err)
		}
		break
	}
}

func TestReadEndsWithItsContext(t *testing.T) {
	r := newRepository(t)
	r.write("content/a", "one")
	r.commit("begin")
	ctx, cancel := context.WithCancelCause(t.Context())
	enough := errors.New("enough")
	cancel(enough)
	if _, err := Read(ctx, r.dir); !errors.Is(err, enough) {
		t.Errorf("got %v, want %v", err, enough)
	}
}

func TestAHistoryThatIsDamagedIsAnError(t *testing.T) {
	r := newRepository(t)
	r.write("content/a", "one")
	r.commit("begin")
	r.commit("next")
	first := strings.TrimSpace(r.git("rev-parse", "HEAD~"))
	if err := os.Remove(filepath.Join(r.dir, ".git", "objects", first[:2], first[2:])); err != nil {
		t.Fatal(err)
	}
	_, err := Read(t.Context(), r.dir)
	if err == nil || !strings.HasPrefix(err.Error(), "git log: ") {
		t.Errorf("got %v, want git's own words", err)
	}
}

func TestWhatIsNotCommittedIsTold(t *testing.T) {
	r := newRepository(t)
	r.write("status/content/a", "one")
	r.write("status/content/b ü", "one")
	r.write("status/content/c", "one")
	r.write("elsewhere", "one")
	r.commit("begin")
	r.write("status/content/b ü", "two")
	r.write("status/content/new/d", "one")
	r.write("status/content/staged", "one")
	r.git("add", "status/content/staged")
	r.git("rm", "--quiet", "status/content/c")
	r.write("elsewhere", "two")
	log, err := Read(t.Context(), filepath.Join(r.dir, "status"))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"content/b ü", "content/c", "content/new/d", "content/staged"}
	if diff := cmp.Diff(want, log.Uncommitted); diff != "" {
		t.Errorf("uncommitted (-want +got):\n%s", diff)
	}
}

func TestTextsComeInTheOrderAsked(t *testing.T) {
	r := newRepository(t)
	r.write("content/a", "one\n\x00\ntwo")
	r.write("content/empty", "")
	r.write("content/large", strings.Repeat("x", textAtMost+1))
	r.commit("begin")
	log, err := Read(t.Context(), r.dir)
	if err != nil {
		t.Fatal(err)
	}
	blob := func(name string) string { return log.Files["content/"+name][0].Blob }
	folder := strings.TrimSpace(r.git("rev-parse", "HEAD:content"))
	var got []string
	for text, err := range log.Texts(t.Context(), []string{blob("empty"), blob("large"), folder, blob("a"), blob("a")}) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprintf("%q %v", text, text == nil))
	}
	want := []string{`"" false`, `"" true`, `"" true`, `"one\n\x00\ntwo" false`, `"one\n\x00\ntwo" false`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("texts (-want +got):\n%s", diff)
	}
	for range log.Texts(t.Context(), nil) {
		t.Error("a text that nobody asked for")
	}
	for text, err := range log.Texts(t.Context(), []string{blob("a"), strings.Repeat("0", 40), blob("a")}) {
		if err != nil && !strings.Contains(err.Error(), "missing") || err == nil && len(text) == 0 {
			t.Errorf("of a blob that does not exist it says %q, %v", text, err)
		}
	}
	for range log.Texts(t.Context(), []string{blob("a"), blob("a")}) {
		break
	}
}

func TestALogIsReadAgainWhereTheBranchHasMoved(t *testing.T) {
	r := newRepository(t)
	r.write("content/a", "one")
	r.commit("begin")
	log, err := Read(t.Context(), r.dir)
	if err != nil {
		t.Fatal(err)
	}
	again := func() (commits int, uncommitted string) {
		if log, err = log.Again(t.Context()); err != nil {
			t.Fatal(err)
		}
		return len(log.Files["content/a"]), strings.Join(log.Uncommitted, " ")
	}
	r.write("content/a", "two")
	if commits, uncommitted := again(); commits != 1 || uncommitted != "content/a" {
		t.Errorf("after an edit it has %d commits, and %q are not committed", commits, uncommitted)
	}
	r.commit("edit")
	if commits, uncommitted := again(); commits != 2 || uncommitted != "" {
		t.Errorf("after a commit it has %d commits, and %q are not committed", commits, uncommitted)
	}
	if err := os.RemoveAll(filepath.Join(r.dir, ".git")); err != nil {
		t.Fatal(err)
	}
	t.Setenv("GIT_CEILING_DIRECTORIES", filepath.Dir(r.dir))
	if again(); log.Known || log.Gap != status.GapNoRepository {
		t.Errorf("without a repository it is %+v", log)
	}
	r.git("init", "--quiet")
	r.commit("anew")
	if commits, _ := again(); commits != 1 {
		t.Errorf("in a new repository it has %d commits", commits)
	}
}
