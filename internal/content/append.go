package content

import (
	"slices"
	"strings"
	"time"

	"ownup/internal/status"
)

// AppendUpdate gives the source of an incident's file with one more update, written as a
// careful person would have done: above Postmortem and Internal, among the other updates
// by its time, newest first only where the file has it so. Every other byte stays.
//
// Of the update, all but ID, Commitments and Pos count; "all" may stand for a component.
// The error is a [diag.List] where the file has problems already, where it would have
// some, or where the update's text would change what other parts of the file say.
func AppendUpdate(file string, src []byte, u status.Update, zone *time.Location) ([]byte, error) {
	s, err := newSheet(file, src, zone)
	if err != nil {
		return nil, err
	}
	u.Text = tidy(u.Text)
	block := "## " + Heading(u, zone) + "\n"
	if u.Text != "" {
		block += "\n" + u.Text + "\n"
	}
	text := s.insert(s.end(s.follows(u.At)), block)
	if err := s.confirm(text, s.joins(text, u)); err != nil {
		return nil, err
	}
	return text, nil
}

// Heading gives the heading of an update as it is written into a file, without the two
// number signs: times in the given zone with their offset, words in full.
func Heading(u status.Update, zone *time.Location) string {
	w := formatter{clock: clock{zone}}
	return w.heading(u)
}

// follows gives the section below which an update of the given time stands.
func (s *sheet) follows(at time.Time) int {
	var dated []int
	var times []time.Time
	for n := range s.sections {
		if u, ok := s.said(n); ok && !u.At.IsZero() {
			dated, times = append(dated, n), append(times, u.At)
		}
	}
	last := len(dated) - 1
	if last < 0 {
		return 0
	}
	if times[0].After(times[last]) { // newest first
		for k, t := range times {
			if t.Before(at) {
				return dated[k] - 1
			}
		}
		return dated[last]
	}
	for k, t := range slices.Backward(times) {
		if !t.After(at) {
			return dated[k]
		}
	}
	return dated[0] - 1
}

// joins gives the change that an incident undergoes when an update joins it. What the
// update's words mean there, such as "all" or a link, is read from the text.
func (s *sheet) joins(text []byte, u status.Update) func(*status.Incident) {
	after := placeless(parseIncident(s.file, "", text, s.zone).incident)
	return func(i *status.Incident) {
		n := slices.IndexFunc(i.Updates, func(v status.Update) bool { return v.At.IsZero() || v.At.After(u.At) })
		if n < 0 {
			n = len(i.Updates)
		}
		if n >= len(after.Updates) {
			return // it is not there, which is seen when the two are compared
		}
		if got := after.Updates[n]; got.At.Equal(u.At) && got.Phase == u.Phase && strings.HasPrefix(got.Text, u.Text) {
			i.Updates = slices.Insert(i.Updates, n, got)
		}
	}
}
