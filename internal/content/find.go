package content

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"ownup/internal/diag"
	"ownup/internal/status"
)

// Limits of what is read. Nobody writes more by hand; a larger file is a mistake.
const maxIncidentSize = 1 << 20 // bytes

// tooLong is what to do about more.
const tooLong = "an incident is some pages of text; pictures stand beside it as files of their own"

// source is a file of an incident, or of its translation.
type source struct {
	path     string // from the project's folder
	id       string
	language string // of a translation
	content  []byte
	folder   string // of slug/index.md: where its pictures are; else empty
}

// findings are the files of a project, by what they are for.
type findings struct {
	project      fs.FS
	incidents    []source        // by path
	translations []source        // by path
	ids          map[string]bool // of every incident file, also of those that are wrong
	static       []string
	templates    []string
}

// find walks through the content's folders.
func find(project fs.FS, problems *diag.List) findings {
	w := walker{findings: findings{project: project, ids: map[string]bool{}}, problems: problems}
	w.walk(path.Join(Folder, "incidents"), w.incidentFile)
	w.walk(path.Join(Folder, "static"), func(p string) { w.static = append(w.static, strings.TrimPrefix(p, Folder+"/static/")) })
	w.walk(path.Join(Folder, "templates"), func(p string) {
		if name, ok := strings.CutSuffix(path.Base(p), ".md"); ok {
			w.templates = append(w.templates, name)
		}
	})
	w.unique()
	return w.findings
}

type walker struct {
	findings
	problems *diag.List
}

// walk calls use with the path of every regular file below a folder, hidden ones left
// out, and complains of links that lead nowhere or out of the project. A folder that
// does not exist is empty.
func (w *walker) walk(root string, use func(path string)) {
	err := fs.WalkDir(w.project, root, func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil && p == root && errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			w.problems.Add(diag.Pos{File: p}, "", "cannot be read: %v", plain(err))
			return nil
		case strings.HasPrefix(d.Name(), ".") && !strings.Contains(root, "static"):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.Type()&fs.ModeSymlink != 0 && !w.follow(p):
			return nil
		case d.IsDir():
			return nil
		}
		use(p)
		return nil
	})
	if err != nil {
		w.problems.Add(diag.Pos{File: root}, "", "cannot be read: %v", plain(err))
	}
}

// follow reports whether a symbolic link leads to a file inside the project.
func (w *walker) follow(p string) bool {
	info, err := fs.Stat(w.project, p)
	switch {
	case err != nil:
		w.problems.Add(diag.Pos{File: p}, "put the file itself here", "this symbolic link leads nowhere, or out of the project")
		return false
	case info.IsDir():
		w.problems.Add(diag.Pos{File: p}, "put the folder itself here", "this symbolic link to a folder is not followed")
		return false
	}
	return true
}

