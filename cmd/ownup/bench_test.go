package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"ownup/internal/cli"
)

// benchNow is the moment of the generated histories.
const benchNow = "2026-11-14T10:00Z"

// generate writes a project with n incidents over ten years and so many components.
func generate(tb testing.TB, dir string, n, components int) {
	tb.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	var site strings.Builder
	site.WriteString("title: Bench\nurl: https://status.example.com\ntimezone: Europe/Berlin\nsince: 2016-01-01\ncomponents:\n")
	for c := range components {
		if c%10 == 0 {
			fmt.Fprintf(&site, "  - group: Group %d\n    components:\n", c/10)
		}
		fmt.Fprintf(&site, "      - {id: c%d, name: Component %d, slo: 99.9}\n", c, c)
	}
	write := func(name, text string) {
		path := filepath.Join(dir, "content", filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			tb.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			tb.Fatal(err)
		}
	}
	write("site.yaml", site.String())
	end := time.Date(2026, 11, 14, 0, 0, 0, 0, time.UTC)
	healths := []string{"degraded_performance", "partial_outage", "major_outage"}
	for i := range n {
		start := end.Add(-time.Duration(i+1) * (10 * 365 * 24 * time.Hour / time.Duration(n+1))).Truncate(time.Minute)
		at := func(minutes int) string {
			return start.Add(time.Duration(minutes) * time.Minute).Format("2006-01-02 15:04Z")
		}
		a, b := random.IntN(components), random.IntN(components)
		var text strings.Builder
		fmt.Fprintf(&text, "---\ntitle: Requests to component %d fail\ncomponents:\n  c%d: %s\n", a, a, healths[random.IntN(3)])
		if b != a {
			fmt.Fprintf(&text, "  c%d: %s\n", b, healths[random.IntN(3)])
		}
		fmt.Fprintf(&text, "started: %s\n---\nSome requests end with an error. Repeating them **helps** most of the time.\n", at(0))
		for u, phase := range []string{"investigating (next: 30m)", "identified (next: 1h)", "update", fmt.Sprintf("monitoring since %s (c%d: operational)", at(100), a)} {
			fmt.Fprintf(&text, "\n## %s %s\n\nWe see errors in `region-%d`, and look for the cause. What we know:\n\n- reads are slow\n- writes fail now and then, see [the guide](https://example.com/guide)\n", at(10+u*35), phase, u)
		}
		fmt.Fprintf(&text, "\n## %s resolved since %s\n\nAll requests are answered again.\n", at(200), at(180))
		if i%10 == 0 {
			text.WriteString("\n## Postmortem\n\n### Summary\n\nA full disk.\n\n### What we will change\n\n- [x] Watch the disk (due: 2026-01-01, done: 2025-12-30)\n")
		}
		write(fmt.Sprintf("incidents/%d/%s-%05d.md", start.Year(), start.Format("2006-01-02"), i), text.String())
	}
}

// run runs a command of ownup and returns what it printed.
func run(tb testing.TB, args ...string) string {
	tb.Helper()
	var out, errs bytes.Buffer
	status := cli.Run(context.Background(), args, cli.Environment{
		Stdin: strings.NewReader(""), Stdout: &out, Stderr: &errs,
		Lookup: func(string) (string, bool) { return "", false }, Now: time.Now,
	})
	if status != 0 {
		tb.Fatalf("ownup %v: status %d\n%s", args, status, errs.String())
	}
	return out.String()
}

// BenchmarkBuild builds a site of 10,000 incidents and 100 components into an empty
// folder, then again without a change, and compares both with the floor.
func BenchmarkBuild(b *testing.B) {
	dir := b.TempDir()
	generate(b, dir, 10_000, 100)
	var first, again, floor time.Duration
	for b.Loop() {
		out := filepath.Join(b.TempDir(), "site")
		start := time.Now()
		b.Log(run(b, "-C", dir, "build", "--now", benchNow, "--out", out))
		first += time.Since(start)
		start = time.Now()
		b.Log(run(b, "-C", dir, "build", "--now", benchNow, "--out", out))
		again += time.Since(start)
		b.StopTimer()
		floor += least(b, dir, out, b.TempDir())
		b.StartTimer()
	}
	n := float64(b.N)
	b.ReportMetric(first.Seconds()/n, "s/first-build")
	b.ReportMetric(again.Seconds()/n, "s/second-build")
	b.ReportMetric(floor.Seconds()/n, "s/floor")
	b.ReportMetric(first.Seconds()/floor.Seconds(), "first/floor")
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.Sys)/(1<<20), "MiB/peak")
}

// least does the least that any generator must do, and tells how long it took: it reads
// every Markdown file, turns each into HTML on all cores, and writes as many files of as
// many bytes as the site has.
func least(tb testing.TB, project, like, out string) time.Duration {
	tb.Helper()
	sources, outputs := sizes(tb, filepath.Join(project, "content", "incidents")), sizes(tb, like)
	md := goldmark.New(goldmark.WithExtensions(extension.GFM))
	start := time.Now()
	parallel(len(sources), func(i int) {
		src, err := os.ReadFile(filepath.Join(project, "content", "incidents", sources[i].name))
		var html bytes.Buffer
		if err == nil {
			err = md.Convert(src, &html)
		}
		if err != nil {
			tb.Error(err)
		}
	})
	filler := bytes.Repeat([]byte("a status page line of text\n"), 1<<16)
	parallel(len(outputs), func(i int) {
		name := filepath.Join(out, outputs[i].name)
		_ = os.MkdirAll(filepath.Dir(name), 0o777)
		if err := os.WriteFile(name, filler[:min(outputs[i].size, int64(len(filler)))], 0o666); err != nil {
			tb.Error(err)
		}
	})
	return time.Since(start)
}

type sized struct {
	name string
	size int64
}

func sizes(tb testing.TB, dir string) []sized {
	tb.Helper()
	var all []sized
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(dir, name)
		all = append(all, sized{relative, info.Size()})
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return all
}

func parallel(n int, f func(int)) {
	var workers sync.WaitGroup
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := range next {
				f(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	workers.Wait()
}
