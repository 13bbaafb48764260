package revision

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// Checkout writes content/ of the project at dir, as it was at a revision, into an empty
// folder, and gives the time of that commit. The working tree, the index and the branch
// stay as they are.
func Checkout(ctx context.Context, dir, revision, into string) (time.Time, error) {
	failed := func(err error) (time.Time, error) {
		return time.Time{}, fmt.Errorf("read the files of %q: %w", revision, err)
	}
	out, err := git(ctx, dir, "rev-parse", "--verify", "--quiet", "--end-of-options", revision+"^{commit}")
	if err != nil {
		return failed(fmt.Errorf("it is no revision of this repository\n\tin a shallow clone fetch the older ones with \"git fetch --unshallow\""))
	}
	commit := strings.TrimSpace(string(out))
	if out, err = git(ctx, dir, "show", "--no-patch", "--format=%ct", commit); err != nil {
		return failed(err)
	}
	seconds, err := strconv.ParseInt(strings.TrimSpace(string(out)), 10, 64)
	if err != nil {
		return failed(err)
	}
	index := []string{"GIT_INDEX_FILE=" + filepath.Join(into, ".index")}
	none := func(r io.Reader) error {
		_, err := io.Copy(io.Discard, r)
		return err
	}
	if err := streamWith(ctx, dir, index, []string{"read-tree", commit + ":./content"}, none); err != nil {
		return failed(err)
	}
	prefix := filepath.Join(into, "content") + string(filepath.Separator)
	if err := streamWith(ctx, dir, index, []string{"checkout-index", "--all", "--quiet", "--prefix=" + prefix}, none); err != nil {
		return failed(err)
	}
	return time.Unix(seconds, 0).UTC(), nil
}
