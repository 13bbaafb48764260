package importer

import (
	"net/url"
	"regexp"
	"strings"
)

// hostForm is a host, perhaps with a port.
var hostForm = regexp.MustCompile(`^[A-Za-z0-9._-]+(?::\d+)?$`)

// address gives the URL of a page as a site has it: with a scheme and a host, without
// credentials, query and slash at the end. It is empty where there is none.
func address(text string) string {
	text = line(text)
	if text != "" && !strings.Contains(text, "://") {
		text = "https://" + text
	}
	u, err := url.Parse(text)
	if err != nil || !hostForm.MatchString(u.Host) || u.Scheme != "https" && u.Scheme != "http" {
		return ""
	}
	return strings.TrimRight((&url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}).String(), "/")
}

// pathOf gives the path of an old page as an alias; empty where it cannot be one.
func pathOf(text string) string {
	u, err := url.Parse(text)
	if err != nil || strings.ContainsAny(u.Path, "\\*?\"<>|\n\x00") || strings.Trim(u.Path, "/.") == "" {
		return ""
	}
	return "/" + strings.TrimLeft(u.Path, "/")
}
