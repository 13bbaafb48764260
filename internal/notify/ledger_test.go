package notify

import (
	"fmt"
	"strings"
	"testing"

	"ownup/internal/report"
)

// step is one run: the files at a time of September 2026, and what is told then.
type step struct {
	when  string
	files map[string]string // incidents by id
	told  string            // ids of events, with spaces between them
}

// lives plays runs one after the other. The first begins the ledger; between two of them
// it is only a text.
func lives(t *testing.T, steps []step) Ledger {
	t.Helper()
	var l Ledger
	for n, s := range steps {
		r := at(t, load(t, s.files), s.when)
		if n == 0 {
			l = Known(r)
		}
		if got := strings.Join(strings.Fields(ids(l.News(r))), " "); got != s.told {
			t.Errorf("at %s: told %q, want %q", s.when, got, s.told)
		}
		text := l.After(r, nil).String()
		var err error
		if l, err = ParseLedger(text); err != nil {
			t.Fatal(err)
		}
		if again := l.String(); again != text {
			t.Errorf("at %s: the ledger\n%sbecame\n%s", s.when, text, again)
		}
	}
	return l
}

// head is the beginning of an incident's file; updates gives the whole.
const head = "---\ntitle: Pages are slow\ncomponents: {web: degraded}\n---\n"

// updates writes a file of updates, such as "03 08:00 investigating A disk is full.".
func updates(all ...string) string {
	var b strings.Builder
	b.WriteString(head)
	for _, u := range all {
		f := strings.SplitN(u+" ", " ", 4)
		fmt.Fprintf(&b, "\n## 2026-09-%s %sZ %s\n\n%s\n", f[0], f[1], f[2], f[3])
	}
	return b.String()
}

// only gives files that hold one incident.
func only(id, text string) map[string]string { return map[string]string{id: text} }

const (
	began = "03 08:00 investigating We look into it."
	found = "03 09:00 identified A disk is full."
	ended = "03 10:00 resolved The disk is empty."
)

func TestLedgerTellsAWholeLifeOnce(t *testing.T) {
	slow := only("slow", outage)
	lives(t, []step{
		{"01 00:00", nil, ""},
		{"03 07:59", slow, ""},
		{"03 08:00", slow, "slow/20260903T080000Z/investigating"},
		{"03 08:00", slow, ""},
		{"03 10:30", slow, "slow/20260903T090000Z/identified slow/20260903T100000Z/resolved"},
		{"04 00:00", slow, ""},
		{"30 00:00", slow, "slow/20260905T120000Z/postmortem"},
	})
}

func TestLedgerBeginsWithWhatIsPublic(t *testing.T) {
	lives(t, []step{
		{"03 08:30", only("slow", outage), ""},
		{"03 09:30", only("slow", outage), "slow/20260903T090000Z/identified"},
	})
}

func TestRenamingAFileIsNoNews(t *testing.T) {
	lives(t, []step{
		{"03 08:30", only("slow", updates(began)), ""},
		{"03 08:40", only("slow-pages", updates(began)), ""},
		{"03 09:30", only("slow-pages", updates(began, found)), "slow-pages/20260903T090000Z/identified"},
		{"03 09:40", only("pages", updates(began, found)), ""},
		{"03 09:50", only("slow-pages", updates(began, found)), ""},
		{"03 10:30", only("other", updates(began, found, ended)), "other/20260903T100000Z/resolved"},
	})
}

func TestWhatWasUnpublishedByMistakeIsNotToldAgain(t *testing.T) {
	lives(t, []step{
		{"01 00:00", nil, ""},
		{"03 08:30", only("slow", updates(began)), "slow/20260903T080000Z/investigating"},
		{"03 08:40", nil, ""},
		{"03 08:50", only("slow", updates(began)), ""},
		{"03 09:10", nil, ""},
		{"03 09:20", only("slow", updates(began, found)), "slow/20260903T090000Z/identified"},
	})
}

