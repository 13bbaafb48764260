package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// wound gives a script that hands a page's clock to the test: it stands at a moment until
// wind moves it on, and what the page has set its timers for happens on the way.
func wound(at time.Time) string {
	return fmt.Sprintf(`{
	let now = %d, timers = [];
	Date.now = () => now;
	setTimeout = (f, after) => timers.push({at: now + after, f});
	window.wind = to => {
		for (;;) {
			timers.sort((a, b) => a.at - b.at);
			if (!timers.length || timers[0].at > to) break;
			const {at, f} = timers.shift();
			now = at;
			f();
		}
		now = to;
	};
}`, at.UnixMilli())
}

// instant reads a moment as the command line does.
func instant(t *testing.T, moment string) time.Time {
	t.Helper()
	at, err := time.Parse("2006-01-02T15:04Z07:00", moment)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// seen gives what can be read in the elements that match a selector.
const seen = `q => [...document.querySelectorAll(q)].filter(e => e.checkVisibility()).map(e => e.innerText).join(" ").replace(/\s+/g, " ")`

func TestAPageKeepsTrueWhileTheClockMoves(t *testing.T) {
	v := newBrowser(t).tab(t, publish(t, meridian, inOutage, "/"))
	built := instant(t, inOutage)
	v.before(wound(built))
	v.open("")
	promise := instant(t, "2026-09-03T08:10-06:00")
	begin, end := instant(t, "2026-09-09T20:00-06:00"), instant(t, "2026-09-10T00:00-06:00")
	stale := built.Add(26 * time.Hour)
	for _, c := range []struct {
		at    time.Time
		where string
		want  string // a piece of what is read there; empty: nothing is
	}{
		{built, ".said", "20 minutes ago"},
		{built, ".state .promise", "next update by 08:10 MDT (in 40 minutes)"},
		{promise.Add(-90 * time.Second), ".card .promise", "08:10 MDT (in 1 minute)"},
		{promise.Add(-time.Second), ".state .promise", "next update by 08:10"},
		{promise.Add(time.Second), ".state .promise", "08:10 MDT and is late"},
		{promise.Add(time.Second), ".card .promise", "late"},
		{promise.Add(time.Minute), ".said", "1 hour ago"},
		{promise.Add(time.Minute), ".plan", "In 6 days"},
		{stale.Add(-time.Second), ".stale", ""},
		{stale.Add(time.Second), ".stale", "generated 3 September 2026, 07:30"},
		{begin.Add(-48 * time.Hour), ".plan", "In 2 days"},
		{begin.Add(-48*time.Hour + time.Minute), ".plan", "In 1 day"},
		{begin.Add(-90 * time.Minute), ".plan", "In 1 hour"},
		{begin.Add(-time.Second), ".plan", "In 1 minute"},
		{begin.Add(time.Second), ".plan", "Under way"},
		{end.Add(-time.Second), ".plan", "Under way"},
		{end.Add(time.Second), ".plan", "Over, as planned"},
	} {
		evaluate[int](v, "to => (wind(to), 0)", c.at.UnixMilli())
		got := evaluate[string](v, seen, c.where)
		if !strings.Contains(got, c.want) || (c.want == "") != (got == "") {
			t.Errorf("at %s, %s says %q, want %q", c.at.Format(time.DateTime), c.where, got, c.want)
		}
	}
}

func TestAMaintenanceThatWasSaidToRunOverrunsByTheClock(t *testing.T) {
	v := newBrowser(t).tab(t, publish(t, meridian, "2026-06-20T23:30-06:00", "/"))
	built := instant(t, "2026-06-20T23:30-06:00")
	v.before(wound(built))
	for _, page := range []struct{ path, where, before, after string }{
		{"", ".plan .meta", "Under way", "Overrunning"},
		{"incidents/2026-06-20-transport-upgrade/", ".where", "In progress", "In progress overrunning"},
	} {
		v.open(page.path)
		if got := evaluate[string](v, seen, page.where); !strings.HasPrefix(got, page.before) || strings.Contains(got, "verrunning") {
			t.Errorf("/%s says %q, want %q", page.path, got, page.before)
		}
		evaluate[int](v, "to => (wind(to), 0)", instant(t, "2026-06-21T03:01-06:00").UnixMilli())
		if got := evaluate[string](v, seen, page.where); !strings.HasPrefix(got, page.after) {
			t.Errorf("/%s says %q, want %q", page.path, got, page.after)
		}
	}
}

func TestAVisitorElsewhereReadsTimesInEitherZone(t *testing.T) {
	v := newBrowser(t).tab(t, publish(t, meridian, inOutage, "/"))
	v.before(wound(instant(t, inOutage)))
	v.do(emulation.SetTimezoneOverride("Asia/Tokyo"))
	v.open("")
	check := func(when, want string) {
		t.Helper()
		if got := evaluate[string](v, seen, ".state .promise"); !strings.Contains(got, want) {
			t.Errorf("%s it says %q, want %q", when, got, want)
		}
	}
	check("at first", "23:10")
	v.do(chromedp.Click("#zone", chromedp.ByQuery))
	check("after a click", "08:10 MDT")
	v.open("")
	check("on the next page", "08:10 MDT")
	v.do(chromedp.Click("#zone", chromedp.ByQuery))
	check("after another click", "23:10")
}
