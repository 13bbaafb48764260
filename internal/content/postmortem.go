package content

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"ownup/internal/markdown"
	"ownup/internal/status"
)

// Skeleton gives the text of a postmortem that is still to be written: five parts, each
// with the question that it answers as a comment, which no page shows. The timeline is
// filled in from what was said by then, in order of when it was so.
func Skeleton(i *status.Incident, now time.Time, zone *time.Location) string {
	var b strings.Builder
	part := func(heading, question string) { fmt.Fprintf(&b, "### %s\n\n<!-- %s -->\n\n", heading, question) }
	part("Summary", "What failed, for whom, for how long, and why.")
	b.WriteString("### Timeline\n\n" + timeline(moments(i, now), zone) + "\n")
	part("What happened", "The cause, and why it was not caught before.")
	part("What we did", "How it was found and mended, and what worked again when.")
	part("What we will change", "A line each, with a day: - [ ] What we promise (due: 2026-10-01, owner: who)")
	return strings.TrimSpace(b.String())
}

// moment is a line of a timeline.
type moment struct {
	at   time.Time
	what string
}

// moments gives what is known of an incident's course, oldest first.
func moments(i *status.Incident, now time.Time) []moment {
	all := []moment{{i.Started, "It begins."}, {i.Detected, "We notice it."}}
	for _, u := range i.Updates {
		if u.At.After(now) || u.Phase == status.Postmortem {
			continue
		}
		what := strings.ReplaceAll(u.Phase.String(), "_", " ")
		if text := markdown.Plain(u.Text, 160); text != "" {
			what += ": " + text
		}
		all = append(all, moment{u.Effective(), strings.ToUpper(what[:1]) + what[1:]})
	}
	all = slices.DeleteFunc(all, func(m moment) bool { return m.at.IsZero() })
	slices.SortStableFunc(all, func(a, b moment) int { return a.at.Compare(b.at) })
	return all
}

// timeline writes moments as a table. Where all fall on one day, it is named once.
func timeline(all []moment, zone *time.Location) string {
	layout, days := "15:04", ""
	for n, m := range all {
		switch day := m.at.In(zone).Format("2006-01-02, UTC-07:00"); {
		case n == 0:
			days = "Times are those of " + day + ".\n\n"
		case !strings.Contains(days, day):
			layout, days = "2006-01-02 15:04 -07:00", ""
		}
	}
	var b strings.Builder
	b.WriteString(days + "| Time | What happened |\n|---|---|\n")
	for _, m := range all {
		fmt.Fprintf(&b, "| %s | %s |\n", m.at.In(zone).Format(layout), plainMarks.Replace(m.what))
	}
	return b.String()
}

// plainMarks takes the meaning from what would be Markdown in the cell of a table.
var plainMarks = strings.NewReplacer(
	`\`, `\\`, "|", `\|`, "*", `\*`, "_", `\_`, "`", "\\`", "[", `\[`, "]", `\]`, "<", `\<`, "&", `\&`, "~", `\~`, "!", `\!`, "#", `\#`,
)
