package output

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
)

// lock keeps other builds out of a folder until unlock is called or the process ends,
// however it ends: it opens a file that shares itself with nobody and that Windows
// deletes when it is closed. Folders that unlock is given it removes if they are empty,
// which none is that somebody else has locked.
func lock(root *os.Root) (unlock func(empty []string), err error) {
	const (
		deleteOnClose    = 0x04000000                // FILE_FLAG_DELETE_ON_CLOSE
		deleteAccess     = 0x00010000                // DELETE
		sharingViolation = syscall.Errno(0x00000020) // ERROR_SHARING_VIOLATION
	)
	name := filepath.Join(root.Name(), lockName)
	p, err := syscall.UTF16PtrFromString(name)
	if err != nil {
		return nil, err
	}
	handle, err := syscall.CreateFile(p, syscall.GENERIC_WRITE|deleteAccess, 0, nil,
		syscall.OPEN_ALWAYS, syscall.FILE_ATTRIBUTE_NORMAL|deleteOnClose, 0)
	if errors.Is(err, sharingViolation) {
		return nil, ErrBusy
	}
	if err != nil {
		return nil, &os.PathError{Op: "lock", Path: name, Err: err}
	}
	return func(empty []string) {
		syscall.CloseHandle(handle)
		removeEmpty(empty)
	}, nil
}

// lockName is the file that a build holds open on Windows.
const lockName = reserved + "lock"
