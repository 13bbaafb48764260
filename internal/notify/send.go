package notify

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"time"

	"ownup/internal/status"
)

// Options say how to notify.
type Options struct {
	Lookup   func(name string) (string, bool) // environment variables
	Project  fs.FS                            // holds lists of addresses
	Wait     func(ctx context.Context, d time.Duration) error
	Now      func() time.Time     // when messages say that they were sent
	Receipts Receipts             // what was told before; what is told is added
	Told     func(Receipts) error // keeps the receipts, after each that is added; may be nil
	Owed     Debts                // who alone is told of what people know
	Heard    Hearers              // who is told of the end of an incident in any case
}

// Outcome is how a receiver fared.
type Outcome struct {
	Receiver status.Receiver
	Told     int      // messages that were sent, one an addressee
	Before   int      // messages that receipts say were sent before
	Missed   []string // the receipts that are missing
	Heard    []string // ids of the incidents that anybody was told of
	Err      error    // nil: the receiver knows all that concerns it
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
	d := delivery{ctx: ctx, receiver: r, options: o, behind: map[string]bool{}, outcome: Outcome{Receiver: r}}
	var errs []error
	s, err := open(r, o)
	if err != nil {
		errs = append(errs, fmt.Errorf("notify %s: %w", r.ID, err))
	}
	for _, m := range messages {
		switch {
		case !Concerns(r, m) && !d.ends(m):
		case s == nil:
			d.missed(m, everybody)
		default:
			if err := d.deliver(s, m); err != nil {
				errs = append(errs, fmt.Errorf("notify %s of %s: %w", r.ID, m.ID, err))
			}
		}
	}
	d.outcome.Err = errors.Join(errs...)
	return d.outcome
}

// delivery tells one receiver of messages, one after the other.
type delivery struct {
	ctx      context.Context
	receiver status.Receiver
	options  Options
	behind   map[string]bool // who missed a message
	outcome  Outcome
}

// ends reports whether a message tells of the end of what the receiver heard of.
func (d *delivery) ends(m Message) bool {
	_, heard := d.options.Heard[d.receiver.ID+"\t"+m.Incident]
	return heard && m.Phase.Ends() && (d.receiver.Kind != status.Webhook || m.Webhook != nil)
}

// deliver sends a message to those who are to be told and do not know.
func (d *delivery) deliver(s sender, m Message) error {
	var to, without []string
	for _, address := range s.to() {
		switch {
		case !d.concerned(m, address):
		case d.options.Receipts[d.receipt(m, address)]:
			d.outcome.Before++
		case d.behind[address]:
			without = append(without, address)
		default:
			to = append(to, address)
		}
	}
	told, err := d.portions(s, m, to)
	if len(told) > 0 && !slices.Contains(d.outcome.Heard, m.Incident) {
		d.outcome.Heard = append(d.outcome.Heard, m.Incident)
	}
	for _, address := range to {
		if !told[address] {
			d.behind[address] = true
			without = append(without, address)
		}
	}
	if len(without) > 1 && len(without) == len(s.to()) {
		without = []string{everybody}
	}
	for _, address := range without {
		d.missed(m, address)
	}
	return err
}

// portion is how many addressees are told between two receipts that are kept: so many
// hear twice of something at most, where the program is killed.
const portion = 100

// portions sends a message to some addressees after the other, and stops where it reaches
// none: the way to the others is the same.
func (d *delivery) portions(s sender, m Message, to []string) (map[string]bool, error) {
	reached := map[string]bool{}
	var errs []error
	for some := range slices.Chunk(to, portion) {
		told, err := patiently(d.ctx, s, m, some, d.options)
		d.outcome.Told += len(told)
		for _, address := range told {
			reached[address] = true
			d.options.Receipts[d.receipt(m, address)] = true
		}
		if len(told) > 0 && d.options.Told != nil {
			err = errors.Join(err, d.options.Told(d.options.Receipts))
		}
		errs = append(errs, err)
		if len(told) == 0 {
			break
		}
	}
	return reached, errors.Join(errs...)
}

// concerned reports whether an addressee is to be told: of what people know, only those
// who are owed it.
func (d *delivery) concerned(m Message, address string) bool {
	if !m.Told {
		return true
	}
	_, one := d.options.Owed[d.receipt(m, address)]
	_, all := d.options.Owed[d.receipt(m, everybody)]
	return one || all
}

// missed notes that a message was not told to an addressee. Where none could be asked for,
// of what people know the same are owed it as before.
func (d *delivery) missed(m Message, address string) {
	if address != everybody || !m.Told {
		d.outcome.Missed = append(d.outcome.Missed, d.receipt(m, address))
		return
	}
	for line := range d.options.Owed {
		if receiver, _, event := splitReceipt(line); receiver == d.receiver.ID && event == m.ID {
			d.outcome.Missed = append(d.outcome.Missed, line)
		}
	}
	slices.Sort(d.outcome.Missed)
}

func (d *delivery) receipt(m Message, address string) string {
	return receipt(d.receiver.ID, address, m.ID)
}

// How often a message is tried, and how long the first pause is; each is twice the one
// before.
const (
	tries = 5
	pause = 2 * time.Second
)

// finalError says that trying again will not help.
type finalError struct{ error }

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
		if _, final := errors.AsType[finalError](err); final || n == tries {
			break
		}
		if stopped := o.Wait(ctx, wait); stopped != nil {
			return told, stopped
		}
		wait *= 2
	}
	return told, err
}
