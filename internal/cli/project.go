package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"ownup/internal/content"
	"ownup/internal/content/revision"
	"ownup/internal/output"
	"ownup/internal/report"
	"ownup/internal/site"
	"ownup/internal/site/theme"
	"ownup/internal/status"
	"ownup/themes"
)

// project is the folder that a command works on, and the moment that it tells of.
type project struct {
	env     Environment
	dir     string
	nowText string
	baseURL address // where this build will be served, if not at the site's URL; may be empty

	root   *os.Root
	loader content.Loader
	log    revision.Log // as last read
}

// address is a flag that takes where a site lives: its whole URL, without a slash at the
// end.
type address string

// String gives the URL.
func (a *address) String() string { return string(*a) }

// Type names the value in the help.
func (a *address) Type() string { return "URL" }

// Set takes what stands on the command line.
func (a *address) Set(text string) error {
	u, err := url.Parse(text)
	switch {
	case text == "":
	case err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "":
		return errors.New("write it in full, such as https://example.com/status")
	case u.RawQuery != "" || u.Fragment != "" || u.User != nil:
		return errors.New("a site lives at a host and a path, without ?, # or a user's name")
	}
	*a = address(strings.TrimRight(text, "/"))
	return nil
}

// open opens the folder. Nothing outside of it is ever read, whatever links it holds.
func (p *project) open() (fs.FS, error) {
	if p.root == nil {
		root, err := os.OpenRoot(p.dir)
		if err != nil {
			var failed *fs.PathError
			if errors.As(err, &failed) {
				err = failed.Err
			}
			return nil, fmt.Errorf("the project %q cannot be opened: %w", p.dir, err)
		}
		p.root = root
	}
	return p.root.FS(), nil
}

// load reads the files. A partial load goes on where some of them are wrong: then both
// results are there.
func (p *project) load(ctx context.Context, partial bool) (*status.Site, error) {
	files, err := p.open()
	if err != nil {
		return nil, err
	}
	var s *status.Site
	if partial {
		s, err = p.loader.LoadPartial(files, func(file string) iter.Seq[content.Earlier] {
			return earlier(ctx, p.dir, file)
		})
	} else {
		s, err = p.loader.Load(files)
	}
	if s != nil && p.baseURL != "" {
		s.Base = string(p.baseURL)
	}
	return s, err
}

// earlier gives what a file held at earlier revisions. Where git fails there are none.
func earlier(ctx context.Context, dir, file string) iter.Seq[content.Earlier] {
	return func(yield func(content.Earlier) bool) {
		for v, err := range revision.Earlier(ctx, dir, file) {
			if err != nil || !yield(content.Earlier{Revision: v.Commit, Content: v.Text}) {
				return
			}
		}
	}
}

// record reads the record of edits of a site, or what is new in it.
func (p *project) record(ctx context.Context, s *status.Site) (status.Record, error) {
	var err error
	if p.log.Known {
		p.log, err = p.log.Again(ctx)
	} else {
		p.log, err = revision.Read(ctx, p.dir)
	}
	if err != nil {
		return status.Record{}, fmt.Errorf("read the record of edits: %w", err)
	}
	return p.loader.Record(ctx, s, p.log)
}

// now gives the moment that the site tells of. Without an offset it is in the site's
// zone.
func (p *project) now(s *status.Site) (time.Time, error) {
	if p.nowText != "" {
		t, err := content.ParseTime(p.nowText, s.Zone)
		if err != nil {
			return time.Time{}, fmt.Errorf("--now: %w", err)
		}
		return t, nil
	}
	if epoch, ok := p.env.Lookup("SOURCE_DATE_EPOCH"); ok && epoch != "" {
		seconds, err := strconv.ParseInt(epoch, 10, 64)
		if err != nil {
			return time.Time{}, fmt.Errorf("$SOURCE_DATE_EPOCH is %q, where seconds since 1970 were expected", epoch)
		}
		return time.Unix(seconds, 0), nil
	}
	return p.env.Now(), nil
}

// report loads the project and works out what it says, without the record of edits.
func (p *project) report(ctx context.Context) (*report.Report, error) {
	s, err := p.load(ctx, false)
	if err != nil {
		return nil, err
	}
	now, err := p.now(s)
	if err != nil {
		return nil, err
	}
	return report.At(s, status.Record{}, now), nil
}

// tree turns what the files say at an instant into the files of the site.
func (p *project) tree(s *status.Site, record status.Record, now time.Time) (output.Tree, *report.Report, error) {
	look, err := p.look(s)
	if err != nil {
		return output.Tree{}, nil, err
	}
	return p.dressed(s, look, record, now)
}

// look loads the theme, under the project's overrides and its brand.
func (p *project) look(s *status.Site) (*theme.Theme, error) {
	files, err := p.open()
	if err != nil {
		return nil, err
	}
	look, err := theme.Load(s.Theme, themes.FS, files)
	if err != nil {
		return nil, err
	}
	return look.Branded(s)
}

// dressed gives the files of the site in a look.
func (p *project) dressed(s *status.Site, look *theme.Theme, record status.Record, now time.Time) (output.Tree, *report.Report, error) {
	files, err := p.open()
	if err != nil {
		return output.Tree{}, nil, err
	}
	r := report.At(s, record, now)
	tree, err := site.Tree(r, look, files)
	return tree, r, err
}

// path gives a path of the command line, which is relative to the project.
func (p *project) path(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(p.dir, name)
}
