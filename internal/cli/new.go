package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"ownup/internal/content"
	"ownup/internal/status"
)

// newNew gives the command that opens an incident, a maintenance or a notice.
func newNew(p *project) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "new",
		Args:  unknownCommand,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		Short: "Open an incident, a maintenance or a notice",
		Long: `New writes the file of something new, as a careful person would have written it,
and prints its path. Nothing is published before it is pushed; --push does that.

The words come from -m, else from stdin where it is piped, else from $EDITOR.`,
		Example: `  ownup new incident "Mail is slow" --component email=degraded --next 30m -m "We look into it."
  ownup new incident --template email-down --push
  ownup new maintenance "New disks" --component email --from "2026-12-05 22:00" --until 4h
  ownup new notice "Fax ends in October" -m "From October on, faxes are no longer received."`,
	}
	for _, k := range []status.Kind{status.KindIncident, status.KindMaintenance, status.KindNotice} {
		cmd.AddCommand(newOf(p, k))
	}
	return cmd
}

// opener opens something new of one kind.
type opener struct {
	scribe
	kind               status.Kind
	components         []string
	since, next, phase string
	from, until        string
	template           string
	recurrence         string
}

func newOf(p *project, kind status.Kind) *cobra.Command {
	o := opener{scribe: scribe{project: p}, kind: kind}
	cmd := &cobra.Command{
		Use:               kind.String() + " [TITLE]",
		Args:              wants(0, 1),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE:              o.checked,
	}
	flags := cmd.Flags()
	switch kind {
	case status.KindMaintenance:
		cmd.Short = "Announce a maintenance"
		cmd.Example = `  ownup new maintenance "New disks" --component email --from "2026-12-05 22:00" --until "2026-12-06 02:00"
  ownup new maintenance "New disks" --component email=degraded --from 22:00 --until 4h -m "Mail is slow."`
		flags.StringVar(&o.from, "from", "", "when it begins: a time, 22:00 or 2h from now")
		flags.StringVar(&o.until, "until", "", "when it ends: a time, 02:00 or 4h later")
	case status.KindNotice:
		cmd.Short = "Tell something that affects no component"
		cmd.Example = `  ownup new notice "Fax ends in October" --until "2026-10-01 00:00" -m "From October on, faxes are no longer received."`
		flags.StringVar(&o.until, "until", "", "when it ends by itself: a time, or 48h from now")
	default:
		cmd.Short = "Open an incident"
		cmd.Example = `  ownup new incident "Mail is slow" --component email=degraded --next 30m -m "We look into it."
  ownup new incident "Mail is down" --component email=major --since 02:20 --push
  ownup new incident --template email-down --push < words.txt`
		flags.StringVar(&o.since, "since", "", "when it began, such as 02:20 (default now)")
		flags.StringVar(&o.next, "next", "", "when more will be said, such as 30m or 16:00")
		flags.StringVar(&o.phase, "phase", "", "investigating (the default), identified or monitoring")
		flags.StringVar(&o.recurrence, "recurrence-of", "", "the id of the incident that has come back")
		o.complete(cmd, "recurrence-of")
		_ = cmd.RegisterFlagCompletionFunc("phase", cobra.FixedCompletions([]string{"investigating", "identified", "monitoring"}, cobra.ShellCompDirectiveNoFileComp))
	}
	if kind != status.KindNotice {
		flags.StringArrayVarP(&o.components, "component", "c", nil, "what is affected, as ID=HEALTH; may be given again")
		o.completeComponents(cmd)
	}
	flags.StringVarP(&o.template, "template", "t", "", "a file of content/templates to begin with")
	o.completeTemplates(cmd)
	o.textFlags(cmd)
	return cmd
}

// checked refuses what no project can make sense of.
func (o *opener) checked(cmd *cobra.Command, args []string) error {
	switch {
	case len(args) == 0 && o.template == "":
		return errors.New("a title is needed, or --template")
	case o.kind == status.KindMaintenance && (o.from == "" || o.until == ""):
		return errors.New("a maintenance needs its window: --from and --until")
	}
	return run(o.write)(cmd, args)
}

