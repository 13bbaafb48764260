package content

import (
	"slices"
	"strings"
	"time"

	"ownup/internal/content/frontmatter"
	"ownup/internal/diag"
	"ownup/internal/markdown"
	"ownup/internal/status"
)

// parsed is one file, read by itself: what it says, and what is wrong with it as far as
// that can be seen without the other files.
type parsed struct {
	clock    clock
	incident status.Incident
	pictures []shown // by name
	keys     keyPlaces
	problems diag.List
}

// keyPlaces are the places of those values that are checked against other files, and the
// names of all keys that there are.
type keyPlaces struct {
	known             []string
	title, recurrence diag.Pos
	issue             diag.Pos
	related, aliases  []diag.Pos
}

// parseIncident reads one incident, maintenance or notice.
func parseIncident(file, id string, src []byte, zone *time.Location) parsed {
	p := parsed{clock: clock{zone}, incident: status.Incident{ID: id, File: file}}
	front, body, problems := frontmatter.Parse(file, src)
	p.problems = problems
	if front.Kind == frontmatter.Map {
		p.front(front)
	}
	if len(problems.Errors()) == 0 || body.Text != "" {
		p.body(body)
	}
	p.inOrder()
	return p
}

// front reads the front matter.
func (p *parsed) front(v frontmatter.Value) {
	f := &fields{Value: v, clock: p.clock, problems: &p.problems}
	i := &p.incident
	i.Title = f.text("title")
	t, given := v.Key("title")
	if p.keys.title = v.Pos; given {
		p.keys.title = t.Pos
	}
	if i.Title == "" && !(given && p.told(t.Pos)) && !f.misspelt("title") {
		p.problems.Add(p.keys.title, "add a line to the front matter: title: What is wrong, in a few words", "the title is missing")
	}
	i.Kind = term(f, "kind", status.ParseKind, status.KindWords())
	i.Components = p.components(f)
	i.Started, i.Detected = f.instant("started"), f.instant("detected")
	i.Until = f.instant("until")
	i.Window = p.scheduled(f)
	i.Impact = term(f, "impact", status.ParseImpact, status.ImpactWords())
	i.Pinned, i.Backfilled = f.flag("pinned"), f.flag("backfilled")
	if r, ok := f.Key("recurrence_of"); ok && r.Kind == frontmatter.List {
		p.problems.Add(r.Pos, "name the last one that this one repeats, and others with related: [a, b]", "recurrence_of is a list, where one incident was expected")
		f.take("recurrence_of")
	} else {
		i.RecurrenceOf, p.keys.recurrence = f.text("recurrence_of"), r.Pos
	}
	for _, r := range f.texts("related") {
		i.Related, p.keys.related = append(i.Related, r.Text), append(p.keys.related, r.Pos)
	}
	for _, t := range f.texts("tags") {
		i.Tags = append(i.Tags, t.Text)
	}
	for _, a := range f.texts("aliases") {
		p.alias(a)
	}
	issue, _ := f.Key("issue")
	i.Issue, p.keys.issue = f.link("issue", "https", "http"), issue.Pos
	f.done()
	p.keys.known = f.known
	p.agree(f)
}

// scheduled reads the window of a maintenance.
func (p *parsed) scheduled(f *fields) status.Window {
	v, ok := f.take("scheduled")
	if !ok {
		return status.Window{}
	}
	if v.Kind != frontmatter.Map {
		p.problems.Add(v.Pos, windowExample, "scheduled is %s, where a window was expected", describe(v))
		return status.Window{}
	}
	inner := &fields{Value: v, clock: f.clock, problems: f.problems}
	before := len(*f.problems)
	w := status.Window{From: inner.instant("from"), Until: inner.instant("until")}
	inner.done()
	if len(*f.problems) == before {
		p.window(w, v.Pos, windowExample)
	}
	return w
}

const windowExample = `write scheduled: {from: 2026-12-05 22:00, until: 2026-12-06 02:00}`

// window complains of a window that is incomplete or ends before it begins.
func (p *parsed) window(w status.Window, pos diag.Pos, hint string) {
	switch {
	case w.From.IsZero():
		p.problems.Add(pos, hint, "the window has no \"from\"")
	case w.Until.IsZero():
		p.problems.Add(pos, hint, "the window has no \"until\"")
	case !w.From.Before(w.Until):
		p.problems.Add(pos, hint, "the window ends %s, and begins only %s", p.clock.format(w.Until), p.clock.format(w.From))
	}
}

