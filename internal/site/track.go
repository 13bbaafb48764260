package site

import (
	"slices"
	"time"

	"ownup/internal/report"
	"ownup/internal/status"
)

// mostTracks is how many rows an incident draws that has a row for each component.
const mostTracks = 12

// track is what an incident did to one component, drawn as a row.
type track struct {
	Path, Name string
	Spans      []span
	Alike      []affected // other components to which the same happened, where there are many
}

// span is one health over one interval. X and Width are thousandths of the axis.
type span struct {
	status.Effect
	X, Width int
	Y        int // where its top stands, of 24
	Height   int
	Lasting  bool   // until now
	Lasted   string // until now while it lasts
	Form     string // in which it is told
}

// axis is the interval that the tracks of an incident share. Where it has none, From is
// zero.
type axis struct {
	From, Until time.Time
	Form        string // in which its spans are told: with their days where it is longer than one
}

// tracks gives a row for each component that the incident had an effect on, the interval
// that they share, and the components that it names without an effect.
func (p *press) tracks(i *report.Incident) ([]track, axis, []affected) {
	if i.Phase == status.Scheduled && len(i.Effects) == 0 {
		return nil, axis{}, p.expected(i)
	}
	var x axis
	for _, e := range i.Effects {
		if x.From.IsZero() || e.From.Before(x.From) {
			x.From = e.From
		}
		until := ending(e, i.Now)
		if x.Until.IsZero() || until.After(x.Until) {
			x.Until = until
		}
	}
	x.Form = p.near(x.From, x.Until)
	if x.Form == "full" {
		x.Form = "short"
	}
	var tracks []track
	var rest []affected
	for _, t := range i.Touched {
		row := track{Path: componentPath(t.Component), Name: p.name(t.Component)}
		for _, e := range i.Effects {
			if e.Component == t.Component {
				row.Spans = append(row.Spans, p.span(e, x))
			}
		}
		if row.Spans == nil {
			rest = append(rest, p.affectedIn(t.Component, t.Worst))
			continue
		}
		tracks = append(tracks, row)
	}
	if len(tracks) > mostTracks {
		tracks = merged(tracks)
	}
	return tracks, x, rest
}

// merged gives one row for all components to which the same happened, in the place of the
// first.
func merged(tracks []track) []track {
	var rows []track
	for _, t := range tracks {
		n := slices.IndexFunc(rows, func(r track) bool {
			return slices.EqualFunc(r.Spans, t.Spans, func(a, b span) bool {
				return a.Health == b.Health && a.From.Equal(b.From) && a.Until.Equal(b.Until)
			})
		})
		if n < 0 {
			rows = append(rows, t)
		} else {
			rows[n].Alike = append(rows[n].Alike, affected{Path: t.Path, Name: t.Name})
		}
	}
	return rows
}

// ending gives the end of an effect, as far as it lies before now.
func ending(e status.Effect, now time.Time) time.Time {
	if e.Until.IsZero() || e.Until.After(now) {
		return now
	}
	return e.Until
}

func (p *press) span(e status.Effect, x axis) span {
	const thousand = 1000
	until := ending(e, p.report.Now)
	s := span{Effect: e, Lasting: !until.Equal(e.Until), Lasted: p.words.Duration(until.Sub(e.From)), Form: x.Form}
	s.Height = heights(e.Health)
	s.Y = 24 - s.Height
	if length := x.Until.Sub(x.From); length > 0 {
		s.X = int(e.From.Sub(x.From) * thousand / length)
		s.Width = max(4, int(until.Sub(e.From)*thousand/length))
		s.X = min(s.X, thousand-s.Width)
	}
	return s
}
