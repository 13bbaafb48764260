package importer

import (
	"bytes"
	"cmp"
	"io"
	"io/fs"
	"slices"
	"time"
)

// Documents is a folder in memory, for what is not a folder of its own: a single file, or
// what came over the network. Names hold no slash.
type Documents map[string][]byte

// Open opens the folder or one of its files.
func (d Documents) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	if name == "." {
		return &folder{entries: d.entries()}, nil
	}
	b, ok := d[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return &document{entry{name, int64(len(b))}, bytes.NewReader(b)}, nil
}

func (d Documents) entries() []fs.DirEntry {
	var all []fs.DirEntry
	for name, b := range d {
		all = append(all, fs.FileInfoToDirEntry(entry{name, int64(len(b))}))
	}
	slices.SortFunc(all, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	return all
}

// entry describes a document, or, where the name is a dot, the folder.
type entry struct {
	name string
	size int64
}

func (e entry) Name() string     { return e.name }
func (e entry) Size() int64      { return e.size }
func (entry) ModTime() time.Time { return time.Time{} }
func (e entry) IsDir() bool      { return e.name == "." }
func (entry) Sys() any           { return nil }

func (e entry) Mode() fs.FileMode {
	if e.IsDir() {
		return fs.ModeDir | 0o555
	}
	return 0o444
}

// document is an open file.
type document struct {
	entry
	*bytes.Reader
}

func (d *document) Size() int64                { return d.size }
func (d *document) Stat() (fs.FileInfo, error) { return d.entry, nil }
func (*document) Close() error                 { return nil }

// folder is the open folder.
type folder struct{ entries []fs.DirEntry }

func (*folder) Stat() (fs.FileInfo, error) { return entry{name: "."}, nil }
func (*folder) Close() error               { return nil }

func (*folder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: ".", Err: fs.ErrInvalid}
}

// ReadDir gives the next n entries, or all that are left where n is not positive.
func (f *folder) ReadDir(n int) ([]fs.DirEntry, error) {
	if n > 0 && len(f.entries) == 0 {
		return nil, io.EOF
	}
	if n <= 0 || n > len(f.entries) {
		n = len(f.entries)
	}
	some := f.entries[:n]
	f.entries = f.entries[n:]
	return some, nil
}
