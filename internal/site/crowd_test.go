package site_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"ownup/internal/status"
)

// crowd is a site of a hundred components that had twelve incidents a day for half a
// year, and leaves some of them open.
func crowd(open int) *status.Site {
	s := world(100, 180*12, 180*24*time.Hour)
	for n := range open {
		i := &s.Incidents[len(s.Incidents)-1-n*40] // the last one, and others ever further back
		i.Updates = i.Updates[:1]
	}
	return s
}

// pageOf gives a page of a site during the outage.
func pageOf(t *testing.T, s *status.Site, path string) string {
	t.Helper()
	for f := range tree(t, s, fstest.MapFS{}, during()).All() {
		if f.Path == path {
			b, err := f.Render()
			if err != nil {
				t.Fatal(err)
			}
			return string(b)
		}
	}
	t.Fatalf("the site has no %s", path)
	return ""
}

// between gives the part of a text from one mark up to another.
func between(t *testing.T, text, from, until string) string {
	t.Helper()
	_, rest, found := strings.Cut(text, from)
	part, _, ends := strings.Cut(rest, until)
	if !found || !ends {
		t.Fatalf("there is no text between %q and %q", from, until)
	}
	return part
}

func TestMuchThatIsOpenIsToldInFullOnlyWhereSomebodySpoke(t *testing.T) {
	for _, c := range []struct{ open, full, also int }{{1, 1, 0}, {8, 8, 0}, {12, 5, 7}, {30, 5, 25}} {
		home := pageOf(t, crowd(c.open), "index.html")
		full := strings.Count(home, `<article class="card`)
		also := 0
		if c.also > 0 {
			list := between(t, home, fmt.Sprintf("<summary>%d more incidents are open</summary>", c.also), "</details>")
			also = strings.Count(list, `<li class="entry">`)
		}
		if full != c.full || also != c.also {
			t.Errorf("of %d open incidents %d stand in full and %d in a line, want %d and %d", c.open, full, also, c.full, c.also)
		}
	}
}

func TestTheLastTwoWeeksTellTheWorstOfADayThatHadMuch(t *testing.T) {
	home := pageOf(t, crowd(1), "index.html")
	recent := between(t, home, `id="recent"`, "</section>")
	days := strings.Split(recent, "<dt>")[1:]
	if len(days) != 14 {
		t.Fatalf("%d days are told, want 14", len(days))
	}
	for _, day := range days[1:13] { // today is not over, and the last day tells of what ended on it, too
		if n := strings.Count(day, `<li class="line">`); n != 6 || !strings.Contains(day, ">6 more that day</a>") {
			t.Errorf("a day of twelve has %d lines, want 6 and the way to 6 more:\n%s", n, day)
		}
	}
	if !strings.Contains(days[1], `href="history/2026-09/#d2026-09-02"`) {
		t.Errorf("there is no way to all of the day:\n%s", days[1])
	}
}

func TestAHomePageOfManyComponentsShowsThoseThatAreNotWell(t *testing.T) {
	home := pageOf(t, crowd(12), "index.html")
	shown := regexp.MustCompile(`(?s)<details.*?</details>`).ReplaceAllString(between(t, home, `id="components"`, `id="recent"`), "")
	for _, group := range strings.Split(shown, `<div class="group">`)[1:] {
		rows := strings.Count(group, `<span class="name">`)
		well := strings.Count(group, `class="health operational"`)
		if well == rows || well > 3 {
			t.Errorf("a group stands open that shows %d components, %d of which are well", rows, well)
		}
	}
	if n := strings.Count(home, `<span class="name">`); n != 100 {
		t.Errorf("the page has %d components, want 100", n)
	}
}

func TestStripsThatNameManyIncidentsCountThem(t *testing.T) {
	home := pageOf(t, crowd(1), "index.html")
	if strings.Contains(home, "data-incidents") || !strings.Contains(home, `data-day="What happened"`) {
		t.Error("the page names every incident of 90 days")
	}
	if said := between(t, home, `data-said="`, `"`); !regexp.MustCompile(`(?m)^\d+-\d+ = .*, \d+ incidents?$`).MatchString(said) {
		t.Errorf("a strip says\n%s", said)
	}
}

func TestAMonthThatHoldsMuchIsToldDayByDay(t *testing.T) {
	page := pageOf(t, crowd(1), "history/2026-08/index.html")
	if n, want := strings.Count(page, `<h2 id="d2026-08-`), 31; n != want {
		t.Errorf("the month has %d days, want %d", n, want)
	}
	for day := range 31 {
		id := fmt.Sprintf("d2026-08-%02d", day+1)
		if strings.Count(page, `id="`+id+`"`) != 1 || strings.Count(page, `href="#`+id+`"`) != 1 {
			t.Errorf("nothing leads to %s", id)
		}
	}
	if n := strings.Count(page, `<li class="entry">`); n != 31*12 {
		t.Errorf("the month has %d incidents, want %d", n, 31*12)
	}
}

func TestDaysThatTheSameIncidentFilledAreOneRow(t *testing.T) {
	s := world(1, 1, 24*time.Hour)
	i := &s.Incidents[0]
	start := time.Date(2026, 8, 1, 12, 0, 0, 0, time.UTC)
	i.Components = []status.Claim{{Component: "component-0", Health: status.PartialOutage}}
	i.Updates = []status.Update{
		{ID: status.UpdateID(start, 1), At: start, Text: "Down."},
		{ID: status.UpdateID(start.AddDate(0, 0, 5), 1), At: start.AddDate(0, 0, 5), Phase: status.Resolved, Text: "Up."},
	}
	table := between(t, pageOf(t, s, "components/component-0/index.html"), `<table class="days stack">`, "</table>")
	var got []string
	for _, row := range strings.Split(table, "<tr id=")[1:] {
		got = append(got, strings.ReplaceAll(between(t, row, `<th scope="row">`, "</th>")+": "+between(t, row, "<td>", "</td>"), "\u00a0", " "))
	}
	want := []string{
		"7 August 2026 – 3 September 2026: nothing to report",
		"6 August 2026: partly out 12 h",
		"2 August 2026 – 5 August 2026: partly out 4 days",
		"1 August 2026: partly out 12 h",
		"4 September 2025 – 31 July 2026: nothing to report",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the days (-want +got):\n%s", diff)
	}
}

