package notify

import (
	"strings"
	"testing"
)

func TestWholeLifeOfAnIncidentIsToldOnceAndInOrder(t *testing.T) {
	s := load(t, map[string]string{"slow": outage})
	want := "slow/20260903T080000Z/investigating\nslow/20260903T090000Z/identified\nslow/20260903T100000Z/resolved\nslow/20260905T120000Z/postmortem\n"
	if got := ids(Between(at(t, s, "01 00:00"), at(t, s, "30 00:00"))); got != want {
		t.Errorf("at once: %s", got)
	}
	got := ""
	times := []string{"01 00:00", "03 07:59", "03 08:00", "03 08:01", "03 09:30", "03 10:30", "04 00:00", "05 12:00", "06 00:00"}
	for n := range times[1:] {
		got += ids(Between(at(t, s, times[n]), at(t, s, times[n+1])))
	}
	if got != want {
		t.Errorf("step by step: %s", got)
	}
}

func TestWhatTheClockDoesToAMaintenanceIsTold(t *testing.T) {
	const planned = `---
title: New disks
kind: maintenance
components: [web]
scheduled: {from: 2026-09-10 20:00, until: 2026-09-10 22:00}
---
## 2026-09-07 12:00Z scheduled

We exchange disks.
`
	s := load(t, map[string]string{"disks": planned})
	if got, want := ids(Between(at(t, s, "01 00:00"), at(t, s, "30 00:00"))), "disks/20260907T120000Z/scheduled\ndisks/20260910T200000Z/in_progress\ndisks/20260910T220000Z/completed\n"; got != want {
		t.Errorf("by the clock: %s", got)
	}
	s = load(t, map[string]string{"disks": planned + "\n## 2026-09-10 20:05Z in_progress\n\n## 2026-09-10 21:00Z completed\n"})
	if got, want := ids(Between(at(t, s, "08 00:00"), at(t, s, "30 00:00"))), "disks/20260910T200500Z/in_progress\ndisks/20260910T210000Z/completed\n"; got != want {
		t.Errorf("by words: %s", got)
	}
	s = load(t, map[string]string{"disks": planned + "\n## 2026-09-09 20:05Z cancelled\n"})
	if got, want := ids(Between(at(t, s, "08 00:00"), at(t, s, "30 00:00"))), "disks/20260909T200500Z/cancelled\n"; got != want {
		t.Errorf("cancelled: %s", got)
	}
}

func TestMendedWordsAndTimesAreNoNews(t *testing.T) {
	before := at(t, load(t, map[string]string{"slow": outage}), "06 00:00")
	for what, text := range map[string]string{
		"a typo":           strings.Replace(outage, "A disk is full.", "One disk is full.", 1),
		"a time":           strings.Replace(outage, "09-03 09:00Z", "09-03 09:10Z", 1),
		"a since":          strings.Replace(outage, "10:00Z resolved", "10:00Z resolved since 09:40", 1),
		"another headline": strings.Replace(outage, "Pages are slow", "Pages were slow", 1),
	} {
		if got := ids(Between(before, at(t, load(t, map[string]string{"slow": text}), "06 00:00"))); got != "" {
			t.Errorf("%s: %s", what, got)
		}
	}
}

func TestWhatIsWrittenDownLaterIsNoNewsUnlessItIsSaidNow(t *testing.T) {
	none := at(t, load(t, nil), "01 00:00")
	backfilled := strings.Replace(outage, "---\ntitle", "---\nbackfilled: true\ntitle", 1)
	if got := ids(Between(none, at(t, load(t, map[string]string{"slow": backfilled}), "06 00:00"))); got != "" {
		t.Errorf("backfilled: %s", got)
	}
	if got := ids(Between(at(t, load(t, nil), "04 00:00"), at(t, load(t, map[string]string{"slow": outage}), "04 00:00"))); strings.Count(got, "\n") != 3 {
		t.Errorf("pushed late: %s", got)
	}
}
