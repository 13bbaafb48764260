package cli

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"strconv"
)

// replace writes a file as a whole: whoever reads it sees the old text or the new one. A
// new file never takes the place of another. Nothing outside of the project is touched.
func (s *scribe) replace(e *edition, text []byte) error {
	if err := s.root.MkdirAll(path.Dir(e.file), 0o777); err != nil {
		return err
	}
	if e.isNew {
		if _, err := s.root.Lstat(e.file); err == nil {
			return fs.ErrExist
		}
	}
	to, mode, err := s.target(e.file)
	if err != nil {
		return err
	}
	beside := path.Join(path.Dir(to), ".ownup-"+strconv.Itoa(os.Getpid())+"-"+path.Base(to)) // hidden: nobody takes it for an incident
	err = s.root.WriteFile(beside, text, 0o666)
	if err == nil && mode != 0 {
		err = s.root.Chmod(beside, mode)
	}
	if err == nil {
		err = s.root.Rename(beside, to)
	}
	if err != nil {
		_ = s.root.Remove(beside)
	}
	return err
}

// target gives the file that a name stands for, behind a symbolic link where it is one,
// and its mode; 0 where there is none yet.
func (s *scribe) target(name string) (string, fs.FileMode, error) {
	info, err := s.root.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return name, 0, nil
	case err != nil:
		return "", 0, err
	case info.Mode()&fs.ModeSymlink == 0:
		return name, info.Mode().Perm(), nil
	}
	link, err := s.root.Readlink(name)
	if err != nil {
		return "", 0, err
	}
	return s.target(path.Join(path.Dir(name), link))
}