// write writes the file of the new incident.
func (o *opener) write(cmd *cobra.Command, args []string) error {
	site, err := o.read(cmd.Context())
	if err != nil {
		return err
	}
	i, err := o.draft(site)
	if err != nil {
		return err
	}
	if len(args) > 0 {
		i.Title = args[0]
	}
	first := &i.Updates[len(i.Updates)-1]
	text, err := o.said(cmd.Context(), fmt.Sprintf("A new %s: %s", o.kind, i.Title), first.Text)
	if err != nil {
		return err
	}
	first.Text = text
	at, err := o.moment(site, nil)
	if err == nil {
		err = o.fill(&i, at, site.Zone)
	}
	if err != nil {
		return o.kept(err)
	}
	files, err := o.open()
	if err != nil {
		return err
	}
	id, file := content.Name(site, i.Title, status.DateOf(at, site.Zone))
	return o.kept(o.carryOut(cmd.Context(), &edition{
		id: id, file: file, isNew: true,
		change: func([]byte) ([]byte, error) {
			text, err := content.New(file, i, site.Zone)
			return content.WithSchema(files, file, text), err
		},
		said:    fmt.Sprintf("%s: %s", i.Title, content.Heading(*first, site.Zone)),
		subject: fmt.Sprintf("%s: %s", id, first.Phase),
	}))
}

// draft gives what the incident begins with.
func (o *opener) draft(site *status.Site) (status.Incident, error) {
	at, err := o.moment(site, nil)
	if err != nil {
		return status.Incident{}, err
	}
	if o.template == "" {
		return status.Incident{Kind: o.kind, Updates: []status.Update{{At: at, Phase: o.kind.Phases()[0]}}}, nil
	}
	window, err := o.window(at, site.Zone)
	if err != nil {
		return status.Incident{}, err
	}
	files, err := o.open()
	if err != nil {
		return status.Incident{}, err
	}
	i, err := content.Draft(files, o.template, at, window, site.Zone)
	if i.Title != "" && i.Kind != o.kind {
		return i, fmt.Errorf("the template %q is of a %s\n\townup new %s --template %s", o.template, i.Kind, i.Kind, o.template)
	}
	return i, err
}

// window reads the window of a maintenance. Of anything else it is what is known of it.
func (o *opener) window(at time.Time, zone *time.Location) (status.Window, error) {
	var w status.Window
	var err error
	if o.from != "" {
		if w.From, err = beginning(o.from, at, zone); err != nil {
			return w, fmt.Errorf("--from: %w", err)
		}
		at = w.From
	}
	if o.until != "" {
		if w.Until, err = content.ParseLater(o.until, at, zone); err != nil {
			return w, fmt.Errorf("--until: %w", err)
		}
	}
	return w, nil
}

// beginning reads when a maintenance begins: later than now, unless a whole time is given.
func beginning(text string, at time.Time, zone *time.Location) (time.Time, error) {
	if t, err := content.ParseTime(text, zone); err == nil {
		return t, nil
	}
	return content.ParseLater(text, at, zone)
}

// fill puts what the flags say into an incident that is first told of at the given time.
func (o *opener) fill(i *status.Incident, at time.Time, zone *time.Location) error {
	u := &i.Updates[len(i.Updates)-1]
	u.At = at
	claims, err := o.claims(o.components, at, zone)
	if err != nil {
		return err
	}
	for _, c := range claims {
		i.Components = slices.DeleteFunc(i.Components, func(d status.Claim) bool { return d.Component == c.Component })
		i.Components = append(i.Components, c)
	}
	if o.phase != "" {
		var ok bool
		if u.Phase, ok = status.ParsePhase(o.phase); !ok {
			return fmt.Errorf("--phase: unknown phase %q", o.phase)
		}
	}
	if o.since != "" {
		if i.Started, err = content.ParseSince(o.since, at, zone); err != nil {
			return fmt.Errorf("--since: %w", err)
		}
	}
	if o.next != "" {
		if u.Next, err = content.ParseLater(o.next, at, zone); err != nil {
			return fmt.Errorf("--next: %w", err)
		}
	}
	if o.recurrence != "" {
		i.RecurrenceOf = o.recurrence
	}
	w, err := o.window(at, zone)
	switch o.kind {
	case status.KindMaintenance:
		i.Window = w
	case status.KindNotice:
		if !w.Until.IsZero() {
			i.Until = w.Until
		}
	}
	return err
}

// claims reads components of the command line. A maintenance need not say their health.
func (o *opener) claims(texts []string, at time.Time, zone *time.Location) ([]status.Claim, error) {
	texts = slices.Clone(texts)
	for n, text := range texts {
		if o.kind == status.KindMaintenance && !strings.ContainsAny(text, "=:") {
			texts[n] = text + "=" + status.UnderMaintenance.String()
		}
	}
	return claimed(texts, at, zone)
}
