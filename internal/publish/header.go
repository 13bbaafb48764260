package publish

import (
	"strings"

	"ownup/internal/output"
	"ownup/internal/site/api/prometheus"
)

// contentType gives the media type that the file at a path is served with.
func contentType(path string) string {
	switch path {
	case "metrics", "metrics.txt":
		return prometheus.ContentType
	}
	return output.ContentType(path)
}

// cacheControl says how long the file at a path may be kept: what is named by its bytes
// for good, all else for so short that an outage is told at once. A cache that cannot
// reach the origin goes on serving what it has for a day.
func cacheControl(path string) string {
	if strings.HasPrefix(path, "assets/") {
		return "public, max-age=31536000, immutable"
	}
	return "public, max-age=30, stale-if-error=86400"
}
