package content_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ownup/internal/content"
	"ownup/internal/content/revision"
)

// BenchmarkRecord measures what the record of edits costs of 10,000 reports in 20,000
// commits, every tenth of which moves a file: beside the git log that it rests on, and
// beside the reading of the files, which every build needs.
func BenchmarkRecord(b *testing.B) {
	dir := b.TempDir()
	git := func(stdin string, args ...string) {
		b.Helper()
		cmd := exec.Command("git", args...)
		cmd.Dir, cmd.Stdin = dir, strings.NewReader(stdin)
		cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_SYSTEM="+os.DevNull)
		if out, err := cmd.CombinedOutput(); err != nil {
			b.Fatalf("git %q: %v\n%s", args, err, out)
		}
	}
	git("", "init", "--quiet", "--initial-branch=main")
	git(reports20k(), "fast-import", "--quiet")
	git("", "checkout", "--quiet", "--force", "main")
	project := os.DirFS(dir)
	site, err := content.Load(project)
	if err != nil || len(site.Incidents) != 10_000 {
		b.Fatalf("%v", err)
	}
	log, err := revision.Read(b.Context(), dir)
	if err != nil || len(log.Uncommitted) > 0 {
		b.Fatalf("%v, %d files are not committed", err, len(log.Uncommitted))
	}
	b.Run("git log alone", func(b *testing.B) {
		for b.Loop() {
			git("", "log", "-z", "--name-status", "-M", "--format=%H", "HEAD", "--", "content")
		}
	})
	b.Run("log", func(b *testing.B) {
		for b.Loop() {
			if _, err := revision.Read(b.Context(), dir); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("edits", func(b *testing.B) {
		for b.Loop() {
			record, err := new(content.Loader).Record(b.Context(), site, log)
			if err != nil || len(record.ByFile) != 10_000 {
				b.Fatalf("%d files, %v", len(record.ByFile), err)
			}
		}
	})
	b.Run("files", func(b *testing.B) {
		for b.Loop() {
			if _, err := content.Load(project); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// reports20k describes the history to git fast-import: a commit that opens each report,
// and one that tells its end.
func reports20k() string {
	var s strings.Builder
	start := time.Date(2016, 1, 1, 0, 0, 0, 0, time.UTC)
	commit := func(at time.Time) {
		fmt.Fprintf(&s, "commit refs/heads/main\ncommitter Ada <ada@example.com> %d +0000\ndata 4\nedit\n", at.Unix())
	}
	file := func(name, text string) {
		fmt.Fprintf(&s, "M 100644 inline %s\ndata %d\n%s\n", name, len(text), text)
	}
	commit(start)
	file("content/site.yaml", "title: Bench\nurl: https://status.example.com\ntimezone: UTC\nsince: 2016-01-01\ncomponents: [{id: email, name: Email}]\n")
	for n := range 20_000 {
		i := n / 2
		began := start.Add(time.Duration(i) * 8 * time.Hour)
		at := func(minutes int) time.Time { return began.Add(time.Duration(minutes) * time.Minute) }
		name := filepath.ToSlash(filepath.Join("content/incidents", began.Format("2006"), fmt.Sprintf("report-%05d.md", i)))
		text := fmt.Sprintf("---\ntitle: Requests fail\ncomponents: {email: partial}\n---\n\nSome requests end with an error.\n\n## %s investigating (next: 1h)\n\nWe see errors in `region-%d`, and look for the cause. What we know:\n\n- reads are slow\n- writes fail, see [the guide](https://example.com/guide)\n",
			at(0).Format("2006-01-02 15:04Z"), i)
		if n%2 == 0 {
			commit(at(1))
			file(name, text)
			continue
		}
		commit(at(61))
		if n%20 == 1 {
			moved := strings.TrimSuffix(name, ".md") + "-moved.md"
			fmt.Fprintf(&s, "R %s %s\n", name, moved)
			name = moved
		}
		file(name, text+fmt.Sprintf("\n## %s resolved since %s\n\nAll requests are answered again.\n", at(60).Format("2006-01-02 15:04Z"), at(50).Format("2006-01-02 15:04Z")))
	}
	return s.String()
}
