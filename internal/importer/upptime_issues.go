package importer

import (
	"encoding/json"
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"ownup/internal/content"
	"ownup/internal/diag"
	"ownup/internal/status"
)

// gitHubIssue is an issue as GitHub's API gives it, or as "gh issue list --json" does,
// which alone has the comments.
type gitHubIssue struct {
	Number    int             `json:"number"`
	Title     string          `json:"title"`
	Body      string          `json:"body"`
	CreatedAt string          `json:"created_at"`
	ClosedAt  string          `json:"closed_at"`
	Created   string          `json:"createdAt"`
	Closed    string          `json:"closedAt"`
	Labels    []gitHubLabel   `json:"labels"`
	Comments  json.RawMessage `json:"comments"`
	Pull      json.RawMessage `json:"pull_request"`
	pos       diag.Pos
}

type gitHubLabel struct {
	Name string `json:"name"`
}

type gitHubComment struct {
	Body      string `json:"body"`
	CreatedAt string `json:"created_at"`
	Created   string `json:"createdAt"`
}

// issues makes incidents and maintenances of GitHub's issues.
func (u *upptimeReader) issues() error {
	for e, err := range elements(first(u.in.Source, "issues"), u.in.Issues) {
		if err != nil {
			return err
		}
		i := gitHubIssue{pos: e.pos}
		if err := e.into(&i); err != nil {
			u.report.note(Refused, e.pos, "%v", err)
			continue
		}
		if i.Number == 0 {
			return errors.New("an issue without a number: give what \"gh issue list --state all --limit 10000 --json number,title,body,createdAt,closedAt,labels,comments\" prints")
		}
		u.issue(i)
	}
	return nil
}

// issue takes one issue, if Upptime shows it: those with the label status or maintenance.
func (u *upptimeReader) issue(i gitHubIssue) {
	labels, claims, tags := u.labels(i)
	if len(i.Pull) > 0 || !labels["status"] && !labels["maintenance"] {
		u.report.about(Left, i.pos, i.Title, "an issue without the label status or maintenance: the page does not show it")
		return
	}
	start, err := instant(first(i.CreatedAt, i.Created), time.UTC)
	if err != nil {
		u.report.about(Refused, i.pos, i.Title, "it was opened at no time: %v", err)
		return
	}
	r := Record{Key: "issue-" + strconv.Itoa(i.Number), Pos: i.pos, Incident: status.Incident{
		Title: strings.TrimLeft(i.Title, "🛑⚠️ "), Components: claims, Tags: tags, Aliases: aliases("/incident/" + strconv.Itoa(i.Number)),
		Updates: append([]status.Update{{At: start, Phase: status.Investigating, Text: withoutHTML(content.PlainText(i.Body))}}, u.comments(i)...),
	}}
	end, err := instant(first(i.ClosedAt, i.Closed), time.UTC)
	closed := err == nil
	if labels["maintenance"] {
		if !u.planned(&r, i) {
			return
		}
		closed = closed && end.Before(r.Incident.Window.Until)
	}
	if closed {
		finish(&r.Incident, end)
	}
	u.records = append(u.records, r)
}

// labels tells what the labels of an issue say: what it is, which sites it is about, and
// the tags that these have.
func (u *upptimeReader) labels(i gitHubIssue) (labels map[string]bool, claims []status.Claim, tags []string) {
	labels = map[string]bool{}
	health := status.MajorOutage
	if strings.Contains(i.Title, "degraded") {
		health = status.DegradedPerformance
	}
	for _, l := range i.Labels {
		labels[l.Name] = true
		if id, ok := u.bySlug[l.Name]; ok {
			claims = append(claims, status.Claim{Component: id, Health: health})
		} else if l.Name != "status" && l.Name != "maintenance" {
			tags = append(tags, l.Name)
		}
	}
	return labels, claims, tags
}

// finish ends an incident: with its last comment, where that was written with the end.
func finish(i *status.Incident, end time.Time) {
	phase := status.Resolved
	if i.Kind == status.KindMaintenance {
		phase = status.Completed
	}
	last := &i.Updates[len(i.Updates)-1]
	if gap := end.Sub(last.At); len(i.Updates) > 1 && gap > -time.Minute && gap < time.Minute {
		last.Phase = phase
		if end.Before(last.At) {
			last.Since = end
		}
		return
	}
	i.Updates = append(i.Updates, status.Update{At: end, Phase: phase})
}

// comments gives the comments on an issue as updates.
func (u *upptimeReader) comments(i gitHubIssue) []status.Update {
	var comments []gitHubComment
	if err := json.Unmarshal(i.Comments, &comments); err != nil {
		if n, err := strconv.Atoi(string(i.Comments)); err != nil || n > 0 {
			u.report.note(Left, i.pos, "its comments are not in the file of issues: \"gh issue list --json\" gives them")
		}
		return nil
	}
	var all []status.Update
	for _, c := range comments {
		at, err := instant(first(c.CreatedAt, c.Created), time.UTC)
		if err != nil {
			u.report.note(Left, i.pos, "a comment without a time")
			continue
		}
		all = append(all, status.Update{At: at, Phase: status.NoChange, Text: withoutHTML(content.PlainText(c.Body))})
	}
	return all
}

var (
	// planComment is the comment in which Upptime keeps when a maintenance is.
	planComment = regexp.MustCompile(`(?s)^\s*<!--(.*?)-->\s*`)
	planLine    = regexp.MustCompile(`(?m)^\s*(start|end|expectedDown|expectedDegraded)\s*:\s*(.*?)\s*$`)
)

// planned makes a maintenance of an issue; false where it does not say when it is.
func (u *upptimeReader) planned(r *Record, i gitHubIssue) bool {
	n := &r.Incident
	n.Kind = status.KindMaintenance
	keys := map[string]string{}
	if m := planComment.FindStringSubmatch(i.Body); m != nil {
		for _, k := range planLine.FindAllStringSubmatch(m[1], -1) {
			keys[k[1]] = k[2]
		}
	}
	var err1, err2 error
	n.Window.From, err1 = instant(keys["start"], time.UTC)
	n.Window.Until, err2 = instant(keys["end"], time.UTC)
	if err := errors.Join(err1, err2); err != nil {
		u.report.about(Refused, r.Pos, n.Title, "a maintenance that does not say when it is")
		return false
	}
	n.Components = nil
	for key, health := range map[string]status.Health{"expectedDown": status.UnderMaintenance, "expectedDegraded": status.DegradedPerformance} {
		for slug := range strings.SplitSeq(keys[key], ",") {
			if id, ok := u.bySlug[strings.TrimSpace(slug)]; ok {
				n.Components = append(n.Components, status.Claim{Component: id, Health: health})
			} else if strings.TrimSpace(slug) != "" {
				u.report.about(Left, r.Pos, slug, "a maintenance names a site that is not configured")
			}
		}
	}
	slices.SortFunc(n.Components, func(a, b status.Claim) int { return strings.Compare(a.Component, b.Component) })
	n.Updates[0].Phase = status.Scheduled
	n.Updates[0].Text = withoutHTML(content.PlainText(planComment.ReplaceAllString(i.Body, "")))
	return true
}
