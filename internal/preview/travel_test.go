package preview_test

import (
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"ownup/internal/output"
	"ownup/internal/preview"
)

func TestBrowserTravelsToAMomentAndBack(t *testing.T) {
	b := example(t, "")
	b.mustRead("/", "home, at 13:00", `value="2013-09-03T09:00"`)
	b.mustRead("/?now=2013-09-03T07:30", "home, at 11:30", `value="2013-09-03T07:30"`, `<a href="?now=">back</a>`)
	b.mustRead("/incidents/a/", "an incident, at 11:30")
	b.mustRead("/history.atom", "2013-09-03T11:30:00Z")
	b.mustRead("/-/preview/bar", `value="2013-09-03T07:30"`)
	b.mustRead("/?now=", "home, at 13:00")
	b.mustRead("/incidents/a/", "an incident, at 13:00")
}

func TestEachBrowserTravelsOnItsOwn(t *testing.T) {
	one := example(t, "")
	two := visit(t, one.url)
	one.read("/?now=2013-09-03T07:30")
	one.mustRead("/", "home, at 11:30")
	two.mustRead("/", "home, at 13:00")
}

func TestMomentIsReadAsPeopleWriteIt(t *testing.T) {
	for query, want := range map[string]string{
		"2013-09-03T09:00":         "13:00", // in the site's zone
		"2013-09-03+09:00":         "13:00",
		"2013-09-03T09:00-02:00":   "11:00",
		"2013-09-03T09:00%2B02:00": "07:00",
		"2013-09-03T09:00+02:00":   "07:00", // not encoded: a browser sends it so
		"2013-09-03T13:30:00Z":     "13:30",
	} {
		example(t, "").mustRead("/?now="+query, "home, at "+want)
	}
}

func TestMomentThatCannotBeReadIsToldAndForgotten(t *testing.T) {
	b := example(t, "")
	got := b.ask("GET", "/?now=yesterday")
	if got.status != http.StatusBadRequest || !strings.Contains(got.body, "yesterday") {
		t.Errorf("got %d %q", got.status, got.body)
	}
	b.mustRead("/", "home, at 13:00")
}

func TestTravelKeepsTheRestOfTheAddress(t *testing.T) {
	got := example(t, "status").ask("GET", "/status/incidents/a/?lang=de&now=2013-09-03T09:00Z")
	if to := got.header.Get("Location"); got.status != http.StatusFound || to != "/status/incidents/a/?lang=de" {
		t.Errorf("got %d to %q", got.status, to)
	}
}

func TestFileForProgramsIsGivenForAMomentWithoutTravelling(t *testing.T) {
	b := example(t, "")
	b.mustRead("/history.atom?now=2013-09-03T09:00Z", "2013-09-03T09:00:00Z")
	b.mustRead("/history.atom", "2013-09-03T13:00:00Z")
}

func TestMomentIsBuiltOnceAndTheEarliestAskedForAreForgotten(t *testing.T) {
	folder := t.TempDir()
	put(t, folder, "index.txt", "home")
	var built atomic.Int32
	b := serve(t, preview.Preview{Watch: folder, Build: func(now time.Time) (output.Tree, error) {
		built.Add(1)
		return build(folder)(now)
	}})
	hour := func(h int) string {
		return "/history.atom?now=" + outage.Add(time.Duration(h)*time.Hour).UTC().Format(time.RFC3339)
	}
	b.read("/")
	for range 3 {
		b.read(hour(1))
		b.read(hour(2))
	}
	if n := built.Load(); n != 3 {
		t.Errorf("built %d times for three moments", n)
	}
	for h := range 40 {
		b.read(hour(h + 3))
	}
	before := built.Load()
	b.read(hour(42))
	if n := built.Load(); n != before {
		t.Error("the last moment was forgotten")
	}
	b.read(hour(1))
	if n := built.Load(); n != before+1 {
		t.Error("the first moment was kept")
	}
}

func TestSiteRunsWithTheClockFromPageToPage(t *testing.T) {
	folder := t.TempDir()
	put(t, folder, "index.txt", "home")
	var now atomic.Int64
	now.Store(outage.Unix())
	b := serve(t, preview.Preview{Watch: folder, Now: func() time.Time { return time.Unix(now.Load(), 0).UTC() }})
	b.mustRead("/", "home, at 13:00")
	now.Add(2)
	b.mustRead("/", "home, at 13:00", `value="2013-09-03T13:00"`)
	now.Add(10 * 60)
	b.mustRead("/history.atom", "2013-09-03T13:00:00Z") // belongs to the page that was read
	b.mustRead("/", "home, at 13:10", `value="2013-09-03T13:10"`)
	b.mustRead("/history.atom", "2013-09-03T13:10:02Z")
}
