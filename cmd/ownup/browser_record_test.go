package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"golang.org/x/tools/txtar"
)

// lived is a project in a repository: the one whose life the script record.txtar plays.
func lived(t *testing.T) string {
	t.Helper()
	story, err := txtar.ParseFile(filepath.Join("testdata", "script", "record.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range story.Files {
		files[f.Name] = string(f.Data)
	}
	dir := project(t, map[string]string{"site.yaml": strings.Replace(files["content/site.yaml"], "since:", "languages: [en, ar]\nsince:", 1)})
	git := func(at string, args ...string) {
		t.Helper()
		cmd := exec.Command("git", args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_SYSTEM="+os.DevNull,
			"GIT_AUTHOR_NAME=Ada", "GIT_AUTHOR_EMAIL=ada@example.com", "GIT_COMMITTER_NAME=Ada", "GIT_COMMITTER_EMAIL=ada@example.com", "GIT_COMMITTER_DATE="+at)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %q: %v\n%s", args, err, out)
		}
	}
	git("", "init", "--quiet", "--initial-branch=main")
	for n, at := range []string{"01T06:04", "01T07:02", "01T08:40", "01T10:33", "06T09:00", "20T09:00"} {
		file := filepath.Join(dir, "content", "incidents", "core.md")
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(files[fmt.Sprintf("steps/%d.md", n)]), 0o666); err != nil {
			t.Fatal(err)
		}
		git("2026-09-"+at+":00Z", "add", "--all")
		git("2026-09-"+at+":00Z", "commit", "--quiet", "--message", "an edit")
	}
	return dir
}

// tooWide gives what of the record does not fit the width of the page.
const tooWide = `[...document.querySelectorAll("#record, #record *, .audit, .audit *, .added")]
	.filter(e => e.getBoundingClientRect().right > innerWidth || e.getBoundingClientRect().left < 0 && !e.matches(".quiet")).map(e => e.outerHTML.slice(0, 200))`

func TestTheRecordOfEditsIsForEveryone(t *testing.T) {
	site := publish(t, lived(t), onCalm, "/")
	v := newBrowser(t).tab(t, site)
	args := []string{
		filepath.Join(tools(), "html-validate", "bin", "html-validate.mjs"),
		"--config", filepath.Join("testdata", "htmlvalidate.json"), "--formatter", "text", "--ext", "html", site.folder,
	}
	if out, err := exec.Command("node", args...).CombinedOutput(); err != nil {
		t.Errorf("html-validate: %v\n%s", err, out)
	}
	for _, page := range []string{"incidents/core/", "ar/incidents/core/", "uptime/"} {
		for _, width := range []int64{360, 1280} {
			for _, colours := range []string{"light", "dark"} {
				v.dress(width, colours)
				for _, fault := range v.open(page) {
					t.Errorf("%s: %s", page, fault)
				}
				evaluate[int](v, "document.querySelectorAll('main details').forEach(d => d.open = true), 0")
				for _, barrier := range v.barriers() {
					t.Errorf("%s at %d in %s: %s", page, width, colours, barrier)
				}
				for _, wide := range evaluate[[]string](v, tooWide) {
					t.Errorf("%s at %d is too wide for %s", page, width, wide)
				}
			}
		}
	}
}

func TestALateUpdateLeadsToItsEdit(t *testing.T) {
	v := newBrowser(t).tab(t, publish(t, lived(t), onCalm, "/"))
	v.open("incidents/core/")
	if evaluate[bool](v, "document.querySelector('#record').open") {
		t.Error("the record is not folded")
	}
	v.do(chromedp.Click(".updates .added", chromedp.ByQuery))
	deadline := time.Now().Add(10 * time.Second)
	for !evaluate[bool](v, "document.querySelector('#record').open && document.querySelector('.edits > :target').innerText.includes('added 5\u00a0days later')") {
		if time.Now().After(deadline) {
			t.Fatal("the mark of a late update does not open the record at its edit")
		}
	}
}
