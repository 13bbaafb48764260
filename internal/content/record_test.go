package content_test

import (
	"fmt"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ownup/internal/content"
	"ownup/internal/content/revision"
	"ownup/internal/status"
)

// repository is a project in a git repository, whose commits are an hour apart from noon
// of 1 March 2026 on.
type repository struct {
	*testing.T
	dir     string
	commits int
	loader  content.Loader
}

const recordedSite = "title: Status\nurl: https://status.example.com\ntimezone: UTC\nlanguages: [en, de]\nsince: 2026-01-01\ncomponents: [{id: email, name: Email}]\n"

func newRepository(t *testing.T) *repository {
	t.Helper()
	r := &repository{T: t, dir: t.TempDir()}
	r.git("init", "--quiet", "--initial-branch=main")
	r.write("content/site.yaml", recordedSite)
	return r
}

func (r *repository) git(args ...string) string {
	r.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = r.dir
	date := time.Date(2026, 3, 1, 12+r.commits, 0, 0, 0, time.UTC).Format(time.RFC3339)
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_SYSTEM="+os.DevNull,
		"GIT_AUTHOR_NAME=Ada", "GIT_AUTHOR_EMAIL=ada@example.com", "GIT_AUTHOR_DATE="+date,
		"GIT_COMMITTER_NAME=Ada", "GIT_COMMITTER_EMAIL=ada@example.com", "GIT_COMMITTER_DATE="+date)
	out, err := cmd.CombinedOutput()
	if err != nil {
		r.Fatalf("git %q: %v\n%s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}

// write lays a file into the working tree.
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

// commit commits all that the working tree holds, and gives the hash.
func (r *repository) commit() string {
	r.Helper()
	r.git("add", "--all")
	r.git("commit", "--quiet", "--message", "an edit")
	r.commits++
	return r.git("rev-parse", "HEAD")
}

// record gives the record of the project as it is now.
func (r *repository) record() (status.Record, error) {
	r.Helper()
	s, err := r.loader.LoadPartial(os.DirFS(r.dir), func(string) iter.Seq[content.Earlier] { return func(func(content.Earlier) bool) {} })
	if s == nil {
		r.Fatal(err)
	}
	log, err := revision.Read(r.Context(), r.dir)
	if err != nil {
		r.Fatal(err)
	}
	return r.loader.Record(r.Context(), s, log)
}

// edits gives the kinds of the edits of each file, commit by commit.
func (r *repository) edits() map[string]string {
	r.Helper()
	record, err := r.record()
	if err != nil {
		r.Fatal(err)
	}
	all := map[string]string{}
	for file, h := range record.ByFile {
		var commits []string
		for _, v := range h.Revisions {
			var kinds []string
			for _, e := range v.Edits {
				kinds = append(kinds, e.Kind.String())
			}
			commits = append(commits, strings.Join(kinds, "+"))
		}
		if h.Uncommitted {
			commits = append(commits, "uncommitted")
		}
		all[strings.TrimPrefix(file, "content/incidents/")] = strings.Join(commits, ", ")
	}
	for _, g := range record.Gone {
		all[g.ID] = "gone"
	}
	return all
}

// expect compares the edits with those that are expected.
func (r *repository) expect(want map[string]string) {
	r.Helper()
	if diff := cmp.Diff(want, r.edits()); diff != "" {
		r.Errorf("edits (-want +got):\n%s", diff)
	}
}

// report writes a report with so many updates.
func report(updates int, more string) string {
	text := "---\ntitle: Mail is slow\ncomponents: {email: degraded}\n---\n"
	for n := range updates {
		text += fmt.Sprintf("\n## 2026-03-01 10:%02d update\n\nThis is what we know by now, at step %d.\n", n, n)
	}
	return text + more
}

func TestTheRecordFollowsReports(t *testing.T) {
	for _, test := range []struct {
		name string
		make func(r *repository)
		want map[string]string
	}{
		{"a report has its edits, commit by commit", func(r *repository) {
			r.write("content/incidents/a.md", report(1, ""))
			r.commit()
			r.write("content/incidents/a.md", report(2, ""))
			r.write("content/incidents/b.md", report(1, ""))
			r.commit()
			r.write("content/incidents/a.md", report(2, "\n## Internal\n\nNot yours.\n"))
			r.commit()
		}, map[string]string{"a.md": "published, update_added, form", "b.md": "published"}},

		{"what is not committed is no edit, and is told", func(r *repository) {
			r.write("content/incidents/a.md", report(1, ""))
			r.write("content/incidents/b.md", report(1, ""))
			r.commit()
			r.write("content/incidents/a.md", report(2, ""))
			r.write("content/incidents/new.md", report(1, ""))
			r.write("content/incidents/b.de.md", "---\ntitle: Die Post ist langsam\n---\n")
		}, map[string]string{"a.md": "published, uncommitted", "b.md": "published, uncommitted"}},

		{"a report that moves is the same one, even where nothing in it stays as it was", func(r *repository) {
			r.write("content/incidents/a.md", report(1, ""))
			r.commit()
			r.git("rm", "--quiet", "content/incidents/a.md")
			r.write("content/incidents/2026/a/index.md", "---\ntitle: Quite another title\ncomponents: {email: major}\n---\n\n## 2026-03-01 10:00 update\n\nQuite another text.\n")
			r.commit()
		}, map[string]string{"2026/a/index.md": "published, text+health+impact+title"}},

		{"a report that is renamed keeps its record, and one that git takes for it does not", func(r *repository) {
			r.write("content/incidents/typo.md", report(3, ""))
			other := func(updates int) string {
				return strings.ReplaceAll(report(updates, ""), "This is what we know by now", "We found a disk full, and move what waits")
			}
			r.write("content/incidents/sample.md", strings.ReplaceAll(other(3), "03-01", "02-01"))
			r.commit()
			r.git("mv", "content/incidents/typo.md", "content/incidents/mail.md")
			r.write("content/incidents/mail.md", strings.Replace(report(3, ""), "slow", "down", 1))
			r.git("mv", "content/incidents/sample.md", "content/incidents/fresh.md")
			r.write("content/incidents/fresh.md", strings.Replace(other(3), "Mail is slow", "Web is down", 1))
			r.commit()
			r.write("content/incidents/fresh.md", strings.Replace(other(4), "Mail is slow", "Web is down", 1))
			r.commit()
		}, map[string]string{"mail.md": "published, title", "fresh.md": "published, update_added", "sample": "gone"}},

		{"a translation is part of its report", func(r *repository) {
			r.write("content/incidents/a.md", report(1, ""))
			r.commit()
			r.write("content/incidents/a.de.md", "---\ntitle: Die Post ist langsam\n---\n\n## 2026-03-01 10:00\n\nDas wissen wir.\n")
			r.commit()
			r.write("content/incidents/a.de.md", "---\ntitle: Die Post ist langsam\n---\n\n## 2026-03-01 10:00\n\nDas wissen wir.\n\n## Internal\n\nNicht deins.\n")
			r.commit()
			r.git("rm", "--quiet", "content/incidents/a.de.md")
			r.commit()
		}, map[string]string{"a.md": "published, translation, form, translation"}},

		{"a version that could not be read was not shown", func(r *repository) {
			r.write("content/incidents/a.md", report(1, ""))
			r.commit()
			r.write("content/incidents/a.md", report(1, "\n## 2026-03-01 10:30 mended\n"))
			r.commit()
			r.write("content/incidents/a.md", report(2, ""))
			r.commit()
			r.write("content/incidents/broken.md", "---\ntitle: [\n---\n")
			r.commit()
		}, map[string]string{"a.md": "published, unreadable, update_added"}},

		{"a report that was taken off the page is gone, unless nobody had seen it", func(r *repository) {
			r.write("content/incidents/a.md", report(1, ""))
			r.write("content/incidents/draft.md", "---\ntitle: Later\ncomponents: {email: major}\n---\n\n## 2027-01-01 10:00 update\n")
			r.write("content/incidents/README.md", "No report.\n")
			r.commit()
			r.git("rm", "--quiet", "content/incidents/a.md", "content/incidents/draft.md", "content/incidents/README.md")
			r.commit()
		}, map[string]string{"a": "gone"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := newRepository(t)
			test.make(r)
			r.expect(test.want)
			r.expect(test.want) // from memory
		})
	}
}

func TestTheRecordGoesOnFromMemory(t *testing.T) {
	r := newRepository(t)
	r.write("content/incidents/a.md", report(1, ""))
	r.write("content/incidents/b.md", report(1, ""))
	r.commit()
	r.expect(map[string]string{"a.md": "published", "b.md": "published"})
	r.write("content/incidents/a.md", report(2, ""))
	r.expect(map[string]string{"a.md": "published, uncommitted", "b.md": "published"})
	r.commit()
	r.expect(map[string]string{"a.md": "published, update_added", "b.md": "published"})
	r.write("content/site.yaml", strings.Replace(recordedSite, "UTC", "Asia/Tokyo", 1))
	r.commit()
	r.expect(map[string]string{"a.md": "published, update_added", "b.md": "published"})
}

func TestOnlyCommitsOfTheRecordAreRedacted(t *testing.T) {
	r := newRepository(t)
	r.write("content/incidents/a.md", report(1, ""))
	commit := r.commit()
	r.write("content/site.yaml", recordedSite+"record: {redact: ["+commit[:7]+"]}\n")
	if _, err := r.record(); err != nil {
		t.Errorf("a commit that there is: %v", err)
	}
	r.write("content/site.yaml", recordedSite+"record: {redact: [\"0123456\"]}\n")
	_, err := r.record()
	if want := `content/site.yaml:7:19: "0123456" is no commit of this branch that touched content/`; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("a commit that there is not: %v, want %s", err, want)
	}
}

func TestSignaturesAreCheckedWhereTheSiteSaysWhoseCount(t *testing.T) {
	r := newRepository(t)
	key := filepath.Join(t.TempDir(), "key")
	if out, err := exec.Command("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	public, err := os.ReadFile(key + ".pub")
	if err != nil {
		t.Fatal(err)
	}
	r.write("content/incidents/a.md", report(1, ""))
	r.commit()
	r.write("content/incidents/a.md", report(2, ""))
	r.git("-c", "gpg.format=ssh", "-c", "user.signingKey="+key, "commit", "--quiet", "--all", "-S", "--message", "signed")
	signatures := func() []status.Signature {
		record, err := r.record()
		if err != nil {
			t.Fatal(err)
		}
		var all []status.Signature
		for _, v := range record.ByFile["content/incidents/a.md"].Revisions {
			all = append(all, v.Signature)
		}
		return all
	}
	if got, want := signatures(), []status.Signature{status.Unchecked, status.Unchecked}; !slices.Equal(got, want) {
		t.Errorf("without signers they are %v, want %v", got, want)
	}
	r.write("content/site.yaml", recordedSite+"record: {signers: content/allowed_signers}\n")
	if _, err := r.record(); err == nil || !strings.Contains(err.Error(), `site.yaml:7:19: there is no file "content/allowed_signers"`) {
		t.Errorf("without the file the error is %v", err)
	}
	r.write("content/allowed_signers", "ada@example.com "+string(public))
	for range 2 {
		if got, want := signatures(), []status.Signature{status.Unsigned, status.Signed}; !slices.Equal(got, want) {
			t.Errorf("they are %v, want %v", got, want)
		}
	}
	r.write("content/site.yaml", recordedSite)
	if got, want := signatures(), []status.Signature{status.Unchecked, status.Unchecked}; !slices.Equal(got, want) {
		t.Errorf("without signers again they are %v, want %v", got, want)
	}
}
