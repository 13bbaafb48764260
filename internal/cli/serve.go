package cli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"ownup/internal/content"
	"ownup/internal/content/revision"
	"ownup/internal/diag"
	"ownup/internal/forge"
	"ownup/internal/output"
	"ownup/internal/preview"
	"ownup/internal/report"
	"ownup/internal/site"
	"ownup/internal/status"
)

// newServe gives the command that serves the site while it is written.
func newServe(p *project) *cobra.Command {
	s := previewer{project: p}
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve the site while you write it",
		Long: `Serve shows the site in a browser while you write it. It reloads the page when a
file has changed, shows the problems of a broken file over the last good page,
and travels in time: with --now, and with the bar below each page. Where site.yaml
names the repository, the bar links to its web editor.`,
		Example: `  ownup serve
  ownup serve --addr :9000                      on every interface of this machine
  ownup serve --now 2026-09-03T09:30-04:00      in the middle of an outage`,
		Args: wants(0, 0),
		RunE: run(s.serve),
	}
	cmd.Flags().StringVar(&s.addr, "addr", "localhost:8080", "where to listen, as HOST:PORT")
	cmd.Flags().Var(&p.baseURL, "base-url", "where the site will live, instead of url in site.yaml")
	return cmd
}

type previewer struct {
	*project
	addr   string
	told   string         // what was last said to be held back
	latest *report.Report // of the site that was built last
}

func (s *previewer) serve(cmd *cobra.Command, _ []string) error {
	loaded, problems := s.load(cmd.Context(), false)
	zone, base := time.UTC, ""
	if loaded != nil {
		zone = loaded.Zone
		if u, err := url.Parse(loaded.Home()); err == nil {
			base = u.Path
		}
	} else if errors.As(problems, new(diag.List)) {
		printError(s.env.Stderr, problems) // the preview shows them until they are mended
	} else {
		return problems
	}
	now, err := s.clock(zone)
	if err != nil {
		return err
	}
	listener, err := new(net.ListenConfig).Listen(cmd.Context(), "tcp", s.addr)
	if err != nil {
		return fmt.Errorf("%w\n\tchoose another address with --addr HOST:PORT", err)
	}
	fmt.Fprintf(s.env.Stderr, "serving %s at http://%s%s/ until you press Ctrl-C\n", filepath.Join(s.dir, content.Folder), shown(listener), base)
	return preview.Preview{
		Build:  func(now time.Time) (output.Tree, error) { return s.build(cmd.Context(), now) },
		Links:  s.links(cmd.Context()),
		Watch:  filepath.Join(s.dir, content.Folder),
		Now:    now,
		Base:   base,
		Policy: site.Policy,
		Log:    s.env.Stderr,
	}.Serve(cmd.Context(), listener)
}

// clock gives the moment that pages tell of, which stands still where --now says so.
func (s *previewer) clock(zone *time.Location) (func() time.Time, error) {
	fixed, err := s.now(&status.Site{Zone: zone})
	if err != nil {
		return nil, err
	}
	if _, given := s.env.Lookup("SOURCE_DATE_EPOCH"); given || s.nowText != "" {
		return func() time.Time { return fixed.In(zone) }, nil
	}
	return func() time.Time { return s.env.Now().In(zone) }, nil
}

// build gives the site at a moment, and tells once what it holds back.
func (s *previewer) build(ctx context.Context, now time.Time) (output.Tree, error) {
	loaded, err := s.load(ctx, false)
	if err != nil {
		return output.Tree{}, err
	}
	record, err := s.record(ctx, loaded)
	if err != nil {
		return output.Tree{}, err
	}
	tree, r, err := s.tree(loaded, record, now)
	if err != nil {
		return output.Tree{}, err
	}
	if held := r.HeldBack(); held.Error() != s.told {
		s.told = held.Error()
		tellHeld(s.env.Stderr, held)
	}
	s.latest = r
	return tree, nil
}

// links gives what the bar links to: the repository's web editor, where it is known which
// branch people edit there.
func (s *previewer) links(ctx context.Context) func() []preview.Link {
	branch, folder, err := revision.Upstream(ctx, s.dir)
	if err != nil {
		return nil
	}
	return func() []preview.Link {
		return webLinks(forge.Project{Repository: s.latest.Site.Repository, Branch: branch, Folder: folder}, s.latest)
	}
}

// shown gives the address of a listener as a browser takes it.
func shown(listener net.Listener) string {
	addr, ok := listener.Addr().(*net.TCPAddr)
	if !ok || !addr.IP.IsUnspecified() && !addr.IP.IsLoopback() {
		return listener.Addr().String()
	}
	return fmt.Sprintf("localhost:%d", addr.Port)
}
