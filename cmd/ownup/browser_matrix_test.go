package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"
)

// setting is a way in which somebody may meet a page: a choice for each of the factors,
// in their order.
type setting []string

// The places of the factors in a setting.
const (
	byPage = iota
	byMoment
	byLanguage
	byWidth
	byColours
	byScripts
	byZone
)

// factors gives what each part of a setting may be.
var factors = [][]string{
	byPage: {
		"",
		"incidents/2026-09-03-core-routing/",  // open in the outage
		"incidents/2026-09-09-archive-disks/", // a maintenance, to come after the outage
		"incidents/2026-08-24-transport-changes-on-hold/", // a notice
		"incidents/2026-08-22-transport-cascade/",         // with a postmortem once it is calm
		"incidents/2026-06-20-transport-upgrade/",         // a maintenance that overran
		"incidents/2025-06-11-mail-queue/",                // with a picture
		"history/",
		"history/2026-08/",
		"components/core/",
		"components/fax/", // retired
		"uptime/",
		"commitments/",
		"maintenance/",
		"subscribe/",
		"404.html",
	},
	byMoment:   {inOutage, inAftermath, onCalm},
	byLanguage: {"", "ar/"},
	byWidth:    {"360", "1280"},
	byColours:  {"light", "dark"},
	byScripts:  {"scripts", "no scripts"},
	byZone:     {zoneOfExample, "Asia/Tokyo"},
}

// path gives the address of the setting's page, from the site's root. The page for what
// does not exist is one for all languages.
func (s setting) path() string {
	if s[byPage] == "404.html" {
		return s[byPage]
	}
	return s[byLanguage] + s[byPage]
}

// everyWay gives the settings in which the tests meet the pages: where OWNUP_TEST_ALL is
// set every one, those in dark colours by a traveller, and otherwise few in which every
// choice meets every choice of each other factor.
func everyWay() []setting {
	if os.Getenv("OWNUP_TEST_ALL") == "" {
		return pairwise(product(factors))
	}
	all := product(factors[:byZone])
	for n, s := range all {
		all[n] = append(s, factors[byZone][slices.Index(factors[byColours], s[byColours])])
	}
	return all
}

// product gives every way to choose one of each.
func product(factors [][]string) []setting {
	all := []setting{nil}
	for _, choices := range factors {
		var longer []setting
		for _, s := range all {
			for _, c := range choices {
				longer = append(longer, append(slices.Clip(s), c))
			}
		}
		all = longer
	}
	return all
}

// pair is the choices of two factors that a setting has together.
type pair struct {
	a, b int
	x, y string
}

func (s setting) pairs() []pair {
	var pairs []pair
	for a := range s {
		for b := range a {
			pairs = append(pairs, pair{a, b, s[a], s[b]})
		}
	}
	return pairs
}

// pairwise takes settings until they have all pairs that all of them have, at each step
// one with the most that are still missing.
func pairwise(all []setting) []setting {
	missing := map[pair]bool{}
	for _, s := range all {
		for _, p := range s.pairs() {
			missing[p] = true
		}
	}
	var taken []setting
	for len(missing) > 0 {
		best, most := setting(nil), 0
		for _, s := range all {
			n := 0
			for _, p := range s.pairs() {
				if missing[p] {
					n++
				}
			}
			if n > most {
				best, most = s, n
			}
		}
		for _, p := range best.pairs() {
			delete(missing, p)
		}
		taken = append(taken, best)
	}
	return taken
}

func TestPairwiseTakesFewSettingsWithAllPairs(t *testing.T) {
	all := product(factors)
	few, met := pairwise(all), map[pair]bool{}
	for _, s := range few {
		for _, p := range s.pairs() {
			met[p] = true
		}
	}
	for _, s := range all {
		for _, p := range s.pairs() {
			if !met[p] {
				t.Fatalf("%v is never met", p)
			}
		}
	}
	if len(few) > 60 || len(few) < len(factors[byPage])*len(factors[byMoment]) {
		t.Errorf("%d of %d settings are taken", len(few), len(all))
	}
}

// TestEveryKindOfPageIsGoodInEveryWayToMeetIt holds what must be true of every page,
// whoever opens it, wherever and however.
func TestEveryKindOfPageIsGoodInEveryWayToMeetIt(t *testing.T) {
	ways := everyWay()
	for _, now := range factors[byMoment] {
		t.Run(now, func(t *testing.T) {
			t.Parallel()
			v := newBrowser(t).tab(t, publish(t, meridian, now, "/")) // alone, since what is behind others is not painted
			v.do(page.BringToFront())
			v.before(fmt.Sprintf("Date.now = () => %d", instant(t, now).UnixMilli()))
			for _, way := range ways {
				if way[byMoment] == now {
					v.meet(way)
				}
			}
		})
	}
}

// meet opens a page in one way, and complains of whatever is wrong with it.
func (v *tab) meet(s setting) {
	v.t.Helper()
	fault := func(format string, args ...any) {
		v.t.Helper()
		v.t.Errorf("%s: %s", strings.Join(s, ", "), fmt.Sprintf(format, args...))
	}
	var width int64
	fmt.Sscan(s[byWidth], &width)
	v.dress(width, s[byColours])
	v.do(emulation.SetScriptExecutionDisabled(s[byScripts] == "no scripts"), emulation.SetTimezoneOverride(s[byZone]))
	for _, f := range v.open(s.path()) {
		fault("%s", f)
	}
	opened := evaluate[float64](v, "performance.now()")
	v.do(emulation.SetScriptExecutionDisabled(false)) // for the test's own; the page's have had their turn
	if moved := evaluate[[]string](v, shifts, s[byScripts] == "no scripts", opened); len(moved) > 0 {
		fault("moved: %v", moved)
	}
	if over := evaluate[int](v, "document.documentElement.scrollWidth - innerWidth"); over > 0 {
		fault("is %d pixels wider than the window", over)
	}
	var want, got []string
	for n := range evaluate[int](v, stops) {
		want = append(want, fmt.Sprint(n))
		v.do(chromedp.KeyEvent(kb.Tab))
		got = append(got, evaluate[string](v, here))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		fault("the stops of the Tab key (-want +got):\n%s", diff)
	}
	evaluate[int](v, "document.querySelectorAll('details').forEach(d => d.open = true), 0")
	for _, barrier := range v.barriers() {
		fault("%s", barrier)
	}
}

// shifts gives what moved by itself since the page was opened: the elements, and by how
// much. Without scripts that ends before those of the test may run, since the page shows
// more where there are scripts.
const shifts = `(without, until) => new Promise(done => {
	const moved = [];
	new PerformanceObserver(list => {
		for (const e of list.getEntries()) {
			if (without && e.startTime > until) continue;
			moved.push(e.value.toFixed(4) + " " + e.sources.map(s => (s.node?.parentElement ?? s.node)?.outerHTML.slice(0, 160)).join(" | "));
		}
	}).observe({type: "layout-shift", buffered: true});
	requestAnimationFrame(() => requestAnimationFrame(() => done(moved)));
})`
