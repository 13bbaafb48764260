package output

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
)

// ManifestName is where the manifest stands, at the root of what holds a site.
const ManifestName = reserved + "manifest"

// The names that ownup keeps for itself at the root of an output folder.
const (
	reserved    = ".ownup-"
	stagingName = ".ownup-staging" // a folder; only there while a build runs, or after one that died
)

// manifestHead is the manifest's first line; sha256sum takes it for a comment.
const manifestHead = "# ownup manifest 1"

// Manifest is what ownup wrote into a folder: the sums that may stand at each path. After
// a build that ended there is one sum for each path; while one puts its files into place,
// the manifest lists the old sums and the new ones, so that whatever it leaves behind
// when it dies is known as ours.
type Manifest map[string][][sha256.Size]byte

// ManifestOf lists what was rendered.
func ManifestOf(sums []Sum) Manifest {
	m := make(Manifest, len(sums))
	for _, s := range sums {
		m.add(s.Path, s.SHA256)
	}
	return m
}

// add lists one more sum for a path.
func (m Manifest) add(path string, sum [sha256.Size]byte) {
	if !slices.Contains(m[path], sum) {
		m[path] = append(m[path], sum)
	}
}

// With returns what both manifests list.
func (m Manifest) With(other Manifest) Manifest {
	both := make(Manifest, len(m)+len(other))
	for _, one := range []Manifest{m, other} {
		for path, sums := range one {
			for _, sum := range sums {
				both.add(path, sum)
			}
		}
	}
	return both
}

// folders gives the folders that hold what the manifest lists, however deep.
func (m Manifest) folders() map[string]bool {
	folders := map[string]bool{}
	for path := range m {
		for folder := range Ancestors(path) {
			folders[folder] = true
		}
	}
	return folders
}

// Bytes gives the manifest as it stands in a file, sorted.
func (m Manifest) Bytes() []byte {
	var b bytes.Buffer
	b.WriteString(manifestHead + "\n")
	for _, path := range slices.Sorted(maps.Keys(m)) {
		sums := slices.SortedFunc(slices.Values(m[path]), func(a, b [sha256.Size]byte) int {
			return bytes.Compare(a[:], b[:])
		})
		for _, sum := range sums {
			b.WriteString(Sum{Path: path, SHA256: sum}.String() + "\n")
		}
	}
	return b.Bytes()
}

// readManifest reads the manifest of a folder. Without one, it returns nil.
func readManifest(root *os.Root) (Manifest, error) {
	text, err := root.ReadFile(ManifestName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	m, err := ParseManifest(string(text))
	if err != nil {
		return nil, fmt.Errorf("%s: %w\n\tempty the folder and build again", ManifestName, err)
	}
	return m, nil
}

// ParseManifest is the inverse of [Manifest.Bytes].
func ParseManifest(text string) (Manifest, error) {
	head, rest, _ := strings.Cut(text, "\n")
	if strings.TrimSuffix(head, "\r") != manifestHead {
		return nil, fmt.Errorf("line 1 is %.40q, expected %q: it is damaged or of a later ownup", head, manifestHead)
	}
	m := Manifest{}
	number := 1
	for line := range strings.Lines(rest) {
		number++
		digits, path, found := strings.Cut(strings.TrimRight(line, "\r\n"), "  ")
		sum, err := hex.DecodeString(digits)
		if !found || err != nil || len(sum) != sha256.Size || checkPath(path) != nil {
			return nil, fmt.Errorf("line %d is malformed: %.100q", number, line)
		}
		m.add(path, [sha256.Size]byte(sum))
	}
	return m, nil
}
