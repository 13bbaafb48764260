package main

import (
	"errors"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// The workflows' own commands run here as on GitHub: job after job, step after step with
// bash, in a clone of a repository of content alone, with the runner's files in a folder
// of their own. GitHub's actions are played by the functions of the runner.

// workflow is what the tests need to know of a workflow file.
type workflow struct {
	On          any               `yaml:"on"`
	Permissions map[string]string `yaml:"permissions"`
	Concurrency map[string]any    `yaml:"concurrency"`
	Env         map[string]string `yaml:"env"`
	Jobs        map[string]job    `yaml:"jobs"`
}

type job struct {
	If          string            `yaml:"if"`
	Needs       any               `yaml:"needs"`
	Uses        string            `yaml:"uses"`
	Minutes     int               `yaml:"timeout-minutes"`
	Permissions map[string]string `yaml:"permissions"`
	Concurrency map[string]any    `yaml:"concurrency"`
	Outputs     map[string]string `yaml:"outputs"`
	Environment map[string]string `yaml:"environment"`
	Steps       []step            `yaml:"steps"`
}

type step struct {
	ID        string            `yaml:"id"`
	Name      string            `yaml:"name"`
	If        string            `yaml:"if"`
	Uses      string            `yaml:"uses"`
	With      map[string]any    `yaml:"with"`
	Env       map[string]string `yaml:"env"`
	Run       string            `yaml:"run"`
	Continues bool              `yaml:"continue-on-error"`
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

// runner stands for GitHub's machine.
type runner struct {
	*testing.T
	origin  string // the repository at GitHub
	dir     string // the clone in which the steps run
	temp    string // $RUNNER_TEMP
	names   contexts
	env     map[string]string // of all steps
	actions map[string]func(with map[string]string) (outputs map[string]string, err error)
	printed strings.Builder
	failed  []string // the names of the steps that failed
	ran     []string // the names of the jobs that ran
}

// epoch is in the middle of an outage of the example site: 2026-09-03 13:00 UTC.
const epoch = "1788440400"

// newRunner gives a runner with a repository of the example site's files, which were
// committed twice: after the one edit and after the other. An edit may be nil.
func newRunner(t *testing.T, first, second func(r *runner)) *runner {
	t.Helper()
	r := &runner{T: t, origin: t.TempDir(), temp: t.TempDir(), env: map[string]string{"SOURCE_DATE_EPOCH": epoch}}
	r.dir = filepath.Join(t.TempDir(), "clone")
	r.names = contexts{
		"github.event_name": "push", "github.ref": "refs/heads/main", "github.token": "token", "github.run_attempt": "1", "runner.temp": r.temp,
	}
	r.actions = map[string]func(map[string]string) (map[string]string, error){
		"checkout": r.checkout, "setup-go": r.nothing, "upload-artifact": r.nothing,
	}
	if err := os.CopyFS(filepath.Join(r.origin, "content"), os.DirFS("../../content")); err != nil {
		t.Fatal(err)
	}
	r.quickGo()
	r.must("git init --quiet --initial-branch=main")
	for _, edit := range []func(*runner){first, second} {
		if edit != nil {
			edit(r)
		}
		r.commit()
	}
	return r
}

// commit commits all that the repository's files hold, as somebody else's push does.
func (r *runner) commit() {
	r.Helper()
	r.must("git add --all && git -c user.name=Ada -c user.email=ada@example.com commit --quiet --allow-empty --message edit")
}

// must runs a command of the test's own in the repository.
func (r *runner) must(command string) string {
	r.Helper()
	cmd := r.bash(command, nil)
	cmd.Dir = r.origin
	out, err := cmd.CombinedOutput()
	if err != nil {
		r.Fatalf("%s: %v\n%s", command, err, out)
	}
	return string(out)
}

// write puts a file into the repository.
func (r *runner) write(name, text string) {
	r.Helper()
	path := filepath.Join(r.origin, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		r.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		r.Fatal(err)
	}
}

// quickGo puts a go before the real one, which builds this test's own program.
func (r *runner) quickGo() {
	r.Helper()
	own, err := os.Executable()
	if err != nil {
		r.Fatal(err)
	}
	bin := r.TempDir()
	script := "#!/bin/bash\nset -e\n[ \"$3 $4\" = 'build -o' ]\nmkdir -p \"$(dirname \"$5\")\"\nln -sf '" + own + "' \"$5\"\n"
	if err := os.WriteFile(filepath.Join(bin, "go"), []byte(script), 0o777); err != nil {
		r.Fatal(err)
	}
	r.env["PATH"] = bin + string(os.PathListSeparator) + os.Getenv("PATH")
}

func (r *runner) nothing(map[string]string) (map[string]string, error) { return nil, nil }

// checkout gives the newest commit of the branch, as the action does for a ref.
func (r *runner) checkout(with map[string]string) (map[string]string, error) {
	if with["path"] != "" {
		return nil, nil // ownup itself, which stands here
	}
	_, err := exec.Command("git", "clone", "--quiet", r.origin, r.dir).Output()
	return nil, err
}

// bash gives a command that runs as GitHub runs a step.
func (r *runner) bash(script string, env map[string]string) *exec.Cmd {
	cmd := exec.Command("bash", "-e", "-c", script)
	cmd.Dir = r.dir
	cmd.Env = append(os.Environ(),
		"CI=true", "GITHUB_ACTIONS=true",
		"GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null",
		"RUNNER_TEMP="+r.temp, "GITHUB_REPOSITORY=acme/status",
		"GITHUB_OUTPUT="+filepath.Join(r.temp, "output"),
		"GITHUB_ENV="+filepath.Join(r.temp, "env"),
		"GITHUB_STEP_SUMMARY="+filepath.Join(r.temp, "summary"),
	)
	for _, variables := range []map[string]string{r.env, env} {
		for _, name := range slices.Sorted(maps.Keys(variables)) {
			cmd.Env = append(cmd.Env, name+"="+variables[name])
		}
	}
	return cmd
}

var placeholder = regexp.MustCompile(`\$\{\{ *(.*?) *\}\}`)

// value replaces the expressions in a text.
func (r *runner) value(of string) string {
	r.Helper()
	return placeholder.ReplaceAllStringFunc(of, func(found string) string {
		value, _ := calculate(r.T, placeholder.FindStringSubmatch(found)[1], r.names, false)
		return text(value)
	})
}

// holds reports whether a condition lets a step or a job run.
func (r *runner) holds(condition string, failed bool) bool {
	r.Helper()
	if m := placeholder.FindStringSubmatch(condition); m != nil {
		condition = m[1]
	}
	if condition == "" {
		return !failed
	}
	value, checked := calculate(r.T, condition, r.names, failed)
	return truthy(value) && (checked || !failed)
}

// run plays one run of a workflow: its jobs in this order.
func (r *runner) run(w workflow, jobs ...string) {
	r.Helper()
	r.failed, r.ran = nil, nil
	r.printed.Reset()
	for name := range r.names {
		if strings.HasPrefix(name, "needs.") {
			delete(r.names, name)
		}
	}
	for _, name := range jobs {
		if !r.holds(w.Jobs[name].If, len(r.failed) > 0) {
			continue
		}
		r.job(w, name)
		for output, expression := range w.Jobs[name].Outputs {
			r.names["needs."+name+".outputs."+output] = r.value(expression)
		}
	}
}

// job runs the steps of a job.
func (r *runner) job(w workflow, name string) {
	r.Helper()
	r.ran = append(r.ran, name)
	for known := range r.names {
		if strings.HasPrefix(known, "steps.") {
			delete(r.names, known)
		}
	}
	if err := errors.Join(os.RemoveAll(r.dir), os.Mkdir(r.dir, 0o777)); err != nil {
		r.Fatal(err)
	}
	failed := false
	for _, s := range w.Jobs[name].Steps {
		outcome := "skipped"
		if r.holds(s.If, failed) {
			outcome = "success"
			if err := r.step(s); err != nil {
				outcome = "failure"
				r.Logf("%s: %v", s.Name, err)
				if !s.Continues {
					failed = true
					r.failed = append(r.failed, s.Name)
				}
			}
		}
		r.names["steps."+s.ID+".outcome"] = outcome
	}
}

// step runs one step, and takes over what it puts out.
func (r *runner) step(s step) error {
	r.Helper()
	if s.Uses != "" {
		with := map[string]string{}
		for key, value := range s.With {
			with[key] = r.value(text(value))
		}
		name, _, _ := strings.Cut(strings.TrimPrefix(s.Uses, "actions/"), "@")
		action, ok := r.actions[name]
		if !ok {
			r.Fatalf("nobody plays %s", s.Uses)
		}
		outputs, err := action(with)
		for key, value := range outputs {
			r.names["steps."+s.ID+".outputs."+key] = value
		}
		return err
	}
	env := map[string]string{"GENERATOR": repositoryRoot(r.T)}
	for key, value := range s.Env {
		env[key] = r.value(value)
	}
	out, err := r.bash(r.value(s.Run), env).CombinedOutput()
	r.printed.Write(out)
	r.Logf("%s:\n%s", s.Name, out)
	for key, value := range assignments(r.take("output")) {
		r.names["steps."+s.ID+".outputs."+key] = value
	}
	maps.Copy(r.env, assignments(r.take("env")))
	return err
}

// assignments reads lines of NAME=VALUE.
func assignments(text string) map[string]string {
	all := map[string]string{}
	for line := range strings.Lines(text) {
		if name, value, ok := strings.Cut(strings.TrimSpace(line), "="); ok {
			all[name] = value
		}
	}
	return all
}

// take gives what a file of the runner's folder holds, and empties it.
func (r *runner) take(name string) string {
	r.Helper()
	text := r.file(name)
	if err := os.Remove(filepath.Join(r.temp, name)); err != nil && !errors.Is(err, os.ErrNotExist) {
		r.Fatal(err)
	}
	return text
}

// file gives what a file in the runner's folder holds, or "" if there is none.
func (r *runner) file(name string) string {
	r.Helper()
	text, err := os.ReadFile(filepath.Join(r.temp, filepath.FromSlash(name)))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		r.Fatal(err)
	}
	return string(text)
}

func repositoryRoot(t *testing.T) string {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	return filepath.ToSlash(root)
}
