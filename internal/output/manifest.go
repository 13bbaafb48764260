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

// The names that ownup keeps for itself at the root of an output folder.
const (
	reserved     = ".ownup-"
	manifestName = ".ownup-manifest"
	stagingName  = ".ownup-staging" // a folder; only there while a build runs, or after one that died
)

// manifestHead is the manifest's first line; sha256sum takes it for a comment.
const manifestHead = "# ownup manifest 1"

// manifest is what ownup wrote into a folder: the sums that may stand at each path. After
// a build that ended there is one sum for each path; while one puts its files into place,
// the manifest lists the old sums and the new ones, so that whatever it leaves behind
// when it dies is known as ours.
type manifest map[string][][sha256.Size]byte

// add lists one more sum for a path.
func (m manifest) add(path string, sum [sha256.Size]byte) {
	if !slices.Contains(m[path], sum) {
		m[path] = append(m[path], sum)
	}
}

// with returns what both manifests list.
func (m manifest) with(other manifest) manifest {
	both := make(manifest, len(m)+len(other))
	for _, one := range []manifest{m, other} {
		for path, sums := range one {
			for _, sum := range sums {
				both.add(path, sum)
			}
		}
	}
	return both
}

// folders gives the folders that hold what the manifest lists, however deep.
func (m manifest) folders() map[string]bool {
	folders := map[string]bool{}
	for path := range m {
		for folder := range ancestors(path) {
			folders[folder] = true
		}
	}
	return folders
}

// bytes gives the manifest as it stands in a file, sorted.
func (m manifest) bytes() []byte {
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
func readManifest(root *os.Root) (manifest, error) {
	text, err := root.ReadFile(manifestName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	m, err := parseManifest(string(text))
	if err != nil {
		return nil, fmt.Errorf("%s: %w\n\tempty the folder and build again", manifestName, err)
	}
	return m, nil
}

// parseManifest is the inverse of bytes.
func parseManifest(text string) (manifest, error) {
	head, rest, _ := strings.Cut(text, "\n")
	if strings.TrimSuffix(head, "\r") != manifestHead {
		return nil, fmt.Errorf("line 1 is %.40q, expected %q: it is damaged or of a later ownup", head, manifestHead)
	}
	m := manifest{}
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
