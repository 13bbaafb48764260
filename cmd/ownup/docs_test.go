package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"ownup/internal/cli"
	"ownup/internal/content"
)

// documents gives every text that people read about ownup, by path from the repository.
func documents(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	for _, pattern := range []string{"../../*.md", "../../docs/*.md"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			found[strings.TrimPrefix(filepath.ToSlash(name), "../../")] = string(b)
		}
	}
	if len(found) < 5 {
		t.Fatalf("only %d documents", len(found))
	}
	return found
}

// block is a fenced block of a document.
type block struct{ language, text string }

var fence = regexp.MustCompile("(?ms)^```([a-z]*)\n(.*?)^```$")

func blocks(text string) []block {
	var all []block
	for _, m := range fence.FindAllStringSubmatch(text, -1) {
		all = append(all, block{m[1], m[2]})
	}
	return all
}

const documentedSite = `
title: T
url: https://status.example.com
timezone: America/Denver
since: 2020-01-01
components: [{id: email}, {id: control-panel}, {id: core}, {id: fax}, {id: api}, {id: website}]
`

func TestEveryDocumentedFileLoads(t *testing.T) {
	loaded := 0
	for name, text := range documents(t) {
		for n, b := range blocks(text) {
			files := fstest.MapFS{"content/site.yaml": {Data: []byte(documentedSite)}}
			switch {
			case b.language == "yaml" && strings.Contains(b.text, "title:") && strings.Contains(b.text, "components:"):
				files["content/site.yaml"] = &fstest.MapFile{Data: []byte(b.text)}
			case b.language == "markdown" && strings.HasPrefix(b.text, "---\n"):
				files["content/incidents/a.md"] = &fstest.MapFile{Data: []byte(b.text)}
			default:
				continue
			}
			loaded++
			if _, err := content.Load(files); err != nil {
				t.Errorf("%s, block %d: %v\n%s", name, n+1, err, b.text)
			}
		}
	}
	if loaded < 4 {
		t.Errorf("only %d blocks are files", loaded)
	}
}

var (
	inlineCode = regexp.MustCompile("`([^`\n]+)`")
	command    = regexp.MustCompile(`(?:^|[ "/$])(?:ownup|\./cmd/ownup|bin/ownup)((?: +[^|;&#>]*)?)`)
	target     = regexp.MustCompile(`\bmake ([a-z][a-z-]*)`)
	link       = regexp.MustCompile(`\]\(([^)#:\s]+)(?:#[^)]*)?\)`)
	place      = regexp.MustCompile(`^(?:\./)?((?:cmd|internal|themes|docs|tools|\.ci|\.github)(?:/[A-Za-z0-9._-]+)*/?)$`)
)

// code gives what a document shows as code: the lines of its shell blocks, and what
// stands between backticks.
func code(text string) []string {
	var all []string
	for _, b := range blocks(text) {
		if b.language == "sh" {
			all = append(all, strings.Split(strings.ReplaceAll(b.text, "\\\n", " "), "\n")...)
		}
	}
	for _, m := range inlineCode.FindAllStringSubmatch(fence.ReplaceAllString(text, ""), -1) {
		all = append(all, m[1])
	}
	return all
}

func TestEveryDocumentedCommandExists(t *testing.T) {
	seen := 0
	for name, text := range documents(t) {
		for _, line := range code(text) {
			m := command.FindStringSubmatch(line)
			if m == nil || strings.HasPrefix(line, "cmd/") {
				continue
			}
			line, _, _ := strings.Cut(m[1], "  ")
			args := strings.Fields(line)
			var out, errs bytes.Buffer
			status := cli.Run(context.Background(), append(args, "--help"), cli.Environment{
				Stdin: strings.NewReader(""), Stdout: &out, Stderr: &errs,
				Lookup: func(string) (string, bool) { return "", false }, Now: time.Now,
			})
			usage := "ownup"
			for n, a := range args {
				if regexp.MustCompile(`^[a-z-]+$`).MatchString(a) && (n == 0 || args[n-1] != "-C") {
					usage += " " + a
					break
				}
			}
			if status != 0 || !strings.Contains(out.String(), usage) {
				t.Errorf("%s: no such command: ownup%s\n%s", name, m[1], errs.String())
			}
			seen++
		}
	}
	if seen < 10 {
		t.Errorf("only %d commands found", seen)
	}
}

func TestEveryDocumentedPathExists(t *testing.T) {
	makefile, err := os.ReadFile("../../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	exists := func(name string) error {
		_, err := os.Stat(filepath.Join("../..", filepath.FromSlash(name)))
		return err
	}
	for name, text := range documents(t) {
		for _, m := range link.FindAllStringSubmatch(fence.ReplaceAllString(text, ""), -1) {
			if strings.HasSuffix(m[1], ".png") && inlineCode.MatchString("`"+m[1]+"`") && !strings.Contains(m[1], "/") {
				continue // an example of a picture
			}
			if err := exists(filepath.ToSlash(filepath.Join(filepath.Dir(name), m[1]))); err != nil {
				t.Errorf("%s links to %s: %v", name, m[1], err)
			}
		}
		for _, line := range code(text) {
			if m := place.FindStringSubmatch(line); m != nil {
				if err := exists(m[1]); err != nil {
					t.Errorf("%s names %s: %v", name, m[1], err)
				}
			}
			for _, m := range target.FindAllStringSubmatch(line, -1) {
				if !bytes.Contains(makefile, []byte(fmt.Sprintf("\n%s:", m[1]))) {
					t.Errorf("%s names make %s, which is no target", name, m[1])
				}
			}
		}
	}
}
