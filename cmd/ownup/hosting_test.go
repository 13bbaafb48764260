package main

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
	"go.yaml.in/yaml/v4"

	"ownup/internal/content"
	sending "ownup/internal/publish"
)

// What docs/hosting.md says is run as it stands there, with the places of this test in
// those of the document.

const hostingFile = "../../docs/hosting.md"

// hosting gives the blocks of a language below a heading of the document, without the
// spaces of the list that they stand in.
func hosting(t *testing.T, heading, language string) []string {
	t.Helper()
	text, err := os.ReadFile(hostingFile)
	if err != nil {
		t.Fatal(err)
	}
	_, section, ok := strings.Cut(string(text), "\n## "+heading+"\n")
	if !ok {
		t.Fatalf("there is no section %q", heading)
	}
	section, _, _ = strings.Cut(section, "\n## ")
	var all []string
	for _, b := range blocks(regexp.MustCompile(`(?m)^ {3}`).ReplaceAllString(section, "")) {
		if b.language == language {
			all = append(all, b.text)
		}
	}
	if len(all) == 0 {
		t.Fatalf("the section %q has no %s", heading, language)
	}
	return all
}

// built builds the example site, and gives its folder.
func built(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "site")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if out, err := ownup(t, "-C", "../..", "--now", "2026-09-03T13:00Z", "build", "--out", dir).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return dir
}

// ownup gives a command of the program.
func ownup(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	return exec.CommandContext(t.Context(), filepath.Join(programs(t), "ownup"), args...)
}

// programs gives a folder that holds the program, which is this test.
func programs(t *testing.T) string {
	t.Helper()
	own, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.Symlink(own, filepath.Join(dir, "ownup")); err != nil {
		t.Fatal(err)
	}
	return dir
}

// files gives the paths of a folder's files, sorted.
func files(t *testing.T, dir string) []string {
	t.Helper()
	var all []string
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			all = append(all, name)
		}
		return err
	})
	if err != nil || len(all) < 50 {
		t.Fatalf("%d files, %v", len(all), err)
	}
	return all
}

// asks runs a script of testdata with node, and reads what it prints.
func asks(t *testing.T, answer any, in any, args ...string) {
	t.Helper()
	node := exec.CommandContext(t.Context(), "node", args...)
	text, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	var stderr bytes.Buffer
	node.Stdin, node.Stderr = bytes.NewReader(text), &stderr
	out, err := node.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	if err := json.Unmarshal(out, answer); err != nil {
		t.Fatal(err)
	}
}

func TestNetlifysOwnParsersReadTheSitesHeadersAndRedirects(t *testing.T) {
	modules, err := filepath.Abs("../../tools/node_modules")
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Headers []struct {
			For    string
			Values map[string]string
		}
		Redirects []struct {
			From, To string
			Status   int
		}
		Errors []string
	}
	asks(t, &got, nil, "testdata/netlify.mjs", modules, built(t))
	if len(got.Errors) > 0 {
		t.Errorf("errors: %q", got.Errors)
	}
	rules := map[string]map[string]string{}
	for _, h := range got.Headers {
		rules[h.For] = h.Values
	}
	for _, want := range [][3]string{
		{"/*", "X-Content-Type-Options", "nosniff"},
		{"/*", "Access-Control-Allow-Origin", "*"},
		{"/*", "Content-Security-Policy", policy(t)},
		{"/assets/*", "Cache-Control", "public, max-age=31536000, immutable"},
		{"/metrics", "Content-Type", "text/plain; version=0.0.4; charset=utf-8"},
		{"/metrics.txt", "Content-Type", "text/plain; version=0.0.4; charset=utf-8"},
	} {
		if got := rules[want[0]][want[1]]; got != want[2] {
			t.Errorf("%s of %s is %q, want %q", want[1], want[0], got, want[2])
		}
	}
	if len(got.Redirects) == 0 || got.Redirects[0].Status != 301 || !strings.HasPrefix(got.Redirects[0].From, "/incidents/") {
		t.Errorf("redirects: %+v", got.Redirects)
	}
	// What Cloudflare Pages takes: https://developers.cloudflare.com/pages/configuration/headers/.
	if len(got.Headers) > 100 || len(got.Redirects) > 2000 {
		t.Errorf("%d headers, %d redirects", len(got.Headers), len(got.Redirects))
	}
}

