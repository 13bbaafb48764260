package uptime

import (
	"strings"
	"testing"
	"time"

	"ownup/internal/status"
)

// The drawings have a letter an hour, from midnight. In those of effects '.' is nothing
// and a '>' behind the last letter says that it still lasts; in those of a timeline '.'
// is operational, 'x' is excluded and ' ' is not observed.
const letters = ".udpM" // by health

var midnight = time.Date(2024, 2, 28, 0, 0, 0, 0, time.UTC)

func hour(n int) time.Time { return midnight.Add(time.Duration(n) * time.Hour) }

// effectsIn reads drawings: every run of one letter is an effect.
func effectsIn(drawings ...string) []status.Effect {
	var effects []status.Effect
	for _, drawing := range drawings {
		drawing, lasts := strings.CutSuffix(drawing, ">")
		for from := 0; from < len(drawing); {
			run := len(drawing[from:]) - len(strings.TrimLeft(drawing[from:], drawing[from:from+1]))
			if h := strings.IndexByte(letters, drawing[from]); h > 0 {
				effects = append(effects, status.Effect{Health: status.Health(h), From: hour(from), Until: hour(from + run)})
			}
			from += run
		}
		if lasts {
			effects[len(effects)-1].Until = time.Time{}
		}
	}
	return effects
}

// observedIn reads the interval without the blanks around it.
func observedIn(drawing string) Interval {
	from := len(drawing) - len(strings.TrimLeft(drawing, " "))
	return Interval{hour(from), hour(len(strings.TrimRight(drawing, " ")))}
}

// draw gives the drawing of a timeline, as wide as asked, without blanks at the end.
func draw(t Timeline, hours int) string {
	var b strings.Builder
	for n := range hours {
		s, ok := t.At(hour(n))
		switch {
		case !ok:
			b.WriteByte(' ')
		case s.Excluded:
			b.WriteByte('x')
		default:
			b.WriteByte(letters[s.Health])
		}
	}
	return strings.TrimRight(b.String(), " ")
}

func TestTheWorstOfTheEffectsInForceCounts(t *testing.T) {
	for _, test := range []struct {
		name     string
		observed string
		effects  []string
		want     string
	}{
		{"nothing happened", "..........", nil, ".........."},
		{"one outage", "..........", []string{"..MMMM...."}, "..MMMM...."},
		{"overlaps count once", "..........", []string{"..MMMM....", "....MMMM.."}, "..MMMMMM.."},
		{"the worse one wins", "..........", []string{"..pppp....", "...M......", "ddddd....."}, "ddpMpp...."},
		{"equal ones merge", "..........", []string{"..MM......", "....MM....", "..MM......"}, "..MMMM...."},
		{"an outage within a maintenance", "..........", []string{".uuuuuu...", "...MM....."}, ".uuMMuu..."},
		{"what still lasts ends with now", "........", []string{"..d.......", "....p>"}, "..d.pppp"},
		{"before it was observed", "   .......", []string{"MMMMM....."}, "   MM....."},
		{"an outage outlives the component", "......", []string{"....MMMMMM"}, "....MM"},
		{"all of it lies elsewhere", "  ...   ", []string{"MM...MMM"}, "  ..."},
		{"the effect covers everything", "  ...   ", []string{"MMMMMMMM"}, "  MMM"},
		{"never observed", "", []string{"MMMMMMMM"}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			timeline := New(effectsIn(test.effects...), observedIn(test.observed), status.DefaultWeights())
			if got := draw(timeline, 12); got != test.want {
				t.Errorf("observed %q, effects %q: drawn %q, want %q", test.observed, test.effects, got, test.want)
			}
		})
	}
}

func TestMaintenanceCanBeExcluded(t *testing.T) {
	weights := status.DefaultWeights()
	weights.ExcludeMaintenance = true
	for _, test := range []struct {
		name           string
		effects        []string
		want           string
		observed, lost int64 // hours
	}{
		{"by itself it is not observed", []string{"..uuuu...."}, "..xxxx....", 6, 0},
		{"an outage during it counts", []string{"..uuuu....", "...M......"}, "..xMxx....", 7, 1},
		{"what costs nothing does not count", []string{"..uuuu....", "...dd.dd.."}, "..xxxxdd..", 6, 0},
		{"twice is once", []string{"..uuuu....", "...uuuu..."}, "..xxxxx...", 5, 0},
		{"all of the time leaves no data", []string{"uuuuuuuuuu"}, "xxxxxxxxxx", 0, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			timeline := New(effectsIn(test.effects...), observedIn(".........."), weights)
			if got := draw(timeline, 10); got != test.want {
				t.Errorf("drawn %q, want %q", got, test.want)
			}
			tally := timeline.Over(timeline.Observed())
			if tally.Observed != test.observed*3600 || tally.Lost != (Weighted{Seconds: test.lost * 3600}) {
				t.Errorf("observed %d s and lost %v, want %d h and %d h", tally.Observed, tally.Lost, test.observed, test.lost)
			}
			if got, want := tally.Observed+tally.Excluded, int64(10*3600); got != want {
				t.Errorf("observed and excluded are %d s, want %d", got, want)
			}
			if got, want := tally.NoData(), test.observed == 0; got != want {
				t.Errorf("no data: %v, want %v", got, want)
			}
		})
	}
}

