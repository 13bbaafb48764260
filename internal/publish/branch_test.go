package publish

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/http/cgi"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ownup/internal/output"
)

// httpRepository serves a bare repository over HTTP, to those who know the token, on a way
// on which requests can meet with misfortune.
func httpRepository(t *testing.T, token string) (dir, address string, way *way) {
	t.Helper()
	dir = t.TempDir()
	gitIn(t, dir, "init", "--quiet", "--bare", "pages.git")
	gitIn(t, filepath.Join(dir, "pages.git"), "config", "http.receivepack", "true")
	gitIn(t, filepath.Join(dir, "pages.git"), "config", "uploadpack.allowFilter", "true") // as GitHub and GitLab have it
	backend := &cgi.Handler{
		Path: filepath.Join(strings.TrimSpace(gitIn(t, dir, "--exec-path")), "git-http-backend"),
		Env:  []string{"GIT_PROJECT_ROOT=" + dir, "GIT_HTTP_EXPORT_ALL=1"},
	}
	way, url := newWay(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, given, _ := r.BasicAuth(); given != token {
			w.Header().Set("WWW-Authenticate", "Basic")
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		body, err := io.ReadAll(r.Body) // git's own backend waits for ever for what is missing
		if err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		backend.ServeHTTP(w, r)
	}))
	return filepath.Join(dir, "pages.git"), "git+" + url + "/pages.git#live", way
}

func TestBranchIsPublishedOverHTTPWithATokenFromTheEnvironment(t *testing.T) {
	dir, address, _ := httpRepository(t, "hunter2")
	target := mustParse(t, address)
	err := Send(t.Context(), firstSite(t), []Target{target}, testOptions())[0].Err
	if err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("without the token: %v", err)
	}
	o := testOptions()
	o.Lookup = func(name string) (string, bool) { return "hunter2", name == tokenVariable }
	for _, site := range []*Site{firstSite(t), secondSite(t)} {
		if err := Send(t.Context(), site, []Target{target}, o)[0].Err; err != nil {
			t.Fatal(err)
		}
	}
	if got := strings.Fields(gitIn(t, dir, "rev-list", "live")); len(got) != 2 {
		t.Errorf("%d commits", len(got))
	}
}

func TestBranchKeepsItsHistoryOrNone(t *testing.T) {
	for query, want := range map[string]string{"": "2", "?history=replace": "1"} {
		p := branchPlace(t, query)
		mustPublish(t, p.target, firstSite(t))
		mustPublish(t, p.target, secondSite(t))
		mustPublish(t, p.target, secondSite(t))
		dir := strings.TrimPrefix(p.target.(branch).address, "file://")
		if got := strings.TrimSpace(gitIn(t, dir, "rev-list", "--count", "gh-pages")); got != want {
			t.Errorf("history%s: %s commits, want %s", query, got, want)
		}
	}
}

// commitTo puts a file into a branch, as somebody else would.
func commitTo(t *testing.T, p place, name, text string) {
	t.Helper()
	bare, clone := strings.TrimPrefix(p.target.(branch).address, "file://"), filepath.Join(t.TempDir(), "clone")
	gitIn(t, bare, "clone", "--quiet", "--branch=gh-pages", bare, clone)
	writeFileIn(t, clone, name, text)
	gitIn(t, clone, "add", ".")
	gitIn(t, clone, "-c", "user.name=Ada", "-c", "user.email=ada@example.com", "commit", "--quiet", "--message", name)
	gitIn(t, clone, "push", "--quiet", "origin", "HEAD:gh-pages")
}

func writeFileIn(t *testing.T, dir, name, text string) {
	t.Helper()
	name = filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func TestWhatSomebodyElsePutIntoABranchStays(t *testing.T) {
	p := branchPlace(t, "")
	mustPublish(t, p.target, firstSite(t))
	commitTo(t, p, "README", "theirs")
	mustPublish(t, p.target, secondSite(t))
	p.mustCarry(t, secondSite(t), "README")
}

func TestWhatSomebodyElsePutInTheWayOfASiteIsNamedAndLeftAlone(t *testing.T) {
	for _, theirs := range []string{"incidents/c/index.html", "incidents/c", "assets/style.2.css/theirs"} {
		t.Run("branch, "+theirs, func(t *testing.T) {
			p := branchPlace(t, "")
			mustPublish(t, p.target, firstSite(t))
			commitTo(t, p, theirs, "theirs")
			mustRefuse(t, p, theirs)
		})
		t.Run("folder, "+theirs, func(t *testing.T) {
			p := folderPlace(t)
			mustPublish(t, p.target, firstSite(t))
			writeFileIn(t, p.target.(folder).dir, theirs, "theirs")
			mustRefuse(t, p, theirs)
		})
	}
}

// mustRefuse checks that the second site is not published, since a file of somebody
// else's is in the way, whether it is tried or only asked for.
func mustRefuse(t *testing.T, p place, theirs string) {
	t.Helper()
	for _, dry := range []bool{true, false} {
		o := testOptions()
		o.DryRun = dry
		err := Send(t.Context(), secondSite(t), []Target{p.target}, o)[0].Err
		foreign, ok := errors.AsType[*output.ForeignError](err)
		if !ok || len(foreign.Paths) != 1 || !strings.HasPrefix(theirs, foreign.Paths[0]) {
			t.Errorf("dry run %v: %v", dry, err)
		}
	}
	p.mustCarry(t, firstSite(t), theirs)
}
