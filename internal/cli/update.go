package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"ownup/internal/content"
	"ownup/internal/report"
	"ownup/internal/status"
)

// updater adds an update to something that is there already.
type updater struct {
	scribe
	phase       status.Phase
	components  []string
	since, next string
	from, until string // of a new window
}

// newUpdate gives the command that adds an update of any phase.
func newUpdate(p *project) *cobra.Command {
	u := updater{scribe: scribe{project: p}}
	cmd := &cobra.Command{
		Use:   "update [ID] PHASE",
		Short: "Add an update to an incident, a maintenance or a notice",
		Long: `Update writes one more update into the file of something that is open, and
changes nothing else in it. The id may be left out where only one is open.

The words come from -m, else from stdin where it is piped, else from $EDITOR.`,
		Example: `  ownup update identified -m "A disk is full." --next 1h
  ownup update monitoring --since 15:30 --component email=degraded --component fax=operational
  ownup update 2026-09-03-core-routing update -m "Nothing new. We go on." --next 30m --push
  ownup update 2026-12-05-new-disks scheduled --from "2026-12-06 22:00" --until 4h`,
		Args: wants(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			word := args[len(args)-1]
			var ok bool
			if u.phase, ok = status.ParsePhase(word); !ok || u.phase == status.Postmortem {
				return unknownPhase(word)
			}
			return run(u.add)(cmd, args[:len(args)-1])
		},
	}
	cmd.ValidArgsFunction = u.completeUpdate
	u.stateFlags(cmd)
	cmd.Flags().StringVar(&u.next, "next", "", "when more will be said, such as 30m or 16:00")
	cmd.Flags().StringVar(&u.from, "from", "", "of a maintenance that is scheduled anew: when it begins")
	cmd.Flags().StringVar(&u.until, "until", "", "and when it ends")
	u.textFlags(cmd)
	return cmd
}

// stateFlags adds the flags that say how things are, and since when.
func (u *updater) stateFlags(cmd *cobra.Command) {
	cmd.Flags().StringArrayVarP(&u.components, "component", "c", nil, "what changes, as ID=HEALTH; may be given again")
	cmd.Flags().StringVar(&u.since, "since", "", "since when it is so, such as 15:30 (default now)")
	u.completeComponents(cmd)
}

// unknownPhase says which phases there are.
func unknownPhase(word string) error {
	if word == "postmortem" {
		return errors.New("a postmortem has a command of its own\n\townup postmortem ID")
	}
	return fmt.Errorf("unknown phase %q: it is one of %s", word, strings.Join(phaseWords(), ", "))
}

// phaseWords gives the words of all phases that an update can have.
func phaseWords() []string {
	var words []string
	for p := range status.Postmortem {
		words = append(words, p.String())
	}
	return words
}

// newResolve gives the command that ends an incident or a notice.
func newResolve(p *project) *cobra.Command {
	return newEnding(p, status.Resolved, &cobra.Command{
		Use:   "resolve [ID]",
		Short: "Say that an incident is over",
		Long: `Resolve writes the update that ends an incident, and with it all of its effects.
With --since it ended earlier than it is told. The id may be left out where only
one is open.`,
		Example: `  ownup resolve -m "Mail works again. Nothing was lost." --since 18:30
  ownup resolve 2026-09-03-core-routing --push < words.txt`,
	})
}

// newStart gives the command that begins a maintenance.
func newStart(p *project) *cobra.Command {
	return newEnding(p, status.InProgress, &cobra.Command{
		Use:     "start [ID]",
		Short:   "Say that a maintenance has begun",
		Example: `  ownup start -m "We begin now."`,
	})
}

// newComplete gives the command that ends a maintenance.
func newComplete(p *project) *cobra.Command {
	return newEnding(p, status.Completed, &cobra.Command{
		Use:     "complete [ID]",
		Short:   "Say that a maintenance is done",
		Example: `  ownup complete --since 23:40 -m "The new disks are in use."`,
	})
}

// newCancel gives the command that calls a maintenance off.
func newCancel(p *project) *cobra.Command {
	return newEnding(p, status.Cancelled, &cobra.Command{
		Use:     "cancel [ID]",
		Short:   "Call a maintenance off, or break it off",
		Example: `  ownup cancel 2026-12-05-new-disks -m "The disks did not arrive."`,
	})
}

