package content

import (
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"ownup/internal/diag"
	"ownup/internal/status"
)

// Try says what would be wrong with one file below content/incidents if it held the given
// text, while all other files stay as they are. The error is a [diag.List] of that file's
// problems alone, or of those of site.yaml.
func Try(project fs.FS, file string, text []byte) error {
	var ownProblems, others diag.List
	s := loadSite(project, nil, &ownProblems)
	if s == nil {
		return ownProblems.Err()
	}
	found := find(project, &others)
	n := slices.IndexFunc(found.incidents, func(f source) bool { return f.path == file })
	if n < 0 {
		w := walker{findings: found, problems: &ownProblems}
		id := idOf(file)
		w.named(source{path: file, id: id})
		if err := ownProblems.Err(); err != nil {
			return err
		}
		found.incidents, n = append(found.incidents, source{path: file, id: id}), len(found.incidents)
	}
	p := parseIncident(file, found.incidents[n].id, text, s.Zone)
	newVerifier(s, found).verify(&p)
	if len(text) > maxIncidentSize {
		p.problems.Add(diag.Pos{File: file}, tooLong, "the file would have %s, and at most 1 MiB is read", mebibytes(int64(len(text))))
	}
	return p.problems.Err()
}

// idOf gives the id of the incident that a file holds.
func idOf(file string) string {
	id := strings.TrimSuffix(path.Base(file), ".md")
	if id == "index" {
		return path.Base(path.Dir(file))
	}
	return id
}

// Name gives the id and the file of a new incident with the given title that is first
// told of on the given day. The id is no other's; the file stands in a folder for its
// year, unless the site's newest incident stands in none.
func Name(s *status.Site, title string, day status.Date) (id, file string) {
	taken := map[string]bool{}
	folder := path.Join(Folder, "incidents")
	newest := ""
	for _, i := range s.Incidents {
		taken[strings.ToLower(i.ID)] = true
		if i.ID > newest {
			newest = i.ID
			folder = path.Dir(i.File)
			if path.Base(i.File) == "index.md" {
				folder = path.Dir(folder)
			}
		}
	}
	for _, w := range s.Withheld {
		taken[strings.ToLower(w.ID)] = true
	}
	if root := path.Join(Folder, "incidents"); newest == "" || folder != root {
		folder = path.Join(root, day.String()[:4])
	}
	name := day.String() + "-" + short(Slug(title))
	if m := languageForm.FindStringSubmatch(name); m != nil && slices.Contains(s.Languages, m[2]) {
		name = m[1] + "-" + m[2] // else it looks like a translation
	}
	id = name
	for n := 2; taken[id]; n++ {
		id = name + "-" + strconv.Itoa(n)
	}
	return id, path.Join(folder, id+".md")
}

// nameAtMost is how many characters of a title a name has room for.
const nameAtMost = 60

// short cuts a slug between two words where it is too long for a name.
func short(slug string) string {
	if len(slug) <= nameAtMost {
		return slug
	}
	cut := slug[:nameAtMost+1]
	if at := strings.LastIndexByte(cut, '-'); at > 0 {
		return strings.Trim(cut[:at], "-._")
	}
	return strings.Trim(cut[:nameAtMost], "-._")
}
