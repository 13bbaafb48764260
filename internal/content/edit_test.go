package content_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ownup/internal/content"
	"ownup/internal/status"
)

// three is a file of three updates, with more around them.
const three = front + "Mail.\n\n## 2026-09-03 08:00 -04:00 investigating\n\nWe look.\n\n" +
	"## 2026-09-03 10:00 -04:00 identified (next: 1h)\nA disk.\n## 2026-09-03 12:00 -04:00 update\n\nStill slow.\n\n## Internal\n\nDisk 7.\n"

// second is the id of the one in the middle.
var second = status.UpdateID(noon(10, 0), 1)

func TestAnotherUpdateTakesTheOldOnesPlace(t *testing.T) {
	said := status.Update{At: noon(10, 0), Phase: status.Monitoring, Text: "It is replaced.\n"}
	want := strings.Replace(three, "10:00 -04:00 identified (next: 1h)\nA disk.\n", "10:00 -04:00 monitoring\n\nIt is replaced.\n\n", 1)
	for _, ends := range []string{"\n", "\r\n"} {
		src := []byte(strings.ReplaceAll(three, "\n", ends))
		got, err := content.ReplaceUpdate(file, src, second, said, newYork)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(strings.ReplaceAll(want, "\n", ends), string(got)); diff != "" {
			t.Errorf("with the line ends %q (-want +got):\n%s", ends, diff)
		}
	}
}

func TestAnUpdateIsTakenAwayWithTheBlankLinesAboveIt(t *testing.T) {
	first, last := status.UpdateID(noon(8, 0), 1), status.UpdateID(noon(12, 0), 1)
	for id, gone := range map[string]string{
		first:  "\n## 2026-09-03 08:00 -04:00 investigating\n\nWe look.\n",
		second: "\n## 2026-09-03 10:00 -04:00 identified (next: 1h)\nA disk.\n",
		last:   "## 2026-09-03 12:00 -04:00 update\n\nStill slow.\n",
	} {
		got, err := content.RemoveUpdate(file, []byte(three), id, newYork)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(strings.Replace(three, gone, "", 1), string(got)); diff != "" {
			t.Errorf("without %s (-want +got):\n%s", id, diff)
		}
	}
}

func TestWhatAnEditWouldChangeBesidesIsRefused(t *testing.T) {
	for name, edit := range map[string]func() ([]byte, error){
		"a text that divides the file": func() ([]byte, error) {
			return content.ReplaceUpdate(file, []byte(three), second, status.Update{At: noon(10, 0), Phase: status.Identified, Text: "## Internal"}, newYork)
		},
		"a text that swallows the rest": func() ([]byte, error) {
			return content.ReplaceUpdate(file, []byte(three), second, status.Update{At: noon(10, 0), Phase: status.Identified, Text: "```"}, newYork)
		},
		"an update that is not there": func() ([]byte, error) {
			return content.RemoveUpdate(file, []byte(three), "20260903T100000Z", newYork)
		},
		"the last word of a file": func() ([]byte, error) {
			return content.RemoveUpdate(file, []byte(front+"\n## 2026-09-03 10:00 -04:00 investigating\n"), second, newYork)
		},
	} {
		if got, err := edit(); err == nil {
			t.Errorf("%s is written:\n%s", name, got)
		}
	}
}

func TestAFrontMatterIsChangedWhereItIsAsItWasWritten(t *testing.T) {
	change := func(i *status.Incident) {
		i.Title = "Mail: slow"
		i.Components = []status.Claim{{Component: "email", Health: status.MajorOutage}}
		i.Started = noon(7, 0)
	}
	body := "\n## 2026-09-03 08:00 -04:00 investigating\n\nWe look.\n"
	formatted := "---\ntitle: Mail is slow\ncomponents:\n  email: degraded_performance\n---\n" + body
	got, err := content.ChangeFront(file, []byte(formatted), change, newYork)
	if err != nil {
		t.Fatal(err)
	}
	want := "---\ntitle: \"Mail: slow\"\ncomponents:\n  email: major_outage\nstarted: 2026-09-03 07:00 -04:00\n---\n" + body
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got, err := content.ChangeFront(file, []byte(front+body), change, newYork); err == nil || !strings.Contains(err.Error(), "by hand") {
		t.Errorf("a front matter that a person wrote becomes %q, %v", got, err)
	}
}

func TestWhatStandsBehindTheTimeOfAHeadingIsReadByItself(t *testing.T) {
	at := noon(10, 0)
	for line, want := range map[string]struct {
		update status.Update
		rest   string
	}{
		"identified": {status.Update{Phase: status.Identified}, ""},
		" Monitoring since 09:30 (email: degraded, next: 1h)": {status.Update{Phase: status.Monitoring, Since: noon(9, 30), Next: noon(11, 0), Claims: []status.Claim{{Component: "email", Health: status.DegradedPerformance}}}, ""},
		"resolved: All works (again).":                        {status.Update{Phase: status.Resolved}, ": All works (again)."},
		"update (next: 30m): We wait (still).":                {status.Update{Phase: status.NoChange, Next: noon(10, 30)}, ": We wait (still)."},
	} {
		got, rest, err := content.ParseHeading(line, status.KindIncident, at, newYork)
		if err != nil {
			t.Fatal(err)
		}
		want.update.At = at
		if diff := cmp.Diff(want.update, got, cmp.Comparer(time.Time.Equal), cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Pos" }, cmp.Ignore())); diff != "" {
			t.Errorf("%q (-want +got):\n%s", line, diff)
		}
		if rest != want.rest {
			t.Errorf("%q leaves %q, want %q", line, rest, want.rest)
		}
	}
	for _, line := range []string{"", "identifed", "resolved since 2026-09-03 11:00", "identified (email)", "completed"} {
		if got, _, err := content.ParseHeading(line, status.KindIncident, at, newYork); err == nil {
			t.Errorf("%q is %+v", line, got)
		}
	}
}

func TestAPhaseIsMeantByWordsThatAreNear(t *testing.T) {
	for word, want := range map[string]string{"Fixed": "resolved", "identifed": "identified", "monitorign": "monitoring", "hello": "", "finished": ""} {
		if got := content.MeantPhase(word, status.KindIncident); got != want {
			t.Errorf("%q means %q, want %q", word, got, want)
		}
	}
}
