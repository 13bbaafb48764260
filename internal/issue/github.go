package issue

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// gitHub is what counts of GitHub's events "issues" and "issue_comment".
// Source of the fields: GitHub's documentation, "Webhook events and payloads".
type gitHub struct {
	Action string `json:"action"`
	Issue  struct {
		URL         string          `json:"html_url"`
		Title       string          `json:"title"`
		Body        string          `json:"body"`
		User        gitHubUser      `json:"user"`
		Association string          `json:"author_association"`
		Labels      []gitHubLabel   `json:"labels"`
		Created     string          `json:"created_at"`
		Updated     string          `json:"updated_at"`
		Closed      string          `json:"closed_at"`
		PullRequest json.RawMessage `json:"pull_request"`
	} `json:"issue"`
	Comment *struct {
		Body        string     `json:"body"`
		User        gitHubUser `json:"user"`
		Association string     `json:"author_association"`
		Created     string     `json:"created_at"`
		Updated     string     `json:"updated_at"`
	} `json:"comment"`
	Label   *gitHubLabel `json:"label"`
	Sender  gitHubUser   `json:"sender"`
	Changes struct {
		Title *gitHubChange `json:"title"`
		Body  *gitHubChange `json:"body"`
	} `json:"changes"`
}

type gitHubUser struct {
	Login string `json:"login"`
	Type  string `json:"type"` // "User", "Bot", "Organization", "Mannequin"
}

type gitHubLabel struct {
	Name string `json:"name"`
}

type gitHubChange struct {
	From string `json:"from"`
}

// from gives what a part was; nil where it stayed.
func (c *gitHubChange) from() *string {
	if c == nil {
		return nil
	}
	return &c.From
}

// person gives a user, who belongs to the repository by these associations.
func (u gitHubUser) person(association string) Person {
	return Person{
		Name: u.Login, Robot: u.Type != "User",
		Member: slices.Contains([]string{"OWNER", "MEMBER", "COLLABORATOR"}, association),
	}
}

// gitHubIssues and gitHubComments are the actions by GitHub's names.
func gitHubIssues(action string) Action {
	switch action {
	case "opened":
		return Opened
	case "labeled":
		return Labelled
	case "unlabeled":
		return Unlabelled
	case "edited":
		return Edited
	case "closed":
		return Closed
	case "reopened":
		return Reopened
	case "deleted", "transferred":
		return Gone
	}
	return Other
}

func gitHubComments(action string) Action {
	switch action {
	case "created":
		return Commented
	case "edited":
		return CommentEdited
	case "deleted":
		return CommentDeleted
	}
	return Other
}

// readGitHub reads an event of GitHub.
func readGitHub(payload []byte) (Event, error) {
	var g gitHub
	if err := json.Unmarshal(payload, &g); err != nil {
		return Event{}, fmt.Errorf("read an event of GitHub: %w", err)
	}
	if g.Sender.Login == "" {
		return Event{}, errors.New("the event does not say who did it")
	}
	e := Event{Action: gitHubIssues(g.Action), Was: Earlier{Title: g.Changes.Title.from(), Body: g.Changes.Body.from()}}
	e.Issue = Issue{
		URL: g.Issue.URL, Title: g.Issue.Title, Body: g.Issue.Body,
		Author: g.Issue.User.person(g.Issue.Association), Change: len(g.Issue.PullRequest) > 0,
	}
	if g.Label != nil {
		e.Labels = []string{g.Label.Name}
	}
	for _, l := range g.Issue.Labels {
		e.Issue.Labels = append(e.Issue.Labels, l.Name)
	}
	var err error
	if e.Issue.Opened, err = moment(g.Issue.Created); err != nil {
		return e, err
	}
	when := g.Issue.Updated
	if e.Action == Closed && g.Issue.Closed != "" {
		when = g.Issue.Closed
	}
	if c := g.Comment; c != nil {
		e.Action, when = gitHubComments(g.Action), c.Updated
		e.Comment = Comment{Body: c.Body, Author: c.User.person(c.Association)}
		if e.Comment.At, err = moment(c.Created); err != nil {
			return e, err
		}
	}
	e.By = g.by(e)
	e.At, err = moment(when)
	return e, err
}

// by gives who did it. Of an author GitHub says whether they belong to the repository.
// Anybody else must have been let: only who may triage labels, closes and opens again the
// issues of others, and only who may write edits and deletes what others wrote.
// Source: GitHub's documentation, "Repository roles for an organization".
func (g *gitHub) by(e Event) Person {
	switch by := g.Sender.person("MEMBER"); {
	case e.Action.aboutComment() && by.Name == e.Comment.Author.Name:
		return e.Comment.Author
	case by.Name == e.Issue.Author.Name:
		return e.Issue.Author
	case e.Action == Opened, e.Action == Commented, e.Action == Other:
		by.Member = false // whoever it is, it was not the author
		return by
	default:
		return by
	}
}
