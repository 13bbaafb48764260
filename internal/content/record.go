package content

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"

	"ownup/internal/content/revision"
	"ownup/internal/diag"
	"ownup/internal/status"
)

// Record works out what the log says of a site's reports: when each could first be read,
// and what each later commit changed in what readers see. The site is what the project's
// files say now. Earlier versions are read as the site would read them today: a time
// without an offset is in today's zone.
//
// All versions are read in one pass; what the files hold now is not read again, nor is a
// report whose commits the loader has seen. The error is a [diag.List] where site.yaml
// redacts a commit that the log does not know: words that should not show must not show
// because of a typo.
func (l *Loader) Record(ctx context.Context, s *status.Site, log revision.Log) (status.Record, error) {
	r := status.Record{Known: log.Known, Gap: log.Gap, ByFile: map[string]status.History{}}
	if !log.Known {
		return r, nil
	}
	if err := redacts(s.Record, log); err != nil {
		return status.Record{}, err
	}
	reports := chronicles(s, log)
	lives, err := l.lives(ctx, reports, s.Zone, log)
	if err != nil {
		return status.Record{}, err
	}
	if err := l.sign(ctx, s.Record.Signers, log, slices.Concat(lives...)); err != nil {
		return status.Record{}, err
	}
	for n, c := range reports {
		c.enter(&r, lives[n])
	}
	slices.SortFunc(r.Gone, func(a, b status.Gone) int { return a.At.Compare(b.At) })
	return r, nil
}

// lives gives those of each file, from memory where its commits are the same.
func (l *Loader) lives(ctx context.Context, reports []chronicle, zone *time.Location, log revision.Log) ([][]life, error) {
	all := make([][]life, len(reports))
	keys := make([]string, len(reports))
	var missing []int
	var blobs []string
	for n, c := range reports {
		keys[n] = zone.String() + c.key()
		if h, known := l.told[keys[n]]; known {
			all[n] = h
			continue
		}
		missing, blobs = append(missing, n), append(blobs, c.blobs()...)
	}
	next, stop := iter.Pull2(log.Texts(ctx, blobs))
	defer stop()
	var failed error
	work(func(yield func(func()) bool) {
		for _, n := range missing {
			texts := make([][]byte, len(reports[n].blobs()))
			for k := range texts {
				if texts[k], failed, _ = next(); failed != nil {
					return
				}
			}
			yield(func() { all[n] = reports[n].lives(texts, zone) })
		}
	})
	if failed != nil {
		return nil, fmt.Errorf("read the earlier versions of reports: %w", failed)
	}
	l.told = make(map[string][]life, len(reports))
	for n, h := range all {
		l.told[keys[n]] = h
	}
	return all, nil
}

// sign has the signatures of all revisions checked, each once, where the site says whose
// count.
func (l *Loader) sign(ctx context.Context, signers status.Written, log revision.Log, lives []life) error {
	if signers.Text == "" {
		clear(l.signatures)
		l.signed(lives)
		return nil
	}
	var commits []string
	for _, one := range lives {
		for _, r := range one.history.Revisions {
			if _, known := l.signatures[r.Commit]; !known {
				commits = append(commits, r.Commit)
			}
		}
	}
	slices.Sort(commits)
	signatures, err := log.Signatures(ctx, signers.Text, slices.Compact(commits))
	if errors.Is(err, fs.ErrNotExist) {
		var problems diag.List
		problems.Add(signers.Pos, "list them as ssh-keygen(1) has it under ALLOWED SIGNERS: ada@example.com ssh-ed25519 AAAA…", "there is no file %q of those whose signatures count", signers.Text)
		return problems.Err()
	}
	if err != nil {
		return err
	}
	if l.signatures == nil {
		l.signatures = map[string]status.Signature{}
	}
	maps.Copy(l.signatures, signatures)
	l.signed(lives)
	return nil
}

// signed notes what is known of the signatures of all revisions.
func (l *Loader) signed(lives []life) {
	for _, one := range lives {
		for n, r := range one.history.Revisions {
			one.history.Revisions[n].Signature = l.signatures[r.Commit]
		}
	}
}

// redacts complains of commits to redact that touched no file.
func redacts(d status.Disclosure, log revision.Log) error {
	var problems diag.List
	for _, w := range d.Redacted {
		known := false
		for _, versions := range log.Files {
			known = known || slices.ContainsFunc(versions, func(v revision.Version) bool { return strings.HasPrefix(v.Commit, w.Text) })
		}
		if !known {
			problems.Add(w.Pos, "copy it from the page of the incident, or from git log", "%q is no commit of this branch that touched content/", w.Text)
		}
	}
	return problems.Err()
}
