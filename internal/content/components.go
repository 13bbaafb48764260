package content

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"ownup/internal/content/frontmatter"
	"ownup/internal/diag"
	"ownup/internal/status"
)

// components reads which components are affected: a map of healths, or, where no health
// need be given, a list of ids.
func (p *parsed) components(f *fields) []status.Claim {
	v, ok := f.take("components")
	if !ok {
		return nil
	}
	kind := p.incident.Kind
	health := status.Operational
	if kind == status.KindMaintenance {
		health = status.UnderMaintenance
	}
	var claims []status.Claim
	switch {
	case v.Kind == frontmatter.Map:
		for _, pair := range v.Pairs {
			if c, ok := p.component(f, pair, health); ok {
				claims = append(claims, c)
			}
		}
	case p.told(v.Pos):
	case kind == status.KindIncident:
		p.problems.Add(v.Pos, "write each on a line of its own, indented by two spaces:\n  components:\n    "+strings.Join(asPairs(v), "\n    "),
			"components is %s, where each needs a health", describe(v))
	default:
		for _, item := range f.texts("components") {
			claims = append(claims, status.Claim{Component: item.Text, Health: health, Pos: item.Pos})
		}
	}
	return claims
}

// told reports whether something in a line is known to be wrong, so that what follows
// from it need not be told as well.
func (p *parsed) told(pos diag.Pos) bool {
	return slices.ContainsFunc(p.problems, func(q diag.Problem) bool { return q.Pos.Line == pos.Line })
}

// almostPair is a component and what may be its health, whatever stands between them.
var almostPair = regexp.MustCompile(`^([\pL\pN_-]+)(?:[ \t]*[:=,]?[ \t]*(\S.*))?$`)

// asPairs writes what stands in place of the map of components as its lines.
func asPairs(v frontmatter.Value) []string {
	var lines []string
	switch v.Kind {
	case frontmatter.List:
		for _, item := range v.Items {
			lines = append(lines, asPairs(item)...)
		}
	case frontmatter.Map:
		for _, pair := range v.Pairs {
			lines = append(lines, pair.Key.Text+": "+pair.Value.Text)
		}
	default:
		if m := almostPair.FindStringSubmatch(strings.TrimSpace(v.Text)); m != nil {
			return []string{m[1] + ": " + firstOf(m[2], status.MajorOutage.String())}
		}
	}
	if len(lines) == 0 {
		return []string{"email: " + status.MajorOutage.String()}
	}
	return lines
}

// component reads "id: health [since TIME]"; unless it is an incident, the health may be
// left out.
func (p *parsed) component(f *fields, pair frontmatter.Pair, health status.Health) (status.Claim, bool) {
	claim := status.Claim{Component: pair.Key.Text, Health: health, Pos: pair.Key.Pos}
	value := pair.Value
	if slices.Contains(reserved, claim.Component) {
		p.problems.Add(claim.Pos, "list the components one by one", "%q is no component", claim.Component)
		return claim, false
	}
	if value.Kind == frontmatter.Null && p.incident.Kind != status.KindIncident {
		return claim, true
	}
	if value.Kind != frontmatter.Scalar {
		p.problems.Add(value.Pos, fmt.Sprintf("write %s: major_outage, or another of %s", claim.Component, strings.Join(status.HealthWords()[1:5], ", ")), "%s is %s, where a health was expected", claim.Component, describe(value))
		return claim, false
	}
	c := f.cursor(value)
	c.space()
	var ok bool
	claim.Health, claim.Since, ok = c.health(nil)
	if ok && p.incident.Kind == status.KindNotice && claim.Health != status.Operational {
		p.problems.Add(value.Pos, "leave the health out, or make it an incident", "a notice affects no component")
	}
	return claim, ok
}

// reserved are words of the grammar, which no component can have as its id.
var reserved = []string{"all", "next", "from", "until", "since"}
