package importer

import (
	"context"
	"io/fs"
)

// Fetch f.
func Fetch(ctx context.Context, tool, from string) (fs.FS, error) { return nil, fs.ErrInvalid }
