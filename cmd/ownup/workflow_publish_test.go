package main

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
	"github.com/google/go-cmp/cmp"
)

// world is what a published site touches: GitHub Pages, a folder and a branch to publish
// to, people who read mail, and a program that is told by a webhook.
type world struct {
	*runner
	pages   string // the folder that Pages serves
	folder  string // the target of a folder
	branch  string // the repository with the target of a branch
	down    map[string]bool
	mail    *mailbox
	hook    *hook
	workers workflow
}

// newWorld gives one whose site.yaml lists targets and receivers, and whose first run is
// over: at noon of 2026-09-01, without incidents.
func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{
		folder: filepath.Join(t.TempDir(), "folder"), branch: t.TempDir(), down: map[string]bool{},
		mail: newMailbox(t), hook: newHook(t), workers: readWorkflow(t, publishFile),
	}
	w.runner = newRunner(t, func(r *runner) {
		r.must("rm -r content && git -C " + w.branch + " init --quiet --bare --initial-branch=main")
		r.write("content/site.yaml", fmt.Sprintf(listed, filepath.ToSlash(w.folder), filepath.ToSlash(w.branch)))
		r.write("lists/all.txt", "ada@example.com\n")
	}, nil)
	w.playPages()
	w.names["secrets.OWNUP_NOTIFY"] = "OWNUP_NOTIFY_ALL=" + w.mail.url + "\nOWNUP_NOTIFY_PAGER=" + w.hook.url + "\n"
	w.at("01 12:00").publish()
	w.want(nil, "", "")
	return w
}

const listed = `title: Acme Status
url: https://status.acme.example
timezone: UTC
since: 2026-01-01
components: [{id: web, name: Website}]
publish: ["file://%s", "git+file://%s#live"]
notify:
  - mail: all
    from: status@acme.example
    list: lists/all.txt
    unsubscribe: https://acme.example/leave
  - webhook: pager
`

// playPages plays the actions of GitHub Pages, and serves what they publish.
func (w *world) playPages() {
	w.Helper()
	w.pages = w.TempDir()
	files := http.FileServer(http.Dir(w.pages))
	server := httptest.NewServer(http.HandlerFunc(func(answer http.ResponseWriter, request *http.Request) {
		answer.Header().Set("X-Content-Type-Options", "nosniff")
		answer.Header().Set("Access-Control-Allow-Origin", "*")
		files.ServeHTTP(answer, request)
	}))
	w.Cleanup(server.Close)
	artifacts := map[string]string{}
	w.actions["configure-pages"] = func(map[string]string) (map[string]string, error) {
		if w.down["pages"] {
			return nil, errors.New("Pages is not switched on")
		}
		return map[string]string{"base_url": server.URL}, nil
	}
	w.actions["upload-pages-artifact"] = func(with map[string]string) (map[string]string, error) {
		artifacts[with["name"]] = with["path"]
		return nil, nil
	}
	w.actions["deploy-pages"] = func(with map[string]string) (map[string]string, error) {
		if w.down["deploy"] {
			return nil, errors.New("Pages fails")
		}
		if err := os.RemoveAll(w.pages); err != nil {
			return nil, err
		}
		return nil, os.CopyFS(w.pages, os.DirFS(artifacts[with["artifact_name"]]))
	}
}

// at sets the clock to a time of September 2026.
func (w *world) at(when string) *world {
	w.Helper()
	t, err := time.Parse("2006-01-02 15:04", "2026-09-"+when)
	if err != nil {
		w.Fatal(err)
	}
	w.env["SOURCE_DATE_EPOCH"] = strconv.FormatInt(t.Unix(), 10)
	return w
}

// publish plays a run.
func (w *world) publish() {
	w.Helper()
	for name := range w.workers.Jobs {
		for n, s := range w.workers.Jobs[name].Steps {
			if s.Env["PAUSE"] != "" {
				w.workers.Jobs[name].Steps[n].Env["PAUSE"] = "0"
			}
		}
	}
	w.run(w.workers, "due", "site")
}

