package publish

import (
	"cmp"
	"slices"
	"strings"

	"ownup/internal/output"
)

// plan is what brings a place from what earlier publishes left there to a site.
type plan struct {
	inTheWay []string       // to be removed first, for files and folders exchange their names
	stages   [][]output.Sum // to be put, a stage when the one before is complete
	remove   []string       // to be removed at the end
	bytes    int64          // of what is to be put
	changed  int            // how many files that are
}

// there is a file that stands at a target already.
type there struct {
	current bool // it has the bytes that the site has for it
	ours    bool // an earlier publish put it there
}

// newPlan compares a site with a place. What the place's manifest lists is ours; look
// tells of a path what stands there, if anything does. What someone else put where the
// site has a file is an [*output.ForeignError].
func newPlan(site *Site, before output.Manifest, look func(output.Sum) (there, bool)) (plan, error) {
	type stage struct {
		turn output.Turn
		age  int // what is new comes before what was there: it is not linked to yet
	}
	var p plan
	var foreign []string
	stages := map[stage][]output.Sum{}
	for _, sum := range site.sums {
		t, exists := look(sum)
		s := stage{site.tree.Turn(sum.Path), 0}
		switch {
		case exists && t.current:
			continue
		case exists && !t.ours:
			foreign = append(foreign, sum.Path)
			continue
		case exists:
			s.age = 1
		}
		stages[s] = append(stages[s], sum)
		p.changed++
		p.bytes += sum.Size
	}
	if len(foreign) > 0 {
		return plan{}, &output.ForeignError{Paths: foreign, Hint: "choose an empty place, or move it out of the way"}
	}
	keys := make([]stage, 0, len(stages))
	for s := range stages {
		keys = append(keys, s)
	}
	slices.SortFunc(keys, func(a, b stage) int { return cmp.Or(cmp.Compare(a.turn, b.turn), cmp.Compare(a.age, b.age)) })
	for _, s := range keys {
		slices.SortFunc(stages[s], func(a, b output.Sum) int { return strings.Compare(a.Path, b.Path) })
		p.stages = append(p.stages, stages[s])
	}
	p.inTheWay, p.remove = site.tree.Leftovers(before, site.manifest)
	return p, nil
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
