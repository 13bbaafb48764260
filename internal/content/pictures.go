package content

import (
	"image"
	_ "image/gif"  // the sizes of
	_ "image/jpeg" // pictures in
	_ "image/png"  // these formats
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"

	"ownup/internal/diag"
	"ownup/internal/status"
)

// pictures finds the files that the texts show, and complains of those that are missing.
// Only an incident in a folder of its own has pictures.
func (v *verifier) pictures(p *parsed) {
	i := &p.incident
	i.Pictures = nil
	for _, name := range p.pictures {
		pos := diag.Pos{File: i.File}
		if path.Base(i.File) != "index.md" {
			p.problems.Add(pos, "move the file to "+i.ID+"/index.md, and the picture beside it", "the picture %q has no place: only a folder holds pictures", name)
			continue
		}
		clean, ok := pictureName(name)
		if !ok {
			p.problems.Add(pos, "pictures stand beside index.md and end in "+strings.Join(pictureEndings, ", "), "%q is no picture of this incident", name)
			continue
		}
		file := path.Join(path.Dir(i.File), clean)
		f, err := v.found.project.Open(file)
		if err != nil {
			p.problems.Add(pos, "put it beside index.md, or mend its name (case counts)", "the picture %q is not there", name)
			continue
		}
		picture := status.Picture{Name: name, File: file}
		if config, _, err := image.DecodeConfig(f); err == nil {
			picture.Width, picture.Height = config.Width, config.Height
		}
		f.Close()
		i.Pictures = append(i.Pictures, picture)
	}
}

// pictureName gives the path of a picture as a file's: unescaped, and not out of the
// incident's folder.
func pictureName(name string) (string, bool) {
	raw, err := url.PathUnescape(name)
	if err != nil || !fs.ValidPath(path.Clean(raw)) {
		return "", false
	}
	return path.Clean(raw), slices.Contains(pictureEndings, strings.ToLower(path.Ext(raw)))
}
