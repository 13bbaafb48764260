package publish

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Parse reads a target as people write it:
//
//	file:///var/www/status
//	git+file:///srv/pages.git#gh-pages
//	git+https://host/owner/repository#gh-pages
//	git+ssh://git@host/owner/repository#gh-pages?history=replace
//	s3://bucket/prefix?endpoint=https://host&region=eu-central-1
//	azblob://account/container/prefix
//	sftp://user@host/var/www/status
//
// It reports what is wrong with the text alone. A text with a password is refused, and
// not repeated.
func Parse(text string) (Target, error) {
	u, err := url.Parse(text)
	if err != nil {
		return nil, fmt.Errorf("the target is no address: write one such as %s", examples["file"])
	}
	if _, secret := u.User.Password(); secret {
		return nil, fmt.Errorf("the target holds a password: take it out, and put it into the environment")
	}
	switch {
	case u.Scheme == "file":
		return parseFolder(text, u)
	case u.Scheme == "s3":
		return parseBucket(text, u)
	case u.Scheme == "azblob":
		return parseContainer(text, u)
	case u.Scheme == "sftp":
		return parseHost(text, u)
	case strings.HasPrefix(u.Scheme, "git+"):
		return parseBranch(text, u)
	}
	return nil, fmt.Errorf("unknown kind of target %q\n\twrite one such as %s", text, strings.Join([]string{
		examples["file"], examples["git+https"], examples["s3"], examples["azblob"], examples["sftp"],
	}, ", "))
}

// examples shows how targets are written.
var examples = map[string]string{
	"file":      "file:///var/www/status",
	"git+https": "git+https://github.com/acme/status#gh-pages",
	"s3":        "s3://bucket/prefix?region=eu-central-1",
	"azblob":    "azblob://account/container/prefix",
	"sftp":      "sftp://user@host/var/www/status",
}

// options gives the query of a target, each name at most once, and complains of names
// that the kind of target does not know.
func options(u *url.URL, known ...string) (map[string]string, error) {
	query, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return nil, fmt.Errorf("the target's options %q cannot be read", u.RawQuery)
	}
	given := map[string]string{}
	for name, values := range query {
		if !slices.Contains(known, name) {
			return nil, fmt.Errorf("unknown option %q of the target %q\n\tthere are: %s", name, u.Redacted(), strings.Join(known, ", "))
		}
		given[name] = values[len(values)-1]
	}
	return given, nil
}

// leaseOf reads how long the lock of a publisher that died is respected.
func leaseOf(text, given string, usual time.Duration) (time.Duration, error) {
	if given == "" {
		return usual, nil
	}
	lease, err := time.ParseDuration(given)
	if err != nil || lease < time.Second {
		return 0, fmt.Errorf("lease=%s of the target %q is no duration of a second or more", given, text)
	}
	return lease, nil
}

// compressOf reads whether files are stored compressed.
func compressOf(text, given string) (bool, error) {
	switch given {
	case "", "none":
		return false, nil
	case "gzip":
		return true, nil
	}
	return false, fmt.Errorf("compress=%s of the target %q is not known\n\twrite compress=gzip or compress=none", given, text)
}
