//go:build !(darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd || windows)

package output

import "os"

// lock keeps nobody out: this system offers no lock that ends with its process.
func lock(*os.Root) (unlock func(empty []string), err error) { return removeEmpty, nil }
