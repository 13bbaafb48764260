package api

import (
	"time"

	"ownup/internal/status"
)

// The values that have a form of their own. Their schemas follow from their types.
type (
	// Instant is an instant in UTC, to the second: 2013-09-03T11:00:00Z.
	Instant string
	// Date is a day of the calendar in the site's time zone: 2013-09-03.
	Date string
	// Health is the status of a component.
	Health string
	// Phase is the status of an incident or of an update.
	Phase string
	// Kind tells incidents, maintenance and notices apart.
	Kind string
	// Impact is how bad an incident is.
	Impact string
	// EditKind is a kind of edit of a report.
	EditKind string
	// Signature says what git makes of the signature of a commit.
	Signature string
	// Gap says why the history of the repository is not known.
	Gap string
)

func instant(t time.Time) Instant { return Instant(t.UTC().Format(time.RFC3339)) }

// maybe writes an instant that may not be given.
func maybe(t time.Time) *Instant {
	if t.IsZero() {
		return nil
	}
	i := instant(t)
	return &i
}

func date(d status.Date) Date { return Date(d.String()) }

// dateIf writes a day that may not be given.
func dateIf(d status.Date) *Date {
	if d.IsZero() {
		return nil
	}
	day := date(d)
	return &day
}

// textIf gives null for an empty text.
func textIf(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// share gives a fraction as the nearest number.
func share(f status.Fraction) float64 { return float64(f) / float64(status.Whole) }

func seconds(d time.Duration) int64 { return int64(d / time.Second) }

// collect translates a list; it is never nil, since null is no list.
func collect[A, B any](all []A, translate func(A) B) []B {
	list := make([]B, 0, len(all))
	for _, a := range all {
		list = append(list, translate(a))
	}
	return list
}
