package main

import (
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v4"
)

// The workflows' own commands run here as on GitHub: step after step with bash, in a
// clone of a repository of content alone, with the runner's files in a folder of their
// own. What GitHub does between them (actions, expressions) is given by hand.

// workflow is what the tests need to know of a workflow file.
type workflow struct {
	Permissions map[string]string `yaml:"permissions"`
	Concurrency map[string]any    `yaml:"concurrency"`
	Env         map[string]string `yaml:"env"`
	Jobs        map[string]job    `yaml:"jobs"`
}

type job struct {
	Minutes int    `yaml:"timeout-minutes"`
	Steps   []step `yaml:"steps"`
}

type step struct {
	ID   string            `yaml:"id"`
	Name string            `yaml:"name"`
	If   string            `yaml:"if"`
	Uses string            `yaml:"uses"`
	With map[string]any    `yaml:"with"`
	Env  map[string]string `yaml:"env"`
	Run  string            `yaml:"run"`
}

func readWorkflow(t *testing.T, file string) workflow {
	t.Helper()
	text, err := os.ReadFile(filepath.FromSlash(file))
	if err != nil {
		t.Fatal(err)
	}
	var w workflow
	if err := yaml.Unmarshal(text, &w); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return w
}

const (
	checkFile   = "../../.github/workflows/check.yml"
	publishFile = "../../.github/workflows/publish.yml"
)

// runner stands for GitHub's machine.
type runner struct {
	*testing.T
	dir     string // the clone in which the steps run
	temp    string // $RUNNER_TEMP
	given   map[string]string
	printed strings.Builder
	failed  []string // the names of the steps that failed
}

// epoch is in the middle of an outage of the example site: 2026-09-03 13:00 UTC.
const epoch = "1788440400"

// newRunner gives a runner with a clone of the example site's files, which were committed
// twice: after the one edit and after the other. An edit may be nil.
func newRunner(t *testing.T, first, second func(r *runner)) *runner {
	t.Helper()
	origin, dir, temp := t.TempDir(), filepath.Join(t.TempDir(), "clone"), t.TempDir()
	if err := os.CopyFS(filepath.Join(origin, "content"), os.DirFS("../../content")); err != nil {
		t.Fatal(err)
	}
	r := &runner{T: t, dir: origin, temp: temp, given: map[string]string{}}
	r.must("git init --quiet --initial-branch=main")
	for _, edit := range []func(*runner){first, second} {
		if edit != nil {
			edit(r)
		}
		r.must("git add --all && git -c user.name=Ada -c user.email=ada@example.com commit --quiet --allow-empty --message edit")
	}
	r.must("git clone --quiet . '" + filepath.ToSlash(dir) + "'")
	r.dir = dir
	return r
}

// must runs a command of the test's own.
func (r *runner) must(command string) {
	r.Helper()
	if out, err := r.bash(command, nil).CombinedOutput(); err != nil {
		r.Fatalf("%s: %v\n%s", command, err, out)
	}
}

// bash gives a command that runs as GitHub runs a step.
func (r *runner) bash(script string, env map[string]string) *exec.Cmd {
	cmd := exec.Command("bash", "-e", "-c", script)
	cmd.Dir = r.dir
	cmd.Env = append(os.Environ(),
		"CI=true", "GITHUB_ACTIONS=true", "SOURCE_DATE_EPOCH="+epoch,
		"GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null",
		"RUNNER_TEMP="+r.temp,
		"GITHUB_OUTPUT="+filepath.Join(r.temp, "output"),
		"GITHUB_ENV="+filepath.Join(r.temp, "env"),
		"GITHUB_STEP_SUMMARY="+filepath.Join(r.temp, "summary"),
	)
	for _, name := range slices.Sorted(maps.Keys(env)) {
		cmd.Env = append(cmd.Env, name+"="+env[name])
	}
	return cmd
}

var expression = regexp.MustCompile(`\$\{\{ *(.*?) *\}\}`)

// value replaces the expressions in a text by what was given for them.
func (r *runner) value(text string) string {
	return expression.ReplaceAllStringFunc(text, func(found string) string {
		name := expression.FindStringSubmatch(found)[1]
		given, ok := r.given[name]
		if !ok {
			r.Fatalf("nothing is given for ${{ %s }}", name)
		}
		return given
	})
}

// job runs the commands of a job until one fails, and those that run all the same.
func (r *runner) job(w workflow, name string) {
	r.Helper()
	for _, s := range w.Jobs[name].Steps {
		if s.Run == "" || len(r.failed) > 0 && !strings.Contains(s.If, "!cancelled()") {
			continue
		}
		env := map[string]string{"GENERATOR": repositoryRoot(r.T)}
		for key, value := range s.Env {
			env[key] = r.value(value)
		}
		out, err := r.bash(r.value(s.Run), env).CombinedOutput()
		r.printed.Write(out)
		if err != nil {
			r.failed = append(r.failed, s.Name)
		}
		r.Logf("%s: %v\n%s", s.Name, err, out)
	}
}

func repositoryRoot(t *testing.T) string {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	return filepath.ToSlash(root)
}

// file returns what a file in the runner's folder holds, or "" if there is none.
func (r *runner) file(name string) string {
	r.Helper()
	text, err := os.ReadFile(filepath.Join(r.temp, filepath.FromSlash(name)))
	if err != nil && !os.IsNotExist(err) {
		r.Fatal(err)
	}
	return string(text)
}

const outage = "content/incidents/2026/2026-09-03-core-routing.md"

