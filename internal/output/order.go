package output

import (
	"cmp"
	"path"
	"slices"
	"strings"
)

// Turn is a file's place in the order in which a site is put together: nothing is linked
// to before it is there. Whatever is removed goes in the reverse order, after all else.
type Turn int

// The turns, in that order.
const (
	Asset Turn = iota // what pages load
	Page              // what people read
	Feed              // what leads programs to pages
	Home              // what leads people to all else
	Seal              // what vouches for all else
)

// Turn gives the turn of the file at a path, which need not be in the tree.
func (t Tree) Turn(p string) Turn {
	switch {
	case t.seal != nil && p == t.seal.path:
		return Seal
	case p == "index.html":
		return Home
	}
	switch path.Ext(p) {
	case ".html":
		return Page
	case ".rss", ".atom", ".xml", ".json", ".ics", ".txt":
		return Feed
	}
	return Asset
}

// Leftovers gives what was written before and is no longer there now, in the reverse
// order of putting together. What stands where the tree has a folder, or is in a folder
// where the tree has a file, is in the way and has to go before the rest comes.
func (t Tree) Leftovers(before, now Manifest) (inTheWay, gone []string) {
	folders := now.folders()
	for p := range before {
		if _, stays := now[p]; stays {
			continue
		}
		blocks := folders[p]
		for folder := range Ancestors(p) {
			if _, file := now[folder]; file {
				blocks = true
			}
		}
		if blocks {
			inTheWay = append(inTheWay, p)
		} else {
			gone = append(gone, p)
		}
	}
	order := func(a, b string) int {
		return cmp.Or(cmp.Compare(t.Turn(b), t.Turn(a)), strings.Compare(a, b))
	}
	slices.SortFunc(inTheWay, order)
	slices.SortFunc(gone, order)
	return inTheWay, gone
}
