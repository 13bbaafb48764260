package importer

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"ownup/internal/content"
)

// ManifestFile is where an import remembers what it wrote, from the project's folder. It
// is to be committed with the rest.
const ManifestFile = content.Folder + "/.ownup-import.json"

// manifest is what earlier imports wrote.
type manifest struct {
	Format int                `json:"format"` // 1
	Files  map[string]written `json:"files"`  // by path from the project's folder
}

// written is one file as an import wrote it.
type written struct {
	Tool   string `json:"tool"`
	Key    string `json:"key,omitempty"` // of an incident: what the source calls it
	SHA256 string `json:"sha256"`        // of its content, in hexadecimal
}

// readManifest reads what earlier imports wrote into a project; nothing where there were
// none.
func readManifest(project fs.FS) (manifest, error) {
	m := manifest{Format: 1, Files: map[string]written{}}
	b, err := readFile(project, ManifestFile, maxData)
	if errors.Is(err, fs.ErrNotExist) {
		return m, nil
	}
	if err != nil {
		return m, fmt.Errorf("read %s: %w", ManifestFile, err)
	}
	if err := json.Unmarshal(b, &m); err != nil {
		return m, fmt.Errorf("read %s: %w", ManifestFile, err)
	}
	if m.Format != 1 || m.Files == nil {
		return m, fmt.Errorf("read %s: format %d is not known: a newer ownup wrote it", ManifestFile, m.Format)
	}
	return m, nil
}

// names gives the ids of the incidents that one tool's imports wrote, by key.
func (m manifest) names(tool string) map[string]string {
	names := map[string]string{}
	for file, w := range m.Files {
		if w.Tool == tool && w.Key != "" {
			names[w.Key] = idOf(file)
		}
	}
	return names
}

// idOf gives the id of the incident that a file holds.
func idOf(file string) string {
	id := strings.TrimSuffix(path.Base(file), ".md")
	if id == "index" {
		return path.Base(path.Dir(file))
	}
	return id
}

// JSON gives the manifest as it stands in its file: the same for the same files.
func (m manifest) json() []byte {
	b, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		panic(err) // maps and texts can be written
	}
	return append(b, '\n')
}

func hashOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
