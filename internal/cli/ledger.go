package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"ownup/internal/content/revision"
	"ownup/internal/notify"
	"ownup/internal/report"
)

// byLedger tells what the ledger does not know, and writes down that people know it now.
// It is written whatever becomes of the messages: what was not told is owed.
func (n *notifier) byLedger(ctx context.Context, after *report.Report) error {
	s := after.Site
	known, err := n.readLedger(ctx)
	begins := errors.Is(err, fs.ErrNotExist) || errors.Is(err, revision.ErrNoLedger)
	switch {
	case begins && len(s.Notify) == 0:
		fmt.Fprintln(n.env.Stderr, "there is nobody to tell: site.yaml lists no receivers under \"notify\"")
		return nil
	case begins:
		fmt.Fprintln(n.env.Stderr, "the ledger begins: what is public now, people know")
		known = notify.Known(after)
	case err != nil:
		return err
	case after.Now.Before(known.Until):
		fmt.Fprintf(n.env.Stderr, "people know already what the site says at a later moment, %s\n", known.Until.Format("2006-01-02T15:04:05Z"))
		return nil
	}
	known = known.Renamed(after)
	news := known.News(after)
	if len(news) > 0 && !n.dryRun && n.inGit() {
		if err := revision.CheckLedger(ctx, n.dir, n.ledger); err != nil {
			return fmt.Errorf("nobody is told, for that would be forgotten: %w", err)
		}
	}
	o := notify.Options{Receipts: notify.Receipts{}, Owed: known.Owed, Heard: known.Heard}
	outcomes, failed := n.tell(ctx, s, news, o)
	if n.dryRun {
		return failed
	}
	// What was sent is sent: it is written down even if the run is being stopped.
	written := n.writeLedger(context.WithoutCancel(ctx), known.After(after, outcomes), len(news))
	if written != nil && failed != nil {
		printError(n.env.Stderr, written)
		return failed
	}
	return errors.Join(written, failed)
}

// inGit reports whether the ledger is kept in the repository.
func (n *notifier) inGit() bool { return strings.HasPrefix(n.ledger, "refs/") }

func (n *notifier) readLedger(ctx context.Context) (notify.Ledger, error) {
	text, err := "", error(nil)
	if n.inGit() {
		text, err = revision.Ledger(ctx, n.dir, n.ledger)
	} else {
		var b []byte
		b, err = os.ReadFile(n.path(n.ledger))
		text = string(b)
	}
	if err != nil {
		return notify.Ledger{}, err
	}
	l, err := notify.ParseLedger(text)
	if err != nil {
		return l, fmt.Errorf("%s: %w\n\tif it cannot be mended, remove it: a new one begins with what is public then", n.ledger, err)
	}
	return l, nil
}

func (n *notifier) writeLedger(ctx context.Context, l notify.Ledger, news int) error {
	if n.inGit() {
		subject := "nothing new"
		if news > 0 {
			subject = counted(news, "event") + " told"
		}
		return revision.KeepLedger(ctx, n.dir, n.ledger, l.String(), subject, l.Until)
	}
	if err := replaceFile(n.path(n.ledger), l.String()); err != nil {
		return fmt.Errorf("write the ledger: %w", err)
	}
	return nil
}
