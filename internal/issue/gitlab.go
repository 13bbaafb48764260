package issue

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// gitLab is what counts of GitLab's webhooks "Issue Hook" and "Note Hook". They do not say
// who belongs to the project: only those who are named count.
// Source of the fields: GitLab's documentation, "Webhook events".
type gitLab struct {
	Kind string `json:"object_kind"`
	Type string `json:"event_type"` // "confidential_issue" where only some may read it
	User struct {
		ID       int    `json:"id"`
		Username string `json:"username"`
		Bot      bool   `json:"bot"`
	} `json:"user"`
	Project struct {
		URL string `json:"web_url"`
	} `json:"project"`
	About struct {
		gitLabIssue
		Action   string `json:"action"`
		Note     string `json:"note"`
		System   bool   `json:"system"`   // the forge itself notes what was done
		Internal bool   `json:"internal"` // of a note
	} `json:"object_attributes"`
	Issue   *gitLabIssue  `json:"issue"` // of a note, where it is one on an issue
	Labels  []gitLabLabel `json:"labels"`
	Changes struct {
		Title       *gitLabChange[string]        `json:"title"`
		Description *gitLabChange[string]        `json:"description"`
		Labels      *gitLabChange[[]gitLabLabel] `json:"labels"`
	} `json:"changes"`
}

type gitLabIssue struct {
	Number       int           `json:"iid"`
	Title        string        `json:"title"`
	Description  string        `json:"description"`
	AuthorID     int           `json:"author_id"`
	Labels       []gitLabLabel `json:"labels"`
	Created      string        `json:"created_at"`
	Updated      string        `json:"updated_at"`
	Closed       string        `json:"closed_at"`
	Confidential bool          `json:"confidential"`
}

type gitLabLabel struct {
	Title string `json:"title"`
}

type gitLabChange[T any] struct {
	Previous T `json:"previous"`
	Current  T `json:"current"`
}

// readGitLab reads an event of GitLab.
func readGitLab(payload []byte) (Event, error) {
	var g gitLab
	if err := json.Unmarshal(payload, &g); err != nil {
		return Event{}, fmt.Errorf("read an event of GitLab: %w", err)
	}
	note := g.Kind == "note" && g.Issue != nil
	if g.Kind != "issue" && !note {
		return Event{}, fmt.Errorf("it is an event of GitLab, but of no issue: its kind is %q", g.Kind)
	}
	about := g.About.gitLabIssue
	if note {
		about = *g.Issue
	}
	if len(about.Labels) == 0 {
		about.Labels = g.Labels
	}
	e := Event{By: g.person(g.User.ID)}
	e.Issue = Issue{
		URL: fmt.Sprintf("%s/-/issues/%d", strings.TrimRight(g.Project.URL, "/"), about.Number), Title: about.Title, Body: about.Description,
		Author: g.person(about.AuthorID), Labels: names(about.Labels),
		Hidden: about.Confidential || g.Type == "confidential_issue",
	}
	var err error
	if e.Issue.Opened, err = moment(about.Created); err != nil {
		return e, err
	}
	if note {
		return g.noted(e)
	}
	g.happened(&e)
	when := about.Updated
	if e.Action == Closed && about.Closed != "" {
		when = about.Closed
	}
	e.At, err = moment(when)
	return e, err
}

// person gives the user with an id: the one who did it, else somebody without a name.
func (g *gitLab) person(id int) Person {
	if id != g.User.ID {
		return Person{}
	}
	return Person{Name: g.User.Username, Robot: g.User.Bot}
}

// happened says what was done to the issue.
func (g *gitLab) happened(e *Event) {
	switch g.About.Action {
	case "open":
		e.Action = Opened
	case "close":
		e.Action = Closed
	case "reopen":
		e.Action = Reopened
	case "update":
		g.updated(e)
	}
}

// updated tells a label that came from one that went, and both from an edit.
func (g *gitLab) updated(e *Event) {
	if c := g.Changes.Labels; c != nil {
		was, is := names(c.Previous), names(c.Current)
		e.Action, e.Labels = Labelled, missing(is, was)
		if len(e.Labels) == 0 {
			e.Action, e.Labels = Unlabelled, missing(was, is)
		}
		return
	}
	if c := g.Changes.Title; c != nil {
		e.Action, e.Was.Title = Edited, &c.Previous
	}
	if c := g.Changes.Description; c != nil {
		e.Action, e.Was.Body = Edited, &c.Previous
	}
}

// missing gives those of some labels that are not among others.
func missing(some, others []string) []string {
	return slices.DeleteFunc(some, func(l string) bool { return slices.Contains(others, l) })
}

// noted says what was done to a comment. GitLab does not tell of those that are deleted.
func (g *gitLab) noted(e Event) (Event, error) {
	switch {
	case g.About.System:
	case g.About.Action == "update":
		e.Action = CommentEdited
	default:
		e.Action = Commented
	}
	e.Comment = Comment{
		Body: g.About.Note, Author: g.person(g.About.AuthorID),
		Hidden: g.About.Internal || g.About.Confidential || g.Type == "confidential_note",
	}
	var err error
	if e.Comment.At, err = moment(g.About.Created); err != nil {
		return e, err
	}
	e.At, err = moment(g.About.Updated)
	return e, err
}

// names gives the titles of labels.
func names(labels []gitLabLabel) []string {
	var all []string
	for _, l := range labels {
		all = append(all, l.Title)
	}
	return all
}
