package markdown_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ownup/internal/markdown"
)

func TestReferencesAreThePicturesBesideAText(t *testing.T) {
	text := "![a](b.png) ![c](./a%20b.png?v=1#x) ![d](sub/../b.png) ![e](sub/c.png) [![f](f.png)](g.png)\n" +
		"![g](/root.png) ![h](../up.png) ![i](https://example.com/x.png) ![j](//example.com/x.png) ![k](data:image/png,x)\n" +
		"![l](folder/) ![m](.) ![n]() ![o](#p) ![p](?q) ![r][r] `![s](s.png)` <!-- ![t](t.png) --> [u](u.png)\n\n" +
		"> ## x ![y](ünïcode.png)\n\n[r]: r.png\n\n    ![v](v.png)\n"
	got := markdown.References(text)
	want := []string{"a b.png", "b.png", "f.png", "r.png", "sub/c.png", "ünïcode.png"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestLinksKnowTheirPlaces(t *testing.T) {
	text := "ä [a](/x \"t\") ![b](b.png)\nbare https://example.com/y.\n\n- <mailto:a@example.com> [c][d]\n  *[e](javascript:f)* (www.example.com)\n\n[d]: https://example.com/d\n"
	got := markdown.Links(text)
	want := []markdown.Link{
		{URL: "/x", Line: 1, Column: 3},
		{URL: "b.png", Line: 1, Column: 15, Picture: true},
		{URL: "https://example.com/y", Line: 2, Column: 6},
		{URL: "mailto:a@example.com", Line: 4, Column: 3},
		{URL: "https://example.com/d", Line: 4, Column: 26},
		{URL: "javascript:f", Line: 5, Column: 4, Refused: true},
		{URL: "http://www.example.com", Line: 5, Column: 24},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
