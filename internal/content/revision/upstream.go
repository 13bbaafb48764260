package revision

import "context"

// Upstream says where the project at dir is pushed to: to which branch of its remote, and
// where in the repository it stands, as a folder with a slash at its end, or "" for the
// whole. It fails where no branch is checked out, or where that is pushed nowhere.
func Upstream(ctx context.Context, dir string) (branch, folder string, err error) {
	p := pusher{ctx: ctx, dir: dir}
	err = p.target()
	return p.branch, p.path, err
}
