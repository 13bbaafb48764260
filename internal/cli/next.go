package cli

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/spf13/cobra"
)

// newNext gives the command that says when to build again.
func newNext(p *project) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "next",
		Short: "Print the next instant at which facts change by the clock",
		Long: `Next prints when the site will say something else although no file changed: a
maintenance begins or ends, a promise falls due, an update that is held back is
said. A scheduler that builds then keeps a static page true. It prints "never"
where no such instant is known.`,
		Example: `  ownup next                                       2026-09-03T14:00:00Z
  ownup next --json                                {"next":"2026-09-03T14:00:00Z"}`,
		Args: wants(0, 0),
		RunE: run(func(cmd *cobra.Command, _ []string) error {
			r, err := p.report(cmd.Context())
			if err != nil {
				return err
			}
			var next *string
			if !r.Next.IsZero() {
				text := r.Next.UTC().Format(time.RFC3339)
				next = &text
			}
			if asJSON {
				return json.NewEncoder(p.env.Stdout).Encode(map[string]*string{"next": next})
			}
			if next == nil {
				_, err = fmt.Fprintln(p.env.Stdout, "never")
				return err
			}
			_, err = fmt.Fprintln(p.env.Stdout, *next)
			return err
		}),
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print it as JSON; null where there is none")
	return cmd
}
