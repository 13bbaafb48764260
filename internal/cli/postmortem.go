package cli

import (
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"ownup/internal/content"
	"ownup/internal/status"
)

// newPostmortem gives the command that begins a postmortem.
func newPostmortem(p *project) *cobra.Command {
	m := reviewer{scribe: scribe{project: p}}
	cmd := &cobra.Command{
		Use:   "postmortem ID",
		Short: "Begin the postmortem of an incident",
		Long: `Postmortem writes five parts into the file of an incident, to be filled in:
summary, timeline, what happened, what was done, what will change. The timeline
is filled in already, from the updates. With -m, with words piped into stdin or
with --edit it writes those instead.`,
		Example: `  ownup postmortem 2026-09-03-core-routing
  ownup postmortem 2026-09-03-core-routing --edit --push`,
		Args:              wants(1, 1),
		ValidArgsFunction: m.completeAny,
		RunE:              run(m.begin),
	}
	m.textFlags(cmd)
	return cmd
}

// reviewer begins postmortems.
type reviewer struct{ scribe }

// begin writes the postmortem, or what is to become one.
func (m *reviewer) begin(cmd *cobra.Command, args []string) error {
	site, err := m.read(cmd.Context())
	if err != nil {
		return err
	}
	i, err := m.named(site, args[0])
	if err != nil {
		return err
	}
	if slices.ContainsFunc(i.Updates, func(u status.Update) bool { return u.Phase == status.Postmortem }) {
		return fmt.Errorf("%s has a postmortem already: it is in %s", i.ID, i.File)
	}
	u := status.Update{Phase: status.Postmortem}
	if u.At, err = m.moment(site, i); err != nil {
		return err
	}
	skeleton := content.Skeleton(i, u.At, site.Zone)
	if u.Text, err = m.text(cmd, i, skeleton); err != nil {
		return err
	}
	if u.Text == skeleton && m.push {
		return m.kept(errors.New("the postmortem is not written yet, so it is not published\n\twrite it with --edit, or leave out --push and fill in the file"))
	}
	if u.At, err = m.moment(site, i); err != nil {
		return m.kept(err)
	}
	said := fmt.Sprintf("%s: %s", i.Title, content.Heading(u, site.Zone))
	if u.Text == skeleton {
		said += "\nfill it in before you commit it"
	}
	return m.kept(m.carryOut(cmd.Context(), &edition{
		id: i.ID, file: i.File, said: said,
		change:  func(src []byte) ([]byte, error) { return content.AppendUpdate(i.File, src, u, site.Zone) },
		subject: i.ID + ": postmortem",
	}))
}

// text gives the words of a postmortem. Nobody needs to write one in one go.
func (m *reviewer) text(cmd *cobra.Command, i *status.Incident, skeleton string) (string, error) {
	if m.atTerminal() && !m.edit && len(m.words) == 0 {
		return skeleton, nil
	}
	return m.said(cmd.Context(), fmt.Sprintf("postmortem of %q, which is %s", i.Title, i.ID), skeleton)
}
