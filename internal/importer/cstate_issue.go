package importer

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"ownup/internal/content/frontmatter"
	"ownup/internal/diag"
	"ownup/internal/status"
)

// record turns an issue into the nouns.
func (i *cstateIssue) record() (Record, error) {
	i.at = placeOf(i.name)
	r := Record{Key: i.name, Pos: i.at, Name: i.page.base}
	n := &r.Incident
	n.Title, n.Pinned = word(i.front, "title"), isTrue(i.front, "pin")
	start, _, err := i.time("date")
	if err != nil {
		return r, err
	}
	if start.IsZero() {
		return r, fmt.Errorf("it has no date")
	}
	end, given, err := i.time("resolvedwhen")
	if err != nil {
		i.report.note(Left, i.key("resolvedwhen"), "an end that cannot be read: %v", err)
	}
	n.Aliases = i.urls(start)
	n.Tags = i.tags()
	i.report.keys(i.front, cstateKeys)
	i.at = diag.Pos{File: i.name, Line: i.body.Line}
	n.Kind = i.kind(start, end)
	components := i.affected()
	f := frame{from: start, start: start, end: end, now: i.in.Now, zone: i.zone}
	if offset := start.Location(); offset != time.UTC && offset != i.zone {
		f.zone = offset // times in a text are those of its writer
	}
	if n.Kind == status.KindMaintenance {
		f.from = i.announced(i.page.base, start)
	}
	updates := i.updates(f, n.Kind == status.KindIncident && isTrue(i.front, "resolved"))
	switch n.Kind {
	case status.KindMaintenance:
		i.maintenance(n, components, updates, start, end)
	case status.KindNotice:
		i.notice(n, components, updates, start, end)
	default:
		i.incident(n, components, updates, start, end, given)
	}
	return r, nil
}

// cstateKeys are those of the front matter that are read, or that say how Hugo shows a
// page.
const cstateKeys = "title date resolved resolvedwhen severity affected section informational pin draft slug url aliases tags type layout weight lastmod"

// tags gives the tags that Hugo sorts the issue by.
func (i *cstateIssue) tags() []string {
	v, _ := i.front.Key("tags")
	if v.Kind == frontmatter.Scalar && v.Text != "" {
		return []string{v.Text}
	}
	var tags []string
	for _, item := range v.Items {
		if item.Kind == frontmatter.Scalar && item.Text != "" {
			tags = append(tags, item.Text)
		}
	}
	return tags
}

// key gives where a key of the front matter stands.
func (i *cstateIssue) key(name string) diag.Pos {
	if v, ok := i.front.Key(name); ok && v.Pos.Line > 0 {
		return v.Pos
	}
	return placeOf(i.name)
}

// time reads the first of some keys that is there and not empty.
func (i *cstateIssue) time(keys ...string) (t time.Time, given bool, err error) {
	for _, key := range keys {
		v, ok := i.front.Key(key)
		if !ok || strings.TrimSpace(v.Text) == "" || v.Kind != frontmatter.Scalar {
			continue
		}
		i.at = v.Pos
		t, err = instant(v.Text, i.zone)
		return t, true, err
	}
	return time.Time{}, false, nil
}

// plannedWords are those by which people say that something was planned.
var plannedWords = regexp.MustCompile(`(?i)mainten|planned|scheduled|upgrade|migrat|downtime|reboot|intervention|wartung|geplant|underhåll|planerat|manten|actualiza|parada|programad|brownout|will be|we'll|we will`)

// kind says what an issue is: a notice with a window is a maintenance where words say that
// it was planned, or where its end is in the future or told before it has come.
func (i *cstateIssue) kind(start, end time.Time) status.Kind {
	switch severity := word(i.front, "severity"); {
	case severity == "down" || severity == "disrupted":
		return status.KindIncident
	case !start.Before(end) || isTrue(i.front, "informational"):
		return status.KindNotice
	case !isTrue(i.front, "resolved") || end.After(i.in.Now):
		return status.KindMaintenance
	case plannedWords.MatchString(word(i.front, "title") + "\n" + i.body.Text):
		i.report.note(Guess, i.key("severity"), "a notice that has a window and speaks of plans: it is a maintenance")
		return status.KindMaintenance
	}
	return status.KindNotice
}

// affected gives the components, each once.
func (i *cstateIssue) affected() []status.Claim {
	v, _ := i.front.Key("affected")
	items := v.Items
	if v.Kind == frontmatter.Scalar {
		items = []frontmatter.Value{v}
	}
	var claims []status.Claim
	for _, item := range items {
		for _, id := range i.system(item) {
			claims = append(claims, status.Claim{Component: id})
		}
	}
	return distinct(claims)
}

