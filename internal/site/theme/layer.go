package theme

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"
)

// layer is a folder whose files replace those of the layers before it.
type layer struct {
	files  fs.FS
	folder string
	place  string // of the folder, as people are told
}

// file is a file of the uppermost layer that has it.
type file struct {
	name    string // below the folder of its kind, with slashes
	place   string // as people are told
	builtIn bool   // the theme has a file of this name
	content []byte
}

// overlay gives the files below a folder of all layers, by name. What begins with a dot
// is not part of a theme.
func overlay(layers []layer, kind string) ([]file, error) {
	byName := map[string]file{}
	for _, l := range layers {
		root := path.Join(l.folder, kind)
		err := fs.WalkDir(l.files, root, func(p string, d fs.DirEntry, err error) error {
			switch {
			case errors.Is(err, fs.ErrNotExist) && p == root:
				return fs.SkipAll
			case err != nil:
				return err
			case d.IsDir() || strings.HasPrefix(d.Name(), "."):
				return nil
			}
			content, err := fs.ReadFile(l.files, p)
			name := strings.TrimPrefix(p, root+"/")
			byName[name] = file{name, path.Join(l.place, kind, name), l.folder != Overrides || byName[name].builtIn, content}
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("read the theme's %s: %w", kind, err)
		}
	}
	files := make([]file, 0, len(byName))
	for _, f := range byName {
		files = append(files, f)
	}
	slices.SortFunc(files, func(a, b file) int { return cmp.Compare(a.name, b.name) })
	return files, nil
}

// column gives the column, in characters from 1, of a byte of a line, counted from 0.
func (f file) column(line, at int) int {
	lines := bytes.Split(f.content, []byte("\n"))
	if line > len(lines) || at > len(lines[line-1]) {
		return at + 1
	}
	return utf8.RuneCount(lines[line-1][:at]) + 1
}
