package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cgi"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
)

// traffic counts what is asked of a server.
type traffic struct{ requests, up, down atomic.Int64 } // up and down are bytes of bodies

// of counts the requests to a server.
func (c *traffic) of(server http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body := &countedReader{ReadCloser: r.Body}
		r.Body = body
		counted := &countedWriter{ResponseWriter: w}
		server.ServeHTTP(counted, r)
		c.requests.Add(1)
		c.up.Add(body.n)
		c.down.Add(counted.n)
	})
}

type countedReader struct {
	io.ReadCloser
	n int64
}

func (c *countedReader) Read(b []byte) (int, error) {
	n, err := c.ReadCloser.Read(b)
	c.n += int64(n)
	return n, err
}

type countedWriter struct {
	http.ResponseWriter
	n int64
}

func (c *countedWriter) Write(b []byte) (int, error) {
	n, err := c.ResponseWriter.Write(b)
	c.n += int64(n)
	return n, err
}

// places gives an empty target of each kind, and the traffic to it; none to a folder.
func places(b *testing.B) map[string]func() (string, *traffic) {
	b.Setenv("AWS_ACCESS_KEY_ID", "key")
	b.Setenv("AWS_SECRET_ACCESS_KEY", "hunter2")
	serve := func(h http.Handler) (string, *traffic) {
		c := &traffic{}
		server := httptest.NewServer(c.of(h))
		b.Cleanup(server.Close)
		return server.URL, c
	}
	return map[string]func() (string, *traffic){
		"folder": func() (string, *traffic) { return "file://" + filepath.ToSlash(b.TempDir()) + "/www", &traffic{} },
		"bucket": func() (string, *traffic) {
			backend := s3mem.New()
			if err := backend.CreateBucket("status"); err != nil {
				b.Fatal(err)
			}
			url, c := serve(gofakes3.New(backend).Server())
			return "s3://status?region=us-east-1&endpoint=" + url, c
		},
		"branch": func() (string, *traffic) {
			dir := b.TempDir()
			var where string
			for _, args := range [][]string{
				{"init", "--quiet", "--bare", "pages.git"},
				{"-C", "pages.git", "config", "http.receivepack", "true"},
				{"-C", "pages.git", "config", "uploadpack.allowFilter", "true"}, // as GitHub and GitLab have it
				{"--exec-path"},
			} {
				cmd := exec.Command("git", args...)
				cmd.Dir = dir
				out, err := cmd.Output()
				if err != nil {
					b.Fatal(err)
				}
				where = strings.TrimSpace(string(out))
			}
			url, c := serve(whole(&cgi.Handler{Path: filepath.Join(where, "git-http-backend"), Env: []string{"GIT_PROJECT_ROOT=" + dir, "GIT_HTTP_EXPORT_ALL=1"}}))
			return "git+" + url + "/pages.git#pages", c
		},
	}
}

// whole hands requests on when all of their bodies is there, as programs behind a gateway
// need them.
func whole(to http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		r.Body, r.ContentLength, r.TransferEncoding = io.NopCloser(bytes.NewReader(body)), int64(len(body)), nil
		to.ServeHTTP(w, r)
	})
}

// sent is what "ownup publish --json" says of one target.
type sent struct {
	Changed int   `json:"changed"`
	Removed int   `json:"removed"`
	Bytes   int64 `json:"bytes"`
}

// BenchmarkPublish publishes a site of 10,000 incidents to an empty place of each kind,
// and again after one new update.
func BenchmarkPublish(b *testing.B) {
	dir := b.TempDir()
	generate(b, dir, 10_000, 100)
	open := filepath.Join(dir, "content", "incidents", "2026-11-14-open.md")
	const told = "---\ntitle: Requests to component 1 fail\ncomponents: {c1: major_outage}\n---\n## 2026-11-14 09:30Z investigating\n\nWe look for the cause.\n"
	for name, place := range places(b) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				target, c := place()
				write(b, open, told)
				publishOnce(b, dir, target, benchNow, "first", c)
				write(b, open, told+"\n## 2026-11-14 10:02Z identified\n\nA disk is full.\n")
				publishOnce(b, dir, target, "2026-11-14T10:05Z", "second", c)
			}
		})
	}
}

func write(tb testing.TB, name, text string) {
	tb.Helper()
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		tb.Fatal(err)
	}
}

// publishOnce publishes a project and reports what that took.
func publishOnce(b *testing.B, dir, target, now, which string, c *traffic) {
	b.Helper()
	c.requests.Store(0)
	c.up.Store(0)
	c.down.Store(0)
	begun := time.Now()
	var said struct{ Targets []sent }
	if err := json.Unmarshal([]byte(run(b, "-C", dir, "publish", "--json", "--now", now, "--to", target)), &said); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(time.Since(begun).Seconds(), "s/"+which)
	b.ReportMetric(float64(said.Targets[0].Changed), "files/"+which)
	b.ReportMetric(float64(said.Targets[0].Bytes)/1e6, "MB/"+which)
	b.ReportMetric(float64(c.requests.Load()), "requests/"+which)
	b.ReportMetric(float64(c.up.Load())/1e6, "MB-up/"+which)
	b.ReportMetric(float64(c.down.Load())/1e6, "MB-down/"+which)
}
