package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"ownup/internal/report"
	"ownup/internal/status"
)

// described gives a completion with what it means.
func described(word, meaning string) string {
	return cobra.CompletionWithDesc(word, strings.Join(strings.Fields(meaning), " "))
}

// at gives the site and what it says now, for completions: nil where there is none.
func (s *scribe) at(cmd *cobra.Command) *report.Report {
	site, err := s.read(cmd.Context())
	if err != nil {
		return nil
	}
	now, err := s.now(site)
	if err != nil {
		return nil
	}
	return report.At(site, status.Record{}, now)
}

// ids offers the ids of incidents, newest first.
func ids(incidents []*report.Incident) []string {
	var all []string
	for _, i := range incidents {
		all = append(all, described(i.ID, i.Title+" ("+i.Phase.String()+")"))
	}
	return all
}

// completeAny offers every incident.
func (s *scribe) completeAny(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	r := s.at(cmd)
	if r == nil || len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return ids(r.Incidents), cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
}

// complete offers every incident to a flag.
func (s *scribe) complete(cmd *cobra.Command, flag string) {
	_ = cmd.RegisterFlagCompletionFunc(flag, func(cmd *cobra.Command, _ []string, word string) ([]string, cobra.ShellCompDirective) {
		return s.completeAny(cmd, nil, word)
	})
}

// completeOpen offers what is open and can be in the command's phase.
func (u *updater) completeOpen(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	r := u.at(cmd)
	if r == nil || len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	open := slices.DeleteFunc(slices.Concat(r.Open, r.Active, r.Upcoming, r.Notices), func(i *report.Incident) bool {
		return !slices.Contains(i.Kind().Phases(), u.phase)
	})
	return ids(open), cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
}

// completeUpdate offers what is open, and phases: of what is named, else of all kinds.
func (u *updater) completeUpdate(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	const directive = cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
	r := u.at(cmd)
	if r == nil || len(args) > 1 {
		return nil, directive
	}
	if len(args) == 0 {
		return append(ids(slices.Concat(r.Open, r.Active, r.Upcoming, r.Notices)), phaseWords()...), directive
	}
	for _, i := range r.Incidents {
		if i.ID == args[0] {
			var words []string
			for _, p := range i.Kind().Phases() {
				if p != status.Postmortem {
					words = append(words, p.String())
				}
			}
			return words, directive
		}
	}
	return nil, directive
}

// completeComponents offers the ids of components, and behind the sign their healths.
func (s *scribe) completeComponents(cmd *cobra.Command) {
	_ = cmd.RegisterFlagCompletionFunc("component", func(cmd *cobra.Command, _ []string, word string) ([]string, cobra.ShellCompDirective) {
		if id, _, ok := strings.Cut(word, "="); ok {
			var all []string
			for _, h := range status.Healths() {
				all = append(all, id+"="+h.String())
			}
			return all, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
		}
		var all []string
		if r := s.at(cmd); r != nil {
			for _, c := range r.Components {
				if !c.Retired {
					all = append(all, described(c.ID+"=", c.Name))
				}
			}
		}
		return all, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace | cobra.ShellCompDirectiveKeepOrder
	})
}

// completeTemplates offers the names of the templates.
func (s *scribe) completeTemplates(cmd *cobra.Command) {
	_ = cmd.RegisterFlagCompletionFunc("template", func(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
		site, err := s.read(cmd.Context())
		if err != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return site.Templates, cobra.ShellCompDirectiveNoFileComp
	})
}
