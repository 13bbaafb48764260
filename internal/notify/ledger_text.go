package notify

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"ownup/internal/status"
)

// String gives the ledger as it stands in a file, without what is too long ago.
func (l Ledger) String() string {
	lines := []string{"until\t" + l.Until.UTC().Format(time.RFC3339) + "\n"}
	for id, k := range l.known {
		word := "known"
		if k.gone {
			word = "gone"
		}
		if k.At.After(l.Until.Add(-memory)) {
			lines = append(lines, record(word, id, k.At, k.words))
		}
	}
	for line, since := range l.Owed {
		receiver, address, event := splitReceipt(line)
		lines = append(lines, record("owed", event, since, receiver, address))
	}
	for line, last := range l.Heard {
		if receiver, incident, _ := strings.Cut(line, "\t"); last.After(l.Until.Add(-memory)) {
			lines = append(lines, record("heard", incident, last, receiver))
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "")
}

// record gives a line of the file.
func record(word, event string, at time.Time, more ...string) string {
	return strings.Join(append([]string{word, event, at.UTC().Format(time.RFC3339)}, more...), "\t") + "\n"
}

// ParseLedger reads what [Ledger.String] wrote.
func ParseLedger(text string) (Ledger, error) {
	l := newLedger(time.Time{})
	number := 0
	for line := range strings.Lines(text) {
		number++
		if line = strings.TrimRight(line, "\r\n"); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if err := l.parse(strings.Split(line, "\t")); err != nil {
			return Ledger{}, fmt.Errorf("line %d is none of a ledger: %w", number, err)
		}
	}
	if l.Until.IsZero() {
		return Ledger{}, fmt.Errorf("the ledger does not say until when people know: it has no line that begins with %q", "until")
	}
	return l, nil
}

// parse reads the fields of a line.
func (l *Ledger) parse(fields []string) (err error) {
	word := fields[0]
	if n := map[string]int{"until": 2, "known": 4, "gone": 4, "heard": 4, "owed": 5}[word]; n != len(fields) {
		return fmt.Errorf("%q with %d fields", word, len(fields))
	}
	if word == "until" {
		l.Until, err = time.Parse(time.RFC3339, fields[1])
		return err
	}
	at, err := time.Parse(time.RFC3339, fields[2])
	if err != nil {
		return err
	}
	switch word {
	case "owed":
		l.Owed[strings.Join([]string{fields[3], fields[4], fields[1]}, "\t")] = at
		return nil
	case "heard":
		l.Heard[fields[3]+"\t"+fields[1]] = at
		return nil
	}
	e, err := parseEvent(fields[1], at, fields[3])
	l.known[e.ID] = knowledge{e, word == "gone"}
	return err
}

// parseEvent reads an event by its id and the sum of its words.
func parseEvent(id string, at time.Time, words string) (Event, error) {
	incident, rest, _ := strings.Cut(id, "/")
	_, said, _ := strings.Cut(rest, "/")
	phase, ok := status.ParsePhase(said)
	if !ok || incident == "" || words == "" || phase.String() != said {
		return Event{}, fmt.Errorf("%q is the id of no event", id)
	}
	return Event{ID: id, Incident: incident, At: at, Phase: phase, words: words}, nil
}
