package report

import (
	"cmp"
	"slices"
	"time"

	"ownup/internal/status"
)

// Measure is a length of time that may not be known.
type Measure struct {
	time.Duration
	Known bool
}

func known(d time.Duration) Measure { return Measure{max(0, d), true} }

// Clock is the communication clock of an incident: not how long it lasted alone, but how
// long people waited for words.
type Clock struct {
	Detect    Measure // from its start until it was detected
	FirstWord Measure // from its start to the first public word
	Silence   Measure // the longest time between two updates, from the first one to the resolving one, or to now
	Resolve   Measure // from its start to its end
	Public    Measure // from the time that an update states until it could be read: the median
	Slowest   Measure // the same of the update that took longest
	Promises  int     // how often the next word was promised for a time
	Broken    int     // how many of these passed without a word; one that comes at the very time keeps it
}

// newClock reads the clock of an incident of which something was said.
func newClock(c status.Course, e *Evidence) Clock {
	var k Clock
	if delays := e.delays(c.Said); len(delays) > 0 {
		k.Public, k.Slowest = median(delays), known(delays[len(delays)-1])
	}
	if d := c.Incident.Detected; !d.IsZero() && !d.After(c.Now) {
		k.Detect = known(d.Sub(c.Start))
	}
	k.FirstWord = known(c.Said[0].At.Sub(c.Start))
	if !c.Open {
		k.Resolve = known(c.End.Sub(c.Start))
	}
	k.Silence = known(0)
	open := false
	for n, u := range c.Said {
		open = !u.Phase.Ends() && (open || !u.Phase.Keeps() || n == 0)
		if !open {
			continue
		}
		next, came := c.Now, n+1 < len(c.Said)
		if came {
			next = c.Said[n+1].At
		}
		k.Silence.Duration = max(k.Silence.Duration, next.Sub(u.At))
		if u.Next.IsZero() {
			continue
		}
		k.Promises++
		if next.After(u.Next) || !came && next.Equal(u.Next) {
			k.Broken++
		}
	}
	return k
}

// Year is what the incidents that began in one year add up to. Only unplanned incidents
// count, and for the clock only those that were told while they lasted.
type Year struct {
	Year      int     // 0: all years together
	Incidents int     // all unplanned ones
	Affecting int     // those with an effect
	MTTR      Measure // mean time from start to end, of those with an effect that ended
	MTBF      Measure // mean time between the starts of those with an effect

	Told      int // how many of them have a clock; the following are medians of those
	Detect    Measure
	FirstWord Measure
	Silence   Measure
	Resolve   Measure
	Public    Measure // of the updates of all of them
	Slowest   Measure // of the slowest one of all
	Promises  int     // sums
	Broken    int
}

// Years gives a Year for each year of the calendar in the site's zone from the first to
// the last incident, newest first; years in which nothing happened are there as well.
func (r *Report) Years() []Year {
	byYear := map[int][]*Incident{}
	for _, i := range r.unplanned() {
		year := i.Start.In(r.Site.Zone).Year()
		byYear[year] = append(byYear[year], i)
	}
	if len(byYear) == 0 {
		return nil
	}
	first := slices.MinFunc(r.unplanned(), func(a, b *Incident) int { return a.Start.Compare(b.Start) })
	var years []Year
	for y := r.Today.Year; y >= first.Start.In(r.Site.Zone).Year(); y-- {
		years = append(years, newYear(y, byYear[y]))
	}
	return years
}

// Total gives the figures of all years together.
func (r *Report) Total() Year { return newYear(0, r.unplanned()) }

func (r *Report) unplanned() []*Incident {
	var some []*Incident
	for _, i := range r.Incidents {
		if i.Kind() == status.KindIncident {
			some = append(some, i)
		}
	}
	return some
}

// newYear adds up incidents, which come newest first.
func newYear(year int, incidents []*Incident) Year {
	y := Year{Year: year, Incidents: len(incidents)}
	var starts []time.Time
	var repairs, detect, first, silence, resolve, delays []time.Duration
	for _, i := range incidents {
		if i.Worst() != status.Operational {
			y.Affecting++
			starts = append(starts, i.Start)
			if !i.Open {
				repairs = append(repairs, i.Duration())
			}
		}
		if i.Clock == nil {
			continue
		}
		y.Told++
		y.Promises += i.Clock.Promises
		y.Broken += i.Clock.Broken
		detect, first = i.Clock.Detect.appendTo(detect), i.Clock.FirstWord.appendTo(first)
		silence, resolve = i.Clock.Silence.appendTo(silence), i.Clock.Resolve.appendTo(resolve)
		delays = append(delays, i.Evidence.delays(i.Said)...)
	}
	y.MTTR = mean(repairs)
	if n := len(starts); n > 1 {
		y.MTBF = known((starts[0].Sub(starts[n-1]) / time.Duration(n-1)).Truncate(time.Second))
	}
	y.Detect, y.FirstWord, y.Silence, y.Resolve = median(detect), median(first), median(silence), median(resolve)
	if y.Public = median(delays); len(delays) > 0 { // which are in order now
		y.Slowest = known(delays[len(delays)-1])
	}
	return y
}

func (m Measure) appendTo(all []time.Duration) []time.Duration {
	if m.Known {
		all = append(all, m.Duration)
	}
	return all
}

func mean(all []time.Duration) Measure {
	if len(all) == 0 {
		return Measure{}
	}
	var sum time.Duration
	for _, d := range all {
		sum += d
	}
	return known((sum / time.Duration(len(all))).Truncate(time.Second))
}

// median gives the middle one, or the mean of the two in the middle.
func median(all []time.Duration) Measure {
	if len(all) == 0 {
		return Measure{}
	}
	slices.SortFunc(all, cmp.Compare)
	n := len(all)
	return known(((all[(n-1)/2] + all[n/2]) / 2).Truncate(time.Second))
}
