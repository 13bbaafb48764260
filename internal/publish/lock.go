package publish

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/minio/minio-go/v7"
)

// lockName is the object by which publishers take turns. It stays when nobody publishes,
// without a holder: no store can remove an object on a condition.
const lockName = ".ownup-lock"

// hold is what the lock's object says.
type hold struct {
	Holder string    `json:"holder"` // who publishes, a random name; empty: nobody
	Until  time.Time `json:"until"`  // when the hold ends unless it is renewed, by the holder's clock
}

// ErrBusy says that another publisher works on the same target for a long time.
var ErrBusy = errors.New("another publisher is at work there")

// errLost says that another publisher took the lock over.
var errLost = errors.New("the lock was lost to another publisher: publish again")

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
func (s store) lock(ctx context.Context, clock Clock) (lease, error) {
	mine := rand.Text()
	start := clock.Now()
	var seen hold
	since := start
	for {
		now := clock.Now()
		h, tag, err := s.holder(ctx)
		if err != nil {
			return lease{}, err
		}
		if h != seen {
			seen, since = h, now
		}
		free := h.Holder == "" || now.Sub(since) > s.lease || now.Sub(h.Until) > clockSkew
		if free {
			tag, err = s.take(ctx, hold{mine, now.Add(s.lease)}, tag)
			switch {
			case err == nil:
				return s.keep(ctx, clock, mine, tag), nil
			case unconditional(err):
				return lease{ctx: ctx, unlock: func() {}}, nil
			case !refused(err):
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

// holder reads the lock, and the tag under which it may be replaced: empty where there is
// no lock yet.
func (s store) holder(ctx context.Context) (hold, string, error) {
	text, tag, err := s.read(ctx, lockName)
	if minio.ToErrorResponse(err).Code == minio.NoSuchKey {
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
// and gives the new tag. A write whose answer was lost is known by what it wrote, and a
// lock whose tag is not what the store said it were by its holder.
func (s store) take(ctx context.Context, h hold, tag string) (string, error) {
	h.Until = h.Until.UTC()
	tag, err := s.write(ctx, h, tag)
	if err == nil || !refused(err) {
		return tag, err
	}
	there, now, failed := s.holder(ctx)
	switch {
	case failed != nil || there.Holder != h.Holder || h.Holder == "":
		return "", err
	case there.Until.Equal(h.Until):
		return now, nil
	}
	return s.write(ctx, h, now)
}

// write writes the lock, if it still has the given tag.
func (s store) write(ctx context.Context, h hold, tag string) (string, error) {
	text, err := json.Marshal(h)
	if err != nil {
		return "", err
	}
	o := minio.PutObjectOptions{ContentType: "application/json", CacheControl: "no-store", SendContentMd5: true}
	if tag == "" {
		o.SetMatchETagExcept("*")
	} else {
		o.SetMatchETag(tag)
	}
	info, err := s.client.PutObject(ctx, s.name, s.prefix+lockName, bytes.NewReader(text), int64(len(text)), o)
	return info.ETag, err
}

// keep renews the lock until it is unlocked or lost.
func (s store) keep(ctx context.Context, clock Clock, mine, tag string) lease {
	held, lose := context.WithCancelCause(ctx)
	var renewing sync.WaitGroup
	renewing.Go(func() {
		until := clock.Now().Add(s.lease)
		for clock.Wait(held, s.lease/3) == nil {
			now := clock.Now()
			attempt, cancel := context.WithTimeout(held, until.Sub(now))
			renewed, err := s.take(attempt, hold{mine, now.Add(s.lease)}, tag)
			cancel()
			switch {
			case err == nil:
				tag, until = renewed, now.Add(s.lease)
			case refused(err) || !clock.Now().Before(until):
				lose(errLost)
			}
		}
	})
	return lease{ctx: held, exclusive: true, unlock: func() {
		lost := errors.Is(context.Cause(held), errLost)
		lose(context.Canceled)
		renewing.Wait()
		if lost {
			return
		}
		free, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		_, _ = s.take(free, hold{}, tag) // what stays held, ends by itself
	}}
}

// refused reports whether a write was refused because its condition was not met.
func refused(err error) bool {
	status := minio.ToErrorResponse(err).StatusCode
	return status == http.StatusPreconditionFailed || status == http.StatusConflict
}

// unconditional reports whether a store says that it knows no conditional writes.
func unconditional(err error) bool {
	r := minio.ToErrorResponse(err)
	return r.StatusCode == http.StatusNotImplemented || r.Code == "NotImplemented"
}
