package revision

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"ownup/internal/status"
)

// Subjects gives the commits that touched a folder of the repository at dir, newest
// first, each with the time of its author, which stays when a log is written anew. It is
// for repositories whose log is itself data; like [Read] it gives none, and no error, where
// git cannot tell.
func Subjects(ctx context.Context, dir, folder string) ([]status.Revision, error) {
	out, err := git(ctx, dir, "log", "-z", "--no-color", "--no-notes", "--format=%H%x09%aI%x09%aN%x09%s", "HEAD", "--", folder)
	var refused *gitError
	if errors.As(err, &refused) || errors.Is(err, errNoGit) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the commits of %s: %w", folder, err)
	}
	var all []status.Revision
	for entry := range strings.SplitSeq(string(out), "\x00") {
		fields := strings.SplitN(entry, "\t", 4)
		if len(fields) < 4 {
			continue
		}
		at, err := time.Parse(time.RFC3339, fields[1])
		if err != nil {
			return nil, fmt.Errorf("read the commits of %s: %w", folder, err)
		}
		all = append(all, status.Revision{Commit: fields[0], At: at, Author: fields[2], Subject: fields[3]})
	}
	return all, nil
}
