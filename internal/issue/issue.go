// Package issue follows an issue of GitHub or GitLab in an incident's file: what people
// whom the repository trusts say there becomes what the status page says.
//
//	e, err := issue.Read(payload)        // what a forge tells of an issue
//	why := rules.Refusal(e)              // whose word it is; empty: it counts
//	c, err := issue.Begin(e, file, site) // a new file
//	c, err := issue.Continue(e, file, src, site)
//
// # What is said
//
// An issue with the label is an incident. Its title is the incident's; its body, which a
// form may have filled in ([Form]), is the first update. A comment is one more: its first
// line may be what stands behind the time in the heading of an update, with or without a
// slash before it, alone or with words behind a colon:
//
//	identified (email: major, next: 1h)
//	A disk is full. We replace it.
//
//	monitoring: Mail flows again.
//
// A comment without such a line is an update that keeps the phase; one that begins with
// /internal stays in the issue. Closing the issue resolves the incident, and opening it
// again opens that.
//
// # What knows what
//
// The file names its issue in its front matter, so that it is found whatever becomes of
// the title. An update is that of the comment which was written in the same second: no
// other mark is needed, and the same event changes nothing when it comes twice.
//
// Everything is a pure function of the event, the site and the file.
package issue

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"
)

// Event is what happened to an issue, whichever forge tells of it.
type Event struct {
	Action  Action
	At      time.Time // when, in seconds
	By      Person
	Issue   Issue    // as it stands afterwards
	Labels  []string // of Labelled and Unlabelled: those that came or went
	Comment Comment  // of those about one: as it stands afterwards, or stood before it was deleted
	Was     Earlier  // of Edited and CommentEdited
}

// Action is what was done.
type Action int

// The actions.
const (
	Other Action = iota // nothing that a status page would tell of
	Opened
	Labelled
	Unlabelled
	Edited
	Closed
	Reopened
	Gone // deleted, or moved elsewhere
	Commented
	CommentEdited
	CommentDeleted
)

// aboutComment reports whether an event has a comment.
func (a Action) aboutComment() bool { return a >= Commented }

// Issue is an issue as its forge has it.
type Issue struct {
	URL         string // of its page
	Title, Body string
	Author      Person
	Labels      []string
	Opened      time.Time
	Hidden      bool // only some may read it
	Change      bool // it is a pull request, not an issue
}

// Comment is one comment.
type Comment struct {
	Body   string
	Author Person
	At     time.Time // when it was written, in seconds
	Hidden bool      // only some may read it
}

// Person is whoever did or wrote something.
type Person struct {
	Name   string // by which the forge knows them; may be empty where it does not say
	Member bool   // the forge says that they belong to the repository
	Robot  bool
}

// Earlier is what an edit has changed; nil: that part stayed.
type Earlier struct{ Title, Body *string }

// Read reads the payload of a webhook, or the file of an event that GitHub Actions gives
// to its steps. Which forge it is, the payload shows.
func Read(payload []byte) (Event, error) {
	var form struct {
		Kind  string          `json:"object_kind"`
		Issue json.RawMessage `json:"issue"`
	}
	if err := json.Unmarshal(payload, &form); err != nil {
		return Event{}, fmt.Errorf("it is no event in JSON: %w", err)
	}
	var e Event
	var err error
	switch {
	case form.Kind != "":
		e, err = readGitLab(payload)
	case len(form.Issue) > 0:
		e, err = readGitHub(payload)
	default:
		return Event{}, errors.New("it is no event of an issue: GitHub's have an \"issue\", GitLab's an \"object_kind\"")
	}
	if err == nil {
		err = checkAddress(e.Issue.URL)
	}
	if err != nil {
		return Event{}, err
	}
	return e, nil
}

// checkAddress refuses what is no page of an issue.
func checkAddress(address string) error {
	const longest = 500
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" ||
		len(address) > longest || strings.ContainsAny(address, " \"'<>\\") || strings.HasSuffix(address, "/") {
		return fmt.Errorf("the issue's page %q is no address", address)
	}
	return nil
}

// moment reads a time as forges write it.
func moment(text string) (time.Time, error) {
	for _, layout := range []string{time.RFC3339, "2006-01-02 15:04:05 MST", "2006-01-02 15:04:05 -0700"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t.UTC().Truncate(time.Second), nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is no time of an event", text)
}
