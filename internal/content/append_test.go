package content_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ownup/internal/content"
	"ownup/internal/status"
)

const file = "content/incidents/a.md"

// newYork is a zone that is fixed, as that of the files below.
var newYork = time.FixedZone("", -4*3600)

// noon gives an instant on 3 September 2026 by the clock of New York.
func noon(hour, minute int) time.Time {
	return time.Date(2026, 9, 3, hour, minute, 0, 0, newYork)
}

// front is what all of these files begin with.
const front = "---\ntitle: Mail is slow\ncomponents: {email: degraded}\n---\n"

func TestAnUpdateIsWrittenWhereACarefulPersonWouldHaveWrittenIt(t *testing.T) {
	said := status.Update{At: noon(12, 0), Phase: status.Identified, Text: "A disk is full."}
	for _, test := range []struct{ name, before, after string }{
		{
			"below the last update",
			"What is affected.\n\n## 2026-09-03 08:00 -04:00 investigating\n\nWe look.\n",
			"What is affected.\n\n## 2026-09-03 08:00 -04:00 investigating\n\nWe look.\n\n## 2026-09-03 12:00 -04:00 identified\n\nA disk is full.\n",
		},
		{
			"above Postmortem and Internal",
			"## 2026-09-03 08:00 -04:00 investigating\n\n## Postmortem\n\nIt was a disk.\n\n## Internal\n\nDisk 7.\n",
			"## 2026-09-03 08:00 -04:00 investigating\n\n## 2026-09-03 12:00 -04:00 identified\n\nA disk is full.\n\n## Postmortem\n\nIt was a disk.\n\n## Internal\n\nDisk 7.\n",
		},
		{
			"above what is said later",
			"## 2026-09-03 08:00 -04:00 investigating\n\n## 2026-09-03 18:00 -04:00 update\n\nGood night.\n",
			"## 2026-09-03 08:00 -04:00 investigating\n\n## 2026-09-03 12:00 -04:00 identified\n\nA disk is full.\n\n## 2026-09-03 18:00 -04:00 update\n\nGood night.\n",
		},
		{
			"above all, where the newest stands first",
			"Mail.\n\n## 2026-09-03 10:00 -04:00 update\n\nStill slow.\n\n## 2026-09-03 08:00 -04:00 investigating\n",
			"Mail.\n\n## 2026-09-03 12:00 -04:00 identified\n\nA disk is full.\n\n## 2026-09-03 10:00 -04:00 update\n\nStill slow.\n\n## 2026-09-03 08:00 -04:00 investigating\n",
		},
		{
			"below another update of the same minute",
			"## 2026-09-03 12:00 -04:00 investigating\n",
			"## 2026-09-03 12:00 -04:00 investigating\n\n## 2026-09-03 12:00 -04:00 identified\n\nA disk is full.\n",
		},
		{
			"at the end of a file without a last line end",
			"## 2026-09-03 08:00 -04:00 investigating\n\nWe look.",
			"## 2026-09-03 08:00 -04:00 investigating\n\nWe look.\n\n## 2026-09-03 12:00 -04:00 identified\n\nA disk is full.\n",
		},
		{
			"above blank lines at the end",
			"## 2026-09-03 08:00 -04:00 investigating\n \n\n",
			"## 2026-09-03 08:00 -04:00 investigating\n\n## 2026-09-03 12:00 -04:00 identified\n\nA disk is full.\n \n\n",
		},
		{
			"between headings that stand close",
			"## 2026-09-03 08:00 -04:00 investigating\nWe look.\n## Internal\nDisk 7.\n",
			"## 2026-09-03 08:00 -04:00 investigating\nWe look.\n\n## 2026-09-03 12:00 -04:00 identified\n\nA disk is full.\n\n## Internal\nDisk 7.\n",
		},
		{
			"never inside a fence",
			"## 2026-09-03 08:00 -04:00 investigating\n\n```\n## 2026-09-03 11:00 -04:00 resolved\n```\n",
			"## 2026-09-03 08:00 -04:00 investigating\n\n```\n## 2026-09-03 11:00 -04:00 resolved\n```\n\n## 2026-09-03 12:00 -04:00 identified\n\nA disk is full.\n",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			for _, ends := range []string{"\n", "\r\n"} {
				before := strings.ReplaceAll(front+test.before, "\n", ends)
				after := strings.ReplaceAll(front+test.after, "\n", ends)
				got, err := content.AppendUpdate(file, []byte(before), said, newYork)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(after, string(got)); diff != "" {
					t.Errorf("with the line ends %q (-want +got):\n%s", ends, diff)
				}
			}
		})
	}
}