// policy gives the Content-Security-Policy of a built site.
func policy(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(built(t), "_headers"))
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`(?m)^ +Content-Security-Policy: (.*)$`).FindStringSubmatch(string(text))
	if m == nil {
		t.Fatalf("_headers has none: %s", text)
	}
	return m[1]
}

func TestCloudFrontLeadsEveryPathToItsFile(t *testing.T) {
	template := cloudFront(t)
	handler := filepath.Join(t.TempDir(), "function.js")
	if err := os.WriteFile(handler, []byte(scalar(t, template, "Resources", "Folders", "Properties", "FunctionCode")), 0o600); err != nil {
		t.Fatal(err)
	}
	var paths, want []string
	for _, name := range files(t, built(t)) {
		if slices.Contains([]string{"CNAME", "_headers", "_redirects"}, name) {
			continue // read by hosts, not by people
		}
		paths, want = append(paths, "/"+name), append(want, "/"+name)
		if folder, ok := strings.CutSuffix(name, "index.html"); ok {
			paths, want = append(paths, "/"+folder), append(want, "/"+name)
			if folder != "" {
				paths, want = append(paths, "/"+strings.TrimSuffix(folder, "/")), append(want, "301 /"+folder)
			}
		}
	}
	var got []string
	asks(t, &got, paths, "testdata/cloudfront.mjs", handler)
	for n := range paths {
		if got[n] != want[n] {
			t.Errorf("%s leads to %q, want %q", paths[n], got[n], want[n])
		}
	}
}

