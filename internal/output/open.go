package output

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// openFolder opens a folder. It creates it and those above it, and returns the ones that
// were missing, the innermost first. A build that fails may remove them at the same time.
func openFolder(dir string) (root *os.Root, made []string, err error) {
	for range 100 {
		for d := filepath.Clean(dir); ; d = filepath.Dir(d) {
			if _, err := os.Stat(d); err == nil || !errors.Is(err, fs.ErrNotExist) {
				break
			}
			made = append(made, d)
		}
		if err = os.MkdirAll(dir, 0o755); err == nil {
			root, err = os.OpenRoot(dir)
		}
		if !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrExist) {
			break
		}
	}
	slices.SortFunc(made, func(a, b string) int { return len(b) - len(a) })
	return root, slices.Compact(made), err
}

// removeEmpty removes folders, the innermost first, as far as they are empty.
func removeEmpty(folders []string) {
	for _, d := range folders {
		os.Remove(d)
	}
}

// stands reports whether a folder is still the one that was opened.
func stands(root *os.Root, dir string) bool {
	opened, err := root.Stat(".")
	if err != nil {
		return false
	}
	there, err := os.Stat(dir)
	return err == nil && os.SameFile(opened, there)
}
