package publish

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"

	"ownup/internal/output"
	"ownup/internal/publish/served"
)

// plan is what brings a place from what earlier publishes left there to a site.
type plan struct {
	inTheWay []string       // to be removed first, for files and folders exchange their names
	stages   [][]output.Sum // to be put, a stage when the one before is complete
	remove   []string       // to be removed at the end
	bytes    int64          // of what is to be put
	changed  int            // how many files that are
}

// ground is what stands at a place before a publish.
type ground struct {
	before  output.Manifest       // what earlier publishes put there
	stands  map[string]bool       // the paths of all that is there, whoever put it there
	current func(output.Sum) bool // what stands at the path has the bytes that the site has for it
	folders bool                  // no path is a file and a folder at once
}

// survey reads the manifest that a place keeps, none where there is none, and fails with a
// [*NewerError] where the place carries a build that was generated later. What read does
// not find is an [fs.ErrNotExist].
func survey(site *Site, o Options, read func(path string) ([]byte, error)) (output.Manifest, error) {
	before := output.Manifest{}
	text, err := read(output.ManifestName)
	if err == nil {
		if before, err = output.ParseManifest(string(text)); err != nil {
			return nil, fmt.Errorf("%s: %w", output.ManifestName, err)
		}
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	record, err := read(served.BuildPath)
	if errors.Is(err, fs.ErrNotExist) {
		return before, nil
	}
	if err != nil {
		return nil, err
	}
	return before, refuseOlder(site, record, o)
}

// newPlan compares a site with a place. What someone else put where the site has a file,
// or a folder, is an [*output.ForeignError].
func newPlan(site *Site, g ground) (plan, error) {
	type stage struct {
		turn output.Turn
		age  int // what is new comes before what was there: it is not linked to yet
	}
	foreign := g.foreign(site)
	if len(foreign) > 0 {
		return plan{}, &output.ForeignError{Paths: foreign, Hint: "choose an empty place, or move it out of the way"}
	}
	var p plan
	stages := map[stage][]output.Sum{}
	for _, sum := range site.sums {
		s := stage{site.tree.Turn(sum.Path), 0}
		if g.stands[sum.Path] {
			if g.current(sum) {
				continue
			}
			s.age = 1
		}
		stages[s] = append(stages[s], sum)
		p.changed++
		p.bytes += sum.Size
	}
	order := func(a, b stage) int { return cmp.Or(cmp.Compare(a.turn, b.turn), cmp.Compare(a.age, b.age)) }
	for _, s := range slices.SortedFunc(maps.Keys(stages), order) {
		p.stages = append(p.stages, stages[s])
	}
	p.inTheWay, p.remove = site.tree.Leftovers(g.before, site.manifest)
	return p, nil
}

// foreign gives what somebody else put where the site has to go, sorted.
func (g ground) foreign(site *Site) []string {
	files, folders := make(map[string]output.Sum, len(site.sums)), map[string]bool{}
	for _, sum := range site.sums {
		files[sum.Path] = sum
		for folder := range output.Ancestors(sum.Path) {
			folders[folder] = g.folders
		}
	}
	var foreign []string
	for path := range g.stands {
		if _, ours := g.before[path]; ours {
			continue
		}
		sum, isFile := files[path]
		inTheWay := isFile && !g.current(sum) || folders[path]
		for folder := range output.Ancestors(path) {
			_, isFile := files[folder]
			inTheWay = inTheWay || isFile && g.folders
		}
		if inTheWay {
			foreign = append(foreign, path)
		}
	}
	slices.Sort(foreign)
	return foreign
}

// empty reports whether there is nothing to do.
func (p plan) empty() bool { return p.changed == 0 && len(p.inTheWay) == 0 && len(p.remove) == 0 }

// result tells what the plan does.
func (p plan) result() Result {
	r := Result{Changed: p.changed, Removed: len(p.inTheWay) + len(p.remove), Bytes: p.bytes}
	for _, stage := range p.stages {
		for _, sum := range stage {
			r.Paths = append(r.Paths, sum.Path)
		}
	}
	slices.Sort(r.Paths)
	return r
}
