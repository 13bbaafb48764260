package status

import (
	"testing"
	"time"
)

func TestAPostmortemWithoutATimeHasTheTimeOfTheEndAndAnIDOfItsOwn(t *testing.T) {
	end := time.Date(2026, 9, 3, 22, 45, 0, 0, time.UTC)
	i := Incident{Updates: []Update{
		{ID: UpdateID(end.Add(-time.Hour), 1), At: end.Add(-time.Hour), Phase: Investigating},
		{ID: UpdateID(end, 1), At: end, Phase: Resolved},
		{Phase: Postmortem},
	}}
	c, ok := i.Course(end.Add(time.Hour))
	if !ok || len(c.Said) != 3 {
		t.Fatalf("%d updates were said, want 3", len(c.Said))
	}
	if u := c.Said[2]; u.ID != "20260903T224500Z-2" || !u.At.Equal(end) {
		t.Errorf("the postmortem is %s at %s", u.ID, u.At)
	}
	if i.Updates[2].ID != "" {
		t.Error("the incident itself was changed")
	}
}
