package main

import (
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ownup/internal/site"
)

// The moments at which the tests see the example site.
const (
	inOutage    = "2026-09-03T09:30-04:00"
	inAftermath = "2026-09-04T09:30-04:00"
	onCalm      = "2026-11-14T10:00-07:00"
)

// meridian is the example's project.
const meridian = "../.."

// host is a site on a plain file server of this machine.
type host struct {
	url    string // with the path, ends in a slash
	folder string // where the site was built
}

// publish builds a project's site for a moment and serves it under a path, which begins
// and ends with a slash, as hosts of static files do.
func publish(t *testing.T, project, now, under string) *host {
	t.Helper()
	h := &host{folder: filepath.Join(t.TempDir(), "site")}
	server := httptest.NewServer(http.StripPrefix(strings.TrimSuffix(under, "/"), h))
	t.Cleanup(server.Close)
	h.url = server.URL + under
	run(t, "-C", project, "build", "--now", now, "--out", h.folder, "--base-url", h.url)
	return h
}

// ServeHTTP serves a file, or the page for what does not exist.
func (h *host) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Security-Policy", site.Policy+"; frame-ancestors 'none'")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	name := strings.Trim(r.URL.Path, "/")
	if strings.HasSuffix(r.URL.Path, "/") {
		name = strings.TrimPrefix(name+"/index.html", "/")
	}
	if _, err := fs.Stat(os.DirFS(h.folder), name); err != nil {
		missing, err := os.ReadFile(filepath.Join(h.folder, "404.html"))
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(http.StatusNotFound)
		_, _ = w.Write(missing)
		return
	}
	http.FileServerFS(os.DirFS(h.folder)).ServeHTTP(w, r)
}

// files gives the paths of all files of the site that end so, sorted.
func (h *host) files(t *testing.T, ending string) []string {
	t.Helper()
	var found []string
	err := fs.WalkDir(os.DirFS(h.folder), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(name, ending) {
			found = append(found, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// pages gives the addresses of all pages, from the site's root.
func (h *host) pages(t *testing.T) []string {
	t.Helper()
	found := h.files(t, ".html")
	for n, name := range found {
		found[n] = strings.TrimSuffix(name, "index.html")
	}
	if !slices.Contains(found, "") {
		t.Fatal("the site has no home page")
	}
	return found
}

// read gives the bytes that are served at an address, from the site's root.
func (h *host) read(t *testing.T, name string) []byte {
	t.Helper()
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	b, err := os.ReadFile(filepath.Join(h.folder, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return b
}
