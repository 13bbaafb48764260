package publish

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"ownup/internal/output"
	"ownup/internal/publish/served"
)

// Site is a site whose files were rendered once, into a folder of its own, so that every
// target is sent the same bytes however long that takes.
type Site struct {
	Build served.Build

	dir      string       // holds the bytes, each file under its sum
	tree     output.Tree  // as it was given
	sums     []output.Sum // sorted by path
	seal     output.Sum   // of the record of the build
	manifest output.Manifest
}

// Stage renders a tree into a folder, which exists, is empty, and belongs to the site
// until all is published. The tree holds the record of its build.
func Stage(ctx context.Context, tree output.Tree, dir string) (*Site, error) {
	s := &Site{dir: dir}
	var mu sync.Mutex
	err := tree.Each(ctx, func(f output.Rendered) error {
		mu.Lock()
		s.sums = append(s.sums, f.Sum)
		mu.Unlock()
		return writeOnce(s.spooled(f.Sum), f.Content)
	})
	if err != nil {
		return nil, fmt.Errorf("render the site: %w", err)
	}
	slices.SortFunc(s.sums, func(a, b output.Sum) int { return strings.Compare(a.Path, b.Path) })
	s.manifest = output.ManifestOf(s.sums)
	for _, sum := range s.sums {
		if tree.Turn(sum.Path) == output.Seal {
			s.seal = sum
		}
	}
	if s.seal.Path != served.BuildPath {
		return nil, fmt.Errorf("the site has no %s", served.BuildPath)
	}
	record, err := s.read(s.seal)
	if err != nil {
		return nil, err
	}
	s.Build, err = served.ParseBuild(record)
	return s, err
}

// writeOnce writes a file under the name of its sum. Two files may have the same bytes.
func writeOnce(name string, content []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	return errors.Join(err, f.Close())
}

func (s *Site) spooled(sum output.Sum) string {
	return filepath.Join(s.dir, hex.EncodeToString(sum.SHA256[:]))
}

// read gives the bytes of a file.
func (s *Site) read(sum output.Sum) ([]byte, error) { return os.ReadFile(s.spooled(sum)) }

// rendered gives the tree with the bytes that were rendered. Each file's Render asks
// allowed first, and fails as it does.
func (s *Site) rendered(allowed func() error) (output.Tree, error) {
	render := func(sum output.Sum) ([]byte, error) {
		if err := allowed(); err != nil {
			return nil, err
		}
		return s.read(sum)
	}
	var files []output.File
	for _, sum := range s.sums {
		if sum.Path != s.seal.Path {
			files = append(files, output.File{Path: sum.Path, Render: func() ([]byte, error) { return render(sum) }})
		}
	}
	tree, err := output.New(files)
	if err != nil {
		return output.Tree{}, err
	}
	return tree.Sealed(s.seal.Path, func([]output.Sum) ([]byte, error) { return render(s.seal) })
}
