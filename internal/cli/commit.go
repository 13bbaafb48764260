package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"ownup/internal/content"
	"ownup/internal/report"
	"ownup/internal/status"
)

// promiser makes commitments, and ticks them.
type promiser struct {
	scribe
	due, owner, on string
}

// newCommitTo gives the command that adds a commitment to a postmortem.
func newCommitTo(p *project) *cobra.Command {
	c := promiser{scribe: scribe{project: p}}
	cmd := &cobra.Command{
		Use:   "commit-to ID TEXT",
		Short: "Promise something in the postmortem of an incident",
		Example: `  ownup commit-to 2026-09-03-core-routing "Publish the vendor's report" --due 2026-10-15 --owner network
  ownup commit-to 2026-09-03-core-routing "Move this page out of our datacentres" --due 2026-10-01 --push`,
		Args:              wants(2, 2),
		ValidArgsFunction: c.completeAny,
		RunE:              run(c.promise),
	}
	cmd.Flags().StringVar(&c.due, "due", "", "the day by whose end it is to be kept, such as 2026-10-15")
	cmd.Flags().StringVar(&c.owner, "owner", "", "who keeps it")
	c.flags(cmd)
	return cmd
}

// newDone gives the command that ticks a commitment.
func newDone(p *project) *cobra.Command {
	c := promiser{scribe: scribe{project: p}}
	cmd := &cobra.Command{
		Use:   "done ID [WORDS]",
		Short: "Say that a commitment is kept",
		Long: `Done ticks the commitment that has the given words, and says on which day it was
kept. The words may be left out where only one is open.`,
		Example: `  ownup done 2026-09-03-core-routing "vendor's report"
  ownup done 2026-09-03-core-routing "second channel" --on 2026-09-20 --push`,
		Args:              wants(1, 2),
		ValidArgsFunction: c.completeCommitment,
		RunE:              run(c.keep),
	}
	cmd.Flags().StringVar(&c.on, "on", "", "the day on which it was kept (default today)")
	c.flags(cmd)
	return cmd
}

// promise writes a commitment.
func (c *promiser) promise(cmd *cobra.Command, args []string) error {
	site, err := c.read(cmd.Context())
	if err != nil {
		return err
	}
	i, err := c.named(site, args[0])
	if err != nil {
		return err
	}
	due, err := day("--due", c.due)
	if err != nil {
		return err
	}
	made := status.Commitment{Text: args[1], Due: due, Owner: c.owner}
	said := "promised: " + made.Text
	if !due.IsZero() {
		said += ", by " + due.String()
	}
	return c.carryOut(cmd.Context(), &edition{
		id: i.ID, file: i.File, said: said,
		change:  func(src []byte) ([]byte, error) { return content.AddCommitment(i.File, src, made, site.Zone) },
		subject: i.ID + ": commitment",
	})
}

// keep ticks a commitment.
func (c *promiser) keep(cmd *cobra.Command, args []string) error {
	site, err := c.read(cmd.Context())
	if err != nil {
		return err
	}
	i, err := c.named(site, args[0])
	if err != nil {
		return err
	}
	now, err := c.now(site)
	if err != nil {
		return err
	}
	on := status.DateOf(now, site.Zone)
	if c.on != "" {
		if on, err = day("--on", c.on); err != nil {
			return err
		}
	}
	e := edition{id: i.ID, file: i.File, subject: i.ID + ": commitment kept"}
	e.change = func(src []byte) ([]byte, error) {
		text, kept, err := content.KeepCommitment(i.File, src, strings.Join(args[1:], " "), on, site.Zone)
		e.said = fmt.Sprintf("kept on %s: %s", on, kept.Text)
		return text, err
	}
	return c.carryOut(cmd.Context(), &e)
}

// day reads a day of the command line; zero where none is given.
func day(flag, text string) (status.Date, error) {
	if text == "" {
		return status.Date{}, nil
	}
	d, err := status.ParseDate(text)
	if err != nil {
		return d, fmt.Errorf("%s: %q is no day\n\twrite it as 2026-10-15", flag, text)
	}
	return d, nil
}

// completeCommitment offers the incidents with open commitments, and these.
func (c *promiser) completeCommitment(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	const directive = cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
	r := c.at(cmd)
	if r == nil {
		return nil, directive
	}
	var all []string
	for _, k := range r.Commitments {
		switch {
		case k.State > report.Open:
		case len(args) == 0:
			all = append(all, described(k.Incident.ID, k.Incident.Title))
		case len(args) == 1 && k.Incident.ID == args[0]:
			all = append(all, k.Text)
		}
	}
	return all, directive
}
