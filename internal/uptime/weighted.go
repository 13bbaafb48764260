package uptime

import (
	"cmp"
	"math/bits"

	"ownup/internal/status"
)

// Weighted is a sum of weight × seconds, exact. One integer of ten-millionths would
// overflow for a thousand components that are down for thirty years; this does not for
// any time that seconds can count.
type Weighted struct {
	Seconds int64           // rounded down
	Parts   status.Fraction // of a second, on top: from 0 to below status.Whole
}

// weigh gives seconds × weight; neither is negative, and the weight is at most Whole.
func weigh(seconds int64, weight status.Fraction) Weighted {
	hi, lo := bits.Mul64(uint64(seconds), uint64(weight))
	whole, parts := bits.Div64(hi, lo, uint64(status.Whole))
	return Weighted{int64(whole), status.Fraction(parts)}
}

func (w Weighted) plus(v Weighted) Weighted {
	w.Seconds += v.Seconds
	w.Parts += v.Parts
	if w.Parts >= status.Whole {
		w.Seconds++
		w.Parts -= status.Whole
	}
	return w
}

// minus gives the difference. Where it is negative, Seconds is, and is still rounded
// down.
func (w Weighted) minus(v Weighted) Weighted {
	w.Seconds -= v.Seconds
	w.Parts -= v.Parts
	if w.Parts < 0 {
		w.Seconds--
		w.Parts += status.Whole
	}
	return w
}

func (w Weighted) compare(v Weighted) int {
	return cmp.Or(cmp.Compare(w.Seconds, v.Seconds), cmp.Compare(w.Parts, v.Parts))
}

// ceil gives the seconds, rounded up.
func (w Weighted) ceil() int64 {
	if w.Parts > 0 {
		return w.Seconds + 1
	}
	return w.Seconds
}

// parts gives an amount that is not negative in ten-millionths of a second, as the high
// and low halves of 128 bits.
func (w Weighted) parts() (hi, lo uint64) {
	hi, lo = bits.Mul64(uint64(w.Seconds), uint64(status.Whole))
	lo, carry := bits.Add64(lo, uint64(w.Parts), 0)
	return hi + carry, lo
}