// mistype gives an edit that breaks the first line of a file.
func mistype(file string) func(*runner) {
	return func(r *runner) {
		r.Helper()
		path := filepath.Join(r.dir, filepath.FromSlash(file))
		text, err := os.ReadFile(path)
		if err != nil {
			r.Fatal(err)
		}
		if err := os.WriteFile(path, append([]byte("oops\n"), text...), 0o666); err != nil {
			r.Fatal(err)
		}
	}
}

func TestPublishing(t *testing.T) {
	tests := []struct {
		name          string
		first, second func(*runner)
		failed        []string
		output        string
		verdict       []string // the steps that fail after the site is live
		prints        string
	}{
		{
			name:   "a sound site goes out, and the run is green",
			output: "status=0\n",
		},
		{
			name:    "a site with a typo goes out as it last was good, and the run is red",
			second:  mistype(outage),
			output:  "status=1\n",
			verdict: []string{"Fail the run if files have problems"},
			prints:  "::error file=" + outage + ",line=1",
		},
		{
			name:   "a site.yaml that was never sound stops all",
			first:  mistype("content/site.yaml"),
			failed: []string{"Build the site"},
			prints: "content/site.yaml:",
		},
	}
	w := readWorkflow(t, publishFile)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := newRunner(t, tt.first, tt.second)
			r.given["steps.pages.outputs.base_url"] = "https://acme.github.io/status"
			r.job(w, "build")
			if diff := cmp.Diff(tt.failed, r.failed); diff != "" {
				t.Fatalf("failed steps (-want +got):\n%s", diff)
			}
			if got := r.file("output"); got != tt.output {
				t.Errorf("output %q, want %q", got, tt.output)
			}
			if !strings.Contains(r.printed.String(), tt.prints) {
				t.Errorf("the run does not print %q", tt.prints)
			}
			if tt.failed != nil {
				return
			}
			if page := r.file("site/index.html"); !strings.Contains(page, "</html>") {
				t.Error("there is no home page")
			}
			if sitemap := r.file("site/sitemap.xml"); !strings.Contains(sitemap, "https://acme.github.io/status/") {
				t.Error("the site does not know its address")
			}
			status, _ := strings.CutPrefix(strings.TrimSpace(r.file("output")), "status=")
			r.given["needs.build.outputs.status"] = status
			r.job(w, "publish")
			if diff := cmp.Diff(tt.verdict, r.failed); diff != "" {
				t.Errorf("failed steps after publishing (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCheckingAPullRequest(t *testing.T) {
	tests := []struct {
		name   string
		edit   func(*runner)
		failed []string
		prints string
	}{
		{"a sound one has a preview and no complaint", nil, nil, ""},
		{
			"one with a typo has a preview all the same, and the complaint beside the line",
			mistype(outage),
			[]string{"Check the files"},
			"::error file=" + outage + ",line=1",
		},
	}
	w := readWorkflow(t, checkFile)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := newRunner(t, nil, tt.edit)
			r.job(w, "site")
			if diff := cmp.Diff(tt.failed, r.failed); diff != "" {
				t.Errorf("failed steps (-want +got):\n%s", diff)
			}
			if !strings.Contains(r.printed.String(), tt.prints) {
				t.Errorf("the run does not print %q", tt.prints)
			}
			if page := r.file("site/index.html"); !strings.Contains(page, "</html>") {
				t.Error("there is no preview")
			}
			if summary := r.file("summary"); !strings.Contains(summary, "http://localhost:8000/") {
				t.Errorf("the summary does not say how to see the preview: %q", summary)
			}
		})
	}
}

func TestWorkflowsAskForLittleAndEnd(t *testing.T) {
	files, err := filepath.Glob("../../.github/workflows/*.yml")
	if err != nil || len(files) == 0 {
		t.Fatalf("workflows: %v, %v", files, err)
	}
	pinned := regexp.MustCompile(`^actions/[a-z-]+@v[0-9]+$`)
	for _, file := range files {
		w := readWorkflow(t, file)
		if diff := cmp.Diff(map[string]string{"contents": "read"}, w.Permissions); diff != "" {
			t.Errorf("%s: permissions (-want +got):\n%s", file, diff)
		}
		if w.Concurrency["group"] == nil {
			t.Errorf("%s: no concurrency group", file)
		}
		for name, j := range w.Jobs {
			if j.Minutes == 0 {
				t.Errorf("%s: job %s has no timeout", file, name)
			}
			for _, s := range j.Steps {
				if s.Uses != "" && !pinned.MatchString(s.Uses) {
					t.Errorf("%s: %s is not pinned to a major version of GitHub's own actions", file, s.Uses)
				}
			}
		}
	}
}

func TestInitWritesTheWorkflowsOfThisRepository(t *testing.T) {
	for _, name := range []string{"check", "publish"} {
		t.Run(name, func(t *testing.T) {
			own := readWorkflow(t, fmt.Sprintf("../../.github/workflows/%s.yml", name))
			skeleton := readWorkflow(t, fmt.Sprintf("../../internal/cli/skeleton/workflow-%s.yml", name))
			if diff := cmp.Diff(own, fromElsewhere(skeleton)); diff != "" {
				t.Errorf("workflow (-this repository's +init's, without what fetches ownup):\n%s", diff)
			}
		})
	}
}

// fromElsewhere turns a workflow that fetches ownup into one that stands beside it.
func fromElsewhere(w workflow) workflow {
	w.Env["GENERATOR"] = "."
	for name, j := range w.Jobs {
		j.Steps = slices.DeleteFunc(j.Steps, func(s step) bool { return s.Name == "Fetch ownup" })
		for _, s := range j.Steps {
			for key, value := range s.With {
				if text, ok := value.(string); ok {
					s.With[key] = strings.TrimPrefix(text, ".ownup/")
				}
			}
		}
		w.Jobs[name] = j
	}
	return w
}
