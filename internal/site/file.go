package site

import (
	"path"
	"slices"
	"strings"

	"ownup/internal/diag"
	"ownup/internal/output"
	"ownup/internal/site/api"
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
	wanted := map[string]bool{}
	for _, f := range all {
		if f.asked != "" {
			wanted[f.path] = true
		}
	}
	all = slices.DeleteFunc(all, func(f file) bool { return f.yields && wanted[f.path] })
	taken := ownership{}
	taken.claim(api.BuildPath, "")
	for _, f := range all {
		if f.asked == "" {
			taken.claim(f.path, "")
		}
	}
	var problems diag.List
	files := make([]output.File, 0, len(all))
	for _, f := range all {
		if f.asked != "" {
			if owner, ok := taken.conflict(f.path); ok {
				problems.Add(diag.Pos{File: f.asked}, "choose another path", "%q is already the address of %s", "/"+f.path, owner)
				continue
			}
			taken.claim(f.path, f.asked)
		}
		files = append(files, output.File{Path: f.path, Render: f.render})
	}
	return files, problems.Err()
}

// ownership says who has a path: the project's file that asked for it, or "" for the site
// itself. Folders end in a slash; all are folded.
type ownership map[string]string

func (o ownership) claim(p, asked string) {
	o[fold(p)] = asked
	for dir := path.Dir(p); dir != "."; dir = path.Dir(dir) {
		o[fold(dir)+"/"] = asked
	}
}

// conflict tells whether a path is taken, is a folder of others, or lies in a file; and
// by whom.
func (o ownership) conflict(p string) (owner string, ok bool) {
	keys := []string{fold(p), fold(p) + "/"}
	for dir := path.Dir(p); dir != "."; dir = path.Dir(dir) {
		keys = append(keys, fold(dir))
	}
	for _, key := range keys {
		if asked, ok := o[key]; ok {
			if asked == "" {
				asked = "a file that every site has"
			}
			return asked, true
		}
	}
	return "", false
}

// fold gives equal strings for paths that some file systems take for the same.
func fold(p string) string { return strings.ToLower(strings.ToUpper(p)) }
