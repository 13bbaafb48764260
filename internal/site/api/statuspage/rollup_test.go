package statuspage

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"ownup/internal/status"
)

func TestTheWorstComponentWins(t *testing.T) {
	letters := map[rune]status.Health{
		'.': status.Operational, 'm': status.UnderMaintenance, 'd': status.DegradedPerformance,
		'P': status.PartialOutage, 'M': status.MajorOutage,
	}
	for components, want := range map[string]Status{
		"":     {"none", "All Systems Operational"},
		"...":  {"none", "All Systems Operational"},
		"..m":  {"maintenance", "Service Under Maintenance"},
		"mmm":  {"maintenance", "Service Under Maintenance"},
		".md":  {"minor", "Partially Degraded Service"},
		"d":    {"minor", "Degraded System Service"},
		"ddd":  {"minor", "Degraded System Service"},
		"mdP":  {"minor", "Minor Service Outage"},
		"PPP":  {"major", "Partial System Outage"},
		"PPM":  {"major", "Partial System Outage"},
		"M...": {"major", "Partial System Outage"},
		"M":    {"critical", "Major System Outage"},
		"MM":   {"critical", "Major System Outage"},
	} {
		var healths []status.Health
		for _, letter := range components {
			healths = append(healths, letters[letter])
		}
		if got := rollUp(healths); got != want {
			t.Errorf("%q is %v, want %v", components, got, want)
		}
	}
}

// corpus gives the real states of a page, by name.
func corpus(t *testing.T) map[string][]byte {
	t.Helper()
	folder := os.Getenv("OWNUP_CORPUS")
	if folder == "" {
		t.Skip("OWNUP_CORPUS names no folder of real pages")
	}
	names, err := filepath.Glob(filepath.Join(folder, "statuspage", "summaries", "*.json"))
	if err != nil || len(names) == 0 {
		t.Fatalf("there are no summaries in %s: %v", folder, err)
	}
	all := map[string][]byte{}
	for _, name := range names {
		if all[filepath.Base(name)], err = os.ReadFile(name); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// TestCorpusPagesRollUpAsTheyDid compares with what a real page said of itself.
func TestCorpusPagesRollUpAsTheyDid(t *testing.T) {
	for name, b := range corpus(t) {
		var page summary
		if err := json.Unmarshal(b, &page); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var healths []status.Health
		for _, c := range page.Components {
			h, ok := status.ParseHealth(c.Status)
			if !ok {
				t.Fatalf("%s: %q is no health", name, c.Status)
			}
			if !c.Group {
				healths = append(healths, h)
			}
		}
		if got := rollUp(healths); got != page.Status {
			t.Errorf("%s: %v, want %v", name, got, page.Status)
		}
	}
}

// TestCorpusPagesHaveTheKeysThatOursHave compares the shapes. Some incidents of the newest
// pages have one key more, which is always null there.
func TestCorpusPagesHaveTheKeysThatOursHave(t *testing.T) {
	newer := regexp.MustCompile(`"reminder_intervals":\s*null,\s*|,\s*"reminder_intervals":\s*null`)
	for name, b := range corpus(t) {
		checkKeys(t, name, newer.ReplaceAllString(string(b), ""))
	}
}
