package importer_test

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"ownup/internal/status"
)

// comparison compares what came with what a source says, and counts by field what it has
// compared. What it is told of a source was read by the test itself: with other decoders,
// into types of its own.
type comparison struct {
	testing.TB
	fields map[string]int
}

func compare(t testing.TB) *comparison {
	c := &comparison{t, map[string]int{}}
	t.Cleanup(func() {
		var all []string
		sum := 0
		for _, f := range slices.Sorted(maps.Keys(c.fields)) {
			all = append(all, fmt.Sprintf("%s %d", f, c.fields[f]))
			sum += c.fields[f]
		}
		t.Logf("compared %d fields: %s", sum, strings.Join(all, ", "))
	})
	return c
}

// same compares a field of something that the source has a name for.
func (c *comparison) same(of, field string, got, want any) {
	c.Helper()
	c.fields[field]++
	if g, w := fmt.Sprint(got), fmt.Sprint(want); g != w {
		c.Errorf("%s: the %s is\n%s\nwant\n%s", of, field, g, w)
	}
}

// spell is an interval in which a component was in one health; a zero until is open.
type spell struct {
	component   string
	health      string
	from, until time.Time
}

func (s spell) String() string {
	until := "…"
	if !s.until.IsZero() {
		until = s.until.UTC().Format(time.DateTime)
	}
	return fmt.Sprintf("%s %s %s – %s\n", s.component, s.health, s.from.UTC().Format(time.DateTime), until)
}

// spells compares the effects of an incident: who was affected, how, from when until when.
// Names tell components apart.
func (c *comparison) spells(of string, s *status.Site, i *status.Incident, now time.Time, want []spell) {
	c.Helper()
	course, _ := i.Course(now)
	var got []spell
	for _, e := range course.Effects {
		component, _ := s.Component(e.Component)
		got = append(got, spell{component.Name, e.Health.String(), e.From, e.Until})
	}
	want = slices.DeleteFunc(slices.Clone(want), func(w spell) bool { return w.health == "operational" || w.from.Equal(w.until) })
	sort := func(all []spell) {
		slices.SortFunc(all, func(a, b spell) int {
			return cmp.Or(strings.Compare(a.component, b.component), a.from.Compare(b.from))
		})
	}
	sort(got)
	sort(want)
	c.fields["effect"] += max(len(want)-1, 0)
	c.same(of, "effect", got, want)
}

// seconds cuts a time to seconds, as files have them.
func seconds(t time.Time) time.Time { return t.UTC().Truncate(time.Second) }

// stamped writes a time for a comparison; nothing where there is none.
func stamped(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return seconds(t).Format(time.DateTime)
}

// oneLine is a text as a title holds it.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// pageOf tells what a site is called, where it is, and its components in their groups.
func pageOf(s *status.Site) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s %s\n", s.Title, s.URL, s.Zone)
	for _, g := range s.Groups {
		for _, c := range g.Components {
			if c.Until.IsZero() {
				fmt.Fprintf(&b, "%s / %s: %s\n", g.Name, c.Name, c.Description)
			}
		}
	}
	return b.String()
}
