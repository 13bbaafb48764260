package theme

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"path"
	"regexp"
	"slices"
	"strings"

	"ownup/internal/diag"
)

// Asset is a file that pages load.
type Asset struct {
	Path    string // in the site
	Content []byte
}

// Assets gives the assets of the theme, sorted by path.
func (t *Theme) Assets() []Asset { return t.assets }

// hash names the assets by their bytes. Stylesheets come last, for they name others.
func (t *Theme) hash(files []file, problems *diag.List) {
	slices.SortFunc(files, func(a, b file) int {
		return cmp.Or(cmp.Compare(order(a.name), order(b.name)), cmp.Compare(a.name, b.name))
	})
	for _, f := range files {
		if path.Ext(f.name) == ".css" {
			f.content = t.resolve(f, problems)
		}
		t.urls[f.name] = address(f)
		t.assets = append(t.assets, Asset{Path: t.urls[f.name], Content: f.content})
	}
	slices.SortFunc(t.assets, func(a, b Asset) int { return cmp.Compare(a.Path, b.Path) })
}

func order(name string) int {
	if path.Ext(name) == ".css" {
		return 1
	}
	return 0
}

// address gives the path of an asset in the site: assets/site.0123456789.css. A favicon
// stands at the root under its own name.
func address(f file) string {
	if strings.HasPrefix(f.name, "favicon.") {
		return f.name
	}
	sum := sha256.Sum256(f.content)
	ext := path.Ext(f.name)
	return "assets/" + strings.TrimSuffix(f.name, ext) + "." + hex.EncodeToString(sum[:5]) + ext
}

// cssURL is an address in a stylesheet.
var cssURL = regexp.MustCompile(`url\(\s*["']?([^"')]+?)["']?\s*\)`)

// resolve writes the addresses of other assets in a stylesheet, relative to it.
func (t *Theme) resolve(f file, problems *diag.List) []byte {
	css := string(f.content)
	var out strings.Builder
	done := 0
	for _, m := range cssURL.FindAllStringSubmatchIndex(css, -1) {
		name := css[m[2]:m[3]]
		if strings.HasPrefix(name, "#") {
			continue
		}
		asset, ok := t.urls[path.Join(path.Dir(f.name), name)]
		if !ok {
			line := strings.Count(css[:m[2]], "\n") + 1
			column := len([]rune(css[strings.LastIndexByte(css[:m[2]], '\n')+1:m[2]])) + 1
			problems.Add(diag.Pos{File: f.place, Line: line, Column: column},
				"a page asks nothing of other hosts: put the file beside the stylesheet, in "+Overrides+"/assets",
				"there is no asset %q", name)
			continue
		}
		up := strings.Repeat("../", strings.Count("assets/"+f.name, "/"))
		out.WriteString(css[done:m[0]] + `url("` + up + asset + `")`)
		done = m[1]
	}
	return []byte(out.String() + css[done:])
}
