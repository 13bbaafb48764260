package importer

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"time"

	"ownup/internal/content"
	"ownup/internal/content/frontmatter"
	"ownup/internal/status"
)

// stactus reads the folder of a Stactus page (github.com/slok/stactus): stactus.yaml, and
// a YAML file for each incident. Times without an offset are in UTC, by its rule.
type stactus struct{}

// Read reads stactus.yaml and incidents/*.yaml.
func (stactus) Read(in Input, r *Report) (*History, error) {
	page, err := readYAML(in.Files, r, "stactus.yaml", "stactus.yml")
	if err != nil {
		return nil, fmt.Errorf("read the page: %w", err)
	}
	s := &stactusReader{report: r, roster: newRoster()}
	systems, _ := page.Key("systems")
	for _, v := range systems.Items {
		name := word(v, "name")
		group := ""
		if before, after, ok := strings.Cut(name, " / "); ok {
			group, name = before, after
			r.note(Guess, v.Pos, "the name of a system holds \" / \": it is a component of the group before that")
		}
		s.roster.add(word(v, "id"), status.Component{Name: first(name, word(v, "id")), Description: word(v, "description")}, group)
	}
	r.keys(page, "version name url systems")
	h := &History{Pos: page.Pos, Title: word(page, "name"), URL: word(page, "url"), Zone: time.UTC}
	for name := range filesBelow(in.Files, r, "incidents", ".yaml", ".yml") {
		if record, ok := s.incident(in.Files, name); ok {
			h.Records = append(h.Records, record)
		}
	}
	h.Groups = s.roster.groups
	return h, nil
}

// stactusReader reads the incidents of a page.
type stactusReader struct {
	report *Report
	roster *roster
}

func (s *stactusReader) incident(files fs.FS, name string) (Record, bool) {
	v, err := readYAML(files, s.report, name)
	if err != nil {
		s.report.note(Refused, placeOf(name), "%v", err)
		return Record{}, false
	}
	id := first(word(v, "id"), strings.TrimSuffix(path.Base(name), path.Ext(name)))
	record := Record{Key: id, Pos: v.Pos, Incident: status.Incident{Title: word(v, "name"), Aliases: []string{"/ir/" + id}}}
	i := &record.Incident
	health := s.impact(i, v)
	systems, _ := v.Key("systems")
	for _, system := range systems.Items {
		component, ok := s.roster.find(system.Text)
		if !ok {
			s.report.about(Guess, system.Pos, system.Text, "the page has no such system: it is kept as a retired component")
			component = s.roster.add(system.Text, retired(system.Text), "")
		}
		i.Components = append(i.Components, status.Claim{Component: component, Health: health})
	}
	s.report.keys(v, "version id name impact systems timeline")
	timeline, _ := v.Key("timeline")
	var before time.Time
	for _, entry := range timeline.Items {
		u, err := stactusUpdate(entry, before)
		if err != nil {
			s.report.note(Refused, entry.Pos, "an entry of the timeline: %v", err)
			return Record{}, false
		}
		s.report.keys(entry, "ts description investigating resolved")
		i.Updates = append(i.Updates, u)
		before = u.At
	}
	i.Backfilled = len(i.Updates) == 1
	return record, true
}

// impact gives the health that an incident's impact stands for: Stactus knows no health
// of a single system.
func (s *stactusReader) impact(i *status.Incident, v frontmatter.Value) status.Health {
	key, given := v.Key("impact")
	if !given {
		key.Pos = v.Pos
	}
	text := word(v, "impact")
	impact, ok := status.ParseImpact(text)
	if !ok {
		s.report.about(Left, key.Pos, text, "an impact that is none of none, minor, major and critical")
	}
	i.Impact = impact
	health := impliedHealth(impact)
	if systems, _ := v.Key("systems"); len(systems.Items) > 0 && health != status.Operational {
		s.report.note(Guess, key.Pos, "Stactus tells no health of single systems: it is taken from the impact (%s is %s)", impact, health)
	}
	return health
}

// impliedHealth gives the health of the components of an incident of which nothing but
// its impact is known, as Statuspage works out an impact from healths.
// Source: https://support.atlassian.com/statuspage/docs/top-level-status-and-incident-impact-calculations/
func impliedHealth(i status.Impact) status.Health {
	switch i {
	case status.ImpactMinor:
		return status.DegradedPerformance
	case status.ImpactMajor:
		return status.PartialOutage
	case status.ImpactCritical:
		return status.MajorOutage
	case status.ImpactMaintenance:
		return status.UnderMaintenance
	default:
		return status.Operational
	}
}

// stactusUpdate reads an entry of a timeline. Its time may be relative to the entry
// before it: "+17m", or a time of the day alone.
func stactusUpdate(entry frontmatter.Value, before time.Time) (status.Update, error) {
	u := status.Update{Phase: status.NoChange, Text: withoutHTML(content.PlainText(word(entry, "description")))}
	if isTrue(entry, "investigating") {
		u.Phase = status.Investigating
	}
	if isTrue(entry, "resolved") {
		u.Phase = status.Resolved
	}
	var err error
	u.At, err = stactusTime(word(entry, "ts"), before)
	return u, err
}

var (
	timeOfDay = regexp.MustCompile(`^\d{1,2}:\d{2}(?::\d{2})?$`)
	errOrigin = errors.New("a relative time has none before it")
)

func stactusTime(text string, before time.Time) (time.Time, error) {
	relative := strings.HasPrefix(text, "+")
	switch {
	case !relative && !timeOfDay.MatchString(text):
		return instant(text, time.UTC)
	case before.IsZero():
		return time.Time{}, errOrigin
	case relative:
		d, err := time.ParseDuration(text[1:])
		if err != nil || d < 0 {
			return time.Time{}, fmt.Errorf("%q is no duration", clipped(text))
		}
		return before.Add(d), nil
	}
	return instant(before.UTC().Format("2006-01-02 ")+text, time.UTC)
}
