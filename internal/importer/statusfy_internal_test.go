package importer

import "testing"

func TestAFilesNameHasTheIDThatStatusfyGivesIt(t *testing.T) {
	for name, want := range map[string]string{ // by the npm package itself
		"2018-01-28_api-issues.md": "16b62b0e",
		"2018-02-06_x.md":          "744c43cd",
		"é.md":                     "2d5e45b2",
	} {
		if got := hashSum(name); got != want {
			t.Errorf("%s has the id %s, want %s", name, got, want)
		}
	}
}
