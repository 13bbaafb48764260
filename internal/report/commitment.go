package report

import (
	"cmp"
	"slices"
	"time"

	"ownup/internal/status"
)

// CommitmentState says what became of a commitment.
type CommitmentState int

// The states, in the order in which a page lists them.
const (
	Overdue CommitmentState = iota // open, and the day by which it was due is over
	Open                           // not yet due, or due on no particular day
	Kept
	Dropped // given up, with its reason
)

// String gives "overdue", "open", "kept" or "dropped".
func (s CommitmentState) String() string { return [...]string{"overdue", "open", "kept", "dropped"}[s] }

// Commitment is what a postmortem promised, at an instant.
type Commitment struct {
	status.Commitment
	Incident *Incident
	State    CommitmentState
	Late     bool      // kept, but after the day by which it was due; or overdue
	DueBy    time.Time // the end of that day in the site's zone; zero: no day was given
}

// promises gathers the commitments of all published postmortems: overdue ones first, the
// longest overdue before others, then open ones, the next one due first, then those that
// were kept or dropped, newest first.
func (r *Report) promises() {
	for _, i := range r.Incidents {
		for _, u := range i.Postmortem() {
			for _, c := range u.Commitments {
				i.Promised = append(i.Promised, r.commitment(i, c))
			}
		}
		r.Commitments = append(r.Commitments, i.Promised...)
	}
	slices.SortStableFunc(r.Commitments, func(a, b *Commitment) int {
		if a.State != b.State || a.State > Open {
			return cmp.Compare(a.State, b.State)
		}
		if a.DueBy.IsZero() != b.DueBy.IsZero() {
			if a.DueBy.IsZero() {
				return 1
			}
			return -1
		}
		return a.DueBy.Compare(b.DueBy)
	})
}

func (r *Report) commitment(i *Incident, c status.Commitment) *Commitment {
	k := &Commitment{Commitment: c, Incident: i, State: Open}
	if !c.Due.IsZero() {
		k.DueBy = c.Due.AddDays(1).Start(r.Site.Zone)
	}
	overdue := !k.DueBy.IsZero() && !r.Now.Before(k.DueBy)
	switch {
	case !c.Dropped.IsZero() && c.Dropped.Compare(r.Today) <= 0:
		k.State = Dropped
	case c.Kept && c.Done.Compare(r.Today) <= 0: // what is done later is open until then
		k.State = Kept
		k.Late = !c.Due.IsZero() && c.Done.Compare(c.Due) > 0
	case overdue:
		k.State, k.Late = Overdue, true
	}
	return k
}