// says puts an incident into the repository: its updates, such as "03 08:00 investigating".
func (w *world) says(id string, updates ...string) {
	w.Helper()
	var b strings.Builder
	b.WriteString("---\ntitle: Pages are slow\ncomponents: {web: degraded}\n---\n")
	for _, u := range updates {
		f := strings.SplitN(u, " ", 3)
		fmt.Fprintf(&b, "\n## 2026-09-%s %sZ %s\n", f[0], f[1], f[2])
	}
	w.write("content/incidents/"+id+".md", b.String())
	w.commit()
}

// want compares what a run did: the steps that failed, and what people and the program
// were told, since the last time.
func (w *world) want(failed []string, mail, hooks string) {
	w.Helper()
	if diff := cmp.Diff(failed, w.failed); diff != "" {
		w.Errorf("failed steps (-want +got):\n%s", diff)
	}
	if got := w.mail.take(); got != mail {
		w.Errorf("mail %q, want %q", got, mail)
	}
	if got := w.hook.take(); got != hooks {
		w.Errorf("webhook %q, want %q", got, hooks)
	}
}

// served gives where a page is served that holds a text.
func (w *world) served(page, text string) []string {
	w.Helper()
	var all []string
	for name, dir := range map[string]string{"pages": w.pages, "folder": w.folder} {
		if b, err := os.ReadFile(filepath.Join(dir, page)); err == nil && strings.Contains(string(b), text) {
			all = append(all, name)
		}
	}
	if b, err := w.bash("git -C "+w.branch+" show live:"+page, nil).Output(); err == nil && strings.Contains(string(b), text) {
		all = append(all, "branch")
	}
	slices.Sort(all)
	return all
}

// everywhere checks that a page is served at these places and no other.
func (w *world) everywhere(page, text string, places ...string) {
	w.Helper()
	if diff := cmp.Diff(places, w.served(page, text)); diff != "" {
		w.Errorf("%s with %q (-want +got):\n%s", page, text, diff)
	}
}

// mailbox is a mail server that keeps the subject lines of its letters.
type mailbox struct {
	url string

	mu   sync.Mutex
	ids  []string
	down bool
}

func newMailbox(t *testing.T) *mailbox {
	t.Helper()
	m := &mailbox{}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return letters{m}, nil }))
	server.Domain = "localhost"
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { server.Close() })
	m.url = "smtp://" + listener.Addr().String() + "?tls=none"
	return m
}

// breaks lets the server refuse all letters, or take them again.
func (m *mailbox) breaks(down bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.down = down
}

// take gives the ids of the letters that came, without the site, and forgets them.
func (m *mailbox) take() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	all := strings.Join(m.ids, " ")
	m.ids = nil
	return all
}

// letters is one connection.
type letters struct{ box *mailbox }

func (l letters) Mail(string, *smtp.MailOptions) error { return nil }
func (l letters) Reset()                               {}
func (l letters) Logout() error                        { return nil }
func (l letters) Rcpt(string, *smtp.RcptOptions) error {
	l.box.mu.Lock()
	defer l.box.mu.Unlock()
	if l.box.down {
		return &smtp.SMTPError{Code: 554, Message: "no"}
	}
	return nil
}

func (l letters) Data(r io.Reader) error {
	text, err := io.ReadAll(r)
	_, id, _ := strings.Cut(string(text), "Message-ID: <")
	id, _, _ = strings.Cut(id, "@")
	l.box.mu.Lock()
	defer l.box.mu.Unlock()
	l.box.ids = append(l.box.ids, id)
	return err
}

// hook keeps the events that a webhook is told of.
type hook struct {
	url string

	mu     sync.Mutex
	events []string
}

func newHook(t *testing.T) *hook {
	t.Helper()
	h := &hook{}
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		h.mu.Lock()
		defer h.mu.Unlock()
		h.events = append(h.events, strings.ReplaceAll(r.Header.Get("X-Ownup-Event"), "/", "."))
	}))
	t.Cleanup(server.Close)
	h.url = server.URL
	return h
}

func (h *hook) take() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	all := strings.Join(h.events, " ")
	h.events = nil
	return all
}