// incident tells something unplanned.
func (i *cstateIssue) incident(n *status.Incident, claims []status.Claim, updates []status.Update, start, end time.Time, given bool) {
	health := status.PartialOutage
	if word(i.front, "severity") == "down" {
		health = status.MajorOutage
	} else {
		i.report.note(Guess, i.key("severity"), "the severity is that of the whole issue: disrupted is partial_outage for each of its systems")
	}
	for k := range claims {
		claims[k].Health = health
	}
	if isTrue(i.front, "informational") {
		i.report.note(Guess, i.key("informational"), "it is informational, and has a severity too: the severity counts")
	}
	n.Components, n.Started, n.Updates = claims, start, updates
	n.Backfilled = len(updates) == 1
	last := i.last(n)
	for k := range updates {
		u := &updates[k]
		if u.Phase == status.Resolved && (u != last || !isTrue(i.front, "resolved")) {
			u.Phase = status.NoChange // the end is the issue's
		}
	}
	if updates[0].Phase.Keeps() {
		updates[0].Phase = status.Investigating
	}
	if isTrue(i.front, "resolved") {
		i.resolve(n, start, end)
	} else if given {
		i.report.note(Guess, i.key("resolvedwhen"), "it has an end and is not resolved: it is open")
	}
}

// last gives the last update that has a time, unless that is the opening.
func (i *cstateIssue) last(n *status.Incident) *status.Update {
	for k := len(n.Updates) - 1; k > 0; k-- {
		if u := &n.Updates[k]; !u.At.IsZero() {
			return u
		}
	}
	return &n.Updates[0]
}

// resolve ends an incident: with the words that were said then, else with its last words
// where those came later, else with an update without words.
func (i *cstateIssue) resolve(n *status.Incident, start, end time.Time) {
	last := i.last(n)
	for k := range n.Updates[1:] {
		if u := &n.Updates[k+1]; u.At.Equal(end) {
			last = u
		}
	}
	switch {
	case end.IsZero():
		end = last.At
		i.report.note(Guess, i.key("resolved"), "it is resolved, and does not say since when: since its last words")
	case end.Before(start):
		end = start
		i.report.note(Guess, i.key("resolvedwhen"), "it is resolved before it began: it ends as it begins")
	}
	switch words := last != &n.Updates[0]; {
	case words && last.At.Equal(end):
		last.Phase = status.Resolved
	case words && last.At.After(end):
		i.report.note(Guess, i.key("resolvedwhen"), "its last words come after its end: it ended then, and was said to have with them")
		last.Phase, last.Since = status.Resolved, end
	default:
		if last.Phase == status.Resolved {
			last.Phase = status.NoChange
			i.report.note(Guess, i.key("resolvedwhen"), "its words say that it is resolved before the end that it gives: that counts")
		}
		n.Updates = append(n.Updates, status.Update{At: end, Phase: status.Resolved})
	}
}

// announced gives when a maintenance was announced: on the day in the file's name, where
// that is earlier than its window.
func (i *cstateIssue) announced(name string, start time.Time) time.Time {
	i.report.note(Guess, i.key("date"), "it does not say when it was announced: on the day in the file's name, else with its beginning, or a month before where that is to come")
	if len(name) >= len(time.DateOnly) {
		day, err := instant(strings.ReplaceAll(name[:len(time.DateOnly)], "_", "-"), i.zone)
		if err == nil && day.Before(start) {
			return day
		}
	}
	return announcedBefore(start, i.in.Now)
}

// maintenance tells something planned.
func (i *cstateIssue) maintenance(n *status.Incident, claims []status.Claim, updates []status.Update, start, end time.Time) {
	for k := range claims {
		claims[k].Health = status.UnderMaintenance
	}
	n.Components, n.Window, n.Updates = claims, status.Window{From: start, Until: end}, updates
	updates[0].Phase = status.Scheduled
	for k := range updates[1:] {
		if u := &updates[k+1]; u.Phase == status.Resolved && !u.At.Before(start) {
			u.Phase = status.Completed
		} else {
			u.Phase = status.NoChange
		}
	}
}

// notice tells words without an effect.
func (i *cstateIssue) notice(n *status.Incident, claims []status.Claim, updates []status.Update, start, end time.Time) {
	n.Components, n.Updates = claims, updates
	if !isTrue(i.front, "resolved") {
		return
	}
	last := updates[len(updates)-1]
	for _, u := range updates {
		if u.At.After(last.At) {
			last = u
		}
	}
	if end.Before(start) {
		end = start
	}
	if last.Phase != status.Resolved {
		n.Updates = append(n.Updates, status.Update{At: later(end, last.At), Phase: status.Resolved})
	}
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
