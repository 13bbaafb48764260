package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"ownup/internal/content"
	"ownup/internal/content/revision"
	"ownup/internal/notify"
	"ownup/internal/report"
	"ownup/internal/status"
)

// newNotify gives the command that tells people what became public.
func newNotify(p *project) *cobra.Command {
	n := notifier{project: p}
	cmd := &cobra.Command{
		Use:   "notify --since REVISION",
		Short: "Tell people what became public: by mail, chat and webhooks",
		Long: `Notify compares what the site says now with what it said at a revision, at the time
of that commit, and tells the receivers of site.yaml what became public: that an
incident was opened, updated or resolved, that a maintenance was announced, began
or ended, that a postmortem was published. A typo that was mended is no news.

Git is the ledger; with --receipts, a file says what was told to whom, and the same
is never told twice. What could not be told is told by the next run with the same
receipts and a --since that reaches back far enough. Then the exit status is 3, or
1 where nobody could be told.

Addresses and secrets come from the environment: OWNUP_NOTIFY_ and the receiver's
name, such as OWNUP_NOTIFY_CUSTOMERS.`,
		Example: `  ownup notify --since HEAD~1 --dry-run
  ownup notify --since "$BEFORE" --receipts receipts.txt`,
		Args: wants(0, 0),
		RunE: run(n.notify),
	}
	flags := cmd.Flags()
	flags.StringVar(&n.since, "since", "", "the revision whose site people know")
	flags.StringVar(&n.then, "then", "", "the moment that people know that site of (default: the time of that commit)")
	flags.StringVar(&n.receipts, "receipts", "", "the file that says what was told to whom, from the project's folder")
	flags.BoolVar(&n.dryRun, "dry-run", false, "print the messages, and send nothing")
	flags.BoolVar(&n.json, "json", false, "print the result as JSON")
	_ = cmd.MarkFlagRequired("since")
	return cmd
}

type notifier struct {
	*project
	since, then, receipts string
	dryRun, json          bool
}

func (n *notifier) notify(cmd *cobra.Command, _ []string) error {
	ctx := cmd.Context()
	s, problems := n.load(ctx, true)
	if s == nil {
		return fmt.Errorf("%w", problems)
	}
	now, err := n.now(s)
	if err != nil {
		return err
	}
	before, err := n.before(ctx, s)
	if err != nil {
		return err
	}
	events := notify.Between(before, report.At(s, status.Record{}, now))
	messages, err := n.compose(s, events)
	if err != nil {
		return err
	}
	if n.dryRun {
		return n.preview(s, messages)
	}
	return n.send(ctx, s, messages, now)
}

// before gives what the site said at the revision. Files that were not sound then said
// nothing.
func (n *notifier) before(ctx context.Context, now *status.Site) (*report.Report, error) {
	dir, err := os.MkdirTemp("", "ownup-notify-")
	if err != nil {
		return nil, fmt.Errorf("read the files of %q: %w", n.since, err)
	}
	defer os.RemoveAll(dir)
	at, err := revision.Checkout(ctx, n.dir, n.since, dir)
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("read the files of %q: %w", n.since, err)
	}
	defer root.Close()
	var loader content.Loader
	s, err := loader.LoadPartial(root.FS(), func(string) iter.Seq[content.Earlier] {
		return func(func(content.Earlier) bool) {}
	})
	if s == nil {
		return nil, fmt.Errorf("the site.yaml of %q has problems, so nobody knows what the site said: %w", n.since, err)
	}
	if n.then != "" {
		if at, err = content.ParseTime(n.then, now.Zone); err != nil {
			return nil, fmt.Errorf("--then: %w", err)
		}
	}
	return report.At(s, status.Record{}, at), nil
}

