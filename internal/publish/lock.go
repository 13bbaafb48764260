package publish

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"time"
)

// lockName is where the note stands by which publishers take turns.
const lockName = ".ownup-lock"

// hold is what the note says.
type hold struct {
	Holder string    `json:"holder"` // who publishes, a random name; empty: nobody
	Until  time.Time `json:"until"`  // when the hold ends unless it is renewed, by the holder's clock
}

// ErrBusy says that another publisher works on the same target for a long time.
var ErrBusy = errors.New("another publisher is at work there")

// errLost says that another publisher took the lock over.
var errLost = errors.New("the lock was lost to another publisher: publish again")

// What a store may say of a note that it was left.
var (
	errOvertaken     = errors.New("somebody else was faster")
	errUnconditional = errors.New("it knows no conditional writes")
)

// Limits of waiting: for another publisher in all, between two looks at the lock, and how
// far two clocks may be apart.
const (
	lockPatience = 10 * time.Minute
	lockPause    = time.Second
	clockSkew    = 5 * time.Minute
)

// lease is a lock that is held.
type lease struct {
	ctx       context.Context // ends when the lock is lost
	exclusive bool            // false where the store cannot keep others out
	unlock    func()
}

// lock waits until no other publisher is at work, and keeps others out until unlock. The
// lock of a publisher that died is taken over when it was not renewed for the length of a
// lease, as this machine's clock goes, or ended long ago.
func lock(ctx context.Context, s store, clock Clock) (lease, error) {
	mine, length := rand.Text(), s.nature().lease
	start := clock.Now()
	var seen hold
	since := start
	for {
		now := clock.Now()
		h, tag, err := holder(ctx, s)
		if err != nil {
			return lease{}, err
		}
		if h != seen {
			seen, since = h, now
		}
		free := h.Holder == "" || now.Sub(since) > length || now.Sub(h.Until) > clockSkew
		if free {
			ours := hold{mine, now.Add(length)}
			tag, err = take(ctx, s, mine, ours, tag)
			switch {
			case err == nil:
				exclusive := heeds(ctx, s, ours)
				l := keep(ctx, s, clock, mine, tag)
				l.exclusive = exclusive
				return l, nil
			case errors.Is(err, errUnconditional):
				return lease{ctx: ctx, unlock: func() {}}, nil
			case !errors.Is(err, errOvertaken):
				return lease{}, fmt.Errorf("take the lock: %w", err)
			}
		}
		if now.Sub(start) > lockPatience {
			return lease{}, ErrBusy
		}
		if err := clock.Wait(ctx, lockPause); err != nil {
			return lease{}, err
		}
	}
}

// heeds reports whether a store keeps to the condition of a write, where it is of those
// that may ignore one without a word: it is asked to leave the note that is there, if
// there is none.
func heeds(ctx context.Context, s store, ours hold) bool {
	if !s.nature().silent {
		return true
	}
	text, err := json.Marshal(ours)
	if err == nil {
		_, err = s.leave(ctx, text, "")
	}
	return err != nil
}

// holder reads the lock, and the tag under which it may be replaced: empty where there is
// no lock yet.
func holder(ctx context.Context, s store) (hold, string, error) {
	text, tag, err := s.note(ctx)
	if errors.Is(err, fs.ErrNotExist) {
		return hold{}, "", nil
	}
	if err != nil {
		return hold{}, "", fmt.Errorf("read the lock: %w", err)
	}
	var h hold
	if json.Unmarshal(text, &h) != nil {
		h = hold{} // nobody can hold a lock that says nothing
	}
	return h, tag, nil
}

// take writes the lock if it still has the given tag, or does not exist if that is empty,
// and gives the new tag. Who takes it is known by the name: a write whose answer was lost,
// and a lock whose tag is not what the store said it were, is ours all the same.
func take(ctx context.Context, s store, mine string, h hold, tag string) (string, error) {
	h.Until = h.Until.UTC()
	text, err := json.Marshal(h)
	if err != nil {
		return "", err
	}
	tag, err = s.leave(ctx, text, tag)
	if err == nil || !errors.Is(err, errOvertaken) {
		return tag, err
	}
	there, now, failed := holder(ctx, s)
	switch {
	case failed != nil || there.Holder != mine:
		return "", err
	case there.Holder == h.Holder && there.Until.Equal(h.Until):
		return now, nil
	}
	return s.leave(ctx, text, now)
}

// keep renews the lock until it is unlocked or lost.
func keep(ctx context.Context, s store, clock Clock, mine, tag string) lease {
	held, lose := context.WithCancelCause(ctx)
	length := s.nature().lease
	var renewing sync.WaitGroup
	renewing.Go(func() {
		until := clock.Now().Add(length)
		for clock.Wait(held, length/3) == nil {
			now := clock.Now()
			attempt, cancel := context.WithTimeout(held, until.Sub(now))
			renewed, err := take(attempt, s, mine, hold{mine, now.Add(length)}, tag)
			cancel()
			switch {
			case err == nil:
				tag, until = renewed, now.Add(length)
			case errors.Is(err, errOvertaken) || !clock.Now().Before(until):
				lose(errLost)
			}
		}
	})
	return lease{ctx: held, unlock: func() {
		lost := errors.Is(context.Cause(held), errLost)
		lose(context.Canceled)
		renewing.Wait()
		if lost {
			return
		}
		free, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		_, _ = take(free, s, mine, hold{}, tag) // what stays held, ends by itself
	}}
}
