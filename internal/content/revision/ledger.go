package revision

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// ledgerName is the only file of the commits that hold a ledger.
const ledgerName = "ledger"

// ErrNoLedger says that no ledger was begun.
var ErrNoLedger = errors.New("there is no ledger")

// Ledger reads a text that is kept in the repository at dir beside the files, in commits
// of its own on a ref such as refs/ownup/told. The remote's is taken where there is one:
// the only remote, or origin. It fails with ErrNoLedger where there is none anywhere.
func Ledger(ctx context.Context, dir, ref string) (string, error) {
	failed := func(err error) (string, error) { return "", fmt.Errorf("read the ledger %s: %w", ref, err) }
	k := keeper{pusher{ctx: ctx, dir: dir}, ref}
	if _, err := k.run("check-ref-format", ref); err != nil {
		return failed(errors.New("it is no name of a ref: write refs/ownup/told"))
	}
	remote, err := k.origin()
	if err != nil {
		return failed(err)
	}
	if remote != "" {
		found, err := k.run("ls-remote", remote, ref)
		if err == nil && found != "" {
			_, err = k.run("fetch", "--quiet", "--no-tags", remote, "+"+ref+":"+ref)
		}
		if err != nil {
			return failed(err)
		}
	}
	if k.commit() == "" {
		return failed(ErrNoLedger)
	}
	text, err := git(ctx, dir, "cat-file", "blob", ref+":"+ledgerName)
	if err != nil {
		return failed(err)
	}
	return string(text), nil
}

// CheckLedger fails where a ledger could not be pushed: whoever sends messages asks before,
// so that they are not sent again and again.
func CheckLedger(ctx context.Context, dir, ref string) error {
	k := keeper{pusher{ctx: ctx, dir: dir}, ref}
	remote, err := k.origin()
	if err == nil && remote != "" && k.commit() != "" {
		_, err = k.run("push", "--quiet", "--dry-run", remote, ref+":"+ref)
	}
	if err != nil {
		return fmt.Errorf("the ledger %s cannot be kept: %w", ref, err)
	}
	return nil
}

// KeepLedger puts a text in the place of the one that [Ledger] read, and pushes it. It
// fails where somebody else has put another there meanwhile.
func KeepLedger(ctx context.Context, dir, ref, text, subject string, now time.Time) error {
	failed := func(err error) error { return fmt.Errorf("keep the ledger %s: %w", ref, err) }
	k := keeper{pusher{ctx: ctx, dir: dir}, ref}
	before := k.commit()
	commit, err := k.write(text, subject, before, now)
	if err != nil {
		return failed(err)
	}
	if _, err := k.run("update-ref", "-m", "ownup: "+subject, ref, commit, before); err != nil {
		return failed(err)
	}
	remote, err := k.origin()
	if err != nil || remote == "" {
		return err
	}
	if _, err = k.run("push", "--quiet", remote, commit+":"+ref); err == nil {
		return nil
	}
	k.back(before, commit)
	if failure, ok := errors.AsType[*gitError](err); ok && (strings.Contains(failure.said, "[rejected]") || strings.Contains(failure.said, "[remote rejected]")) {
		return failed(errors.New("the remote does not take it: either somebody else has written it meanwhile, or this machine may not push"))
	}
	return failed(err)
}

// keeper keeps a text on a ref.
type keeper struct {
	pusher
	ref string
}

// origin gives the remote that holds the ledger, "" where the repository has none.
func (k *keeper) origin() (string, error) {
	all, err := k.run("remote")
	if err != nil {
		return "", err
	}
	remotes := strings.Fields(all)
	for _, r := range remotes {
		if len(remotes) == 1 || r == "origin" {
			return r, nil
		}
	}
	if len(remotes) > 0 {
		return "", errors.New("of several remotes none is called origin")
	}
	return "", nil
}

// commit gives the commit at the ref here, "" where there is none.
func (k *keeper) commit() string {
	commit, _ := k.run("rev-parse", "--quiet", "--verify", k.ref+"^{commit}")
	return commit
}

// back takes back a commit that was not pushed, so that the next run does not build on it.
func (k *keeper) back(before, commit string) {
	if before == "" {
		_, _ = k.run("update-ref", "-d", k.ref, commit)
		return
	}
	_, _ = k.run("update-ref", k.ref, before, commit)
}

// write makes a commit of the text alone, after the one before; nothing that is checked
// out or staged is touched.
func (k *keeper) write(text, subject, before string, now time.Time) (string, error) {
	dir, err := os.MkdirTemp("", "ownup-ledger-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(dir)
	name := filepath.Join(dir, ledgerName)
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		return "", err
	}
	blob, err := k.run("hash-object", "-w", "--no-filters", name)
	if err != nil {
		return "", err
	}
	index := []string{"GIT_INDEX_FILE=" + filepath.Join(dir, "index")}
	if _, err := k.with(index, "update-index", "--add", "--cacheinfo", "100644,"+blob+","+ledgerName); err != nil {
		return "", err
	}
	tree, err := k.with(index, "write-tree")
	if err != nil {
		return "", err
	}
	date := now.UTC().Format(time.RFC3339)
	who := []string{
		"GIT_AUTHOR_NAME=ownup", "GIT_AUTHOR_EMAIL=ownup@localhost", "GIT_AUTHOR_DATE=" + date,
		"GIT_COMMITTER_NAME=ownup", "GIT_COMMITTER_EMAIL=ownup@localhost", "GIT_COMMITTER_DATE=" + date,
	}
	args := []string{"commit-tree", tree, "-m", subject}
	if before != "" {
		args = append(args, "-p", before)
	}
	return k.with(who, args...)
}
