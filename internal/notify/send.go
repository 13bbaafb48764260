package notify

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"slices"
	"strings"
	"time"

	"ownup/internal/status"
)

// Options say how to notify.
type Options struct {
	Lookup   func(name string) (string, bool) // environment variables
	Project  fs.FS                            // holds lists of addresses
	Wait     func(ctx context.Context, d time.Duration) error
	Now      time.Time            // when messages say that they were sent
	Receipts Receipts             // what was told before; what is told is added
	Told     func(Receipts) error // keeps the receipts, after each that is added; may be nil
}

// Outcome is how a receiver fared.
type Outcome struct {
	Receiver status.Receiver
	Told     int   // messages that were sent, one an addressee
	Before   int   // messages that receipts say were sent before
	Err      error // nil: the receiver knows all that concerns it
}

// sender sends messages to one receiver.
type sender interface {
	// send tells some addressees, and returns those who were told. Its error names no secret.
	send(ctx context.Context, m Message, to []string) (told []string, err error)
	// to gives the addressees: one without a name where the way leads to one place.
	to() []string
}

// Concerns reports whether a receiver is told of a message.
func Concerns(r status.Receiver, m Message) bool {
	impact := m.Impact
	if impact == status.ImpactMaintenance {
		impact = status.ImpactMinor
	}
	if r.Least > status.ImpactNone && impact < r.Least {
		return false
	}
	if r.Kind == status.Webhook && m.Webhook == nil {
		return false
	}
	return len(r.Components) == 0 || slices.ContainsFunc(m.Affected, func(a Affected) bool {
		return slices.Contains(r.Components, a.ID)
	})
}

// Send tells a receiver what concerns it, in order. After a message that could not be
// sent, its addressee is sent no later one; others are.
func Send(ctx context.Context, r status.Receiver, messages []Message, o Options) Outcome {
	outcome := Outcome{Receiver: r}
	s, err := open(r, o)
	if err != nil {
		outcome.Err = fmt.Errorf("notify %s: %w", r.ID, err)
		return outcome
	}
	behind := map[string]bool{} // who missed a message
	var errs []error
	for _, m := range messages {
		if !Concerns(r, m) {
			continue
		}
		var to []string
		for _, address := range s.to() {
			switch {
			case o.Receipts[receipt(r.ID, address, m.ID)]:
				outcome.Before++
			case !behind[address]:
				to = append(to, address)
			}
		}
		told, err := patiently(ctx, s, m, to, o)
		outcome.Told += len(told)
		for _, address := range to {
			if slices.Contains(told, address) {
				o.Receipts[receipt(r.ID, address, m.ID)] = true
			} else {
				behind[address] = true
			}
		}
		if len(told) > 0 && o.Told != nil {
			err = errors.Join(err, o.Told(o.Receipts))
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("notify %s of %s: %w", r.ID, m.ID, err))
		}
	}
	outcome.Err = errors.Join(errs...)
	return outcome
}

// How often a message is tried, and how long the first pause is; the next one is twice it.
const (
	tries = 3
	pause = 2 * time.Second
)

// patiently sends a message until all have it, or some never will.
func patiently(ctx context.Context, s sender, m Message, to []string, o Options) (told []string, err error) {
	left := slices.Clone(to)
	wait := pause
	for n := 1; len(left) > 0; n++ {
		var some []string
		some, err = s.send(ctx, m, left)
		told = append(told, some...)
		left = slices.DeleteFunc(left, func(a string) bool { return slices.Contains(some, a) })
		if len(left) == 0 {
			return told, nil
		}
		if n == tries {
			break
		}
		if stopped := o.Wait(ctx, wait); stopped != nil {
			return told, stopped
		}
		wait *= 2
	}
	return told, err
}

// Variable names the environment variable that holds a receiver's address and secret.
func Variable(r status.Receiver) string {
	return "OWNUP_NOTIFY_" + strings.ToUpper(strings.ReplaceAll(r.ID, "-", "_"))
}

// open prepares the way to a receiver.
func open(r status.Receiver, o Options) (sender, error) {
	name := Variable(r)
	address, ok := o.Lookup(name)
	if !ok || strings.TrimSpace(address) == "" {
		return nil, fmt.Errorf("the environment variable %s, which holds its address, is not set", name)
	}
	address = strings.TrimSpace(address)
	switch r.Kind {
	case status.Webhook:
		secret, _ := o.Lookup(name + "_SECRET")
		return newWebhook(name, address, secret, o.Now)
	case status.Chat:
		return newChat(name, address)
	}
	return newMail(r, name, address, o)
}

// redact takes from an error what an address holds that may be secret: all of it, and
// each of its parts.
func redact(err error, address string) error {
	if err == nil {
		return nil
	}
	secrets := []string{address}
	if u, parsed := url.Parse(address); parsed == nil {
		password, _ := u.User.Password()
		secrets = append(secrets, u.String(), u.User.String(), password, u.Host, u.Path, u.RawQuery)
		secrets = append(secrets, strings.Split(u.Path, "/")...)
		for _, values := range u.Query() {
			secrets = append(secrets, values...)
		}
	}
	slices.SortFunc(secrets, func(a, b string) int { return len(b) - len(a) })
	text := err.Error()
	for _, s := range secrets {
		if len(s) >= 4 {
			text = strings.ReplaceAll(text, s, "…")
		}
	}
	return errors.New(text)
}