func TestAnUpdateBelowTheFrontMatterAlone(t *testing.T) {
	for _, end := range []string{"---", "---\n", "---\n\n"} {
		src := "---\ntitle: Mail is slow\nstarted: 2026-09-03 08:00 -04:00\n" + end
		got, err := content.AppendUpdate(file, []byte(src), status.Update{At: noon(12, 0), Phase: status.Resolved}, newYork)
		if err != nil {
			t.Fatal(err)
		}
		if want := strings.TrimRight(src, "\n") + "\n\n## 2026-09-03 12:00 -04:00 resolved\n"; strings.TrimRight(string(got), "\n")+"\n" != want {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
	}
}

func TestTheHeadingOfAnUpdateSaysEverythingInFull(t *testing.T) {
	u := status.Update{
		At: noon(3, 10), Since: noon(2, 20), Phase: status.Monitoring, Next: noon(4, 10),
		Claims: []status.Claim{{Component: "email", Health: status.MajorOutage}, {Component: "all", Since: time.Date(2026, 9, 2, 1, 0, 0, 0, newYork)}},
	}
	want := "2026-09-03 03:10 -04:00 monitoring since 02:20 (email: major_outage, all: operational since 2026-09-02 01:00 -04:00, next: 1h)"
	if got := content.Heading(u, newYork); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestATextThatWouldChangeAnotherPartOfTheFileIsRefused(t *testing.T) {
	src := front + "See [the map].\n\n## 2026-09-03 08:00 -04:00 investigating\n\n## Internal\n\nThe password is swordfish.\n"
	for _, test := range []struct{ text, message string }{
		{"```\nIt is full.", "a.md:11:1: \"```\" is never closed"},
		{"<!-- It is full.", "\"<!-- It is full.\" is never closed"},
		{"## Internal\n\nIt is full.", "would change other parts of the file"},
		{"## Internal", "would change other parts of the file"},
		{"## Postmortem", "would change other parts of the file"},
		{"## 2026-09-03 12:30 -04:00 resolved", "would change other parts of the file"},
		{"## Cause\n\nIt is full.", "neither an update nor Postmortem nor Internal"},
		{"# 2026-09-03 12:30 resolved", "looks like an update"},
		{"[the map]: https://example.com", "would change other parts of the file"},
		{"A NUL: \x00", "NUL"},
	} {
		_, err := content.AppendUpdate(file, []byte(src), status.Update{At: noon(12, 0), Phase: status.Identified, Text: test.text}, newYork)
		if err == nil || !strings.Contains(err.Error(), test.message) {
			t.Errorf("%q gives the error %v, want one with %q", test.text, err, test.message)
		}
	}
}

func TestAnUpdateThatContradictsTheOthersIsRefused(t *testing.T) {
	src := front + "\n## 2026-09-03 08:00 -04:00 investigating\n\n## 2026-09-03 10:00 -04:00 resolved\n"
	for _, test := range []struct {
		update  status.Update
		message string
	}{
		{status.Update{Phase: status.Completed}, `"completed" is no phase of an incident`},
		{status.Update{Phase: status.Monitoring}, "names no component"},
		{status.Update{Phase: status.Resolved, Claims: []status.Claim{{Component: "email", Health: status.MajorOutage}}}, `"resolved" ends all effects`},
	} {
		test.update.At = noon(12, 0)
		if _, err := content.AppendUpdate(file, []byte(src), test.update, newYork); err == nil || !strings.Contains(err.Error(), test.message) {
			t.Errorf("%v gives the error %v, want one with %q", test.update.Phase, err, test.message)
		}
	}
}

func TestNothingIsAddedToAFileThatIsWrongAlready(t *testing.T) {
	src := front + "\n## 2026-09-03 08:00 -04:00 investigatign\n"
	_, err := content.AppendUpdate(file, []byte(src), status.Update{At: noon(12, 0), Phase: status.Resolved}, newYork)
	if want := `content/incidents/a.md:6:28: unknown phase "investigatign"`; err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("the error is %v, want %s", err, want)
	}
}

// FuzzEveryOtherByteStays adds an update to files of all kinds: what was there must still
// be there, before and after what was added.
func FuzzEveryOtherByteStays(f *testing.F) {
	root, err := os.OpenRoot("../..")
	if err != nil {
		f.Fatal(err)
	}
	defer root.Close()
	s, err := content.Load(root.FS())
	if err != nil {
		f.Fatal(err)
	}
	for n, i := range s.Incidents {
		src, err := root.ReadFile(i.File)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(src), []string{"It is full.", "- a\n\n  b", "", "> c\n\n\td"}[n%4], int64(n*3600*24))
	}
	f.Add(front+"\n\r\n## 2026-09-03 08:00 investigating\r\n", "One.\rTwo.", int64(0))
	f.Fuzz(func(t *testing.T, src, text string, seconds int64) {
		at := noon(0, 0).Add(time.Duration(seconds%(300*24*3600)) * time.Second)
		got, err := content.AppendUpdate(file, []byte(src), status.Update{At: at, Phase: status.NoChange, Text: text}, newYork)
		if err != nil {
			return
		}
		heading := "## " + content.Heading(status.Update{At: at, Phase: status.NoChange}, newYork)
		same := 0
		for same < len(src) && same < len(got) && src[same] == got[same] {
			same++
		}
		for cut := same; ; cut-- {
			if strings.HasSuffix(string(got), src[cut:]) && len(got)-len(src) >= len(heading) && strings.HasPrefix(string(got), src[:cut]) {
				break
			}
			if cut == 0 {
				t.Fatalf("%q became %q", src, got)
			}
		}
		if strings.Count(string(got), heading) != strings.Count(src, heading)+strings.Count(text, heading)+1 {
			t.Errorf("the heading %q is not there once more:\n%s", heading, got)
		}
	})
}
