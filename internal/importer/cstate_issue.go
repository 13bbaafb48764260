package importer

import (
	"fmt"
	"path"
	"regexp"
	"strings"
	"time"

	"ownup/internal/content/frontmatter"
	"ownup/internal/diag"
	"ownup/internal/status"
)

// record turns an issue into the nouns.
func (i *cstateIssue) record(language string) (Record, error) {
	i.at = placeOf(i.name)
	name := strings.TrimSuffix(path.Base(i.name), path.Ext(i.name))
	if name == "index" {
		name = path.Base(path.Dir(i.name))
	}
	r := Record{Key: i.name, Pos: i.at, Name: name}
	n := &r.Incident
	n.Title, n.Aliases = word(i.front, "title"), i.urls(i.front, i.name, language)
	n.Pinned = isTrue(i.front, "pin")
	start, _, err := i.time("date")
	if err != nil {
		return r, err
	}
	if start.IsZero() {
		return r, fmt.Errorf("it has no date")
	}
	end, given, err := i.time("resolvedWhen", "resolvedwhen")
	if err != nil {
		i.report.note(Left, i.at, "resolvedWhen: %v", err)
	}
	i.at = diag.Pos{File: i.name, Line: i.body.Line}
	n.Kind = i.kind(start, end)
	components := i.affected()
	updates := i.updates(start)
	switch n.Kind {
	case status.KindMaintenance:
		i.maintenance(n, components, updates, start, end, name)
	case status.KindNotice:
		i.notice(n, components, updates, start, end)
	default:
		i.incident(n, components, updates, start, end, given)
	}
	return r, nil
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
		i.report.note(Guess, i.at, "a notice that has a window and speaks of plans: it is a maintenance")
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
		i.report.note(Guess, i.at, "the severity is that of the whole issue: disrupted is partial_outage for each of its systems")
	}
	for k := range claims {
		claims[k].Health = health
	}
	if isTrue(i.front, "informational") {
		i.report.note(Guess, i.at, "it is informational, and has a severity too: the severity counts")
	}
	n.Components, n.Started = claims, start
	n.Backfilled = len(updates) == 1
	updates[0].Phase = status.Investigating
	n.Updates = updates
	if !isTrue(i.front, "resolved") {
		if given {
			i.report.note(Guess, i.at, "it has an end and is not resolved: it is open")
		}
		return
	}
	i.resolve(n, start, end)
}

// resolve ends an incident. Its last update may say that it is resolved, and later than
// it was so.
func (i *cstateIssue) resolve(n *status.Incident, start, end time.Time) {
	last := &n.Updates[0]
	for k := range n.Updates {
		if n.Updates[k].At.After(last.At) {
			last = &n.Updates[k]
		}
	}
	switch {
	case end.IsZero():
		end = last.At
		i.report.note(Guess, i.at, "it is resolved, and does not say since when: since its last words")
	case end.Before(start):
		end = start
		i.report.note(Guess, i.at, "it is resolved before it began: it ends as it begins")
	}
	if last.Phase == status.Resolved {
		last.Since = end
		if end.After(last.At) {
			last.Since = time.Time{}
			i.report.note(Guess, i.at, "its last words come before the end that it gives: those count")
		}
		return
	}
	resolved := status.Update{At: end, Phase: status.Resolved}
	if last.At.After(end) {
		resolved.At, resolved.Since = last.At, end
		i.report.note(Guess, i.at, "its last words come after its end: it ended then, and was said to have with them")
	}
	n.Updates = append(n.Updates, resolved)
}

// maintenance tells something planned. It was announced on the day in the file's name,
// where that is earlier, else with its beginning.
func (i *cstateIssue) maintenance(n *status.Incident, claims []status.Claim, updates []status.Update, start, end time.Time, name string) {
	for k := range claims {
		claims[k].Health = status.UnderMaintenance
	}
	n.Components, n.Window = claims, status.Window{From: start, Until: end}
	updates[0].Phase = status.Scheduled
	announced := start
	if len(name) >= len(time.DateOnly) {
		day, err := instant(strings.ReplaceAll(name[:len(time.DateOnly)], "_", "-"), i.zone)
		if err == nil && day.Before(start) {
			announced = day
		}
	}
	i.report.note(Guess, i.at, "it does not say when it was announced: on the day in the file's name, or with its beginning")
	updates[0].At = announced
	for k := range updates[1:] {
		if u := &updates[k+1]; u.Phase == status.Resolved {
			u.Phase = status.Completed
		} else {
			u.Phase = status.NoChange
		}
	}
	n.Updates = updates
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
