package site

import (
	"testing"

	"ownup/internal/report"
	"ownup/internal/status"
)

func TestFractionsArePercentagesToTheLastDigit(t *testing.T) {
	tests := []struct {
		fraction status.Fraction
		want     string
	}{
		{0, "0"},
		{status.Whole, "100"},
		{status.Whole * 3 / 10, "30"},
		{9_995_000, "99.95"},
		{9_999_999, "99.99999"},
		{1, "0.00001"},
		{9_990_000, "99.9"},
	}
	for _, test := range tests {
		if got := percentOf(test.fraction); got != test.want {
			t.Errorf("%d is %s, want %s", test.fraction, got, test.want)
		}
	}
}

func TestAnAddressInATextBeginsAtItsIncidentOrAtTheRoot(t *testing.T) {
	i := &report.Incident{ID: "here"}
	tests := []struct{ address, want string }{
		{"../there/", "incidents/there/"},
		{"../there/#postmortem", "incidents/there/#postmortem"},
		{"map.pdf?page=2", "incidents/here/map.pdf?page=2"},
		{"?x", "incidents/here/?x"},
		{"/uptime/", "uptime/"},
		{"/", ""},
		{"../../../../../x", "x"},
	}
	for _, test := range tests {
		if got := inside(i, test.address); got != test.want {
			t.Errorf("%q leads to %q, want %q", test.address, got, test.want)
		}
	}
}

func TestWhatAnIDIsMadeOfIsTheDayAndTheTitle(t *testing.T) {
	tests := []struct{ title, want string }{
		{"Mail is slow", "2026-08-22-mail-is-slow"},
		{"  \"SMS\" & MMS: 5/6 down!", "2026-08-22-sms-mms-5-6-down"},
		{"Größe", ""},
		{"", "2026-08-22"},
	}
	for _, test := range tests {
		if got := addressOf("2026-08-22T05:15:25Z", test.title); got != test.want {
			t.Errorf("%q makes %q, want %q", test.title, got, test.want)
		}
	}
}