func cloudFront(t *testing.T) *yaml.Node {
	t.Helper()
	text, err := os.ReadFile("../../docs/cloudfront.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var document yaml.Node
	if err := yaml.Unmarshal(text, &document); err != nil {
		t.Fatal(err)
	}
	return document.Content[0]
}

// scalar gives the text at a path of keys.
func scalar(t *testing.T, at *yaml.Node, path ...string) string {
	t.Helper()
	for _, key := range path {
		next := value(at, key)
		if next == nil {
			t.Fatalf("there is no %q of %q", key, path)
		}
		at = next
	}
	return at.Value
}

// value gives what a mapping holds under a key; nil: nothing.
func value(of *yaml.Node, key string) *yaml.Node {
	for n := 0; n+1 < len(of.Content); n += 2 {
		if of.Kind == yaml.MappingNode && of.Content[n].Value == key {
			return of.Content[n+1]
		}
	}
	return nil
}

func TestCloudFrontTemplateNamesOnlyWhatItHas(t *testing.T) {
	template := cloudFront(t)
	known := func(name string) bool {
		return strings.HasPrefix(name, "AWS::") || value(value(template, "Parameters"), name) != nil || value(value(template, "Resources"), name) != nil
	}
	named := 0
	var walk func(*yaml.Node)
	walk = func(at *yaml.Node) {
		var names []string
		switch at.Tag {
		case "!Ref":
			names = []string{at.Value}
		case "!GetAtt":
			name, _, _ := strings.Cut(at.Value, ".")
			names = []string{name}
		case "!Sub":
			for _, m := range regexp.MustCompile(`\$\{([^.}]+)[^}]*\}`).FindAllStringSubmatch(at.Value, -1) {
				names = append(names, m[1])
			}
		}
		for _, name := range names {
			if named++; !known(name) {
				t.Errorf("line %d names %q", at.Line, name)
			}
		}
		for _, one := range at.Content {
			walk(one)
		}
	}
	walk(template)
	if named < 10 {
		t.Errorf("only %d names", named)
	}
	got := scalar(t, template, "Resources", "Headers", "Properties", "ResponseHeadersPolicyConfig", "SecurityHeadersConfig", "ContentSecurityPolicy", "ContentSecurityPolicy")
	if want := policy(t); got != want {
		t.Errorf("the policy is %q, want that of _headers, %q", got, want)
	}
}

// store is a server that speaks S3, with one bucket.
func store(t *testing.T, bucket string) *httptest.Server {
	t.Helper()
	backend := s3mem.New()
	if err := backend.CreateBucket(bucket); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(gofakes3.New(backend).Server())
	t.Cleanup(server.Close)
	return server
}

// notRun are the programs of the document that ask the world.
var notRun = regexp.MustCompile(`(?m)^(aws|curl|ownup verify) `)

func TestCommandsOfTheDocumentOnHostingRun(t *testing.T) {
	bucket := store(t, "acme-status").URL
	dir := t.TempDir()
	must := func(command string) {
		t.Helper()
		shell(t, dir, bucket, command)
	}
	must(`mkdir srv www && git init --quiet --bare --initial-branch=main branch.git && git init --quiet --bare --initial-branch=main project.git`)
	must("ownup init srv/status && cd srv/status && printf 'notify: [{webhook: pager}]\\n' >> content/site.yaml && git init --quiet --initial-branch=main && git add .")
	must("cd srv/status && git commit --quiet --message begin && git remote add origin " + dir + "/project.git && git push --quiet --set-upstream origin main")
	place := strings.NewReplacer(
		"go run ./cmd/ownup ", "ownup ", "OWNER/REPO@REF", "acme/ownup@main", "/var/www/status", dir+"/www/status", "cd /srv/status", "cd "+dir+"/srv/status",
		"https://ACCOUNT.r2.cloudflarestorage.com", bucket,
	)
	ran := 0
	for _, heading := range []string{"GitHub Pages", "GitLab Pages", "Amazon S3 with CloudFront", "Cloudflare Pages and R2", "nginx", "Two places at once", "Any other host"} {
		for _, block := range hosting(t, heading, "sh") {
			if notRun.MatchString(block) {
				continue
			}
			if strings.Contains(block, " init ../") {
				must("mkdir -p elsewhere/" + heading[:6] + "/x")
				must("cd elsewhere/" + heading[:6] + "/x && " + place.Replace(block))
			} else {
				must("cd srv/status && " + place.Replace(block))
			}
			ran++
		}
	}
	if ran < 8 {
		t.Errorf("only %d blocks ran", ran)
	}
	must("test -f www/status/index.html && git -C branch.git show live:index.html > /dev/null && git -C project.git show refs/ownup/told:ledger > /dev/null")
}

func TestTargetsOfTheDocumentOnHostingAreSome(t *testing.T) {
	for _, block := range hosting(t, "Two places at once", "yaml") {
		s, err := content.Load(fstest.MapFS{"content/site.yaml": {Data: []byte(documentedSite + block)}})
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range s.Publish {
			if _, err := sending.Parse(a.Text); err != nil {
				t.Error(err)
			}
		}
		if len(s.Publish) != 2 {
			t.Errorf("%d targets", len(s.Publish))
		}
	}
}

// shell runs a command as a person would, in a folder, with the program, a bucket, and a
// repository in the place of one at GitHub.
func shell(t *testing.T, dir, bucket, command string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "bash", "-e", "-c", command)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(),
		"PATH="+programs(t)+string(os.PathListSeparator)+os.Getenv("PATH"), "SOURCE_DATE_EPOCH="+epoch,
		"GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null",
		"GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=url."+dir+"/branch.git.insteadOf", "GIT_CONFIG_VALUE_0=https://github.com/acme/status",
		"GIT_AUTHOR_NAME=Ada", "GIT_AUTHOR_EMAIL=ada@example.com", "GIT_COMMITTER_NAME=Ada", "GIT_COMMITTER_EMAIL=ada@example.com",
		"OWNUP_NOTIFY_PAGER="+bucket, "AWS_ENDPOINT_URL="+bucket, "AWS_ACCESS_KEY_ID=key", "AWS_SECRET_ACCESS_KEY=hunter2",
	)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", command, err, out)
	}
}
