package site

import (
	"encoding/json"
	"time"

	"ownup/internal/output"
)

// record is what api/build.json holds: what a program asks to know whether there is a
// newer build, and a scheduler to know when the next one is due.
type record struct {
	Generated  time.Time  `json:"generated"`
	Next       *time.Time `json:"next"`        // when facts change by the clock; null: never
	StaleAfter int64      `json:"stale_after"` // seconds after which the build is too old
	Files      int        `json:"files"`
	Digest     string     `json:"digest"` // of all other files, see output.Digest
}

func (p *press) build(sums []output.Sum) ([]byte, error) {
	r := record{
		Generated: p.report.Now, StaleAfter: int64(p.report.Site.StaleAfter / time.Second),
		Files: len(sums), Digest: output.Digest(sums),
	}
	if !p.report.Next.IsZero() {
		next := p.report.Next.UTC()
		r.Next = &next
	}
	b, err := json.MarshalIndent(r, "", "\t")
	return append(b, '\n'), err
}
