package notify

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
)

// Receipts say what was told to whom. As a file they are lines, sorted: the receiver's id,
// a tab, the addressee, a tab, the event's id. An addressee is a sum of the address, so
// that the file holds nobody's. The zero Receipts is empty and ready to be read.
type Receipts map[string]bool

// ParseReceipts reads receipts. It is the inverse of [Receipts.String].
func ParseReceipts(text string) (Receipts, error) {
	all := Receipts{}
	number := 0
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if strings.Count(line, "\t") != 2 {
			return nil, fmt.Errorf("line %d is no receipt: %.80q", number, line)
		}
		all[line] = true
	}
	return all, nil
}

// String gives the receipts as they stand in a file.
func (r Receipts) String() string {
	lines := make([]string, 0, len(r))
	for line := range r {
		lines = append(lines, line+"\n")
	}
	slices.Sort(lines)
	return strings.Join(lines, "")
}

// everybody is the addressee of a receipt that stands for all whom a receiver tells.
const everybody = "*"

// receipt is the line that says that an event was told.
func receipt(receiver, address, event string) string {
	if address != everybody {
		sum := sha256.Sum256([]byte(receiver + "\n" + strings.ToLower(address)))
		address = hex.EncodeToString(sum[:8])
	}
	return receiver + "\t" + address + "\t" + event
}

// splitReceipt gives what a receipt consists of.
func splitReceipt(line string) (receiver, address, event string) {
	receiver, rest, _ := strings.Cut(line, "\t")
	address, event, _ = strings.Cut(rest, "\t")
	return receiver, address, event
}

func eventOf(line string) string {
	_, _, event := splitReceipt(line)
	return event
}
