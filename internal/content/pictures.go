package content

import (
	"fmt"
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
	"ownup/internal/markdown"
	"ownup/internal/status"
)

// shown is a picture that some published text shows.
type shown struct {
	name string // from the incident's folder
	pos  diag.Pos
}

// show finds the pictures that a published section shows, and complains of addresses that
// lead nowhere on a page.
func (p *parsed) show(s markdown.Section, place func(line, column int) diag.Pos) {
	for _, l := range markdown.Links(s.Text) {
		pos := place(s.TextLine+l.Line-1, l.Column)
		u, err := url.Parse(l.URL)
		switch {
		case l.Refused || err != nil:
			p.problems.Advise(pos, "write an address with https:, http:, mailto: or tel:, or one of this site", "the page leaves out the address %q", l.URL)
		case !l.Picture && u.Scheme == "" && u.Host == "" && path.Ext(u.Path) == ".md":
			p.problems.Advise(pos, fmt.Sprintf("write the page of the incident: /incidents/%s/", strings.TrimSuffix(path.Base(u.Path), ".md")), "the site has no file %q", u.Path)
		case !l.Picture || u.Scheme != "" || u.Path == "" || u.Path[0] == '/':
		case !fs.ValidPath(path.Clean(u.Path)):
			p.problems.Add(pos, picturesStand, "the picture %q is not in the incident's folder", u.Path)
		case !p.shows(path.Clean(u.Path)):
			p.pictures = append(p.pictures, shown{path.Clean(u.Path), pos})
		}
	}
}

func (p *parsed) shows(name string) bool {
	return slices.ContainsFunc(p.pictures, func(s shown) bool { return s.name == name })
}

var picturesStand = "pictures stand beside index.md, and end in " + strings.Join(pictureEndings, ", ")

// pictures finds the files that the texts show, and complains of those that are missing.
// Only an incident in a folder of its own has pictures.
func (v *verifier) pictures(p *parsed) {
	i := &p.incident
	i.Pictures = nil
	for _, s := range p.pictures {
		if path.Base(i.File) != "index.md" {
			p.problems.Add(s.pos, "move the file to "+i.ID+"/index.md, and the picture beside it", "the picture %q has no place: only a folder holds pictures", s.name)
			continue
		}
		if !isPicture(s.name) {
			p.problems.Add(s.pos, picturesStand, "%q is no picture", s.name)
			continue
		}
		file := path.Join(path.Dir(i.File), s.name)
		f, err := v.found.project.Open(file)
		if err != nil {
			p.problems.Add(s.pos, v.likelyPicture(file), "the picture %q is not there", s.name)
			continue
		}
		picture := status.Picture{Name: s.name, File: file}
		if config, _, err := image.DecodeConfig(f); err == nil {
			picture.Width, picture.Height = config.Width, config.Height
		}
		f.Close()
		i.Pictures = append(i.Pictures, picture)
	}
}

// likelyPicture gives the hint for a picture that is not there: the one beside it that
// may be meant.
func (v *verifier) likelyPicture(file string) string {
	entries, _ := fs.ReadDir(v.found.project, path.Dir(file)) // none where there is no such folder
	var names []string
	for _, e := range entries {
		if isPicture(e.Name()) {
			names = append(names, e.Name())
		}
	}
	if near := diag.Nearest(path.Base(file), names); near != "" {
		return fmt.Sprintf("did you mean %q? Case counts", near)
	}
	return fmt.Sprintf("put it there as %s", file)
}

// isPicture reports whether a file's name ends as those of pictures do.
func isPicture(name string) bool {
	return slices.Contains(pictureEndings, strings.ToLower(path.Ext(name)))
}
