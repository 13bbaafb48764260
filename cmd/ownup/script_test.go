package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// The scripts in testdata/script are the specification of the command line: each runs
// commands in a folder of its own and says what they print. With
//
//	go test ./cmd/ownup -run TestScripts -update
//
// they are written anew with what the commands print now; the diff is then to be read.
var update = flag.Bool("update", false, "write into the scripts what the commands print")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"ownup": main})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       *update,
		Setup:               settle,
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"exits":    exits,
			"unescape": unescape,
			"swell":    swell,
			"holds":    holds,
			"treecmp":  treecmp,
			"hosts":    hosts,
			"keeps":    keeps,
			"hears":    hears,
			"reads":    reads,
		},
	})
}

// settle gives every script the same moment, 2026-09-03 12:00 UTC, unless it says
// otherwise, and a git that depends on nobody's settings.
func settle(env *testscript.Env) error {
	env.Setenv("SOURCE_DATE_EPOCH", "1788436800")
	env.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
	env.Setenv("GIT_CONFIG_NOSYSTEM", "1")
	env.Setenv("GIT_CEILING_DIRECTORIES", filepath.Dir(env.WorkDir))
	for _, who := range []string{"AUTHOR", "COMMITTER"} {
		env.Setenv("GIT_"+who+"_NAME", "Ada")
		env.Setenv("GIT_"+who+"_EMAIL", "ada@example.com")
		env.Setenv("GIT_"+who+"_DATE", "2026-09-01T08:00:00Z")
	}
	return nil
}

// exits runs a program that must end with one exit status:
//
//	exits 1 ownup check
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS PROGRAM [ARGUMENT...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	var exit *exec.ExitError
	got := 0
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}

// escapes are those that unescape knows: what no script can hold as it is.
var escapes = strings.NewReplacer(
	`\r`, "\r", `\t`, "\t", `\0`, "\x00", `\a`, "\a", `\e`, "\x1b",
	`\BOM`, "\ufeff", `\xe9`, "\xe9", `\x80`, "\x80", `\NBSP`, "\u00a0",
)

// unescape writes files anew with the bytes that their escapes stand for.
func unescape(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: unescape FILE...")
	}
	for _, name := range args {
		ts.Check(os.WriteFile(ts.MkAbs(name), []byte(escapes.Replace(ts.ReadFile(name))), 0o666))
	}
}

// swell appends lines to a file until it has so many MiB.
func swell(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: swell FILE MEBIBYTES")
	}
	size, err := strconv.Atoi(args[1])
	ts.Check(err)
	text := []byte(ts.ReadFile(args[0]))
	line := []byte("It is still down.\n")
	text = append(text, bytes.Repeat(line, (size<<20-len(text))/len(line)+1)...)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), text[:size<<20], 0o666))
}

// holds reports whether any file below a folder holds a text:
//
//	! holds public 'the marker'
func holds(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: [!] holds FOLDER TEXT")
	}
	var found []string
	for name, text := range tree(ts, args[0]) {
		if strings.Contains(text, args[1]) || strings.Contains(name, args[1]) {
			found = append(found, name)
		}
	}
	slices.Sort(found)
	if neg == (len(found) > 0) {
		ts.Fatalf("%q is in the files %q", args[1], found)
	}
}

// treecmp compares two folders, file by file, and prints the paths that differ, sorted:
// "-" where only the first has a file, "+" where only the second has it, "~" where they
// hold different bytes. It fails where any differs, and with "!" where none does.
func treecmp(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: [!] treecmp FOLDER FOLDER")
	}
	a, b := tree(ts, args[0]), tree(ts, args[1])
	if len(a) == 0 || len(b) == 0 {
		ts.Fatalf("one of the folders is empty")
	}
	all := maps.Clone(a)
	maps.Copy(all, b)
	different := 0
	for _, name := range slices.Sorted(maps.Keys(all)) {
		mark := "~"
		switch textA, inA := a[name]; {
		case !inA:
			mark = "+"
		case textA == b[name]:
			continue
		}
		if _, inB := b[name]; !inB {
			mark = "-"
		}
		fmt.Fprintln(ts.Stdout(), mark, name)
		different++
	}
	if neg == (different == 0) {
		ts.Fatalf("%d of %d files differ", different, len(all))
	}
}

// tree gives what the files below a folder hold, by their slash-separated paths from it.
func tree(ts *testscript.TestScript, folder string) map[string]string {
	files := map[string]string{}
	fsys := os.DirFS(ts.MkAbs(folder))
	ts.Check(fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(fsys, name)
		files[name] = string(b)
		return err
	}))
	return files
}
