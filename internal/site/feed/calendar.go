package feed

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	ics "github.com/arran4/golang-ical"

	"ownup/internal/markdown"
	"ownup/internal/report"
	"ownup/internal/status"
)

// refreshInterval is how often a subscribed calendar is to be fetched again.
const refreshInterval = "PT1H"

// calendar writes an event for each maintenance, by the beginning of its window. An event
// has the window that counts; it never follows the clock, so that it changes only when
// something was said.
func (s *Source) calendar(c channel, incidents []*report.Incident) ([]byte, error) {
	works := slices.DeleteFunc(slices.Clone(incidents), func(i *report.Incident) bool {
		return i.Kind() != status.KindMaintenance
	})
	slices.SortFunc(works, func(a, b *report.Incident) int {
		return cmp.Or(a.Window().From.Compare(b.Window().From), cmp.Compare(a.ID, b.ID))
	})
	cal := ics.NewCalendarFor("ownup")
	cal.SetProductId("-//ownup//maintenance//" + strings.ToUpper(c.language))
	cal.SetCalscale("GREGORIAN")
	cal.SetName(c.title)
	cal.SetRefreshInterval(refreshInterval)
	cal.SetXPublishedTTL(refreshInterval)
	if len(works) == 0 {
		hollow(cal)
	} else {
		cal.SetMethod(ics.MethodPublish)
	}
	for _, i := range works {
		s.event(cal, i)
	}
	var b bytes.Buffer
	err := cal.SerializeTo(&b, ics.WithNewLineWindows)
	return b.Bytes(), err
}

// hollow gives a calendar without events the one component that RFC 5545 (3.6) asks for
// at least: one that no program shows.
func hollow(cal *ics.Calendar) {
	zone := cal.AddTimezone("UTC")
	standard := zone.AddStandard()
	standard.SetProperty(ics.ComponentPropertyDtStart, "19700101T000000")
	standard.SetProperty(ics.ComponentProperty(ics.PropertyTzoffsetfrom), "+0000")
	standard.SetProperty(ics.ComponentProperty(ics.PropertyTzoffsetto), "+0000")
}

func (s *Source) event(cal *ics.Calendar, i *report.Incident) {
	w := i.Window()
	e := cal.AddEvent(i.ID + "@" + s.authority)
	e.SetDtStampTime(i.Updated())
	e.SetCreatedTime(i.Published())
	e.SetModifiedAt(i.Updated())
	e.SetSequence(changes(i))
	e.SetStartAt(w.From)
	e.SetEndAt(w.Until)
	e.SetStatus(ics.ObjectStatusConfirmed)
	if i.Phase == status.Cancelled {
		e.SetStatus(ics.ObjectStatusCancelled)
	}
	e.SetSummary(clean(i.Title))
	e.SetDescription(clean(s.description(i)))
	if places := s.places(i); places != "" {
		e.SetLocation(clean(places))
	}
	e.SetURL(s.incidentURL(i))
	e.AddCategory(clean(s.words.Kind(i.Kind())))
	e.SetClass(ics.ClassificationPublic)
	e.SetTimeTransparency(ics.TransparencyTransparent)
}

// changes counts how often what was said changed the window, or called the maintenance
// off or on again: calendars take over an event only if its sequence has grown.
func changes(i *report.Incident) int {
	n, window, off := 0, i.Incident.Window, false
	for _, u := range i.Said {
		was, wasOff := window, off
		if u.Window != (status.Window{}) {
			window = u.Window
		}
		if !u.Phase.Keeps() {
			off = u.Phase == status.Cancelled
		}
		if off != wasOff || !window.From.Equal(was.From) || !window.Until.Equal(was.Until) {
			n++
		}
	}
	return n
}

// description gives what is affected, the introduction and the latest words, as text.
func (s *Source) description(i *report.Incident) string {
	parts := []string{s.affected(i.Course)}
	if i.Incident.Intro != "" {
		parts = append(parts, markdown.Text(i.Incident.Intro))
	}
	if u, ok := i.Latest(); ok {
		text := s.words.Phase(u.Phase)
		if u.Text != "" {
			text = s.words.T("feed.summary", text, markdown.Text(u.Text))
		}
		parts = append(parts, text)
	}
	parts = slices.DeleteFunc(parts, func(p string) bool { return p == "" })
	return strings.Join(append(parts, s.incidentURL(i)), "\n\n")
}

func (s *Source) places(i *report.Incident) string {
	var names []string
	for _, t := range i.Touched {
		names = append(names, s.name(t.Component))
	}
	return s.words.List(names)
}
