package importer

import (
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"path"
	"slices"
	"strings"

	"ownup/internal/content/frontmatter"
	"ownup/internal/diag"
	"ownup/internal/status"
)

// Limits of what is read, against folders that nobody wrote by hand.
const (
	maxFile  = 1 << 20  // bytes of a file that a person writes
	maxData  = 64 << 20 // bytes of a file that a program writes
	maxFiles = 100_000
)

// placeOf is a file as a whole.
func placeOf(name string) diag.Pos { return diag.Pos{File: name} }

// readFile reads a regular file of reasonable size.
func readFile(files fs.FS, name string, most int64) ([]byte, error) {
	info, err := fs.Stat(files, name)
	switch {
	case err != nil:
		return nil, bare(err)
	case !info.Mode().IsRegular():
		return nil, errors.New("this is no regular file")
	case info.Size() > most:
		return nil, fmt.Errorf("the file has %d MiB, and at most %d are read", info.Size()>>20, most>>20)
	}
	b, err := fs.ReadFile(files, name)
	return b, bare(err)
}

// bare takes the path away from an error about a file, since the note names it.
func bare(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// readYAML reads the first of some files that is there. What is not quite YAML is read
// as it was meant, and told.
func readYAML(files fs.FS, r *Report, names ...string) (frontmatter.Value, error) {
	err := fs.ErrNotExist
	for _, name := range names {
		var b []byte
		if b, err = readFile(files, name, maxFile); errors.Is(err, fs.ErrNotExist) {
			continue
		} else if err != nil {
			return frontmatter.Value{}, fmt.Errorf("%s: %w", name, err)
		}
		v, problems := frontmatter.ParseForeignYAML(name, b)
		return mended(v, problems, r)
	}
	return frontmatter.Value{}, fmt.Errorf("%s: %w", strings.Join(names, " or "), err)
}

// mended tells the problems of a file that could be read all the same.
func mended(v frontmatter.Value, problems diag.List, r *Report) (frontmatter.Value, error) {
	if v.Kind != frontmatter.Map {
		problems.Sort()
		if len(problems) > 0 {
			return v, fmt.Errorf("line %d: %s", problems[0].Pos.Line, problems[0].Message)
		}
		return v, errors.New("the file has no keys")
	}
	for _, p := range problems {
		r.note(Guess, p.Pos, "read as it was meant: %s", p.Message)
	}
	return v, nil
}

// filesBelow yields the names of the files below a folder that have one of the endings, or
// any where none is given, sorted. A folder that is not there has none. Hidden files are
// left out, and links to folders are not followed, which is told.
func filesBelow(files fs.FS, r *Report, folder string, endings ...string) iter.Seq[string] {
	return func(yield func(string) bool) {
		left := maxFiles
		_ = fs.WalkDir(files, folder, func(name string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				if !errors.Is(err, fs.ErrNotExist) || name != folder {
					r.note(Refused, placeOf(name), "it cannot be read: %v", bare(err))
				}
				return nil
			case d.IsDir() && strings.HasPrefix(d.Name(), ".") && name != folder:
				return fs.SkipDir
			case d.IsDir() || strings.HasPrefix(d.Name(), "."):
				return nil
			case d.Type()&fs.ModeSymlink != 0 && !leadsToFile(files, name, r):
				return nil
			case len(endings) > 0 && !slices.Contains(endings, strings.ToLower(path.Ext(name))):
				return nil
			}
			if left--; left < 0 {
				r.note(Refused, placeOf(folder), "it holds more than %d files: those after %s are left out", maxFiles, name)
				return fs.SkipAll
			}
			if !yield(name) {
				return fs.SkipAll
			}
			return nil
		})
	}
}

// leadsToFile reports whether a link leads to a file of the same source, and tells where it
// does not.
func leadsToFile(files fs.FS, name string, r *Report) bool {
	switch info, err := fs.Stat(files, name); {
	case err != nil:
		r.note(Refused, placeOf(name), "a link that leads nowhere, or out of the source")
		return false
	case info.IsDir():
		r.note(Left, placeOf(name), "a link to a folder is not followed")
		return false
	}
	return true
}

// word gives the text of a key of a map; empty where there is none.
func word(v frontmatter.Value, key string) string {
	w, _ := v.Key(key)
	if w.Kind != frontmatter.Scalar {
		return ""
	}
	return strings.TrimSpace(w.Text)
}

// isTrue reads a flag in the words that YAML 1.1 has for it.
func isTrue(v frontmatter.Value, key string) bool {
	switch strings.ToLower(word(v, key)) {
	case "true", "yes", "on":
		return true
	}
	return false
}

// first gives the first text that is not empty.
func first(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// beforeAll stands for a component that is not in use any more, until it is known when it
// was last spoken of.
var beforeAll = status.Date{Year: 1, Month: 1, Day: 1}

// retired gives a component that only old incidents name.
func retired(name string) status.Component { return status.Component{Name: name, Until: beforeAll} }
