package cli

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// buffer is a bytes.Buffer that two goroutines may use.
type buffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

// take gives what was written since it was last asked.
func (b *buffer) take() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	defer b.b.Reset()
	return b.b.String()
}

func TestAWatchedStatusIsShownAgainWhenItChangesAndNotElse(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "content/site.yaml", "title: Status\nurl: https://status.example.com\ntimezone: UTC\nsince: 2026-01-01\ncomponents: [{id: email, name: Email}]\n")
	synctest.Test(t, func(t *testing.T) {
		var out buffer
		p := &project{dir: dir, nowText: "2026-09-03 12:00", env: Environment{Stdout: &out, Stderr: &out, Lookup: func(string) (string, bool) { return "", false }, Now: time.Now}}
		g := glance{scribe: scribe{project: p}, watch: true}
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() { ended <- g.follow(ctx) }()
		next := func() string {
			time.Sleep(lookEvery)
			synctest.Wait()
			return out.take()
		}
		if got := next(); !strings.HasPrefix(got, "Status, 2026-09-03 12:00 +00:00: all is operational\n") {
			t.Errorf("at first it shows\n%s", got)
		}
		if got := next(); got != "" {
			t.Errorf("although nothing changed, it shows\n%s", got)
		}
		write(t, dir, "content/incidents/a.md", "---\ntitle: Mail is down\ncomponents: {email: major}\n---\n## 2026-09-03 11:00 identified (next: 30m)\n")
		if got := next(); !strings.Contains(got, "more was promised for 2026-09-03 11:30 +00:00: late by 30 min\n") {
			t.Errorf("then it shows\n%s", got)
		}
		write(t, dir, "content/site.yaml", "title: Status\n")
		if got := next(); !strings.Contains(got, "content/site.yaml:1:1: url is missing\n") {
			t.Errorf("while site.yaml is broken it shows\n%s", got)
		}
		stop()
		if err := <-ended; err != nil {
			t.Errorf("it ended with %v", err)
		}
	})
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}
