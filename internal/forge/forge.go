// Package forge knows the addresses at which GitHub and GitLab let people edit the files of
// a repository in a browser, also that of a phone:
//
//	https://github.com/OWNER/REPO/new/BRANCH?filename=PATH&value=TEXT
//	https://github.com/OWNER/REPO/edit/BRANCH/PATH
//	https://gitlab.com/GROUP/REPO/-/new/BRANCH?file_name=PATH
//	https://gitlab.com/GROUP/REPO/-/edit/BRANCH/PATH
package forge

import (
	"net/url"
	"strings"
)

// Project is where a project stands: in a branch of a repository.
type Project struct {
	Repository string // the URL of its page, without a slash at the end
	Branch     string // that people edit; none of the forges lets them edit "HEAD"
	Folder     string // of the project in the repository: "" or with a slash at the end
}

// kind is a forge by its manners.
type kind int

const (
	unknown kind = iota
	gitHub
	gitLab
)

// kind tells the forge by the name of its host, as people name theirs. It is unknown where
// no links can be given at all.
func (p Project) kind() kind {
	u, err := url.Parse(p.Repository)
	if err != nil || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || p.Branch == "" {
		return unknown
	}
	switch host := strings.ToLower(u.Host); {
	case strings.Contains(host, "github"):
		return gitHub
	case strings.Contains(host, "gitlab"):
		return gitLab
	}
	return unknown
}

// New gives the link that opens an editor with a new file, whose path counts from the
// project's folder; false where the forge is not known. GitLab's editor knows the file's
// name, and ignores the text for now: https://gitlab.com/gitlab-org/gitlab/-/issues/594214.
func (p Project) New(file, text string) (string, bool) {
	name, content, path := "filename", "value", "/new/"
	switch p.kind() {
	case unknown:
		return "", false
	case gitLab:
		name, content, path = "file_name", "content", "/-/new/"
	}
	query := name + "=" + quoted(p.Folder+file) + "&" + content + "=" + quoted(text)
	return p.Repository + path + escaped(p.Branch) + "?" + query, true
}

// Edit gives the link that opens an editor with a file that is there; false where the
// forge is not known.
func (p Project) Edit(file string) (string, bool) {
	path := "/edit/"
	switch p.kind() {
	case unknown:
		return "", false
	case gitLab:
		path = "/-/edit/"
	}
	return p.Repository + path + escaped(p.Branch) + "/" + escaped(p.Folder+file), true
}

// Form gives the link that opens a form for issues, by its file's name; false where the
// forge has none.
func (p Project) Form(name string) (string, bool) {
	if p.kind() != gitHub {
		return "", false
	}
	return p.Repository + "/issues/new?template=" + quoted(name), true
}

// quoted writes a value of a query. A space is %20, which every forge reads as one.
func quoted(value string) string {
	return strings.ReplaceAll(url.QueryEscape(value), "+", "%20")
}

// escaped writes a path, whose slashes stay.
func escaped(path string) string { return (&url.URL{Path: path}).EscapedPath() }
