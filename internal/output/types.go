package output

import (
	"mime"
	"path"
	"strings"
)

// ContentType gives the media type that a file of a site is served with, by its name: the
// same on every machine for what a site is made of, and without a type of its own plain
// text, since no other file is without an extension.
func ContentType(p string) string {
	const utf8 = "; charset=utf-8"
	switch ext := strings.ToLower(path.Ext(p)); ext {
	case ".html", ".css", ".csv":
		return "text/" + ext[1:] + utf8
	case ".js", ".mjs":
		return "text/javascript" + utf8
	case ".json":
		return "application/json"
	case ".xml":
		return "application/xml"
	case ".rss", ".atom":
		return "application/" + ext[1:] + "+xml"
	case ".ics":
		return "text/calendar" + utf8
	case ".svg":
		return "image/svg+xml"
	case ".png", ".gif", ".webp", ".avif":
		return "image/" + ext[1:]
	case ".jpg", ".jpeg":
		return "image/jpeg"
	case ".ico":
		return "image/x-icon"
	case ".woff", ".woff2":
		return "font/" + ext[1:]
	case ".pdf":
		return "application/pdf"
	case ".webmanifest":
		return "application/manifest+json"
	case "", ".txt", ".md":
		return "text/plain" + utf8
	default:
		if known := mime.TypeByExtension(ext); known != "" {
			return known
		}
		return "application/octet-stream"
	}
}
