package api

import (
	"encoding/json"
	"time"

	"ownup/internal/output"
	"ownup/internal/report"
)

// BuildPath is where the record of the build stands. It is the last file of a site: it
// tells of all others.
const BuildPath = "api/build.json"

// Build is api/build.json: what a program asks to know whether there is a newer build, and
// a scheduler to know when the next one is due.
type Build struct {
	Head
	Generated  Instant  `json:"generated"`
	Next       *Instant `json:"next" jsonschema:"nullable"`                 // when facts change by the clock; null: never
	StaleAfter int64    `json:"stale_after"`                                // seconds after which the build is too old
	Files      int      `json:"files"`                                      // of the site, without this one
	Digest     string   `json:"digest" jsonschema:"pattern=^[0-9a-f]{64}$"` // of those files: sites of one digest are the same
}

// Record writes the record of the build of a report whose files have these sums.
func Record(r *report.Report, sums []output.Sum) ([]byte, error) {
	b, err := json.MarshalIndent(Build{
		Head: Head{"schema/build.json", version}, Generated: instant(r.Now), Next: maybe(r.Next),
		StaleAfter: int64(r.Site.StaleAfter / time.Second), Files: len(sums), Digest: output.Digest(sums),
	}, "", "\t")
	return append(b, '\n'), err
}
