package content

import (
	"bytes"
	"io/fs"
	"path"
	"regexp"
	"strings"
)

// modeline is the comment by which the language servers of editors know the schema of a
// YAML text: a path from the file's folder, or an address.
var modeline = regexp.MustCompile(`(?m)^# yaml-language-server: \$schema=(\S+)[ \t\r]*$`)

// frontSchema is what the schema of front matter is called. It lies beside that of
// site.yaml.
const frontSchema = "incident.json"

// WithSchema gives the text of a new file with the comment that names the schema of its
// front matter to editors, as its first line between the dashes:
//
//	# yaml-language-server: $schema=../../../schema/incident.json
//
// The text stays as it is unless site.yaml names its own schema so, and that of front
// matter lies beside it in the project: an editor is sent nowhere in vain.
func WithSchema(project fs.FS, file string, text []byte) []byte {
	site, err := fs.ReadFile(project, siteFile)
	named := modeline.FindSubmatch(site)
	if err != nil || named == nil || strings.Contains(string(named[1]), "://") {
		return text
	}
	schema := path.Join(path.Dir(siteFile), path.Dir(string(named[1])), frontSchema)
	if _, err := fs.Stat(project, schema); err != nil {
		return text
	}
	up := strings.Repeat("../", strings.Count(file, "/"))
	line := "---\n# yaml-language-server: $schema=" + up + schema + "\n"
	return bytes.Replace(text, []byte("---\n"), []byte(line), 1)
}
