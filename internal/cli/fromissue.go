package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"regexp"

	"github.com/spf13/cobra"

	"ownup/internal/content"
	"ownup/internal/issue"
	"ownup/internal/status"
)

// incidentLabel is what an issue has that is an incident, unless it is told otherwise.
const incidentLabel = "incident"

// newFromIssue gives the command that follows an issue.
func newFromIssue(p *project) *cobra.Command {
	l := listener{scribe: scribe{project: p}}
	cmd := &cobra.Command{
		Use:   "from-issue EVENT.json",
		Short: "Write what is said in an issue into its incident's file",
		Long: `From-issue reads an event of GitHub or GitLab, and writes what follows from it: an
issue with the label begins an incident, comments are its updates, closing resolves
it. The first line of a comment may be a status, as in the heading of an update:

	identified (email: major, next: 1h)
	A disk is full.

Only those count whom the repository trusts: on GitHub its owner, members and
collaborators, besides them and on GitLab whoever --trust names. Anybody else
changes nothing, which is told on stderr; the exit status is 0.

GitHub Actions has the event in a file, $GITHUB_EVENT_PATH, and GitLab gives a
pipeline that a webhook triggers the file $TRIGGER_PAYLOAD.

With --form, the form by which GitHub lets people open an incident is printed, with
the components that the site has now.`,
		Example: `  ownup from-issue "$GITHUB_EVENT_PATH" --push
  ownup from-issue "$TRIGGER_PAYLOAD" --trust ada,ben --push
  ownup from-issue --form > .github/ISSUE_TEMPLATE/incident.yml`,
		Args: func(cmd *cobra.Command, args []string) error {
			if l.form {
				return wants(0, 0)(cmd, args)
			}
			return wants(1, 1)(cmd, args)
		},
		RunE: run(l.listen),
	}
	cmd.Flags().StringVar(&l.rules.Label, "label", incidentLabel, "the label that makes an issue an incident")
	cmd.Flags().StringSliceVar(&l.rules.Trusted, "trust", nil, "whose word counts besides, by the names that the forge knows them by")
	cmd.Flags().BoolVar(&l.form, "form", false, "print the form for .github/ISSUE_TEMPLATE, and write nothing")
	l.flags(cmd)
	return cmd
}

// listener writes down what is said in an issue.
type listener struct {
	scribe
	rules issue.Rules
	form  bool
}

func (l *listener) listen(cmd *cobra.Command, args []string) error {
	if l.form {
		return l.printForm(cmd.Context())
	}
	e, err := l.event(args[0])
	if err != nil {
		return err
	}
	if why := l.rules.Refusal(e); why != "" {
		return l.unmoved(e, why)
	}
	site, err := l.read(cmd.Context())
	if err != nil {
		return err
	}
	i, err := l.follower(site, e.Issue.URL)
	switch {
	case err != nil:
		return err
	case i != nil:
		return l.goOn(cmd.Context(), site, i, e)
	case l.rules.MayBegin(e):
		return l.begin(cmd.Context(), site, e)
	case e.Action == issue.Closed || e.Action == issue.CommentDeleted:
		return l.unmoved(e, "no incident follows it")
	}
	return l.unmoved(e, l.rules.Stranger(e))
}

// printForm prints the form for issues.
func (l *listener) printForm(ctx context.Context) error {
	site, err := l.read(ctx)
	if err != nil {
		return err
	}
	now, err := l.now(site)
	if err != nil {
		return err
	}
	_, err = l.env.Stdout.Write(issue.Form(site, l.rules.Label, now))
	return err
}

// event reads the file of an event. Forges send no more than 25 MB.
func (l *listener) event(name string) (issue.Event, error) {
	const most = 32 << 20
	f, err := os.Open(l.path(name))
	if err != nil {
		return issue.Event{}, fmt.Errorf("read the event: %w", err)
	}
	defer f.Close()
	payload, err := io.ReadAll(io.LimitReader(f, most+1))
	if err != nil {
		return issue.Event{}, fmt.Errorf("read the event: %w", err)
	}
	if len(payload) > most {
		return issue.Event{}, errors.New("read the event: the file is larger than any event")
	}
	e, err := issue.Read(payload)
	if err != nil {
		return e, fmt.Errorf("read the event %s: %w", name, err)
	}
	return e, nil
}

// unmoved says why an event changes nothing.
func (l *listener) unmoved(e issue.Event, why string) error {
	fmt.Fprintf(l.env.Stderr, "%s: %s\nnothing is written\n", e.Issue.URL, why)
	if l.json {
		return json.NewEncoder(l.env.Stdout).Encode(struct {
			Why string `json:"why"`
		}{why})
	}
	return nil
}

// follower finds the incident that follows an issue; nil where none does. An error says
// that its file has problems.
func (l *listener) follower(site *status.Site, address string) (*status.Incident, error) {
	for n := range site.Incidents {
		if i := &site.Incidents[n]; i.Issue == address {
			return i, nil
		}
	}
	files, err := l.open()
	if err != nil {
		return nil, err
	}
	named := regexp.MustCompile(`(?m)^issue:.*` + regexp.QuoteMeta(address) + `(?:["' #\r]|$)`)
	for _, w := range site.Withheld {
		if src, err := fs.ReadFile(files, w.File); err == nil && named.Match(src) {
			return nil, l.problemsOf(w.File)
		}
	}
	return nil, nil
}

// begin writes the file of a new incident.
func (l *listener) begin(ctx context.Context, site *status.Site, e issue.Event) error {
	title, err := issue.Title(e)
	if err != nil {
		return err
	}
	id, file := content.Name(site, title, status.DateOf(issue.Told(e), site.Zone))
	c, err := issue.Begin(e, file, site)
	if err != nil {
		return err
	}
	return l.carryOut(ctx, &edition{
		id: id, file: file, isNew: true,
		change:  func([]byte) ([]byte, error) { return c.Text, nil },
		said:    title + ": " + c.What,
		subject: id + ": " + c.What,
	})
}

// goOn writes into the file of an incident what follows from an event.
func (l *listener) goOn(ctx context.Context, site *status.Site, i *status.Incident, e issue.Event) error {
	files, err := l.open()
	if err != nil {
		return err
	}
	src, err := fs.ReadFile(files, i.File)
	if err != nil {
		return fmt.Errorf("read the incident: %w", err)
	}
	c, err := issue.Continue(e, i.File, src, site)
	if err != nil {
		return err
	}
	if c.What == "" {
		return l.unmoved(e, i.File+" says so already")
	}
	return l.carryOut(ctx, &edition{
		id: i.ID, file: i.File,
		change: func(src []byte) ([]byte, error) {
			c, err := issue.Continue(e, i.File, src, site)
			return c.Text, err
		},
		said:    i.Title + ": " + c.What,
		subject: i.ID + ": " + c.What,
	})
}
