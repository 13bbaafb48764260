package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

// hosted serves a site with the headers that its file _headers asks for, as hosts do that
// read it, and gives its address. They join what several rules say by commas.
func hosted(t *testing.T, h *host) string {
	t.Helper()
	rules := map[string][]string{} // headers by pattern
	pattern := ""
	for line := range strings.Lines(string(h.read(t, "_headers"))) {
		if line = strings.TrimRight(line, "\n"); strings.HasPrefix(line, "/") {
			pattern = line
			continue
		}
		rules[pattern] = append(rules[pattern], strings.TrimSpace(line))
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for pattern, headers := range rules {
			whole, _ := path.Match(pattern, r.URL.Path)
			if !whole && !(strings.HasSuffix(pattern, "/*") && strings.HasPrefix(r.URL.Path, strings.TrimSuffix(pattern, "*"))) {
				continue
			}
			for _, header := range headers {
				name, value, _ := strings.Cut(header, ": ")
				if before := w.Header().Get(name); before != "" {
					value = before + ", " + value
				}
				w.Header().Set(name, value)
			}
		}
		http.FileServerFS(os.DirFS(h.folder)).ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// anotherSite serves one page of another site, and a folder of scripts that it loads.
func anotherSite(t *testing.T, body, policy, scripts string) *host {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if policy != "" {
			w.Header().Set("Content-Security-Policy", policy)
		}
		fmt.Fprintf(w, "<!doctype html><html lang=en><title>A shop</title>%s<main>We sell hats.</main>", body)
	})
	mux.HandleFunc("GET /favicon.ico", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	mux.Handle("GET /scripts/", http.StripPrefix("/scripts/", http.FileServer(http.Dir(scripts))))
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return &host{url: server.URL + "/"}
}

func TestAtlassiansWidgetShowsASiteOnAnother(t *testing.T) {
	site := hosted(t, publish(t, meridian, inOutage, "/"))
	widget := filepath.Join("..", "..", "tools", "node_modules", "@statuspage", "status-widget", "dist")
	shop := anotherSite(t, `<script src="scripts/index.js"></script><body><statuspage-widget src="`+site+`"></statuspage-widget>`, "", widget)
	v := newBrowser(t).tab(t, shop)
	v.open("")
	got := evaluate[string](v, shown, "statuspage-widget", ".status-text")
	if got != "Partial System Outage" {
		t.Errorf("it shows %q", got)
	}
}

// shown waits for a part of what an element holds in its shadow, and gives its text.
const shown = `(host, part) => new Promise(done => {
	const look = () => {
		const found = document.querySelector(host)?.shadowRoot?.querySelector(part)
		if (found) done(found.textContent.trim())
		else setTimeout(look, 20)
	}
	look()
})`

func TestABannerSaysOnAnotherSiteWhatIsWrong(t *testing.T) {
	site := hosted(t, publish(t, meridian, inOutage, "/"))
	policy := "default-src 'none'; script-src " + site + "; connect-src " + site
	shop := anotherSite(t, `<script src="`+site+`/embed.js" defer></script><body>`, policy, ".")
	v := newBrowser(t).tab(t, shop)
	v.before(fmt.Sprintf("Date.now = () => Date.parse(%q)", inOutage))

	v.open("")
	if got, want := evaluate[string](v, shown, "[role=status]", "a"), "Hosted email and Core network are down"; !strings.HasPrefix(got, want) {
		t.Errorf("it says %q, want that %s", got, want)
	}
	if first := evaluate[string](v, "document.body.firstElementChild.getAttribute('role')"); first != "status" {
		t.Errorf("the first element of the page is a %q", first)
	}
	evaluate[bool](v, "document.querySelector('[role=status]').shadowRoot.querySelector('button').click() || true")
	v.open("")
	if left := evaluate[int](v, settled); left != 0 {
		t.Errorf("what the reader has hidden is back")
	}
}

// settled asks for the state as the banner did before, and counts what the banner shows.
const settled = `fetch(new URL("embed/state.json", document.scripts[0].src)).then(a => a.json()).then(() =>
	document.querySelector("[role=status]").shadowRoot.childElementCount)`

func TestABannerThatIsTooOldSaysNothing(t *testing.T) {
	site := hosted(t, publish(t, meridian, inOutage, "/"))
	shop := anotherSite(t, `<script src="`+site+`/embed.js" defer></script><body>`, "", ".")
	v := newBrowser(t).tab(t, shop)
	v.before(`Date.now = () => Date.parse("2026-09-05T00:00:00Z")`)
	v.open("")
	if left := evaluate[int](v, settled); left != 0 {
		t.Errorf("two days later it still shows an outage")
	}
}
