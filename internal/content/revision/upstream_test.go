package revision

import (
	"path/filepath"
	"testing"
)

func TestAProjectKnowsWhereItIsPushedTo(t *testing.T) {
	a, _ := pair(t)
	a.write("site/content/site.yaml", "title: Status\n")
	a.git("switch", "--quiet", "--create", "night")
	for dir, want := range map[string][2]string{".": {"night", ""}, "site": {"night", "site/"}} {
		branch, folder, err := Upstream(t.Context(), filepath.Join(a.dir, dir))
		if got := [2]string{branch, folder}; got != want || err != nil {
			t.Errorf("from %s it is pushed to %q (%v), want %q", dir, got, err, want)
		}
	}
	a.git("branch", "--quiet", "--set-upstream-to", "origin/main")
	if branch, _, err := Upstream(t.Context(), a.dir); branch != "main" || err != nil {
		t.Errorf("with an upstream it is pushed to %q (%v)", branch, err)
	}
	a.git("checkout", "--quiet", "--detach")
	if branch, _, err := Upstream(t.Context(), a.dir); err == nil {
		t.Errorf("without a branch it is pushed to %q", branch)
	}
}
