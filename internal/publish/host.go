package publish

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path"
	"strings"
	"sync"
	"time"

	"github.com/pkg/sftp"
)

// host is a folder of a machine that is reached by SFTP.
type host struct {
	text  string
	user  string // empty: as ssh's own configuration says
	name  string
	port  string // empty: as ssh's own configuration says
	dir   string // absolute, or from the user's home
	ssh   string // the program that connects, with its options, parted by spaces
	lease time.Duration
	tries int // how often a request is sent
}

// The defaults of a host.
const (
	hostLease = time.Minute
	hostTries = 5
	hostPause = time.Second // before a request is sent again; each pause is twice the one before
)

func parseHost(text string, u *url.URL) (Target, error) {
	given, err := options(u, "lease")
	if err != nil {
		return nil, err
	}
	h := host{text: text, user: u.User.Username(), name: u.Hostname(), port: u.Port(), dir: path.Clean(u.Path), ssh: "ssh", tries: hostTries}
	if home, ok := strings.CutPrefix(h.dir, "/~/"); ok {
		h.dir = home
	}
	if h.name == "" || strings.HasPrefix(h.name, "-") || strings.HasPrefix(h.user, "-") ||
		h.dir == "/" || h.dir == "." || h.dir == "/~" || u.Fragment != "" {
		return nil, fmt.Errorf("the target %q names no folder of a host\n\twrite one such as %s", text, examples["sftp"])
	}
	h.lease, err = leaseOf(text, given["lease"], hostLease)
	return h, err
}

// String is the target as it was written.
func (h host) String() string { return h.text }

func (h host) publish(ctx context.Context, site *Site, o Options) (Result, error) {
	open := &openHost{host: h, clock: o.Clock, dial: func(ctx context.Context) (*line, error) { return h.dial(ctx, o) }}
	defer open.hangUp(nil)
	return sendTo(ctx, open, site, o)
}

// openHost is a host that requests can be sent to.
type openHost struct {
	host
	clock Clock
	dial  func(context.Context) (*line, error)
	swept sync.Once

	mu   sync.Mutex
	line *line // nil: there is none
}

// stagingFolder is where files are written before they are renamed into place: on the same
// file system, so that renaming them is one step.
const stagingFolder = ".ownup-staging"

// nature tells that the line is one connection, on which many requests wait at a time.
func (h *openHost) nature() nature { return nature{abreast: 32, lease: h.lease, folders: true} }

func (h *openHost) at(p string) string { return path.Join(h.dir, p) }

// list gives what stands in the given folders and at the root. It looks into no other
// folder, and follows no link.
func (h *openHost) list(ctx context.Context, folders map[string]bool) (map[string]int64, error) {
	sizes := map[string]int64{}
	var mu sync.Mutex
	var next []string
	look := func(ctx context.Context, folder string) error {
		infos, err := ask(ctx, h, func(c *sftp.Client) ([]os.FileInfo, error) { return c.ReadDirContext(ctx, h.at(folder)) })
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("list /%s: %w", folder, err)
		}
		mu.Lock()
		defer mu.Unlock()
		for _, info := range infos {
			p := path.Join(folder, info.Name())
			switch {
			case info.IsDir() && folders[p]:
				next = append(next, p)
			case info.Mode().IsRegular():
				sizes[p] = info.Size()
			default:
				sizes[p] = -1
			}
		}
		return nil
	}
	for level := []string{""}; len(level) > 0; level, next = next, nil {
		if err := inParallel(ctx, h.nature().abreast, level, look); err != nil {
			return nil, err
		}
	}
	return sizes, nil
}

func (h *openHost) get(ctx context.Context, p string) ([]byte, error) {
	content, err := ask(ctx, h, func(c *sftp.Client) ([]byte, error) { return readFile(c, h.at(p)) })
	if err != nil {
		return nil, fmt.Errorf("get %s: %w", p, err)
	}
	return content, nil
}

func readFile(c *sftp.Client, name string) ([]byte, error) {
	f, err := c.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// put writes a file beside the site, and renames it into place.
func (h *openHost) put(ctx context.Context, p string, content []byte) error {
	_, err := ask(ctx, h, func(c *sftp.Client) (struct{}, error) {
		staged := h.at(path.Join(stagingFolder, rand.Text()))
		err := writeStaged(c, staged, content)
		if err == nil {
			err = c.PosixRename(staged, h.at(p))
		}
		if errors.Is(err, fs.ErrNotExist) {
			if err = c.MkdirAll(path.Dir(h.at(p))); err == nil {
				err = c.PosixRename(staged, h.at(p))
			}
		}
		return struct{}{}, err
	})
	if err != nil {
		return fmt.Errorf("put %s: %w", p, err)
	}
	return nil
}

// writeStaged writes a new file, and makes its folder first where that is missing.
func writeStaged(c *sftp.Client, name string, content []byte) error {
	const create = os.O_WRONLY | os.O_CREATE | os.O_EXCL
	f, err := c.OpenFile(name, create)
	if errors.Is(err, fs.ErrNotExist) {
		if err := c.MkdirAll(path.Dir(name)); err != nil {
			return err
		}
		f, err = c.OpenFile(name, create)
	}
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	return errors.Join(err, f.Close())
}

// remove removes a file, and the folders that are empty then.
func (h *openHost) remove(ctx context.Context, p string) error {
	_, err := ask(ctx, h, func(c *sftp.Client) (struct{}, error) {
		err := c.Remove(h.at(p))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return struct{}{}, err
		}
		for folder := path.Dir(p); folder != "." && c.RemoveDirectory(h.at(folder)) == nil; {
			folder = path.Dir(folder)
		}
		return struct{}{}, nil
	})
	if err != nil {
		return fmt.Errorf("remove %s: %w", p, err)
	}
	return nil
}
