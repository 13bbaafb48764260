package site

import (
	"fmt"
	"strings"

	"ownup/internal/report"
	"ownup/internal/status"
)

// strip is a drawing of days side by side, a unit wide each and 24 high. Quiet days are a
// low line, cut into days by the stylesheet's dashes; each other day stands as tall as its
// worst health is bad.
type strip struct {
	Width int
	Paths []stroke // one for each kind of day
}

// stroke is one path of a drawing.
type stroke struct {
	Class string // a health, or "unknown" where nothing was observed
	D     string
}

// unknown is the class of a day on which nothing was observed.
const unknown = "unknown"

// heights says how tall a day is drawn that was so bad, of 24.
func heights(h status.Health) int {
	return [...]int{status.Operational: 6, status.UnderMaintenance: 10, status.DegradedPerformance: 14, status.PartialOutage: 19, status.MajorOutage: 24}[h]
}

// draw draws days. The drawing is as wide as they are many, or wider.
func draw(days []report.Day, width int) strip {
	paths := map[string]*strings.Builder{}
	path := func(class string) *strings.Builder {
		if paths[class] == nil {
			paths[class] = &strings.Builder{}
		}
		return paths[class]
	}
	for from := 0; from < len(days); {
		class := dayClass(days[from])
		until := from + 1
		for until < len(days) && dayClass(days[until]) == class {
			until++
		}
		switch h := days[from].Worst; {
		case class == unknown:
			fmt.Fprintf(path(class), "M%d 23h%d", from, until-from)
		case h == status.Operational:
			fmt.Fprintf(path(class), "M%d 21h%d", from, until-from)
		default:
			for day := from; day < until; day++ {
				fmt.Fprintf(path(class), "M%d.4 24v-%d", day, heights(h))
			}
		}
		from = until
	}
	return strip{Width: max(width, len(days)), Paths: strokes(paths)}
}

// strokes sorts paths by how bad the days are that they draw.
func strokes(byClass map[string]*strings.Builder) []stroke {
	var all []stroke
	for _, class := range append([]string{unknown}, status.HealthWords()...) {
		if b := byClass[class]; b != nil {
			all = append(all, stroke{class, b.String()})
		}
	}
	return all
}

func dayClass(d report.Day) string {
	if d.Tally.NoData() && d.Tally.Excluded == 0 {
		return unknown
	}
	return d.Worst.String()
}
