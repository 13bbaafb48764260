// Package served asks an address which build of a site it serves, how old that is, and
// whether what it serves is whole.
//
//	build, err := served.ParseBuild(text)       // api/build.json
//	found := served.Look(ctx, client, address)  // what stands at an address
package served

import (
	"encoding/json"
	"fmt"
	"time"
)

// BuildPath is where a site tells of its own build.
const BuildPath = "api/build.json"

// Build is what a site says of its own build.
type Build struct {
	Generated  time.Time `json:"generated"`
	Next       time.Time `json:"next"`        // when facts change by the clock; zero: never
	StaleAfter int64     `json:"stale_after"` // seconds after which the build is too old
	Files      int       `json:"files"`       // without the record of the build itself
	Digest     string    `json:"digest"`      // of all files but the record itself; equal digests mean equal sites
}

// ParseBuild reads the record of a build.
func ParseBuild(text []byte) (Build, error) {
	var b Build
	if err := json.Unmarshal(text, &b); err != nil {
		return Build{}, fmt.Errorf("%s is no record of a build: %w", BuildPath, err)
	}
	if b.Generated.IsZero() || b.Digest == "" {
		return Build{}, fmt.Errorf("%s says neither when it was generated nor of what", BuildPath)
	}
	return b, nil
}

// Same reports whether two records tell of the same files, whenever they were generated.
func (b Build) Same(other Build) bool { return b.Digest == other.Digest }

// Short names the build by the beginning of its digest.
func (b Build) Short() string { return b.Digest[:min(10, len(b.Digest))] }
