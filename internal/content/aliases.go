package content

import (
	"net/url"
	"path"
	"strings"
)

// aliasPath gives the path of an old URL, as it stands in a tree of files: no query, no
// fragment, nothing that leads out of the site.
func aliasPath(text string) (string, bool) {
	u, err := url.Parse(text)
	if err != nil || u.RawQuery != "" || u.Fragment != "" || !strings.HasPrefix(u.Path, "/") {
		return "", false
	}
	clean := path.Clean(u.Path)
	if clean == "/" || strings.ContainsAny(clean, "\\\x00*?\"<>|\n") {
		return "", false
	}
	if strings.HasSuffix(u.Path, "/") {
		clean += "/"
	}
	return clean, true
}
