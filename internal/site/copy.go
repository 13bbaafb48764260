package site

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"ownup/internal/markdown"
	"ownup/internal/report"
)

// staticFolder is what a site has besides its pages, from the project's folder.
const staticFolder = "content/static"

// copied gives a file of the project as it is.
func (p *press) copied(to, from string) file {
	return file{path: to, render: func() ([]byte, error) { return fs.ReadFile(p.project, from) }}
}

func (p *press) static() []file {
	files := make([]file, len(p.report.Site.Static))
	for n, name := range p.report.Site.Static {
		from := path.Join(staticFolder, name)
		files[n] = p.copied(name, from)
		files[n].asked = from
	}
	return files
}

// pictures gives the pictures that published texts show: one that only an update shows
// which is held back, or that Internal shows, is not published either.
func (p *press) pictures() []file {
	var files []file
	for _, i := range p.report.Incidents {
		if len(i.Incident.Pictures) == 0 {
			continue
		}
		shown := shownBy(i)
		for _, picture := range i.Incident.Pictures {
			if slices.Contains(shown, picture.Name) {
				files = append(files, p.copied(incidentPath(i.ID)+picture.Name, picture.File))
			}
		}
	}
	return files
}

// shownBy gives the names of the pictures that the published texts of an incident show.
func shownBy(i *report.Incident) []string {
	texts := []string{i.Incident.Intro}
	for _, u := range i.Said {
		texts = append(texts, u.Text)
	}
	for _, t := range i.Incident.Translations {
		texts = append(texts, t.Intro)
		for _, u := range i.Said {
			texts = append(texts, t.Texts[u.ID])
		}
	}
	var names []string
	for _, t := range texts {
		names = append(names, markdown.References(t)...)
	}
	return names
}

// assets gives what pages load, but for the favicon.
func (p *press) assets() []file { return p.themed(func(path string) bool { return !isFavicon(path) }) }

func (p *press) favicon() []file { return p.themed(isFavicon) }

func isFavicon(path string) bool { return strings.HasPrefix(path, "favicon.") }

func (p *press) themed(wanted func(path string) bool) []file {
	var files []file
	for _, a := range p.look.Assets() {
		if wanted(a.Path) {
			files = append(files, yielding(file{path: a.Path, render: func() ([]byte, error) { return a.Content, nil }}))
		}
	}
	return files
}
