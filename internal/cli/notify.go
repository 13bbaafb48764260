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

	"github.com/spf13/cobra"

	"ownup/internal/content"
	"ownup/internal/content/revision"
	"ownup/internal/notify"
	"ownup/internal/report"
	"ownup/internal/site/locale"
	"ownup/internal/status"
)

// newNotify gives the command that tells people what became public.
func newNotify(p *project) *cobra.Command {
	n := notifier{project: p}
	cmd := &cobra.Command{
		Use:   "notify --since REVISION | --ledger LEDGER",
		Short: "Tell people what became public: by mail, chat and webhooks",
		Long: `Notify tells the receivers of site.yaml what became public: that an incident was
opened, updated or resolved, that a maintenance was announced, began or ended, that
a postmortem was published. A typo that was mended is no news, nor is what was said
a day or longer before.

With --since, it compares what the site says now with what it said at a revision, at
the time of that commit; with --receipts, a file says what was told to whom, and
the same is never told twice.

With --ledger, for machines, it remembers by itself what people know and whom it
could not reach, in a file, or, under a name that begins with refs/, in the
repository, where it is fetched and pushed. The first run begins the ledger and
tells nobody.

The exit status is 3 where some were told and others were not, and 1 where nobody
could be told.

Addresses and secrets come from the environment: OWNUP_NOTIFY_ and the receiver's
name, such as OWNUP_NOTIFY_CUSTOMERS.`,
		Example: `  ownup notify --since HEAD~1 --dry-run
  ownup notify --since "$BEFORE" --receipts receipts.txt
  ownup notify --ledger refs/ownup/told`,
		Args: wants(0, 0),
		RunE: run(n.notify),
	}
	flags := cmd.Flags()
	flags.StringVar(&n.since, "since", "", "the revision whose site people know")
	flags.StringVar(&n.then, "then", "", "the moment that people know that site of (default: the time of that commit)")
	flags.StringVar(&n.receipts, "receipts", "", "the file that says what was told to whom, from the project's folder")
	flags.StringVar(&n.ledger, "ledger", "", "what remembers what people know: a file, from the project's folder, or a ref of git")
	flags.BoolVar(&n.dryRun, "dry-run", false, "print the messages, and send nothing")
	flags.BoolVar(&n.json, "json", false, "print the result as JSON")
	cmd.MarkFlagsOneRequired("since", "ledger")
	for _, other := range []string{"since", "then", "receipts"} {
		cmd.MarkFlagsMutuallyExclusive("ledger", other)
	}
	return cmd
}

type notifier struct {
	*project
	since, then, receipts, ledger string
	dryRun, json                  bool
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
	after := report.At(s, status.Record{}, now)
	if n.ledger != "" {
		return n.byLedger(ctx, after)
	}
	if len(s.Notify) == 0 {
		return errors.New("there is nobody to tell\n\tlist receivers under \"notify\" in content/site.yaml")
	}
	before, err := n.before(ctx, s)
	if err != nil {
		return err
	}
	receipts, err := n.readReceipts()
	if err != nil {
		return err
	}
	o := notify.Options{Receipts: receipts}
	if n.receipts != "" {
		o.Told = n.writeReceipts
	}
	_, err = n.tell(ctx, s, notify.Between(before, after), o)
	return err
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

// compose gives the messages of all events, by the receiver's language. The error tells of
// templates in whose places the built-in ones are taken.
func (n *notifier) compose(s *status.Site, events []notify.Event, files fs.FS) (map[string][]notify.Message, error) {
	all := map[string][]notify.Message{}
	var problems []error
	for _, r := range s.Notify {
		if _, done := all[r.Language]; done {
			continue
		}
		words, err := n.words(s, r.Language)
		if err != nil {
			problems = append(problems, err)
		}
		c := notify.NewComposer(s, words, files)
		messages := []notify.Message{}
		for _, e := range events {
			m, err := c.Compose(e)
			if err != nil {
				problems = append(problems, err)
				continue
			}
			messages = append(messages, m)
		}
		all[r.Language] = messages
		problems = append(problems, c.Problems()...)
	}
	return all, errors.Join(problems...)
}

// words gives those of a language, or of the site's first. Where a theme has mistakes, the
// words are ownup's own, and both results are there.
func (n *notifier) words(s *status.Site, language string) (*locale.Words, error) {
	if language == "" {
		language = s.Languages[0]
	}
	look, wrong := n.look(s)
	if wrong == nil {
		words, err := look.Words(language)
		if err == nil {
			return words, nil
		}
		wrong = err
	}
	words, err := locale.For(language)
	if err != nil {
		words, err = locale.As(language)
	}
	if err != nil {
		panic(fmt.Sprintf("notify in the language %q of a site that was loaded: %v", language, err))
	}
	return words, wrong
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

// tell sends the events to all receivers, and prints how they fared.
func (n *notifier) tell(ctx context.Context, s *status.Site, events []notify.Event, o notify.Options) (outcomes []notify.Outcome, err error) {
	files, err := n.open()
	if err != nil {
		return nil, err
	}
	messages, problems := n.compose(s, events, files)
	if problems != nil {
		printError(n.env.Stderr, problems)
	}
	if n.dryRun {
		return nil, n.preview(s, messages)
	}
	o.Lookup, o.Project, o.Wait, o.Now = notify.Lookup(n.env.Lookup), files, wait, n.env.Now
	all := []told{}
	failed, reached := 0, 0
	for _, r := range s.Notify {
		outcome := notify.Send(ctx, r, messages[r.Language], o)
		outcomes = append(outcomes, outcome)
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
	if err := n.print(all); err != nil {
		return outcomes, err
	}
	switch {
	case failed > 0 && reached > 0:
		return outcomes, errPartly
	case failed > 0 || problems != nil:
		return outcomes, errTold
	}
	return outcomes, nil
}

func (n *notifier) print(all []told) error {
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
	if err := replaceFile(n.path(n.receipts), r.String()); err != nil {
		return fmt.Errorf("write the receipts: %w", err)
	}
	return nil
}

// replaceFile writes a file in one step.
func replaceFile(name, text string) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(name+".new", []byte(text), 0o644); err != nil {
		return err
	}
	return os.Rename(name+".new", name)
}
