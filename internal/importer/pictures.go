package importer

import (
	"io/fs"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"ownup/internal/content"
	"ownup/internal/markdown"
)

// maxPicture is how many bytes a picture may have that goes with a history.
const maxPicture = 16 << 20

// missing is a picture that was marked as one that is not there.
var missing = regexp.MustCompile(`!\[([^\]\n]*)\]\(missing:[^)\n]*\)`)

// pictureEndings are those of the files that a site can show.
var pictureEndings = []string{".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg"}

// pictures brings those that an issue shows: from Hugo's static/ to the site's, and those
// beside the issue to a folder of its own. What is not there leaves its words.
func (s *cstateReader) pictures(h *History, r *Record, issue string) {
	texts := []*string{&r.Incident.Intro}
	for n := range r.Incident.Updates {
		texts = append(texts, &r.Incident.Updates[n].Text)
	}
	for _, text := range texts {
		for _, l := range markdown.Links(*text) {
			u, err := url.Parse(l.URL)
			if !l.Picture || err != nil || u.Scheme != "" || u.Host != "" || u.Path == "" {
				continue
			}
			if !s.picture(h, r, issue, u.Path) {
				s.report.about(Left, r.Pos, u.Path, "a picture that is not there: its words stay")
				*text = strings.ReplaceAll(*text, "]("+l.URL, "](missing:"+l.URL)
				*text = missing.ReplaceAllString(*text, "$1")
			}
		}
	}
}

// picture brings one picture; false where there is none.
func (s *cstateReader) picture(h *History, r *Record, issue, name string) bool {
	if !slices.Contains(pictureEndings, strings.ToLower(path.Ext(name))) {
		return false
	}
	if rooted, ok := strings.CutPrefix(name, "/"); ok {
		b, err := readFile(s.in.Files, path.Join("static", rooted), maxPicture)
		if err == nil {
			h.Files[path.Join(content.Folder, "static", rooted)] = b
			s.used[path.Join("static", rooted)] = true
		}
		return err == nil
	}
	clean := path.Clean(name)
	if !fs.ValidPath(clean) {
		return false
	}
	b, err := readFile(s.in.Files, path.Join(path.Dir(issue), clean), maxPicture)
	if err != nil {
		return false
	}
	if r.Pictures == nil {
		r.Pictures = map[string][]byte{}
	}
	r.Pictures[clean] = b
	s.used[path.Join(path.Dir(issue), clean)] = true
	return true
}
