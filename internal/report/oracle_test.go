package report_test

import (
	"fmt"
	"slices"
	"strings"
	"testing/fstest"
	"time"

	"pgregory.net/rapid"

	"ownup/internal/content"
	"ownup/internal/status"
)

// The oracle says of each minute what the words of the files mean, and counts minutes. It
// knows no claims, effects or timelines, and asks the calendar for the day of each
// minute. Everything in the worlds that are drawn happens at whole minutes.

// said gives the updates of a file that were said by now.
func (f telling) said(now time.Time) []update {
	var all []update
	for _, u := range f.updates {
		if !u.at.After(now) {
			all = append(all, u)
		}
	}
	return all
}

// spoken reports whether anything was said by now.
func (f telling) spoken(now time.Time) bool {
	if len(f.updates) == 0 {
		return !f.started.After(now)
	}
	return !f.updates[0].at.After(now)
}

// open reports whether the file tells of something that is not over at now.
func (f telling) open(now time.Time) bool {
	open := true
	for _, u := range f.said(now) {
		switch {
		case u.ends():
			open = false
		case !u.keeps() && f.kind != "notice":
			open = true
		case f.kind == "notice" && u.phase == "resolved":
			open = false
		}
	}
	if f.kind == "maintenance" && open {
		runs := f.runs(now)
		last := runs[len(runs)-1]
		open = last.until.IsZero() || now.Before(last.until)
	}
	return open && (f.until.IsZero() || now.Before(f.until))
}

// of gives what the update says of a component: nothing, or one saying. What is said of
// "all" is said of those that were named before and are not named by themselves.
func (u update) of(component string, named bool) (saying, bool) {
	for _, s := range u.says {
		if s.component == component {
			return s, true
		}
	}
	for _, s := range u.says {
		if s.component == "all" && named {
			return s, true
		}
	}
	return saying{}, false
}

// incidentAt gives what an incident says, as known at now, of a component at an instant:
// the last word that holds then.
func (f telling) incidentAt(component string, t, now time.Time) status.Health {
	health, named := status.Operational, false
	start := f.started
	said := f.said(now)
	if start.IsZero() {
		start = said[0].so()
	}
	for _, s := range f.front {
		if s.component == component {
			named = true
			if !t.Before(or(s.since, start)) {
				health = s.health
			}
		}
	}
	var end time.Time // while it is open, none
	for _, u := range said {
		if u.ends() {
			end = u.so()
			if !t.Before(end) {
				health = status.Operational
			}
		} else if !u.keeps() {
			end = time.Time{}
		}
		s, ok := u.of(component, named)
		named = named || ok
		afterEnd := !end.IsZero() && !t.Before(end)
		if ok && !afterEnd && !t.Before(or(s.since, u.so())) {
			health = s.health
		}
	}
	return health
}

// run is a time in which a maintenance ran, or will by the clock. A zero until is without
// end.
type run struct {
	from, until time.Time
	byWords     bool // it began by words, so that only words can end it
}

// runs follows a maintenance through what was said by now. The last run is that of the
// window that counts, unless it was said to be over.
func (f telling) runs(now time.Time) []run {
	runs, over := []run{{from: f.window[0], until: f.window[1]}}, false
	for _, u := range f.said(now) {
		last := &runs[len(runs)-1]
		switch u.phase {
		case "in_progress", "verifying":
			if over {
				runs, over = append(runs, run{from: u.so(), byWords: true}), false
			} else if !last.byWords {
				from := u.so()
				if u.phase == "verifying" && last.from.Before(from) {
					from = last.from
				}
				*last = run{from: from, byWords: true}
			}
		case "completed", "cancelled":
			if !over {
				last.until = u.so() // also where that is later than the window
			}
			over = true
			for n := range runs {
				if runs[n].until.After(u.so()) {
					runs[n].until = u.so()
				}
			}
		case "scheduled":
			if u.window[0].IsZero() {
				continue
			}
			if !over && (last.byWords || u.so().Before(last.until)) {
				last.until = u.so()
			}
			runs, over = append(runs, run{from: u.window[0], until: u.window[1]}), false
		}
	}
	return runs
}

func (r run) holds(t time.Time) bool {
	return !t.Before(r.from) && (r.until.IsZero() || t.Before(r.until))
}

// world is a site at an instant, and what its oracle knows of it.
type world struct {
	zone       *time.Location
	components []status.Component
	weights    status.Weights
	files      []telling
	first, now time.Time // nothing was observed before the one, and nothing is told after the other
}

// at gives the beginning of the mth minute that the oracle looks at; minute is its inverse.
func (w world) at(m int) time.Time { return w.first.Add(time.Duration(m) * time.Minute) }

func (w world) minute(t time.Time) int { return int(t.Sub(w.first) / time.Minute) }

// maintained gives, for every minute until now and now itself, what a maintenance says of
// a component.
func (w world) maintained(f telling, component string) []status.Health {
	runs := f.runs(w.now)
	all := make([]status.Health, w.minute(w.now)+1)
	number := make([]int, len(all)) // of the run, where adjacent ones are one; 0: it does not run
	last := 0
	for m := range all {
		t := w.at(m)
		if !slices.ContainsFunc(runs, func(r run) bool { return r.holds(t) }) {
			continue
		}
		if m == 0 || number[m-1] == 0 {
			last++
		}
		number[m] = last
	}
	for m := range all {
		if number[m] > 0 {
			t := w.at(m)
			all[m] = f.maintenanceAt(component, t, w.now, func(from time.Time) bool {
				n := w.minute(from)
				return n < 0 || number[n] == 0 || number[n] == number[m]
			})
		}
	}
	return all
}

