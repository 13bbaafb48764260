package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"ownup/internal/report"
	"ownup/internal/status"
)

// newStatus gives the command that shows the page in a terminal.
func newStatus(p *project) *cobra.Command {
	g := glance{scribe: scribe{project: p}}
	cmd := &cobra.Command{
		Use:   "status",
		Short: "Show how things are, for one look",
		Long: `Status says what is open and who waits for a word since when, what is late, which
maintenance comes, and the uptime of this month. With --exit-code the exit status
is 1 where an incident is open or anything is late. A file with problems is left
out, and named.`,
		Example: `  ownup status
  ownup status --watch
  ownup status --exit-code > /dev/null || echo "something is open"
  ownup status --json | jq -r .open[].id`,
		Args:              wants(0, 0),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: run(func(cmd *cobra.Command, _ []string) error {
			if g.watch {
				return g.follow(cmd.Context())
			}
			return g.show(cmd.Context())
		}),
	}
	cmd.Flags().BoolVar(&g.asJSON, "json", false, "print it as JSON")
	cmd.Flags().BoolVar(&g.exitCode, "exit-code", false, "exit with 1 where an incident is open or anything is late")
	cmd.Flags().BoolVar(&g.watch, "watch", false, "show it again whenever it changes, until you press Ctrl-C")
	cmd.MarkFlagsMutuallyExclusive("watch", "exit-code")
	return cmd
}

// glance shows how things are.
type glance struct {
	scribe
	asJSON, exitCode, watch bool
}

// lookEvery is how often a watched project is looked at.
const lookEvery = 2 * time.Second

// look gives what there is to see now.
func (g *glance) look(ctx context.Context) ([]byte, *report.Report, error) {
	site, err := g.read(ctx)
	if err != nil {
		return nil, nil, err
	}
	now, err := g.now(site)
	if err != nil {
		return nil, nil, err
	}
	r := report.At(site, status.Record{}, now)
	var b bytes.Buffer
	if g.asJSON {
		err = json.NewEncoder(&b).Encode(newStatusJSON(r))
	} else {
		v := view{Report: r, out: &b}
		v.write()
	}
	return b.Bytes(), r, err
}

// show prints it once.
func (g *glance) show(ctx context.Context) error {
	text, r, err := g.look(ctx)
	if err != nil {
		return err
	}
	if _, err := g.env.Stdout.Write(text); err != nil {
		return err
	}
	for _, w := range r.Site.Withheld {
		fmt.Fprintf(g.env.Stderr, "%s has problems, and is left out: see \"ownup check\"\n", w.File)
	}
	if g.exitCode && pressing(r) {
		return errTold
	}
	return nil
}

// pressing reports whether somebody has to do something.
func pressing(r *report.Report) bool {
	for _, i := range r.Active {
		if i.Overrun || i.Late() {
			return true
		}
	}
	return len(r.Open) > 0 || len(r.Commitments) > 0 && r.Commitments[0].State == report.Overdue
}

// emptied makes a terminal empty, and goes to its top.
const emptied = "\x1b[H\x1b[2J"

// follow prints it whenever it changes. While the files make no sense, it says why.
func (g *glance) follow(ctx context.Context) error {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	var before []byte
	for {
		text, _, err := g.look(ctx)
		if err != nil {
			var b bytes.Buffer
			printError(&b, err)
			text = b.Bytes()
		}
		if !bytes.Equal(text, before) {
			before = text
			if err := g.refresh(text); err != nil {
				return err
			}
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// refresh shows a text in place of what a terminal showed before.
func (g *glance) refresh(text []byte) error {
	if isTerminal(g.env.Stdout) {
		_, err := io.WriteString(g.env.Stdout, emptied+string(text))
		return err
	}
	_, err := g.env.Stdout.Write(text)
	return err
}
