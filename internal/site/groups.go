package site

import "ownup/internal/status"

const (
	homeDays  = 90 // drawn for each component
	foldAbove = 12 // components: with more, groups in which all is well are folded

	crowdAbove = 40 // components: with more, pages show groups, and what is not well
	fewestRest = 4  // components that are well: fewer are not folded in a group that is not
)

// group is a group of components on the home page.
type group struct {
	Name       string // empty: the components stand by themselves
	Health     status.Health
	Folded     bool
	Uptime     string // of all together; only of a folded group
	Strip      strip  // of the worst of all; only of a folded group
	Components []component
	Rest       []component // that are well, folded in a group that is not
}

// component is a component's row on the home page.
type component struct {
	Path, Name string
	Health     status.Health
	Uptime     string
	Strip      strip
	Said       string // of its days, see panel
}

func (p *press) groups(named *index) []group {
	var all []group
	for _, g := range p.report.Groups {
		v := group{Name: g.Name, Health: g.Health}
		v.Folded = g.Name != "" && p.inUse() > foldAbove && g.Health == status.Operational
		for _, c := range g.Components {
			days := c.Days(homeDays)
			v.Components = append(v.Components, component{
				Path: componentPath(c.ID), Name: c.Name, Health: c.Health,
				Uptime: p.percent(c.LastDays(homeDays)),
				Strip:  draw(days, homeDays), Said: p.panel(days, named),
			})
		}
		if v.Folded {
			v.Uptime, v.Strip = p.percent(g.LastDays(homeDays)), draw(g.Days(homeDays), homeDays)
		} else if g.Name != "" && p.crowded() {
			v.Components, v.Rest = apart(v.Components)
		}
		all = append(all, v)
	}
	return all
}

// inUse gives how many components are in use.
func (p *press) inUse() int {
	count := 0
	for _, g := range p.report.Groups {
		count += len(g.Components)
	}
	return count
}

// crowded reports whether the components are so many that pages show their groups first.
func (p *press) crowded() bool { return p.inUse() > crowdAbove }

// apart takes those that are well out of some components, where they are many.
func apart(components []component) (shown, rest []component) {
	for _, c := range components {
		if c.Health == status.Operational {
			rest = append(rest, c)
		} else {
			shown = append(shown, c)
		}
	}
	if len(rest) < fewestRest {
		return components, nil
	}
	return shown, rest
}

// newIndex gives the index of the home page: nil where the strips of its components name
// too many incidents.
func (p *press) newIndex() *index {
	r, count := p.report, 0
	from := r.Today.AddDays(1 - homeDays).Start(r.Site.Zone)
	for _, i := range r.Incidents {
		if len(i.Effects) > 0 && i.During(from, r.Now) {
			count++
		}
	}
	if count > mostNamed {
		return nil
	}
	return &index{}
}
