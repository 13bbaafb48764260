package publish

import (
	"strings"
	"testing"
)

func TestTargetsAreReadAsTheyAreWritten(t *testing.T) {
	for _, text := range []string{
		"file:///var/www/status",
		"git+file:///srv/pages.git#gh-pages",
		"git+https://github.com/acme/status#gh-pages",
		"git+https://github.com/acme/status.git#pages/live?history=replace",
		"git+ssh://git@github.com/acme/status#gh-pages",
		"s3://acme-status",
		"s3://acme-status/a/b?endpoint=https://s3.example.com:9000&region=auto&lease=30s&compress=gzip",
		"azblob://acme/$web",
		"azblob://acme/status/a/b?endpoint=http://127.0.0.1:10000/acme&lease=30s&compress=gzip",
		"sftp://host/var/www",
		"sftp://ada@host:2222/~/www?lease=30s",
	} {
		target, err := Parse(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
		} else if target.String() != text {
			t.Errorf("%s became %s", text, target)
		}
	}
}

func TestMistakesInTargetsSayWhatIsMeant(t *testing.T) {
	for text, want := range map[string]string{
		"/var/www":                           "unknown kind of target",
		"ftp://host/www":                     "unknown kind of target",
		"file:///":                           "is no folder",
		"file://host/www":                    "is no folder",
		"file://www/status":                  "is no folder",
		"git+https://github.com/acme/status": "names no branch",
		"git+https://h/a#x..y":               "names no branch",
		"git+https://h/a#x.lock":             "names no branch",
		"git+https:///a#x":                   "names no repository",
		"git+rsync://h/a#x":                  "git cannot publish by",
		"git+https://h/a#x?history=some":     "write history=keep or history=replace",
		"git+https://h/a#x?depth=1":          `unknown option "depth"`,
		"s3:///prefix":                       "names no bucket",
		"s3://b?reigon=eu":                   "there are: endpoint, region, lease, compress",
		"s3://b?endpoint=s3.example.com":     "the endpoint is no address",
		"s3://b?lease=1":                     "no duration",
		"s3://b?compress=br":                 "write compress=gzip",
		"azblob://acme":                      "names no container",
		"azblob:///status":                   "names no container",
		"azblob://acme/status?endpoint=acme": "is no address",
		"azblob://acme/status?sig=x":         `unknown option "sig"`,
		"sftp://host":                        "names no folder of a host",
		"sftp://host/":                       "names no folder of a host",
		"sftp://host/~":                      "names no folder of a host",
		"sftp:///www":                        "names no folder of a host",
		"sftp://-oProxyCommand=touch/www":    "names no folder of a host",
		"sftp://-l@host/www":                 "names no folder of a host",
		"sftp://host/www?lease=1ns":          "no duration",
	} {
		if _, err := Parse(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
}

func TestPasswordsInTargetsAreRefusedAndNotRepeated(t *testing.T) {
	for _, text := range []string{
		"git+https://ada:hunter2@github.com/acme/status#gh-pages",
		"s3://key:hunter2@bucket",
		"sftp://ada:hunter2@host/www",
		"git+https://ada:hunter2@git hub.com/a#x",
		"ftp://ada:hunter2@host/",
	} {
		if _, err := Parse(text); err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func FuzzNoTargetPanicsOrChanges(f *testing.F) {
	f.Add("s3://bucket/prefix?region=x")
	f.Add("git+ssh://git@host/a#b?history=replace")
	f.Add("file:///%zz")
	f.Add("azblob://acme/$web/a?endpoint=http://h/a&compress=gzip")
	f.Add("sftp://ada@[::1]:22/~/www?lease=1m")
	f.Fuzz(func(t *testing.T, text string) {
		if target, err := Parse(text); err == nil && target.String() != text {
			t.Errorf("%q became %q", text, target)
		}
	})
}
