package main

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

const gitlabFile = "../../internal/cli/skeleton/gitlab-ci.yml"

// gitlabJob is what the tests need to know of a job of a .gitlab-ci.yml.
type gitlabJob struct {
	Extends   string   `yaml:"extends"`
	Before    []string `yaml:"before_script"`
	Script    []string `yaml:"script"`
	Artifacts struct {
		Paths   []string          `yaml:"paths"`
		Reports map[string]string `yaml:"reports"`
	} `yaml:"artifacts"`
}

func readPipeline(t *testing.T) map[string]gitlabJob {
	t.Helper()
	text, err := os.ReadFile(gitlabFile)
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]yaml.Node
	if err := yaml.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	jobs := map[string]gitlabJob{}
	for name, node := range all {
		if slices.Contains([]string{"stages", "workflow", "variables"}, name) {
			continue
		}
		var j gitlabJob
		if err := node.Decode(&j); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		jobs[name] = j
	}
	return jobs
}

// gitlab plays pipelines: each job in a clone of its own, with the artifacts of those
// before it, and the variables that they leave.
type gitlab struct {
	*world
	jobs      map[string]gitlabJob
	variables map[string]string
	artifacts string
}

func newGitlab(t *testing.T) *gitlab {
	t.Helper()
	g := &gitlab{world: newWorld(t), jobs: readPipeline(t), artifacts: t.TempDir()}
	server := httptest.NewServer(http.FileServer(http.Dir(g.pages)))
	t.Cleanup(server.Close)
	g.variables = map[string]string{
		"CI_PAGES_URL": server.URL, "CI_DEFAULT_BRANCH": "main", "CI_JOB_TOKEN": "token", "CI_PROJECT_ID": "7", "CI_API_V4_URL": server.URL + "/api/v4",
		"OWNUP_SOURCE": "ownup", "OWNUP_SOURCE_REF": "main", "OWNUP_NOTIFY": g.names["secrets.OWNUP_NOTIFY"], "PAUSE": "0",
	}
	// What installs and fetches is played: ownup stands here, and so do curl and jq.
	for name, script := range map[string]string{
		"apk": "exit 0",
		"git": "[ \"$1 $3\" = 'clone --depth' ] && exec mkdir -p \"${@: -1}\"\nexec " + program(t, "git") + " \"$@\"",
	} {
		g.program(name, script)
	}
	return g
}