// compose gives the messages of all events, by the receiver's language.
func (n *notifier) compose(s *status.Site, events []notify.Event) (map[string][]notify.Message, error) {
	files, err := n.open()
	if err != nil {
		return nil, err
	}
	all := map[string][]notify.Message{}
	for _, r := range s.Notify {
		if _, done := all[r.Language]; done {
			continue
		}
		c, err := notify.NewComposer(s, r.Language, files)
		if err != nil {
			return nil, err
		}
		all[r.Language] = []notify.Message{}
		for _, e := range events {
			m, err := c.Compose(e)
			if err != nil {
				return nil, err
			}
			all[r.Language] = append(all[r.Language], m)
		}
	}
	if len(s.Notify) == 0 {
		return nil, errors.New("there is nobody to tell\n\tlist receivers under \"notify\" in content/site.yaml")
	}
	return all, nil
}

// preview prints what would be sent.
func (n *notifier) preview(s *status.Site, messages map[string][]notify.Message) error {
	for _, r := range s.Notify {
		for _, m := range messages[r.Language] {
			if !notify.Concerns(r, m) {
				continue
			}
			text := m.Chat
			switch r.Kind {
			case status.Mail:
				text = "Subject: " + m.Subject + "\n\n" + m.Text
			case status.Webhook:
				text = string(m.Webhook)
			}
			if _, err := fmt.Fprintf(n.env.Stdout, "== %s %s: %s\n%s\n\n", r.Kind, r.ID, m.ID, text); err != nil {
				return err
			}
		}
	}
	return nil
}

// told is how a receiver fared, as --json prints it.
type told struct {
	Receiver string `json:"receiver"`
	Told     int    `json:"told"`
	Before   int    `json:"told_before"`
	Error    string `json:"error,omitempty"`
}

func (n *notifier) send(ctx context.Context, s *status.Site, messages map[string][]notify.Message, now time.Time) error {
	receipts, err := n.readReceipts()
	if err != nil {
		return err
	}
	files, err := n.open()
	if err != nil {
		return err
	}
	o := notify.Options{Lookup: n.env.Lookup, Project: files, Wait: wait, Now: now, Receipts: receipts}
	if n.receipts != "" {
		o.Told = n.writeReceipts
	}
	var all []told
	failed, reached := 0, 0
	for _, r := range s.Notify {
		outcome := notify.Send(ctx, r, messages[r.Language], o)
		one := told{Receiver: r.ID, Told: outcome.Told, Before: outcome.Before}
		if outcome.Err != nil {
			failed++
			one.Error = outcome.Err.Error()
			printError(n.env.Stderr, outcome.Err)
		}
		if outcome.Err == nil || outcome.Told > 0 {
			reached++
		}
		all = append(all, one)
	}
	if err := n.tell(all); err != nil {
		return err
	}
	switch {
	case failed > 0 && reached > 0:
		return errPartly
	case failed > 0:
		return errTold
	}
	return nil
}

func (n *notifier) tell(all []told) error {
	if n.json {
		return json.NewEncoder(n.env.Stdout).Encode(all)
	}
	for _, one := range all {
		failed := ""
		if one.Error != "" {
			failed = ", failed"
		}
		if _, err := fmt.Fprintf(n.env.Stdout, "%s: %s sent, %d sent before%s\n", one.Receiver, counted(one.Told, "message"), one.Before, failed); err != nil {
			return err
		}
	}
	return nil
}

// readReceipts reads what was told before. Without a file nothing was.
func (n *notifier) readReceipts() (notify.Receipts, error) {
	if n.receipts == "" {
		return notify.Receipts{}, nil
	}
	text, err := os.ReadFile(n.path(n.receipts))
	if errors.Is(err, fs.ErrNotExist) {
		return notify.Receipts{}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the receipts: %w", err)
	}
	r, err := notify.ParseReceipts(string(text))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", n.receipts, err)
	}
	return r, nil
}

// writeReceipts replaces the file in one step.
func (n *notifier) writeReceipts(r notify.Receipts) error {
	name := n.path(n.receipts)
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return fmt.Errorf("write the receipts: %w", err)
	}
	beside := name + ".new"
	if err := os.WriteFile(beside, []byte(r.String()), 0o644); err != nil {
		return fmt.Errorf("write the receipts: %w", err)
	}
	if err := os.Rename(beside, name); err != nil {
		return fmt.Errorf("write the receipts: %w", err)
	}
	return nil
}
