package importer_test

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"ownup/internal/importer"
)

// page serves documents by their paths, with the query where there is one.
func page(t *testing.T, documents map[string]string) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text, ok := documents[r.URL.RequestURI()]
		switch {
		case !ok:
			http.NotFound(w, r)
		case strings.HasPrefix(text, "to "):
			http.Redirect(w, r, text[3:], http.StatusFound)
		default:
			_, _ = w.Write([]byte(text))
		}
	}))
	t.Cleanup(s.Close)
	return s
}

func TestTheWholeHistoryOfAStatuspageIsFetched(t *testing.T) {
	s := page(t, map[string]string{
		"/api/v2/summary.json":      `{"page": {"name": "A"}}`,
		"/api/v2/incidents.json":    `{"incidents": [{"id": "new"}]}`,
		"/history.json?page=1":      `{"months": [{"incidents": [{"code": "new"}, {"code": "old"}, {"code": "../../x"}]}]}`,
		"/history.json?page=2":      `{"months": [{"incidents": []}]}`,
		"/history.json?page=3":      `{"months": [{"incidents": [{"code": "older"}, {"code": "gone"}]}]}`,
		"/history.json?page=4":      `{"months": []}`,
		"/incidents/old.json":       `{"incident": {"id": "old"}}`,
		"/incidents/older.json":     `{"incident": {"id": "older"}}`,
		"/incidents/../../x.json":   `{}`,
		"/api/v2/status.json":       `{}`,
		"/incidents/unrelated.json": `{}`,
	})
	got, err := importer.Fetch(t.Context(), "statuspage", s.URL+"/api/v2/summary.json")
	if err != nil {
		t.Fatal(err)
	}
	names := slices.Sorted(maps.Keys(got))
	if want := []string{"incident-old.json", "incident-older.json", "incidents.json", "summary.json"}; !slices.Equal(names, want) {
		t.Errorf("it fetched %q, want %q", names, want)
	}
}

func TestAPageIsNotFollowedToAnotherHost(t *testing.T) {
	other := page(t, map[string]string{"/x": "secret"})
	s := page(t, map[string]string{
		"/api/v2/summary.json": "to http://localhost:" + other.URL[strings.LastIndex(other.URL, ":")+1:] + "/x",
		"/a/incidents.json":    "to /b.json",
		"/b.json":              "[]",
		"/c/incidents.json":    "to /c/incidents.json",
	})
	_, err := importer.Fetch(t.Context(), "statuspage", s.URL)
	if err == nil || !strings.Contains(err.Error(), "it redirects to another host: localhost") {
		t.Errorf("the error is %v", err)
	}
	for path, target := range map[string]string{
		"d": "http://169.254.169.254/latest/meta-data/", "e": "http://[::1]/", "f": "http://127.0.0.2/", "g": "//10.0.0.1/", "h": "file:///etc/passwd",
		"i": "http://0.0.0.0/", "j": "http://2130706433/",
	} {
		s := page(t, map[string]string{"/" + path + "/incidents.json": "to " + target})
		if _, err := importer.Fetch(t.Context(), "googlecloud", s.URL+"/"+path); err == nil || !strings.Contains(err.Error(), "another host") {
			t.Errorf("%s: the error is %v", target, err)
		}
	}
	if _, err := importer.Fetch(t.Context(), "googlecloud", s.URL+"/a"); err != nil {
		t.Errorf("a redirect on one host is refused: %v", err)
	}
	if _, err := importer.Fetch(t.Context(), "googlecloud", s.URL+"/c"); err == nil {
		t.Error("it redirects for ever")
	}
}

func TestCredentialsAreInNoMessage(t *testing.T) {
	s := page(t, nil)
	for _, address := range []string{
		strings.Replace(s.URL, "http://", "http://user:hunter2@", 1) + "?key=hunter2",
		"http://user:hunter2@127.0.0.1:1/",
		"ftp://user:hunter2@example.com/",
		"http://user:hunter2@%zz/",
	} {
		_, err := importer.Fetch(t.Context(), "statuspage", address)
		if err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("the error is %v", err)
		}
	}
}

func TestAToolWithoutAnAPIHasNoURL(t *testing.T) {
	if _, err := importer.Fetch(t.Context(), "cstate", "https://example.com"); err == nil {
		t.Error("cState is fetched")
	}
}
