package notify

import (
	"maps"
	"slices"
	"strings"
	"time"

	"ownup/internal/report"
	"ownup/internal/status"
)

// Ledger is what people know: all that was public at one moment, and who could not be
// reached. It needs no revision, so a rewritten history of the files does not change it.
// As a file it is lines, sorted, of fields between tabs:
//
//	until	2026-09-03T10:00:00Z
//	known	slow/20260903T080000Z/investigating	2026-09-03T08:00:00Z	9f86d081884c7d65
//	gone	slow/20260903T083000Z/identified	2026-09-03T08:30:00Z	60303ae22b998861
//	owed	slow/20260903T080000Z/investigating	2026-09-03T08:01:00Z	customers	fd61a03af4f77d87
//	heard	slow	2026-09-03T08:01:00Z	pager
//
// What is known has its instant and a sum of its words, which tells an update that was
// moved or renamed from a new one. What is gone was withdrawn after it was told. What is
// owed was not told, since a moment, to an addressee, who is a sum as in [Receipts]. Who
// heard of an incident hears of its end, even if it turns out to concern them no longer. The zero Ledger knows
// nothing.
type Ledger struct {
	Until time.Time
	Owed  Debts
	Heard Hearers

	known map[string]knowledge // by the id of an event
}

// Debts say since when somebody is owed an event, by its receipt.
type Debts map[string]time.Time

// Hearers say who last heard of an incident when, by the receiver's id, a tab, and the
// incident's.
type Hearers map[string]time.Time

// knowledge is an event that people know.
type knowledge struct {
	Event
	gone bool
}

// The periods of the rules.
const (
	late    = 24 * time.Hour      // how long after it was said something may become public and still be news
	patient = 24 * time.Hour      // how long somebody is owed a message
	memory  = 90 * 24 * time.Hour // how long a file of the ledger remembers; a postmortem without a time comes within it
)

// Known gives the ledger of people who know what a report says.
func Known(r *report.Report) Ledger { return Ledger{}.After(r, nil) }

// newLedger gives one that knows nothing.
func newLedger(until time.Time) Ledger {
	return Ledger{Until: until, Owed: Debts{}, Heard: Hearers{}, known: map[string]knowledge{}}
}

// News gives what a report tells that people do not know yet, and what some of them are
// owed, oldest first.
//
// No news are, though their words are new: what was said a day or longer before the
// moment of the ledger, and what was said before something of the same incident that
// people know already; a postmortem of an incident that they know is news whenever it
// was said. What people know stays known when it is withdrawn and comes back, when its
// words are mended, when its time alone is corrected, when its file is renamed.
func (l Ledger) News(after *report.Report) []Event {
	now := happened(after)
	l = l.renamed(now)
	owed := l.owing(after.Now)
	newest, moved := l.standing(now)
	var news []Event
	for _, e := range now {
		if _, known := l.known[e.ID]; known {
			if e.Told = owed[e.ID]; e.Told {
				news = append(news, e)
			}
			continue
		}
		if w := e.wording(); moved[w] > 0 {
			moved[w]--
			continue
		}
		if last, known := newest[e.Incident]; l.recent(e, last, known) {
			news = append(news, e)
		}
	}
	return news
}

// recent reports whether an event that nobody knows is news, and not a record of the past.
// The incident may be known, and then the newest word of it that people know is last.
func (l Ledger) recent(e Event, last time.Time, known bool) bool {
	switch {
	case known && e.Phase == status.Postmortem:
		return true
	case known && (e.At.Before(last) || e.Update == "" && !e.At.After(l.Until)):
		return false
	}
	return e.At.After(l.Until.Add(-late))
}

// wording is what an update says, whenever that is.
type wording struct {
	incident, words string
	phase           status.Phase
}

func (e Event) wording() wording { return wording{e.Incident, e.words, e.Phase} }

