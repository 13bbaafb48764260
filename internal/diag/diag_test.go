package diag_test

import (
	"slices"
	"testing"

	"ownup/internal/diag"
)

func TestAskingForTheErrorLeavesTheListAsItWas(t *testing.T) {
	var l diag.List
	for _, line := range []int{2, 1, 2} {
		l.Add(diag.Pos{File: "a.md", Line: line}, "", "wrong")
	}
	before := slices.Clone(l)
	if err, want := l.Err(), "a.md:1: wrong\na.md:2: wrong"; err.Error() != want {
		t.Errorf("the error is\n%v\nwant\n%s", err, want)
	}
	if !slices.Equal(l, before) {
		t.Errorf("the list is now %v", l)
	}
}
