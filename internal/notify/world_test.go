package notify

import (
	"context"
	"io"
	"io/fs"
	"net"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/emersion/go-smtp"

	"ownup/internal/content"
	"ownup/internal/report"
	"ownup/internal/site/locale"
	"ownup/internal/status"
)

const site = `title: Acme Status
url: https://status.acme.example
timezone: UTC
languages: [en, de]
since: 2026-01-01
components: [{id: web, name: Website}, {id: mail, name: Mail}]
`

// outage is an incident's whole life.
const outage = `---
title: Pages are slow
components: {web: degraded}
---
Signing in is not affected.

## 2026-09-03 08:00Z investigating

We look into *it*.

## 2026-09-03 09:00Z identified (web: major_outage)

A disk is full.

## 2026-09-03 10:00Z resolved

The disk is empty.

## 2026-09-05 12:00Z postmortem

### Summary

A full disk.
`

// load reads a project of incidents by id.
func load(tb testing.TB, incidents map[string]string) *status.Site {
	tb.Helper()
	return loadSite(tb, site, incidents)
}

// loadSite reads a project with a site.yaml of its own.
func loadSite(tb testing.TB, site string, incidents map[string]string) *status.Site {
	tb.Helper()
	files := fstest.MapFS{"content/site.yaml": {Data: []byte(site)}}
	for id, text := range incidents {
		files["content/incidents/"+id+".md"] = &fstest.MapFile{Data: []byte(text)}
	}
	s, err := content.Load(files)
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// at gives what a site says at a time of September 2026, such as "03 09:30".
func at(tb testing.TB, s *status.Site, when string) *report.Report {
	tb.Helper()
	t, err := time.Parse("2006-01-02 15:04", "2026-09-"+when)
	if err != nil {
		tb.Fatal(err)
	}
	return report.At(s, status.Record{}, t)
}

// ids gives the ids of events, a line each.
func ids(events []Event) string {
	var b strings.Builder
	for _, e := range events {
		b.WriteString(e.ID + "\n")
	}
	return b.String()
}

// messages composes what happened from the beginning until a time.
func messages(tb testing.TB, s *status.Site, until string) []Message {
	tb.Helper()
	return composed(tb, s, Between(at(tb, s, "01 00:00"), at(tb, s, until)), "en", fstest.MapFS{})
}

// composed composes events in a language, for a project with some files.
func composed(tb testing.TB, s *status.Site, events []Event, language string, project fs.FS) []Message {
	tb.Helper()
	words, err := locale.For(language)
	if err != nil {
		words, err = locale.As(language)
	}
	if err != nil {
		tb.Fatal(err)
	}
	c := NewComposer(s, words, project)
	var all []Message
	for _, e := range events {
		m, err := c.Compose(e)
		if err != nil {
			tb.Fatal(err)
		}
		all = append(all, m)
	}
	return all
}

// mailServer takes letters, and refuses those to some addressees.
type mailServer struct {
	url string

	mu      sync.Mutex
	letters []string // each with its addressee on a line before it
	refuses map[string]bool
}

func newMailServer(tb testing.TB) *mailServer {
	tb.Helper()
	m := &mailServer{refuses: map[string]bool{}}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	server := smtp.NewServer(m)
	server.Domain = "localhost"
	go func() { _ = server.Serve(listener) }()
	tb.Cleanup(func() { server.Close() })
	m.url = "smtp://" + listener.Addr().String() + "?tls=none"
	return m
}

// NewSession begins a connection.
func (m *mailServer) NewSession(*smtp.Conn) (smtp.Session, error) { return &session{server: m}, nil }

type session struct {
	server *mailServer
	to     string
}

func (s *session) Mail(string, *smtp.MailOptions) error { return nil }
func (s *session) Reset()                               {}
func (s *session) Logout() error                        { return nil }
func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	if s.server.refuses[to] {
		return &smtp.SMTPError{Code: 550, Message: "<" + to + ">: no such user"}
	}
	s.to = to
	return nil
}

func (s *session) Data(r io.Reader) error {
	b, err := io.ReadAll(r)
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	s.server.letters = append(s.server.letters, s.to+"\n"+string(b))
	return err
}

// testOptions gives options with an environment and receipts of their own.
func testOptions(env map[string]string) Options {
	return Options{
		Lookup: func(name string) (string, bool) { v, ok := env[name]; return v, ok },
		Wait:   func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
		Now:    func() time.Time { return time.Date(2026, 9, 7, 8, 0, 0, 0, time.UTC) }, Receipts: Receipts{},
		Project: fstest.MapFS{"lists/all.txt": {Data: []byte("# customers\nAda <ada@a.example>\nbob@b.example\n\nADA@a.example\nada@a.example\n")}},
	}
}