func program(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// program puts a program before those of the machine.
func (r *runner) program(name, script string) {
	r.Helper()
	bin, _, _ := strings.Cut(r.env["PATH"], string(os.PathListSeparator))
	if err := os.WriteFile(filepath.Join(bin, name), []byte("#!/bin/bash\n"+script+"\n"), 0o777); err != nil {
		r.Fatal(err)
	}
}

// play plays one job, and serves what Pages would.
func (g *gitlab) play(name string) {
	g.Helper()
	j := g.jobs[name]
	if base, ok := g.jobs[j.Extends]; ok {
		j.Before = base.Before
	}
	if err := os.RemoveAll(g.dir); err != nil {
		g.Fatal(err)
	}
	g.must("git clone --quiet . '" + g.dir + "' && cp -a '" + g.artifacts + "/.' '" + g.dir + "'")
	env := map[string]string{"CI_PROJECT_DIR": g.dir}
	maps.Copy(env, g.variables)
	cmd := g.bash("set -o pipefail\n"+strings.Join(slices.Concat(j.Before, j.Script), "\n"), env)
	out, err := cmd.CombinedOutput()
	g.printed.Write(out)
	g.Logf("%s: %v\n%s", name, err, out)
	if err != nil {
		g.failed = append(g.failed, name)
		return
	}
	for _, path := range j.Artifacts.Paths {
		g.must("cp -a '" + filepath.Join(g.dir, path) + "' '" + g.artifacts + "'")
	}
	if file := j.Artifacts.Reports["dotenv"]; file != "" {
		text, err := os.ReadFile(filepath.Join(g.dir, file))
		if err != nil {
			g.Fatal(err)
		}
		maps.Copy(g.variables, assignments(string(text)))
	}
	if name == "pages" && !g.down["deploy"] {
		g.must("rm -rf '" + g.pages + "'/* && cp -a '" + g.artifacts + "/public/.' '" + g.pages + "'")
	}
}

// pipeline plays one that is started by a push.
func (g *gitlab) pipeline(when string) {
	g.Helper()
	g.at(when)
	g.failed = nil
	for _, name := range []string{"pages", "tell"} {
		if g.failed == nil {
			g.play(name)
		}
	}
}

func TestGitlabPublishesAndTellsOnce(t *testing.T) {
	t.Parallel()
	g := newGitlab(t)
	g.pipeline("01 12:10")
	g.want(nil, "", "")
	g.says("slow", "03 08:00 investigating")
	g.pipeline("03 08:01")
	g.want(nil, "slow.20260903T080000Z.investigating", "slow.20260903T080000Z.investigating")
	g.everywhere("incidents/slow/index.html", "Investigating", "branch", "folder", "pages")
	if _, err := os.Stat(filepath.Join(g.pages, "index.html.gz")); err != nil {
		t.Error(err)
	}
	g.pipeline("03 08:05")
	g.want(nil, "", "")

	// A file with problems.
	g.write("content/incidents/slow.md", "oops\n")
	g.write("content/incidents/other.md", "---\ntitle: Other\ncomponents: {web: degraded}\n---\n## 2026-09-03 08:10Z investigating\n")
	g.commit()
	g.pipeline("03 08:11")
	g.want([]string{"tell"}, "other.20260903T081000Z.investigating", "other.20260903T081000Z.investigating")
	g.everywhere("incidents/other/index.html", "Investigating", "branch", "folder", "pages")

	// Pages does not serve it, but another place does.
	g.down["deploy"] = true
	g.says("slow", "03 08:00 investigating", "03 08:30 identified")
	g.pipeline("03 08:31")
	g.want([]string{"tell"}, "slow.20260903T083000Z.identified", "slow.20260903T083000Z.identified")

	// No place does.
	g.must("mv " + g.folder + " " + g.folder + ".away && touch " + g.folder + " && mv " + g.branch + " " + g.branch + ".away")
	g.says("slow", "03 08:00 investigating", "03 08:30 identified", "03 08:40 monitoring")
	g.pipeline("03 08:41")
	g.want([]string{"tell"}, "", "")
	if !strings.Contains(g.printed.String(), "A target does not carry the build.") {
		t.Error("it does not say so")
	}
	g.must("rm " + g.folder + " && mv " + g.folder + ".away " + g.folder + " && mv " + g.branch + ".away " + g.branch)
	g.down["deploy"] = false
	g.pipeline("03 08:50")
	g.want(nil, "slow.20260903T084000Z.monitoring", "slow.20260903T084000Z.monitoring")
}

func TestGitlabsScheduleStartsAPipelineWhereOneIsDue(t *testing.T) {
	t.Parallel()
	g := newGitlab(t)
	requests := make(chan string, 9)
	api := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		requests <- r.Method + " " + r.URL.Path + " " + r.FormValue("token") + " " + r.FormValue("ref")
		w.WriteHeader(http.StatusCreated)
	}))
	defer api.Close()
	g.variables["CI_API_V4_URL"] = api.URL + "/api/v4"
	const start = "POST /api/v4/projects/7/trigger/pipeline token main"
	for _, tt := range []struct {
		when, url string
		want      []string
	}{
		{"01 18:00", "", nil},
		{"01 19:00", "", []string{start}},
		{"01 12:05", api.URL + "/nowhere", []string{"GET /nowhere/api/build.json  ", start}},
	} {
		g.variables["OWNUP_URL"] = tt.url
		g.at(tt.when)
		g.play("due")
		var got []string
		for len(requests) > 0 {
			got = append(got, <-requests)
		}
		if !slices.Equal(got, tt.want) || g.failed != nil {
			t.Errorf("at %s: %q, want %q; failed %q", tt.when, got, tt.want, g.failed)
		}
	}
}

func TestGitlabChecksMergeRequests(t *testing.T) {
	t.Parallel()
	g := newGitlab(t)
	g.play("check")
	g.write("content/incidents/slow.md", "oops\n")
	g.commit()
	if g.failed != nil {
		t.Errorf("failed %q", g.failed)
	}
	g.play("check")
	if !slices.Equal(g.failed, []string{"check"}) || !strings.Contains(g.printed.String(), "content/incidents/slow.md:1") {
		t.Errorf("failed %q: %s", g.failed, g.printed.String())
	}
}
