package site

import (
	"path"
	"strings"

	"ownup/internal/diag"
	"ownup/internal/output"
)

// file is a file of a site.
type file struct {
	path   string
	render func() ([]byte, error)

	asked  string // the project's file that wants it there; empty for the site's own
	yields bool   // it gives way to a file of the same path that a project's file wants
}

// text gives a file that holds a fixed text.
func text(path, content string) file {
	return file{path: path, render: func() ([]byte, error) { return []byte(content), nil }}
}

// settle decides who has a path that several files want: the project's own files take
// the place of those that yield; that they want another's is a problem.
func settle(all []file) ([]output.File, error) {
	var problems diag.List
	taken := map[string]string{buildPath: ""} // by folded path of a file or of a folder: who has it
	claim := func(f file) {
		taken[fold(f.path)] = f.asked
		for dir := path.Dir(f.path); dir != "."; dir = path.Dir(dir) {
			taken[fold(dir)+"/"] = f.asked
		}
	}
	for _, f := range all {
		if f.asked == "" && !f.yields {
			claim(f)
		}
	}
	wanted := map[string]bool{}
	var files []output.File
	for _, f := range all {
		if f.asked == "" {
			continue
		}
		if owner, ok := conflict(f.path, taken); ok {
			problems.Add(diag.Pos{File: f.asked}, "choose another path", "%q is already the address of %s", "/"+f.path, owner)
			continue
		}
		claim(f)
		wanted[f.path] = true
		files = append(files, output.File{Path: f.path, Render: f.render})
	}
	for _, f := range all {
		if f.asked == "" && !(f.yields && wanted[f.path]) {
			files = append(files, output.File{Path: f.path, Render: f.render})
		}
	}
	return files, problems.Err()
}

// conflict tells whether a path is taken, is a folder of others, or lies in a file; and
// by whom.
func conflict(p string, taken map[string]string) (owner string, ok bool) {
	name := func(asked string) string {
		if asked == "" {
			return "a file that every site has"
		}
		return asked
	}
	for _, key := range []string{fold(p), fold(p) + "/"} {
		if asked, ok := taken[key]; ok {
			return name(asked), true
		}
	}
	for dir := path.Dir(p); dir != "."; dir = path.Dir(dir) {
		if asked, ok := taken[fold(dir)]; ok {
			return name(asked), true
		}
	}
	return "", false
}

// fold gives equal strings for paths that some file systems take for the same.
func fold(p string) string { return strings.ToLower(strings.ToUpper(p)) }