// newEnding completes a command that adds an update of one phase.
func newEnding(p *project, phase status.Phase, cmd *cobra.Command) *cobra.Command {
	u := updater{scribe: scribe{project: p}, phase: phase}
	cmd.Args = wants(0, 1)
	cmd.RunE = run(u.add)
	cmd.ValidArgsFunction = u.completeOpen
	u.stateFlags(cmd)
	u.textFlags(cmd)
	return cmd
}

// add writes the update.
func (u *updater) add(cmd *cobra.Command, args []string) error {
	site, err := u.read(cmd.Context())
	if err != nil {
		return err
	}
	i, err := u.choose(site, args, cmd.CommandPath())
	if err != nil {
		return err
	}
	text, err := u.said(cmd.Context(), fmt.Sprintf("%s: an update of %q, which is %s", u.phase, i.Title, i.ID), "")
	if err != nil {
		return err
	}
	update, err := u.update(site, i)
	if err != nil {
		return u.kept(err)
	}
	update.Text = text
	return u.kept(u.carryOut(cmd.Context(), &edition{
		id: i.ID, file: i.File,
		change:  func(src []byte) ([]byte, error) { return content.AppendUpdate(i.File, src, update, site.Zone) },
		said:    fmt.Sprintf("%s: %s", i.Title, content.Heading(update, site.Zone)),
		subject: fmt.Sprintf("%s: %s", i.ID, u.phase),
	}))
}

// choose finds what the update is of: what is named, else the only thing that is open and
// can be said to be so.
func (u *updater) choose(site *status.Site, args []string, verb string) (*status.Incident, error) {
	if len(args) > 0 {
		return u.named(site, args[0])
	}
	now, err := u.now(site)
	if err != nil {
		return nil, err
	}
	verb = strings.TrimPrefix(verb, "ownup ") + " ID"
	if strings.HasPrefix(verb, "update") {
		verb += " " + u.phase.String()
	}
	return only(openTo(report.At(site, status.Record{}, now), u.phase), verb)
}

// openTo gives what is open and can be in a phase: incidents alone, where there are any.
func openTo(r *report.Report, phase status.Phase) []*report.Incident {
	for _, some := range [][]*report.Incident{r.Open, slices.Concat(r.Active, r.Upcoming), r.Notices} {
		if len(some) > 0 && slices.Contains(some[0].Kind().Phases(), phase) {
			return narrowed(some, phase)
		}
	}
	return nil
}

// narrowed leaves of several maintenances those that can begin, or end.
func narrowed(some []*report.Incident, phase status.Phase) []*report.Incident {
	planned := func(i *report.Incident) bool { return i.Phase == status.Scheduled }
	fits := slices.Clone(some)
	switch phase {
	case status.Completed, status.Verifying:
		fits = slices.DeleteFunc(fits, planned)
	case status.Scheduled:
		fits = slices.DeleteFunc(fits, func(i *report.Incident) bool { return !planned(i) })
	}
	if len(fits) == 0 {
		return some
	}
	return fits
}

// update gives what the flags say.
func (u *updater) update(site *status.Site, i *status.Incident) (status.Update, error) {
	said := status.Update{Phase: u.phase}
	var err error
	if said.At, err = u.moment(site, i); err != nil {
		return said, err
	}
	if u.since != "" {
		if said.Since, err = content.ParseSince(u.since, said.At, site.Zone); err != nil {
			return said, fmt.Errorf("--since: %w", err)
		}
	}
	if u.next != "" {
		if said.Next, err = content.ParseLater(u.next, said.At, site.Zone); err != nil {
			return said, fmt.Errorf("--next: %w", err)
		}
	}
	if said.Claims, err = claimed(u.components, said.At, site.Zone); err != nil {
		return said, err
	}
	if u.from != "" || u.until != "" {
		o := opener{from: u.from, until: u.until}
		said.Window, err = o.window(said.At, site.Zone)
	}
	return said, err
}

// claimed reads components of the command line.
func claimed(texts []string, at time.Time, zone *time.Location) ([]status.Claim, error) {
	var claims []status.Claim
	for _, text := range texts {
		c, err := content.ParseClaim(text, at, zone)
		if err != nil {
			return nil, fmt.Errorf("--component: %w", err)
		}
		claims = append(claims, c)
	}
	return claims, nil
}