// standing gives, of what people know and files still say, the newest instant by
// incident; of what they no longer say, how often each wording is missing.
func (l Ledger) standing(now []Event) (newest map[string]time.Time, moved map[wording]int) {
	newest, moved = map[string]time.Time{}, map[wording]int{}
	said := map[string]bool{}
	for _, e := range now {
		said[e.ID] = true
	}
	for id, k := range l.known {
		switch {
		case said[id] && k.At.After(newest[k.Incident]):
			newest[k.Incident] = k.At
		case !said[id] && !k.gone && k.words != clockwork:
			moved[k.wording()]++
		}
	}
	return newest, moved
}

// After gives the ledger once the news of a report were told, with these outcomes. Whoever
// is owed something for a day is owed it no longer.
func (l Ledger) After(r *report.Report, outcomes []Outcome) Ledger {
	now := happened(r)
	l = l.renamed(now)
	next := newLedger(r.Now.UTC().Truncate(time.Second))
	maps.Copy(next.Heard, l.Heard)
	for id, k := range l.known {
		k.gone = true
		next.known[id] = k
	}
	for _, e := range now {
		next.known[e.ID] = knowledge{e, false}
	}
	for _, o := range outcomes {
		for _, incident := range o.Heard {
			next.Heard[o.Receiver.ID+"\t"+incident] = next.Until
		}
		for _, receipt := range o.Missed {
			since, before := l.Owed[receipt]
			if !before {
				since = next.Until
			}
			if next.Until.Sub(since) < patient {
				next.Owed[receipt] = since
			}
		}
	}
	return next
}

// owing gives the events that somebody is owed still.
func (l Ledger) owing(now time.Time) map[string]bool {
	all := map[string]bool{}
	for line, since := range l.Owed {
		if now.Sub(since) < patient {
			all[eventOf(line)] = true
		}
	}
	return all
}

// Renamed gives the ledger under the ids that files have now, those of what is owed too.
func (l Ledger) Renamed(r *report.Report) Ledger { return l.renamed(happened(r)) }

// renamed gives the ledger under the ids that files have now. A file that is new, and
// says what one that is gone said at the same instant, is that one.
func (l Ledger) renamed(now []Event) Ledger {
	names := l.names(now)
	if len(names) == 0 {
		return l
	}
	next := newLedger(l.Until)
	rename := func(id string) string {
		incident, rest, _ := strings.Cut(id, "/")
		if name, ok := names[incident]; ok {
			return name + "/" + rest
		}
		return id
	}
	for id, k := range l.known {
		k.ID = rename(id)
		k.Incident, _, _ = strings.Cut(k.ID, "/")
		next.known[k.ID] = k
	}
	for line, since := range l.Owed {
		receiver, address, _ := splitReceipt(line)
		next.Owed[receiver+"\t"+address+"\t"+rename(eventOf(line))] = since
	}
	for line, last := range l.Heard {
		receiver, incident, _ := strings.Cut(line, "\t")
		next.Heard[receiver+"\t"+strings.TrimSuffix(rename(incident+"/"), "/")] = last
	}
	return next
}

// names gives the new names of the incidents that were renamed, by the old ones.
func (l Ledger) names(now []Event) map[string]string {
	known, stands := map[string]bool{}, map[string]bool{}
	for _, k := range l.known {
		known[k.Incident] = true
	}
	for _, e := range now {
		stands[e.Incident] = true
	}
	missing := map[string]string{} // who said what, when
	for _, id := range slices.Sorted(maps.Keys(l.known)) {
		if k := l.known[id]; !stands[k.Incident] && k.words != clockwork {
			missing[strings.TrimPrefix(id, k.Incident)+k.words] = k.Incident
		}
	}
	names := map[string]string{}
	for _, e := range now {
		old, ok := missing[strings.TrimPrefix(e.ID, e.Incident)+e.words]
		if ok && !known[e.Incident] {
			names[old] = e.Incident
		}
	}
	return names
}
