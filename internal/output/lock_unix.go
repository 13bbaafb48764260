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
// written without. Folders that unlock is given and that are empty it removes, while
// nobody else can write into them.
func lock(root *os.Root) (unlock func(empty []string), err error) {
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
	return func(empty []string) {
		removeEmpty(empty)
		folder.Close()
	}, nil
}
