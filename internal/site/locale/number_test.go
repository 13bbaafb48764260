package locale

import (
	"math"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/language"
	"pgregory.net/rapid"
)

// noBreak is a space at which no line ends: a number and its unit stay together.
const noBreak = "\u00a0"

func TestDurationsHaveTwoUnitsAtMostAndAreCut(t *testing.T) {
	w := english(t)
	for _, c := range []struct{ d, cut, up string }{
		{"0s", "0 s", "0 s"},
		{"1ns", "0 s", "1 s"},
		{"45s", "45 s", "45 s"},
		{"59.9s", "59 s", "1 min"},
		{"90s", "1 min 30 s", "1 min 30 s"},
		{"9m59.5s", "9 min 59 s", "10 min"},
		{"42m59s", "42 min", "43 min"},
		{"59m1s", "59 min", "1 h"},
		{"2h", "2 h", "2 h"},
		{"2h14m59s", "2 h 14 min", "2 h 15 min"},
		{"23h59m1s", "23 h 59 min", "1 day"},
		{"24h59m", "1 day", "1 day 1 h"},
		{"76h", "3 days 4 h", "3 days 4 h"},
		{"8760h", "365 days", "365 days"},
		{"-5s", "0 s", "0 s"},
	} {
		d, err := time.ParseDuration(c.d)
		if err != nil {
			t.Fatal(err)
		}
		cut, up := strings.ReplaceAll(c.cut, " ", noBreak), strings.ReplaceAll(c.up, " ", noBreak)
		if gotCut, gotUp := w.Duration(d), w.Downtime(d); gotCut != cut || gotUp != up {
			t.Errorf("%s: %q and %q, want %q and %q", c.d, gotCut, gotUp, cut, up)
		}
	}
	if got := w.Downtime(math.MaxInt64); got != strings.ReplaceAll("106,751 days 23 h", " ", noBreak) {
		t.Errorf("the longest duration is %q", got)
	}
}

func TestDowntimeIsTheLeastLengthShownThatIsNotLess(t *testing.T) {
	w := english(t)
	rapid.Check(t, func(t *rapid.T) {
		d := time.Duration(rapid.Int64Range(1, int64(400*24*time.Hour)).Draw(t, "d"))
		cut, up := w.Duration(d), w.Downtime(d)
		switch _, small := parts(d); {
		case d%small.length == 0 && up != cut:
			t.Errorf("%s is shown exactly by %q, and not by %q", d, cut, up)
		case d%small.length != 0 && up != w.Duration(d.Truncate(small.length)+small.length):
			t.Errorf("%s is between %q and %q", d, cut, up)
		}
	})
}

func TestRelativeTimesHaveOneUnit(t *testing.T) {
	w := english(t)
	for d, want := range map[time.Duration]string{
		0:                     "just now; in less than a minute",
		time.Minute:           "1 minute ago; in 1 minute",
		119 * time.Minute:     "1 hour ago; in 1 hour",
		50 * time.Hour:        "2 days ago; in 2 days",
		-3 * time.Hour:        "just now; in less than a minute",
		12*time.Minute + 59e9: "12 minutes ago; in 12 minutes",
	} {
		if got := w.Ago(d) + "; " + w.In(d); got != want {
			t.Errorf("%s: got %q, want %q", d, got, want)
		}
	}
}

func TestNumbersAreGroupedFromFiveDigitsOn(t *testing.T) {
	w := english(t)
	for n, want := range map[int]string{0: "0", 7: "7", 9999: "9999", -10_000: "-10,000", 1_234_567: "1,234,567", math.MinInt64: "-9,223,372,036,854,775,808"} {
		if got := w.Number(n); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestPercentagesKeepTheirDigits(t *testing.T) {
	w := english(t)
	for cut, want := range map[string]string{"100": "100\u00a0%", "98.71": "98.71\u00a0%", "0.00": "0.00\u00a0%"} {
		if got := w.Percent(cut); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	persian := &Words{tag: language.Persian, messages: map[string]message{
		"number.digits": {0: "۰۱۲۳۴۵۶۷۸۹"}, "number.decimal": {0: "٫"}, "number.percent": {0: "{0}٪"},
	}}
	if got := persian.Percent("98.71"); got != "۹۸٫۷۱٪" {
		t.Errorf("got %q", got)
	}
}

func TestListsReadAsInASentence(t *testing.T) {
	w := english(t)
	for want, items := range map[string][]string{
		"": nil, "a": {"a"}, "a and b": {"a", "b"}, "a, b and c": {"a", "b", "c"}, "a, b, c and d": {"a", "b", "c", "d"},
	} {
		if got := w.List(items); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
