package content

import (
	"fmt"
	"slices"
	"strings"

	"ownup/internal/diag"
)

// synonyms are the words of other tools, and of people under stress, for ours.
var synonyms = map[string]string{
	"down": "major_outage", "outage": "major_outage", "offline": "major_outage", "unavailable": "major_outage", "red": "major_outage",
	"slow": "degraded_performance", "impaired": "degraded_performance", "disrupted": "partial_outage", "yellow": "degraded_performance",
	"up": "operational", "ok": "operational", "okay": "operational", "fine": "operational", "green": "operational", "online": "operational", "restored": "operational",
	"fixed": "resolved", "solved": "resolved", "closed": "resolved", "recovered": "resolved", "over": "resolved",
	"open": "investigating", "opened": "investigating", "started": "investigating", "looking": "investigating",
	"fixing": "identified", "found": "identified", "watching": "monitoring", "observing": "monitoring",
	"planned": "scheduled", "begun": "in_progress", "running": "in_progress", "ended": "completed", "finished": "completed", "done": "completed",
	"info": "update", "note": "update", "news": "update", "rca": "postmortem", "analysis": "postmortem",
	"start": "started", "begin": "started", "began": "started", "date": "started", "noticed": "detected",
	"severity": "impact", "systems": "components", "affected": "components", "services": "components",
	"window": "scheduled", "subject": "title", "headline": "title", "type": "kind", "recurrence": "recurrence_of",
}

// derived are keys that people look for, although what they would say is said elsewhere.
var derived = map[string]string{
	"status":   "the last update says it: ## 2026-09-03 08:00 monitoring",
	"phase":    "the last update says it: ## 2026-09-03 08:00 monitoring",
	"resolved": "the update that ends it says it: ## 2026-09-03 10:00 resolved since 09:45",
	"ended":    "the update that ends it says it: ## 2026-09-03 10:00 resolved since 09:45",
	"end":      "the update that ends it says it: ## 2026-09-03 10:00 resolved since 09:45",
	"duration": "it follows from the updates",
	"health":   "each component has its own, below components:",
	"id":       "it is the file's name",
	"slug":     "it is the file's name",
}

// meant gives the hint for an unknown word: the known one that means the same, else the
// nearest one, else all of them.
func meant(word string, known []string) string {
	if same := synonyms[strings.ToLower(word)]; slices.Contains(known, same) {
		return fmt.Sprintf("did you mean %q?", same)
	}
	return diag.DidYouMean(word, known)
}
