// Package publish sends a built site to where it is served from: a folder, a branch of a
// git repository, a bucket of an S3-compatible store, a container of Azure's, a folder of
// another machine.
//
//	site, err := publish.Stage(ctx, tree, spool)                // rendered once, for all targets
//	target, err := publish.Parse("s3://status/page?region=eu-central-1")
//	outcomes := publish.Send(ctx, site, targets, options)
//
// # What a target may rely on
//
// Only what changed is sent, and whoever reads meanwhile never meets a broken page: what
// is new comes before what links to it, the home page after all other pages, the record
// of the build after that, and removals at the end. A folder is renamed into place file
// by file and a branch moves in one step; a bucket, a container and a host are written
// in that order under a lock that outlives nobody for long.
//
// Only what is ours is replaced or removed. Ours is what the manifest lists, which every
// target keeps beside the site: see package output. A build that was generated before
// the one that is served never replaces it, unless that is asked for.
//
// # Secrets
//
// No target's text holds a secret. They come from the environment, or from where the
// target's own programs keep them.
package publish

import (
	"context"
	"fmt"
	"time"

	"ownup/internal/publish/served"
)

// Target is a place that a site is sent to.
type Target interface {
	// String is the target as it was written, which names no secret.
	String() string
	// publish brings the target to what the site holds.
	publish(ctx context.Context, site *Site, o Options) (Result, error)
}

// Options say how to publish.
type Options struct {
	DryRun   bool // tell what would be done, and do nothing
	Force    bool // replace a build that was generated later
	Clock    Clock
	Lookup   func(name string) (string, bool) // environment variables
	Progress func(Progress)                   // may be called by several goroutines; may be nil
}

// Clock is the time by which locks end and failures are tried again.
type Clock struct {
	Now  func() time.Time
	Wait func(ctx context.Context, d time.Duration) error // returns early, with its error, when ctx ends
}

// Progress is how far one target is.
type Progress struct {
	Target      string
	Done, Total int // files
}

// Result is what was done to one target, or would be.
type Result struct {
	Changed int      // files that were missing or had other bytes
	Removed int      // files of earlier builds
	Bytes   int64    // of the files that changed
	Paths   []string // of the files that changed; sorted
	Advice  []string
}

// Outcome is how a target fared.
type Outcome struct {
	Target Target
	Result Result
	Err    error // nil: the target carries the build
}

// Send publishes a site to all targets, one after another. One that fails does not stop
// the others. The outcomes are in the order of the targets.
func Send(ctx context.Context, site *Site, targets []Target, o Options) []Outcome {
	outcomes := make([]Outcome, len(targets))
	for n, t := range targets {
		result, err := t.publish(ctx, site, o)
		if err != nil {
			err = fmt.Errorf("publish to %s: %w", t, err)
		}
		outcomes[n] = Outcome{t, result, err}
	}
	return outcomes
}

// NewerError says that a target carries a build that was generated later.
type NewerError struct{ There, Ours time.Time }

// Error says when both were generated, and how to insist.
func (e *NewerError) Error() string {
	const form = "2006-01-02T15:04:05Z"
	return fmt.Sprintf("it carries a build of %s, which is newer than this one of %s\n\tto replace it all the same, publish with --force",
		e.There.UTC().Format(form), e.Ours.UTC().Format(form))
}

// refuseOlder fails with a [*NewerError] where the record that a target carries is of a
// later build. A record that is damaged or not there forbids nothing.
func refuseOlder(site *Site, record []byte, o Options) error {
	there, err := served.ParseBuild(record)
	if err != nil || o.Force || !there.Generated.After(site.Build.Generated) {
		return nil
	}
	return &NewerError{there.Generated, site.Build.Generated}
}