// maintenanceAt gives what a maintenance says of a component at an instant at which it
// runs. What was said of the time of another run is not meant for this one.
func (f telling) maintenanceAt(component string, t, now time.Time, meant func(time.Time) bool) status.Health {
	health, named := status.Operational, false
	for _, s := range f.front {
		if s.component == component {
			health, named = s.health, true
		}
	}
	for _, u := range f.said(now) {
		s, ok := u.of(component, named)
		named = named || ok
		from := or(s.since, u.so())
		if ok && !t.Before(from) && meant(from) && (!u.ends() || t.Before(u.so())) {
			health = s.health
		}
	}
	return health
}

// healths gives the healths that all files give a component: those of each minute, the
// last one that of now.
func (w world) healths(component string) [][]status.Health {
	all := make([][]status.Health, w.minute(w.now)+1)
	for _, f := range w.files {
		if f.kind == "notice" || !f.spoken(w.now) {
			continue
		}
		var of []status.Health
		if f.kind == "maintenance" {
			of = w.maintained(f, component)
		}
		for m := range all {
			if f.kind != "maintenance" {
				of = append(of, f.incidentAt(component, w.at(m), w.now))
			}
			if of[m] != status.Operational {
				all[m] = append(all[m], of[m])
			}
		}
	}
	return all
}

// sum is what the oracle counts, in minutes; lost in ten-millionths of them.
type sum struct {
	observed, excluded, lost int64
	in                       [status.MajorOutage + 1]int64
}

// account is what the oracle knows of one component.
type account struct {
	days   map[string]sum // by date
	health status.Health  // now
	since  time.Time      // since when it has been as bad as now, or worse, without a break
	ended  time.Time      // the end of the last trouble
}

// account counts the minutes of a component.
func (w world) account(c status.Component) account {
	a := account{days: map[string]sum{}, since: w.now}
	healths := w.healths(c.ID)
	a.health = worst(healths[len(healths)-1])
	for m, hs := range healths[:len(healths)-1] {
		t, health := w.at(m), worst(hs)
		if health < a.health {
			a.since = w.now
		} else if a.since.Equal(w.now) {
			a.since = t
		}
		if health != status.Operational {
			a.ended = t.Add(time.Minute)
		}
		date := t.In(w.zone).Format(time.DateOnly)
		if date < c.Since.String() || !c.Until.IsZero() && date >= c.Until.String() {
			continue
		}
		day := a.days[date]
		day.count(hs, w.weights)
		a.days[date] = day
	}
	return a
}

func worst(hs []status.Health) status.Health {
	return slices.Max(append(hs, status.Operational))
}

// count counts a minute in which some healths are said.
func (s *sum) count(hs []status.Health, weights status.Weights) {
	s.in[worst(hs)]++
	var dearest status.Fraction
	for _, h := range hs {
		if h != status.UnderMaintenance || !weights.ExcludeMaintenance {
			dearest = max(dearest, weights.Cost[h])
		}
	}
	if weights.ExcludeMaintenance && dearest == 0 && slices.Contains(hs, status.UnderMaintenance) {
		s.excluded++
		return
	}
	s.observed++
	s.lost += int64(dearest)
}

// String gives the sum in seconds.
func (s sum) String() string {
	lost := s.lost * 60
	return fmt.Sprint(s.observed*60, s.excluded*60, lost/int64(status.Whole), lost%int64(status.Whole),
		s.in[0]*60, s.in[1]*60, s.in[2]*60, s.in[3]*60, s.in[4]*60)
}

func (s sum) plus(o sum) sum {
	s.observed, s.excluded, s.lost = s.observed+o.observed, s.excluded+o.excluded, s.lost+o.lost
	for h, n := range o.in {
		s.in[h] += n
	}
	return s
}

// over adds up the days whose dates begin with a prefix and are not before a date.
func (a account) over(prefix, from string) sum {
	var all sum
	for date, s := range a.days {
		if strings.HasPrefix(date, prefix) && date >= from {
			all = all.plus(s)
		}
	}
	return all
}

// load writes the files of the world, and reads them.
func (w world) load(t *rapid.T) (*status.Site, fstest.MapFS) {
	var site strings.Builder
	fmt.Fprintf(&site, "title: Status\nurl: https://status.example.com\ntimezone: %s\ncomponents:\n", w.zone)
	for _, c := range w.components {
		fmt.Fprintf(&site, "  - {id: %s, name: %[1]s, since: %s", c.ID, c.Since)
		if !c.Until.IsZero() {
			fmt.Fprintf(&site, ", until: %s", c.Until)
		}
		site.WriteString("}\n")
	}
	project := fstest.MapFS{"content/site.yaml": {Data: []byte(site.String())}}
	for _, f := range w.files {
		project["content/incidents/"+f.id+".md"] = f.written(t, w.zone)
	}
	s, err := content.Load(project)
	if err != nil {
		for _, f := range w.files {
			t.Logf("%s:\n%s", f.id, project["content/incidents/"+f.id+".md"].Data)
		}
		t.Fatal(err)
	}
	s.Weights = w.weights
	return s, project
}
