package publish

import (
	"bytes"
	"compress/gzip"
	"path"
	"strings"

	"ownup/internal/output"
	"ownup/internal/site/api/prometheus"
)

// contentType gives the media type that the file at a path is served with.
func contentType(p string) string {
	switch p {
	case "metrics", "metrics.txt":
		return prometheus.ContentType
	}
	return output.ContentType(p)
}

// cacheControl says how long the file at a path may be kept: what is named by its bytes
// for good, all else for so short that an outage is told at once. A cache that cannot
// reach the origin goes on serving what it has for a day.
func cacheControl(p string) string {
	if strings.HasPrefix(p, "assets/") {
		return "public, max-age=31536000, immutable"
	}
	return "public, max-age=30, stale-if-error=86400"
}

// compressible reports whether a file is worth compressing where that is asked for, and
// nobody meets it who may not be able to read it then: browsers load pages, styles and
// scripts, and take them compressed; of the programs that load the rest, some do not.
func compressible(p string, size int64) bool {
	switch path.Ext(p) {
	case ".html", ".css", ".js":
		return size >= 1<<10
	}
	return false
}

// compressed gives bytes as gzip has them: the same for the same bytes.
func compressed(content []byte) ([]byte, error) {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(content); err != nil {
		return nil, err
	}
	err = w.Close()
	return b.Bytes(), err
}