func TestAComponentThatHadMuchNamesLittleOfEachDay(t *testing.T) {
	s := world(1, 60*4, 60*24*time.Hour)
	page := pageOf(t, s, "components/component-0/index.html")
	open, folded, found := strings.Cut(between(t, page, `id="days"`, "</section>"), "<summary>Earlier days</summary>")
	if shown, rest := strings.Count(open, "<tr id="), strings.Count(folded, "<tr id="); !found || shown != 40 || rest != 22 {
		t.Errorf("%d rows stand open and %d are folded, want 40 and 22", shown, rest)
	}
	for _, row := range strings.Split(folded, "<tr id=")[1:21] {
		if n := strings.Count(row, `<a href="`); n != 3 || !strings.Contains(row, "and 1 more") {
			t.Errorf("a day of four incidents names %d:\n%s", n, row)
		}
	}
	if strings.Contains(page, "data-incidents") {
		t.Error("the drawing names every incident")
	}
}

func TestTheUptimeOfManyComponentsIsToldByGroup(t *testing.T) {
	page := pageOf(t, crowd(1), "uptime/index.html")
	all, folded, _ := strings.Cut(between(t, page, `id="matrix"`, "</section>"), "<details")
	if n := strings.Count(all, `<th scope="row">`); n != 20 {
		t.Errorf("the matrix has %d rows, want one for each of 20 groups", n)
	}
	for n := range 20 {
		link, heading := fmt.Sprintf(`href="../uptime/#group-%d"`, n), fmt.Sprintf(`<span id="group-%d">`, n)
		if strings.Count(all, link) != 1 || strings.Count(folded, heading) != 1 {
			t.Errorf("no row leads to the components of group %d", n)
		}
	}
	if n := strings.Count(folded, `<th scope="row"><a href="../components/`); n != 100 {
		t.Errorf("%d components are folded, want 100", n)
	}
}

func TestTheFeedsOfManyComponentsAreOnTheirPages(t *testing.T) {
	page := pageOf(t, crowd(1), "subscribe/index.html")
	one := between(t, page, `id="one"`, "</section>")
	if links, feeds := strings.Count(one, `/#feeds">`), strings.Count(one, "<code>"); links != 100 || feeds != 0 {
		t.Errorf("%d links lead to components, and %d feeds are listed, want 100 and none", links, feeds)
	}
}

func TestAnIncidentOfManyComponentsDrawsThoseThatAreAlikeOnce(t *testing.T) {
	s := world(100, 1, 24*time.Hour)
	i := &s.Incidents[0]
	i.Components = nil
	for n := range 30 {
		health := status.PartialOutage
		if n == 7 {
			health = status.MajorOutage
		}
		i.Components = append(i.Components, status.Claim{Component: fmt.Sprintf("component-%d", n), Health: health})
	}
	page := pageOf(t, s, "incidents/incident-00000/index.html")
	tracks := between(t, page, `id="affected"`, "</section>")
	if rows, links := strings.Count(tracks, "<svg viewBox"), strings.Count(tracks, `<a href="../../components/`); rows != 2 || links != 30 {
		t.Errorf("%d rows are drawn with links to %d components, want 2 and 30:\n%s", rows, links, tracks)
	}
	if !strings.Contains(tracks, "<summary>28 more alike</summary>") {
		t.Errorf("it is not said how many are alike:\n%s", tracks)
	}
	card := between(t, pageOf(t, s, "index.html"), "<article", "</article>")
	if n := strings.Count(card, `<a href="components/`); n != 8 || !strings.Contains(card, ">and 22 more</a>") || !strings.Contains(card, `"components/component-7/"`) {
		t.Errorf("the home page names %d of its components, want the 8 worst:\n%s", n, card)
	}
	entry := between(t, pageOf(t, s, "history/2026-09/index.html"), `<li class="entry">`, "</li>")
	if n := strings.Count(entry, "Component number"); n != 8 || !strings.Contains(entry, "and 22 more") {
		t.Errorf("the history names %d of its components:\n%s", n, entry)
	}
}

func TestCommitmentsThatWereKeptLongAgoFold(t *testing.T) {
	s := world(10, 60, 60*24*time.Hour)
	for n := range s.Incidents[:59] {
		at := s.Incidents[n].Updates[1].At.Add(time.Hour)
		c := status.Commitment{Text: "Watch the disk", Due: status.DateOf(at, time.UTC)}
		if n < 40 {
			c.Kept, c.Done = true, c.Due
		}
		s.Incidents[n].Updates = append(s.Incidents[n].Updates, status.Update{
			ID: status.UpdateID(at, 1), At: at, Phase: status.Postmortem, Text: "What we learned.", Commitments: []status.Commitment{c},
		})
	}
	page := pageOf(t, s, "commitments/index.html")
	shown, folded, _ := strings.Cut(page, "<summary>and 15 more</summary>")
	for state, want := range map[string][2]int{"overdue": {19, 0}, "kept": {25, 15}} {
		item := `<li class="` + state + `">`
		if got := [2]int{strings.Count(shown, item), strings.Count(folded, item)}; got != want {
			t.Errorf("of those that are %s, %d are shown and %d folded, want %v", state, got[0], got[1], want)
		}
	}
}
