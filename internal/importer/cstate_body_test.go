package importer_test

import (
	"strings"
	"testing"
)

// told gives the messages of an issue of cState, a line each: when, how, and their words.
func told(t *testing.T, front, text string) string {
	t.Helper()
	_, i := only(t, "cstate", issue("2024-05-01-a.md", "---\ntitle: A\ndate: 2024-05-01T08:00:00Z\n"+front+"\n---\n"+text))
	var b strings.Builder
	for _, u := range i.Updates {
		when := "--"
		if !u.At.IsZero() {
			when = u.At.UTC().Format("02 15:04")
		}
		b.WriteString(when + " " + u.Phase.String())
		if !u.Since.IsZero() {
			b.WriteString(" since " + u.Since.UTC().Format("02 15:04"))
		}
		b.WriteString(": " + strings.Join(strings.Fields(u.Text), " ") + "\n")
	}
	return b.String()
}

func TestTheTextOfAnIssueIsDividedWhereItSaysTimes(t *testing.T) {
	const down = "severity: down\nresolved: true\nresolvedWhen: 2024-05-01T12:00:00Z"
	for _, test := range []struct{ name, front, text, want string }{
		{
			"by shortcodes, with what was learned", down,
			"*Post-mortem*\n\nA node was lost.\n\nIt was ours.\n\n---\n\n*Resolved* - all is well. {{< track \"2024-05-01 14:00\" >}}\n\n*Monitoring* - we wait {{% track \"2024-05-01 12:30\" %}}.\n\n*Investigating* - we look. {{< track \"2024-05-01 10:00\" >}}\n",
			"01 08:00 investigating: *Investigating* - we look.\n01 10:30 monitoring: *Monitoring* - we wait.\n01 12:00 resolved: *Resolved* - all is well.\n-- postmortem: A node was lost. It was ours.\n",
		},
		{
			"newest first, below labels", down,
			"[Update - 2024-05-01 11h50 UTC]\nIt is back.\n\nAlmost.\n\n[Update - 2024-05-01 09h30 UTC]\nFound.\n\n[Initial message]\nIt is down.\n\nWe look.\n",
			"01 08:00 investigating: [Initial message] It is down. We look.\n01 09:30 update: [Update - 2024-05-01 09h30 UTC] Found.\n01 11:50 update: [Update - 2024-05-01 11h50 UTC] It is back. Almost.\n01 12:00 resolved: \n",
		},
		{
			"newest first, the oldest without an end", down,
			"**Update 10:30 UTC**\n\nFound.\n\nIt is down.\n\nAll of it.\n",
			"01 08:00 investigating: It is down. All of it.\n01 10:30 update: **Update 10:30 UTC** Found.\n01 12:00 resolved: \n",
		},
		{
			"oldest first", down,
			"It is down.\n\nUpdate 10:30 UTC: found.\n\nA cable.\n\n#### Update 11:00 UTC ####\n\nMended.\n",
			"01 08:00 investigating: It is down.\n01 10:30 update: Update 10:30 UTC: found. A cable.\n01 11:00 update: #### Update 11:00 UTC #### Mended.\n01 12:00 resolved: \n",
		},
		{
			"in a list", down,
			"It is down.\n\n* **UPDATE** (2024-05-01 09:00 UTC) - found,\n  at last.\n* **UPDATE** (2024-05-01 10:00 UTC) - mended.\n",
			"01 08:00 investigating: It is down.\n01 09:00 update: **UPDATE** (2024-05-01 09:00 UTC) - found, at last.\n01 10:00 update: **UPDATE** (2024-05-01 10:00 UTC) - mended.\n01 12:00 resolved: \n",
		},
		{
			"between rules, with words of the phase", down,
			"**Resolved** - *May 1, 12PM UTC*: it is back.\n\n---\n\n**Identified** - *May 1, 10AM UTC*: found.\n\nA cable.\n\n---\n\n**Investigating** - *May 1, 8AM UTC*: we look.\n",
			"01 08:00 investigating: **Investigating** - *May 1, 8AM UTC*: we look.\n01 10:00 identified: **Identified** - *May 1, 10AM UTC*: found. A cable.\n01 12:00 resolved: **Resolved** - *May 1, 12PM UTC*: it is back.\n",
		},
		{
			"by days alone, the last with the end", "severity: down\nresolved: true\nresolvedWhen: 2024-05-03T12:00:00Z",
			"#### Final update on May 3 ####\n\nOver.\n\n#### Update on May 2 ####\n\nStill down.\n\n#### It began on May 1 ####\n\nDown.\n",
			"01 08:00 investigating: #### It began on May 1 #### Down.\n01 22:00 update: #### Update on May 2 #### Still down.\n03 12:00 resolved: #### Final update on May 3 #### Over.\n",
		},
		{
			"last words after the end", down,
			"It is down.\n\nUpdate 2024-05-02 09:00 UTC: it was over yesterday.\n",
			"01 08:00 investigating: It is down.\n02 09:00 resolved since 01 12:00: Update 2024-05-02 09:00 UTC: it was over yesterday.\n",
		},
		{
			"words of the end before it", down,
			"Down.\n\nResolved 2024-05-01 11:00 UTC: it is back.\n",
			"01 08:00 investigating: Down.\n01 11:00 update: Resolved 2024-05-01 11:00 UTC: it is back.\n01 12:00 resolved: \n",
		},
		{
			"times that cannot be", down,
			"Down.\n\nUpdate 2924-05-01 11:00: typed wrongly.\n\nUpdate 2024-04-30 11:00: before.\n\n{{< track \"never\" >}} and {{< track \"2020-01-01\" >}}\n",
			"01 08:00 investigating: Down. Update 2924-05-01 11:00: typed wrongly. Update 2024-04-30 11:00: before. and\n01 12:00 resolved: \n",
		},
		{
			"of a window", "severity: notice\nresolvedWhen: 2024-05-01T12:00:00Z",
			"Work on 2024-05-01 10:00 - 12:00.\n\n**Update 2024-05-01 09:00 UTC**: begun.\n\n**Resolved 2024-05-01 11:30 UTC**: done.\n",
			"30 22:00 scheduled: Work on 2024-05-01 10:00 - 12:00.\n01 09:00 update: **Update 2024-05-01 09:00 UTC**: begun.\n01 11:30 completed: **Resolved 2024-05-01 11:30 UTC**: done.\n",
		},
		{
			"in a fence and in a comment", down,
			"Down.\n\n```\nUpdate 10:00 UTC:\n\nx\n```\n\n<!-- Update 11:00 UTC:\n\nx -->\n",
			"01 08:00 investigating: Down. ``` Update 10:00 UTC: x ``` <!-- Update 11:00 UTC: x -->\n01 12:00 resolved: \n",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := told(t, test.front, test.text); got != test.want {
				t.Errorf("it is\n%swant\n%s", got, test.want)
			}
		})
	}
}

func TestATimeWithoutAZoneIsInThatOfItsIssue(t *testing.T) {
	_, i := only(t, "cstate", issue("a.md", "---\ntitle: A\ndate: 2024-05-01T08:00:00-05:00\nseverity: down\n---\nDown.\n\nUpdate 9:30AM: found.\n"))
	if got := i.Updates[1].At.UTC().Format("15:04"); got != "14:30" {
		t.Errorf("it was said at %s, want 14:30", got)
	}
}

func TestFiguresOfHugoAreLookedFor(t *testing.T) {
	in := issue("a.md", "---\ntitle: A\ndate: 2024-05-01T08:00:00Z\nseverity: down\n---\n{{< figure src=\"/map.png\" alt=\"the map\" >}} {{< youtube x >}}\n")
	in.Files = with(in.Files, "static/map.png", "PNG")
	text, _ := only(t, "cstate", in)
	if !strings.Contains(text, "![the map](/map.png) {{< youtube x >}}") {
		t.Errorf("it is\n%s", text)
	}
}
