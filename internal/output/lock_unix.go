//go:build darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd

package output

import (
	"errors"
	"os"
	"syscall"
)

// lock keeps other builds out of a folder until unlock is called or the process ends,
// however it ends: the kernel holds the lock, on the folder itself, so that there is no
// lock file to be left behind. A file system that knows no locks (some network ones) is
// written without.
func lock(root *os.Root) (unlock func(), err error) {
	folder, err := root.Open(".")
	if err != nil {
		return nil, err
	}
	for {
		err = syscall.Flock(int(folder.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if !errors.Is(err, syscall.EINTR) {
			break
		}
	}
	if errors.Is(err, syscall.EWOULDBLOCK) {
		folder.Close()
		return nil, ErrBusy
	}
	return func() { folder.Close() }, nil
}