func TestTheWorstHealthNeedNotBeTheDearest(t *testing.T) {
	var weights status.Weights
	weights.Cost[status.DegradedPerformance] = status.Whole / 2
	weights.Cost[status.PartialOutage] = status.Whole / 5
	timeline := New(effectsIn("pppppp....", "..dd......"), observedIn(".........."), weights)
	if got, want := draw(timeline, 10), "pppppp...."; got != want {
		t.Errorf("drawn %q, want %q", got, want)
	}
	if span, _ := timeline.At(hour(2)); span.Weight != status.Whole/2 || !span.From.Equal(hour(2)) {
		t.Errorf("the overlap is %v, want it to begin at %v and to weigh a half", span, hour(2))
	}
	tally := timeline.Over(timeline.Observed())
	if want := time.Duration(4*12+2*30) * time.Minute; tally.Downtime() != want {
		t.Errorf("downtime %v, want %v", tally.Downtime(), want)
	}
	if got := tally.In(status.PartialOutage); got != 6*time.Hour {
		t.Errorf("partial for %v, want 6h", got)
	}
}

func TestAnIntervalHoldsItsBeginningButNotItsEnd(t *testing.T) {
	timeline := New(effectsIn("..MM......"), observedIn(".........."), status.DefaultWeights())
	for _, test := range []struct {
		at   time.Time
		want status.Health
	}{
		{hour(2).Add(-time.Second), status.Operational},
		{hour(2), status.MajorOutage},
		{hour(4).Add(-time.Second), status.MajorOutage},
		{hour(4), status.Operational},
	} {
		if span, ok := timeline.At(test.at); !ok || span.Health != test.want {
			t.Errorf("at %v: %v, %v, want %v", test.at, span.Health, ok, test.want)
		}
	}
	if span, ok := timeline.At(hour(10)); ok {
		t.Errorf("at the end of what was observed there is %v, want nothing", span)
	}
	if span, ok := timeline.At(hour(0).Add(-time.Nanosecond)); ok {
		t.Errorf("before what was observed there is %v, want nothing", span)
	}
	lost := func(from, until time.Time) int64 { return timeline.Over(Interval{from, until}).Lost.Seconds }
	if got := lost(hour(0), hour(2)); got != 0 {
		t.Errorf("until the outage %d s were lost, want 0", got)
	}
	if got := lost(hour(4).Add(-time.Second), hour(10)); got != 1 {
		t.Errorf("from its last second on %d s were lost, want 1", got)
	}
	if got := lost(hour(6), hour(1)); got != 0 {
		t.Errorf("in a window that ends before it begins %d s were lost, want 0", got)
	}
}

func TestInstantsAreCutToWholeSeconds(t *testing.T) {
	berlin := time.FixedZone("", 3600)
	late := func(n int) time.Time { return hour(n).Add(999 * time.Millisecond).In(berlin) }
	effects := []status.Effect{
		{Health: status.MajorOutage, From: late(2), Until: late(4)},
		{Health: status.MajorOutage, From: hour(6), Until: late(6)},
	}
	timeline := New(effects, Interval{late(0), late(10)}, status.DefaultWeights())
	want := []Span{
		{Interval: Interval{hour(0), hour(2)}},
		{Interval: Interval{hour(2), hour(4)}, Health: status.MajorOutage, Weight: status.Whole},
		{Interval: Interval{hour(4), hour(10)}},
	}
	checkSpans(t, timeline.Spans(Interval{late(0), late(10)}), want)
	checkSpans(t, timeline.Spans(Interval{late(3), late(5)}), []Span{
		{Interval: Interval{hour(3), hour(4)}, Health: status.MajorOutage, Weight: status.Whole},
		{Interval: Interval{hour(4), hour(5)}},
	})
	checkSpans(t, timeline.Spans(timeline.Observed()), want)
}

func TestWhatWasNeverObservedHasNoData(t *testing.T) {
	for _, timeline := range []Timeline{
		{},
		New(effectsIn("MMMM"), Interval{}, status.DefaultWeights()),
		New(effectsIn("MMMM>"), Interval{hour(3), hour(1)}, status.DefaultWeights()),
	} {
		if got := timeline.Observed(); !got.Empty() {
			t.Errorf("observed %v, want never", got)
		}
		if span, ok := timeline.At(hour(2)); ok {
			t.Errorf("at an instant there is %v, want nothing", span)
		}
		if got := timeline.Over(Interval{hour(0), hour(9)}); got != (Tally{}) {
			t.Errorf("tally %+v, want nothing", got)
		}
	}
}

func checkSpans(t *testing.T, got, want []Span) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("spans %v, want %v", got, want)
	}
	for n := range got {
		if got[n] != want[n] {
			t.Errorf("span %d is %v, want %v", n, got[n], want[n])
		}
	}
}

func TestALifetimeEndsWithTheComponentOrWithNow(t *testing.T) {
	denver := zone(t, "America/Denver")
	day := func(month time.Month, day int) status.Date { return status.Date{Year: 2024, Month: month, Day: day} }
	now := time.Date(2024, 6, 1, 12, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		name         string
		since, until status.Date
		want         Interval
	}{
		{"in use", day(1, 1), status.Date{}, Interval{day(1, 1).Start(denver), now}},
		{"retired", day(1, 1), day(5, 1), Interval{day(1, 1).Start(denver), day(5, 1).Start(denver)}},
		{"about to retire", day(1, 1), day(7, 1), Interval{day(1, 1).Start(denver), now}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := Lifetime(status.Component{Since: test.since, Until: test.until}, now, denver)
			if got != test.want.whole() {
				t.Errorf("observed %v, want %v", got, test.want)
			}
		})
	}
	if got := Lifetime(status.Component{Since: day(7, 1)}, now, denver); !got.Empty() {
		t.Errorf("a component to come is observed %v, want never", got)
	}
}