func TestAnUpdateThatWasTakenBackMayBeSaidAgainLater(t *testing.T) {
	lives(t, []step{
		{"03 08:30", only("slow", updates(began)), ""},
		{"03 09:10", only("slow", updates(began, "03 09:00 resolved")), "slow/20260903T090000Z/resolved"},
		{"03 09:20", only("slow", updates(began)), ""},
		{"03 11:00", only("slow", updates(began, "03 10:50 resolved")), "slow/20260903T105000Z/resolved"},
	})
}

func TestEditsOfWhatWasToldAreNoNewsUnlessThePhaseIsAnother(t *testing.T) {
	lives(t, []step{
		{"03 09:30", only("slow", updates(began, found)), ""},
		{"03 09:31", only("slow", updates(began, "03 09:00 identified One disk is full.")), ""},
		{"03 09:32", only("slow", updates(began, "03 08:55 identified One disk is full.")), ""},
		{"03 09:33", only("slow", strings.Replace(updates(began, "03 08:55 identified One disk is full."), "Pages are slow", "Pages were slow", 1)), ""},
		{"03 09:34", only("slow", updates(began, "03 08:55 monitoring One disk is full.")), "slow/20260903T085500Z/monitoring"},
	})
}

func TestWhatIsNotedDownAfterwardsIsNoNews(t *testing.T) {
	lives(t, []step{
		{"03 10:30", only("slow", updates(began, ended)), ""},
		// An update that was forgotten: people know already that it is over.
		{"03 10:40", only("slow", updates(began, found, ended)), ""},
		{"03 11:00", only("slow", updates(began, found, ended, "03 10:50 update All is well.")), "slow/20260903T105000Z/update"},
	})
}

func TestAnImportedHistoryIsNoNews(t *testing.T) {
	files := map[string]string{}
	for n := range 200 {
		id := fmt.Sprintf("2026-%03d", n)
		files[id] = strings.ReplaceAll(updates(began, found, ended)+"\n## Postmortem\n\nA disk.\n", "2026-09-03", fmt.Sprintf("2026-0%d-%02d", 1+n/28, 1+n%28))
	}
	files["now"] = updates("20 12:00 investigating", "20 12:30 identified")
	lives(t, []step{
		{"19 00:00", nil, ""},
		{"20 12:40", files, "now/20260920T120000Z/investigating now/20260920T123000Z/identified"},
	})
}

func TestAPostmortemIsNewsWhateverItsTime(t *testing.T) {
	lives(t, []step{
		{"03 10:30", only("slow", updates(began, ended)), ""},
		{"03 11:30", only("slow", updates(began, ended, "03 11:00 update We learn from it.")), "slow/20260903T110000Z/update"},
		// Its time is that of the last resolved, weeks ago.
		{"29 12:00", only("slow", updates(began, ended, "03 11:00 update We learn from it.")+"\n## Postmortem\n\nA full disk.\n"), "slow/postmortem/postmortem"},
		{"30 12:00", only("slow", updates(began, ended, "03 11:00 update We learn from it.")+"\n## Postmortem\n\nA full, old disk.\n"), ""},
	})
}

func TestWhatIsPushedLateIsNewsForADay(t *testing.T) {
	lives(t, []step{
		{"03 20:00", nil, ""},
		{"04 09:00", only("slow", updates("02 19:00 investigating", "02 21:00 identified", "03 23:00 resolved")), "slow/20260902T210000Z/identified slow/20260903T230000Z/resolved"},
	})
	// Runs that failed for days are no reason to keep silent.
	lives(t, []step{
		{"03 07:00", nil, ""},
		{"06 09:00", only("slow", updates(began, found)), "slow/20260903T080000Z/investigating slow/20260903T090000Z/identified"},
	})
}

func TestAnEmbargoEndsOnce(t *testing.T) {
	secret := only("secret", updates("03 12:00 investigating"))
	lives(t, []step{
		{"03 08:00", secret, ""},
		{"03 11:59", secret, ""},
		{"03 12:01", secret, "secret/20260903T120000Z/investigating"},
		{"03 12:02", secret, ""},
	})
}

const window = `---
title: New disks
kind: maintenance
components: [web]
scheduled: {from: 2026-09-10 20:00, until: 2026-09-10 22:00}
---
## 2026-09-07 12:00Z scheduled

We exchange disks.
`