// alias reads an old URL: a path, or a whole URL of which the path counts.
func (p *parsed) alias(v frontmatter.Value) {
	path, ok := aliasPath(v.Text)
	if !ok {
		p.problems.Add(v.Pos, "write the old page's path, without ? and #, such as /issues/2013-09-03-core-routing/", "alias %q is no path of a URL", v.Text)
		return
	}
	p.incident.Aliases, p.keys.aliases = append(p.incident.Aliases, path), append(p.keys.aliases, v.Pos)
}

// agree complains of keys that do not go with the kind.
func (p *parsed) agree(f *fields) {
	i := &p.incident
	only := func(key string, kind status.Kind, given bool, hint string) {
		if given && i.Kind != kind {
			v, _ := f.Key(key)
			p.problems.Add(v.Pos, hint, "%q belongs to %s, and this is %s", key, kindWithArticle(kind), kindWithArticle(i.Kind))
		}
	}
	only("scheduled", status.KindMaintenance, i.Window != status.Window{}, "if it is planned, write kind: maintenance")
	ends := "its end is an update: ## 2026-09-03 10:00 resolved"
	if i.Kind == status.KindMaintenance {
		ends = "its end stands in its window: " + strings.TrimPrefix(windowExample, "write ")
	}
	only("until", status.KindNotice, !i.Until.IsZero(), ends)
	began := "take it away: it speaks from its first update on"
	if i.Kind == status.KindMaintenance {
		began = "take it away: it begins with its first in_progress update, else with its window"
	}
	only("started", status.KindIncident, !i.Started.IsZero(), began)
	only("detected", status.KindIncident, !i.Detected.IsZero(), "take it away")
	if _, ok := f.Key("scheduled"); !ok && i.Kind == status.KindMaintenance {
		p.problems.Add(f.Pos, windowExample, "a maintenance needs its window")
	}
	if !i.Detected.IsZero() && i.Detected.Before(i.Started) {
		v, _ := f.Key("detected")
		p.problems.Add(v.Pos, "if it began earlier, say so: started: "+p.clock.format(i.Detected), "it was detected before it started, which was %s", p.clock.format(i.Started))
	}
}

// body divides the text into its sections.
func (p *parsed) body(body frontmatter.Body) {
	doc := markdown.Parse(body.Text)
	place := func(line, column int) diag.Pos {
		return diag.Pos{File: p.incident.File, Line: line + body.Line - 1, Column: column}
	}
	for n, s := range doc.Sections() {
		if !isInternal(s) {
			p.show(s, place)
		}
		if n == 0 {
			p.incident.Intro = s.Text
			p.leaked(s.Text, place(s.TextLine, 1))
			continue
		}
		p.section(s, place(s.Line, s.Column))
	}
	p.swallowed(doc, place)
	slices.SortFunc(p.pictures, func(a, b shown) int { return strings.Compare(a.name, b.name) })
}

// internal heads what is never published, in any case.
const internal = "internal"

func isInternal(s markdown.Section) bool { return strings.EqualFold(s.Heading, internal) }

// section reads one level-2 heading and the text below it.
func (p *parsed) section(s markdown.Section, pos diag.Pos) {
	i := &p.incident
	switch strings.ToLower(s.Heading) {
	case internal:
		i.Internal = strings.TrimSpace(i.Internal + "\n\n" + s.Text)
		return
	case "postmortem", "post-mortem":
		u := status.Update{ID: "postmortem", Phase: status.Postmortem, Text: s.Text, Pos: pos}
		u.Commitments = p.commitments(s, pos)
		if slices.ContainsFunc(i.Updates, func(u status.Update) bool { return u.At.IsZero() }) {
			p.problems.Add(pos, "give it a time: ## 2026-09-20 10:00 postmortem", "there is a second postmortem without a time")
		}
		i.Updates = append(i.Updates, u)
		return
	}
	if !beginsLikeTime.MatchString(s.Heading) {
		p.problems.Add(pos, meantBy(s.Heading), "the heading %q is neither an update nor Postmortem nor Internal", s.Heading)
		return
	}
	cur := &cursor{clock: p.clock, text: s.Heading, pos: pos, problems: &p.problems}
	h, ok := cur.update(i.Kind)
	if !ok {
		return
	}
	h.Text = s.Text
	if h.Phase == status.Postmortem {
		h.Commitments = p.commitments(s, pos)
	}
	i.Updates = append(i.Updates, h)
}
