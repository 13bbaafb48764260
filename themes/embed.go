// Package themes holds the built-in themes, a folder each, as package theme reads them.
package themes

import "embed"

// FS holds a folder for each theme, named as site.yaml names it.
//
//go:embed default
var FS embed.FS