func TestTheClocksNewsAreToldOnce(t *testing.T) {
	disks := only("disks", window)
	lives(t, []step{
		{"01 00:00", nil, ""},
		{"07 12:30", disks, "disks/20260907T120000Z/scheduled"},
		{"10 19:59", disks, ""},
		{"10 20:07", disks, "disks/20260910T200000Z/in_progress"},
		{"10 20:20", disks, ""},
		{"10 22:01", disks, "disks/20260910T220000Z/completed"},
		// The window is corrected afterwards.
		{"10 23:00", only("disks", strings.ReplaceAll(window, "2026-09-10 20:00", "2026-09-10 19:30")), ""},
	})
	moved := only("disks", window+"\n## 2026-09-10 19:00Z scheduled (from: 2026-09-11 20:00, until: 2026-09-11 22:00)\n")
	lives(t, []step{
		{"08 00:00", disks, ""},
		{"10 19:10", moved, "disks/20260910T190000Z/scheduled"},
		{"10 20:30", moved, ""},
		{"11 23:00", moved, "disks/20260911T200000Z/in_progress disks/20260911T220000Z/completed"},
	})
}

func TestAnIncidentThatWasToldByItsStartAloneIsToldAgainByWords(t *testing.T) {
	bare := "---\ntitle: Slow\ncomponents: {web: degraded}\nstarted: 2026-09-03 08:00Z\n---\nPages are slow.\n"
	lives(t, []step{
		{"03 07:00", nil, ""},
		{"03 08:10", only("slow", bare), "slow/20260903T080000Z/investigating"},
		{"03 08:30", only("slow", bare+"\n## 2026-09-03 08:20Z identified\n"), "slow/20260903T082000Z/identified"},
	})
}

func TestAChangeOfTheSitesZoneIsNoNews(t *testing.T) {
	zoned := func(zone string) *report.Report {
		files := site
		s := loadSite(t, strings.Replace(files, "timezone: UTC", "timezone: "+zone, 1), only("slow", strings.ReplaceAll(outage, "Z ", " ")))
		return at(t, s, "04 00:00")
	}
	l := Known(zoned("UTC"))
	if got := ids(l.News(zoned("Europe/Berlin"))); got != "" {
		t.Errorf("told %q", got)
	}
}

func TestALedgerRemembersForNinetyDays(t *testing.T) {
	l := lives(t, []step{{"06 00:00", only("slow", outage), ""}})
	l.Until = l.Until.AddDate(0, 0, 87)
	if got := l.String(); strings.Count(got, "known") != 4 {
		t.Errorf("after 87 days: %s", got)
	}
	l.Until = l.Until.AddDate(0, 0, 4)
	if got := l.String(); strings.Contains(got, "known") {
		t.Errorf("after 91 days: %s", got)
	}
}

func TestWhatIsNoLedgerSaysSo(t *testing.T) {
	for text, want := range map[string]string{
		"":                 "the ledger does not say until when",
		"<html>":           `line 1 is none of a ledger: "<html>" with 1 fields`,
		"until\tyesterday": "line 1 is none of a ledger: parsing time",
		"until\t2026-09-03T08:00:00Z\nknown\ta/b/c\t2026-09-03T08:00:00Z\td": `line 2 is none of a ledger: "a/b/c" is the id of no event`,
	} {
		if _, err := ParseLedger(text); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func FuzzLedgersReadWhatTheyWrite(f *testing.F) {
	f.Add("until\t2026-09-03T08:00:00Z\nknown\tslow/20260903T080000Z-2/in_progress\t2026-09-03T08:00:00Z\t-\n# remark\n\ngone\ta/20260903T080000Z/update\t2026-09-03T08:00:00Z\tx\r\nowed\te\t2026-09-03T08:00:00Z\tr\t*\n")
	f.Add("until\t2026-09-03T08:00:00+02:00")
	f.Fuzz(func(t *testing.T, text string) {
		l, err := ParseLedger(text)
		if err != nil {
			return
		}
		if again, err := ParseLedger(l.String()); err != nil || again.String() != l.String() {
			t.Errorf("%q became %q, %v", l, again, err)
		}
	})
}