// idForm is what a name can be that is a URL as it stands.
var idForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]*$`)

// languageForm is a language's tag at the end of a name: "de", "pt-BR".
var languageForm = regexp.MustCompile(`^(.+)\.([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)$`)

// pictureEndings are those of the files that texts can show.
var pictureEndings = []string{".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg"}

// incidentFile takes one file below incidents/.
func (w *walker) incidentFile(p string) {
	ending := path.Ext(p)
	name := strings.TrimSuffix(path.Base(p), ending)
	switch {
	case strings.EqualFold(path.Base(p), "README.md") || slices.Contains(pictureEndings, strings.ToLower(ending)):
		return
	case ending != ".md":
		w.problems.Add(diag.Pos{File: p}, fmt.Sprintf("name it %q, or move it elsewhere", name+".md"), "this file is no incident: the names of incidents end in .md")
		return
	}
	s := source{path: p, id: name}
	if m := languageForm.FindStringSubmatch(name); m != nil && w.exists(path.Join(path.Dir(p), m[1]+".md")) {
		s.id, s.language = m[1], m[2]
	}
	if s.id == "index" {
		s.folder = path.Dir(p)
		s.id = path.Base(s.folder)
	}
	if s.language == "" && !w.named(s) {
		return
	}
	var ok bool
	if s.content, ok = w.read(p); !ok {
		return
	}
	if s.language != "" {
		w.translations = append(w.translations, s)
		return
	}
	w.incidents = append(w.incidents, s)
}

func (w *walker) exists(p string) bool {
	_, err := fs.Stat(w.project, p)
	return err == nil
}

// named complains of a name that cannot be a URL.
func (w *walker) named(s source) bool {
	pos := diag.Pos{File: s.path}
	switch {
	case s.folder == path.Join(Folder, "incidents"):
		w.problems.Add(pos, "name it after the incident, such as 2026-09-03-core-routing.md", "\"index.md\" says nothing: the file's name is the incident's URL")
		return false
	case !idForm.MatchString(s.id):
		w.problems.Add(pos, fmt.Sprintf("rename it to %q", Slug(s.id)), "the name %q cannot be a URL: letters, digits, hyphens, dots and underscores can", s.id)
		w.ids[s.id] = true
		return false
	}
	w.ids[s.id] = true
	return true
}

// read reads a file of reasonable size.
func (w *walker) read(p string) ([]byte, bool) {
	pos := diag.Pos{File: p}
	info, err := fs.Stat(w.project, p)
	if err == nil && info.Size() > maxIncidentSize {
		w.problems.Add(pos, tooLong, "the file has %s, and at most 1 MiB is read", mebibytes(info.Size()))
		return nil, false
	}
	var b []byte
	if err == nil {
		b, err = fs.ReadFile(w.project, p)
	}
	if err != nil {
		w.problems.Add(pos, "", "cannot be read: %v", plain(err))
		return nil, false
	}
	return b, true
}

func mebibytes(n int64) string { return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20)) }

// plain takes the path away from an error about a file, since the problem names it.
func plain(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// unique complains of files of one name, or of names that differ by case alone, and
// keeps the first.
func (w *walker) unique() {
	slices.SortFunc(w.incidents, func(a, b source) int { return cmp.Compare(a.path, b.path) })
	slices.SortFunc(w.translations, func(a, b source) int { return cmp.Compare(a.path, b.path) })
	first := map[string]string{}
	w.incidents = slices.DeleteFunc(w.incidents, func(s source) bool {
		folded := strings.ToLower(s.id)
		other, taken := first[folded]
		if taken {
			w.problems.Add(diag.Pos{File: s.path}, "rename one of them: a name is a permanent URL, and some file systems do not tell case",
				"two incidents are named %q: the other is %s", s.id, other)
			return true
		}
		first[folded] = s.path
		return false
	})
}

// joints are hyphens with dots and the like around them: "1.-september".
var joints = regexp.MustCompile(`[-._]*-[-._]*`)

// Slug makes of any text a name that can be a URL.
func Slug(text string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(text) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '.' || r == '_':
			b.WriteRune(r)
		case foldings[r] != "":
			b.WriteString(foldings[r])
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-") && r != '\'' && r != '’':
			b.WriteByte('-')
		}
	}
	slug := strings.Trim(joints.ReplaceAllString(b.String(), "-"), "-._")
	if slug == "" {
		return "incident"
	}
	return slug
}

// foldings spell letters of European languages by those of a URL.
var foldings = map[rune]string{
	'ä': "ae", 'ö': "oe", 'ü': "ue", 'ß': "ss", 'å': "a", 'à': "a", 'á': "a", 'â': "a", 'ã': "a", 'æ': "ae", 'ç': "c", 'č': "c",
	'è': "e", 'é': "e", 'ê': "e", 'ë': "e", 'ì': "i", 'í': "i", 'î': "i", 'ï': "i", 'ñ': "n", 'ò': "o", 'ó': "o", 'ô': "o", 'õ': "o",
	'ø': "o", 'ù': "u", 'ú': "u", 'û': "u", 'ý': "y", 'š': "s", 'ž': "z", 'ł': "l",
}

func byID(a, b status.Incident) int { return cmp.Compare(a.ID, b.ID) }
