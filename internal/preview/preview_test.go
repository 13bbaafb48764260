package preview_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/http/cookiejar"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"ownup/internal/diag"
	"ownup/internal/output"
	"ownup/internal/preview"
)

// TestMain checks that no preview leaves a goroutine behind.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// outage is the moment that the site tells of in these tests, in a zone like a site's.
var outage = time.Date(2013, 9, 3, 9, 0, 0, 0, time.FixedZone("EDT", -4*60*60))

// build makes a site of the files in a folder: each .txt becomes a page that says its
// words and the moment. A line that begins with "BROKEN" is a problem.
func build(folder string) func(now time.Time) (output.Tree, error) {
	return func(now time.Time) (output.Tree, error) {
		var problems diag.List
		files := []output.File{
			{Path: "404.html", Render: func() ([]byte, error) { return []byte("<!doctype html><body>nothing here</body>"), nil }},
			{Path: "favicon.ico", Render: func() ([]byte, error) { return nil, nil }},
			{Path: "style.css", Render: func() ([]byte, error) { return []byte("body {}"), nil }},
			{Path: "broken/index.html", Render: func() ([]byte, error) { return nil, errors.New("the template is broken") }},
			{Path: "history.atom", Render: func() ([]byte, error) { return []byte(now.UTC().Format(time.RFC3339)), nil }},
		}
		root := os.DirFS(folder)
		err := fs.WalkDir(root, ".", func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(p) != ".txt" {
				return err
			}
			text, err := fs.ReadFile(root, p)
			for i, line := range strings.Split(string(text), "\n") {
				if strings.HasPrefix(line, "BROKEN") {
					problems.Add(diag.Pos{File: "content/" + p, Line: i + 1, Column: 1}, "mend it <here>", "%q is broken", line)
				}
			}
			page := fmt.Sprintf("<html><head lang=\"en\"><title>x</title></head><body><p>%s, at %s</p></body></html>", text, now.UTC().Format("15:04"))
			files = append(files, output.File{
				Path:   strings.TrimSuffix(p, ".txt") + ".html",
				Render: func() ([]byte, error) { return []byte(page), nil },
			})
			return err
		})
		if err == nil {
			err = problems.Err()
		}
		if err != nil {
			return output.Tree{}, err
		}
		return output.New(files)
	}
}

// browser is a visitor of a preview, who keeps its cookies.
type browser struct {
	t      *testing.T
	url    string
	client *http.Client
}

// serve serves a preview until the test ends, and checks that it ends well.
func serve(t *testing.T, p preview.Preview) *browser {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if p.Now == nil {
		p.Now = func() time.Time { return outage }
	}
	if p.Build == nil {
		p.Build = build(p.Watch)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error)
	go func() { ended <- p.Serve(ctx, listener) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("the preview ended with %v", err)
		}
	})
	return visit(t, "http://"+listener.Addr().String())
}

// visit gives a browser that has no cookies yet.
func visit(t *testing.T, url string) *browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{}
	t.Cleanup(transport.CloseIdleConnections)
	return &browser{t, url, &http.Client{Jar: jar, Transport: transport}}
}

// answer is what a browser gets.
type answer struct {
	status int
	header http.Header
	length int64 // as the header says
	body   string
}

// ask sends a request, without following where it is sent. Headers are pairs of name and
// value.
func (b *browser) ask(method, path string, headers ...string) answer {
	b.t.Helper()
	request, err := http.NewRequestWithContext(b.t.Context(), method, b.url+path, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	for pair := range slices.Chunk(headers, 2) {
		request.Header.Set(pair[0], pair[1])
	}
	once := *b.client
	once.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return answered(b.t, &once, request)
}

// read gives the page at a path, and follows where it is sent.
func (b *browser) read(path string) string {
	b.t.Helper()
	request, err := http.NewRequestWithContext(b.t.Context(), http.MethodGet, b.url+path, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	return answered(b.t, b.client, request).body
}

func answered(t *testing.T, client *http.Client, request *http.Request) answer {
	t.Helper()
	response, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{response.StatusCode, response.Header, response.ContentLength, string(body)}
}

// mustRead checks that the page at a path holds all of want.
func (b *browser) mustRead(path string, want ...string) {
	b.t.Helper()
	got := b.read(path)
	for _, w := range want {
		if !strings.Contains(got, w) {
			b.t.Errorf("%s says %s, want %q in it", path, got, w)
		}
	}
}

// stream is what a browser is told of the files.
type stream struct {
	t     *testing.T
	lines *bufio.Scanner
}

// listen opens a stream, and reads the edition that it begins with.
func (b *browser) listen() *stream {
	b.t.Helper()
	request, err := http.NewRequestWithContext(b.t.Context(), http.MethodGet, b.url+"/-/preview/events", nil)
	if err != nil {
		b.t.Fatal(err)
	}
	answer, err := b.client.Do(request)
	if err != nil {
		b.t.Fatal(err)
	}
	b.t.Cleanup(func() { answer.Body.Close() })
	if got := answer.Header.Get("Content-Type"); got != "text/event-stream" {
		b.t.Fatalf("the stream is %s", got)
	}
	s := &stream{b.t, bufio.NewScanner(answer.Body)}
	s.next()
	return s
}

// next waits for the next edition, and gives its name.
func (s *stream) next() string {
	s.t.Helper()
	for s.lines.Scan() {
		if name, ok := strings.CutPrefix(s.lines.Text(), "data: "); ok {
			return name
		}
	}
	s.t.Fatalf("the stream has ended: %v", s.lines.Err())
	return ""
}

// becomes waits until the page at a path holds all of want; it looks after each change
// that the browser is told of, the first one that is to come.
func (b *browser) becomes(told *stream, path string, want ...string) {
	b.t.Helper()
	for {
		edition := told.next()
		page := b.read(path)
		missing := slices.ContainsFunc(want, func(w string) bool { return !strings.Contains(page, w) })
		if !missing {
			return
		}
		b.t.Logf("edition %s: %s says %s", edition, path, page)
	}
}

// put writes files as an editor does, from pairs of path and content.
func put(t *testing.T, folder string, pathsAndContents ...string) {
	t.Helper()
	for i := 0; i < len(pathsAndContents); i += 2 {
		name := filepath.Join(folder, filepath.FromSlash(pathsAndContents[i]))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(pathsAndContents[i+1]), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func rename(t *testing.T, folder, from, to string) {
	t.Helper()
	if err := os.Rename(filepath.Join(folder, from), filepath.Join(folder, to)); err != nil {
		t.Fatal(err)
	}
}

// notes is a log that may be read while it is written.
type notes struct {
	mu    sync.Mutex
	text  bytes.Buffer
	wrote sync.Cond
}

func newNotes() *notes {
	n := &notes{}
	n.wrote.L = &n.mu
	return n
}

func (n *notes) Write(p []byte) (int, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.wrote.Broadcast()
	return n.text.Write(p)
}

// await waits until the log says something.
func (n *notes) await(text string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for !strings.Contains(n.text.String(), text) {
		n.wrote.Wait()
	}
}
